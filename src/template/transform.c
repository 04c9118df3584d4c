#include "template/transform.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "source/source.h"
#include "template/check.h"
#include "template/embedded.h"
#include "template/forms.h"
#include "template/guard.h"
#include "template/reach.h"

enum { PH_MAX_PAGE = 1 << 20 };

static void add_transform(PhTransformSet *set, const PhTransform *transform)
{
    for (size_t i = 0; i < set->transforms.count; i++) {
        if (strcmp(set->transforms.items[i].id, transform->id) == 0) {
            set->transforms.items[i] = *transform;
            return;
        }
    }
    PH_VEC_PUSH(set->arena, &set->transforms, *transform);
}

static PhStatus read_programs(const PhTransformSet *set, PhTransform *transform,
                              const PhProgramFenceVec *programs, PhDiags *diags)
{
    PhStatus status = PH_OK;
    for (size_t i = 0; i < programs->count; i++) {
        const PhProgramFence *fence = &programs->items[i];
        PhStatus one = ph_program_read(set->arena, transform->path, fence->code,
                                       fence->line, diags, &transform->rules);
        status = one != PH_OK ? one : status;
    }
    transform->is_read = true;
    return status;
}

static PhStatus load_page(PhTransformSet *set, PhBytes path, PhBytes text, PhDiags *diags)
{
    PhTransform transform = {.path = path, .text = text};
    PhStatus status = ph_page_load(set->arena, path, text, diags, &transform.page);
    if (status != PH_OK) {
        return status;
    }
    status = read_programs(set, &transform, &transform.page->programs, diags);
    transform.id = ph_arena_string(set->arena, transform.page->id);
    add_transform(set, &transform);
    return status;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static PhStatus load_directory(PhTransformSet *set, const char *directory, PhDiags *diags)
{
    DIR *dir = opendir(directory);
    if (dir == NULL) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, ph_bytes_of(directory),
                          "cannot open the transforms: %s", strerror(errno));
        return PH_ERR_IO;
    }
    PH_VEC(const char *) names = {0};
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        PhBytes name = ph_bytes_of(entry->d_name);
        if (ph_bytes_ends_with(name, PH_BYTES(".md")) && name.ptr[0] != '.') {
            PH_VEC_PUSH(set->arena, &names, ph_arena_string(set->arena, name));
        }
    }
    (void)closedir(dir);
    if (names.count > 0) {
        qsort(names.items, names.count, sizeof(names.items[0]), compare_names);
    }
    PhStatus status = PH_OK;
    for (size_t i = 0; i < names.count; i++) {
        PhBytes path = ph_arena_format(set->arena, "%s/%s", directory, names.items[i]);
        PhBytes text;
        PhStatus one = ph_file_read(set->arena, path, PH_MAX_PAGE, diags, &text);
        one = one == PH_OK ? load_page(set, path, text, diags) : one;
        status = one != PH_OK ? one : status;
    }
    return status;
}

static int compare_transforms(const void *a, const void *b)
{
    return strcmp(((const PhTransform *)a)->id, ((const PhTransform *)b)->id);
}

static PhStatus compile_one(const PhPatternContext *context, PhAlternative *alternative)
{
    PhPatch *patch = PH_NEW(context->arena, PhPatch);
    PhStatus status = ph_patch_compile(context, alternative, patch);
    alternative->patch = status == PH_OK ? patch : NULL;
    return status;
}

/* What a finding gains hangs on the match alone. Without clauses it is always the same. */
static bool weighs_first(const PhRule *rule)
{
    for (size_t i = 0; i < rule->benefits.count; i++) {
        const PhGuard *when = rule->benefits.items[i].when;
        if (when != NULL && ph_guard_is_late(when, rule)) {
            return false;
        }
    }
    return rule->benefits.count > 0;
}

PhStatus ph_rule_compile(const PhPatternContext *context, PhRule *rule)
{
    PhStatus status = PH_OK;
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        PhStatus one = compile_one(context, &rule->alternatives.items[i]);
        status = one != PH_OK ? one : status;
    }
    for (size_t i = 0; status == PH_OK && i < rule->uses.count; i++) {
        for (size_t n = 0; n < rule->uses.items[i].arms.count; n++) {
            PhStatus one =
                compile_one(context, &rule->uses.items[i].arms.items[n].alternative);
            status = one != PH_OK ? one : status;
        }
    }
    for (size_t i = 0; status == PH_OK && i < rule->every.count; i++) {
        PhStatus one = compile_one(context, &rule->every.items[i].arm.alternative);
        status = one != PH_OK ? one : status;
    }
    status = status == PH_OK ? ph_rule_add_forms(context, rule) : status;
    status = status == PH_OK ? ph_rule_check(context, rule) : status;
    rule->weighs_first = weighs_first(rule);
    rule->is_compiled = status == PH_OK;
    return status;
}

/* The pages of directories may hold any mistake, so those are compiled at once, selected or
 * not, and more is looked for in them than in the pages of the program. */
static PhStatus compile_loaded(const PhTransformSet *set, PhDiags *diags)
{
    PhStatus status = PH_OK;
    for (size_t i = 0; i < set->transforms.count; i++) {
        const PhTransform *transform = &set->transforms.items[i];
        PhSliceCache *cache =
            transform->is_embedded ? NULL : ph_slice_cache_new(set->arena, set->grammar);
        for (size_t r = 0; cache != NULL && r < transform->rules.count; r++) {
            PhPatternContext context = {.arena = set->arena,
                                        .grammar = set->grammar,
                                        .diags = diags,
                                        .cache = cache,
                                        .path = transform->path,
                                        .rule = &transform->rules.items[r]};
            PhStatus one = ph_rule_compile(&context, &transform->rules.items[r]);
            if (one == PH_OK) {
                one = ph_rule_check_reach(&context, context.rule);
            }
            status = one != PH_OK ? one : status;
        }
    }
    return status;
}

/* A mistake on a line that several patches were made of, or several rules share, is told
 * once. */
static void drop_repeated(PhDiags *diags, size_t first)
{
    PhDiagVec *records = &diags->records;
    size_t kept = first;
    for (size_t i = first; i < records->count; i++) {
        const PhDiag *record = &records->items[i];
        bool is_known = false;
        for (size_t n = first; n < kept && !is_known; n++) {
            const PhDiag *earlier = &records->items[n];
            is_known = earlier->line == record->line &&
                       ph_bytes_equal(earlier->path, record->path) &&
                       ph_bytes_equal(earlier->message, record->message);
        }
        if (!is_known) {
            records->items[kept++] = *record;
        }
    }
    records->count = kept;
}

PhStatus ph_transforms_load(PhArena *arena, const PhGrammar *grammar,
                            const PhBytes *directories, size_t directory_count,
                            PhDiags *diags, PhTransformSet **set_out)
{
    PhTransformSet *set = PH_NEW(arena, PhTransformSet);
    *set = (PhTransformSet){.arena = arena, .grammar = grammar};
    PhStatus status = PH_OK;
    size_t first_record = diags->records.count;
    for (size_t i = 0; i < k_embedded_page_count; i++) {
        PhTransform transform = {.id = k_embedded_pages[i].id,
                                 .text = k_embedded_pages[i].text,
                                 .is_embedded = true};
        transform.path = ph_arena_format(arena, "transforms/%s.md", transform.id);
        PH_VEC_PUSH(arena, &set->transforms, transform);
    }
    for (size_t i = 0; i < directory_count; i++) {
        PhStatus one = load_directory(set, ph_arena_string(arena, directories[i]), diags);
        status = one != PH_OK ? one : status;
    }
    if (set->transforms.count > 0) {
        qsort(set->transforms.items, set->transforms.count, sizeof(PhTransform),
              compare_transforms);
    }
    if (status == PH_OK) {
        status = compile_loaded(set, diags);
    }
    drop_repeated(diags, first_record);
    *set_out = set;
    return status;
}

PhStatus ph_transform_read(PhTransformSet *set, size_t index, PhDiags *diags)
{
    PhTransform *transform = &set->transforms.items[index];
    if (transform->is_read) {
        return PH_OK;
    }
    PhProgramFenceVec programs = ph_page_programs(set->arena, transform->text);
    return read_programs(set, transform, &programs, diags);
}

PhStatus ph_transform_read_page(PhTransformSet *set, size_t index, PhDiags *diags)
{
    PhTransform *transform = &set->transforms.items[index];
    return transform->page != NULL ? PH_OK
                                   : ph_page_load(set->arena, transform->path,
                                                  transform->text, diags, &transform->page);
}

PhStatus ph_transform_compile(PhTransformSet *set, size_t index, PhDiags *diags)
{
    PhStatus status = ph_transform_read(set, index, diags);
    PhTransform *transform = &set->transforms.items[index];
    PhSliceCache *cache = ph_slice_cache_new(set->arena, set->grammar);
    for (size_t r = 0; status == PH_OK && r < transform->rules.count; r++) {
        PhRule *rule = &transform->rules.items[r];
        PhPatternContext context = {.arena = set->arena,
                                    .grammar = set->grammar,
                                    .diags = diags,
                                    .cache = cache,
                                    .path = transform->path,
                                    .rule = rule};
        status = rule->is_compiled ? PH_OK : ph_rule_compile(&context, rule);
    }
    return status;
}

const PhTransform *ph_transforms_find(const PhTransformSet *set, PhBytes id)
{
    for (size_t i = 0; i < set->transforms.count; i++) {
        if (ph_bytes_is(id, set->transforms.items[i].id)) {
            return &set->transforms.items[i];
        }
    }
    return NULL;
}

bool ph_transform_knows_option(const PhTransform *transform, PhBytes option, PhBytes value)
{
    for (size_t i = 0; i < transform->rules.count; i++) {
        const PhRule *rule = &transform->rules.items[i];
        if (rule->option.len > 0 && ph_bytes_equal(rule->option, option) &&
            (value.len == 0 || ph_bytes_equal(rule->option_value, value))) {
            return true;
        }
    }
    return false;
}

static PhBytes default_of(const PhTransform *transform, PhBytes option)
{
    for (size_t i = 0; i < transform->rules.count; i++) {
        if (ph_bytes_equal(transform->rules.items[i].option, option)) {
            return transform->rules.items[i].option_value;
        }
    }
    return PH_BYTES("");
}

static bool is_wanted(const PhDispatchWants *wants, const PhTransform *transform,
                      const PhRule *rule)
{
    PhBytes value = rule->option.len > 0 && wants->option != NULL
                        ? wants->option(wants->context, transform->id, rule->option)
                        : PH_BYTES("");
    value = value.len == 0 ? default_of(transform, rule->option) : value;
    return rule->python_minor <= wants->python_minor &&
           (rule->option.len == 0 || ph_bytes_equal(rule->option_value, value));
}

/* What the best of its findings may gain. */
static PhBenefit best_benefit(const PhRule *rule)
{
    PhBenefit best = rule->benefits.count == 0 ? PH_BENEFIT_GAIN : PH_BENEFIT_COST;
    for (size_t i = 0; i < rule->benefits.count; i++) {
        PhBenefit one = rule->benefits.items[i].benefit;
        best = one > best ? one : best;
    }
    return best;
}

typedef struct PhSelectedPatch {
    const PhPatch *patch;
    const char *id;
    PhBenefit least;
} PhSelectedPatch;

PhSelectedRuleVec ph_rules_select(PhArena *arena, const PhTransformSet *set,
                                  const PhDispatchWants *wants)
{
    PhSelectedRuleVec selected = {0};
    for (size_t i = 0; i < set->transforms.count; i++) {
        PhTransform *transform = &set->transforms.items[i];
        for (size_t r = 0; wants->is_selected[i] && r < transform->rules.count; r++) {
            PhSelectedRule one = {transform, &transform->rules.items[r],
                                  wants->least == NULL ? PH_BENEFIT_COST : wants->least[i]};
            if (is_wanted(wants, transform, one.rule) &&
                best_benefit(one.rule) >= one.least) {
                PH_VEC_PUSH(arena, &selected, one);
            }
        }
    }
    return selected;
}

PhDispatch *ph_dispatch_new(PhArena *arena, const PhTransformSet *set,
                            const PhDispatchWants *wants)
{
    PhSelectedRuleVec rules = ph_rules_select(arena, set, wants);
    return ph_dispatch_of(arena, rules.items, rules.count);
}

PhDispatch *ph_dispatch_of(PhArena *arena, const PhSelectedRule *rules, size_t count)
{
    uint32_t kind_count = PH_KIND_LISTED + 1;
    uint32_t *first = PH_NEW_ARRAY(arena, uint32_t, kind_count + 1);
    PhDispatch *dispatch = PH_NEW(arena, PhDispatch);
    PH_VEC(const char *) ids = {0};
    PH_VEC(PhBenefit) least = {0};
    PH_VEC(PhSelectedPatch) selected = {0};
    for (size_t i = 0; i < count; i++) {
        const PhAlternativeVec *alternatives = &rules[i].rule->alternatives;
        assert(rules[i].rule->is_compiled);
        for (size_t n = 0; n < alternatives->count; n++) {
            PhSelectedPatch one = {alternatives->items[n].patch, rules[i].transform->id,
                                   rules[i].least};
            PH_VEC_PUSH(arena, &selected, one);
        }
    }
    /* One pass a kind keeps the order of pages within it. */
    for (uint32_t kind = 0; kind < kind_count; kind++) {
        first[kind] = (uint32_t)dispatch->patches.count;
        for (size_t i = 0; i < selected.count; i++) {
            if (ph_pattern_starts_at(&selected.items[i].patch->minus, (PhKind)kind)) {
                PH_VEC_PUSH(arena, &ids, selected.items[i].id);
                PH_VEC_PUSH(arena, &least, selected.items[i].least);
                PH_VEC_PUSH(arena, &dispatch->patches, *selected.items[i].patch);
            }
        }
    }
    first[kind_count] = (uint32_t)dispatch->patches.count;
    dispatch->ids = ids.items;
    dispatch->least = least.items;
    dispatch->first = first;
    dispatch->kind_count = kind_count;
    dispatch->filter =
        ph_filter_new(arena, dispatch->patches.items, dispatch->patches.count);
    return dispatch;
}

bool ph_dispatch_may_find(const PhDispatch *dispatch, PhArena *scratch, PhBytes text)
{
    PhArenaMark mark = ph_arena_mark(scratch);
    bool may_find = dispatch->filter == NULL ||
                    ph_filter_run(dispatch->filter, scratch, text, PH_FILTER_FULL) != NULL;
    ph_arena_release(scratch, mark);
    return may_find;
}
