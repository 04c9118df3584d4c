#ifndef PH_APPLY_FOLDER_STACK_H
#define PH_APPLY_FOLDER_STACK_H

/*
 * The folders between a root and the place where a walk stands.
 *
 * Folders are opened relative to their parent, so that neither their number nor the length
 * of their path is limited by PATH_MAX. Only the innermost PH_FOLDERS_OPEN are kept open;
 * an outer one is opened again through ".." when the walk comes back to it, and the stack
 * makes sure that it is still the same folder.
 */

#include <dirent.h>
#include <sys/types.h>

#include "apply/exclude.h"
#include "base/vec.h"
#include "git/ignore.h"

enum { PH_FOLDERS_OPEN = 32 };

typedef PH_VEC(const char *) PhNameVec;

typedef struct PhFolder {
    PhBytes path; /* as shown to the user */
    PhBytes real; /* absolute, without symbolic links */
    int fd;       /* -1: closed for now */
    dev_t device;
    ino_t inode;
    PhNameVec folders; /* still to be entered, from `next` on */
    size_t next;
    const PhIgnoreScope *scope;
    const PhExcludes *excludes;
} PhFolder;

typedef struct PhFolderStack {
    PhArena *arena;
    PH_VEC(PhFolder) open;
} PhFolderStack;

/* The newest folder, or NULL. Valid until the next push. */
PhFolder *ph_folder_stack_top(PhFolderStack *stack);

/*
 * Opens `name` in the newest folder, or in the working folder if the stack is empty.
 *
 * A symbolic link is followed in the second case only. Errors: false, errno says why.
 */
PH_MUST_USE bool ph_folder_stack_push(PhFolderStack *stack, const char *name, PhBytes path,
                                      PhBytes real);

/*
 * Leaves the newest folder. False: the one outside of it had to be opened again and is not
 * there any more; it stays on the stack, closed.
 */
PH_MUST_USE bool ph_folder_stack_pop(PhFolderStack *stack);

#endif
