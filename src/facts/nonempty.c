#include "facts/nonempty.h"

enum { PH_TEST_PARTS = 32 };

typedef struct PhTestPart {
    PhNodeId node;
    bool outcome;
} PhTestPart;

static bool is_list(PhFacts *facts, PhBindingId binding, PhNodeId node)
{
    return ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER &&
           ph_names_binding(ph_facts_names(facts), node) == binding;
}

static bool is_length(PhFacts *facts, PhBindingId binding, PhNodeId node)
{
    PhNodeId arg;
    return ph_flow_is_builtin_call(facts, node, "len", &arg) &&
           is_list(facts, binding, ph_tree_strip_parens(facts->tree, arg));
}

/* A small plain decimal number; -1 for anything else. */
static int64_t number_of(const PhTree *tree, PhNodeId node)
{
    PhBytes text = ph_tree_text(tree, node);
    if (ph_tree_kind(tree, node) != PH_KIND_INTEGER || text.len > 6) {
        return -1;
    }
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return -1;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}

/* `c < len(q)` is `len(q) > c`. */
static PhKind turned(PhKind operation)
{
    switch (operation) {
    case PH_TOKEN_LESS: return PH_TOKEN_GREATER;
    case PH_TOKEN_LESS_EQUAL: return PH_TOKEN_GREATER_EQUAL;
    case PH_TOKEN_GREATER: return PH_TOKEN_LESS;
    case PH_TOKEN_GREATER_EQUAL: return PH_TOKEN_LESS_EQUAL;
    default: return operation;
    }
}

/* The least length for which `len(q) <operation> number` can come out so. */
static uint32_t least_length(PhKind operation, uint32_t number, bool outcome)
{
    switch (operation) {
    case PH_TOKEN_GREATER: return outcome ? number + 1 : 0;
    case PH_TOKEN_GREATER_EQUAL: return outcome ? number : 0;
    case PH_TOKEN_LESS: return outcome ? 0 : number;
    case PH_TOKEN_LESS_EQUAL: return outcome ? 0 : number + 1;
    case PH_TOKEN_DOUBLE_EQUAL: return outcome ? number : number == 0;
    case PH_TOKEN_NOT_EQUAL: return outcome ? number == 0 : number;
    default: return 0;
    }
}

static uint32_t implied_by_comparison(PhFacts *facts, PhBindingId binding, PhTestPart part)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_first_named(tree, part.node);
    PhNodeId right = ph_tree_next_named(tree, left);
    PhKind operation =
        ph_tree_kind(tree, ph_tree_child(tree, part.node, PH_FIELD_OPERATORS));
    if (right == PH_NODE_NONE || ph_tree_next_named(tree, right) != PH_NODE_NONE) {
        return 0;
    }
    if (!is_length(facts, binding, left)) {
        PhNodeId swapped = left;
        left = right;
        right = swapped;
        operation = turned(operation);
    }
    int64_t number = number_of(tree, right);
    return number >= 0 && is_length(facts, binding, left)
               ? least_length(operation, (uint32_t)number, part.outcome)
               : 0;
}

uint32_t ph_nonempty_implied(PhFacts *facts, PhBindingId binding, PhNodeId condition,
                             bool outcome)
{
    const PhTree *tree = facts->tree;
    PhTestPart parts[PH_TEST_PARTS] = {{condition, outcome}};
    uint32_t count = 1;
    uint32_t most = 0;
    while (count > 0) {
        PhTestPart part = parts[--count];
        part.node = ph_tree_strip_parens(tree, part.node);
        PhKind kind = ph_tree_kind(tree, part.node);
        PhNodeId arg;
        uint32_t found = 0;
        if (kind == PH_KIND_IDENTIFIER) {
            found = part.outcome && is_list(facts, binding, part.node);
        } else if (kind == PH_KIND_COMPARISON_OPERATOR) {
            found = implied_by_comparison(facts, binding, part);
        } else if (is_length(facts, binding, part.node)) {
            found = part.outcome;
        } else if (ph_flow_is_builtin_call(facts, part.node, "bool", &arg)) {
            parts[count++] = (PhTestPart){arg, part.outcome};
        } else if (kind == PH_KIND_NOT_OPERATOR) {
            PhNodeId operand = ph_tree_child(tree, part.node, PH_FIELD_ARGUMENT);
            parts[count++] = (PhTestPart){operand, !part.outcome};
        } else if (kind == PH_KIND_BOOLEAN_OPERATOR && count + 2 <= PH_TEST_PARTS) {
            /* Both parts of an `and` were true, both of an `or` false. */
            PhNodeId operation = ph_tree_child(tree, part.node, PH_FIELD_OPERATOR);
            bool is_and = ph_tree_kind(tree, operation) == PH_TOKEN_AND;
            if (is_and == part.outcome) {
                PhNodeId left = ph_tree_child(tree, part.node, PH_FIELD_LEFT);
                PhNodeId right = ph_tree_child(tree, part.node, PH_FIELD_RIGHT);
                parts[count++] = (PhTestPart){left, part.outcome};
                parts[count++] = (PhTestPart){right, part.outcome};
            }
        }
        most = found > most ? found : most;
    }
    return most;
}
