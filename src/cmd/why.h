#ifndef PH_CMD_WHY_H
#define PH_CMD_WHY_H

/*
 * `check --why RULE FILE:LINE`: for each place on the line, or in the file, where a patch
 * of the rule could start, what stopped it, or at which level it is reported.
 */

#include "cmd/cmd.h"

/* Returns the exit status: 0 told, 2 trouble. */
int ph_why_run(const PhCommandLine *line);

#endif
