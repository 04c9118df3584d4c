#ifndef PH_TEMPLATE_FORMS_H
#define PH_TEMPLATE_FORMS_H

/*
 * The other forms of the patches of a rule: without optional clauses (optional.h) and by
 * isomorphisms (iso.h). Each is an alternative or arm of its own with the label, conditions
 * and line of the one it comes from, right behind it, and has an alignment of its own, so
 * that the edits are as small for it as for the first.
 *
 * What the page writes itself counts before any form: a form that equals it is left out.
 */

#include "template/compile.h"

/* Adds the forms to a rule whose own patches are compiled. Errors: as ph_patch_compile(),
 * and `iso NAME` that has no effect. */
PH_MUST_USE PhStatus ph_rule_add_forms(const PhPatternContext *context, PhRule *rule);

/* True if two patches match the same: equal tokens before the change. */
bool ph_patches_match_alike(const PhPatch *a, const PhPatch *b);

#endif
