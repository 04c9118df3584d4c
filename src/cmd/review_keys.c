/* What each key of a review does. */

#include "cmd/keyboard.h"
#include "cmd/review_state.h"

static PhReviewShow note(PhReview *review, const char *text)
{
    ph_buf_add_str(&review->message, text);
    ph_buf_add_char(&review->message, '\n');
    return PH_REVIEW_SHOW_NOTE;
}

/* After an answer: keeps it, and shows what comes next. */
static PhReviewShow go_on(PhReview *review)
{
    ph_review_keep(review);
    return ph_review_advance(review) ? PH_REVIEW_SHOW_FIX : PH_REVIEW_END;
}

/* Makes a change of the open file's text to `text`, by the fix at hand. */
static void change_text(PhReview *review, PhReply reply, PhDecisionKind kind, PhBytes text)
{
    PhReviewItem *item = review->at;
    PhDesk *desk = &review->desk;
    PhChange change = ph_desk_change(desk, kind, text);
    ph_review_reply(review, item, reply, &change, ++review->group);
    if (desk->file == item->file) {
        ph_desk_advance(desk, text);
    }
}

static bool is_in_text(const PhReviewItem *item)
{
    return item->reply == PH_REPLY_ACCEPTED || item->reply == PH_REPLY_EDITED ||
           item->reply == PH_REPLY_IGNORED;
}

/* After a part: the rest of the fix, if it is still one; what was said no to stays out. */
static PhReviewShow go_on_with_parts(PhReview *review, size_t next)
{
    PhReviewItem *item = review->at;
    PhBytes text;
    ph_review_obey(review);
    if (!ph_review_is_open(item)) {
        return go_on(review);
    }
    if (ph_desk_part(&review->desk, item, next, &text)) {
        item->part = next;
        ph_review_keep(review);
        return PH_REVIEW_SHOW_FIX;
    }
    item->part = SIZE_MAX;
    if (next == 0) { /* one part is left: it is asked about as a whole */
        ph_review_keep(review);
        return ph_review_arrive(review, item) ? PH_REVIEW_SHOW_FIX : go_on(review);
    }
    ph_review_reply(review, item, PH_REPLY_DECLINED, NULL, ++review->group);
    return go_on(review);
}

static PhReviewShow accept(PhReview *review)
{
    PhReviewItem *item = review->at;
    PhBytes text;
    if (is_in_text(item)) {
        return note(review, item->reply == PH_REPLY_IGNORED
                                ? "it has its remark; `u` takes back the last answer"
                                : "it is accepted already");
    }
    if (item->part != SIZE_MAX && ph_desk_part(&review->desk, item, item->part, &text)) {
        change_text(review, item->reply, PH_DECISION_PART, text);
        ph_buf_add_str(&review->message, "part accepted\n");
        return go_on_with_parts(review, item->part);
    }
    item->part = SIZE_MAX;
    if (!ph_desk_preview(&review->desk, item, &text)) {
        return note(review, "this fix can no longer be applied");
    }
    change_text(review, PH_REPLY_ACCEPTED, PH_DECISION_ACCEPT, text);
    ph_buf_add_str(&review->message, "accepted\n");
    return go_on(review);
}

static PhReviewShow decline(PhReview *review)
{
    PhReviewItem *item = review->at;
    PhBytes text;
    if (item->part != SIZE_MAX &&
        ph_desk_part(&review->desk, item, item->part + 1, &text)) {
        item->part++;
        return PH_REVIEW_SHOW_FIX;
    }
    item->part = SIZE_MAX;
    ph_review_reply(review, item, PH_REPLY_DECLINED, NULL, ++review->group);
    ph_buf_add_str(&review->message, "declined\n");
    return go_on(review);
}

/* The same answer for all that follows: in the file, or of the rule. What comes up later
 * gets it too; what was passed over before does not. */
static PhReviewShow answer_rest(PhReview *review, PhReply reply, bool is_of_rule)
{
    PhReviewItem *first = review->at;
    PhStanding standing = {.group = ++review->group,
                           .reply = reply,
                           .file = is_of_rule ? NULL : first->file,
                           .rule = is_of_rule ? first->id.rule : NULL};
    bool is_behind = false;
    size_t count = 0;
    first->part = SIZE_MAX;
    ph_review_order(review);
    for (size_t i = 0; i < review->order.count; i++) {
        PhReviewItem *item = review->order.items[i].item;
        PhChange change = {.kind = PH_DECISION_ACCEPT};
        is_behind = is_behind || item == first;
        item->is_old = true;
        bool fits = is_of_rule ? strcmp(item->id.rule, first->id.rule) == 0
                               : item->file == first->file;
        if (is_behind && fits && ph_review_is_open(item)) {
            ph_review_reply(review, item, reply,
                            reply == PH_REPLY_ACCEPTED ? &change : NULL, standing.group);
            count++;
        }
    }
    PH_VEC_PUSH(review->arena, &review->standing, standing);
    ph_buf_add_str(&review->message,
                   reply == PH_REPLY_ACCEPTED ? "accepted " : "declined ");
    ph_buf_add_count(&review->message, count, "fix");
    ph_buf_add_str(&review->message, is_of_rule ? " of " : " in ");
    ph_buf_add_visible(&review->message,
                       is_of_rule ? ph_bytes_of(first->id.rule) : first->file->name);
    ph_buf_add_char(&review->message, '\n');
    return go_on(review);
}

/* To the next or previous fix; any, or only one that is not decided. */
static PhReviewShow move(PhReview *review, bool is_forward, bool is_any)
{
    ph_review_order(review);
    size_t count = review->order.count;
    size_t at = 0;
    while (at < count && review->order.items[at].item != review->at) {
        at++;
    }
    for (;;) {
        if (is_forward ? at + 1 >= count : at == 0) {
            break;
        }
        at = is_forward ? at + 1 : at - 1;
        PhReviewItem *item = review->order.items[at].item;
        bool fits = is_any ? ph_review_is_listed(item) : ph_review_is_open(item);
        if (fits && ph_review_arrive(review, item)) {
            return PH_REVIEW_SHOW_FIX;
        }
    }
    return note(review, is_forward
                            ? (is_any ? "this is the last fix" : "no undecided fix follows")
                            : (is_any ? "this is the first fix"
                                      : "no undecided fix stands before this one"));
}

static PhReviewShow split(PhReview *review)
{
    PhReviewItem *item = review->at;
    PhBytes text;
    if (item->part != SIZE_MAX) {
        item->part = SIZE_MAX;
        return PH_REVIEW_SHOW_FIX;
    }
    const PhFinding *finding = ph_desk_finding(&review->desk, item);
    if (is_in_text(item) || finding == NULL) {
        return note(review, "this fix is in the text already");
    }
    if (ph_desk_count(&review->desk, item, 0, NULL) < 2 && finding->edit_count < 2) {
        return note(review, "this fix cannot be split: it is one edit");
    }
    if (!ph_desk_part(&review->desk, item, 0, &text)) {
        return note(review, "this fix cannot be split: its edits are proved only together");
    }
    item->part = 0;
    return PH_REVIEW_SHOW_FIX;
}

static PhReviewShow undo(PhReview *review)
{
    uint32_t group = 0;
    PhReviewItem *item = NULL;
    size_t count = 0;
    for (size_t i = 0; i < review->records.count; i++) {
        const PhReviewRecord *record = &review->records.items[i];
        if (record->group > group) {
            group = record->group;
            item = record->item;
            count = 0;
        }
        count += record->group == group;
    }
    if (item == NULL) {
        return note(review, "no answer is left to take back");
    }
    ph_review_take_back(review, group);
    PhDecision decision = {.kind = PH_DECISION_UNDO, .group = group};
    PH_VEC_PUSH(review->arena, &review->pending, decision);
    ph_review_keep(review);
    ph_buf_add_str(&review->message, "took back ");
    ph_buf_add_count(&review->message, count, "answer");
    ph_buf_add_char(&review->message, '\n');
    return ph_review_arrive(review, item) || ph_review_advance(review) ? PH_REVIEW_SHOW_FIX
                                                                       : PH_REVIEW_END;
}

static PhReviewShow ignore(PhReview *review)
{
    PhBytes text;
    if (is_in_text(review->at)) {
        return note(review, "this fix is in the text already; `u` takes back an answer");
    }
    if (!ph_desk_remark(&review->desk, review->at, &text)) {
        return note(review, "no line of this code can carry a remark");
    }
    PhPlace place = ph_source_place(
        review->desk.parsed.source,
        (uint32_t)ph_desk_change(&review->desk, PH_DECISION_IGNORE, text).splice.at);
    change_text(review, PH_REPLY_IGNORED, PH_DECISION_IGNORE, text);
    ph_buf_printf(&review->message, "wrote a remark at the end of line %u\n",
                  (unsigned)place.line);
    return go_on(review);
}

static PhReviewShow ask_editor(PhReview *review)
{
    return is_in_text(review->at)
               ? note(review, "this fix is in the text already; `u` takes back an answer")
               : PH_REVIEW_ASK_EDITOR;
}

bool ph_review_edited(PhReview *review, PhBytes given, PhBytes text, PhDiags *diags)
{
    PhDesk *desk = &review->desk;
    PhReviewItem *item = review->at;
    if (ph_bytes_equal(text, desk->parsed.source->bytes)) {
        ph_buf_add_str(&review->message, "nothing is left of the fix: not decided\n");
        return true;
    }
    if (!ph_desk_parses(desk, text, diags)) {
        return false;
    }
    review->has_shown = false;
    bool is_plain = ph_bytes_equal(text, given) && item->part == SIZE_MAX;
    item->part = SIZE_MAX;
    change_text(review, is_plain ? PH_REPLY_ACCEPTED : PH_REPLY_EDITED,
                is_plain ? PH_DECISION_ACCEPT : PH_DECISION_EDIT, text);
    ph_buf_add_str(&review->message, is_plain ? "accepted\n" : "accepted as edited\n");
    ph_review_keep(review);
    return true;
}

PhReviewShow ph_review_resume(PhReview *review)
{
    return ph_review_is_open(review->at) || ph_review_advance(review) ? PH_REVIEW_SHOW_FIX
                                                                      : PH_REVIEW_END;
}

PhReviewShow ph_review_go(PhReview *review, size_t number)
{
    size_t count = 0;
    ph_review_order(review);
    for (size_t i = 0; i < review->order.count; i++) {
        PhReviewItem *item = review->order.items[i].item;
        count += ph_review_is_listed(item);
        if (count == number && ph_review_is_listed(item)) {
            return ph_review_arrive(review, item)
                       ? PH_REVIEW_SHOW_FIX
                       : note(review, "that fix has gone meanwhile");
        }
    }
    ph_buf_printf(&review->message, "there are %zu fixes\n", count);
    return PH_REVIEW_SHOW_NOTE;
}

static bool mentions(const PhReviewItem *item, PhBytes words)
{
    return ph_bytes_find(item->file->name, words, 0) != PH_NOT_FOUND ||
           ph_bytes_find(ph_bytes_of(item->id.rule), words, 0) != PH_NOT_FOUND ||
           ph_bytes_find(item->message, words, 0) != PH_NOT_FOUND ||
           ph_bytes_find(item->code, words, 0) != PH_NOT_FOUND;
}

PhReviewShow ph_review_search(PhReview *review, PhBytes words)
{
    ph_review_order(review);
    size_t count = review->order.count;
    size_t from = 0;
    while (from < count && review->order.items[from].item != review->at) {
        from++;
    }
    for (size_t i = 1; words.len > 0 && i <= count; i++) {
        PhReviewItem *item = review->order.items[(from + i) % count].item;
        if (ph_review_is_listed(item) && mentions(item, words) &&
            ph_review_arrive(review, item)) {
            return PH_REVIEW_SHOW_FIX;
        }
    }
    return words.len == 0 ? PH_REVIEW_SHOW_NOTE
                          : note(review, "no fix mentions that in file, rule or code");
}

/* Keys that only show something leave what is known of the fix at hand. */
static bool only_shows(int key)
{
    return key == '?' || key == 'w' || key == 'v' || key == 'e';
}

PhReviewShow ph_review_key(PhReview *review, int key)
{
    if (review->at == NULL) {
        return PH_REVIEW_END;
    }
    if (!only_shows(key)) {
        review->has_shown = false;
        ph_review_open(review, review->at->file);
    }
    switch (key) {
    case 'y': return accept(review);
    case 'n': return decline(review);
    case 'a': return answer_rest(review, PH_REPLY_ACCEPTED, false);
    case 'd': return answer_rest(review, PH_REPLY_DECLINED, false);
    case 'A': return answer_rest(review, PH_REPLY_ACCEPTED, true);
    case 'D': return answer_rest(review, PH_REPLY_DECLINED, true);
    case 'j':
    case PH_KEY_DOWN: return move(review, true, false);
    case 'k':
    case PH_KEY_UP: return move(review, false, false);
    case 'J': return move(review, true, true);
    case 'K': return move(review, false, true);
    case 'g': return PH_REVIEW_ASK_NUMBER;
    case '/': return PH_REVIEW_ASK_WORDS;
    case 'e': return ask_editor(review);
    case 's': return split(review);
    case 'u': return undo(review);
    case 'w': return PH_REVIEW_SHOW_WHY;
    case 'v': return PH_REVIEW_TOGGLE_VIEW;
    case 'i': return ignore(review);
    case '?': return PH_REVIEW_SHOW_HELP;
    case 'Q': return PH_REVIEW_DISCARD;
    case 'q':
    case 4: /* Ctrl-D */
    case PH_KEY_INTERRUPT: return PH_REVIEW_END;
    case PH_KEY_ENTER:
    case ' ':
    case PH_KEY_ESCAPE:
    case PH_KEY_NONE: return PH_REVIEW_SHOW_NOTE;
    default: return note(review, "no such key; `?` lists them");
    }
}
