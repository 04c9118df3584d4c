#ifndef PH_CMD_PART_H
#define PH_CMD_PART_H

/*
 * `pyheap fix` where what is done is not all that there is to do: `--limit`, `--sample`,
 * `--verify`. Proposals are made in memory, narrowed down, and then written or shown as a
 * plain run would.
 */

#include "cmd/cmd.h"

/* Returns the exit status. */
int ph_part_run(const PhCommandLine *line);

#endif
