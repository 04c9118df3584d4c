#ifndef PH_EDIT_ROUNDS_H
#define PH_EDIT_ROUNDS_H

/*
 * Applying fixes in rounds until nothing is left to do.
 *
 * Each round takes the fixes that go together, applies them, reads the result again and
 * verifies it; fixes that did not fit are found afresh in the new tree, never applied to
 * stale offsets. A text that was seen before means that rules undo each other: the file is
 * then left as it was, and the rules are named. A fix whose result fails verification is
 * dropped and told as a defect of pyheap.
 *
 * What `applied` was told is void if no fix is left in the end (fix_count is 0).
 */

#include "edit/finding.h"
#include "edit/import_removal.h"
#include "edit/verify.h"

/* Finds what there is to find in a file; the findings live in `arena`. */
typedef void PhFindFn(void *context, PhArena *arena, const PhParsedFile *file,
                      PhFindingVec *findings);

/* Says whether a finding's fix is wanted. */
typedef bool PhWantFn(void *context, const PhFinding *finding);

/* Is told of a fix that was applied to `file`, in the order in which they were chosen. */
typedef void PhAppliedFn(void *context, const PhParsedFile *file, const PhFinding *finding);

typedef struct PhRounds {
    PhArena *arena;
    const PhGrammar *grammar;
    PhDiags *diags;
    PhFindFn *find;
    PhWantFn *want;
    PhAppliedFn *applied;      /* NULL: nobody asks */
    void *context;             /* handed to all of them */
    PhUnsharedFn *is_unshared; /* gets `context`; NULL: imports without a use stay */
    uint32_t line_length;      /* lines that get longer are broken; 0: they stay */
} PhRounds;

typedef struct PhRoundsResult {
    PhBytes text;           /* the input's bytes if nothing changed */
    PhParsedFile file;      /* `text`, parsed */
    size_t fix_count;       /* fixes applied in all rounds */
    size_t round_count;     /* rounds that changed something */
    PhFindingVec remaining; /* what is found in `text` */
} PhRoundsResult;

/* `findings` are those of `file`, found already. Nothing here can fail but by a diagnostic.
 */
void ph_rounds_run(const PhRounds *rounds, const PhParsedFile *file,
                   const PhFindingVec *findings, PhRoundsResult *out);

#endif
