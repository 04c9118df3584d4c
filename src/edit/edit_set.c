#include "edit/edit_set.h"

#include <stdlib.h>

#include "edit/imports.h"
#include "edit/spans.h"

struct PhEditSet {
    PhArena *arena;
    PhBytes source;
    size_t fix_count;
    PhEditVec edits;
    bool is_sorted;
    PhSpans edited;
    PhSpans claimed;
    PhSpans imported; /* where imports are added; fixes share them */
    PH_VEC(PhImport) imports;
    PhImports *ledger;
    const PhImportRemoval *removal; /* NULL: imports stay */
};

PhEditSet *ph_edit_set_new(PhArena *arena, PhBytes source)
{
    PhEditSet *set = PH_NEW(arena, PhEditSet);
    *set = (PhEditSet){.arena = arena, .source = source, .is_sorted = true};
    set->edited.arena = arena;
    set->claimed.arena = arena;
    set->imported.arena = arena;
    return set;
}

/* The edits that a fix's imports need if nothing else asks for any. */
static PhEditVec import_edits(const PhImport *imports, size_t count, PhImports *ledger)
{
    PhEditVec edits = {0};
    if (count > 0) {
        ph_imports_edits(ledger, imports, count, &edits);
    }
    return edits;
}

/* An import may be inserted right before an edit begins, and nowhere inside of one. */
static bool imports_conflict(const PhEditSet *set, const PhEditVec *imports,
                             const PhFinding *finding)
{
    for (size_t i = 0; i < imports->count; i++) {
        if (ph_spans_touch(&set->edited, imports->items[i].span)) {
            return true;
        }
    }
    for (size_t i = 0; i < finding->edit_count; i++) {
        if (ph_spans_touch(&set->imported, finding->edits[i].span)) {
            return true;
        }
    }
    return false;
}

static bool conflicts(const PhEditSet *set, const PhFinding *finding)
{
    for (size_t i = 0; i < finding->edit_count; i++) {
        PhSpan span = finding->edits[i].span;
        if (ph_spans_touch(&set->edited, span) || ph_spans_touch(&set->claimed, span)) {
            return true;
        }
    }
    for (size_t i = 0; i < finding->claim_count; i++) {
        if (ph_spans_touch(&set->edited, finding->claims[i])) {
            return true;
        }
    }
    return false;
}

static void assert_well_formed(const PhEditSet *set, const PhFinding *finding)
{
    for (size_t i = 0; i < finding->edit_count; i++) {
        PhSpan span = finding->edits[i].span;
        assert(span.start <= span.end && span.end <= set->source.len);
        assert(i == 0 || finding->edits[i - 1].span.end <= span.start);
        (void)span;
    }
}

PhStatus ph_edit_set_add(PhEditSet *set, const PhFinding *finding)
{
    assert_well_formed(set, finding);
    PhEditVec imports =
        import_edits(finding->imports, finding->import_count, finding->ledger);
    if (conflicts(set, finding) || imports_conflict(set, &imports, finding)) {
        return PH_ERR_CONFLICT;
    }
    for (size_t i = 0; i < imports.count; i++) {
        ph_spans_add(&set->imported, imports.items[i].span);
    }
    for (size_t i = 0; i < finding->import_count; i++) {
        PH_VEC_PUSH(set->arena, &set->imports, finding->imports[i]);
    }
    set->ledger = finding->import_count > 0 ? finding->ledger : set->ledger;
    for (size_t i = 0; i < finding->edit_count; i++) {
        PhEdit edit = finding->edits[i];
        bool is_after = set->edits.count == 0 ||
                        set->edits.items[set->edits.count - 1].span.end <= edit.span.start;
        set->is_sorted = set->is_sorted && is_after;
        PH_VEC_PUSH(set->arena, &set->edits, edit);
        ph_spans_add(&set->edited, edit.span);
    }
    for (size_t i = 0; i < finding->claim_count; i++) {
        ph_spans_add(&set->claimed, finding->claims[i]);
    }
    set->fix_count++;
    return PH_OK;
}

size_t ph_edit_set_count(const PhEditSet *set)
{
    return set->fix_count;
}

static bool comes_before(const PhEdit *a, const PhEdit *b)
{
    return a->span.start < b->span.start ||
           (a->span.start == b->span.start && a->span.end < b->span.end);
}

/* Merges two sorted runs, items[0..middle) and items[middle..count). */
static void merge_runs(PhEdit *items, size_t middle, size_t count, PhEdit *spare)
{
    size_t left = 0;
    size_t right = middle;
    for (size_t i = 0; i < count; i++) {
        bool takes_right =
            left == middle || (right < count && comes_before(&items[right], &items[left]));
        spare[i] = items[takes_right ? right++ : left++];
    }
    memcpy(items, spare, count * sizeof(PhEdit));
}

/* A merge sort, because what is inserted at one place has to keep its order. */
void ph_edits_sort(PhEditVec *edits)
{
    size_t count = edits->count;
    if (count < 2) {
        return;
    }
    PhEdit *spare = ph_alloc(count * sizeof(PhEdit));
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start + width < count; start += width * 2) {
            size_t rest = count - start;
            merge_runs(edits->items + start, width, rest < width * 2 ? rest : width * 2,
                       spare);
        }
    }
    free(spare);
}

PhEditVec ph_fix_edits(PhArena *arena, const PhFinding *finding)
{
    PhEditVec edits =
        import_edits(finding->imports, finding->import_count, finding->ledger);
    for (size_t i = 0; i < finding->edit_count; i++) {
        PH_VEC_PUSH(arena, &edits, finding->edits[i]);
    }
    ph_edits_sort(&edits);
    return edits;
}

void ph_edit_set_remove_imports(PhEditSet *set, const PhImportRemoval *removal)
{
    set->removal = removal;
}

/* Adds the edits of imports and puts all in order. */
static void complete(PhEditSet *set)
{
    PhEditVec imports = import_edits(set->imports.items, set->imports.count, set->ledger);
    if (imports.count > 0) {
        /* First, so that they come above what is inserted at the same place. */
        for (size_t i = 0; i < set->edits.count; i++) {
            PH_VEC_PUSH(set->arena, &imports, set->edits.items[i]);
        }
        set->edits = imports;
        set->is_sorted = false;
    }
    set->imports.count = 0;
    if (!set->is_sorted) {
        ph_edits_sort(&set->edits);
        set->is_sorted = true;
    }
    if (set->removal != NULL) {
        PhEditVec removed = {0};
        ph_import_removal_edits(set->removal, &set->edits, &removed);
        for (size_t i = 0; i < removed.count; i++) {
            PH_VEC_PUSH(set->arena, &set->edits, removed.items[i]);
        }
        ph_edits_sort(&set->edits);
        set->removal = NULL;
    }
}

PhBytes ph_edit_set_apply(PhEditSet *set)
{
    size_t len = set->source.len;
    complete(set);
    for (size_t i = 0; i < set->edits.count; i++) {
        len += set->edits.items[i].text.len;
    }
    char *text = ph_arena_alloc(set->arena, len + 1);
    size_t used = 0;
    size_t from = 0;
    for (size_t i = 0; i <= set->edits.count; i++) {
        const PhEdit *edit = i < set->edits.count ? &set->edits.items[i] : NULL;
        size_t to = edit == NULL ? set->source.len : edit->span.start;
        memcpy(text + used, set->source.ptr + from, to - from);
        used += to - from;
        if (edit != NULL && edit->text.len > 0) {
            memcpy(text + used, edit->text.ptr, edit->text.len);
            used += edit->text.len;
        }
        from = edit == NULL ? to : edit->span.end;
    }
    text[used] = '\0';
    return (PhBytes){text, used};
}

const PhEditVec *ph_edit_set_edits(const PhEditSet *set)
{
    return &set->edits;
}
