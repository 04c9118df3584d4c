#ifndef PH_CMD_REVIEW_SCREEN_H
#define PH_CMD_REVIEW_SCREEN_H

/* What a review shows, as lines for a terminal: nothing is erased, so that all of it stays
 * to be scrolled back to. */

#include "cmd/review.h"

typedef struct PhReviewScreen {
    bool colour;
    bool is_side_by_side;
    uint32_t width;
} PhReviewScreen;

/* The head of a fix and its hunks. */
void ph_review_screen_fix(PhBuf *out, PhArena *scratch, const PhReviewFix *fix,
                          const PhReviewScreen *screen);

/* The line that asks; no line end. */
void ph_review_screen_ask(PhBuf *out, const PhReviewFix *fix, const PhReviewScreen *screen);

void ph_review_screen_help(PhBuf *out, const PhReviewScreen *screen);

/* What was proved of the fix at hand, and of which code, or what was not. */
void ph_review_screen_why(PhBuf *out, PhReview *review, const PhReviewFix *fix,
                          const PhReviewScreen *screen);

#endif
