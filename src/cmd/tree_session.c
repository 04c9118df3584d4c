#include "cmd/tree_session.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/scratch.h"

/* The folder of an empty .git stands for the root, as that of the repository would. */
static PhStatus make_folder(PhArena *arena, PhDiags *diags, PhTreeSession *tree)
{
    bool is_made = ph_scratch_make(arena, &tree->folder);
    PhBytes mark =
        is_made ? ph_arena_format(arena, "%s/.git", tree->folder.ptr) : PH_BYTES("");
    tree->old_folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!is_made || mkdir(mark.ptr, 0700) != 0 || tree->old_folder < 0) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "cannot make a scratch folder: %s", strerror(errno));
        return PH_ERR_IO;
    }
    return PH_OK;
}

/* A name that the repository's tree has is taken from there. */
static PhBytes made_absolute(PhArena *arena, PhBytes path)
{
    if (path.len > 0 && path.ptr[0] != '/') {
        (void)ph_path_real(arena, path, &path);
    }
    return path;
}

static void settle_options(PhArena *arena, PhTreeSession *tree)
{
    PhOptions *options = &tree->options;
    PhBytesVec pages = {0};
    for (size_t i = 0; i < options->transforms.count; i++) {
        PH_VEC_PUSH(arena, &pages, made_absolute(arena, options->transforms.items[i]));
    }
    options->transforms = pages;
    options->config = made_absolute(arena, options->config);
    options->settings_top = tree->folder;
}

PhStatus ph_tree_session_open(PhRepository *repository, const PhObjectId *commit,
                              const PhOptions *options, const PhBytesVec *paths,
                              PhDiags *diags, PhTreeSession *out)
{
    PhArena *arena = diags->arena;
    *out = (PhTreeSession){.options = *options, .old_folder = -1};
    PhStatus status = make_folder(arena, diags, out);
    status = status == PH_OK ? ph_repository_export(repository, commit, out->folder, diags)
                             : status;
    if (status != PH_OK) {
        return status;
    }
    settle_options(arena, out);
    if (chdir(out->folder.ptr) != 0) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, out->folder, "cannot be entered: %s",
                          strerror(errno));
        return PH_ERR_IO;
    }
    status =
        ph_session_open(arena, &out->options, PH_SUMMARY_FIX, paths, diags, &out->session);
    if (status == PH_OK) {
        out->session->is_unwritten = true;
    }
    return status;
}

void ph_tree_session_close(PhTreeSession *tree)
{
    if (tree->session != NULL) {
        (void)ph_session_finish(tree->session);
        tree->session = NULL;
    }
    if (tree->old_folder >= 0) {
        (void)fchdir(tree->old_folder);
        (void)close(tree->old_folder);
        tree->old_folder = -1;
    }
    if (tree->folder.len > 0) {
        ph_scratch_remove(tree->folder);
        tree->folder = PH_BYTES("");
    }
}
