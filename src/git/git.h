#ifndef PH_GIT_GIT_H
#define PH_GIT_GIT_H

/*
 * Starting libgit2 when it is first needed, and not before: to start it costs 12 ms, most
 * of it for certificates that nobody here asks for (measured with libgit2 1.5.1), more than
 * all the rest of a run over one small file.
 *
 * The functions of this layer start it by themselves and leave it running, because it is
 * costly each time. Any thread may; who ends the program calls ph_git_stop() once, when no
 * other thread is left.
 */

#include <stdbool.h>

#include "base/arena.h"

/* False: the library does not start, and none of its functions may be called. */
bool ph_git_start(void);
void ph_git_stop(void);

/* The environment for the git program, without what would lead it to another repository. */
const char *const *ph_git_environment(PhArena *arena);

#endif
