#ifndef PH_GIT_CHAIN_H
#define PH_GIT_CHAIN_H

/*
 * Commits made one upon the other in the object database: no reference moves and neither
 * index nor work tree is touched until the caller lets a reference point to the last.
 *
 * A commit's tree is that of the one before with some files replaced; their modes stay.
 * Author and committer are those that git would write: GIT_AUTHOR_NAME and its kin, then
 * user.name and user.email, then the name of the tool.
 */

#include "git/sign.h"

typedef struct PhChain PhChain;

typedef struct PhChainFile {
    PhBytes path; /* in the repository */
    PhBytes text;
} PhChainFile;

/*
 * is_filtered: texts are as in the work tree; what git's filters do to them on their way
 * into the database (line ends and the like) is done.
 *
 * Errors: PH_ERR_REFUSED with one record: commits are to be signed and cannot be.
 */
PH_MUST_USE PhStatus ph_chain_begin(PhRepository *repository, PhArena *arena,
                                    const PhObjectId *base, bool is_filtered,
                                    PhDiags *diags, PhChain **out);

/*
 * Adds a commit. Ownership: everything is borrowed for the call.
 * Errors: PH_ERR_REFUSED, PH_ERR_IO, one record; the chain is as before.
 */
PH_MUST_USE PhStatus ph_chain_add(PhChain *chain, const PhChainFile *files, size_t count,
                                  PhBytes message, PhDiags *diags, PhObjectId *id_out);

/* The last commit; the base if none was added. */
PhObjectId ph_chain_tip(const PhChain *chain);

/* "Name <address>" of the author; is_own: the configuration has none. */
PhBytes ph_chain_author(const PhChain *chain, bool *is_own_out);

#endif
