#ifndef PH_APPLY_JOURNAL_LINE_H
#define PH_APPLY_JOURNAL_LINE_H

/*
 * The lines of a journal: one JSON object each, which the first key tells apart.
 *
 *     {"journal": 1, "pyheap": VERSION, "time": SECONDS, "folder": PATH, "command": TEXT,
 *      "undoes": RUN}                                              what the run is
 *     {"begin": N, "path": PATH, "temp": NAME, "device", "inode", "owner", "old": HASH,
 *      "old_size", "old_at", "new": HASH, "new_size"}              before anything is made
 *     {"made": N, "device": DEVICE, "inode": INODE}                the temporary is there
 *     {"swap": N}                                                  it is whole and synced
 *     {"end": N, "as": "written" | "dropped" | "left"}
 *     {"undone": "no" | "partly" | "yes"}                          the last one counts
 *
 * N counts the entries of a run from 0. Hashes are 32 hex digits. A path is any bytes, JSON
 * is UTF-8: one that is not is written as {"hex": DIGITS}.
 */

#include "base/buf.h"
#include "base/vec.h"
#include "source/source.h"

typedef enum PhJournalEnd {
    PH_JOURNAL_UNFINISHED,
    PH_JOURNAL_WRITTEN, /* the target has the new bytes */
    PH_JOURNAL_DROPPED, /* it was not written, and nothing is left of it */
    PH_JOURNAL_LEFT,    /* something was left beside it, and told */
} PhJournalEnd;

typedef enum PhJournalUndone {
    PH_UNDONE_NO,
    PH_UNDONE_PARTLY,
    PH_UNDONE_YES,
} PhJournalUndone;

/* One file of a run. */
typedef struct PhJournalEntry {
    PhBytes path; /* absolute, without symbolic links */
    PhBytes temp; /* a name in the folder of `path` */
    uint64_t device;
    uint64_t inode; /* of the old file */
    uint64_t owner;
    PhHash old_hash;
    uint64_t old_size;
    uint64_t old_at; /* offset of its bytes in the data file */
    PhHash new_hash;
    uint64_t new_size;
    uint64_t temp_device;
    uint64_t temp_inode; /* 0: not known to be made */
    bool is_swapping;
    PhJournalEnd end;
} PhJournalEntry;

typedef struct PhJournalHead {
    int64_t time; /* seconds since 1970 */
    PhBytes folder;
    PhBytes command;
    PhBytes undoes; /* name of the run that this one takes back; or empty */
} PhJournalHead;

/* What the lines of a journal say, taken together. */
typedef struct PhJournalText {
    bool has_head;
    PhJournalHead head;
    PH_VEC(PhJournalEntry) entries;
    PhJournalUndone undone;
} PhJournalText;

/* Each adds one line with its end. */
void ph_journal_add_head(PhBuf *buf, const PhJournalHead *head);
void ph_journal_add_begin(PhBuf *buf, uint32_t number, const PhJournalEntry *entry);
void ph_journal_add_made(PhBuf *buf, uint32_t number, uint64_t device, uint64_t inode);
void ph_journal_add_swap(PhBuf *buf, uint32_t number);
void ph_journal_add_end(PhBuf *buf, uint32_t number, PhJournalEnd end);
void ph_journal_add_undone(PhBuf *buf, PhJournalUndone undone);

/*
 * Reads lines in any number. A line that is none, as a kill or a full disk leaves one, is
 * passed over; entries whose beginning was lost so have an empty path.
 *
 * Ownership: everything lives in `arena`; paths and names end with a NUL.
 */
void ph_journal_parse(PhArena *arena, PhBytes lines, PhJournalText *text_out);

#endif
