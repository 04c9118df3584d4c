#ifndef PH_APPLY_ATTRIBUTES_H
#define PH_APPLY_ATTRIBUTES_H

/* Owner, mode, access lists and extended attributes of a file, given to another one. */

#include "apply/target.h"

/*
 * Makes the file behind the descriptor `copy` look like the target to everything but its
 * bytes and times. Attributes of the system other than access lists (labels, capabilities)
 * are copied where that is allowed.
 *
 * Errors: PH_ERR_REFUSED with one record when the owner, the mode, an access list or an
 *         attribute of the user cannot be kept; PH_ERR_IO.
 */
PH_MUST_USE PhStatus ph_attributes_copy(const PhTarget *target, int copy, PhDiags *diags);

#endif
