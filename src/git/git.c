#include "git/git.h"

#include <git2.h>

#include "base/process.h"

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

/* Run from a hook, git says by these where it works; that is not where we do. */
const char *const *ph_git_environment(PhArena *arena)
{
    static const char *const k_without[] = {"GIT_DIR",
                                            "GIT_WORK_TREE",
                                            "GIT_INDEX_FILE",
                                            "GIT_PREFIX",
                                            "GIT_COMMON_DIR",
                                            "GIT_NAMESPACE",
                                            "GIT_OBJECT_DIRECTORY",
                                            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                            "GIT_LITERAL_PATHSPECS",
                                            "GIT_GLOB_PATHSPECS",
                                            "GIT_NOGLOB_PATHSPECS",
                                            "GIT_ICASE_PATHSPECS",
                                            NULL};
    static const char *const k_with[] = {NULL};
    return ph_process_environment(arena, k_without, k_with);
}
