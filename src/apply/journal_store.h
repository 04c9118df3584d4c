#ifndef PH_APPLY_JOURNAL_STORE_H
#define PH_APPLY_JOURNAL_STORE_H

/*
 * The folder of all runs: its lock, making runs, reading them, removing old ones. What lies
 * in it is described in journal.h.
 */

#include "apply/exclude.h"
#include "apply/journal_line.h"

/* One run, read. */
typedef struct PhJournalRun {
    PhBytes name;
    PhBytes folder; /* its own */
    PhJournalText text;
    bool is_open;  /* it did not end, or nobody has cleaned up after it */
    bool is_alive; /* its process is at work */
} PhJournalRun;

/* Descriptors of a run that is being written; -1 if not open. */
typedef struct PhJournalFiles {
    int folder;
    int open;
    int lines;
    int data;
} PhJournalFiles;

/*
 * Takes the lock of the folder of all runs, which is made if `makes`. Returns a descriptor
 * whose closing gives it back, or -1 with errno.
 */
int ph_journal_lock(PhBytes folder, bool makes);

/* Names of runs, oldest first; empty where there is no such folder. */
PhBytesVec ph_journal_list(PhArena *arena, PhBytes folder);

/*
 * Makes a run while the lock is held: its name comes behind all others, even if the clock
 * was set back. False with errno if it cannot; then nothing is left of it.
 */
bool ph_journal_make_run(PhArena *arena, PhBytes folder, PhBytes *name_out,
                         PhJournalFiles *files_out);

void ph_journal_close_files(PhJournalFiles *files);

/* Removes a run and whatever of ours is in it. */
void ph_journal_remove_run(PhArena *arena, PhBytes folder, PhBytes name);

/* Whether a run has its lines and said that it ended: nothing is to be done for it. */
bool ph_journal_is_ended(PhArena *arena, PhBytes folder, PhBytes name);

/* Reads a run. False if it has no journal of ours. */
bool ph_journal_read_run(PhArena *arena, PhBytes folder, PhBytes name,
                         PhJournalRun *run_out);

/* The old bytes of an entry, or false if they are not what they were. In `arena`. */
bool ph_journal_read_old(PhArena *arena, const PhJournalRun *run,
                         const PhJournalEntry *entry, PhBytes *old_out);

/* Appends whole lines to the journal of a run that has ended. False with errno. */
bool ph_journal_append(PhArena *arena, const PhJournalRun *run, PhBytes lines);

/* Removes the oldest runs beyond the bounds, while the lock is held. The newest run stays,
 * and so do those that live or have to be cleaned up. */
void ph_journal_prune(PhArena *arena, PhBytes folder, size_t most_runs,
                      uint64_t most_bytes);

/* Writes all of `bytes` at the end of `fd`; if not all can be written, none is. False with
 * errno. */
bool ph_journal_append_all(int fd, PhBytes bytes);

#endif
