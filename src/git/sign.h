#ifndef PH_GIT_SIGN_H
#define PH_GIT_SIGN_H

/*
 * Signing commits as git is configured to: commit.gpgSign, gpg.format (openpgp, x509, ssh),
 * gpg.program, gpg.<format>.program, user.signingKey. (gpg.ssh.defaultKeyCommand is not
 * run: without a key such commits are refused.) The programs may ask on the terminal.
 */

#include "git/repository.h"

typedef enum PhSigning {
    PH_SIGNING_NONE,
    PH_SIGNING_OPENPGP,
    PH_SIGNING_X509,
    PH_SIGNING_SSH,
} PhSigning;

typedef struct PhSigner {
    PhSigning kind;
    PhBytes program;
    PhBytes
        key; /* as configured; of OpenPGP, where not, the committer's name and address */
} PhSigner;

/* What the configuration asks for. `committer` as "Name <address>".
 * Errors: PH_ERR_REFUSED with one record: a format that is not known, no key. */
PH_MUST_USE PhStatus ph_signer_read(PhRepository *repository, PhArena *arena,
                                    PhBytes committer, PhDiags *diags,
                                    PhSigner *signer_out);

/* The signature of the bytes of a commit. Errors: PH_ERR_REFUSED with one record. */
PH_MUST_USE PhStatus ph_signer_sign(const PhSigner *signer, PhArena *arena, PhBytes content,
                                    PhDiags *diags, PhBytes *signature_out);

#endif
