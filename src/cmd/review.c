#include "cmd/review.h"

#include <stdlib.h>

#include "cmd/interrupt.h"
#include "cmd/review_state.h"

enum { PH_MAX_TURNS = 100 }; /* of standing answers that make room for more */

PhReview *ph_review_new(PhSession *session, PhDecisions *decisions, PhBytes root)
{
    PhArena *arena = ph_arena_new();
    PhReview *review = PH_NEW(arena, PhReview);
    *review = (PhReview){.arena = arena,
                         .session = session,
                         .decisions = decisions,
                         .root = root,
                         .desk = ph_desk(session)};
    review->group = decisions == NULL ? 0 : ph_decisions_last_group(decisions);
    ph_review_scan(review);
    ph_review_recall(review);
    return review;
}

void ph_review_free(PhReview *review)
{
    PhArena *arena = review->arena;
    for (size_t i = 0; i < review->files.count; i++) {
        PhReviewFile *file = review->files.items[i].file;
        PhArena *own = file->arena;
        ph_review_file_release(file);
        ph_arena_free(own);
    }
    ph_desk_release(&review->desk);
    ph_buf_release(&review->message);
    ph_buf_release(&review->told);
    ph_arena_free(arena);
}

bool ph_review_is_open(const PhReviewItem *item)
{
    return item->is_found && !item->is_stuck && item->reply == PH_REPLY_NONE;
}

bool ph_review_is_listed(const PhReviewItem *item)
{
    switch (item->reply) {
    case PH_REPLY_NONE: return ph_review_is_open(item);
    case PH_REPLY_DECLINED: return item->is_found;
    default: return true; /* it is in the text */
    }
}

void ph_review_order(PhReview *review)
{
    review->order.count = 0;
    for (size_t f = 0; f < review->files.count; f++) {
        const PhReviewFile *file = review->files.items[f].file;
        for (size_t i = 0; i < file->items.count; i++) {
            PH_VEC_PUSH(review->arena, &review->order, file->items.items[i]);
        }
    }
}

static const PhStanding *standing_for(const PhReview *review, const PhReviewItem *item)
{
    for (size_t i = 0; i < review->standing.count; i++) {
        const PhStanding *one = &review->standing.items[i];
        if ((one->file == NULL || one->file == item->file) &&
            (one->rule == NULL || strcmp(one->rule, item->id.rule) == 0)) {
            return one;
        }
    }
    return NULL;
}

static bool obey_once(PhReview *review, PhReviewFile *file)
{
    bool has_obeyed = false;
    for (size_t i = 0; i < file->items.count; i++) {
        PhReviewItem *item = file->items.items[i].item;
        const PhStanding *one = item->is_old ? NULL : standing_for(review, item);
        if (!ph_review_is_open(item) || one == NULL) {
            continue;
        }
        PhChange accept = {.kind = PH_DECISION_ACCEPT};
        bool is_accept = one->reply == PH_REPLY_ACCEPTED;
        ph_review_reply(review, item, one->reply, is_accept ? &accept : NULL,
                        review->group);
        has_obeyed = true;
    }
    return has_obeyed;
}

void ph_review_obey(PhReview *review)
{
    PhReviewFile *file = review->desk.file;
    for (size_t i = 0; i < PH_MAX_TURNS && obey_once(review, file); i++) {
        ph_desk_open(&review->desk, file);
    }
    ph_review_keep(review);
}

void ph_review_open(PhReview *review, PhReviewFile *file)
{
    ph_desk_open(&review->desk, file);
    ph_review_obey(review);
    if (review->desk.lost > 0) {
        ph_buf_add_count(&review->message, review->desk.lost, "earlier change");
        ph_buf_printf(&review->message, " by hand no longer fit%s: asked again\n",
                      review->desk.lost == 1 ? "s" : "");
        review->desk.lost = 0;
    }
}

bool ph_review_arrive(PhReview *review, PhReviewItem *item)
{
    PhBytes text;
    review->has_shown = false;
    ph_review_open(review, item->file);
    if (!ph_review_is_listed(item)) {
        return false;
    }
    if (ph_review_is_open(item) && !ph_desk_preview(&review->desk, item, &text)) {
        item->is_stuck = true;
        ph_buf_printf(&review->message,
                      "a fix of %s in line %u cannot be applied here: left out\n",
                      item->id.rule, (unsigned)item->id.line);
        return false;
    }
    review->at = item;
    return true;
}

/* The place of the fix at hand in `order`; its count if there is none. */
static size_t place_of(const PhReview *review, const PhReviewItem *item)
{
    size_t at = 0;
    while (at < review->order.count && review->order.items[at].item != item) {
        at++;
    }
    return at;
}

/* The first open fix behind the one at hand, else from the beginning. */
static PhReviewItem *next_open(PhReview *review)
{
    ph_review_order(review);
    size_t count = review->order.count;
    size_t from = review->at == NULL ? 0 : place_of(review, review->at) + 1;
    for (size_t i = 0; i < count; i++) {
        PhReviewItem *item = review->order.items[(from + i) % count].item;
        if (ph_review_is_open(item)) {
            return item;
        }
    }
    return NULL;
}

void ph_review_settle(PhReview *review)
{
    for (size_t i = 0; i < review->files.count; i++) {
        PhReviewFile *file = review->files.items[i].file;
        if (file->applied < file->changes.count) {
            ph_review_open(review, file);
        }
    }
}

bool ph_review_advance(PhReview *review)
{
    for (size_t turn = 0; turn < 2; turn++) {
        for (PhReviewItem *item = next_open(review); item != NULL;
             item = next_open(review)) {
            if (ph_review_arrive(review, item)) {
                return true;
            }
            if (ph_interrupt_signal() != 0) {
                return false;
            }
        }
        ph_review_settle(review); /* accepted ones may make room for others */
    }
    return false;
}

bool ph_review_begin(PhReview *review)
{
    review->at = NULL;
    return ph_review_advance(review);
}

void ph_review_keep(PhReview *review)
{
    if (review->pending.count > 0 && review->decisions != NULL &&
        !ph_decisions_keep(review->decisions, review->pending.items,
                           review->pending.count)) {
        review->has_lost_answers = true;
        ph_buf_add_str(&review->message,
                       "this answer could not be kept on disk; it holds until you quit\n");
    }
    review->pending.count = 0;
}

/* An answer that changed the text is shown by what it changed. */
static void fill_answered(PhReview *review, PhReviewFix *out)
{
    const PhReviewItem *item = review->at;
    const PhReviewFile *file = item->file;
    for (size_t i = 0; i < file->changes.count; i++) {
        if (file->changes.items[i].item == item &&
            file->changes.items[i].kind != PH_DECISION_PART) {
            (void)ph_review_file_step(review->desk.worker->arena, file, i, &out->old_text,
                                      &out->new_text);
        }
    }
}

static void fill(PhReview *review, PhReviewFix *out)
{
    PhReviewItem *item = review->at;
    *out = (PhReviewFix){.item = item};
    ph_review_open(review, item->file);
    ph_review_order(review);
    for (size_t i = 0; i < review->order.count; i++) {
        const PhReviewItem *one = review->order.items[i].item;
        out->count += ph_review_is_listed(one);
        out->number = one == item ? out->count : out->number;
    }
    out->source = review->desk.parsed.source;
    bool is_in_text = item->reply == PH_REPLY_ACCEPTED || item->reply == PH_REPLY_EDITED ||
                      item->reply == PH_REPLY_IGNORED;
    if (is_in_text) {
        fill_answered(review, out);
        return;
    }
    out->finding = ph_desk_finding(&review->desk, item);
    out->old_text = out->source->bytes;
    out->new_text = out->old_text;
    if (item->part != SIZE_MAX &&
        ph_desk_part(&review->desk, item, item->part, &out->new_text)) {
        out->part = item->part + 1;
    } else {
        (void)ph_desk_preview(&review->desk, item, &out->new_text);
    }
}

bool ph_review_fix(PhReview *review, PhReviewFix *out)
{
    if (review->at != NULL && !review->has_shown) {
        fill(review, &review->shown);
        review->has_shown = true;
    }
    *out = review->shown;
    return review->at != NULL;
}

PhBytes ph_review_message(PhReview *review)
{
    ph_buf_clear(&review->told);
    ph_buf_add(&review->told, ph_buf_bytes(&review->message));
    ph_buf_clear(&review->message);
    return ph_buf_bytes(&review->told);
}

PhReviewCounts ph_review_counts(const PhReview *review)
{
    PhReviewCounts counts = {0};
    for (size_t f = 0; f < review->files.count; f++) {
        const PhReviewFile *file = review->files.items[f].file;
        for (size_t i = 0; i < file->items.count; i++) {
            const PhReviewItem *item = file->items.items[i].item;
            if (!ph_review_is_listed(item)) {
                continue;
            }
            counts.fixes++;
            counts.accepted +=
                item->reply == PH_REPLY_ACCEPTED || item->reply == PH_REPLY_EDITED;
            counts.edited += item->reply == PH_REPLY_EDITED;
            counts.declined += item->reply == PH_REPLY_DECLINED;
            counts.ignored += item->reply == PH_REPLY_IGNORED;
            counts.undecided += item->reply == PH_REPLY_NONE;
        }
    }
    return counts;
}

PhDesk *ph_review_desk(PhReview *review)
{
    return &review->desk;
}

size_t ph_review_file_count(const PhReview *review)
{
    return review->files.count;
}

const PhReviewFile *ph_review_file_at(const PhReview *review, size_t index)
{
    return review->files.items[index].file;
}

bool ph_review_is_changed(const PhReviewFile *file)
{
    return !ph_bytes_equal(file->old_text, ph_buf_bytes(&file->text));
}

bool ph_review_allows(void *context, size_t file, const PhFixId *id)
{
    const PhReview *review = context;
    for (size_t f = 0; f < review->files.count; f++) {
        const PhReviewFile *one = review->files.items[f].file;
        for (size_t i = 0; one->index == file && i < one->items.count; i++) {
            if (ph_fix_id_equal(&one->items.items[i].item->id, id)) {
                return one->items.items[i].item->reply == PH_REPLY_ACCEPTED;
            }
        }
    }
    return false;
}

const PhSummary *ph_review_found(const PhReview *review)
{
    return &review->found;
}

PhSeverity ph_review_worst(const PhReview *review)
{
    return review->worst;
}

bool ph_review_lost_answers(const PhReview *review)
{
    return review->has_lost_answers;
}
