#ifndef PH_TEMPLATE_REWRITE_H
#define PH_TEMPLATE_REWRITE_H

/*
 * From a match and its patch to edits of the file's bytes.
 *
 * Only tokens that the two slices do not share are touched; what a kept metavariable holds
 * is never copied. A kept token keeps its comments and blanks.
 */

#include "edit/imports.h"
#include "template/match.h"

typedef PH_VEC(PhImport) PhImportVec;

typedef struct PhRewrite {
    PhImports *ledger;   /* says how names of modules are written; NULL: as in the page */
    PhImportVec imports; /* that the texts of the edits use */
    bool is_unfit;       /* see parentheses.h */
    bool is_name_taken;  /* the ledger has no name for one of them */
    PhEditVec edits;     /* ascending and disjoint */
    uint32_t lost_comments; /* comments inside bytes that would go */
} PhRewrite;

/* Adds to what is there already; a zeroed PhRewrite is empty. */
void ph_rewrite_add(PhFacts *facts, const PhMatch *match, PhRewrite *out);

#endif
