#include "names/imported.h"

#include "base/vec.h"
#include "names/mangle.h"

/* Import statements that are remembered of one name; a file that has more gets fewer
 * matches. */
enum { PH_REMEMBERED_IMPORTS = 8 };

/* What is known of one binding. */
typedef struct {
    bool is_sure; /* whenever the name has a value, it is `path` */
    PhImportedName first;
    PhNodeId statements[PH_REMEMBERED_IMPORTS];
    size_t statement_count;
} PhKnownBinding;

typedef struct {
    PhBytes path;
    bool is_kept; /* the file leaves everything on the way to it as it is */
} PhKnownPath;

struct PhImported {
    PhArena *arena;
    const PhNames *names;
    PhKnownBinding **bindings; /* by binding; NULL: not asked for yet */
    PH_VEC(PhKnownPath) paths;
};

PhBytes ph_import_name(const PhTree *tree, PhNodeId child)
{
    if (tree->kinds[child] == PH_KIND_ALIASED_IMPORT) {
        child = ph_tree_child(tree, child, PH_FIELD_NAME);
    }
    return ph_tree_text(tree, child);
}

PhNodeId ph_import_first_name(const PhTree *tree, PhNodeId node)
{
    return ph_tree_child(tree, node, PH_FIELD_NAME);
}

PhNodeId ph_import_next_name(const PhTree *tree, PhNodeId child)
{
    do {
        child = ph_tree_next_sibling(tree, child);
    } while (child != PH_NODE_NONE && tree->fields[child] != PH_FIELD_NAME);
    return child;
}

PhBytes ph_imported_first_part(PhBytes path)
{
    size_t dot = ph_bytes_find(path, PH_BYTES("."), 0);
    return dot == PH_NOT_FOUND ? path : ph_bytes_slice(path, 0, dot);
}

bool ph_imported_read(const PhTree *tree, PhNodeId identifier, PhImportedName *out)
{
    PhNodeId child = tree->parents[identifier];
    if (ph_tree_kind(tree, child) != PH_KIND_ALIASED_IMPORT &&
        ph_tree_kind(tree, child) != PH_KIND_DOTTED_NAME) {
        return false;
    }
    PhNodeId statement = tree->parents[child];
    *out = (PhImportedName){.identifier = identifier,
                            .statement = statement,
                            .is_alias = tree->kinds[child] == PH_KIND_ALIASED_IMPORT};
    switch (ph_tree_kind(tree, statement)) {
    case PH_KIND_IMPORT_STATEMENT: out->module = ph_import_name(tree, child); return true;
    case PH_KIND_IMPORT_FROM_STATEMENT:
        out->module =
            ph_tree_text(tree, ph_tree_child(tree, statement, PH_FIELD_MODULE_NAME));
        out->name = ph_import_name(tree, child);
        return true;
    default: return false;
    }
}

bool ph_imported_is_same(const PhImportedName *a, const PhImportedName *b)
{
    bool is_from = a->name.len > 0;
    if (is_from != (b->name.len > 0)) {
        return false;
    }
    if (is_from || (a->is_alias && b->is_alias)) {
        return ph_bytes_equal(a->module, b->module) && ph_bytes_equal(a->name, b->name);
    }
    return !a->is_alias && !b->is_alias &&
           ph_bytes_equal(ph_imported_first_part(a->module),
                          ph_imported_first_part(b->module));
}

bool ph_imported_is_sole(const PhNames *names, const PhImportedName *imported)
{
    PhBindingId id = ph_names_binding(names, imported->identifier);
    if (id == PH_BINDING_NONE) {
        return false;
    }
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        PhImportedName other;
        switch (names->refs[i].kind) {
        case PH_REF_LOAD:
        case PH_REF_GLOBAL:
        case PH_REF_NONLOCAL: break;
        case PH_REF_IMPORT:
            if (!ph_imported_read(names->tree, names->refs[i].node, &other) ||
                !ph_imported_is_same(imported, &other)) {
                return false;
            }
            break;
        default: return false;
        }
    }
    return true;
}

PhImported *ph_imported_new(PhArena *arena, const PhNames *names)
{
    PhImported *imported = PH_NEW(arena, PhImported);
    *imported = (PhImported){.arena = arena, .names = names};
    imported->bindings = PH_NEW_ARRAY(arena, PhKnownBinding *, names->binding_count);
    return imported;
}

/*
 * What is left of `path` behind what the import gives: "" if it is all of it, ".b.name" of
 * a.b.name after `import a`. PH_NOT_FOUND in `len`: it is not on the way to `path`.
 */
static PhBytes rest_of(PhBytes path, const PhImportedName *given)
{
    static const PhBytes k_none = {NULL, PH_NOT_FOUND};
    bool binds_first = given->name.len == 0 && !given->is_alias;
    PhBytes parts[] = {binds_first ? ph_imported_first_part(given->module) : given->module,
                       given->name};
    for (size_t i = 0; i < PH_COUNT_OF(parts) && parts[i].len > 0; i++) {
        if (i > 0 && !ph_bytes_starts_with(path, PH_BYTES("."))) {
            return k_none;
        }
        path = i > 0 ? ph_bytes_slice(path, 1, path.len) : path;
        if (!ph_bytes_starts_with(path, parts[i])) {
            return k_none;
        }
        path = ph_bytes_slice(path, parts[i].len, path.len);
    }
    return path.len == 0 || path.ptr[0] == '.' ? path : k_none;
}

static bool holds_targets(PhKind kind)
{
    switch (kind) {
    case PH_KIND_PATTERN_LIST:
    case PH_KIND_TUPLE_PATTERN:
    case PH_KIND_LIST_PATTERN:
    case PH_KIND_LIST_SPLAT_PATTERN:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_TUPLE:
    case PH_KIND_LIST:
    case PH_KIND_LIST_SPLAT: return true;
    default: return false;
    }
}

static bool is_target(const PhTree *tree, PhNodeId node)
{
    while (holds_targets(ph_tree_kind(tree, ph_tree_parent(tree, node)))) {
        node = ph_tree_parent(tree, node);
    }
    switch (ph_tree_kind(tree, ph_tree_parent(tree, node))) {
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_AUGMENTED_ASSIGNMENT:
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return ph_tree_field(tree, node) == PH_FIELD_LEFT;
    case PH_KIND_AS_PATTERN_TARGET:
    case PH_KIND_DELETE_STATEMENT: return true;
    default: return false;
    }
}

static bool changes_attributes(PhBytes name)
{
    return ph_bytes_is(name, "__dict__") || ph_bytes_is(name, "__setattr__") ||
           ph_bytes_is(name, "__delattr__");
}

/* True if the name at `node` is only looked through: `m.a.b`, read and not stored to. */
static bool is_only_read(const PhTree *tree, PhNodeId node)
{
    bool is_attribute = false;
    for (;;) {
        PhNodeId parent = ph_tree_parent(tree, node);
        PhKind kind = ph_tree_kind(tree, parent);
        if (kind == PH_KIND_PARENTHESIZED_EXPRESSION) {
            node = parent;
            continue;
        }
        if (kind != PH_KIND_ATTRIBUTE || ph_tree_field(tree, node) != PH_FIELD_OBJECT) {
            return is_attribute;
        }
        PhNodeId name = ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE);
        if (changes_attributes(ph_tree_text(tree, name)) || is_target(tree, parent)) {
            return false;
        }
        is_attribute = true;
        node = parent;
    }
}

static bool keeps_object(const PhNames *names, PhBindingId binding)
{
    for (PhRefId id = names->bindings[binding].first_ref; id != PH_REF_NONE;
         id = names->refs[id].next) {
        if (names->refs[id].kind == PH_REF_LOAD &&
            !is_only_read(names->tree, names->refs[id].node)) {
            return false;
        }
    }
    return true;
}

/* Asks every import of the file that gives something on the way to `path`. */
static bool keeps_path(const PhImported *imported, PhBytes path)
{
    const PhNames *names = imported->names;
    bool *is_seen = PH_NEW_ARRAY(imported->arena, bool, names->binding_count);
    for (uint32_t i = 0; i < names->ref_count; i++) {
        const PhRef *ref = &names->refs[i];
        PhImportedName given;
        if (ref->kind != PH_REF_IMPORT || is_seen[ref->binding] ||
            !ph_imported_read(names->tree, ref->node, &given)) {
            continue;
        }
        PhBytes rest = rest_of(path, &given);
        if (rest.len == PH_NOT_FOUND || rest.len == 0) {
            continue;
        }
        is_seen[ref->binding] = true;
        if (!keeps_object(names, ref->binding)) {
            return false;
        }
    }
    return true;
}

static bool is_path_kept(PhImported *imported, PhBytes path)
{
    for (size_t i = 0; i < imported->paths.count; i++) {
        if (ph_bytes_equal(imported->paths.items[i].path, path)) {
            return imported->paths.items[i].is_kept;
        }
    }
    PhKnownPath known = {path, keeps_path(imported, path)};
    PH_VEC_PUSH(imported->arena, &imported->paths, known);
    return known.is_kept;
}

static void find_out(const PhNames *names, PhBindingId id, PhKnownBinding *known)
{
    const PhBinding *binding = &names->bindings[id];
    const PhScope *scope = &names->scopes[binding->scope];
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        PhImportedName given;
        if (names->refs[i].kind != PH_REF_IMPORT ||
            !ph_imported_read(names->tree, names->refs[i].node, &given)) {
            continue;
        }
        known->first = known->statement_count == 0 ? given : known->first;
        if (known->statement_count < PH_REMEMBERED_IMPORTS) {
            known->statements[known->statement_count++] = given.statement;
        }
    }
    bool may_hold =
        scope->kind == PH_SCOPE_KIND_MODULE || scope->kind == PH_SCOPE_KIND_FUNCTION;
    known->is_sure = known->statement_count > 0 && may_hold && !scope->is_opaque &&
                     !names->may_rebind_builtins &&
                     ph_imported_is_sole(names, &known->first);
}

static const PhKnownBinding *known_binding(PhImported *imported, PhBindingId id)
{
    if (imported->bindings[id] == NULL) {
        imported->bindings[id] = PH_NEW(imported->arena, PhKnownBinding);
        find_out(imported->names, id, imported->bindings[id]);
    }
    return imported->bindings[id];
}

bool ph_imported_is_sure(PhImported *imported, PhNodeId identifier)
{
    PhBindingId id = ph_names_binding(imported->names, identifier);
    return id != PH_BINDING_NONE && known_binding(imported, id)->is_sure;
}

/* True if the statement was executed whenever `node` is: it stands above, in a block
 * around it. */
static bool is_executed(const PhTree *tree, PhNodeId statement, PhNodeId node)
{
    PhNodeId block = ph_tree_parent(tree, statement);
    return ph_tree_limit(tree, statement) <= node && ph_tree_is_within(tree, node, block);
}

/* Takes the attributes of `expression` off the end of *path; returns what they are
 * attributes of, or PH_NODE_NONE if they are not those of the path. */
static PhNodeId take_attributes(const PhTree *tree, PhNodeId expression, PhBytes *path)
{
    PhNodeId node = ph_tree_strip_parens(tree, expression);
    while (ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE) {
        PhBytes name = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE));
        bool is_last = path->len > name.len && ph_bytes_ends_with(*path, name) &&
                       path->ptr[path->len - name.len - 1] == '.';
        /* Within a class it may be another name. */
        if (!is_last || ph_mangle_applies(name)) {
            return PH_NODE_NONE;
        }
        *path = ph_bytes_slice(*path, 0, path->len - name.len - 1);
        node = ph_tree_strip_parens(tree, ph_tree_child(tree, node, PH_FIELD_OBJECT));
    }
    return ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER ? node : PH_NODE_NONE;
}

bool ph_imported_means(PhImported *imported, PhNodeId expression, PhBytes path)
{
    const PhNames *names = imported->names;
    const PhTree *tree = names->tree;
    PhBytes given = path;
    PhNodeId name = take_attributes(tree, expression, &given);
    PhRefId ref = name == PH_NODE_NONE ? PH_REF_NONE : ph_names_ref(names, name);
    if (ref == PH_REF_NONE || names->refs[ref].kind != PH_REF_LOAD ||
        names->refs[ref].binding == PH_BINDING_NONE) {
        return false;
    }
    const PhKnownBinding *known = known_binding(imported, names->refs[ref].binding);
    if (!known->is_sure || rest_of(given, &known->first).len != 0) {
        return false;
    }
    for (size_t i = 0; i < known->statement_count; i++) {
        if (is_executed(tree, known->statements[i], name)) {
            return is_path_kept(imported, path);
        }
    }
    return false;
}
