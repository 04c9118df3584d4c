#include "edit/import_edit.h"

#include <stdlib.h>

#include "edit/import_extend.h"
#include "edit/import_head.h"

typedef enum {
    PH_PLACE_HEAD,   /* where ph_import_head() says */
    PH_PLACE_BEFORE, /* on a line of its own above an entry */
    PH_PLACE_AFTER,  /* on a line of its own below an entry */
} PhImportPlaceKind;

typedef struct {
    PhImportPlaceKind kind;
    size_t entry;
} PhImportPlace;

/* One statement to add; `names` is empty for `import module`. */
typedef struct {
    PhBytes module;
    PhBytes alias;
    PhBytesVec names;
    PhImportSection section;
    uint32_t first_use;
    PhImportPlace place;
} PhStatement;

typedef PH_VEC(PhStatement) PhStatementVec;

typedef struct {
    PhArena *arena;
    const PhImportBlock *block;
    uint32_t line_length;
    PhStatementVec statements;
    PhEditVec *out;
} PhEditor;

static int compare_wanted(const void *a, const void *b)
{
    const PhNewImport *left = a;
    const PhNewImport *right = b;
    int order = ph_bytes_compare(left->module, right->module);
    if (order == 0) {
        order = ph_import_compare_names(left->name, right->name);
    }
    if (order == 0) {
        order = ph_bytes_compare(left->name, right->name);
    }
    return order != 0 ? order : ph_bytes_compare(left->alias, right->alias);
}

static PhBytes first_name(const PhImportBlock *block, const PhImportEntry *entry)
{
    PhNodeId name = ph_import_first_name(block->tree, entry->node);
    return name == PH_NODE_NONE ? PH_BYTES("") : ph_import_name(block->tree, name);
}

/*
 * The from-import that `wanted` is added to, or block->count. isort gives names with `as`
 * statements of their own, between those that hold the names before and after them.
 */
static size_t entry_to_extend(const PhImportBlock *block, const PhNewImport *wanted)
{
    size_t found = block->count;
    for (size_t i = 0; i < block->count; i++) {
        const PhImportEntry *entry = &block->entries[i];
        if (!entry->is_from || entry->line.start > wanted->first_use ||
            block->tree->ends[entry->node] > wanted->first_use || entry->is_star ||
            !ph_bytes_equal(entry->module, wanted->module)) {
            continue;
        }
        bool begins_before =
            ph_import_compare_names(first_name(block, entry), wanted->name) <= 0;
        if (entry->is_only_aliases) {
            found = begins_before ? block->count : found;
        } else if (!entry->has_remark && (found == block->count || begins_before)) {
            found = i;
        }
    }
    return found;
}

/* The statement added last if `wanted` can join it: the wanted names are sorted. */
static PhStatement *statement_to_join(const PhEditor *e, const PhNewImport *wanted)
{
    if (e->statements.count == 0 || wanted->name.len == 0) {
        return NULL;
    }
    PhStatement *last = &e->statements.items[e->statements.count - 1];
    bool is_same = last->names.count > 0 && ph_bytes_equal(last->module, wanted->module);
    return is_same ? last : NULL;
}

static void add_name(PhArena *arena, PhStatement *statement, PhBytes name)
{
    PH_VEC_PUSH(arena, &statement->names, name);
}

static void add_statement(PhEditor *e, const PhNewImport *wanted)
{
    PhStatement *joined = statement_to_join(e, wanted);
    if (joined != NULL) {
        add_name(e->arena, joined, wanted->name);
        joined->first_use =
            wanted->first_use < joined->first_use ? wanted->first_use : joined->first_use;
        return;
    }
    PhStatement statement = {.module = wanted->module,
                             .alias = wanted->alias,
                             .section = ph_import_section(wanted->module),
                             .first_use = wanted->first_use};
    if (wanted->name.len > 0) {
        add_name(e->arena, &statement, wanted->name);
    }
    PH_VEC_PUSH(e->arena, &e->statements, statement);
}

/* Names that go to the same statement as wanted[i], itself included. */
static PhBytesVec names_for(PhEditor *e, const PhNewImport *wanted, const size_t *targets,
                            size_t i, size_t count)
{
    PhBytesVec names = {0};
    PH_VEC_RESERVE(e->arena, &names, count - i);
    for (size_t j = i; j < count; j++) {
        if (targets[j] == targets[i]) {
            names.items[names.count++] = wanted[j].name;
        }
    }
    return names;
}

/* Extends statements by what fits there; the rest becomes statements to add. */
static void distribute(PhEditor *e, const PhNewImport *wanted, size_t count)
{
    const PhImportBlock *block = e->block;
    const size_t none = block->count;
    const size_t done = block->count + 1;
    size_t *targets = PH_NEW_ARRAY(e->arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        targets[i] = wanted[i].name.len == 0 ? none : entry_to_extend(block, &wanted[i]);
    }
    for (size_t i = 0; i < count; i++) {
        size_t target = targets[i];
        if (target >= none) {
            continue;
        }
        PhBytesVec names = names_for(e, wanted, targets, i, count);
        bool is_done = ph_import_extend(e->arena, block, &block->entries[target],
                                        e->line_length, &names, e->out);
        for (size_t j = i; j < count; j++) {
            if (targets[j] == target) {
                targets[j] = is_done ? done : none;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (targets[i] == none) {
            add_statement(e, &wanted[i]);
        }
    }
}

/* <0: the statement belongs above the entry. */
static int compare_to_entry(const PhImportBlock *block, const PhStatement *statement,
                            const PhImportEntry *entry)
{
    if (statement->section != entry->section) {
        return statement->section < entry->section ? -1 : 1;
    }
    int kinds = (int)(statement->names.count > 0) - (int)entry->is_from;
    int modules = ph_import_compare_modules(statement->module, entry->module);
    int first = block->sort == PH_IMPORT_BY_KIND ? kinds : modules;
    int second = block->sort == PH_IMPORT_BY_KIND ? modules : kinds;
    if (first != 0 || second != 0) {
        return first != 0 ? first : second;
    }
    return entry->is_only_aliases ? ph_import_compare_names(statement->names.items[0],
                                                            first_name(block, entry))
                                  : 1;
}

static PhImportPlace sorted_place(const PhImportBlock *block, const PhStatement *statement)
{
    size_t at = block->first;
    while (at < block->limit &&
           compare_to_entry(block, statement, &block->entries[at]) >= 0) {
        at++;
    }
    bool fits_above =
        at > block->first && block->entries[at - 1].section == statement->section;
    bool fits_below = at < block->limit && block->entries[at].section == statement->section;
    if (at > block->first && (fits_above || !fits_below)) {
        return (PhImportPlace){PH_PLACE_AFTER, at - 1};
    }
    return (PhImportPlace){PH_PLACE_BEFORE, at};
}

/* Behind the last import of the same section, else at the end of the block. */
static PhImportPlace unsorted_place(const PhImportBlock *block, PhImportSection section)
{
    size_t any = block->limit;
    for (size_t i = block->limit; i > block->first; i--) {
        const PhImportEntry *entry = &block->entries[i - 1];
        if (entry->shares_line) {
            continue;
        }
        if (entry->section == section) {
            return (PhImportPlace){PH_PLACE_AFTER, i - 1};
        }
        any = any == block->limit ? i - 1 : any;
    }
    if (any < block->limit) {
        return (PhImportPlace){PH_PLACE_AFTER, any};
    }
    const PhImportEntry *first = &block->entries[block->first];
    bool can_precede = first->is_first_on_line && first->section != PH_IMPORT_FUTURE;
    return (PhImportPlace){can_precede ? PH_PLACE_BEFORE : PH_PLACE_HEAD, block->first};
}

static PhImportPlace place_of(const PhImportBlock *block, const PhStatement *statement)
{
    const PhImportPlace head = {PH_PLACE_HEAD, 0};
    if (block->first == block->limit) {
        return head;
    }
    PhImportPlace place = block->sort == PH_IMPORT_UNSORTED
                              ? unsorted_place(block, statement->section)
                              : sorted_place(block, statement);
    const PhImportEntry *entry = &block->entries[place.entry];
    bool is_above = place.kind == PH_PLACE_BEFORE
                        ? entry->line.start <= statement->first_use
                        : entry->line.end <= statement->first_use;
    return is_above ? place : head;
}

static int compare_places(const PhImportPlace *a, const PhImportPlace *b)
{
    if (a->kind == PH_PLACE_HEAD || b->kind == PH_PLACE_HEAD) {
        return (int)(a->kind != PH_PLACE_HEAD) - (int)(b->kind != PH_PLACE_HEAD);
    }
    if (a->entry != b->entry) {
        return a->entry < b->entry ? -1 : 1;
    }
    return (int)a->kind - (int)b->kind;
}

/* By place, and at one place in isort's default order. */
static int compare_statements(const void *a, const void *b)
{
    const PhStatement *left = a;
    const PhStatement *right = b;
    int order = compare_places(&left->place, &right->place);
    if (order == 0) {
        order = (int)left->section - (int)right->section;
    }
    if (order == 0) {
        order = (int)(left->names.count > 0) - (int)(right->names.count > 0);
    }
    if (order == 0) {
        order = ph_import_compare_modules(left->module, right->module);
    }
    return order != 0 ? order : ph_bytes_compare(left->alias, right->alias);
}

static void write_statement(PhBuf *out, const PhStatement *statement,
                            const PhImportStyle *style)
{
    if (statement->names.count > 0) {
        ph_import_write_from(out, style, statement->module, &statement->names);
        return;
    }
    ph_buf_add_str(out, "import ");
    ph_buf_add(out, statement->module);
    if (statement->alias.len > 0) {
        ph_buf_add_str(out, " as ");
        ph_buf_add(out, statement->alias);
    }
}

static void add_edit(PhEditor *e, PhSpan span, const PhBuf *text)
{
    PhEdit edit = {span, ph_arena_copy(e->arena, ph_buf_bytes(text))};
    PH_VEC_PUSH(e->arena, e->out, edit);
}

/* Writes `count` statements that share a place. */
static void write_group(PhEditor *e, const PhStatement *statements, size_t count)
{
    const PhImportBlock *block = e->block;
    PhImportPlace place = statements[0].place;
    const PhImportEntry *entry =
        place.kind == PH_PLACE_HEAD ? NULL : &block->entries[place.entry];
    uint32_t near = entry != NULL ? entry->line.start : block->head_end;
    PhImportStyle style = ph_import_style(block, e->line_length, near);
    bool has_gaps = entry == NULL || block->has_section_gaps;
    PhBuf text = {0};
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            bool is_new_section = statements[i].section != statements[i - 1].section;
            ph_buf_add(&text, style.newline);
            ph_buf_add(&text, has_gaps && is_new_section ? style.newline : PH_BYTES(""));
        }
        write_statement(&text, &statements[i], &style);
    }
    PhBuf whole = {0};
    PhSpan span;
    if (entry == NULL) {
        span = ph_import_head(block, style.newline, ph_buf_bytes(&text), &whole);
    } else if (place.kind == PH_PLACE_AFTER) {
        bool has_gap = has_gaps && entry->section != statements[0].section;
        span = (PhSpan){entry->line.end, entry->line.end};
        ph_buf_add(&whole, style.newline);
        ph_buf_add(&whole, has_gap ? style.newline : PH_BYTES(""));
        ph_buf_add(&whole, ph_buf_bytes(&text));
    } else {
        bool has_gap = has_gaps && entry->section != statements[count - 1].section;
        uint32_t start =
            entry->line.start < block->bom_len ? block->bom_len : entry->line.start;
        span = (PhSpan){start, start};
        ph_buf_add(&whole, ph_buf_bytes(&text));
        ph_buf_add(&whole, style.newline);
        ph_buf_add(&whole, has_gap ? style.newline : PH_BYTES(""));
    }
    add_edit(e, span, &whole);
    ph_buf_release(&text);
    ph_buf_release(&whole);
}

static bool starts_later(PhSpan a, PhSpan b)
{
    return a.start != b.start ? a.start > b.start : a.end > b.end;
}

/*
 * Sorts the edits from `first` on. Insertions at one offset become one edit, in the order
 * in which they were added: a name at the end of a line before a statement below it.
 */
static void sort_edits(PhArena *arena, PhEditVec *edits, size_t first)
{
    size_t kept = first;
    for (size_t i = first; i < edits->count; i++) {
        PhEdit edit = edits->items[i];
        size_t at = kept;
        while (at > first && starts_later(edits->items[at - 1].span, edit.span)) {
            at--;
        }
        PhEdit *before = at > first ? &edits->items[at - 1] : NULL;
        if (before != NULL && ph_span_len(before->span) == 0 &&
            ph_span_len(edit.span) == 0 && before->span.start == edit.span.start) {
            before->text =
                ph_arena_format(arena, "%.*s%.*s", (int)before->text.len, before->text.ptr,
                                (int)edit.text.len, edit.text.ptr);
            continue;
        }
        memmove(&edits->items[at + 1], &edits->items[at], (kept - at) * sizeof(edit));
        edits->items[at] = edit;
        kept++;
    }
    edits->count = kept;
}

void ph_import_edit(PhArena *arena, const PhImportBlock *block, uint32_t line_length,
                    PhNewImport *wanted, size_t count, PhEditVec *out)
{
    if (count == 0) {
        return;
    }
    PhEditor e = {.arena = arena, .block = block, .line_length = line_length, .out = out};
    size_t before = out->count;
    qsort(wanted, count, sizeof(*wanted), compare_wanted);
    distribute(&e, wanted, count);
    PhStatementVec *statements = &e.statements;
    for (size_t i = 0; i < statements->count; i++) {
        statements->items[i].place = place_of(block, &statements->items[i]);
    }
    if (statements->count > 0) {
        qsort(statements->items, statements->count, sizeof(PhStatement),
              compare_statements);
    }
    for (size_t i = 0; i < statements->count;) {
        size_t limit = i + 1;
        while (limit < statements->count &&
               compare_places(&statements->items[i].place,
                              &statements->items[limit].place) == 0) {
            limit++;
        }
        write_group(&e, &statements->items[i], limit - i);
        i = limit;
    }
    sort_edits(arena, out, before);
}
