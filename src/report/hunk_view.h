#ifndef PH_REPORT_HUNK_VIEW_H
#define PH_REPORT_HUNK_VIEW_H

/*
 * The changes of a file for somebody who has to judge them on a terminal: hunks, the words
 * that differ set off, above one another or side by side. It cannot be applied; for that
 * there is report/diff.h.
 *
 * Nothing of the text reaches the terminal as a command: control characters are shown as
 * \xNN, and characters that turn the direction of writing, or have no width, by their
 * numbers, so that code cannot look like other code. Tabs become blanks.
 */

#include "base/arena.h"
#include "base/buf.h"

typedef struct PhHunkView {
    bool colour;
    bool is_side_by_side;
    uint32_t width; /* columns of the terminal */
} PhHunkView;

/*
 * Appends the changes; nothing when both texts are equal.
 *
 * Errors: PH_ERR_REFUSED when the texts are too large to compare; `buf` as it was.
 */
PH_MUST_USE PhStatus ph_hunk_view_add(PhArena *arena, PhBuf *buf, PhBytes old_text,
                                      PhBytes new_text, const PhHunkView *view);

/* Text of one line under the same precautions. */
void ph_hunk_view_add_text(PhBuf *buf, PhBytes text);

#endif
