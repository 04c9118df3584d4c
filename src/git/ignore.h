#ifndef PH_GIT_IGNORE_H
#define PH_GIT_IGNORE_H

/*
 * What git would ignore, for a walk that goes down from a folder.
 *
 * libgit2 finds the repository, its work tree, core.excludesfile and core.ignoreCase. The
 * patterns are matched here: libgit2 1.5 throws away a negation in a nested .gitignore that
 * undoes a pattern of the folder above, and asks the file system again for every path.
 *
 * A scope is what applies to the entries of one folder: its own .gitignore and those above
 * it up to the root of the repository, then .git/info/exclude, then core.excludesfile. The
 * last pattern that matches decides, the nearest file first. A walk never goes into an
 * ignored folder, so nobody asks about what lies in one, and a folder that the user named
 * is searched even if a pattern says otherwise.
 *
 * Without a repository, or with one that libgit2 refuses (owned by somebody else, damaged,
 * of a newer format), the .gitignore files count all the same. Nothing is ever written.
 *
 * All paths are absolute and without symbolic links. Scopes live in the arena.
 */

#include "base/arena.h"

typedef struct PhIgnore PhIgnore;
typedef struct PhIgnoreScope PhIgnoreScope;

PhIgnore *ph_ignore_new(PhArena *arena);

/*
 * The scope around `folder`, its own .gitignore not included. Outside of any repository it
 * begins at `top`, which is `folder` or a folder above it. NULL: nothing is ignored.
 */
const PhIgnoreScope *ph_ignore_find(PhIgnore *ignore, PhBytes folder, PhBytes top);

/*
 * The scope inside `folder`, which is open as `fd`: `outer` and the folder's .gitignore.
 * Unreadable files count as empty, as they do for git's own walk.
 */
const PhIgnoreScope *ph_ignore_enter(PhIgnore *ignore, const PhIgnoreScope *outer, int fd,
                                     PhBytes folder);

/* The same for a folder that holds a .git, where what lies outside has no say. */
const PhIgnoreScope *ph_ignore_enter_nested(PhIgnore *ignore, const PhIgnoreScope *outer,
                                            int fd, PhBytes folder);

bool ph_ignore_covers(const PhIgnoreScope *scope, PhBytes path, bool is_folder);

#endif
