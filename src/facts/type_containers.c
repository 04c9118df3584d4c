/*
 * Which names hold a container that nothing changes once it is made.
 *
 * Each store must be a plain assignment of an expression that makes a new object, and each
 * other reference must only look into it: a loop, `in`, an element that is read, a builtin
 * or method that keeps no reference. Then what is in the container is what was put there.
 * What is not taught may change it.
 */

#include "facts/types.h"
#include "syntax/walk.h"

/* They read their only argument and keep nothing of it but its elements. */
static const char *const k_readers[] = {
    "all", "any", "frozenset", "len", "list", "max", "min", "set", "sorted", "sum", "tuple",
};

/* Their results walk through it, so they count where a loop takes them at once. */
static const char *const k_walkers[] = {"enumerate", "reversed", "zip"};

static const char *const k_methods[] = {
    "copy", "count", "get", "index", "items", "keys", "values",
};

static const char *const k_makers[] = {"dict", "list", "set", "sorted"};
static const char *const k_making_methods[] = {"rsplit", "split", "splitlines"};

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
    PhNodeId parent = ph_tree_parent(tree, node);
    while (ph_tree_kind(tree, parent) == PH_KIND_PARENTHESIZED_EXPRESSION) {
        node = parent;
        parent = ph_tree_parent(tree, node);
    }
    return node;
}

static bool calls_builtin(PhFacts *facts, PhNodeId call, const char *const *list,
                          size_t count)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhBytes name = ph_tree_text(tree, function);
    return ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
           is_one_of(name, list, count) &&
           ph_names_is_builtin(names, ph_names_scope_at(names, function), name);
}

/* Nobody else has the object that the expression gives. */
static bool makes_container(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_LIST:
    case PH_KIND_SET:
    case PH_KIND_DICTIONARY:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION: return true;
    case PH_KIND_CALL: break;
    default: return false;
    }
    PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        /* Of any class but str and bytes the type of the call is unknown anyway. */
        PhBytes name =
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        return is_one_of(name, k_making_methods, PH_COUNT_OF(k_making_methods));
    }
    return calls_builtin(facts, node, k_makers, PH_COUNT_OF(k_makers));
}

/* `name = value`, and no other target beside it. */
static bool is_plain_store(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId statement = ph_tree_parent(tree, name);
    PhNodeId value = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    return ph_tree_kind(tree, statement) == PH_KIND_ASSIGNMENT &&
           tree->fields[name] == PH_FIELD_LEFT && value != PH_NODE_NONE &&
           ph_tree_kind(tree, ph_tree_parent(tree, statement)) != PH_KIND_ASSIGNMENT &&
           makes_container(facts, ph_tree_strip_parens(tree, value));
}

static bool is_walked(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    PhKind kind = ph_tree_kind(tree, parent);
    return tree->fields[node] == PH_FIELD_RIGHT &&
           (kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_FOR_IN_CLAUSE) &&
           ph_tree_kind(tree, ph_tree_first_child(tree, parent)) != PH_TOKEN_ASYNC;
}

/* The value of `node` is looked at or taken, but nothing is stored to it. */
static bool is_loaded(const PhTree *tree, PhNodeId node)
{
    switch (ph_tree_kind(tree, ph_tree_parent(tree, node))) {
    case PH_KIND_ASSIGNMENT: return tree->fields[node] == PH_FIELD_RIGHT;
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_ATTRIBUTE:
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_COMPARISON_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_INTERPOLATION:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_UNARY_OPERATOR: return true;
    default: return false;
    }
}

/* `x in q`: the last of two operands. */
static bool is_searched(const PhTree *tree, PhNodeId node)
{
    PhNodeId comparison = ph_tree_parent(tree, node);
    PhNodeId sign = PH_NODE_NONE;
    uint32_t count = 0;
    PH_FOR_EACH_CHILD(tree, comparison, child)
    {
        if (ph_tree_field(tree, child) == PH_FIELD_OPERATORS) {
            sign = child;
            count++;
        }
    }
    PhKind kind = ph_tree_kind(tree, sign);
    return count == 1 && (kind == PH_TOKEN_IN || kind == PH_TOKEN_NOT_IN) && sign < node;
}

static bool is_read_by_call(PhFacts *facts, PhNodeId arguments)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_tree_parent(tree, arguments);
    PhNodeId args[8];
    uint32_t count = 0;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        !ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count)) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhBytes name =
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        return ph_tree_kind(tree, object) == PH_KIND_STRING && ph_bytes_is(name, "join");
    }
    if (calls_builtin(facts, call, k_walkers, PH_COUNT_OF(k_walkers))) {
        return is_walked(tree, out_of_parens(tree, call));
    }
    return count == 1 && calls_builtin(facts, call, k_readers, PH_COUNT_OF(k_readers));
}

static bool is_method_read(const PhTree *tree, PhNodeId attribute)
{
    PhNodeId callee = out_of_parens(tree, attribute);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    return ph_tree_kind(tree, ph_tree_parent(tree, callee)) == PH_KIND_CALL &&
           tree->fields[callee] == PH_FIELD_FUNCTION &&
           is_one_of(name, k_methods, PH_COUNT_OF(k_methods));
}

static bool is_only_looked_into(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return is_walked(tree, node);
    case PH_KIND_COMPARISON_OPERATOR: return is_searched(tree, node);
    case PH_KIND_SUBSCRIPT:
        return tree->fields[node] == PH_FIELD_VALUE &&
               is_loaded(tree, out_of_parens(tree, parent));
    case PH_KIND_ARGUMENT_LIST: return is_read_by_call(facts, parent);
    case PH_KIND_ATTRIBUTE:
        return tree->fields[node] == PH_FIELD_OBJECT && is_method_read(tree, parent);
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_WHILE_STATEMENT:
    case PH_KIND_ELIF_CLAUSE: return tree->fields[node] == PH_FIELD_CONDITION;
    case PH_KIND_NOT_OPERATOR: return true;
    default: return false;
    }
}

bool ph_type_is_only_read(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = ph_facts_names(facts);
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        bool is_fine = false;
        switch (ref->kind) {
        case PH_REF_LOAD: is_fine = is_only_looked_into(facts, ref->node); break;
        case PH_REF_ASSIGN:
        case PH_REF_ANNOTATED: is_fine = is_plain_store(facts, ref->node); break;
        case PH_REF_DECLARED:
        case PH_REF_GLOBAL:
        case PH_REF_NONLOCAL:
        case PH_REF_DELETE: is_fine = true; break;
        default: break;
        }
        if (!is_fine) {
            return false;
        }
        ph_facts_claim(facts, ref->node);
    }
    return true;
}
