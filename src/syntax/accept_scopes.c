/*
 * global and nonlocal: declared before use, not of parameters, and with a binding.
 *
 * Only files with such a statement pay: the outermost function around it (or the file, if
 * there is none) is walked once with a table of names per scope, in CPython's order.
 */

#include "base/map.h"
#include "base/utf8.h"
#include "syntax/accept_state.h"

enum {
    PH_NAME_PARAMETER = 1 << 0,
    PH_NAME_USED = 1 << 1,
    PH_NAME_BOUND = 1 << 2,
    PH_NAME_ANNOTATED = 1 << 3,
    PH_NAME_GLOBAL = 1 << 4,
    PH_NAME_NONLOCAL = 1 << 5,
};

typedef struct PhLocal {
    PhMap names; /* to the bits above */
    uint32_t parent;
    PhFrameKind kind;
} PhLocal;

/* A region whose names belong to `scope`; regions nest. */
typedef struct PhRegion {
    PhNodeId limit;
    uint32_t scope;
} PhRegion;

typedef struct PhWanted {
    PhNodeId node;
    uint32_t scope;
} PhWanted;

typedef struct PhScopeWalk {
    PhAccept *accept;
    const PhTree *tree;
    PhArena *arena;
    PH_VEC(PhLocal) scopes;
    PH_VEC(PhRegion) regions;
    PH_VEC(PhWanted) wanted; /* nonlocal names to be found at the end */
} PhScopeWalk;

static uint32_t current(const PhScopeWalk *walk)
{
    return walk->regions.items[walk->regions.count - 1].scope;
}

static PhBytes name_of(const PhScopeWalk *walk, PhNodeId node)
{
    return ph_utf8_nfkc(walk->arena, ph_tree_text(walk->tree, node));
}

static uint32_t flags_of(const PhLocal *scope, PhBytes name)
{
    uint32_t flags = ph_map_get(&scope->names, name);
    return flags == PH_MAP_NONE ? 0 : flags;
}

static void add_flag(PhScopeWalk *walk, uint32_t scope, PhNodeId node, uint32_t flag)
{
    uint32_t *flags = ph_map_put(&walk->scopes.items[scope].names, name_of(walk, node));
    *flags = (*flags == PH_MAP_NONE ? 0 : *flags) | flag;
}

static void push_region(PhScopeWalk *walk, PhNodeId limit, uint32_t scope)
{
    PH_VEC_PUSH(walk->arena, &walk->regions, ((PhRegion){limit, scope}));
}

static void push_scope(PhScopeWalk *walk, PhNodeId limit, PhFrameKind kind)
{
    uint32_t parent = walk->regions.count == 0 ? UINT32_MAX : current(walk);
    uint32_t scope = (uint32_t)walk->scopes.count;
    PH_VEC_PUSH(walk->arena, &walk->scopes,
                ((PhLocal){ph_map_in(walk->arena), parent, kind}));
    push_region(walk, limit, scope);
}

/* The identifier that a parameter binds, or PH_NODE_NONE. */
static PhNodeId parameter_name(const PhTree *tree, PhNodeId parameter)
{
    while (tree->kinds[parameter] != PH_KIND_IDENTIFIER) {
        PhNodeId inner = ph_tree_first_named(tree, parameter);
        if (inner == PH_NODE_NONE) {
            return PH_NODE_NONE;
        }
        parameter = inner;
    }
    return parameter;
}

static void add_parameters(PhScopeWalk *walk, PhNodeId function)
{
    PhNodeId list = ph_tree_child(walk->tree, function, PH_FIELD_PARAMETERS);
    if (list == PH_NODE_NONE) {
        return;
    }
    PH_FOR_EACH_CHILD(walk->tree, list, child)
    {
        PhNodeId name = ph_kind_is_named(walk->tree->kinds[child])
                            ? parameter_name(walk->tree, child)
                            : PH_NODE_NONE;
        if (name != PH_NODE_NONE) {
            add_flag(walk, current(walk), name, PH_NAME_PARAMETER);
        }
    }
}

/* Opens the scope or region that begins at `node`, if one does. */
static void open_region(PhScopeWalk *walk, PhNodeId node)
{
    const PhTree *tree = walk->tree;
    PhNodeId limit = tree->limits[node];
    PhNodeId parent = tree->parents[node];
    PhKind above = parent == PH_NODE_NONE ? PH_KIND_ABSENT : tree->kinds[parent];
    PhKind kind = tree->kinds[node];
    bool is_body = tree->fields[node] == PH_FIELD_BODY;
    if (is_body && (above == PH_KIND_FUNCTION_DEFINITION || above == PH_KIND_LAMBDA)) {
        push_scope(walk, limit,
                   above == PH_KIND_LAMBDA ? PH_FRAME_LAMBDA : PH_FRAME_FUNCTION);
        add_parameters(walk, parent);
    } else if (is_body && above == PH_KIND_CLASS_DEFINITION) {
        push_scope(walk, limit, PH_FRAME_CLASS);
    }
    if (kind == PH_KIND_LIST_COMPREHENSION || kind == PH_KIND_SET_COMPREHENSION ||
        kind == PH_KIND_DICTIONARY_COMPREHENSION || kind == PH_KIND_GENERATOR_EXPRESSION) {
        push_scope(walk, limit, PH_FRAME_COMPREHENSION);
    }
    if (above == PH_KIND_FOR_IN_CLAUSE && tree->fields[node] == PH_FIELD_RIGHT &&
        ph_accept_find(tree, tree->parents[parent], PH_KIND_FOR_IN_CLAUSE) == parent) {
        push_region(walk, limit, walk->scopes.items[current(walk)].parent);
    }
}

static bool clash(PhScopeWalk *walk, PhNodeId node, uint32_t flags, bool is_global)
{
    const char *what = NULL;
    if ((flags & PH_NAME_PARAMETER) != 0) {
        what =
            is_global ? "name is parameter and global" : "name is parameter and nonlocal";
    } else if ((flags & PH_NAME_ANNOTATED) != 0) {
        what = is_global ? "annotated name can't be global"
                         : "annotated name can't be nonlocal";
    } else if ((flags & PH_NAME_BOUND) != 0) {
        what = is_global ? "name is assigned to before global declaration"
                         : "name is assigned to before nonlocal declaration";
    } else if ((flags & PH_NAME_USED) != 0) {
        what = is_global ? "name is used prior to global declaration"
                         : "name is used prior to nonlocal declaration";
    } else if ((flags & (is_global ? PH_NAME_NONLOCAL : PH_NAME_GLOBAL)) != 0) {
        what = "name is nonlocal and global";
    }
    return what == NULL ||
           ph_accept_refuse_name(walk->accept, node, what, ph_tree_text(walk->tree, node));
}

static void want(PhScopeWalk *walk, PhNodeId node)
{
    PH_VEC_PUSH(walk->arena, &walk->wanted, ((PhWanted){node, current(walk)}));
}

static bool declare(PhScopeWalk *walk, PhNodeId statement)
{
    const PhTree *tree = walk->tree;
    bool is_global = tree->kinds[statement] == PH_KIND_GLOBAL_STATEMENT;
    uint32_t scope = current(walk);
    if (!is_global && walk->scopes.items[scope].kind == PH_FRAME_MODULE) {
        return ph_accept_refuse(walk->accept, statement,
                                "nonlocal declaration not allowed at module level");
    }
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        if (tree->kinds[child] != PH_KIND_IDENTIFIER) {
            continue;
        }
        uint32_t flags = flags_of(&walk->scopes.items[scope], name_of(walk, child));
        if (!clash(walk, child, flags, is_global)) {
            return false;
        }
        add_flag(walk, scope, child, is_global ? PH_NAME_GLOBAL : PH_NAME_NONLOCAL);
        if (!is_global) {
            want(walk, child);
        }
    }
    return true;
}

/* True if the identifier is a name of an attribute, a keyword, a module or a parameter. */
static bool is_no_reference(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    switch (tree->kinds[parent]) {
    case PH_KIND_ATTRIBUTE: return tree->fields[node] == PH_FIELD_ATTRIBUTE;
    case PH_KIND_KEYWORD_ARGUMENT:
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER: return tree->fields[node] == PH_FIELD_NAME;
    case PH_KIND_PARAMETERS:
    case PH_KIND_LAMBDA_PARAMETERS:
    case PH_KIND_TYPED_PARAMETER:
    case PH_KIND_DICTIONARY_SPLAT_PATTERN:
    case PH_KIND_GLOBAL_STATEMENT:
    case PH_KIND_NONLOCAL_STATEMENT:
    case PH_KIND_KEYWORD_PATTERN:
    case PH_KIND_MEMBER_TYPE: return true;
    case PH_KIND_LIST_SPLAT_PATTERN: {
        PhKind above = tree->kinds[tree->parents[parent]];
        return above == PH_KIND_PARAMETERS || above == PH_KIND_LAMBDA_PARAMETERS ||
               above == PH_KIND_TYPED_PARAMETER;
    }
    case PH_KIND_DOTTED_NAME: {
        PhKind above = tree->kinds[tree->parents[parent]];
        return parent + 1 != node || above == PH_KIND_ALIASED_IMPORT ||
               above == PH_KIND_RELATIVE_IMPORT ||
               tree->fields[parent] == PH_FIELD_MODULE_NAME;
    }
    default: return false;
    }
}

/* `x: T`, with or without a value. */
static bool is_annotated(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    return tree->kinds[parent] == PH_KIND_ASSIGNMENT && parent + 1 == node &&
           ph_tree_child(tree, parent, PH_FIELD_TYPE) != PH_NODE_NONE;
}

static bool refer(PhScopeWalk *walk, PhNodeId node)
{
    const PhTree *tree = walk->tree;
    if (is_no_reference(tree, node)) {
        return true;
    }
    uint32_t scope = current(walk);
    if (is_annotated(tree, node)) {
        uint32_t flags = flags_of(&walk->scopes.items[scope], name_of(walk, node));
        if ((flags & (PH_NAME_GLOBAL | PH_NAME_NONLOCAL)) != 0 &&
            walk->scopes.items[scope].kind != PH_FRAME_MODULE) {
            return ph_accept_refuse_name(walk->accept, node,
                                         (flags & PH_NAME_GLOBAL) != 0
                                             ? "annotated name can't be global"
                                             : "annotated name can't be nonlocal",
                                         ph_tree_text(tree, node));
        }
        add_flag(walk, scope, node, PH_NAME_ANNOTATED | PH_NAME_BOUND);
        return true;
    }
    bool is_bound = ph_accept_is_stored(tree, node) ||
                    (ph_accept_captured(tree, node) != PH_NODE_NONE &&
                     tree->kinds[tree->parents[node]] != PH_KIND_DOTTED_NAME);
    PhNodeId parent = tree->parents[node];
    if (tree->kinds[parent] == PH_KIND_DOTTED_NAME && !is_bound) {
        PhKind above = tree->kinds[tree->parents[parent]];
        is_bound = above != PH_KIND_CLASS_PATTERN &&
                   ph_accept_captured(tree, node) != PH_NODE_NONE;
    }
    /* A walrus binds outside of comprehensions. */
    while (is_bound && tree->kinds[parent] == PH_KIND_NAMED_EXPRESSION &&
           walk->scopes.items[scope].kind == PH_FRAME_COMPREHENSION) {
        scope = walk->scopes.items[scope].parent;
    }
    add_flag(walk, scope, node, is_bound ? PH_NAME_BOUND : PH_NAME_USED);
    return true;
}

static bool find_nonlocals(PhScopeWalk *walk)
{
    for (size_t i = 0; i < walk->wanted.count; i++) {
        PhNodeId node = walk->wanted.items[i].node;
        PhBytes name = name_of(walk, node);
        uint32_t scope = walk->scopes.items[walk->wanted.items[i].scope].parent;
        bool is_found = ph_bytes_is(name, "__class__");
        while (!is_found && scope != UINT32_MAX) {
            const PhLocal *local = &walk->scopes.items[scope];
            uint32_t flags = local->kind == PH_FRAME_CLASS ? 0 : flags_of(local, name);
            if (local->kind == PH_FRAME_MODULE || (flags & PH_NAME_GLOBAL) != 0) {
                break;
            }
            is_found = (flags & (PH_NAME_BOUND | PH_NAME_PARAMETER)) != 0 &&
                       (flags & PH_NAME_NONLOCAL) == 0;
            scope = local->parent;
        }
        if (!is_found) {
            return ph_accept_refuse_name(walk->accept, node,
                                         "no binding for nonlocal name found", name);
        }
    }
    return true;
}

static bool walk_region(PhScopeWalk *walk, PhNodeId root)
{
    const PhTree *tree = walk->tree;
    push_scope(walk, PH_NODE_NONE, PH_FRAME_MODULE);
    for (PhNodeId node = root; node < tree->limits[root]; node++) {
        while (node >= walk->regions.items[walk->regions.count - 1].limit) {
            walk->regions.count--;
        }
        open_region(walk, node);
        PhKind kind = tree->kinds[node];
        if (kind == PH_KIND_IDENTIFIER && !refer(walk, node)) {
            return false;
        }
        if ((kind == PH_KIND_GLOBAL_STATEMENT || kind == PH_KIND_NONLOCAL_STATEMENT) &&
            !declare(walk, node)) {
            return false;
        }
    }
    return find_nonlocals(walk);
}

bool ph_accept_declaration(PhAccept *accept, PhNodeId node)
{
    if (node < accept->scope_limit) {
        return true;
    }
    /* Frames 1 and up are those inside the module's. */
    PhNodeId root = 0;
    for (size_t i = 1; i < accept->frames.count && root == 0; i++) {
        root = accept->frames.items[i].kind == PH_FRAME_FUNCTION
                   ? accept->frames.items[i].node
                   : 0;
    }
    accept->scope_limit = accept->tree->limits[root];
    PhArenaMark mark = ph_arena_mark(accept->arena);
    PhScopeWalk walk = {.accept = accept, .tree = accept->tree, .arena = accept->arena};
    if (!walk_region(&walk, root)) {
        return false;
    }
    ph_arena_release(accept->arena, mark);
    return true;
}
