#ifndef PH_CMD_VERIFY_LINES_H
#define PH_CMD_VERIFY_LINES_H

/*
 * Which lines of some files run while the tests do. A module that python imports by itself
 * at its start (sitecustomize) is put on the path of every python that the tests start; it
 * watches the files by sys.monitoring where there is that (3.12), else by sys.settrace, and
 * writes each line down when it runs first, so that processes may end in any way. It hands
 * on to a sitecustomize of the user's.
 *
 * Where a program takes the trace function for itself (coverage before 3.12) lines that ran
 * are missed: a fix may then count as not run that was, never the reverse.
 */

#include "base/arena.h"
#include "base/vec.h"
#include "source/diag.h"

typedef struct PhRunLines PhRunLines;

/*
 * `files` are absolute paths, `folder` an empty folder for the module and what it writes.
 *
 * Errors: PH_ERR_IO with one record.
 */
PH_MUST_USE PhStatus ph_run_lines_new(PhArena *arena, PhBytes folder, const PhBytes *files,
                                      size_t count, PhDiags *diags, PhRunLines **out);

/* The environment of this process and what makes its pythons watch (or not), look for
 * modules in `roots` first, folders each with a colon before it, and write no byte code.
 * Lives in `arena`. */
const char *const *ph_run_lines_environment(const PhRunLines *lines, PhArena *arena,
                                            PhBytes roots, bool is_watching);

/* Reads what was written down. */
void ph_run_lines_read(PhRunLines *lines);

/* Whether one of these lines, from 1, of file `index` ran. */
bool ph_run_lines_ran(const PhRunLines *lines, size_t index, uint32_t first, uint32_t last);

/* How many lines ran in all files; 0 may mean that the tests look elsewhere. */
size_t ph_run_lines_count(const PhRunLines *lines);

/* What was read, as text to keep, and back. */
PhBytes ph_run_lines_text(const PhRunLines *lines);
void ph_run_lines_take(PhRunLines *lines, PhBytes text);

#endif
