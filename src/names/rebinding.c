/*
 * May code of this file give a builtin's name another meaning in a way that no binding
 * shows?
 *
 * Yes if it stores in the module `builtins`, hands that module on, runs text as code in its
 * own namespace (exec, eval), or lets go of the dict of its namespace (globals(), and
 * vars() or locals() at module level). Reading `globals()["x"]` is no such thing. What is
 * not seen to be harmless counts.
 */

#include "names/builder.h"

static bool holds_targets(PhKind kind)
{
    return kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN ||
           kind == PH_KIND_LIST_PATTERN || kind == PH_KIND_LIST_SPLAT_PATTERN ||
           kind == PH_KIND_TUPLE || kind == PH_KIND_LIST ||
           kind == PH_KIND_EXPRESSION_LIST || kind == PH_KIND_PARENTHESIZED_EXPRESSION;
}

/* True if the attribute or item `node` may be stored to or deleted. */
static bool may_be_target(const PhTree *tree, PhNodeId node)
{
    while (holds_targets(ph_tree_kind(tree, ph_tree_parent(tree, node)))) {
        node = ph_tree_parent(tree, node);
    }
    switch (ph_tree_kind(tree, ph_tree_parent(tree, node))) {
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_AUGMENTED_ASSIGNMENT:
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return ph_tree_field(tree, node) != PH_FIELD_RIGHT;
    case PH_KIND_CALL: return ph_tree_field(tree, node) != PH_FIELD_FUNCTION;
    case PH_KIND_ATTRIBUTE: /* its own value is stored to, not this name */
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_COMPARISON_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_INTERPOLATION:
    case PH_KIND_KEYWORD_ARGUMENT:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_RETURN_STATEMENT: return false;
    default: return true;
    }
}

static PhNodeId call_of(const PhTree *tree, PhNodeId name)
{
    PhNodeId parent = ph_tree_parent(tree, name);
    bool is_called = ph_tree_kind(tree, parent) == PH_KIND_CALL &&
                     ph_tree_field(tree, name) == PH_FIELD_FUNCTION;
    return is_called ? parent : PH_NODE_NONE;
}

static PhNodeId argument(const PhTree *tree, PhNodeId call, uint32_t index)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhNodeId node = list == PH_NODE_NONE ? list : ph_tree_first_named(tree, list);
    while (node != PH_NODE_NONE && index-- > 0) {
        node = ph_tree_next_named(tree, node);
    }
    return node;
}

/* `exec(code, namespace)`: the namespace is another one, unless it is our own by name. */
static bool runs_elsewhere(const PhNames *names, PhNodeId name)
{
    const PhTree *tree = names->tree;
    PhNodeId call = call_of(tree, name);
    PhNodeId space = call == PH_NODE_NONE ? PH_NODE_NONE : argument(tree, call, 1);
    PhKind kind = ph_tree_kind(tree, space);
    return kind == PH_KIND_DICTIONARY || kind == PH_KIND_IDENTIFIER ||
           kind == PH_KIND_ATTRIBUTE;
}

static bool is_dict_reader(PhBytes name)
{
    static const char *const k_readers[] = {"get", "items", "keys", "values", "copy"};
    for (size_t i = 0; i < PH_COUNT_OF(k_readers); i++) {
        if (ph_bytes_is(name, k_readers[i])) {
            return true;
        }
    }
    return false;
}

/* `__import__(name, globals(), locals())` only asks the dict for the package. */
static bool is_import(const PhNames *names, PhNodeId list)
{
    const PhTree *tree = names->tree;
    PhNodeId function = ph_tree_child(tree, ph_tree_parent(tree, list), PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER ||
        !ph_bytes_is(ph_tree_text(tree, function), "__import__")) {
        return false;
    }
    PhBindingId binding = ph_names_binding(names, function);
    return binding != PH_BINDING_NONE && !names->bindings[binding].is_bound;
}

/* `globals()["x"]`, `globals().get("x")`, `"x" in globals()`, or for an import. */
static bool only_reads_namespace(const PhNames *names, PhNodeId name)
{
    const PhTree *tree = names->tree;
    PhNodeId call = call_of(tree, name);
    PhNodeId parent = call == PH_NODE_NONE ? call : ph_tree_parent(tree, call);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_SUBSCRIPT: return !may_be_target(tree, parent);
    case PH_KIND_COMPARISON_OPERATOR: return true;
    case PH_KIND_ARGUMENT_LIST: return is_import(names, parent);
    case PH_KIND_ATTRIBUTE:
        return is_dict_reader(
            ph_tree_text(tree, ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE)));
    default: return false;
    }
}

typedef bool PhIsHarmless(const PhNames *names, PhNodeId name);

/* True if every load of the builtin `name` is harmless; a scope `only_at` may be asked for.
 */
static bool loads_are_harmless(const PhNames *names, PhBytes name,
                               PhIsHarmless *is_harmless, bool only_at_module)
{
    PhBindingId binding = ph_names_find(names, PH_SCOPE_MODULE, name);
    if (binding == PH_BINDING_NONE) {
        return true;
    }
    for (PhRefId id = names->bindings[binding].first_ref; id != PH_REF_NONE;
         id = names->refs[id].next) {
        const PhRef *ref = &names->refs[id];
        bool counts =
            ref->kind == PH_REF_LOAD && (!only_at_module || ref->scope == PH_SCOPE_MODULE);
        if (counts && !is_harmless(names, ref->node)) {
            return false;
        }
    }
    return true;
}

static bool never(const PhNames *names, PhNodeId name)
{
    (void)names;
    (void)name;
    return false;
}

static bool imports_builtins(const PhTree *tree, PhNodeId name)
{
    PhNodeId node = name;
    while (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER ||
           ph_tree_kind(tree, node) == PH_KIND_DOTTED_NAME) {
        node = ph_tree_parent(tree, node);
    }
    PhBytes text = ph_tree_text(tree, ph_tree_kind(tree, node) == PH_KIND_ALIASED_IMPORT
                                          ? ph_tree_child(tree, node, PH_FIELD_NAME)
                                          : name);
    return ph_bytes_is(text, "builtins");
}

/* The module itself may only be read through: `builtins.open`. */
static bool keeps_module(const PhNames *names, PhBindingId binding)
{
    const PhTree *tree = names->tree;
    for (PhRefId id = names->bindings[binding].first_ref; id != PH_REF_NONE;
         id = names->refs[id].next) {
        PhNodeId node = names->refs[id].node;
        PhNodeId parent = ph_tree_parent(tree, node);
        bool is_read = ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE &&
                       ph_tree_field(tree, node) == PH_FIELD_OBJECT &&
                       !may_be_target(tree, parent);
        if (names->refs[id].kind == PH_REF_LOAD && !is_read) {
            return false;
        }
    }
    return true;
}

bool ph_rebinding_is_possible(const PhNames *names)
{
    bool is_harmless =
        loads_are_harmless(names, PH_BYTES("exec"), runs_elsewhere, false) &&
        loads_are_harmless(names, PH_BYTES("eval"), runs_elsewhere, false) &&
        loads_are_harmless(names, PH_BYTES("globals"), only_reads_namespace, false) &&
        loads_are_harmless(names, PH_BYTES("vars"), only_reads_namespace, true) &&
        loads_are_harmless(names, PH_BYTES("locals"), only_reads_namespace, true) &&
        loads_are_harmless(names, PH_BYTES("__builtins__"), never, false);
    for (uint32_t i = 0; is_harmless && i < names->ref_count; i++) {
        const PhRef *ref = &names->refs[i];
        if (ref->kind == PH_REF_IMPORT && imports_builtins(names->tree, ref->node)) {
            is_harmless = keeps_module(names, ref->binding);
        }
    }
    return !is_harmless;
}
