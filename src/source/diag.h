#ifndef PH_SOURCE_DIAG_H
#define PH_SOURCE_DIAG_H

/*
 * What has to be told about a file or a page besides its findings: one record per trouble,
 * written where the trouble is detected. Records live in the arena of the sink; whoever
 * owns the sink prints them.
 */

#include "base/arena.h"
#include "base/vec.h"

typedef enum PhSeverity {
    PH_SEVERITY_NOTE,    /* nothing is wrong; exit status unchanged */
    PH_SEVERITY_WARNING, /* worth a line; exit status unchanged */
    PH_SEVERITY_ERROR,   /* the file or page was refused: exit status 2 */
    PH_SEVERITY_DEFECT,  /* pyheap itself is wrong: exit status 3 */
} PhSeverity;

typedef struct PhDiag {
    PhSeverity severity;
    uint32_t line;   /* from 1; 0: the whole file */
    uint32_t column; /* characters, from 1; 0: the whole line */
    PhBytes path;    /* as the user named it */
    PhBytes message; /* one line, no full stop */
    PhBytes hint;    /* what to do; may be empty */
} PhDiag;

typedef PH_VEC(PhDiag) PhDiagVec;

typedef struct PhDiags {
    PhArena *arena;
    PhDiagVec records;
} PhDiags;

/* Adds a record; `path` is copied. Returns it, so that a hint can be set. */
PhDiag *ph_diag_add(PhDiags *diags, PhSeverity severity, PhBytes path, const char *format,
                    ...) PH_PRINTF(4, 5);

PhDiag *ph_diag_add_at(PhDiags *diags, PhSeverity severity, PhBytes path, uint32_t line,
                       uint32_t column, PhBytes message);

PhSeverity ph_diags_worst(const PhDiags *diags);

#endif
