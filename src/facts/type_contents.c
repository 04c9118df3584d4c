/*
 * What is in the list that a name holds.
 *
 * Whoever else knows a list may put anything into it. If every use of a local name is one
 * of those below, nobody does, and its elements are those of its displays and what its own
 * append, insert and extend put in. The uses are judged by their shape alone, not by types:
 * types are what is being computed here.
 */

#include "facts/flow.h"
#include "facts/types.h"
#include "syntax/walk.h"

/* Builtins that read their one positional argument and keep nothing of it but elements. */
static const char *const k_readers[] = {
    "all",  "any",   "bool", "frozenset", "len", "list",   "max",   "min",
    "repr", "print", "set",  "str",       "sum", "sorted", "tuple",
};

static const char *const k_walkers[] = {"enumerate", "iter", "reversed", "zip"};

/* Methods that put nothing in. */
static const char *const k_methods[] = {
    "clear", "copy", "count", "index", "pop", "remove", "reverse", "sort",
};

static bool is_one_of(PhBytes name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

static PhNodeId out_of_parens(const PhTree *tree, PhNodeId node)
{
    while (ph_tree_kind(tree, ph_tree_parent(tree, node)) ==
           PH_KIND_PARENTHESIZED_EXPRESSION) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}

static bool is_iterated(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return tree->fields[node] == PH_FIELD_RIGHT &&
           (kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_FOR_IN_CLAUSE);
}

/* `q[i]` that is neither stored to nor deleted. */
static bool is_loaded(const PhTree *tree, PhNodeId subscript)
{
    PhNodeId top = subscript;
    for (;;) {
        PhNodeId parent = ph_tree_parent(tree, top);
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_KIND_TUPLE:
        case PH_KIND_LIST:
        case PH_KIND_LIST_SPLAT:
        case PH_KIND_EXPRESSION_LIST: top = parent; break;
        case PH_KIND_PATTERN_LIST:
        case PH_KIND_TUPLE_PATTERN:
        case PH_KIND_LIST_PATTERN:
        case PH_KIND_LIST_SPLAT_PATTERN:
        case PH_KIND_AS_PATTERN:
        case PH_KIND_AS_PATTERN_TARGET:
        case PH_KIND_DELETE_STATEMENT: return false;
        case PH_KIND_BINARY_OPERATOR:
        case PH_KIND_BOOLEAN_OPERATOR: return true;
        default: return tree->fields[top] != PH_FIELD_LEFT;
        }
    }
}

static bool is_read_argument(PhFacts *facts, PhNodeId arg)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_parent(tree, arg);
    PhNodeId call = ph_tree_parent(tree, list);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhNodeId name = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
        return ph_tree_kind(tree, object) == PH_KIND_STRING &&
               !ph_string_is_template(tree, object) &&
               ph_bytes_is(ph_tree_text(tree, name), "join");
    }
    if (!ph_flow_is_builtin(facts, function)) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, function);
    if (is_one_of(name, k_walkers, PH_COUNT_OF(k_walkers))) {
        return is_iterated(tree, out_of_parens(tree, call));
    }
    PhKind next = ph_tree_kind(tree, ph_tree_next_named(tree, arg));
    return is_one_of(name, k_readers, PH_COUNT_OF(k_readers)) &&
           ph_tree_first_named(tree, list) == arg &&
           (next == PH_KIND_ABSENT || next == PH_KIND_KEYWORD_ARGUMENT);
}

/* Reads the method call of which `attribute` is the function. */
static bool is_kept_by_method(PhFacts *facts, PhNodeId attribute, PhType *added,
                              uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId callee = out_of_parens(tree, attribute);
    PhNodeId call = ph_tree_parent(tree, callee);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        tree->fields[callee] != PH_FIELD_FUNCTION) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (is_one_of(name, k_methods, PH_COUNT_OF(k_methods))) {
        return true;
    }
    PhNodeId args[2];
    uint32_t count;
    if (!ph_call_positional(tree, call, args, 2, &count) || count == 0) {
        return false;
    }
    ph_facts_claim(facts, call);
    PhType last = ph_type_of_within(facts, args[count - 1], depth);
    if ((ph_bytes_is(name, "append") && count == 1) ||
        (ph_bytes_is(name, "insert") && count == 2)) {
        *added = (PhType){PH_TYPE_LIST, last.kinds, last.elems};
        return true;
    }
    if (ph_bytes_is(name, "extend") && count == 1) {
        PhType element = ph_type_element(last);
        *added = (PhType){PH_TYPE_LIST, element.kinds, element.elems};
        return true;
    }
    return false;
}

static bool is_kept_by_load(PhFacts *facts, PhNodeId name, PhType *added, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    PhField field = tree->fields[node];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE: return is_kept_by_method(facts, parent, added, depth);
    case PH_KIND_SUBSCRIPT: return field == PH_FIELD_VALUE && is_loaded(tree, parent);
    case PH_KIND_ARGUMENT_LIST: return is_read_argument(facts, node);
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return field == PH_FIELD_RIGHT;
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_WHILE_STATEMENT: return field == PH_FIELD_CONDITION;
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_RETURN_STATEMENT: return true;
    case PH_KIND_COMPARISON_OPERATOR: {
        PhNodeId left = ph_tree_first_named(tree, parent);
        PhKind operation =
            ph_tree_kind(tree, ph_tree_child(tree, parent, PH_FIELD_OPERATORS));
        return (operation == PH_TOKEN_IN || operation == PH_TOKEN_NOT_IN) &&
               ph_tree_next_named(tree, left) == node &&
               ph_tree_next_named(tree, node) == PH_NODE_NONE;
    }
    default: return false;
    }
}

/* `q = e`: the name alone, so that no other one holds the same list. */
static bool is_plain_store(const PhTree *tree, PhNodeId name)
{
    PhNodeId assignment = ph_tree_parent(tree, name);
    return ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT &&
           tree->fields[name] == PH_FIELD_LEFT &&
           ph_tree_kind(tree, ph_tree_child(tree, assignment, PH_FIELD_RIGHT)) !=
               PH_KIND_ASSIGNMENT &&
           ph_tree_kind(tree, ph_tree_parent(tree, assignment)) ==
               PH_KIND_EXPRESSION_STATEMENT;
}

static bool is_kept(PhFacts *facts, const PhRef *ref, PhType *added, uint32_t depth)
{
    switch (ref->kind) {
    case PH_REF_LOAD: return is_kept_by_load(facts, ref->node, added, depth);
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED: return is_plain_store(facts->tree, ref->node);
    case PH_REF_DECLARED:
    case PH_REF_DELETE: return true;
    default: return false;
    }
}

PhType ph_type_of_contents(PhFacts *facts, PhBindingId binding, PhType stored,
                           uint32_t depth)
{
    if (stored.kinds != PH_TYPE_LIST || !ph_flow_is_private(facts, binding)) {
        return ph_type_shared(stored);
    }
    const PhNames *names = facts->names;
    PhType type = stored;
    for (PhRefId i = names->bindings[binding].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        PhType added = {0};
        if ((type.elems & PH_TYPE_UNKNOWN) != 0 ||
            !is_kept(facts, &names->refs[i], &added, depth)) {
            return ph_type_shared(stored);
        }
        ph_facts_claim(facts, ph_tree_parent(facts->tree, names->refs[i].node));
        type = ph_type_union(type, added);
    }
    if ((type.elems & PH_TYPE_MUTABLE) != 0) {
        type.inner = PH_TYPE_UNKNOWN;
    }
    return type;
}
