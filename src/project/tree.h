#ifndef PH_PROJECT_TREE_H
#define PH_PROJECT_TREE_H

/*
 * All files below the root of a project, whatever ignores or excludes them.
 *
 * Left out: the stores of version control (.git, .hg, .svn) and the cache of mypy, which no
 * program imports; compiled modules that Python reads only for a source that is there too;
 * files that this program is writing; symbolic links, empty files, devices and the like.
 */

#include "base/arena.h"
#include "base/vec.h"

enum {
    PH_PROJECT_FILES = 400000,    /* files and folders */
    PH_PROJECT_BYTES = 1U << 30U, /* in all files */
};

typedef PH_VEC(const char *) PhPathVec;

typedef struct PhProjectTree {
    PhPathVec files; /* relative to the root, in the order of bytes */
    PhBytes trouble; /* why the list is not complete, in a phrase; empty if it is */
} PhProjectTree;

/* Lists the files below `root`, an absolute path without symbolic links. */
void ph_project_list(PhArena *arena, PhBytes root, PhProjectTree *tree_out);

#endif
