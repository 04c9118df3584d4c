#include "names/scope.h"

#include "base/utf8.h"
#include "names/builder.h"

PhNames *ph_names_new(PhArena *arena, const PhTree *tree)
{
    PhNamesBuilder b = {.arena = arena, .tree = tree, .name_ids = ph_map_in(arena)};
    PhNames *names = PH_NEW(arena, PhNames);
    names->tree = tree;
    ph_names_collect(&b);
    ph_names_resolve(&b, names);
    ph_opaque_mark(&b, names);
    names->ref_of_node = b.slots;
    names->segments = b.segments.items;
    names->segment_count = (uint32_t)b.segments.count;
    names->name_ids = b.name_ids;
    names->name_count = (uint32_t)b.names.count;
    names->may_rebind_builtins = ph_rebinding_is_possible(names);
    return names;
}

PhRefId ph_names_ref(const PhNames *names, PhNodeId node)
{
    return names->ref_of_node[node];
}

PhBindingId ph_names_binding(const PhNames *names, PhNodeId node)
{
    PhRefId ref = names->ref_of_node[node];
    return ref == PH_REF_NONE ? PH_BINDING_NONE : names->refs[ref].binding;
}

PhScopeId ph_names_scope_at(const PhNames *names, PhNodeId node)
{
    uint32_t low = 0;
    uint32_t high = names->segment_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (names->segments[middle].first <= node) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return names->segments[low].scope;
}

/* The binding that `scope` itself mentions under the name, its own or another's. */
static PhBindingId mentioned(const PhNames *names, PhScopeId scope, uint32_t name_id)
{
    if (scope == PH_SCOPE_MODULE) {
        return names->module_bindings[name_id];
    }
    uint32_t low = names->first_use[scope];
    uint32_t high = names->first_use[scope + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (names->uses[middle].name_id < name_id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < names->first_use[scope + 1] && names->uses[low].name_id == name_id
               ? names->uses[low].binding
               : PH_BINDING_NONE;
}

PhBindingId ph_names_find(const PhNames *names, PhScopeId scope, PhBytes name)
{
    uint32_t name_id = ph_map_get(&names->name_ids, name);
    PhBindingId binding =
        name_id == PH_MAP_NONE ? PH_BINDING_NONE : mentioned(names, scope, name_id);
    return binding != PH_BINDING_NONE && names->bindings[binding].scope == scope
               ? binding
               : PH_BINDING_NONE;
}

/*
 * A scope that mentions the name has the answer, be it through `global`, `nonlocal` or a
 * plain read; one that does not asks the next scope out that can be seen from here.
 */
PhBindingId ph_names_lookup(const PhNames *names, PhScopeId scope, PhBytes name)
{
    uint32_t name_id = ph_map_get(&names->name_ids, name);
    if (name_id == PH_MAP_NONE) {
        return PH_BINDING_NONE;
    }
    bool sees_class = true;
    for (PhScopeId at = scope; at != PH_SCOPE_MODULE; at = names->scopes[at].parent) {
        PhScopeKind kind = names->scopes[at].kind;
        if (kind != PH_SCOPE_KIND_CLASS || sees_class) {
            PhBindingId binding = mentioned(names, at, name_id);
            if (binding != PH_BINDING_NONE) {
                return binding;
            }
        }
        sees_class = sees_class && ph_scope_kind_sees_class(kind);
    }
    return names->module_bindings[name_id];
}

bool ph_names_is_builtin(const PhNames *names, PhScopeId scope, PhBytes name)
{
    if (names->scopes[PH_SCOPE_MODULE].has_star_import || names->may_rebind_builtins) {
        return false;
    }
    PhBindingId binding = ph_names_lookup(names, scope, name);
    /* `global len` below the place where a rewrite would write `len` is an error. */
    return binding == PH_BINDING_NONE ||
           (names->bindings[binding].scope == PH_SCOPE_MODULE &&
            !names->bindings[binding].is_bound &&
            !names->bindings[binding].is_declared_global);
}
