#include "git/git.h"

#include <git2.h>

/* The library counts who has started it; only the first pays. */
bool ph_git_start(void)
{
    return git_libgit2_init() >= 0;
}

void ph_git_stop(void)
{
    while (git_libgit2_shutdown() > 0) {
    }
}
