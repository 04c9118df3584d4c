#ifndef PH_CMD_JOURNALS_H
#define PH_CMD_JOURNALS_H

/* Where journals of runs are kept, and the one of a session. */

#include "cmd/session.h"

/* The folder of all runs; empty if there is none, *why_none_out then says why. */
PhBytes ph_journals_folder(PhArena *arena, const char **why_none_out);

/* A journal for a run of this program in `working_folder`; nothing is made yet. `undoes`
 * is the run that it takes back, or empty. */
PhJournal *ph_journals_new(PhArena *arena, PhBytes working_folder, PhBytes undoes);

/*
 * Before a session writes or reads its files: cleans up after runs that were killed, told
 * in `diags`, and gives it a journal. Does nothing for sessions that write no files.
 */
void ph_journals_open(PhSession *session, PhDiags *diags);

/* After the last write. */
void ph_journals_close(PhSession *session);

#endif
