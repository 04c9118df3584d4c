/* Answers of a review: given, kept, taken back, and recalled from an earlier one. */

#include "cmd/review_state.h"

static PhDecisionKind kind_of(PhReply reply)
{
    switch (reply) {
    case PH_REPLY_ACCEPTED: return PH_DECISION_ACCEPT;
    case PH_REPLY_DECLINED: return PH_DECISION_DECLINE;
    case PH_REPLY_EDITED: return PH_DECISION_EDIT;
    case PH_REPLY_IGNORED: return PH_DECISION_IGNORE;
    default: return PH_DECISION_WITHDRAW;
    }
}

/* The change that the answer to `item` made; SIZE_MAX: none. Parts stay whatever is said of
 * the rest. */
static size_t change_of(const PhReviewItem *item)
{
    const PhReviewFile *file = item->file;
    for (size_t i = file->changes.count; i-- > 0;) {
        if (file->changes.items[i].item == item &&
            file->changes.items[i].kind != PH_DECISION_PART) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void note_decision(PhReview *review, const PhReviewItem *item, PhDecisionKind kind,
                          const PhChange *change, uint32_t group)
{
    PhDecision decision = {.kind = kind,
                           .group = group,
                           .file = item->file->name,
                           .hash = item->file->old_hash,
                           .rule = ph_bytes_of(item->id.rule),
                           .line = item->id.line,
                           .text = item->id.text};
    if (change != NULL) {
        decision.splice = change->splice;
        decision.before = change->before;
    }
    PH_VEC_PUSH(review->arena, &review->pending, decision);
}

void ph_review_reply(PhReview *review, PhReviewItem *item, PhReply reply,
                     const PhChange *change, uint32_t group)
{
    PhReviewFile *file = item->file;
    PhReviewRecord record = {
        .group = group, .item = item, .before = item->reply, .part_before = item->part};
    bool is_part = change != NULL && change->kind == PH_DECISION_PART;
    size_t old = is_part ? SIZE_MAX : change_of(item);
    if (old != SIZE_MAX) {
        record.has_removed = true;
        record.removed_at = old;
        record.removed = ph_review_file_remove(file, old);
    }
    if (change != NULL) {
        PhChange mine = *change;
        mine.item = item;
        mine.group = group;
        PH_VEC_PUSH(file->arena, &file->changes, mine);
    }
    item->reply = reply;
    PH_VEC_PUSH(review->arena, &review->records, record);
    note_decision(review, item, is_part ? PH_DECISION_PART : kind_of(reply), change, group);
    if (review->desk.file == file && old != SIZE_MAX) {
        review->desk.file = NULL; /* its text is another now */
    }
}

/* Takes the changes of `group` out of a file. */
static void remove_group(PhReviewFile *file, uint32_t group)
{
    for (size_t i = file->changes.count; i-- > 0;) {
        if (file->changes.items[i].group == group) {
            (void)ph_review_file_remove(file, i);
        }
    }
}

void ph_review_take_back(PhReview *review, uint32_t group)
{
    size_t kept = 0;
    for (size_t i = review->records.count; i-- > 0;) {
        PhReviewRecord *record = &review->records.items[i];
        if (record->group != group) {
            continue;
        }
        remove_group(record->item->file, group);
        if (record->has_removed) {
            ph_review_file_insert(record->item->file, record->removed_at, record->removed);
        }
        record->item->reply = record->before;
        record->item->part = record->part_before;
    }
    for (size_t i = 0; i < review->records.count; i++) {
        if (review->records.items[i].group != group) {
            review->records.items[kept++] = review->records.items[i];
        }
    }
    review->records.count = kept;
    kept = 0;
    for (size_t i = 0; i < review->standing.count; i++) {
        if (review->standing.items[i].group != group) {
            review->standing.items[kept++] = review->standing.items[i];
        }
    }
    review->standing.count = kept;
    review->desk.file = NULL;
}

static PhReviewFile *file_called(const PhReview *review, PhBytes name)
{
    for (size_t i = 0; i < review->files.count; i++) {
        if (ph_bytes_equal(review->files.items[i].file->name, name)) {
            return review->files.items[i].file;
        }
    }
    return NULL;
}

/* A rule of this program, or NULL: its answers mean nothing any more. */
static const char *rule_called(const PhReview *review, PhBytes id)
{
    for (size_t i = 0; i < review->session->rule_count; i++) {
        if (ph_bytes_is(id, review->session->rules[i])) {
            return review->session->rules[i];
        }
    }
    return NULL;
}

void ph_review_forget(PhReview *review, size_t index)
{
    const PhReviewFile *file = review->files.items[index].file;
    review->group++;
    for (size_t i = 0; i < file->changes.count; i++) {
        note_decision(review, file->changes.items[i].item, PH_DECISION_WITHDRAW, NULL,
                      review->group);
    }
    ph_review_keep(review);
}

/* As if nothing had ever been said of it. */
static void forget_item(PhReview *review, PhReviewItem *item)
{
    PhReviewFile *file = item->file;
    size_t kept = 0;
    for (size_t i = file->changes.count; i-- > 0;) {
        if (file->changes.items[i].item == item) {
            (void)ph_review_file_remove(file, i);
        }
    }
    for (size_t i = 0; i < review->records.count; i++) {
        if (review->records.items[i].item != item) {
            review->records.items[kept++] = review->records.items[i];
        }
    }
    review->records.count = kept;
    item->reply = PH_REPLY_NONE;
}

static void recall_exact(PhReview *review, PhReviewFile *file, const PhDecision *decision,
                         const char *rule)
{
    static const PhReply k_replies[] = {
        [PH_DECISION_ACCEPT] = PH_REPLY_ACCEPTED, [PH_DECISION_DECLINE] = PH_REPLY_DECLINED,
        [PH_DECISION_EDIT] = PH_REPLY_EDITED,     [PH_DECISION_IGNORE] = PH_REPLY_IGNORED,
        [PH_DECISION_PART] = PH_REPLY_NONE,       [PH_DECISION_WITHDRAW] = PH_REPLY_NONE};
    PhFixId id = {rule, decision->line, decision->text};
    PhReviewItem *item = ph_review_file_item(file, &id);
    if (decision->kind == PH_DECISION_WITHDRAW) {
        forget_item(review, item);
        return;
    }
    bool has_change =
        decision->kind == PH_DECISION_ACCEPT || ph_decision_has_splice(decision->kind);
    PhChange change = {
        .kind = decision->kind, .splice = decision->splice, .before = decision->before};
    ph_review_reply(review, item, k_replies[decision->kind], has_change ? &change : NULL,
                    decision->group);
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a < b ? b - a : a - b;
}

/*
 * What was declined in another state of the file is not asked again where rule and text are
 * the same: of several such the nearest, for each answer one. What was accepted is asked
 * again: it was accepted among other code.
 */
static void recall_decline(PhReviewFile *file, const PhDecision *decision, const char *rule)
{
    PhReviewItem *best = NULL;
    for (size_t i = 0; i < file->items.count; i++) {
        PhReviewItem *item = file->items.items[i].item;
        bool fits = item->reply == PH_REPLY_NONE && strcmp(item->id.rule, rule) == 0 &&
                    ph_hash_equal(item->id.text, decision->text);
        if (fits && (best == NULL || distance(item->id.line, decision->line) <
                                         distance(best->id.line, decision->line))) {
            best = item;
        }
    }
    if (best != NULL) {
        best->reply = PH_REPLY_DECLINED;
    }
}

/* True if something else was said of the same fix later. */
static bool is_overridden(const PhDecisions *decisions, size_t index)
{
    const PhDecision *one = ph_decisions_at(decisions, index);
    for (size_t i = index + 1; i < ph_decisions_count(decisions); i++) {
        const PhDecision *other = ph_decisions_at(decisions, i);
        if (other->line == one->line && ph_hash_equal(other->text, one->text) &&
            ph_hash_equal(other->hash, one->hash) &&
            ph_bytes_equal(other->rule, one->rule) &&
            ph_bytes_equal(other->file, one->file)) {
            return true;
        }
    }
    return false;
}

void ph_review_recall(PhReview *review)
{
    size_t count = review->decisions == NULL ? 0 : ph_decisions_count(review->decisions);
    for (size_t pass = 0; pass < 2; pass++) { /* what fits exactly goes first */
        for (size_t i = 0; i < count; i++) {
            const PhDecision *decision = ph_decisions_at(review->decisions, i);
            PhReviewFile *file = file_called(review, decision->file);
            const char *rule = rule_called(review, decision->rule);
            if (file == NULL || rule == NULL) {
                continue;
            }
            bool is_exact = ph_hash_equal(file->old_hash, decision->hash);
            if (is_exact && pass == 0) {
                recall_exact(review, file, decision, rule);
            } else if (!is_exact && pass == 1 && decision->kind == PH_DECISION_DECLINE &&
                       !is_overridden(review->decisions, i)) {
                recall_decline(file, decision, rule);
            }
        }
    }
    review->pending.count = 0; /* they are kept already */
}
