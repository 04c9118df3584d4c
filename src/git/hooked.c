#include "git/hooked.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/process.h"
#include "base/scratch.h"
#include "git/git.h"
#include "source/source.h"

/* Of what a hook says. */
enum { PH_LINES_TOLD = 40 };

struct PhHooked {
    PhRepository *repository;
    PhArena *arena;
    PhBytes folder; /* holds the work tree and the message */
    const char *tree;
    const char *const *environment;
};

static void tell_failure(const PhHooked *hooked, const char *word,
                         const PhProcessResult *result, PhDiags *diags)
{
    PhBytes rest = ph_bytes_trim(result->err.len > 0 ? result->err : result->out);
    PhBytes line;
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, ph_repository_shown(hooked->repository),
                      "git %s failed, so nothing is committed%s", word,
                      rest.len > 0 ? "; it says:" : "");
    for (size_t i = 0; i < PH_LINES_TOLD && ph_bytes_next_line(&rest, &line); i++) {
        if (ph_bytes_trim(line).len > 0) {
            (void)ph_diag_add(diags, PH_SEVERITY_NOTE, PH_BYTES(""), "%.*s", (int)line.len,
                              line.ptr);
        }
    }
}

static PhStatus run_git(const PhHooked *hooked, const char *folder,
                        const char *const *words, PhBytes input, PhDiags *diags,
                        PhBytes *out)
{
    const char *argv[16] = {"git", "-C", folder, "--literal-pathspecs"};
    size_t count = 4;
    for (size_t i = 0; words[i] != NULL && count < PH_COUNT_OF(argv) - 1; i++) {
        argv[count++] = words[i];
    }
    PhProcess process = {.argv = argv, .environment = hooked->environment, .input = input};
    PhProcessResult result;
    if (ph_process_run(hooked->arena, &process, &result) != PH_OK) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, ph_repository_shown(hooked->repository),
                          "git cannot be run: %s", strerror(errno));
        return PH_ERR_REFUSED;
    }
    if (result.status != 0) {
        tell_failure(hooked, words[0][0] == '-' ? words[2] : words[0], &result, diags);
        return PH_ERR_REFUSED;
    }
    if (out != NULL) {
        *out = ph_bytes_trim(result.out);
    }
    return PH_OK;
}

PhStatus ph_hooked_begin(PhRepository *repository, PhArena *arena, const PhObjectId *base,
                         PhDiags *diags, PhHooked **out)
{
    PhHooked *hooked = PH_NEW(arena, PhHooked);
    *hooked = (PhHooked){.repository = repository, .arena = arena};
    if (!ph_scratch_make(arena, &hooked->folder)) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "cannot make a scratch folder: %s", strerror(errno));
        return PH_ERR_REFUSED;
    }
    hooked->tree = ph_arena_format(arena, "%s/tree", hooked->folder.ptr).ptr;
    hooked->environment = ph_git_environment(arena);
    /* Of the hooks those of a commit are asked for, not that of a checkout. */
    const char *const words[] = {"-c",       "core.hooksPath=/dev/null",
                                 "worktree", "add",
                                 "--quiet",  "--detach",
                                 "--",       hooked->tree,
                                 base->hex,  NULL};
    PhStatus status = run_git(hooked, ph_repository_folder(repository).ptr, words,
                              PH_BYTES(""), diags, NULL);
    *out = hooked;
    if (status != PH_OK) {
        ph_scratch_remove(hooked->folder);
    }
    return status;
}

/* In place: the file keeps its mode. The folder is ours, but a link in it is not followed.
 */
static bool write_file(const PhHooked *hooked, const PhChainFile *file)
{
    PhBytes path = ph_arena_format(hooked->arena, "%s/%.*s", hooked->tree,
                                   (int)file->path.len, file->path.ptr);
    return ph_write_file(path.ptr, O_CREAT | O_TRUNC | O_NOFOLLOW, 0644, file->text);
}

PhStatus ph_hooked_add(PhHooked *hooked, const PhChainFile *files, size_t count,
                       PhBytes message, PhDiags *diags, PhObjectId *id_out)
{
    PhBuf paths = {0};
    PhBytes tip = PH_BYTES("");
    for (size_t i = 0; i < count; i++) {
        if (!write_file(hooked, &files[i])) {
            (void)ph_diag_add(diags, PH_SEVERITY_ERROR, files[i].path,
                              "cannot be written to a scratch work tree: %s",
                              strerror(errno));
            ph_buf_release(&paths);
            return PH_ERR_REFUSED;
        }
        ph_buf_add(&paths, files[i].path);
        ph_buf_add_char(&paths, '\0');
    }
    const char *const add[] = {"add", "--pathspec-from-file=-", "--pathspec-file-nul",
                               NULL};
    const char *const commit[] = {"commit", "--quiet", "--file=-", "--cleanup=verbatim",
                                  NULL};
    const char *const where[] = {"rev-parse", "HEAD", NULL};
    PhStatus status = run_git(hooked, hooked->tree, add, ph_buf_bytes(&paths), diags, NULL);
    status = status == PH_OK ? run_git(hooked, hooked->tree, commit, message, diags, NULL)
                             : status;
    status = status == PH_OK
                 ? run_git(hooked, hooked->tree, where, PH_BYTES(""), diags, &tip)
                 : status;
    ph_buf_release(&paths);
    if (status == PH_OK) {
        (void)snprintf(id_out->hex, sizeof(id_out->hex), "%.*s", (int)tip.len, tip.ptr);
    }
    return status;
}

bool ph_hooked_read(const PhHooked *hooked, PhBytes path, PhBytes *text_out)
{
    PhDiags ignored = {.arena = hooked->arena};
    PhBytes whole =
        ph_arena_format(hooked->arena, "%s/%.*s", hooked->tree, (int)path.len, path.ptr);
    return ph_file_read(hooked->arena, whole, UINT32_MAX, &ignored, text_out) == PH_OK;
}

void ph_hooked_end(PhHooked *hooked)
{
    if (hooked == NULL) {
        return;
    }
    PhDiags ignored = {.arena = hooked->arena};
    const char *const words[] = {"worktree", "remove", "--force", hooked->tree, NULL};
    (void)run_git(hooked, ph_repository_folder(hooked->repository).ptr, words, PH_BYTES(""),
                  &ignored, NULL);
    ph_scratch_remove(hooked->folder);
}
