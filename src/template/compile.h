#ifndef PH_TEMPLATE_COMPILE_H
#define PH_TEMPLATE_COMPILE_H

/*
 * A patch made ready to run: both slices as trees, and the edit recipe between them.
 *
 * The recipe is the alignment of the two token sequences by longest common subsequence
 * (Wagner and Fischer 1974): what is in both stays untouched in the user's file, with its
 * comments and blanks; each run of tokens only in the minus slice, together with the run
 * only in the plus slice at the same place, is one edit.
 */

#include "template/pattern.h"

typedef struct PhHunk {
    uint32_t minus_first; /* tokens of the minus pattern that go */
    uint32_t minus_count;
    uint32_t plus_first; /* tokens of the plus pattern that come */
    uint32_t plus_count;
} PhHunk;

typedef PH_VEC(PhHunk) PhHunkVec;

typedef struct PhPatch PhPatch;
struct PhPatch {
    const PhRule *rule;
    const PhAlternative *alternative;
    PhPattern minus;
    PhPattern plus;
    bool has_symbols; /* its plus slice names something of a module */
    bool has_edits;   /* it has minus or plus lines: else it only reports */
    PhHunkVec hunks;
};

PH_MUST_USE PhStatus ph_patch_compile(const PhPatternContext *context,
                                      const PhAlternative *alternative, PhPatch *patch_out);

#endif
