#ifndef PH_CMD_WHY_TEXT_H
#define PH_CMD_WHY_TEXT_H

/* What became of a place where a patch could start, in words for people. */

#include "base/buf.h"
#include "template/trace.h"

typedef struct PhWhyText {
    PhArena *arena;
    PhFacts *facts;    /* of the file that the trace is about */
    PhBytes page;      /* path of the rule's page */
    PhBytes path;      /* of the file, for places */
    uint32_t add_line; /* to every line of the file: a sample begins inside of its page */
    const PhFindingVec *findings;
    bool tells_subjects; /* of what is proved too: the code that each condition is about */
} PhWhyText;

/* "a.py:3:12" */
void ph_why_add_place(PhBuf *buf, const PhWhyText *why, uint32_t offset);

/* "a.py:3:12  value in [None, ""]", the first line of the code only. */
void ph_why_add_site(PhBuf *buf, const PhWhyText *why, PhNodeId root);

/* "the file holds no `pop ( 0`": why a run does not even try a patch. */
void ph_why_add_missing(PhBuf *buf, PhBytes missing);

/* All about one try, indented, each line ended. `fate` is what became of a finding, or
 * empty: then it is reported. */
void ph_why_add_try(PhBuf *buf, const PhWhyText *why, const PhTry *one, PhBytes fate);

/* What stopped a try, in one line without its end; "nothing" if it is a safe finding. */
void ph_why_add_stop(PhBuf *buf, const PhWhyText *why, const PhTry *one);

#endif
