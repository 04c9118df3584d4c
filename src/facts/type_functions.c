/*
 * Types through calls of functions of this file: what they return, and what their
 * parameters are given.
 *
 * A name means one function if the file stores to it once, by an undecorated def. That no
 * other module puts another function in its place is taken for granted
 * (docs/assumptions.md). What a parameter is given is known if every mention of the
 * function is a call that says which argument is which, and nobody else can mention it.
 */

#include "facts/flow.h"
#include "facts/flow_assigned.h"
#include "facts/privacy.h"
#include "facts/types.h"

/* The def that the name of `binding` stands for, or PH_NODE_NONE. */
static PhNodeId def_of(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = ph_facts_names(facts);
    const PhTree *tree = facts->tree;
    const PhBinding *binding = &names->bindings[id];
    const PhScope *scope = &names->scopes[binding->scope];
    bool is_plain_scope =
        scope->kind == PH_SCOPE_KIND_MODULE || scope->kind == PH_SCOPE_KIND_FUNCTION;
    if (!is_plain_scope || scope->is_opaque || binding->store_count != 1) {
        return PH_NODE_NONE;
    }
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        if (names->refs[i].kind == PH_REF_FUNCTION) {
            PhNodeId def = ph_tree_parent(tree, names->refs[i].node);
            PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, def));
            return outer == PH_KIND_DECORATED_DEFINITION ? PH_NODE_NONE : def;
        }
    }
    return PH_NODE_NONE;
}

static PhScopeId scope_of(PhFacts *facts, PhNodeId def)
{
    PhNodeId body = ph_tree_child(facts->tree, def, PH_FIELD_BODY);
    return body == PH_NODE_NONE ? PH_SCOPE_NONE : ph_names_scope_at(facts->names, body);
}

PhScopeId ph_type_callee(PhFacts *facts, PhNodeId function)
{
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), function);
    PhNodeId def = binding == PH_BINDING_NONE ? PH_NODE_NONE : def_of(facts, binding);
    return def == PH_NODE_NONE ? PH_SCOPE_NONE : scope_of(facts, def);
}

static bool is_definition(PhKind kind)
{
    return kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION ||
           kind == PH_KIND_LAMBDA;
}

PhType ph_type_of_returns(PhFacts *facts, PhScopeId id, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    const PhScope *scope = &facts->names->scopes[id];
    PhType none = {.kinds = PH_TYPE_NONE};
    if (scope->is_async) {
        return ph_type_unknown();
    }
    if (scope->is_generator) {
        return (PhType){PH_TYPE_ITERABLE, PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN};
    }
    PhNodeId body = ph_tree_child(tree, scope->node, PH_FIELD_BODY);
    PhType type = ph_flow_never_completes(facts, body) ? (PhType){0} : none;
    PhNodeId limit = ph_tree_limit(tree, body);
    ph_facts_claim(facts, body);
    for (PhNodeId node = body; node < limit; node++) {
        if (is_definition(tree->kinds[node])) {
            node = ph_tree_limit(tree, node) - 1;
        } else if (tree->kinds[node] == PH_KIND_RETURN_STATEMENT) {
            PhNodeId value = ph_tree_first_named(tree, node);
            type = ph_type_union(type, value == PH_NODE_NONE
                                           ? none
                                           : ph_type_of_within(facts, value, depth));
        }
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return ph_type_shared(type);
}

/* Where a parameter stands among those of its function. */
typedef struct PhParameter {
    PhBytes name;
    uint32_t position; /* UINT32_MAX: by name only */
    bool has_name;     /* may be given by name */
    PhNodeId value;    /* its default */
} PhParameter;

static PhNodeId name_of_parameter(const PhTree *tree, PhNodeId node)
{
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_IDENTIFIER: return node;
    case PH_KIND_TYPED_PARAMETER: return ph_tree_first_named(tree, node);
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER: return ph_tree_child(tree, node, PH_FIELD_NAME);
    default: return PH_NODE_NONE;
    }
}

/* False for *args, **kwargs and what is not understood. */
static bool find_parameter(const PhTree *tree, PhNodeId def, PhNodeId name,
                           PhParameter *parameter_out)
{
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    uint32_t position = 0;
    bool is_found = false;
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_POSITIONAL_SEPARATOR) {
            /* Those before it go by place alone. */
            parameter_out->has_name &= !is_found;
        } else if (kind == PH_KIND_KEYWORD_SEPARATOR ||
                   kind == PH_KIND_LIST_SPLAT_PATTERN) {
            position = UINT32_MAX;
        } else if (name_of_parameter(tree, child) == name) {
            is_found = true;
            *parameter_out = (PhParameter){ph_tree_text(tree, name), position, true,
                                           ph_tree_child(tree, child, PH_FIELD_VALUE)};
        } else if (position != UINT32_MAX) {
            position++;
        }
    }
    return is_found;
}

/* The type that `call` gives the parameter; unknown if that is not plain to see. */
static PhType type_of_argument(PhFacts *facts, PhNodeId call, const PhParameter *parameter,
                               uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhNodeId value = parameter->value;
    uint32_t position = 0;
    if (ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return ph_type_unknown();
    }
    ph_facts_claim(facts, call);
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        switch (ph_tree_kind(tree, child)) {
        case PH_KIND_LIST_SPLAT:
        case PH_KIND_DICTIONARY_SPLAT: return ph_type_unknown();
        case PH_KIND_KEYWORD_ARGUMENT:
            if (parameter->has_name &&
                ph_bytes_equal(
                    ph_tree_text(tree, ph_tree_child(tree, child, PH_FIELD_NAME)),
                    parameter->name)) {
                value = ph_tree_child(tree, child, PH_FIELD_VALUE);
            }
            break;
        default:
            if (position++ == parameter->position) {
                value = child;
            }
            break;
        }
    }
    /* Without a value the call raises, and the function is not run. */
    return value == PH_NODE_NONE ? (PhType){0} : ph_type_of_within(facts, value, depth);
}

static bool are_callers_known(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = facts->names;
    return names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_FUNCTION ||
           ph_privacy_of(facts, id).verdict == PH_PROVED;
}

PhType ph_type_of_arguments(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    const PhNames *names = ph_facts_names(facts);
    const PhTree *tree = facts->tree;
    PhNodeId def = name;
    while (def != PH_NODE_NONE && !is_definition(tree->kinds[def])) {
        def = ph_tree_parent(tree, def);
    }
    if (ph_tree_kind(tree, def) != PH_KIND_FUNCTION_DEFINITION) {
        return ph_type_unknown();
    }
    PhBindingId binding = ph_names_binding(names, ph_tree_child(tree, def, PH_FIELD_NAME));
    PhParameter parameter = {0};
    if (binding == PH_BINDING_NONE || def_of(facts, binding) != def ||
        !are_callers_known(facts, binding) ||
        !find_parameter(tree, def, name, &parameter)) {
        return ph_type_unknown();
    }
    PhType type = {0};
    for (PhRefId i = names->bindings[binding].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        PhNodeId node = names->refs[i].node;
        PhNodeId call = ph_tree_parent(tree, node);
        if (names->refs[i].kind == PH_REF_FUNCTION) {
            continue;
        }
        if (names->refs[i].kind != PH_REF_LOAD ||
            ph_tree_kind(tree, call) != PH_KIND_CALL ||
            tree->fields[node] != PH_FIELD_FUNCTION) {
            return ph_type_unknown();
        }
        type = ph_type_union(type, type_of_argument(facts, call, &parameter, depth));
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return ph_type_shared(type);
}
