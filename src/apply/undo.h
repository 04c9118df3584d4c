#ifndef PH_APPLY_UNDO_H
#define PH_APPLY_UNDO_H

/* Takes back what a run wrote, byte for byte, from its journal. */

#include "apply/journal.h"
#include "apply/journal_store.h"
#include "source/diag.h"

typedef enum PhUndoOutcome {
    PH_UNDO_RESTORED, /* or would be, in a dry run */
    PH_UNDO_ALREADY,  /* holds the old bytes as it is */
    PH_UNDO_REFUSED,  /* edited since, gone, or ph_write_replace() refused it */
    PH_UNDO_FAILED,   /* PH_ERR_IO, or damaged old bytes */
} PhUndoOutcome;

/* One file that the run wrote, however often. */
typedef struct PhUndoFile {
    PhBytes path;
    PhHash holds; /* what it holds after the steps so far */
    bool is_looked_at;
    PhUndoOutcome outcome;
} PhUndoFile;

typedef PH_VEC(PhUndoFile) PhUndoFileVec;

/* The files that a run wrote, by path; nothing else is set. Of a run that nobody has
 * cleaned up after, those it had begun with. */
PhUndoFileVec ph_undo_files(PhArena *arena, const PhJournalRun *run);

/*
 * Gives each file its old bytes back, its newest write first, with all guarantees of
 * ph_write_replace(); `journal` notes that as any run does. A file that holds neither the
 * new bytes nor the old ones is left alone. Each that is not restored leaves one record.
 *
 * With `is_dry_run` nothing is written. `is_stopped` is asked before each write.
 */
typedef struct PhUndo {
    PhArena *arena;
    const PhJournalRun *run;
    PhJournal *journal; /* or NULL */
    bool is_dry_run;
    bool (*is_stopped)(void);
    PhDiags *diags;
} PhUndo;

PhUndoFileVec ph_undo_run(const PhUndo *undo);

#endif
