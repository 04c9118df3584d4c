#ifndef PH_CMD_VERIFY_H
#define PH_CMD_VERIFY_H

/*
 * `--verify CMD`: keeps the fixes with which the project's own tests end no worse than
 * without.
 *
 * The project is copied to a scratch folder. The tests run there on the unchanged files
 * first, then with all fixes. Where that is worse, the guilty ones are looked for, by rule,
 * then by file, then by fix (delta debugging, Zeller and Hildebrandt 2002, in the form that
 * keeps what is known to be good), and dropped. Nothing of the user's is written here.
 *
 * Tests that fail are told apart by their names, as pytest and unittest print them, so a
 * project whose tests failed before can be verified too; otherwise the exit status counts.
 * A run that ends worse is done once more, so that tests that fail now and then do not
 * count.
 *
 * While the unchanged files are tested the lines that run are recorded (verify_lines.h). An
 * unsafe fix none of whose lines ran is not kept, unless `--keep-untested`.
 */

#include "cmd/propose.h"

/*
 * Narrows *proposals to what is kept; `options` are those they were made with.
 *
 * Errors: PH_ERR_IO, PH_ERR_REFUSED (the tests cannot be run, run out of time on the
 *         unchanged files, do not see the scratch folder), with one record.
 */
PH_MUST_USE PhStatus ph_verify_narrow(PhSession *session, const PhProposeOptions *options,
                                      PhDiags *diags, PhProposals *proposals);

#endif
