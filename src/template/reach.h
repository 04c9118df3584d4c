#ifndef PH_TEMPLATE_REACH_H
#define PH_TEMPLATE_REACH_H

/*
 * Mistakes that make a page find nothing, ever: a pattern that no code can match, a
 * condition that is always refuted, an alternative or arm behind one that takes all it
 * would. A page that silently finds nothing would be worse than one that is refused.
 *
 * Errors: PH_ERR_USAGE with a record for each, at the page's line.
 */

#include "template/compile.h"

/* For a rule that ph_rule_compile() has compiled. */
PH_MUST_USE PhStatus ph_rule_check_reach(const PhPatternContext *context,
                                         const PhRule *rule);

#endif
