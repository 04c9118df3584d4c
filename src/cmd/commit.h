#ifndef PH_CMD_COMMIT_H
#define PH_CMD_COMMIT_H

/* `pyheap fix` with commits. Each returns the exit status. */

#include "cmd/cmd.h"

/* `--commit`: files of the work tree are written and committed to the branch of HEAD. */
int ph_commit_run(const PhCommandLine *line);

/* `--branch NAME`: each operand is a repository or lies in one; nothing but a branch and
 * objects is written to it. */
int ph_branch_run(const PhCommandLine *line);

#endif
