#ifndef PH_CMD_SELECT_H
#define PH_CMD_SELECT_H

/*
 * Which rules run: the configuration first, then the command line, whose `--select` starts
 * anew. Within a layer a whole id outweighs the beginning of one, and that outweighs ALL;
 * of two that are equally exact `ignore` wins.
 */

#include "cmd/commands.h"
#include "cmd/config.h"
#include "template/transform.h"

typedef struct PhSelection {
    const bool *is_selected; /* by index of the transform */
    const bool *is_named;    /* selected by its whole id: findings without benefit count */
} PhSelection;

/*
 * Errors: PH_ERR_USAGE with one record if a selector of the command line fits no rule.
 *         (Those of a configuration were checked when it was read.)
 */
PH_MUST_USE PhStatus ph_select_check(const PhOptions *options, const char *const *rules,
                                     size_t rule_count, PhDiags *diags);

PhSelection ph_select(PhArena *arena, const PhOptions *options, const PhConfig *config,
                      const char *const *rules, size_t rule_count);

#endif
