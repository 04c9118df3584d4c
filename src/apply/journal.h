#ifndef PH_APPLY_JOURNAL_H
#define PH_APPLY_JOURNAL_H

/*
 * What a run that writes notes down, so that `pyheap undo` can take it back, and so that
 * the next run can clean up should this one be killed.
 *
 * A run has a folder of its own below `folder`, made when it first writes. Its name begins
 * with the time, so names sort by age. In it are `data`, the old bytes one behind the
 * other; `journal`, lines as journal_line.h says, only ever appended to; and `open`, which
 * the run holds locked while it lives and removes at its end. A run whose `open` is there
 * and not locked was killed. The file `lock` beside the runs is held by whoever begins,
 * cleans up or removes one.
 *
 * Nothing is synced: what a kill leaves in the page cache is read by the next run. After a
 * loss of power the files of the user are whole, and the journal may be short or missing.
 *
 * Several threads may use one journal. ph_write_replace() makes the calls in the middle;
 * others only need ph_journal_new() and ph_journal_close().
 */

#include <sys/stat.h>

#include "apply/journal_line.h"

typedef struct PhJournal PhJournal;

enum { PH_JOURNAL_MOST_RUNS = 50 };
#define PH_JOURNAL_MOST_BYTES ((uint64_t)1 << 30)

typedef struct PhJournalSetup {
    PhBytes folder;         /* of all runs, absolute; or empty: there is none */
    const char *why_none;   /* then, for the error: "neither ... is set" */
    PhBytes working_folder; /* of the run, real */
    PhBytes command;        /* as it was typed, for people */
    PhBytes undoes;         /* the run that this one takes back; or empty */
    size_t most_runs;       /* to keep, this one included; 0: PH_JOURNAL_MOST_RUNS */
    uint64_t most_bytes;    /* 0: PH_JOURNAL_MOST_BYTES */
} PhJournalSetup;

/* Touches no file yet. Everything in `setup` is copied. */
PhJournal *ph_journal_new(const PhJournalSetup *setup);

/*
 * Ends the run, removes runs beyond the bounds, and frees the journal, which may be NULL. A
 * run that wrote nothing leaves no folder.
 */
void ph_journal_close(PhJournal *journal);

/* The name of the run; empty if nothing was begun. */
PhBytes ph_journal_name(const PhJournal *journal);

/* True once no journal can be kept. Not while other threads use it. */
bool ph_journal_has_failed(const PhJournal *journal);

/*
 * Notes that `entry->path` is about to be replaced: keeps `old_text` and all of the entry
 * but `old_at`, `temp_inode` and the end.
 *
 * Errors: PH_ERR_REFUSED: no journal can be kept, so nothing may be written. One record
 *         names the folder and why, the first time; the journal then refuses all else.
 */
PH_MUST_USE PhStatus ph_journal_begin(PhJournal *journal, const PhJournalEntry *entry,
                                      PhBytes old_text, PhDiags *diags,
                                      uint32_t *number_out);

/* Notes the temporary, still empty. Errors as above; the caller then removes it. */
PH_MUST_USE PhStatus ph_journal_made(PhJournal *journal, uint32_t number,
                                     const struct stat *temp, PhDiags *diags);

/* Notes that the temporary is whole and will now be swapped. Errors as above. */
PH_MUST_USE PhStatus ph_journal_swap(PhJournal *journal, uint32_t number, PhDiags *diags);

/* If this cannot be noted, the next run finds out by itself. */
void ph_journal_end(PhJournal *journal, uint32_t number, PhJournalEnd end);

#endif
