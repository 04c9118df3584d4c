#ifndef PH_TEMPLATE_PAGE_H
#define PH_TEMPLATE_PAGE_H

/*
 * A transform page as Markdown: headings, program fences and sample fences.
 *
 * The page is the documentation, the program and its tests. This module knows Markdown
 * (libcmark) and the fixed headings, not the template language. Texts are copies in the
 * arena of the page; lines count from 1 in the file.
 */

#include "base/vec.h"
#include "source/diag.h"

typedef enum PhSampleRole {
    PH_SAMPLE_BEFORE,
    PH_SAMPLE_AFTER,
    PH_SAMPLE_KEEP,
    PH_SAMPLE_ADVISE,
} PhSampleRole;

typedef struct PhSample {
    PhSampleRole role;
    PhBytes code;
    uint32_t line;   /* of its first line of code */
    PhBytes level;   /* level=..: that the sample must have; empty: safe */
    PhBytes because; /* because=..: the fact or guard that must stop it; may be empty */
    bool is_run;     /* both sides are executed and compared */
} PhSample;

typedef PH_VEC(PhSample) PhSampleVec;

typedef struct PhProgramFence {
    PhBytes code;
    uint32_t line; /* of its first line of code */
} PhProgramFence;

typedef PH_VEC(PhProgramFence) PhProgramFenceVec;

typedef struct PhPage {
    PhBytes path;  /* for messages: "transforms/<id>.md" */
    PhBytes id;    /* the level-1 heading */
    PhBytes title; /* the paragraph below it, one line */
    PhBytes text;  /* the whole page */
    PhProgramFenceVec programs;
    PhSampleVec samples;
} PhPage;

/*
 * Reads a page. Every mistake leaves a record in `diags`: a heading that is missing,
 * unknown or out of order, an id that is not the file's name, a fence that is not closed,
 * stands in a list, or has an unknown info string, an `after` without a `before`, no
 * `keep`.
 *
 * Errors: PH_ERR_USAGE if any record was left.
 */
PH_MUST_USE PhStatus ph_page_load(PhArena *arena, PhBytes path, PhBytes text,
                                  PhDiags *diags, PhPage **page_out);

/* The page for reading: without its program fences. */
PhBytes ph_page_explain(PhArena *arena, const PhPage *page);

/*
 * The program fences of a page that is known to be right, found by its lines alone: a tenth
 * of the work. `text` must outlive them. Line ends are \n.
 */
PhProgramFenceVec ph_page_programs(PhArena *arena, PhBytes text);

#endif
