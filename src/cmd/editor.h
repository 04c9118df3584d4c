#ifndef PH_CMD_EDITOR_H
#define PH_CMD_EDITOR_H

/* Lets the user change a text in the editor of his choice. */

#include "source/diag.h"

/*
 * Writes `text` to a file of its own, called as `name` for the sake of highlighting, and
 * runs $VISUAL, $EDITOR or vi on it; editors that are known to take it are sent to `line`.
 *
 * Ownership: *text_out lives in `arena`.
 * Errors:    PH_ERR_IO: it could not be run, or failed, or its file cannot be read; one
 *            record.
 */
PH_MUST_USE PhStatus ph_editor_run(PhArena *arena, PhBytes name, PhBytes text,
                                   uint32_t line, PhDiags *diags, PhBytes *text_out);

#endif
