#include "edit/imports.h"

#include "edit/import_edit.h"
#include "syntax/walk.h"

/* Bindings that are tried for one wanted name; a file that has more gets another import. */
#define PH_MAX_CANDIDATES 8

typedef struct {
    const PhImportedName *bound;
    PhBytes text;
} PhCandidate;

typedef enum {
    PH_FORM_UNDECIDED,
    PH_FORM_FROM,
    PH_FORM_MODULE,
    PH_FORM_ALIAS,
    PH_FORM_NONE, /* every name is taken */
} PhForm;

/* What was decided about one wanted name. */
typedef struct {
    PhImport wanted;
    PhCandidate candidates[PH_MAX_CANDIDATES];
    size_t candidate_count;
    PhForm form; /* of the import that is added where no candidate can be used */
    PhBytes alias;
    PhBytes text; /* under `form` */
    bool is_missing;
    uint32_t first_use; /* of those for which it is missing */
} PhPlan;

/* A name that an import to be added will bind. */
typedef struct {
    PhBytes local;
    PhBytes module;
    PhBytes name;
} PhClaim;

struct PhImports {
    PhArena *arena;
    const PhParsedFile *file;
    const PhNames *names;
    uint32_t line_length;
    const PhImportBlock *block; /* NULL: the file was not read yet */
    PH_VEC(PhImportedName) bounds;
    PH_VEC(PhNodeId) stars; /* statements */
    PH_VEC(PhPlan) plans;
    PH_VEC(PhClaim) claims;
};

PhImports *ph_imports_new(PhArena *arena, const PhParsedFile *file, const PhNames *names,
                          uint32_t line_length)
{
    PhImports *imports = PH_NEW(arena, PhImports);
    *imports = (PhImports){
        .arena = arena, .file = file, .names = names, .line_length = line_length};
    return imports;
}

static PhBytes last_part(PhBytes module)
{
    size_t start = module.len;
    while (start > 0 && module.ptr[start - 1] != '.') {
        start--;
    }
    return ph_bytes_slice(module, start, module.len);
}

static PhNodeId bound_identifier(const PhTree *tree, PhNodeId child)
{
    return tree->kinds[child] == PH_KIND_ALIASED_IMPORT
               ? ph_tree_child(tree, child, PH_FIELD_ALIAS)
               : ph_tree_first_named(tree, child);
}

static void push_bound(PhImports *imports, PhImportedName bound)
{
    PH_VEC_PUSH(imports->arena, &imports->bounds, bound);
}

static void push_star(PhImports *imports, PhNodeId statement)
{
    PH_VEC_PUSH(imports->arena, &imports->stars, statement);
}

static void add_bounds(PhImports *imports, PhNodeId statement)
{
    const PhTree *tree = &imports->file->tree;
    for (PhNodeId child = ph_import_first_name(tree, statement); child != PH_NODE_NONE;
         child = ph_import_next_name(tree, child)) {
        PhImportedName bound;
        PhNodeId identifier = bound_identifier(tree, child);
        if (identifier != PH_NODE_NONE && ph_imported_read(tree, identifier, &bound)) {
            push_bound(imports, bound);
        }
    }
}

static void read_file(PhImports *imports)
{
    const PhTree *tree = &imports->file->tree;
    imports->block = ph_import_block_read(imports->arena, imports->file);
    for (size_t i = 0; i < imports->block->count; i++) {
        add_bounds(imports, imports->block->entries[i].node);
    }
    if (!imports->names->scopes[PH_SCOPE_MODULE].has_star_import) {
        return;
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] == PH_KIND_WILDCARD_IMPORT) {
            push_star(imports, tree->parents[node]);
        }
    }
}

static PhBytes join(PhImports *imports, PhBytes qualifier, PhBytes name)
{
    return name.len == 0 ? qualifier
                         : ph_arena_format(imports->arena, "%.*s.%.*s", (int)qualifier.len,
                                           qualifier.ptr, (int)name.len, name.ptr);
}

/* How `module` can be written by means of `bound`; empty if it cannot. */
static PhBytes qualifier_by(PhImports *imports, const PhImportedName *bound, PhBytes module)
{
    PhBytes local = ph_tree_text(&imports->file->tree, bound->identifier);
    if (bound->name.len > 0) {
        PhBytes whole = join(imports, bound->module, bound->name);
        return ph_bytes_equal(whole, module) ? local : PH_BYTES("");
    }
    if (ph_bytes_equal(bound->module, module)) {
        return bound->is_alias ? local : module;
    }
    bool is_below = !bound->is_alias && bound->module.len > module.len &&
                    ph_bytes_starts_with(bound->module, module) &&
                    bound->module.ptr[module.len] == '.';
    return is_below ? module : PH_BYTES("");
}

static void add_candidate(PhPlan *plan, const PhImportedName *bound, PhBytes text)
{
    if (plan->candidate_count < PH_MAX_CANDIDATES) {
        plan->candidates[plan->candidate_count++] = (PhCandidate){bound, text};
    }
}

/* A star import of the module itself brings the very object that is wanted. */
static bool is_below_stars(const PhImports *imports, PhNodeId statement, PhBytes module)
{
    const PhTree *tree = &imports->file->tree;
    for (size_t i = 0; i < imports->stars.count; i++) {
        PhNodeId star = imports->stars.items[i];
        PhNodeId from = ph_tree_child(tree, star, PH_FIELD_MODULE_NAME);
        if ((statement == PH_NODE_NONE || star > statement) &&
            !ph_bytes_equal(ph_tree_text(tree, from), module)) {
            return false;
        }
    }
    return true;
}

static void find_candidates(PhImports *imports, PhPlan *plan)
{
    PhImport wanted = plan->wanted;
    for (size_t i = 0; i < imports->bounds.count; i++) {
        const PhImportedName *bound = &imports->bounds.items[i];
        if (wanted.name.len > 0 && ph_bytes_equal(bound->name, wanted.name) &&
            ph_bytes_equal(bound->module, wanted.module) &&
            ph_imported_is_sole(imports->names, bound) &&
            is_below_stars(imports, bound->statement, wanted.module)) {
            add_candidate(plan, bound,
                          ph_tree_text(&imports->file->tree, bound->identifier));
        }
    }
    for (size_t i = 0; i < imports->bounds.count; i++) {
        const PhImportedName *bound = &imports->bounds.items[i];
        PhBytes qualifier = qualifier_by(imports, bound, wanted.module);
        if (qualifier.len > 0 && ph_imported_is_sole(imports->names, bound) &&
            is_below_stars(imports, bound->statement, wanted.module)) {
            add_candidate(plan, bound, join(imports, qualifier, wanted.name));
        }
    }
}

static PhPlan *plan_for(PhImports *imports, PhImport wanted)
{
    if (imports->block == NULL) {
        read_file(imports);
    }
    for (size_t i = 0; i < imports->plans.count; i++) {
        PhPlan *plan = &imports->plans.items[i];
        if (ph_bytes_equal(plan->wanted.module, wanted.module) &&
            ph_bytes_equal(plan->wanted.name, wanted.name)) {
            return plan;
        }
    }
    PhPlan plan = {.wanted = wanted, .first_use = UINT32_MAX};
    find_candidates(imports, &plan);
    PH_VEC_PUSH(imports->arena, &imports->plans, plan);
    return &imports->plans.items[imports->plans.count - 1];
}

/* True if the name is free for this import; it is then claimed. */
static bool claim(PhImports *imports, PhBytes local, PhBytes module, PhBytes name)
{
    if (ph_map_get(&imports->names->name_ids, local) != PH_MAP_NONE) {
        return false;
    }
    for (size_t i = 0; i < imports->claims.count; i++) {
        const PhClaim *other = &imports->claims.items[i];
        if (ph_bytes_equal(other->local, local)) {
            return ph_bytes_equal(other->module, module) &&
                   ph_bytes_equal(other->name, name);
        }
    }
    PH_VEC_PUSH(imports->arena, &imports->claims, ((PhClaim){local, module, name}));
    return true;
}

/* `_m`; `_m_` of a module `_m`, because two underscores in front mean another name in a
 * class. */
static PhBytes alias_of(PhImports *imports, PhBytes module)
{
    PhBytes last = last_part(module);
    bool has_underscore = last.ptr[0] == '_';
    return ph_arena_format(imports->arena, has_underscore ? "%.*s_" : "_%.*s",
                           (int)last.len, last.ptr);
}

static void decide_form(PhImports *imports, PhPlan *plan)
{
    PhBytes module = plan->wanted.module;
    PhBytes name = plan->wanted.name;
    bool may_be_plain = is_below_stars(imports, PH_NODE_NONE, module);
    if (may_be_plain && name.len > 0 && claim(imports, name, module, name)) {
        plan->form = PH_FORM_FROM;
        plan->text = name;
        return;
    }
    PhBytes top = ph_imported_first_part(module);
    if (may_be_plain && claim(imports, top, top, PH_BYTES(""))) {
        plan->form = PH_FORM_MODULE;
        plan->text = join(imports, module, name);
        return;
    }
    PhBytes alias = alias_of(imports, module);
    if (claim(imports, alias, module, PH_BYTES(""))) {
        plan->form = PH_FORM_ALIAS;
        plan->alias = alias;
        plan->text = join(imports, alias, name);
        return;
    }
    plan->form = PH_FORM_NONE;
}

static bool can_be_used(const PhImports *imports, const PhImportedName *bound,
                        uint32_t offset)
{
    const PhTree *tree = &imports->file->tree;
    if (tree->ends[bound->statement] > offset) {
        return false;
    }
    PhNodeId node = ph_tree_first_from(tree, offset);
    PhScopeId scope =
        node == tree->count ? PH_SCOPE_MODULE : ph_names_scope_at(imports->names, node);
    PhBindingId binding = ph_names_binding(imports->names, bound->identifier);
    PhBytes name = imports->names->bindings[binding].name;
    return ph_names_lookup(imports->names, scope, name) == binding;
}

PhStatus ph_imports_text(PhImports *imports, PhImport wanted, uint32_t offset,
                         PhBytes *text_out)
{
    PhPlan *plan = plan_for(imports, wanted);
    for (size_t i = 0; i < plan->candidate_count; i++) {
        if (can_be_used(imports, plan->candidates[i].bound, offset)) {
            *text_out = plan->candidates[i].text;
            return PH_OK;
        }
    }
    if (plan->form == PH_FORM_UNDECIDED) {
        decide_form(imports, plan);
    }
    if (plan->form == PH_FORM_NONE) {
        return PH_ERR_CONFLICT;
    }
    plan->is_missing = true;
    plan->first_use = offset < plan->first_use ? offset : plan->first_use;
    *text_out = plan->text;
    return PH_OK;
}

static bool was_asked(const PhImports *imports, PhImport wanted)
{
    for (size_t i = 0; i < imports->plans.count; i++) {
        const PhImport *other = &imports->plans.items[i].wanted;
        if (ph_bytes_equal(other->module, wanted.module) &&
            ph_bytes_equal(other->name, wanted.name)) {
            return true;
        }
    }
    return false;
}

typedef PH_VEC(PhNewImport) PhNewImportVec;

/* Wanted names that need the same import share it. */
static void add_new(PhImports *imports, PhNewImportVec *missing, const PhPlan *plan)
{
    PhNewImport new = {.module = plan->wanted.module,
                       .name =
                           plan->form == PH_FORM_FROM ? plan->wanted.name : PH_BYTES(""),
                       .alias = plan->alias,
                       .first_use = plan->first_use};
    for (size_t i = 0; i < missing->count; i++) {
        PhNewImport *other = &missing->items[i];
        if (ph_bytes_equal(other->module, new.module) &&
            ph_bytes_equal(other->name, new.name) &&
            ph_bytes_equal(other->alias, new.alias)) {
            other->first_use =
                new.first_use < other->first_use ? new.first_use : other->first_use;
            return;
        }
    }
    PH_VEC_PUSH(imports->arena, missing, new);
}

void ph_imports_edits(PhImports *imports, const PhImport *wanted, size_t count,
                      PhEditVec *out)
{
    PhNewImportVec missing = {0};
    uint32_t end = (uint32_t)imports->file->tree.text.len;
    for (size_t i = 0; i < count; i++) {
        PhBytes ignored;
        if (!was_asked(imports, wanted[i]) &&
            ph_imports_text(imports, wanted[i], end, &ignored) != PH_OK) {
            continue;
        }
        const PhPlan *plan = plan_for(imports, wanted[i]);
        if (plan->is_missing) {
            add_new(imports, &missing, plan);
        }
    }
    if (missing.count > 0) {
        ph_import_edit(imports->arena, imports->block, imports->line_length, missing.items,
                       missing.count, out);
    }
}
