#ifndef PH_GIT_HOOKED_H
#define PH_GIT_HOOKED_H

/*
 * Commits by the git program in a scratch work tree, so that the repository's hooks run and
 * may refuse or change what is committed. Like chain.h otherwise: no branch moves.
 */

#include "git/chain.h"

typedef struct PhHooked PhHooked;

/* Errors: PH_ERR_REFUSED with one record; nothing is left behind. */
PH_MUST_USE PhStatus ph_hooked_begin(PhRepository *repository, PhArena *arena,
                                     const PhObjectId *base, PhDiags *diags,
                                     PhHooked **out);

/* Errors: PH_ERR_REFUSED with one record that holds what git and the hook said. */
PH_MUST_USE PhStatus ph_hooked_add(PhHooked *hooked, const PhChainFile *files, size_t count,
                                   PhBytes message, PhDiags *diags, PhObjectId *id_out);

/* The file as it stands in the scratch work tree after the last commit. */
bool ph_hooked_read(const PhHooked *hooked, PhBytes path, PhBytes *text_out);

void ph_hooked_end(PhHooked *hooked);

#endif
