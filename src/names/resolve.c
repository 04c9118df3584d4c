/*
 * From references to bindings, as analyze_block() of symtable.c has it.
 *
 * References are sorted by the scope that they would bind in and by name, so each group
 * shows at once whether its scope binds, declares or only reads the name. Scopes are done
 * in preorder with one table from name to the innermost visible binding, which is put back
 * where a scope ends.
 *
 * Until finish() knows how many bindings the module has, bindings are provisional: those of
 * the module count from 0, others from PH_LOCAL.
 */

#include "names/builder.h"

#define PH_LOCAL 0x80000000U

typedef struct PhShadowed {
    uint32_t name;
    uint32_t binding;
} PhShadowed;

typedef struct PhOpenScope {
    PhScopeId limit;
    size_t shadowed_count;
} PhOpenScope;

typedef PH_VEC(PhShadowed) PhShadowedVec;
typedef PH_VEC(PhOpenScope) PhOpenScopeVec;

typedef struct PhResolver {
    PhArena *arena;
    uint32_t name_count;
    const PhBytes *texts;
    PhRef *refs;
    uint32_t ref_count;
    const PhRefId *order; /* references by scope, then name, then place */
    PhScope *scopes;
    uint32_t scope_count;
    const PhScopeDraft *drafts;
    uint32_t *visible; /* by name: provisional binding; PH_BINDING_NONE: the module's */
    PhShadowedVec shadowed;
    PhOpenScopeVec open;
    PhBindingVec locals;
    PhBindingVec globals;
    uint32_t *module_bindings; /* by name */
    PhNameUseVec uses;
    uint32_t *first_use;
} PhResolver;

/*
 * Scopes were numbered as the walk met them, where a lambda in a default follows the
 * function that it is no part of. A parent always comes before its children, so sizes add
 * up from the end and places follow from the start.
 */
static void put_into_preorder(PhNamesBuilder *b)
{
    uint32_t count = (uint32_t)b->scopes.count;
    const PhScope *old = b->scopes.items;
    PhScopeId *sizes = PH_NEW_ARRAY(b->arena, PhScopeId, count);
    PhScopeId *next = ph_arena_alloc(b->arena, count * sizeof(PhScopeId));
    PhScopeId *moved = ph_arena_alloc(b->arena, count * sizeof(PhScopeId));
    PhScope *scopes = ph_arena_alloc(b->arena, count * sizeof(PhScope));
    PhScopeDraft *drafts = ph_arena_alloc(b->arena, count * sizeof(PhScopeDraft));
    for (PhScopeId i = count; i-- > 1;) {
        sizes[i]++;
        sizes[old[i].parent] += sizes[i];
    }
    moved[0] = 0;
    next[0] = 1;
    for (PhScopeId i = 1; i < count; i++) {
        PhScopeId parent = old[i].parent;
        moved[i] = next[parent];
        next[parent] += sizes[i];
        next[i] = moved[i] + 1;
    }
    sizes[0]++;
    for (PhScopeId i = 0; i < count; i++) {
        PhScope *scope = &scopes[moved[i]];
        *scope = old[i];
        scope->parent = i == 0 ? PH_SCOPE_NONE : moved[old[i].parent];
        scope->limit = moved[i] + sizes[i];
        drafts[moved[i]] = b->drafts.items[i];
    }
    b->scopes.items = scopes;
    b->drafts.items = drafts;
    for (size_t i = 0; i < b->refs.count; i++) {
        b->refs.items[i].scope = moved[b->refs.items[i].scope];
        b->refs.items[i].next = moved[b->refs.items[i].next];
    }
    for (size_t i = 0; i < b->segments.count; i++) {
        b->segments.items[i].scope = moved[b->segments.items[i].scope];
    }
}

/* A stable counting sort of `in` by one number of each reference: its scope or its name. */
static void sort_refs(const PhResolver *r, const PhRefId *in, PhRefId *out, bool by_scope)
{
    uint32_t key_count = by_scope ? r->scope_count : r->name_count;
    uint32_t *starts = PH_NEW_ARRAY(r->arena, uint32_t, key_count + 1);
    for (uint32_t i = 0; i < r->ref_count; i++) {
        starts[(by_scope ? r->refs[i].next : r->refs[i].binding) + 1]++;
    }
    for (uint32_t i = 0; i < key_count; i++) {
        starts[i + 1] += starts[i];
    }
    for (uint32_t i = 0; i < r->ref_count; i++) {
        PhRefId ref = in == NULL ? i : in[i];
        out[starts[by_scope ? r->refs[ref].next : r->refs[ref].binding]++] = ref;
    }
}

static uint32_t push_binding(const PhResolver *r, PhBindingVec *bindings, PhBinding binding)
{
    binding.name = r->texts[binding.name_id];
    binding.first_ref = PH_REF_NONE;
    PH_VEC_PUSH(r->arena, bindings, binding);
    return (uint32_t)bindings->count - 1;
}

static uint32_t module_binding(PhResolver *r, uint32_t name)
{
    uint32_t *place = &r->module_bindings[name];
    if (*place == PH_BINDING_NONE) {
        PhBinding binding = {.scope = PH_SCOPE_MODULE, .name_id = name};
        *place = push_binding(r, &r->globals, binding);
    }
    return *place;
}

static uint32_t add_local(PhResolver *r, PhBinding binding)
{
    return PH_LOCAL | push_binding(r, &r->locals, binding);
}

static void show_within(PhResolver *r, uint32_t name, uint32_t binding)
{
    PH_VEC_PUSH(r->arena, &r->shadowed, ((PhShadowed){name, r->visible[name]}));
    r->visible[name] = binding;
}

static uint32_t visible_binding(PhResolver *r, uint32_t name)
{
    uint32_t binding = r->visible[name];
    return binding == PH_BINDING_NONE ? module_binding(r, name) : binding;
}

static uint32_t find_use(const PhNameUse *uses, uint32_t start, uint32_t end, uint32_t name)
{
    while (start < end) {
        uint32_t middle = start + (end - start) / 2;
        if (uses[middle].name_id == name) {
            return uses[middle].binding;
        }
        if (uses[middle].name_id < name) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    return PH_BINDING_NONE;
}

/* Type parameters of an inner scope come before the names of the class. */
static uint32_t binding_past_class(PhResolver *r, PhScopeId scope, uint32_t name)
{
    PhScopeId class = r->scopes[scope].parent;
    while (ph_scope_kind_sees_class(r->scopes[class].kind)) {
        class = r->scopes[class].parent;
    }
    uint32_t outer = r->visible[name];
    bool is_nearer = outer != PH_BINDING_NONE && (outer & PH_LOCAL) != 0 &&
                     r->locals.items[outer & ~PH_LOCAL].scope > class;
    if (r->scopes[class].kind == PH_SCOPE_KIND_CLASS && !is_nearer) {
        uint32_t own =
            find_use(r->uses.items, r->first_use[class], r->first_use[class + 1], name);
        if (own != PH_BINDING_NONE) {
            return own;
        }
    }
    return visible_binding(r, name);
}

/* What `name` means in `scope`, where it is touched in the ways of `kinds`. */
static uint32_t resolve_name(PhResolver *r, PhScopeId scope, uint32_t name, uint32_t kinds)
{
    PhScopeKind kind = r->scopes[scope].kind;
    bool is_global = (kinds & PH_REF_KIND_BIT(PH_REF_GLOBAL)) != 0;
    bool is_nonlocal = (kinds & PH_REF_KIND_BIT(PH_REF_NONLOCAL)) != 0;
    bool binds = (kinds & ~PH_REF_KINDS_NOT_BINDING) != 0;
    uint32_t binding;
    if (kind == PH_SCOPE_KIND_MODULE || is_global) {
        binding = module_binding(r, name);
    } else if (binds && !is_nonlocal) {
        binding = add_local(r, (PhBinding){.scope = scope, .name_id = name});
    } else if (ph_scope_kind_sees_class(kind)) {
        return binding_past_class(r, scope, name);
    } else {
        return visible_binding(r, name);
    }
    if (ph_scope_kind_is_seen_within(kind)) {
        show_within(r, name, binding);
    }
    return binding;
}

/* Does the group of references at `start`; returns where the next one starts. */
static uint32_t resolve_group(PhResolver *r, PhScopeId scope, uint32_t start)
{
    uint32_t name = r->refs[r->order[start]].binding;
    uint32_t kinds = 0;
    uint32_t end = start;
    for (; end < r->ref_count; end++) {
        const PhRef *ref = &r->refs[r->order[end]];
        if (ref->next != scope || ref->binding != name) {
            break;
        }
        kinds |= PH_REF_KIND_BIT(ref->kind);
    }
    uint32_t binding = resolve_name(r, scope, name, kinds);
    for (uint32_t i = start; i < end; i++) {
        r->refs[r->order[i]].binding = binding;
    }
    PH_VEC_PUSH(r->arena, &r->uses, ((PhNameUse){name, binding}));
    return end;
}

static void close_scopes(PhResolver *r, PhScopeId scope)
{
    while (r->open.count > 0 && r->open.items[r->open.count - 1].limit <= scope) {
        size_t count = r->open.items[--r->open.count].shadowed_count;
        while (r->shadowed.count > count) {
            PhShadowed shadowed = r->shadowed.items[--r->shadowed.count];
            r->visible[shadowed.name] = shadowed.binding;
        }
    }
}

static void open_scope(PhResolver *r, PhScopeId scope)
{
    PhOpenScope open = {r->scopes[scope].limit, r->shadowed.count};
    PH_VEC_PUSH(r->arena, &r->open, open);
}

static void resolve_scopes(PhResolver *r)
{
    uint32_t at = 0;
    for (PhScopeId scope = 0; scope < r->scope_count; scope++) {
        close_scopes(r, scope);
        open_scope(r, scope);
        r->first_use[scope] = (uint32_t)r->uses.count;
        uint32_t first = (uint32_t)r->locals.count;
        while (at < r->ref_count && r->refs[r->order[at]].next == scope) {
            at = resolve_group(r, scope, at);
        }
        r->first_use[scope + 1] = (uint32_t)r->uses.count;
        if (r->drafts[scope].needs_class_cell) {
            PhBinding cell = {
                .scope = scope, .name_id = PH_NAME_CLASS, .is_class_cell = true};
            show_within(r, PH_NAME_CLASS, add_local(r, cell));
        }
        r->scopes[scope].first_binding = first;
        r->scopes[scope].binding_count = (uint32_t)r->locals.count - first;
    }
}

static PhBindingId final_id(const PhResolver *r, uint32_t binding)
{
    return (binding & PH_LOCAL) == 0 ? binding
                                     : (uint32_t)r->globals.count + (binding & ~PH_LOCAL);
}

static void count_ref(PhBinding *binding, PhRef *ref, PhRefId id)
{
    ref->next = binding->first_ref;
    binding->first_ref = id;
    binding->ref_count++;
    bool binds = ph_ref_kind_binds(ref->kind);
    binding->store_count += binds && ref->kind != PH_REF_DECLARED ? 1 : 0;
    binding->is_bound |= binds;
    binding->is_captured |= ref->scope != binding->scope;
    binding->is_declared_global |= ref->kind == PH_REF_GLOBAL;
}

/* One array of bindings, the module's first, and the chains of references. */
static void finish(PhResolver *r, PhNames *names)
{
    size_t global_count = r->globals.count;
    size_t count = global_count + r->locals.count;
    PhBinding *bindings = ph_arena_alloc(r->arena, count * sizeof(PhBinding));
    if (global_count > 0) {
        memcpy(bindings, r->globals.items, global_count * sizeof(PhBinding));
    }
    if (r->locals.count > 0) {
        memcpy(bindings + global_count, r->locals.items,
               r->locals.count * sizeof(PhBinding));
    }
    for (uint32_t i = r->ref_count; i-- > 0;) {
        PhRef *ref = &r->refs[i];
        ref->binding = final_id(r, ref->binding);
        count_ref(&bindings[ref->binding], ref, i);
    }
    for (size_t i = 0; i < r->uses.count; i++) {
        r->uses.items[i].binding = final_id(r, r->uses.items[i].binding);
    }
    for (PhScopeId i = 1; i < r->scope_count; i++) {
        r->scopes[i].first_binding += (uint32_t)global_count;
    }
    r->scopes[0].first_binding = 0;
    r->scopes[0].binding_count = (uint32_t)global_count;
    names->scopes = r->scopes;
    names->scope_count = r->scope_count;
    names->bindings = bindings;
    names->binding_count = (uint32_t)count;
    names->refs = r->refs;
    names->ref_count = r->ref_count;
    names->module_bindings = r->module_bindings;
    names->uses = r->uses.items;
    names->first_use = r->first_use;
}

void ph_names_resolve(PhNamesBuilder *b, PhNames *names)
{
    put_into_preorder(b);
    PhResolver r = {
        .arena = b->arena,
        .name_count = (uint32_t)b->names.count,
        .texts = b->names.items,
        .refs = b->refs.items,
        .ref_count = (uint32_t)b->refs.count,
        .scopes = b->scopes.items,
        .scope_count = (uint32_t)b->scopes.count,
        .drafts = b->drafts.items,
    };
    size_t name_size = r.name_count * sizeof(uint32_t);
    r.visible = ph_arena_alloc(b->arena, name_size);
    r.module_bindings = ph_arena_alloc(b->arena, name_size);
    memset(r.visible, 0xff, name_size);
    memset(r.module_bindings, 0xff, name_size);
    r.first_use = PH_NEW_ARRAY(b->arena, uint32_t, r.scope_count + 1);
    PhRefId *by_name = ph_arena_alloc(b->arena, r.ref_count * sizeof(PhRefId));
    PhRefId *order = ph_arena_alloc(b->arena, r.ref_count * sizeof(PhRefId));
    sort_refs(&r, NULL, by_name, false);
    sort_refs(&r, by_name, order, true);
    r.order = order;
    PH_VEC_RESERVE(b->arena, &r.uses, (size_t)r.ref_count + 1);
    PH_VEC_RESERVE(b->arena, &r.locals, (size_t)r.ref_count / 4 + 8);
    resolve_scopes(&r);
    finish(&r, names);
}
