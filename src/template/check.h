#ifndef PH_TEMPLATE_CHECK_H
#define PH_TEMPLATE_CHECK_H

/*
 * Mistakes of a rule that show only when its patches are compiled: a guard or message that
 * speaks of a metavariable which some alternative does not bind, an arm that does not hold
 * its variable.
 *
 * Errors: PH_ERR_USAGE with a record at the page's line.
 */

#include "template/compile.h"

PH_MUST_USE PhStatus ph_rule_check(const PhPatternContext *context, const PhRule *rule);

#endif
