/*
 * taken_as_buffer: is the value, where it stands, only an argument of a function that takes
 * any contiguous buffer, gives the same for each, and keeps nothing of it?
 */

#include "facts/flow.h"
#include "facts/made_by.h"
#include "syntax/walk.h"

static const char *const k_hashes[] = {
    "hashlib.blake2b",  "hashlib.blake2s",  "hashlib.md5",      "hashlib.sha1",
    "hashlib.sha224",   "hashlib.sha256",   "hashlib.sha384",   "hashlib.sha3_224",
    "hashlib.sha3_256", "hashlib.sha3_384", "hashlib.sha3_512", "hashlib.sha512",
    "hashlib.new",
};

/* By their first argument. */
static const char *const k_first[] = {
    "base64.b64encode", "binascii.crc32", "binascii.hexlify", "zlib.adler32", "zlib.crc32",
};

/* By their second. */
static const char *const k_second[] = {"hashlib.new", "struct.unpack"};

/* Which positional argument it is; -1: a star or keyword stands before it. */
static int place_of(const PhTree *tree, PhNodeId list, PhNodeId arg)
{
    int place = 0;
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        if (child == arg) {
            return place;
        }
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT ||
            kind == PH_KIND_KEYWORD_ARGUMENT) {
            return -1;
        }
        place++;
    }
    return -1;
}

/* `h.update(..)` of a hash, and `int.from_bytes(..)`. */
static bool is_method(PhFacts *facts, PhNodeId function)
{
    const PhTree *tree = facts->tree;
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    if (ph_bytes_is(name, "from_bytes")) {
        return ph_bytes_is(ph_tree_text(tree, object), "int") &&
               ph_flow_is_builtin(facts, object);
    }
    return ph_bytes_is(name, "update") &&
           ph_made_by(facts, object, k_hashes, PH_COUNT_OF(k_hashes)).verdict == PH_PROVED;
}

/* `b"".join([..])` */
static bool is_joined(const PhTree *tree, PhNodeId list)
{
    PhNodeId arguments = ph_tree_parent(tree, list);
    PhNodeId call = ph_tree_parent(tree, arguments);
    if (ph_tree_kind(tree, arguments) != PH_KIND_ARGUMENT_LIST ||
        ph_tree_kind(tree, call) != PH_KIND_CALL ||
        ph_tree_first_named(tree, arguments) != list ||
        ph_tree_next_named(tree, list) != PH_NODE_NONE) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        return false;
    }
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    return ph_tree_kind(tree, object) == PH_KIND_STRING &&
           ph_string_is_bytes(tree, object) && ph_bytes_is(name, "join");
}

PhAnswer ph_fact_taken_as_buffer(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_out_of_parens(tree, node);
    PhNodeId list = ph_tree_parent(tree, node);
    if (ph_tree_kind(tree, list) == PH_KIND_LIST ||
        ph_tree_kind(tree, list) == PH_KIND_TUPLE) {
        return ph_answer(is_joined(tree, list) ? PH_PROVED : PH_REFUTED);
    }
    PhNodeId call = ph_tree_parent(tree, list);
    if (ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST ||
        ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return ph_answer(PH_REFUTED);
    }
    int place = place_of(tree, list, node);
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    size_t which;
    bool is_taken =
        place == 0
            ? (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE &&
               is_method(facts, function)) ||
                  ph_calls_one_of(facts, call, k_first, PH_COUNT_OF(k_first), &which) ||
                  ph_calls_one_of(facts, call, k_hashes, PH_COUNT_OF(k_hashes) - 1, &which)
            : place == 1 &&
                  ph_calls_one_of(facts, call, k_second, PH_COUNT_OF(k_second), &which);
    ph_facts_claim(facts, call);
    return ph_answer(is_taken ? PH_PROVED : PH_REFUTED);
}
