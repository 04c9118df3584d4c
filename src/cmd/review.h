#ifndef PH_CMD_REVIEW_H
#define PH_CMD_REVIEW_H

/*
 * The review of the fixes of a session, one after another: what has been answered, what is
 * asked next, and what every key does. No terminal is needed: a key goes in, and out comes
 * what is to be shown. Nothing is written but the answers, each as soon as it is given.
 *
 * Fixes are asked about by file, then by place. All of the engine lives between
 * ph_review_new() and ph_review_free(); the session is started and finished by the caller.
 */

#include "cmd/decisions.h"
#include "cmd/review_file.h"
#include "report/summary.h"

typedef struct PhReview PhReview;

/* What is to be shown after a key. */
typedef enum PhReviewShow {
    PH_REVIEW_SHOW_FIX,    /* the fix at hand, which may be another now */
    PH_REVIEW_SHOW_NOTE,   /* only the message; the same is asked again */
    PH_REVIEW_SHOW_WHY,    /* why the fix at hand is what it is */
    PH_REVIEW_SHOW_HELP,   /* the keys */
    PH_REVIEW_ASK_NUMBER,  /* then ph_review_go() */
    PH_REVIEW_ASK_WORDS,   /* then ph_review_search() */
    PH_REVIEW_ASK_EDITOR,  /* then ph_review_edited() */
    PH_REVIEW_TOGGLE_VIEW, /* side by side or not */
    PH_REVIEW_END,         /* nothing is left to ask, or the user has had enough */
    PH_REVIEW_DISCARD,     /* the user wants nothing of it */
} PhReviewShow;

typedef struct PhReviewCounts {
    size_t fixes;
    size_t accepted; /* edited ones too */
    size_t edited;
    size_t declined;
    size_t ignored;
    size_t undecided;
} PhReviewCounts;

/* The fix at hand, until the next call. */
typedef struct PhReviewFix {
    const PhReviewItem *item;
    PhSource *source;         /* of the text so far */
    const PhFinding *finding; /* NULL: its answer has changed the text */
    PhBytes old_text;
    PhBytes new_text;
    size_t number; /* from 1 */
    size_t count;
    size_t part; /* from 1; 0: the fix is asked about as a whole */
} PhReviewFix;

/*
 * Searches all files of the session, which has been started, and takes over the answers
 * that `decisions` (borrowed; NULL: none are kept) holds. `root` is what names are
 * relative to. What has to be told of files is printed on standard error.
 */
PhReview *ph_review_new(PhSession *session, PhDecisions *decisions, PhBytes root);
void ph_review_free(PhReview *review);

/* Goes to the first fix that is not decided. False: there is none. */
bool ph_review_begin(PhReview *review);

/* False if no fix is at hand. */
bool ph_review_fix(PhReview *review, PhReviewFix *out);

PhReviewShow ph_review_key(PhReview *review, int key);
PhReviewShow ph_review_go(PhReview *review, size_t number);
PhReviewShow ph_review_search(PhReview *review, PhBytes words);

/* What the editor made of the file, and what it was given. True: it is taken. False: it
 * cannot be read as Python, and *diags says why. */
bool ph_review_edited(PhReview *review, PhBytes given, PhBytes text, PhDiags *diags);

/* Shows what comes after an edit that was taken. */
PhReviewShow ph_review_resume(PhReview *review);

/* What has to be said beside what is shown; empties itself when asked. */
PhBytes ph_review_message(PhReview *review);

PhReviewCounts ph_review_counts(const PhReview *review);
PhDesk *ph_review_desk(PhReview *review);

/* Applies all that was accepted and is not in the texts yet. */
void ph_review_settle(PhReview *review);

/* Forgets what was accepted in a file that has been written: whoever brings the old file
 * back is asked again. */
void ph_review_forget(PhReview *review, size_t index);

/* The files, as they will be; only those that ph_review_is_changed() differ. Settled. */
size_t ph_review_file_count(const PhReview *review);
const PhReviewFile *ph_review_file_at(const PhReview *review, size_t index);
bool ph_review_is_changed(const PhReviewFile *file);

/* A PhAllowFn, of which the review is the context: whether a fix was accepted. What `e` and
 * `i` made is in the texts alone. */
bool ph_review_allows(void *review, size_t file, const PhFixId *id);

/* Counts of all files as they were found, and how bad what was told of them is. */
const PhSummary *ph_review_found(const PhReview *review);
PhSeverity ph_review_worst(const PhReview *review);

/* True if an answer could not be kept on disk. */
bool ph_review_lost_answers(const PhReview *review);

#endif
