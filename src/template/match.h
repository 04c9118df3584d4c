#ifndef PH_TEMPLATE_MATCH_H
#define PH_TEMPLATE_MATCH_H

/*
 * Matching a pattern against a place of a file.
 *
 * Node kinds, tokens and texts must agree; comments, line continuations and commas are
 * passed over; parentheses around an expression do not matter unless the pattern writes
 * them; strings are compared by their value, numbers by their spelling. Details that the
 * pattern leaves out may be there (details.h). `$x` takes one node, twice the same name an
 * equal one; `$*x` takes as few siblings as let the rest match. A name in a pattern that is
 * no metavariable means the builtin of that name; `module.name` matches code that surely
 * means that, however it is imported. A rule can switch these freedoms off by the names
 * they have in iso.h. What is passed over between tokens, phrase.h must know.
 */

#include "edit/imports.h"
#include "template/compile.h"

typedef struct PhMatch {
    const PhPatch *patch;
    PhNodeId root;
    PhCapture *captures;       /* by metavariable of the rule */
    const PhSpan *token_spans; /* by token of the minus pattern */
    const PhNodeId *nodes;     /* by node of the minus pattern: what it matched */
    PhNodeId site; /* the use that an arm matched, for {site}; or PH_NODE_NONE */
} PhMatch;

typedef enum PhMismatchKind {
    PH_MISMATCH_NONE,
    PH_MISMATCH_KIND,    /* another kind of node */
    PH_MISMATCH_TEXT,    /* another name, number, string or sign */
    PH_MISMATCH_BUILTIN, /* the name is right, but need not mean the builtin */
    PH_MISMATCH_SYMBOL,  /* need not mean the name of the module */
    PH_MISMATCH_UNEQUAL, /* not equal to what the metavariable stands for already */
    PH_MISMATCH_MISSING, /* the code ends where the pattern goes on */
    PH_MISMATCH_SURPLUS, /* the code goes on where the pattern ends */
} PhMismatchKind;

/* Where a pattern stopped to match: of all attempts the one that came furthest. */
typedef struct PhMismatch {
    PhMismatchKind kind;
    PhNodeId expected; /* of the minus pattern; PH_NODE_NONE if surplus */
    PhNodeId found;    /* of the file; PH_NODE_NONE if missing */
    uint32_t offset;   /* of the file */
} PhMismatch;

/* The form of an optional patch that matched last; the others are then none of that place.
 */
typedef struct PhFormSeen {
    const PhAlternative *form; /* NULL: none */
    PhNodeId place;
} PhFormSeen;

typedef struct PhMatcher {
    PhFacts *facts;
    PhArena *scratch;      /* another arena than that of the facts */
    struct PhTrace *trace; /* what is noted for --why; NULL: nothing */
    PhImports *ledger;     /* of the file; NULL until a patch needs it */
    uint32_t line_length;  /* that an added import may have */
    PhBenefit least;       /* of a match under judgement: what gains less is dropped */
    PhFormSeen seen;       /* by ph_match() */
    PhFormSeen seen_use;   /* by ph_match_use(); whoever tries a list of arms resets it */
    uint32_t passed_over;  /* parameters that fit and are not taken, see ph_match() */
    bool has_choice;       /* by ph_match(): it took a parameter among others */
} PhMatcher;

/*
 * Matches at a node of the kind of the pattern's anchor. Statements with gaps between them
 * must be siblings; each is the first that fits after the one before, over a bounded gap.
 * What `base` bound, if it is not NULL, is bound already.
 *
 * `def f($*a, $p=[], $*b)` matches at each parameter that fits: who asks with passed_over =
 * 0, 1 and so on, while has_choice says that there may be more, gets one after the other.
 *
 * On success *match_out lives in the arena of the facts; a failure leaves nothing behind.
 */
bool ph_match(PhMatcher *matcher, const PhPatch *patch, const PhMatch *base, PhNodeId node,
              PhMatch *match_out);

/* The node for a pattern's root, where its anchor stands at `node`; PH_NODE_NONE: it cannot
 * stand there. `is_inner` as in PhQuick. */
PhNodeId ph_match_root(const PhTree *tree, bool is_inner, PhNodeId node);

/*
 * Matches an arm around one reference. What `base` bound is bound already; `use`, a node of
 * the pattern (see ph_pattern_use()), must match `reference` itself.
 */
bool ph_match_use(PhMatcher *matcher, const PhPatch *patch, const PhMatch *base,
                  PhNodeId use, PhNodeId reference, PhMatch *match_out);

#endif
