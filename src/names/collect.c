/* One walk over the tree in preorder: scopes, and references with their names. */

#include "base/utf8.h"
#include "names/builder.h"
#include "names/mangle.h"

/* In the order of PhSpecialName. */
static const char *const k_special_names[PH_NAME_SPECIAL_COUNT] = {
    "super", "__class__", "locals",    "vars",         "dir",
    "eval",  "exec",      "_getframe", "currentframe", "globals",
};

static uint32_t intern(PhNamesBuilder *b, PhBytes name)
{
    uint32_t *id = ph_map_put(&b->name_ids, name);
    if (*id != PH_MAP_NONE) {
        return *id;
    }
    *id = (uint32_t)b->names.count;
    PH_VEC_PUSH(b->arena, &b->names, name);
    return (uint32_t)b->names.count - 1;
}

static uint32_t name_id_of(PhNamesBuilder *b, PhNodeId node)
{
    PhBytes name = ph_utf8_nfkc(b->arena, ph_tree_text(b->tree, node));
    PhBytes prefix = b->drafts.items[b->current].private_prefix;
    if (prefix.len > 0 && ph_mangle_applies(name)) {
        name = ph_mangle(b->arena, prefix, name);
    }
    return intern(b, name);
}

static void push_draft(PhNamesBuilder *b, PhScopeDraft draft)
{
    PH_VEC_PUSH(b->arena, &b->drafts, draft);
}

static PhScopeId add_scope(PhNamesBuilder *b, PhScopeKind kind, PhNodeId node,
                           PhScopeId parent)
{
    PhScopeId id = (PhScopeId)b->scopes.count;
    PhScopeDraft draft = {.home = id, .class = PH_SCOPE_NONE};
    if (parent != PH_SCOPE_NONE) {
        const PhScopeDraft *outer = &b->drafts.items[parent];
        draft.home = kind == PH_SCOPE_KIND_COMPREHENSION ? outer->home : id;
        draft.class = kind == PH_SCOPE_KIND_CLASS ? id : outer->class;
        draft.private_prefix = outer->private_prefix;
    }
    push_draft(b, draft);
    PhScope scope = {.kind = kind, .node = node, .parent = parent};
    PH_VEC_PUSH(b->arena, &b->scopes, scope);
    return id;
}

static void add_segment(PhNamesBuilder *b, PhNodeId first, PhScopeId scope)
{
    b->current = scope;
    size_t count = b->segments.count;
    if (count > 0 && b->segments.items[count - 1].first == first) {
        b->segments.items[count - 1].scope = scope;
        return;
    }
    PH_VEC_PUSH(b->arena, &b->segments, ((PhScopeSegment){first, scope}));
}

static void enter_region(PhNamesBuilder *b, PhNodeId first, PhNodeId limit, PhScopeId scope)
{
    if (first >= limit) {
        return;
    }
    PH_VEC_PUSH(b->arena, &b->regions, ((PhRegion){limit, b->current}));
    add_segment(b, first, scope);
}

/* Returns the next limit to watch for. */
static PhNodeId leave_regions(PhNamesBuilder *b, PhNodeId node)
{
    while (b->regions.count > 0) {
        PhRegion region = b->regions.items[b->regions.count - 1];
        if (region.limit > node) {
            return region.limit;
        }
        b->regions.count--;
        add_segment(b, node, region.outer);
    }
    return PH_NODE_NONE;
}

static PhRefId push_ref(PhNamesBuilder *b, PhRef ref)
{
    PH_VEC_PUSH(b->arena, &b->refs, ref);
    return (PhRefId)b->refs.count - 1;
}

static void push_suspect(PhNamesBuilder *b, PhRefId ref, uint32_t name)
{
    PH_VEC_PUSH(b->arena, &b->suspects, ((PhSuspect){ref, (PhSpecialName)name}));
}

/* A class body reads the __class__ of a class around it, never its own. */
static void need_class_cell(PhNamesBuilder *b)
{
    const PhScope *scope = &b->scopes.items[b->current];
    PhScopeId seen = scope->kind == PH_SCOPE_KIND_CLASS ? scope->parent : b->current;
    PhScopeId class = b->drafts.items[seen].class;
    if (class != PH_SCOPE_NONE) {
        b->drafts.items[class].needs_class_cell = true;
    }
}

static void add_special_ref(PhNamesBuilder *b, PhRefId id, uint32_t name)
{
    PhRef ref = b->refs.items[id];
    bool is_load = ref.kind == PH_REF_LOAD;
    if (name >= PH_NAME_LOCALS) {
        if (is_load || ref.kind == PH_REF_IMPORT) {
            push_suspect(b, id, name);
        }
    } else if (is_load && name == PH_NAME_CLASS) {
        need_class_cell(b);
    } else if (is_load && ph_scope_kind_is_seen_within(b->scopes.items[ref.scope].kind)) {
        ref.kind = PH_REF_SUPER;
        ref.binding = PH_NAME_CLASS;
        (void)push_ref(b, ref);
        need_class_cell(b);
    }
}

static void add_ref(PhNamesBuilder *b, PhNodeId node, PhRefKind kind)
{
    PhScopeId scope = b->current;
    PhScopeId home = kind == PH_REF_WALRUS ? b->drafts.items[scope].home : scope;
    uint32_t name = name_id_of(b, node);
    PhRefId id = push_ref(b, (PhRef){node, kind, scope, name, home});
    b->slots[node] = id;
    if (name < PH_NAME_SPECIAL_COUNT) {
        add_special_ref(b, id, name);
    }
}

static void visit_identifier(PhNamesBuilder *b, PhNodeId node)
{
    uint32_t role = b->slots[node];
    if (ph_slot_is_role(role)) {
        role = role == PH_SLOT_NO_ROLE ? role : role & PH_SLOT_ARGUMENT;
    } else {
        role = ph_role_by_parent(b->tree, node);
    }
    if (role != PH_SLOT_NO_ROLE) {
        add_ref(b, node, (PhRefKind)role);
        return;
    }
    b->slots[node] = PH_REF_NONE;
    if (ph_opaque_is_attribute(b->tree, node)) {
        b->scopes.items[b->current].is_opaque = true;
    }
}

/* `from m import locals as x`: x is as good as locals. */
static void visit_aliased_import(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhNodeId name = ph_tree_child(tree, node, PH_FIELD_NAME);
    PhNodeId alias = ph_tree_child(tree, node, PH_FIELD_ALIAS);
    if (name == PH_NODE_NONE || ph_tree_kind(tree, alias) != PH_KIND_IDENTIFIER) {
        return;
    }
    uint32_t id = ph_map_get(&b->name_ids, ph_tree_text(tree, name));
    if (id >= PH_NAME_LOCALS && id < PH_NAME_SPECIAL_COUNT) {
        ph_slot_set_role(b, alias, PH_REF_IMPORT);
        /* The alias is the next reference: the imported name itself is none. */
        push_suspect(b, (PhRefId)b->refs.count, id);
    }
}

/* The scope of type parameters within the definition, or `outer` if it has none. */
static PhScopeId enter_type_params(PhNamesBuilder *b, PhNodeId definition, PhNodeId params,
                                   PhScopeId outer)
{
    if (params == PH_NODE_NONE) {
        return outer;
    }
    PhScopeId scope = add_scope(b, PH_SCOPE_KIND_TYPE_PARAMS, definition, outer);
    ph_slot_set_scope(b, params, scope);
    ph_role_mark_type_params(b, params);
    return scope;
}

/* Defaults belong outside; annotations too, but within type parameters. */
static void visit_function(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhNodeId params = ph_tree_child(tree, node, PH_FIELD_TYPE_PARAMETERS);
    PhScopeId outer = enter_type_params(b, node, params, b->current);
    PhScopeId scope = add_scope(b, PH_SCOPE_KIND_FUNCTION, node, outer);
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] == PH_TOKEN_ASYNC) {
            b->scopes.items[scope].is_async = true;
        } else if (tree->fields[child] == PH_FIELD_PARAMETERS ||
                   tree->fields[child] == PH_FIELD_BODY) {
            ph_slot_set_scope(b, child, scope);
        } else if (tree->fields[child] == PH_FIELD_RETURN_TYPE) {
            ph_slot_set_scope(b, child, outer);
        }
    }
}

static void visit_lambda(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhScopeId scope = add_scope(b, PH_SCOPE_KIND_LAMBDA, node, b->current);
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->fields[child] == PH_FIELD_PARAMETERS ||
            tree->fields[child] == PH_FIELD_BODY) {
            ph_slot_set_scope(b, child, scope);
        }
    }
}

static void visit_parameter(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhScopeId around = b->scopes.items[b->current].parent;
    if (around == PH_SCOPE_NONE) {
        return;
    }
    PhScopeId outer = around;
    if (b->scopes.items[around].kind == PH_SCOPE_KIND_TYPE_PARAMS) {
        outer = b->scopes.items[around].parent;
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->fields[child] == PH_FIELD_VALUE) {
            ph_slot_set_scope(b, child, outer);
        } else if (tree->fields[child] == PH_FIELD_TYPE) {
            ph_slot_set_scope(b, child, around);
        }
    }
}

static void visit_class(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhNodeId params = ph_tree_child(tree, node, PH_FIELD_TYPE_PARAMETERS);
    PhScopeId outer = enter_type_params(b, node, params, b->current);
    PhScopeId scope = add_scope(b, PH_SCOPE_KIND_CLASS, node, outer);
    PhNodeId name = ph_tree_child(tree, node, PH_FIELD_NAME);
    if (name != PH_NODE_NONE) {
        PhBytes prefix = ph_mangle_prefix(ph_utf8_nfkc(b->arena, ph_tree_text(tree, name)));
        b->drafts.items[scope].private_prefix = prefix;
        if (outer != b->current) {
            b->drafts.items[outer].private_prefix = prefix;
        }
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->fields[child] == PH_FIELD_BODY) {
            ph_slot_set_scope(b, child, scope);
        } else if (tree->fields[child] == PH_FIELD_SUPERCLASSES && outer != b->current) {
            ph_slot_set_scope(b, child, outer);
        }
    }
}

/*
 * The grammar also reads the assignments `type(x).y = z` and `type[x] = z` as aliases: what
 * follows their first word is no name.
 */
static void visit_type_alias(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    if (left == PH_NODE_NONE || right == PH_NODE_NONE) {
        return;
    }
    PhNodeId name = ph_tree_first_named(tree, left);
    PhNodeId params = PH_NODE_NONE;
    if (ph_tree_kind(tree, name) == PH_KIND_GENERIC_TYPE) {
        name = ph_tree_first_named(tree, name);
        params = ph_tree_next_named(tree, name);
    }
    if (ph_tree_kind(tree, name) != PH_KIND_IDENTIFIER) {
        add_ref(b, node + 1, PH_REF_LOAD);
        return;
    }
    PhScopeId outer = enter_type_params(b, node, params, b->current);
    ph_slot_set_role(b, name, PH_REF_TYPE_ALIAS);
    PhScopeId scope = add_scope(b, PH_SCOPE_KIND_TYPE_ALIAS, node, outer);
    ph_slot_set_scope(b, right, scope);
}

/* Everything in the brackets is the comprehension's but for its first iterable. */
static void visit_comprehension(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhScopeId outer = b->current;
    PhScopeId scope = add_scope(b, PH_SCOPE_KIND_COMPREHENSION, node, outer);
    bool is_first = true;
    PH_FOR_EACH_CHILD(tree, node, clause)
    {
        if (tree->kinds[clause] != PH_KIND_FOR_IN_CLAUSE) {
            continue;
        }
        PH_FOR_EACH_CHILD(tree, clause, child)
        {
            if (tree->kinds[child] == PH_TOKEN_ASYNC) {
                b->scopes.items[scope].is_async = true;
            } else if (is_first && tree->fields[child] == PH_FIELD_RIGHT) {
                ph_slot_set_scope(b, child, outer);
            }
        }
        is_first = false;
    }
    b->scopes.items[scope].is_generator = tree->kinds[node] == PH_KIND_GENERATOR_EXPRESSION;
    enter_region(b, node + 1, tree->limits[node], scope);
}

static void visit_as_target(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhNodeId parent = tree->parents[node];
    if (ph_tree_kind(tree, parent) == PH_KIND_AS_PATTERN) {
        parent = tree->parents[parent];
    }
    bool is_except = ph_tree_kind(tree, parent) == PH_KIND_EXCEPT_CLAUSE;
    ph_role_mark_targets(b, node, is_except ? PH_REF_EXCEPT : PH_REF_WITH);
}

static void mark_left(PhNamesBuilder *b, PhNodeId node, PhRefKind kind)
{
    ph_role_mark_targets(b, ph_tree_child(b->tree, node, PH_FIELD_LEFT), kind);
}

static void visit(PhNamesBuilder *b, PhNodeId node)
{
    PhScope *scope = &b->scopes.items[b->current];
    switch (b->tree->kinds[node]) {
    case PH_KIND_IDENTIFIER: visit_identifier(b, node); break;
    case PH_KIND_ASSIGNMENT: ph_role_mark_assignment(b, node); break;
    case PH_KIND_AUGMENTED_ASSIGNMENT: mark_left(b, node, PH_REF_AUGMENTED); break;
    case PH_KIND_FOR_STATEMENT: mark_left(b, node, PH_REF_FOR); break;
    case PH_KIND_FOR_IN_CLAUSE: mark_left(b, node, PH_REF_COMPREHENSION); break;
    case PH_KIND_AS_PATTERN_TARGET: visit_as_target(b, node); break;
    case PH_KIND_DELETE_STATEMENT: ph_role_mark_targets(b, node, PH_REF_DELETE); break;
    case PH_KIND_DOTTED_NAME: ph_role_mark_dotted_name(b, node); break;
    case PH_KIND_ALIASED_IMPORT: visit_aliased_import(b, node); break;
    case PH_KIND_FUNCTION_DEFINITION: visit_function(b, node); break;
    case PH_KIND_LAMBDA: visit_lambda(b, node); break;
    case PH_KIND_TYPED_PARAMETER:
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER: visit_parameter(b, node); break;
    case PH_KIND_CLASS_DEFINITION: visit_class(b, node); break;
    case PH_KIND_TYPE_ALIAS_STATEMENT: visit_type_alias(b, node); break;
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION: visit_comprehension(b, node); break;
    case PH_KIND_WILDCARD_IMPORT:
        scope->has_star_import = true;
        scope->is_opaque = true;
        break;
    case PH_KIND_YIELD: scope->is_generator = true; break;
    case PH_KIND_AWAIT:
        scope->is_async |= scope->kind == PH_SCOPE_KIND_COMPREHENSION;
        break;
    case PH_KIND_PRINT_STATEMENT:
        /* `print >>f` is a shift of the name print; the grammar remembers Python 2. */
        add_ref(b, node + 1, PH_REF_LOAD);
        break;
    default: break;
    }
}

void ph_names_collect(PhNamesBuilder *b)
{
    const PhTree *tree = b->tree;
    for (uint32_t i = 0; i < PH_NAME_SPECIAL_COUNT; i++) {
        (void)intern(b, ph_bytes_of(k_special_names[i]));
    }
    b->slots = ph_arena_alloc(b->arena, tree->count * sizeof(uint32_t));
    memset(b->slots, 0xff, tree->count * sizeof(uint32_t));
    (void)add_scope(b, PH_SCOPE_KIND_MODULE, 0, PH_SCOPE_NONE);
    add_segment(b, 0, PH_SCOPE_MODULE);
    PhNodeId limit = PH_NODE_NONE;
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (node >= limit) {
            limit = leave_regions(b, node);
        }
        size_t depth = b->regions.count;
        uint32_t slot = b->slots[node];
        if (ph_slot_is_scope(slot)) {
            b->slots[node] = PH_REF_NONE;
            enter_region(b, node, tree->limits[node], slot & PH_SLOT_ARGUMENT);
        }
        visit(b, node);
        if (b->regions.count != depth) {
            limit = b->regions.items[b->regions.count - 1].limit;
        }
    }
}
