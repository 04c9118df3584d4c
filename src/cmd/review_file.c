#include "cmd/review_file.h"

enum {
    PH_MOST_TRIES = 24,       /* after which the worker's memory is used anew */
    PH_TRY_BYTES = 50 * 1000, /* of text that count as one more */
};

static void set_text(PhReviewFile *file, PhBytes text)
{
    ph_buf_clear(&file->text);
    ph_buf_add(&file->text, text);
    ph_buf_add_char(&file->text, '\0');
    file->text.len--;
}

PhReviewFile *ph_review_file_new(PhArena *arena, size_t index, PhBytes name, PhBytes text)
{
    PhReviewFile *file = PH_NEW(arena, PhReviewFile);
    *file = (PhReviewFile){.arena = arena,
                           .index = index,
                           .name = name,
                           .old_text = ph_arena_copy(arena, text),
                           .old_hash = ph_hash(text)};
    set_text(file, text);
    return file;
}

void ph_review_file_release(PhReviewFile *file)
{
    ph_buf_release(&file->text);
}

static bool comes_before(const PhReviewItem *a, const PhReviewItem *b)
{
    return a->id.line < b->id.line || (a->id.line == b->id.line && a->column < b->column);
}

static void sort_in(PhReviewFile *file, PhReviewItem *item)
{
    PH_VEC_PUSH(file->arena, &file->items, (PhReviewEntry){item});
    size_t at = file->items.count - 1;
    while (at > 0 && comes_before(item, file->items.items[at - 1].item)) {
        file->items.items[at].item = file->items.items[at - 1].item;
        at--;
    }
    file->items.items[at].item = item;
}

static PhReviewItem *find_item(const PhReviewFile *file, const PhFixId *id)
{
    for (size_t i = 0; i < file->items.count; i++) {
        if (ph_fix_id_equal(&file->items.items[i].item->id, id)) {
            return file->items.items[i].item;
        }
    }
    return NULL;
}

PhReviewItem *ph_review_file_item(PhReviewFile *file, const PhFixId *id)
{
    PhReviewItem *item = find_item(file, id);
    if (item == NULL) {
        item = PH_NEW(file->arena, PhReviewItem);
        *item = (PhReviewItem){.file = file, .id = *id, .part = SIZE_MAX};
        sort_in(file, item);
    }
    return item;
}

static PhBytes first_line(PhBytes text)
{
    PhBytes line = text;
    (void)ph_bytes_next_line(&text, &line);
    return line;
}

void ph_review_note_items(PhReviewFile *file, PhFileWork *work, PhFixNames *names,
                          PhSource *source, const PhFindingVec *findings)
{
    for (size_t i = 0; i < file->items.count; i++) {
        file->items.items[i].item->is_found = false;
    }
    for (size_t i = 0; i < findings->count; i++) {
        const PhFinding *finding = &findings->items[i];
        if (finding->edit_count == 0 || !ph_file_work_wants(work, finding)) {
            continue;
        }
        PhFixId id = ph_fix_names_id(names, source, finding);
        PhReviewItem *item = ph_review_file_item(file, &id);
        if (item->column == 0) {
            PhSpan span = finding->span;
            item->column = ph_source_place(source, span.start).column;
            item->message = ph_arena_copy(file->arena, finding->message);
            item->code = ph_arena_copy(
                file->arena,
                first_line(ph_bytes_slice(source->bytes, span.start, span.end)));
        }
        item->is_found = true;
    }
}

/* The one stretch that differs. */
static PhSplice splice_between(PhBytes from, PhBytes to)
{
    size_t start = 0;
    size_t end = 0;
    size_t least = from.len < to.len ? from.len : to.len;
    while (start < least && from.ptr[start] == to.ptr[start]) {
        start++;
    }
    while (end < least - start &&
           from.ptr[from.len - 1 - end] == to.ptr[to.len - 1 - end]) {
        end++;
    }
    return (PhSplice){start, from.len - start - end,
                      ph_bytes_slice(to, start, to.len - end)};
}

/* False if the splice does not lie in the text. */
static bool apply_splice(PhBytes text, const PhSplice *splice, PhBuf *out)
{
    if (splice->at > text.len || splice->cut > text.len - splice->at) {
        return false;
    }
    ph_buf_add(out, ph_bytes_slice(text, 0, splice->at));
    ph_buf_add(out, splice->put);
    ph_buf_add(out, ph_bytes_slice(text, splice->at + splice->cut, text.len));
    return true;
}

/* Goes over to `text`, which the first `applied` changes make. */
static void go_to(PhReviewFile *file, PhBytes text, size_t applied)
{
    PhWayBack way = {file->applied, splice_between(text, ph_buf_bytes(&file->text))};
    way.splice.put = ph_arena_copy(file->arena, way.splice.put);
    PH_VEC_PUSH(file->arena, &file->ways_back, way);
    set_text(file, text);
    file->applied = applied;
}

/* Back to a text that holds none of the changes from `index` on. */
static void go_back(PhReviewFile *file, size_t index)
{
    while (file->applied > index) {
        PhBuf text = {0};
        const PhWayBack *way = &file->ways_back.items[--file->ways_back.count];
        bool is_inside = apply_splice(ph_buf_bytes(&file->text), &way->splice, &text);
        assert(is_inside);
        (void)is_inside;
        set_text(file, ph_buf_bytes(&text));
        file->applied = way->applied;
        ph_buf_release(&text);
    }
}

PhChange ph_review_file_remove(PhReviewFile *file, size_t index)
{
    PhChange change = file->changes.items[index];
    go_back(file, index);
    for (size_t i = index + 1; i < file->changes.count; i++) {
        file->changes.items[i - 1] = file->changes.items[i];
    }
    file->changes.count--;
    return change;
}

void ph_review_file_insert(PhReviewFile *file, size_t index, PhChange change)
{
    go_back(file, index);
    PH_VEC_PUSH(file->arena, &file->changes, change);
    for (size_t i = file->changes.count - 1; i > index; i--) {
        file->changes.items[i] = file->changes.items[i - 1];
    }
    file->changes.items[index] = change;
}

bool ph_review_file_step(PhArena *arena, const PhReviewFile *file, size_t index,
                         PhBytes *before_out, PhBytes *after_out)
{
    PhBytes after = ph_buf_bytes(&file->text);
    size_t applied = file->applied;
    for (size_t i = file->ways_back.count; i-- > 0 && applied > index;) {
        const PhWayBack *way = &file->ways_back.items[i];
        PhBuf text = {0};
        (void)apply_splice(after, &way->splice, &text);
        PhBytes before = ph_arena_copy(arena, ph_buf_bytes(&text));
        ph_buf_release(&text);
        if (way->applied == index && applied == index + 1) {
            *before_out = before;
            *after_out = after;
            return true;
        }
        after = before;
        applied = way->applied;
    }
    return false;
}

PhDesk ph_desk(const PhSession *session)
{
    return (PhDesk){.session = session, .worker = ph_file_worker_new()};
}

void ph_desk_release(PhDesk *desk)
{
    ph_file_worker_free(desk->worker);
}

/* What may be in: all of the level, but for who wants one, or a run of answers. */
static bool lets_in(void *context, PhSource *source, const PhFinding *finding)
{
    PhDesk *desk = context;
    if (desk->wanted_finding != NULL) {
        return finding == desk->wanted_finding;
    }
    if (desk->wanted == NULL && desk->wanted_from == desk->wanted_to) {
        return true;
    }
    PhFixId id = ph_fix_names_id(&desk->names, source, finding);
    if (desk->wanted != NULL) {
        return ph_fix_id_equal(&desk->wanted->id, &id);
    }
    for (size_t i = desk->wanted_from; i < desk->wanted_to; i++) {
        if (ph_fix_id_equal(&desk->file->changes.items[i].item->id, &id)) {
            return true;
        }
    }
    return false;
}

/* Reads the text so far into a clean worker. False only of what was read before, and then
 * by a defect. */
static bool load(PhDesk *desk)
{
    PhReviewFile *file = desk->file;
    ph_file_worker_reset(desk->worker);
    desk->work = ph_file_work(desk->session, desk->worker, file->index);
    desk->work.tells_remarks = false;
    desk->work.wants = lets_in;
    desk->work.context = desk;
    desk->previewed = NULL;
    desk->tries = 0;
    desk->wanted = NULL;
    desk->wanted_finding = NULL;
    desk->wanted_from = 0;
    desk->wanted_to = 0;
    desk->findings = (PhFindingVec){0};
    desk->names = ph_fix_names(desk->worker->arena, file->old_text);
    PhBytes text = ph_arena_copy(desk->worker->arena, ph_buf_bytes(&file->text));
    PhStatus status =
        ph_file_parse(desk->session->grammar, desk->worker->arena, desk->work.file->path,
                      text, &desk->work.diags, &desk->parsed);
    if (status == PH_OK) {
        ph_file_work_find(&desk->work, &desk->parsed, &desk->findings);
    }
    return status == PH_OK;
}

/* Makes a run of accepted fixes at once, by the usual rounds. */
static void settle_accepted(PhDesk *desk)
{
    PhReviewFile *file = desk->file;
    PhRoundsResult done;
    size_t end = file->applied;
    while (end < file->changes.count &&
           file->changes.items[end].kind == PH_DECISION_ACCEPT) {
        end++;
    }
    /* Whoever said yes to a fix that is not proved need not say so twice. */
    PhPlan plan = *desk->work.plan;
    plan.applies_unsafe = true;
    desk->work.plan = &plan;
    desk->wanted_from = file->applied;
    desk->wanted_to = end;
    ph_file_work_fix(&desk->work, &desk->parsed, &desk->findings, &done);
    desk->work.plan = desk->session->plan_of_file[file->index];
    go_to(file, done.text, end);
}

/* Makes a change by hand again, if its text is still the one that it was made for. */
static void settle_splice(PhDesk *desk)
{
    PhReviewFile *file = desk->file;
    PhChange change = file->changes.items[file->applied];
    PhBuf text = {0};
    PhDiags ignored = {.arena = desk->worker->arena};
    bool is_same = ph_hash_equal(change.before, desk->parsed.source->hash) &&
                   apply_splice(ph_buf_bytes(&file->text), &change.splice, &text) &&
                   ph_desk_parses(desk, ph_buf_bytes(&text), &ignored);
    if (is_same) {
        go_to(file, ph_buf_bytes(&text), file->applied + 1);
    } else {
        (void)ph_review_file_remove(file, file->applied);
        change.item->reply = PH_REPLY_NONE;
        desk->lost++;
    }
    ph_buf_release(&text);
}

void ph_desk_open(PhDesk *desk, PhReviewFile *file)
{
    if (desk->file == file && file->applied == file->changes.count &&
        desk->tries < PH_MOST_TRIES) {
        return;
    }
    desk->file = file;
    bool is_read = load(desk);
    while (is_read && file->applied < file->changes.count) {
        if (file->changes.items[file->applied].kind == PH_DECISION_ACCEPT) {
            settle_accepted(desk);
        } else {
            settle_splice(desk);
        }
        is_read = load(desk);
    }
    ph_review_note_items(file, &desk->work, &desk->names, desk->parsed.source,
                         &desk->findings);
}

size_t ph_desk_count(PhDesk *desk, const PhReviewItem *item, size_t index,
                     const PhFinding **out)
{
    size_t count = 0;
    for (size_t i = 0; i < desk->findings.count; i++) {
        const PhFinding *finding = &desk->findings.items[i];
        if (finding->edit_count == 0 || !ph_file_work_wants(&desk->work, finding)) {
            continue;
        }
        PhFixId id = ph_fix_names_id(&desk->names, desk->parsed.source, finding);
        if (!ph_fix_id_equal(&id, &item->id)) {
            continue;
        }
        if (count == index && out != NULL) {
            *out = finding;
        }
        count++;
    }
    return count;
}

const PhFinding *ph_desk_finding(PhDesk *desk, const PhReviewItem *item)
{
    const PhFinding *finding = NULL;
    (void)ph_desk_count(desk, item, 0, &finding);
    return finding;
}

static bool preview(PhDesk *desk, PhBytes *text_out)
{
    PhRoundsResult done;
    desk->tries += 1 + desk->parsed.source->bytes.len / PH_TRY_BYTES;
    ph_file_work_fix(&desk->work, &desk->parsed, &desk->findings, &done);
    desk->work.now = desk->parsed.source;
    *text_out = done.text;
    return done.fix_count > 0 && !ph_bytes_equal(done.text, desk->parsed.source->bytes);
}

bool ph_desk_preview(PhDesk *desk, const PhReviewItem *item, PhBytes *text_out)
{
    if (desk->previewed != item) {
        desk->wanted = item;
        desk->can_preview = preview(desk, &desk->preview);
        desk->wanted = NULL;
        desk->previewed = item;
    }
    *text_out = desk->preview;
    return desk->can_preview;
}

bool ph_desk_preview_finding(PhDesk *desk, const PhFinding *finding, PhBytes *text_out)
{
    desk->wanted_finding = finding;
    bool is_done = preview(desk, text_out);
    desk->wanted_finding = NULL;
    return is_done;
}

PhChange ph_desk_change(const PhDesk *desk, PhDecisionKind kind, PhBytes text)
{
    PhReviewFile *file = desk->file;
    PhChange change = {.kind = kind, .before = desk->parsed.source->hash};
    if (kind != PH_DECISION_ACCEPT) {
        change.splice = splice_between(ph_buf_bytes(&file->text), text);
        change.splice.put = ph_arena_copy(file->arena, change.splice.put);
    }
    return change;
}

void ph_desk_advance(PhDesk *desk, PhBytes text)
{
    PhReviewFile *file = desk->file;
    assert(file->applied + 1 == file->changes.count);
    go_to(file, text, file->changes.count);
    (void)load(desk);
    ph_review_note_items(file, &desk->work, &desk->names, desk->parsed.source,
                         &desk->findings);
}

bool ph_desk_parses(PhDesk *desk, PhBytes text, PhDiags *diags)
{
    PhParsedFile parsed;
    PhBytes copy = ph_arena_copy(desk->worker->arena, text);
    return ph_file_parse(desk->session->grammar, desk->worker->arena, desk->work.file->path,
                         copy, diags, &parsed) == PH_OK;
}
