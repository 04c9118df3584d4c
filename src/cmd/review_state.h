#ifndef PH_CMD_REVIEW_STATE_H
#define PH_CMD_REVIEW_STATE_H

/* The state of a review, for the files that make it up. */

#include "cmd/review.h"

/* What one key did to one fix, so that it can be taken back. */
typedef struct PhReviewRecord {
    uint32_t group;
    PhReviewItem *item;
    PhReply before;
    size_t part_before;
    bool has_removed;
    size_t removed_at;
    PhChange removed;
} PhReviewRecord;

/* An answer for all that follows: of a file, or of a rule. */
typedef struct PhStanding {
    uint32_t group;
    PhReply reply;
    const PhReviewFile *file; /* NULL: of any */
    const char *rule;         /* NULL: any */
} PhStanding;

typedef struct PhReviewSlot {
    PhReviewFile *file;
} PhReviewSlot;

struct PhReview {
    PhArena *arena;
    PhSession *session;
    PhDecisions *decisions;
    PhBytes root;
    PH_VEC(PhReviewSlot) files; /* in the session's order */
    PhSummary found;
    PhSeverity worst;
    PhDesk desk;
    PhReviewItem *at; /* the fix at hand; NULL: none */
    PH_VEC(PhReviewRecord) records;
    PH_VEC(PhStanding) standing;
    PH_VEC(PhDecision) pending; /* answers of the key at work, not kept yet */
    uint32_t group;             /* of the newest key */
    PhBuf message;
    PhBuf told; /* the message as it was handed out */
    bool has_lost_answers;
    bool has_shown; /* `shown` is the fix at hand, and still true */
    PhReviewFix shown;
    PhReviewEntries order; /* all items; made anew by ph_review_order() */
};

/* The numbers of items in the order of asking, into `order`. */
void ph_review_order(PhReview *review);

/* True if it has to be asked about. */
bool ph_review_is_open(const PhReviewItem *item);

/* True if it is counted: to be asked about, or answered. */
bool ph_review_is_listed(const PhReviewItem *item);

/* Opens a file, with what the standing answers say of it. */
void ph_review_open(PhReview *review, PhReviewFile *file);

/* Makes `item` the one at hand; false if it turns out to have gone meanwhile. */
bool ph_review_arrive(PhReview *review, PhReviewItem *item);

/* Goes on to the next fix that is not decided, from the one at hand; round the end. False:
 * there is none. */
bool ph_review_advance(PhReview *review);

/* Keeps the answers of the key at work. */
void ph_review_keep(PhReview *review);

/* Answers what came up in the open file with the standing answers. */
void ph_review_obey(PhReview *review);

/* Searches the files; fills `files`, `found` and `worst`. */
void ph_review_scan(PhReview *review);

/* Takes over the answers of `decisions`. */
void ph_review_recall(PhReview *review);

/* Answers for one fix. `change`, if any, becomes its newest change. */
void ph_review_reply(PhReview *review, PhReviewItem *item, PhReply reply,
                     const PhChange *change, uint32_t group);

/* Takes back what was done at `group`. */
void ph_review_take_back(PhReview *review, uint32_t group);

#endif
