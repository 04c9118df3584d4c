#ifndef PH_CMD_REVIEW_FILE_H
#define PH_CMD_REVIEW_FILE_H

/*
 * One file under review: what it was, what was answered, and the text that comes of that.
 *
 * Answers that change the text are a list; the text so far is what the first `applied` of
 * them make of the file as it was read. To settle is to apply the rest. After each the file
 * is searched again in its new text, so nothing is ever applied to offsets of an older one,
 * and an answer that is taken back brings the very text of before.
 *
 * A desk holds the one file that is open: parsed, searched, with the findings of its text
 * so far. Nothing here is written to disk.
 */

#include "base/buf.h"
#include "cmd/file_work.h"
#include "cmd/fix_id.h"
#include "report/decision_line.h"

typedef enum PhReply {
    PH_REPLY_NONE,
    PH_REPLY_ACCEPTED,
    PH_REPLY_DECLINED,
    PH_REPLY_EDITED,  /* accepted, and changed by hand */
    PH_REPLY_IGNORED, /* a remark was written instead */
} PhReply;

/* A fix that is, or was, or will be asked about. */
typedef struct PhReviewItem {
    struct PhReviewFile *file;
    PhFixId id;
    uint32_t column;
    PhBytes message;
    PhBytes code; /* the first line of what the finding covers */
    PhReply reply;
    bool is_found; /* in the text so far */
    bool is_stuck; /* its result does not pass verification: nothing to ask */
    size_t part;   /* of those that it was split into; SIZE_MAX: not split */
    bool is_old;   /* known before the newest standing answer was given */
} PhReviewItem;

typedef struct PhReviewEntry {
    PhReviewItem *item;
} PhReviewEntry;

typedef PH_VEC(PhReviewEntry) PhReviewEntries;

/* An answer that changes the text. */
typedef struct PhChange {
    PhDecisionKind kind; /* ACCEPT, EDIT, IGNORE or PART */
    PhReviewItem *item;
    uint32_t group;
    PhSplice splice; /* of all but ACCEPT */
    PhHash before;
} PhChange;

/* How to come back to the text that the first `applied` changes make. */
typedef struct PhWayBack {
    size_t applied;
    PhSplice splice;
} PhWayBack;

typedef struct PhReviewFile {
    PhArena *arena; /* of the review */
    size_t index;   /* in the session */
    PhBytes name;   /* for decisions: relative to the root */
    PhBytes old_text;
    PhHash old_hash;
    PhBuf text; /* so far */
    size_t applied;
    PhReviewEntries items; /* by line and column */
    PH_VEC(PhChange) changes;
    PH_VEC(PhWayBack) ways_back;
} PhReviewFile;

typedef struct PhDesk {
    const PhSession *session;
    PhFileWorker *worker;
    PhReviewFile *file; /* NULL: none is open, or it has to be opened again */
    PhFileWork work;
    PhParsedFile parsed;
    PhFindingVec findings;
    PhFixNames names;
    const PhReviewItem *wanted; /* the one fix that is let in, with its equals */
    const PhFinding *wanted_finding;
    size_t wanted_from; /* or those that changes from here to the next accept */
    size_t wanted_to;
    const PhReviewItem *previewed; /* whose result is known */
    PhBytes preview;
    bool can_preview;
    size_t tries; /* texts made since the worker was clean, weighed by their length */
    size_t lost;  /* changes that could not be made again */
} PhDesk;

PhReviewFile *ph_review_file_new(PhArena *arena, size_t index, PhBytes name, PhBytes text);
void ph_review_file_release(PhReviewFile *file);

/* The item of a fix, made if it is new. */
PhReviewItem *ph_review_file_item(PhReviewFile *file, const PhFixId *id);

/* Takes change `index` out of the list, and out of the text. */
PhChange ph_review_file_remove(PhReviewFile *file, size_t index);
void ph_review_file_insert(PhReviewFile *file, size_t index, PhChange change);

/* The texts before and after change `index`, in `arena`; false if it was made together with
 * others, or is not made yet. */
bool ph_review_file_step(PhArena *arena, const PhReviewFile *file, size_t index,
                         PhBytes *before_out, PhBytes *after_out);

PhDesk ph_desk(const PhSession *session);
void ph_desk_release(PhDesk *desk);

/* Notes the fixes that `work` may ask about in `items`. */
void ph_review_note_items(PhReviewFile *file, PhFileWork *work, PhFixNames *names,
                          PhSource *source, const PhFindingVec *findings);

/* Opens `file`, settled. Nothing is done if it is open. */
void ph_desk_open(PhDesk *desk, PhReviewFile *file);

/* The finding of an item in the open file, or NULL. */
const PhFinding *ph_desk_finding(PhDesk *desk, const PhReviewItem *item);

/* How many findings of the open file go by the name of `item`; *out, if any, gets number
 * `index` of them. */
size_t ph_desk_count(PhDesk *desk, const PhReviewItem *item, size_t index,
                     const PhFinding **out);

/* What the fix of `item` makes of the open file; false if it cannot be applied. */
bool ph_desk_preview(PhDesk *desk, const PhReviewItem *item, PhBytes *text_out);

/* What a single finding of the open file makes of it. */
bool ph_desk_preview_finding(PhDesk *desk, const PhFinding *finding, PhBytes *text_out);

/*
 * A part of the fix of `item` that stands by itself, as a text; false: there is none. Fixes
 * that say the same of one line go by one name and are asked about together; each of them
 * is a finding of its own, with its own proof. The edits of one finding are proved only
 * together.
 */
bool ph_desk_part(PhDesk *desk, const PhReviewItem *item, size_t index, PhBytes *text_out);

/* The change that makes `text` of the open file. */
PhChange ph_desk_change(const PhDesk *desk, PhDecisionKind kind, PhBytes text);

/* Puts `text` in the place of the open file's; it is what the change that was pushed last
 * makes of it. */
void ph_desk_advance(PhDesk *desk, PhBytes text);

/* True if `text` can be read as a file of Python; else one record in *diags. */
bool ph_desk_parses(PhDesk *desk, PhBytes text, PhDiags *diags);

/* The open file with a remark that keeps the finding of `item` away; false: no line of it
 * can carry one. */
bool ph_desk_remark(PhDesk *desk, const PhReviewItem *item, PhBytes *text_out);

#endif
