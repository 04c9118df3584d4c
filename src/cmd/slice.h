#ifndef PH_CMD_SLICE_H
#define PH_CMD_SLICE_H

/*
 * A part of what a session would change: the first fixes by file and line, or some by
 * chance. Chance is a hash of the seed and of what a fix is, so that the same seed chooses
 * the same fixes on any machine and in whatever order files are looked at.
 */

#include "cmd/propose.h"

/*
 * Proposes what `options` of the session ask for: all, `--limit`, `--sample`. What is only
 * in part within the slice is worked out again without the rest.
 */
void ph_slice_propose(PhSession *session, const PhProposeOptions *options,
                      PhProposals *out);

#endif
