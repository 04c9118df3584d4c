#ifndef PH_TEMPLATE_COMPILE_H
#define PH_TEMPLATE_COMPILE_H

/*
 * A patch made ready to run: both slices as trees, and the edit recipe between them.
 *
 * The recipe is the alignment of the two token sequences by longest common subsequence
 * (Wagner and Fischer 1974): what is in both stays untouched in the user's file, with its
 * comments and blanks; each run of tokens only in the minus slice, together with the run
 * only in the plus slice at the same place, is one edit.
 *
 * Statements are aligned before their tokens: by the lines of the page that carry them,
 * block by block. A run of statements that go and a run that come are paired one by one;
 * what is left over is inserted or deleted as whole statements. Where a statement that
 * comes has a suite that repeats the next statements that go, these are not written anew:
 * they stay and are indented.
 */

#include "template/pattern.h"

typedef struct PhHunk {
    uint32_t minus_first; /* tokens of the minus pattern that go */
    uint32_t minus_count;
    uint32_t plus_first; /* tokens of the plus pattern that come */
    uint32_t plus_count;
    bool has_last; /* the token before it belongs to the same piece of code */
    bool has_next; /* the token after it does */
} PhHunk;

typedef PH_VEC(PhHunk) PhHunkVec;

/* Whole statements that come. One of the two anchors is a statement of the minus slice. */
typedef struct PhInsertion {
    uint32_t plus_first; /* tokens of the plus pattern that come */
    uint32_t plus_count;
    uint32_t column; /* at which they begin in the page */
    PhNodeId after;  /* of the minus slice; or PH_NODE_NONE */
    PhNodeId before; /* likewise */
    bool prefers_before;
} PhInsertion;

typedef PH_VEC(PhInsertion) PhInsertionVec;
typedef PH_VEC(PhNodeId) PhNodeVec;

/*
 * Neighbouring statements that stay where they are and go one suite deeper, below a header
 * that comes. All are nodes of the minus slice.
 */
typedef struct PhSink {
    PhNodeId
        header; /* the statement that becomes the header; PH_NODE_NONE: it is inserted */
    PhNodeId first;
    PhNodeId last;
    PhNodeId next; /* goes, right behind the last; or PH_NODE_NONE */
} PhSink;

typedef PH_VEC(PhSink) PhSinkVec;

/* The node of the minus slice that a label or a gap of the page names. */
typedef struct PhPlacedLabel {
    PhMetavarId metavar;
    PhNodeId node;
} PhPlacedLabel;

typedef PH_VEC(PhPlacedLabel) PhPlacedLabelVec;

typedef struct PhPatch PhPatch;
struct PhPatch {
    const PhRule *rule;
    const PhAlternative *alternative;
    PhPattern minus;
    PhPattern plus;
    bool has_symbols; /* its plus slice names something of a module */
    bool finds_first; /* what its rule finds hangs on the root alone: see engine.c */
    bool has_edits;   /* it has minus or plus lines: else it only reports */
    PhPlacedLabelVec labels;
    PhHunkVec hunks;
    PhInsertionVec insertions;
    PhNodeVec deletions; /* statements of the minus slice that go whole */
    PhSinkVec sinks;
};

PH_MUST_USE PhStatus ph_patch_compile(const PhPatternContext *context,
                                      const PhAlternative *alternative, PhPatch *patch_out);

#endif
