#include "git/git.h"

#include <string.h>

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

extern char **environ;

/* Run from a hook, git says by these where it works; that is not where we do. */
const char *const *ph_git_environment(PhArena *arena)
{
    static const char *const k_left_out[] = {"GIT_DIR=",
                                             "GIT_WORK_TREE=",
                                             "GIT_INDEX_FILE=",
                                             "GIT_PREFIX=",
                                             "GIT_COMMON_DIR=",
                                             "GIT_NAMESPACE=",
                                             "GIT_OBJECT_DIRECTORY=",
                                             "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
                                             "GIT_LITERAL_PATHSPECS=",
                                             "GIT_GLOB_PATHSPECS=",
                                             "GIT_NOGLOB_PATHSPECS=",
                                             "GIT_ICASE_PATHSPECS="};
    size_t count = 0;
    while (environ[count] != NULL) {
        count++;
    }
    const char **kept = PH_NEW_ARRAY(arena, const char *, count + 1);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_out = false;
        for (size_t n = 0; n < PH_COUNT_OF(k_left_out); n++) {
            is_out =
                is_out || strncmp(environ[i], k_left_out[n], strlen(k_left_out[n])) == 0;
        }
        if (!is_out) {
            kept[at++] = environ[i];
        }
    }
    return kept;
}
