#ifndef PH_CMD_LANDING_H
#define PH_CMD_LANDING_H

/*
 * Proposals put in order as commits: which files each has and with what text, what it says.
 * Nothing here touches a repository.
 */

#include "cmd/propose.h"
#include "project/owners.h"

typedef struct PhLandingFile {
    const PhProposal *proposal;
    PhBytes path; /* in the repository */
    PhBytes text;
} PhLandingFile;

/* What one rule does in one commit. */
typedef struct PhLandingRule {
    const char *rule;
    size_t fix_count;
    size_t unsafe_count;
    PhBytes benefit; /* of its first fix that tells one; may be empty */
} PhLandingRule;

typedef struct PhLandingCommit {
    PhBytes group; /* the owner or the folder; empty: neither is asked for */
    PH_VEC(PhLandingFile) files;
    PH_VEC(PhLandingRule) rules; /* by id */
    size_t fix_count;
    size_t unsafe_count;
} PhLandingCommit;

typedef PH_VEC(PhLandingCommit) PhLanding;

typedef struct PhLandingOptions {
    PhSlicing slicing;
    PhBytes root;           /* absolute folder that paths are relative to */
    const PhOwners *owners; /* for PH_SLICING_OWNER; NULL: nobody owns anything */
} PhLandingOptions;

/* Everything in `arena`, texts borrowed from the proposals. */
PhLanding ph_landing_make(PhArena *arena, const PhSession *session,
                          const PhProposals *proposals, const PhLandingOptions *options);

/* What a commit shall say. */
typedef struct PhLandingForm {
    PhBytes text;   /* with names in braces; empty stands for the usual one */
    PhBytes path;   /* of its file, for messages */
    PhBytes record; /* what Pyheap-Options shall hold */
} PhLandingForm;

/*
 * The text of a commit: the form with its names filled in, and the trailers.
 *
 * Errors: PH_ERR_USAGE with one record: a name in braces that there is not.
 */
PH_MUST_USE PhStatus ph_landing_message(PhArena *arena, const PhSession *session,
                                        const PhLandingCommit *commit,
                                        const PhLandingForm *form, PhDiags *diags,
                                        PhBytes *message_out);

/* The options that decide about the outcome, and the paths, as a command line. */
PhBytes ph_landing_record(PhArena *arena, const PhOptions *options,
                          const PhBytesVec *paths);

/* A path of the command line as it is recorded: relative to the folder `root`, which is
 * absolute and without links, and `.` if it does not lie below it. */
PhBytes ph_landing_path(PhArena *arena, PhBytes root, PhBytes named);

/* The first line of a text. */
PhBytes ph_landing_subject(PhBytes message);

#endif
