#include "git/repository.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "base/path.h"
#include "git/git.h"

struct PhRepository {
    PhArena *arena;
    git_repository *handle;
    PhBytes folder;
    PhBytes common;
    PhBytes shown;
};

git_repository *ph_repository_handle(PhRepository *repository)
{
    return repository->handle;
}

static const char *last_message(void)
{
    const git_error *error = git_error_last();
    return error == NULL || error->message == NULL ? "no reason given" : error->message;
}

void ph_repository_error(const PhRepository *repository, PhDiags *diags, const char *what)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, repository->shown, "%s: %s", what,
                      last_message());
}

static PhBytes without_final_slash(PhArena *arena, const char *path)
{
    PhBytes bytes = ph_bytes_of(path);
    while (bytes.len > 1 && bytes.ptr[bytes.len - 1] == '/') {
        bytes.len--;
    }
    return ph_arena_copy(arena, bytes);
}

/* libgit2 1.5 refuses a repository of somebody else with words that do not say so. */
static void tell_unopened(PhArena *arena, PhBytes path, int error, PhDiags *diags)
{
    git_buf found = {0};
    const char *name = ph_arena_string(arena, path);
    struct stat info;
    if (git_repository_discover(&found, name, 0, NULL) != 0) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, path, "is in no git repository");
    } else if (error != GIT_EINVALIDSPEC && stat(found.ptr, &info) == 0 &&
               info.st_uid != geteuid()) {
        PhDiag *diag = ph_diag_add(diags, PH_SEVERITY_ERROR, path,
                                   "the repository belongs to another user");
        PhBytes folder = without_final_slash(arena, found.ptr);
        folder.len -= ph_bytes_ends_with(folder, PH_BYTES("/.git")) ? 5 : 0;
        diag->hint = ph_arena_format(
            diags->arena, "`git config --global --add safe.directory %.*s` trusts it",
            (int)folder.len, folder.ptr);
    } else {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, path,
                          "libgit2 cannot open the repository: %s", last_message());
    }
    git_buf_dispose(&found);
}

/* Who stands in the repository need not be told which it is. */
static PhBytes shown_folder(PhArena *arena, PhBytes folder)
{
    PhBytes here;
    if (!ph_path_real(arena, PH_BYTES("."), &here)) {
        return folder;
    }
    if (ph_path_is_in(here, folder)) {
        return PH_BYTES("");
    }
    PhBytes below = here.len > 1 ? ph_path_below(folder, here) : PH_BYTES("");
    return below.len > 0 ? below : folder;
}

PhStatus ph_repository_open(PhArena *arena, PhBytes path, PhDiags *diags,
                            PhRepository **out)
{
    const char *extensions[] = {"worktreeconfig"};
    git_repository *handle = NULL;
    if (!ph_git_start()) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, path, "libgit2 does not start");
        return PH_ERR_REFUSED;
    }
    (void)git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)1);
    int error = git_repository_open_ext(&handle, ph_arena_string(arena, path), 0, NULL);
    if (error != 0) {
        tell_unopened(arena, path, error, diags);
        return PH_ERR_REFUSED;
    }
    PhRepository *repository = PH_NEW(arena, PhRepository);
    *repository = (PhRepository){.arena = arena, .handle = handle};
    const char *workdir = git_repository_workdir(handle);
    repository->common = without_final_slash(arena, git_repository_commondir(handle));
    repository->folder =
        workdir == NULL ? repository->common : without_final_slash(arena, workdir);
    repository->shown = shown_folder(arena, repository->folder);
    *out = repository;
    return PH_OK;
}

void ph_repository_close(PhRepository *repository)
{
    if (repository != NULL) {
        git_repository_free(repository->handle);
        repository->handle = NULL;
    }
}

PhBytes ph_repository_shown(const PhRepository *repository)
{
    return repository->shown;
}

PhBytes ph_repository_folder(const PhRepository *repository)
{
    return repository->folder;
}

PhBytes ph_repository_common_folder(const PhRepository *repository)
{
    return repository->common;
}

bool ph_repository_is_bare(const PhRepository *repository)
{
    return git_repository_is_bare(repository->handle) == 1;
}

static PhObjectId hex_of(const git_oid *oid)
{
    PhObjectId id;
    (void)git_oid_tostr(id.hex, sizeof(id.hex), oid);
    return id;
}

PhStatus ph_repository_base(PhRepository *repository, PhDiags *diags, PhBase *base_out)
{
    git_reference *head = NULL;
    *base_out = (PhBase){0};
    int error = git_repository_head(&head, repository->handle);
    if (error != 0) {
        if (error == GIT_EUNBORNBRANCH || error == GIT_ENOTFOUND) {
            (void)ph_diag_add(diags, PH_SEVERITY_ERROR, repository->shown,
                              "the repository has no commit yet");
        } else {
            ph_repository_error(repository, diags, "cannot read HEAD");
        }
        return PH_ERR_REFUSED;
    }
    base_out->id = hex_of(git_reference_target(head));
    if (git_reference_is_branch(head) == 1) {
        base_out->branch =
            ph_arena_copy(repository->arena, ph_bytes_of(git_reference_name(head)));
    }
    git_reference_free(head);
    return PH_OK;
}

PhStatus ph_repository_commit_id(PhRepository *repository, PhBytes text, PhDiags *diags,
                                 PhObjectId *id_out)
{
    git_object *object = NULL;
    git_object *commit = NULL;
    int error = git_revparse_single(&object, repository->handle,
                                    ph_arena_string(repository->arena, text));
    error = error == 0 ? git_object_peel(&commit, object, GIT_OBJECT_COMMIT) : error;
    if (error == 0) {
        *id_out = hex_of(git_object_id(commit));
    } else {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, repository->shown,
                          "'%.*s' names no commit", (int)text.len, text.ptr);
    }
    git_object_free(commit);
    git_object_free(object);
    return error == 0 ? PH_OK : PH_ERR_REFUSED;
}

static const char *state_name(int state)
{
    switch (state) {
    case GIT_REPOSITORY_STATE_MERGE: return "a merge";
    case GIT_REPOSITORY_STATE_REVERT:
    case GIT_REPOSITORY_STATE_REVERT_SEQUENCE: return "a revert";
    case GIT_REPOSITORY_STATE_CHERRYPICK:
    case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: return "a cherry-pick";
    case GIT_REPOSITORY_STATE_BISECT: return "a bisect";
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: return "an am";
    default: return "a rebase";
    }
}

PhStatus ph_repository_check_idle(PhRepository *repository, PhDiags *diags)
{
    int state = git_repository_state(repository->handle);
    if (state != GIT_REPOSITORY_STATE_NONE) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, repository->shown,
                          "%s is under way: finish it first", state_name(state));
        return PH_ERR_REFUSED;
    }
    git_index *index = NULL;
    if (git_repository_index(&index, repository->handle) != 0) {
        ph_repository_error(repository, diags, "cannot read the index");
        return PH_ERR_REFUSED;
    }
    PhBytes lock = ph_arena_format(repository->arena, "%s.lock", git_index_path(index));
    bool has_conflicts = git_index_has_conflicts(index) == 1;
    git_index_free(index);
    if (has_conflicts) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, repository->shown,
                          "the index has conflicts: resolve them first");
        return PH_ERR_REFUSED;
    }
    if (access(lock.ptr, F_OK) == 0) {
        PhDiag *diag = ph_diag_add(diags, PH_SEVERITY_ERROR, repository->shown,
                                   "another git process holds the index");
        diag->hint =
            ph_arena_format(diags->arena, "if none is running, remove %s", lock.ptr);
        return PH_ERR_REFUSED;
    }
    return PH_OK;
}

/* libgit2 runs neither programs of `filter` nor changes of encoding. */
static bool has_foreign_filter(PhRepository *repository, const char *path)
{
    PhArena *arena = repository->arena;
    static const char *const k_keys[] = {"clean", "process", "required"};
    const char *value = NULL;
    if (git_attr_get(&value, repository->handle, GIT_ATTR_CHECK_FILE_THEN_INDEX, path,
                     "working-tree-encoding") == 0 &&
        GIT_ATTR_HAS_VALUE(value)) {
        return true;
    }
    bool is_filtered = git_attr_get(&value, repository->handle,
                                    GIT_ATTR_CHECK_FILE_THEN_INDEX, path, "filter") == 0 &&
                       GIT_ATTR_HAS_VALUE(value);
    for (size_t i = 0; is_filtered && i < PH_COUNT_OF(k_keys); i++) {
        PhBytes key = ph_arena_format(arena, "filter.%s.%s", value, k_keys[i]);
        if (ph_repository_setting(repository, key.ptr).len > 0) {
            return true;
        }
    }
    return false;
}

static bool is_hidden(PhRepository *repository, const char *path)
{
    git_index *index = NULL;
    bool is_out = false;
    if (git_repository_index(&index, repository->handle) == 0) {
        const git_index_entry *entry = git_index_get_bypath(index, path, 0);
        is_out =
            entry != NULL && ((entry->flags & GIT_INDEX_ENTRY_VALID) != 0 ||
                              (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0);
    }
    git_index_free(index);
    return is_out;
}

PhTracked ph_repository_tracks(PhRepository *repository, PhBytes path)
{
    unsigned int flags = 0;
    const char *name = ph_arena_string(repository->arena, path);
    if (is_hidden(repository, name)) {
        return PH_TRACKED_HIDDEN;
    }
    if (git_status_file(&flags, repository->handle, name) != 0 ||
        (flags & (GIT_STATUS_WT_NEW | GIT_STATUS_IGNORED)) != 0) {
        return PH_TRACKED_NOT;
    }
    if (has_foreign_filter(repository, name)) {
        return PH_TRACKED_FOREIGN;
    }
    return flags == GIT_STATUS_CURRENT ? PH_TRACKED_CLEAN : PH_TRACKED_CHANGED;
}

PhBytes ph_repository_setting(PhRepository *repository, const char *name)
{
    git_config *config = NULL;
    git_buf value = {0};
    PhBytes text = PH_BYTES("");
    if (git_repository_config_snapshot(&config, repository->handle) == 0 &&
        git_config_get_string_buf(&value, config, name) == 0) {
        text = ph_arena_copy(repository->arena, (PhBytes){value.ptr, value.size});
    }
    git_buf_dispose(&value);
    git_config_free(config);
    return text;
}

bool ph_repository_switch(PhRepository *repository, const char *name)
{
    git_config *config = NULL;
    int value = 0;
    if (git_repository_config_snapshot(&config, repository->handle) == 0 &&
        git_config_get_bool(&value, config, name) != 0) {
        value = 0;
    }
    git_config_free(config);
    return value != 0;
}

PhBytes ph_repository_hooks(PhRepository *repository)
{
    static const char *const k_hooks[] = {"pre-commit", "prepare-commit-msg", "commit-msg",
                                          "post-commit", "reference-transaction"};
    PhArena *arena = repository->arena;
    PhBytes folder = ph_repository_setting(repository, "core.hookspath");
    PhBytes names = PH_BYTES("");
    if (folder.len == 0) {
        folder = ph_arena_format(arena, "%s/hooks", repository->common.ptr);
    } else if (folder.ptr[0] == '~' && folder.len > 1 && getenv("HOME") != NULL) {
        folder = ph_arena_format(arena, "%s%s", getenv("HOME"), folder.ptr + 1);
    } else if (folder.ptr[0] != '/') {
        folder = ph_arena_format(arena, "%s/%s", repository->folder.ptr, folder.ptr);
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_hooks); i++) {
        PhBytes path = ph_arena_format(arena, "%s/%s", folder.ptr, k_hooks[i]);
        struct stat info;
        if (stat(path.ptr, &info) == 0 && S_ISREG(info.st_mode) &&
            access(path.ptr, X_OK) == 0) {
            names = ph_arena_format(arena, "%s%s%s", names.ptr, names.len > 0 ? ", " : "",
                                    k_hooks[i]);
        }
    }
    return names;
}

static int look_up_commit(PhRepository *repository, const PhObjectId *id, git_commit **out)
{
    git_oid oid;
    int error = git_oid_fromstr(&oid, id->hex);
    return error == 0 ? git_commit_lookup(out, repository->handle, &oid) : error;
}

int ph_repository_tree(PhRepository *repository, const PhObjectId *commit, git_tree **out)
{
    git_commit *object = NULL;
    int error = look_up_commit(repository, commit, &object);
    error = error == 0 ? git_commit_tree(out, object) : error;
    git_commit_free(object);
    return error;
}

static int look_up_blob(PhRepository *repository, const git_oid *oid, git_blob **out)
{
    int error = git_blob_lookup(out, repository->handle, oid);
    PhObjectId id = hex_of(oid);
    return error == GIT_ENOTFOUND && ph_repository_fetch(repository, &id, 1)
               ? git_blob_lookup(out, repository->handle, oid)
               : error;
}

bool ph_repository_read(PhRepository *repository, const PhObjectId *commit, PhBytes path,
                        PhBytes *bytes_out)
{
    git_tree *tree = NULL;
    git_tree_entry *entry = NULL;
    git_blob *blob = NULL;
    int error = ph_repository_tree(repository, commit, &tree);
    error = error == 0 ? git_tree_entry_bypath(&entry, tree,
                                               ph_arena_string(repository->arena, path))
                       : error;
    error = error == 0 && git_tree_entry_type(entry) == GIT_OBJECT_BLOB
                ? look_up_blob(repository, git_tree_entry_id(entry), &blob)
                : -1;
    if (error == 0) {
        *bytes_out =
            ph_arena_copy(repository->arena, (PhBytes){git_blob_rawcontent(blob),
                                                       (size_t)git_blob_rawsize(blob)});
    }
    git_blob_free(blob);
    git_tree_entry_free(entry);
    git_tree_free(tree);
    return error == 0;
}

bool ph_repository_is_branch_name(PhBytes name)
{
    int is_valid = 0;
    char text[256];
    if (name.len == 0 || name.len >= sizeof(text) ||
        memchr(name.ptr, 0, name.len) != NULL) {
        return false;
    }
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    return ph_git_start() && git_branch_name_is_valid(&is_valid, text) == 0 &&
           is_valid != 0;
}

static git_reference *look_up_branch(PhRepository *repository, PhBytes name)
{
    git_reference *branch = NULL;
    const char *text = ph_arena_string(repository->arena, name);
    return git_branch_lookup(&branch, repository->handle, text, GIT_BRANCH_LOCAL) == 0
               ? branch
               : NULL;
}

bool ph_repository_branch(PhRepository *repository, PhBytes name, PhObjectId *id_out)
{
    git_reference *branch = look_up_branch(repository, name);
    git_object *commit = NULL;
    bool is_there =
        branch != NULL && git_reference_peel(&commit, branch, GIT_OBJECT_COMMIT) == 0;
    if (is_there) {
        *id_out = hex_of(git_object_id(commit));
    }
    git_object_free(commit);
    git_reference_free(branch);
    return is_there;
}

/* Of a bare repository HEAD names a branch that nobody has checked out. */
bool ph_repository_is_checked_out(PhRepository *repository, PhBytes name)
{
    git_reference *branch = look_up_branch(repository, name);
    bool is_out = branch != NULL && git_branch_is_checked_out(branch) == 1;
    if (is_out && ph_repository_is_bare(repository) && git_branch_is_head(branch) == 1) {
        git_strarray trees = {0};
        is_out = git_worktree_list(&trees, repository->handle) == 0 && trees.count > 0;
        git_strarray_dispose(&trees);
    }
    git_reference_free(branch);
    return is_out;
}

PhStatus ph_repository_facts(PhRepository *repository, const PhObjectId *commit,
                             PhDiags *diags, PhCommitFacts *facts_out)
{
    git_commit *object = NULL;
    *facts_out = (PhCommitFacts){0};
    if (look_up_commit(repository, commit, &object) != 0) {
        ph_repository_error(repository, diags, "cannot read a commit");
        return PH_ERR_REFUSED;
    }
    facts_out->message =
        ph_arena_copy(repository->arena, ph_bytes_of(git_commit_message(object)));
    facts_out->parent_count = git_commit_parentcount(object);
    if (facts_out->parent_count > 0) {
        facts_out->parent = hex_of(git_commit_parent_id(object, 0));
    }
    git_commit_free(object);
    return PH_OK;
}

PhStatus ph_repository_changed(PhRepository *repository, const PhObjectId *from,
                               const PhObjectId *to, PhDiags *diags,
                               PhChangedFiles *files_out)
{
    git_tree *old_tree = NULL;
    git_tree *new_tree = NULL;
    git_diff *diff = NULL;
    git_diff_options options;
    *files_out = (PhChangedFiles){0};
    int error = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE;
    error = error == 0 ? ph_repository_tree(repository, from, &old_tree) : error;
    error = error == 0 ? ph_repository_tree(repository, to, &new_tree) : error;
    error = error == 0 ? git_diff_tree_to_tree(&diff, repository->handle, old_tree,
                                               new_tree, &options)
                       : error;
    for (size_t i = 0; error == 0 && i < git_diff_num_deltas(diff); i++) {
        const git_diff_delta *delta = git_diff_get_delta(diff, i);
        const char *path =
            delta->new_file.path != NULL ? delta->new_file.path : delta->old_file.path;
        PhChangedFile file = {ph_arena_copy(repository->arena, ph_bytes_of(path)),
                              delta->status != GIT_DELTA_ADDED &&
                                  delta->status != GIT_DELTA_DELETED &&
                                  delta->new_file.mode != delta->old_file.mode};
        PH_VEC_PUSH(repository->arena, files_out, file);
    }
    if (error != 0) {
        ph_repository_error(repository, diags, "cannot compare two commits");
    }
    git_diff_free(diff);
    git_tree_free(new_tree);
    git_tree_free(old_tree);
    return error == 0 ? PH_OK : PH_ERR_REFUSED;
}

bool ph_repository_merge_base(PhRepository *repository, const PhObjectId *a,
                              const PhObjectId *b, PhObjectId *id_out)
{
    git_oid one;
    git_oid two;
    git_oid base;
    bool is_found = git_oid_fromstr(&one, a->hex) == 0 &&
                    git_oid_fromstr(&two, b->hex) == 0 &&
                    git_merge_base(&base, repository->handle, &one, &two) == 0;
    if (is_found) {
        *id_out = hex_of(&base);
    }
    return is_found;
}
