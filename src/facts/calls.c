#include "facts/calls.h"

#include "facts/privacy.h"
#include "facts/sole.h"
#include "syntax/walk.h"

PhNodeId ph_def_of_name(const PhTree *tree, PhNodeId name)
{
    for (PhNodeId up = ph_tree_parent(tree, name); up != PH_NODE_NONE;
         up = ph_tree_parent(tree, up)) {
        PhKind kind = ph_tree_kind(tree, up);
        if (kind == PH_KIND_FUNCTION_DEFINITION) {
            return up;
        }
        if (kind == PH_KIND_BLOCK || kind == PH_KIND_MODULE || kind == PH_KIND_LAMBDA) {
            return PH_NODE_NONE;
        }
    }
    return PH_NODE_NONE;
}

bool ph_def_is_sole(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_sole_binding(facts, ph_tree_child(tree, def, PH_FIELD_NAME));
    if (id == PH_BINDING_NONE ||
        ph_tree_kind(tree, ph_tree_parent(tree, def)) == PH_KIND_DECORATED_DEFINITION) {
        return false;
    }
    const PhScope *scope = &names->scopes[names->bindings[id].scope];
    return !scope->is_opaque &&
           (scope->kind == PH_SCOPE_KIND_FUNCTION || scope->kind == PH_SCOPE_KIND_MODULE);
}

static bool is_closed(PhFacts *facts, PhNodeId def, PhBindingId id)
{
    const PhNames *names = facts->names;
    return ph_def_is_sole(facts, def) &&
           (names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_FUNCTION ||
            ph_privacy_of(facts, id).verdict == PH_PROVED);
}

bool ph_calls_of(PhFacts *facts, PhNodeId def, bool is_all, PhCallSites *sites_out)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, ph_tree_child(tree, def, PH_FIELD_NAME));
    *sites_out = (PhCallSites){0};
    if (id == PH_BINDING_NONE || (is_all && !is_closed(facts, def, id))) {
        return false;
    }
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        PhNodeId call =
            ref->kind == PH_REF_LOAD ? ph_call_of(tree, ref->node) : PH_NODE_NONE;
        if (call != PH_NODE_NONE) {
            ph_facts_claim(facts, call);
            PH_VEC_PUSH(facts->arena, sites_out, call);
        } else if (is_all && ref->kind != PH_REF_FUNCTION) {
            return false;
        }
    }
    return true;
}

PhNodeId ph_parameter_name(const PhTree *tree, PhNodeId parameter)
{
    switch (ph_tree_kind(tree, parameter)) {
    case PH_KIND_IDENTIFIER: return parameter;
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER:
        return ph_tree_child(tree, parameter, PH_FIELD_NAME);
    case PH_KIND_TYPED_PARAMETER: {
        PhNodeId first = ph_tree_first_named(tree, parameter);
        return ph_tree_kind(tree, first) == PH_KIND_IDENTIFIER ? first : PH_NODE_NONE;
    }
    default: return PH_NODE_NONE;
    }
}

/* How a parameter is passed. */
typedef struct PhWay {
    uint32_t place; /* among those that are passed by place, or UINT32_MAX */
    bool has_name;  /* may be passed by name: it does not stand before `/` */
} PhWay;

static PhWay way_of(const PhTree *tree, PhNodeId def, PhBytes name)
{
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    PhWay way = {UINT32_MAX, true};
    uint32_t place = 0;
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhNodeId own = ph_parameter_name(tree, child);
        if (ph_tree_kind(tree, child) == PH_KIND_POSITIONAL_SEPARATOR) {
            way.has_name = way.place == UINT32_MAX;
        } else if (own == PH_NODE_NONE) {
            break; /* those behind a star are passed by name */
        } else if (ph_bytes_equal(ph_tree_text(tree, own), name)) {
            way.place = place;
        } else {
            place++;
        }
    }
    return way;
}

PhPassed ph_call_passes(const PhTree *tree, PhNodeId call, PhNodeId def, PhBytes name,
                        PhNodeId *value_out)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhWay way = way_of(tree, def, name);
    uint32_t place = 0;
    PhPassed passed = PH_PASSED_NOTHING;
    *value_out = PH_NODE_NONE;
    if (ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        *value_out = list; /* f(x for x in y) */
        return way.place == 0 ? PH_PASSED_VALUE : PH_PASSED_NOTHING;
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        switch (ph_tree_kind(tree, arg)) {
        case PH_KIND_LIST_SPLAT:
        case PH_KIND_DICTIONARY_SPLAT: passed = PH_PASSED_PERHAPS; break;
        case PH_KIND_KEYWORD_ARGUMENT:
            if (way.has_name &&
                ph_bytes_equal(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)),
                               name)) {
                *value_out = ph_tree_child(tree, arg, PH_FIELD_VALUE);
                return PH_PASSED_VALUE;
            }
            break;
        default:
            if (place++ == way.place) {
                *value_out = arg;
                return passed == PH_PASSED_NOTHING ? PH_PASSED_VALUE : PH_PASSED_PERHAPS;
            }
            break;
        }
    }
    return passed;
}
