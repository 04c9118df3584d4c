#ifndef PH_REPORT_DECISION_LINE_H
#define PH_REPORT_DECISION_LINE_H

/*
 * What somebody answered when asked about a fix, as one line of JSON:
 *
 *     {"n": 3, "answer": "accept", "file": "pkg/a.py", "hash": "..", "rule":
 * "needless-copy", "line": 12, "text": ".."}
 *
 * `n` counts keys pressed: one key may answer for many fixes, and is taken back whole.
 * "undo" takes back all that was answered at `n`. An edit or a remark also holds what it
 * made of the text: `at` and `cut` in bytes, `put`, and in `before` the hash of that text.
 * Bytes that are not UTF-8 are told in hexadecimal, in `file_hex` or `put_hex`.
 */

#include "base/buf.h"
#include "source/source.h"

typedef enum PhDecisionKind {
    PH_DECISION_ACCEPT,
    PH_DECISION_DECLINE,
    PH_DECISION_EDIT,     /* accepted, and what came of it was changed by hand */
    PH_DECISION_IGNORE,   /* a remark was written instead */
    PH_DECISION_PART,     /* a part was applied, the rest is asked again */
    PH_DECISION_WITHDRAW, /* not decided any more */
    PH_DECISION_UNDO,
} PhDecisionKind;

/* One stretch of a text replaced by another. */
typedef struct PhSplice {
    size_t at;
    size_t cut; /* bytes that go */
    PhBytes put;
} PhSplice;

typedef struct PhDecision {
    PhDecisionKind kind;
    uint32_t group;
    PhBytes file; /* relative to the root of the review */
    PhHash hash;  /* of the whole file when it was read */
    PhBytes rule;
    uint32_t line;
    PhHash text;     /* of what the finding covers */
    PhSplice splice; /* of PH_DECISION_EDIT, _IGNORE and _PART */
    PhHash before;   /* the text that it is for */
} PhDecision;

/* True if decisions of the kind hold a splice. */
bool ph_decision_has_splice(PhDecisionKind kind);

/* Appends the line with its end. */
void ph_decision_add(PhBuf *buf, const PhDecision *decision);

/* Reads one line; false if it is no decision. Everything lives in `arena`. */
bool ph_decision_read(PhArena *arena, PhBytes line, PhDecision *out);

#endif
