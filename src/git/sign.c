#include "git/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/process.h"
#include "base/scratch.h"

static PhBytes first_setting(PhRepository *repository, const char *const *names,
                             size_t count, const char *fallback)
{
    for (size_t i = 0; i < count; i++) {
        PhBytes value = ph_repository_setting(repository, names[i]);
        if (value.len > 0) {
            return value;
        }
    }
    return ph_bytes_of(fallback);
}

PhStatus ph_signer_read(PhRepository *repository, PhArena *arena, PhBytes committer,
                        PhDiags *diags, PhSigner *signer_out)
{
    static const char *const k_openpgp[] = {"gpg.openpgp.program", "gpg.program"};
    static const char *const k_x509[] = {"gpg.x509.program"};
    static const char *const k_ssh[] = {"gpg.ssh.program"};
    *signer_out = (PhSigner){.kind = PH_SIGNING_NONE};
    if (!ph_repository_switch(repository, "commit.gpgsign")) {
        return PH_OK;
    }
    PhBytes format = ph_repository_setting(repository, "gpg.format");
    signer_out->key = ph_repository_setting(repository, "user.signingkey");
    if (format.len == 0 || ph_bytes_is(format, "openpgp")) {
        signer_out->kind = PH_SIGNING_OPENPGP;
        signer_out->program =
            first_setting(repository, k_openpgp, PH_COUNT_OF(k_openpgp), "gpg");
    } else if (ph_bytes_is(format, "x509")) {
        signer_out->kind = PH_SIGNING_X509;
        signer_out->program =
            first_setting(repository, k_x509, PH_COUNT_OF(k_x509), "gpgsm");
    } else if (ph_bytes_is(format, "ssh")) {
        signer_out->kind = PH_SIGNING_SSH;
        signer_out->program =
            first_setting(repository, k_ssh, PH_COUNT_OF(k_ssh), "ssh-keygen");
    } else {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, ph_repository_shown(repository),
                          "commits are to be signed, but gpg.format is '%.*s'",
                          (int)format.len, format.ptr);
        return PH_ERR_REFUSED;
    }
    if (signer_out->key.len == 0 && signer_out->kind == PH_SIGNING_SSH) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, ph_repository_shown(repository),
                          "commits are to be signed, but user.signingKey names no key");
        return PH_ERR_REFUSED;
    }
    if (signer_out->key.len == 0) {
        signer_out->key = ph_arena_copy(arena, committer);
    }
    return PH_OK;
}

static PhStatus refuse(const PhSigner *signer, PhDiags *diags, PhBytes said)
{
    PhBytes line = PH_BYTES("");
    for (PhBytes rest = said, next; ph_bytes_next_line(&rest, &next);) {
        bool is_word = ph_bytes_trim(next).len > 0 &&
                       !ph_bytes_starts_with(next, PH_BYTES("[GNUPG:]"));
        line = is_word ? ph_bytes_trim(next) : line;
    }
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                      "%.*s does not sign, so nothing is committed: %.*s",
                      (int)signer->program.len, signer->program.ptr, (int)line.len,
                      line.ptr);
    return PH_ERR_REFUSED;
}

static PhStatus run(const PhSigner *signer, PhArena *arena, const char *const *argv,
                    PhBytes input, PhDiags *diags, PhProcessResult *result)
{
    PhProcess process = {.argv = argv, .input = input};
    if (ph_process_run(arena, &process, result) != PH_OK) {
        return refuse(signer, diags, ph_bytes_of(strerror(errno)));
    }
    return result->status == 0 ? PH_OK : refuse(signer, diags, result->err);
}

static PhStatus sign_by_gpg(const PhSigner *signer, PhArena *arena, PhBytes content,
                            PhDiags *diags, PhBytes *signature_out)
{
    const char *const argv[] = {ph_arena_string(arena, signer->program), "--status-fd=2",
                                "-bsau", ph_arena_string(arena, signer->key), NULL};
    PhProcessResult result;
    PhStatus status = run(signer, arena, argv, content, diags, &result);
    if (status != PH_OK) {
        return status;
    }
    if (ph_bytes_find(result.err, PH_BYTES("[GNUPG:] SIG_CREATED "), 0) == PH_NOT_FOUND) {
        return refuse(signer, diags, result.err);
    }
    *signature_out = result.out;
    return PH_OK;
}

/* The file with the key: user.signingKey may hold the public key itself, which an agent
 * signs with. */
static const char *key_file(const PhSigner *signer, PhArena *arena, const char *folder,
                            bool *is_literal_out)
{
    PhBytes key = signer->key;
    bool is_marked = ph_bytes_starts_with(key, PH_BYTES("key::"));
    *is_literal_out = is_marked || ph_bytes_starts_with(key, PH_BYTES("ssh-"));
    if (!*is_literal_out) {
        return key.ptr[0] == '~' && getenv("HOME") != NULL
                   ? ph_arena_format(arena, "%s%.*s", getenv("HOME"), (int)key.len - 1,
                                     key.ptr + 1)
                         .ptr
                   : ph_arena_string(arena, key);
    }
    key = is_marked ? ph_bytes_slice(key, 5, key.len) : key;
    const char *path = ph_arena_format(arena, "%s/key", folder).ptr;
    PhBytes line = ph_arena_format(arena, "%.*s\n", (int)key.len, key.ptr);
    return ph_write_file(path, O_CREAT | O_EXCL, 0600, line) ? path : NULL;
}

static PhStatus sign_by_ssh(const PhSigner *signer, PhArena *arena, const char *folder,
                            PhBytes content, PhDiags *diags, PhBytes *signature_out)
{
    bool is_literal = false;
    const char *key = key_file(signer, arena, folder, &is_literal);
    if (key == NULL) {
        return refuse(signer, diags, ph_bytes_of(strerror(errno)));
    }
    /* What comes on standard input is signed to standard output. */
    const char *const argv[] = {ph_arena_string(arena, signer->program),
                                "-Y",
                                "sign",
                                "-n",
                                "git",
                                "-f",
                                key,
                                is_literal ? "-U" : NULL,
                                NULL};
    PhProcessResult result;
    PhStatus status = run(signer, arena, argv, content, diags, &result);
    if (status == PH_OK && result.out.len == 0) {
        return refuse(signer, diags, result.err);
    }
    *signature_out = result.out;
    return status;
}

static PhBytes without_final_newline(PhBytes text)
{
    while (text.len > 0 && ph_byte_is_line_end(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

PhStatus ph_signer_sign(const PhSigner *signer, PhArena *arena, PhBytes content,
                        PhDiags *diags, PhBytes *signature_out)
{
    PhStatus status = PH_OK;
    if (signer->kind != PH_SIGNING_SSH) {
        status = sign_by_gpg(signer, arena, content, diags, signature_out);
    } else {
        PhBytes folder;
        if (!ph_scratch_make(arena, &folder)) {
            return refuse(signer, diags, ph_bytes_of(strerror(errno)));
        }
        status = sign_by_ssh(signer, arena, folder.ptr, content, diags, signature_out);
        ph_scratch_remove(folder);
    }
    *signature_out = status == PH_OK
                         ? ph_arena_copy(arena, without_final_newline(*signature_out))
                         : PH_BYTES("");
    return status;
}
