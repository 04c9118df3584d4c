#ifndef PH_CMD_TREE_SESSION_H
#define PH_CMD_TREE_SESSION_H

/*
 * A session over the files of a commit, without a checkout: they are written into a scratch
 * folder, which becomes the working folder of the process, so that settings, excluded files
 * and the index of the project are those of the commit and paths are shown as it has them.
 */

#include "cmd/session.h"
#include "git/repository.h"

typedef struct PhTreeSession {
    PhSession *session;
    PhBytes folder;    /* absolute: the scratch folder */
    PhOptions options; /* of the session; paths in them are absolute */
    int old_folder;    /* descriptor of the working folder before, or -1 */
} PhTreeSession;

/*
 * `paths` are relative to the repository; none: all of it. `options` are copied. Everything
 * lives in the arena of `diags`.
 *
 * Errors: those of ph_repository_export() and ph_session_open(), PH_ERR_IO. It has to be
 *         closed whatever the result.
 */
PH_MUST_USE PhStatus ph_tree_session_open(PhRepository *repository,
                                          const PhObjectId *commit,
                                          const PhOptions *options, const PhBytesVec *paths,
                                          PhDiags *diags, PhTreeSession *out);

/* Goes back to the old working folder and removes the scratch folder. */
void ph_tree_session_close(PhTreeSession *tree);

#endif
