#include "edit/verify.h"

#include <stdlib.h>

#include "base/vec.h"
#include "syntax/accept.h"

static PhStatus refuse(PhSource *source, PhDiags *diags, const PhParsed *parsed,
                       PhParseOutcome outcome)
{
    PhBytes message = PH_BYTES("does not parse as Python 3");
    if (outcome == PH_PARSE_TOO_LARGE) {
        message = PH_BYTES("too large to parse");
    } else if (outcome == PH_PARSED_WITH_ERRORS && parsed->is_missing) {
        message = PH_BYTES("does not parse: something is missing here");
    }
    ph_source_error(source, diags, parsed->error_offset, message);
    return PH_ERR_REFUSED;
}

PhStatus ph_file_parse(const PhGrammar *grammar, PhArena *arena, PhBytes path,
                       PhBytes bytes, PhDiags *diags, PhParsedFile *out)
{
    PhParsed parsed;
    PhStatus status = ph_source_check(arena, path, bytes, diags, &out->source);
    if (status != PH_OK) {
        return status;
    }
    PhParseOptions options = {.is_single_byte =
                                  out->source->encoding == PH_ENCODING_SINGLE_BYTE};
    PhParseOutcome outcome = ph_parse(grammar, arena, bytes, options, &parsed);
    if (outcome != PH_PARSED) {
        return refuse(out->source, diags, &parsed, outcome);
    }
    out->tree = parsed.tree;
    return ph_accept(out->source, &out->tree, diags);
}

typedef PH_VEC(PhBytes) PhBytesVec;

static int compare(const void *a, const void *b)
{
    return ph_bytes_compare(*(const PhBytes *)a, *(const PhBytes *)b);
}

static PhBytesVec comments_of(PhArena *arena, const PhTree *tree)
{
    PhBytesVec comments = {0};
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_COMMENT) {
            PH_VEC_PUSH(arena, &comments, ph_tree_text(tree, node));
        }
    }
    if (comments.count > 0) {
        qsort(comments.items, comments.count, sizeof(PhBytes), compare);
    }
    return comments;
}

bool ph_verify_comments(PhArena *arena, const PhTree *before, const PhTree *after)
{
    PhBytesVec old = comments_of(arena, before);
    PhBytesVec new = comments_of(arena, after);
    bool is_same = old.count == new.count;
    for (size_t i = 0; is_same && i < old.count; i++) {
        is_same = ph_bytes_equal(old.items[i], new.items[i]);
    }
    return is_same;
}
