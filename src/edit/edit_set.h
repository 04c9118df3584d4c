#ifndef PH_EDIT_EDIT_SET_H
#define PH_EDIT_EDIT_SET_H

/*
 * The fixes chosen for one file in one round.
 *
 * A fix is all of its edits or none. Two fixes go together only if their edits do not touch
 * (equal offsets count: nothing says which comes first) and no edit of one lies in a region
 * that the proof of the other relied on. Spans count bytes of the file as it was parsed and
 * stay valid while fixes are added, because nothing moves until ph_edit_set_apply().
 *
 * The set and what it hands out live in the arena given to ph_edit_set_new(); replacement
 * texts are borrowed for the same time.
 */

#include "edit/finding.h"
#include "edit/import_removal.h"
#include "edit/imports.h"

typedef struct PhEditSet PhEditSet;

PhEditSet *ph_edit_set_new(PhArena *arena, PhBytes source);

/*
 * Adds the fix of a finding.
 *
 * The edits of one fix must be ascending and disjoint and lie in the source: asserted.
 *
 * Errors: PH_ERR_CONFLICT with an earlier fix; the set is as before.
 */
PH_MUST_USE PhStatus ph_edit_set_add(PhEditSet *set, const PhFinding *finding);

/* Orders edits by where they begin; an insertion comes before what else begins there, and
 * after those that were there earlier. */
void ph_edits_sort(PhEditVec *edits);

/* The edits of one fix by itself, those of its imports included, ascending. */
PhEditVec ph_fix_edits(PhArena *arena, const PhFinding *finding);

size_t ph_edit_set_count(const PhEditSet *set);

/* Lets the imports go that nobody needs any more once the edits are in; `removal` is
 * borrowed until ph_edit_set_apply(). */
void ph_edit_set_remove_imports(PhEditSet *set, const PhImportRemoval *removal);

/* The new text. */
PhBytes ph_edit_set_apply(PhEditSet *set);

/* The edits that made it, those of imports included, ascending. */
const PhEditVec *ph_edit_set_edits(const PhEditSet *set);

#endif
