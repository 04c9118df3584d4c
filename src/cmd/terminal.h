#ifndef PH_CMD_TERMINAL_H
#define PH_CMD_TERMINAL_H

/* What the streams are connected to, and reading and writing them whole. */

#include "source/diag.h"

/* `color` is a PhColor. NO_COLOR and FORCE_COLOR count when it is auto. */
bool ph_terminal_wants_colour(int fd, uint32_t color);

/* Columns of the terminal, or 0 if it is none. */
uint32_t ph_terminal_width(int fd);

/*
 * Writes to standard output. If that fails, standard error tells why, but not of a closed
 * pipe: who closes it has read enough.
 */
bool ph_terminal_print(PhBytes bytes);

/* Prints the records on standard error; the worst of them. */
PhSeverity ph_terminal_tell(const PhDiags *diags, bool colour);

/*
 * Reads standard input to its end.
 *
 * Errors: PH_ERR_IO with one record; more than `max_bytes` are too large.
 */
PH_MUST_USE PhStatus ph_terminal_read(PhArena *arena, uint64_t max_bytes, PhDiags *diags,
                                      PhBytes *bytes_out);

#endif
