#ifndef PH_TEMPLATE_REWRITE_H
#define PH_TEMPLATE_REWRITE_H

/*
 * From a match and its patch to edits of the file's bytes.
 *
 * Only tokens that the two slices do not share are touched; what a kept metavariable holds
 * is never copied. A kept token keeps its comments and blanks. Comments in what goes are
 * put on lines of their own above the statement. Whole statements come and go with their
 * lines, or with one `;` where they share a line.
 */

#include "edit/imports.h"
#include "template/match.h"

typedef PH_VEC(PhImport) PhImportVec;

/* Neighbouring statements that go. */
typedef struct PhDeletion {
    PhNodeId first;
    PhNodeId last;
    bool is_moved; /* their text stands elsewhere, with its comments */
} PhDeletion;

typedef PH_VEC(PhDeletion) PhDeletionVec;

typedef struct PhRewrite {
    PhImports *ledger;   /* says how names of modules are written; NULL: as in the page */
    PhImportVec imports; /* that the texts of the edits use */
    bool is_shadowed;    /* a builtin that comes has another meaning there */
    bool is_unfit;       /* see parentheses.h */
    bool is_name_taken;  /* the ledger has no name for one of them */
    PhEditVec edits;
    PhEditVec comments;     /* that move above their statements */
    uint32_t lost_comments; /* comments inside bytes that would go, and have no new place */
    bool has_no_room;       /* a statement cannot be put where it should stand */
    PhDeletionVec deleted;  /* their edits come with the end */
    PhSpanVec kept;         /* code of deleted statements that is written elsewhere */
    PhNodeVec filled;       /* blocks that get a statement */
} PhRewrite;

/* Adds to what is there already; a zeroed PhRewrite is empty. */
void ph_rewrite_add(PhFacts *facts, const PhMatch *match, PhRewrite *out);

/* The first or the last statement that a node of the minus slice matched, or
 * PH_NODE_NONE. */
PhNodeId ph_rewrite_anchor(const PhTree *tree, const PhMatch *match, PhNodeId node,
                           bool is_last);

/*
 * Ends a rewrite: statements that go take their lines, a suite that would be empty gets
 * `pass`, and edits that touch become one. After it `edits` is ascending, and disjoint
 * unless two edits overlap.
 */
void ph_rewrite_finish(PhFacts *facts, PhRewrite *out);

#endif
