/*
 * opens_to_read: does the call open something of which nothing is written when it is
 * closed?
 *
 * For files the mode tells: it must be a literal, or absent where that means reading.
 * Sockets, responses and folders hold nothing back.
 */

#include <string.h>

#include "facts/flow.h"
#include "facts/made_by.h"
#include "syntax/walk.h"

/* The first ones read without a mode, which is the second argument. */
static const char *const k_readers[] = {
    "open",      "io.open",   "codecs.open",     "gzip.open", "bz2.open",
    "lzma.open", "os.fdopen", "zipfile.ZipFile", "wave.open",
};

static const char *const k_others[] = {
    "os.scandir",
    "socket.socket",
    "socket.create_connection",
    "urllib.request.urlopen",
    "tempfile.TemporaryFile",
    "tempfile.SpooledTemporaryFile",
};

/* The argument called `mode` or in the second place; false: nobody can say. */
static bool find_mode(const PhTree *tree, PhNodeId call, PhNodeId *mode_out)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    uint32_t place = 0;
    *mode_out = PH_NODE_NONE;
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        switch (ph_tree_kind(tree, arg)) {
        case PH_KIND_LIST_SPLAT:
        case PH_KIND_DICTIONARY_SPLAT: return false;
        case PH_KIND_KEYWORD_ARGUMENT:
            if (ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)),
                            "mode")) {
                *mode_out = ph_tree_child(tree, arg, PH_FIELD_VALUE);
            }
            break;
        default: *mode_out = place++ == 1 ? arg : *mode_out; break;
        }
    }
    return true;
}

PhAnswer ph_fact_opens_to_read(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_flow_node(query, 0);
    PhNodeId mode;
    size_t which;
    if (call == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    call = ph_tree_strip_parens(tree, call);
    if (ph_calls_one_of(facts, call, k_others, PH_COUNT_OF(k_others), &which)) {
        return ph_answer(PH_PROVED);
    }
    if (!ph_calls_one_of(facts, call, k_readers, PH_COUNT_OF(k_readers), &which) ||
        !find_mode(tree, call, &mode)) {
        return ph_flow_answer(PH_UNKNOWN, call, PH_BYTES("the result of a call"));
    }
    bool has_own_default = strcmp(k_readers[which], "wave.open") == 0;
    if (mode == PH_NODE_NONE && !has_own_default) {
        return ph_answer(PH_PROVED);
    }
    if (ph_tree_kind(tree, mode) != PH_KIND_STRING || ph_string_is_formatted(tree, mode)) {
        return ph_flow_answer(PH_UNKNOWN, mode == PH_NODE_NONE ? call : mode,
                              PH_BYTES("the mode is not known"));
    }
    PhBytes text = ph_tree_text(tree, mode);
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("wax+\\", text.ptr[i]) != NULL) {
            return ph_flow_answer(PH_REFUTED, mode, PH_BYTES("opened to write"));
        }
    }
    return ph_answer(PH_PROVED);
}
