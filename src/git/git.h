#ifndef PH_GIT_GIT_H
#define PH_GIT_GIT_H

/*
 * Holding libgit2 over the whole run. Every function of this layer works without, but then
 * starts and stops the library by itself, which costs 2.6 ms each time (measured with
 * libgit2 1.5.1, 300 diffs). Calls may nest; each start needs its stop.
 */

void ph_git_start(void);
void ph_git_stop(void);

#endif
