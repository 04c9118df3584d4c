#ifndef PH_CMD_VERIFY_TREE_H
#define PH_CMD_VERIFY_TREE_H

/*
 * A copy of the user's project for tests to run in: everything below its root but the
 * repositories, links as links, modes and times kept. Virtual environments, node_modules
 * and the like are lent by a link instead.
 */

#include "cmd/propose.h"

typedef struct PhVerifyTree {
    PhArena *arena;
    PhBytes root;    /* of the project: that of the repository, or the working folder */
    PhBytes folder;  /* of the copy */
    PhBytes working; /* in the copy: where the tests run */
    PhHash hash;     /* of all names and contents */
} PhVerifyTree;

/* Errors: PH_ERR_IO with one record. To be closed whatever the result. */
PH_MUST_USE PhStatus ph_verify_tree_open(PhVerifyTree *tree, PhArena *arena,
                                         const PhSession *session, PhDiags *diags);
void ph_verify_tree_close(PhVerifyTree *tree);

/* The path of a file of the session below the root; empty: it lies elsewhere. */
PhBytes ph_verify_tree_path(const PhVerifyTree *tree, const PhSession *session,
                            size_t file);

/* Writes a file of the copy. Errors: PH_ERR_IO with one record. */
PH_MUST_USE PhStatus ph_verify_tree_write(const PhVerifyTree *tree, PhBytes path,
                                          PhBytes text, PhDiags *diags);

#endif
