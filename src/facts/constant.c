/*
 * constant: does the compiler fold this expression to one immutable constant?
 *
 * Proved for numbers, plain and byte strings (also concatenated ones), None, True, False,
 * ..., a sign or ~ before a number, and tuples of such. An f-string or a t-string is built
 * at run time. Arithmetic is folded too, but is not taught here.
 */

#include "facts/facts.h"
#include "syntax/walk.h"

static bool is_constant_string(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId id = node, end = ph_tree_limit(tree, node); id < end; id++) {
        if (ph_tree_kind(tree, id) == PH_KIND_INTERPOLATION) {
            return false;
        }
        if (ph_tree_kind(tree, id) == PH_KIND_STRING &&
            (ph_string_is_formatted(tree, id) || ph_string_is_template(tree, id))) {
            return false;
        }
    }
    return true;
}

/* A sign before a number, or ~ before an integer: ~1.5 raises. */
static bool is_signed_number(const PhTree *tree, PhNodeId node)
{
    PhNodeId operand = ph_tree_child(tree, node, PH_FIELD_ARGUMENT);
    PhKind kind = ph_tree_kind(tree, operand);
    PhBytes text = ph_tree_text(tree, node);
    if (text.ptr[0] == '~') {
        return kind == PH_KIND_INTEGER && (text.ptr[text.len - 1] | 0x20) != 'j';
    }
    return kind == PH_KIND_INTEGER || kind == PH_KIND_FLOAT;
}

PhAnswer ph_fact_constant(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId root = query->args[0].capture->nodes[0];
    PhAnswer refuted = ph_answer(PH_REFUTED);
    for (PhNodeId id = root, end = ph_tree_limit(tree, root); id < end;) {
        PhKind kind = ph_tree_kind(tree, id);
        switch (kind) {
        case PH_KIND_INTEGER:
        case PH_KIND_FLOAT:
        case PH_KIND_TRUE:
        case PH_KIND_FALSE:
        case PH_KIND_NONE:
        case PH_KIND_ELLIPSIS: break;
        case PH_KIND_STRING:
        case PH_KIND_CONCATENATED_STRING:
            if (!is_constant_string(tree, id)) {
                refuted.node = id;
                return refuted;
            }
            break;
        case PH_KIND_UNARY_OPERATOR:
            if (!is_signed_number(tree, id)) {
                refuted.node = id;
                return refuted;
            }
            break;
        case PH_KIND_TUPLE:
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_TOKEN_LPAREN:
        case PH_TOKEN_RPAREN:
        case PH_TOKEN_COMMA:
        case PH_KIND_COMMENT:
        case PH_KIND_LINE_CONTINUATION: id++; continue;
        default: refuted.node = id; return refuted;
        }
        id = ph_tree_limit(tree, id);
    }
    return ph_answer(PH_PROVED);
}
