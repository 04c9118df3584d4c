#include "git/git.h"

#include <git2.h>

void ph_git_start(void)
{
    /* Should it fail, whoever needs the library fails next and tells. */
    (void)git_libgit2_init();
}

void ph_git_stop(void)
{
    (void)git_libgit2_shutdown();
}
