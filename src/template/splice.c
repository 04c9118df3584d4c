#include "template/splice.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static uint32_t skip_blanks(PhBytes text, uint32_t from)
{
    while (from < text.len && is_blank(text.ptr[from])) {
        from++;
    }
    return from;
}

/* Edits `index` and the one behind it as one. */
static void merge_with_next(PhSplice *splice, size_t index)
{
    PhEdit *edit = &splice->edits->items[index];
    const PhEdit *next = edit + 1;
    edit->text = ph_arena_join(splice->arena, edit->text, next->text);
    edit->span.end = next->span.end;
    size_t behind = splice->edits->count - index - 2;
    memmove(edit + 1, edit + 2, behind * sizeof(PhEdit));
    splice->edits->count--;
}

/* Puts an edit before edit `index` and makes one of those that touch. */
static void insert(PhSplice *splice, size_t index, PhEdit edit)
{
    PhEditVec *edits = splice->edits;
    PH_VEC_PUSH(splice->arena, edits, edit);
    for (size_t i = edits->count - 1; i > index; i--) {
        edits->items[i] = edits->items[i - 1];
    }
    edits->items[index] = edit;
    if (index + 1 < edits->count && edits->items[index + 1].span.start == edit.span.end) {
        merge_with_next(splice, index);
    }
    if (index > splice->first && edits->items[index - 1].span.end == edit.span.start) {
        merge_with_next(splice, index - 1);
    }
}

/* The first edit that begins at or behind `offset`; with `is_behind`, insertions at the
 * very offset are passed over. */
static size_t place_of(const PhSplice *splice, uint32_t offset, bool is_behind)
{
    size_t index = splice->first;
    for (; index < splice->edits->count; index++) {
        PhSpan span = splice->edits->items[index].span;
        if (span.start > offset || (span.start == offset && !is_behind) ||
            (span.start == offset && span.end > offset)) {
            break;
        }
    }
    return index;
}

/* A deletion before `offset` reaches up to it and leaves the blanks before it. */
static void settle_before(PhSplice *splice, uint32_t offset)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhEdit *edit = &splice->edits->items[i];
        if (edit->text.len == 0 && edit->span.end <= offset &&
            skip_blanks(splice->source, edit->span.end) >= offset) {
            edit->span.start = skip_blanks(splice->source, edit->span.start);
            edit->span.end = offset;
        }
    }
}

void ph_splice_open(PhSplice *splice, uint32_t offset)
{
    settle_before(splice, offset);
    PhEdit edit = {{offset, offset}, PH_BYTES("(")};
    insert(splice, place_of(splice, offset, true), edit);
}

void ph_splice_follow(PhSplice *splice, uint32_t offset, PhBytes text)
{
    PhEdit edit = {{offset, offset}, text};
    insert(splice, place_of(splice, offset, false), edit);
}

void ph_splice_close(PhSplice *splice, uint32_t offset)
{
    ph_splice_follow(splice, offset, PH_BYTES(")"));
}

static PhEdit *edit_over(const PhSplice *splice, uint32_t offset)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhEdit *edit = &splice->edits->items[i];
        if (edit->span.start <= offset && offset <= edit->span.end) {
            return edit;
        }
    }
    return NULL;
}

/* A word before the parenthesis stays apart from it. */
static PhBytes opening_at(const PhSplice *splice, uint32_t offset)
{
    bool is_word = offset > 0 && ph_byte_is_word(splice->source.ptr[offset - 1]);
    return is_word ? PH_BYTES(" (") : PH_BYTES("(");
}

void ph_splice_wrap(PhSplice *splice, PhSpan span)
{
    PhBytes opening = opening_at(splice, span.start);
    PhEdit *first = edit_over(splice, span.start);
    if (first == NULL) {
        PhEdit edit = {{span.start, span.start}, opening};
        insert(splice, place_of(splice, span.start, false), edit);
    } else {
        bool is_deletion = first->text.len == 0 && first->span.end > span.start;
        first->span.start = span.start;
        first->span.end =
            is_deletion ? skip_blanks(splice->source, first->span.end) : first->span.end;
        PhBytes text = first->text;
        uint32_t from = skip_blanks(text, 0);
        first->text =
            ph_arena_join(splice->arena, opening, ph_bytes_slice(text, from, text.len));
    }
    PhEdit *last = NULL;
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhEdit *edit = &splice->edits->items[i];
        last = edit->span.start <= span.end && span.end <= edit->span.end ? edit : last;
    }
    if (last == NULL) {
        PhEdit edit = {{span.end, span.end}, PH_BYTES(")")};
        insert(splice, place_of(splice, span.end, true), edit);
    } else {
        last->span.end = span.end;
        last->text = ph_arena_join(splice->arena, last->text, PH_BYTES(")"));
    }
}

void ph_splice_peel(PhSplice *splice, PhSpan span)
{
    PhEdit *before = NULL;
    PhEdit *behind = NULL;
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhEdit *edit = &splice->edits->items[i];
        before = edit->span.end == span.start ? edit : before;
        behind = edit->span.start == span.end && behind == NULL ? edit : behind;
    }
    if (before != NULL && behind != NULL) {
        before->span.end++;
        behind->span.start--;
    }
}

void ph_splice_replace(PhSplice *splice, PhSpan span, PhBytes text)
{
    insert(splice, place_of(splice, span.start, true), (PhEdit){span, text});
}

bool ph_splice_touches(const PhSplice *splice, PhSpan span)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhSpan edit = splice->edits->items[i].span;
        if (edit.end == span.start || edit.start == span.end) {
            return true;
        }
    }
    return false;
}

bool ph_splice_covers(const PhSplice *splice, uint32_t offset)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhSpan edit = splice->edits->items[i].span;
        if (edit.start <= offset && offset < edit.end) {
            return true;
        }
    }
    return false;
}
