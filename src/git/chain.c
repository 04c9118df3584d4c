#include "git/chain.h"

#include <stdlib.h>

#include <git2.h>

#include "git/date.h"

#define PH_OWN_NAME    "pyheap"
#define PH_OWN_ADDRESS "pyheap@localhost"

typedef struct PhPerson {
    PhBytes name;
    PhBytes address;
    PhGitDate date;
    bool is_dated;
} PhPerson;

struct PhChain {
    PhRepository *repository;
    PhArena *arena;
    bool is_filtered;
    bool is_own; /* nobody has said who commits */
    PhPerson author;
    PhPerson committer;
    PhSigner signer;
    git_oid tip;
};

static PhBytes from_environment(const char *name)
{
    const char *value = getenv(name);
    return value == NULL ? PH_BYTES("") : ph_bytes_trim(ph_bytes_of(value));
}

static PhBytes first_of(PhBytes a, PhBytes b, PhBytes c)
{
    return a.len > 0 ? a : b.len > 0 ? b : c;
}

static PhStatus read_person(PhChain *chain, const char *role, PhDiags *diags, PhPerson *out)
{
    PhArena *arena = chain->arena;
    PhRepository *repository = chain->repository;
    const char *lower = strcmp(role, "AUTHOR") == 0 ? "author" : "committer";
    PhPerson person = {0};
    person.name = first_of(
        from_environment(ph_arena_format(arena, "GIT_%s_NAME", role).ptr),
        ph_repository_setting(repository, ph_arena_format(arena, "%s.name", lower).ptr),
        ph_repository_setting(repository, "user.name"));
    person.address = first_of(
        from_environment(ph_arena_format(arena, "GIT_%s_EMAIL", role).ptr),
        ph_repository_setting(repository, ph_arena_format(arena, "%s.email", lower).ptr),
        first_of(ph_repository_setting(repository, "user.email"), from_environment("EMAIL"),
                 PH_BYTES("")));
    if (person.name.len == 0 || person.address.len == 0) {
        person.name = PH_BYTES(PH_OWN_NAME);
        person.address = PH_BYTES(PH_OWN_ADDRESS);
        chain->is_own = true;
    }
    const char *variable = ph_arena_format(arena, "GIT_%s_DATE", role).ptr;
    PhBytes date = from_environment(variable);
    person.is_dated = date.len > 0;
    *out = person;
    if (person.is_dated && !ph_git_date_read(date, &out->date)) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "%s is no date that pyheap can read: '%.*s'", variable,
                          (int)date.len, date.ptr);
        return PH_ERR_REFUSED;
    }
    return PH_OK;
}

static int make_signature(const PhChain *chain, const PhPerson *person, git_signature **out)
{
    const char *name = ph_arena_string(chain->arena, person->name);
    const char *address = ph_arena_string(chain->arena, person->address);
    return person->is_dated ? git_signature_new(out, name, address, person->date.seconds,
                                                person->date.offset)
                            : git_signature_now(out, name, address);
}

PhStatus ph_chain_begin(PhRepository *repository, PhArena *arena, const PhObjectId *base,
                        bool is_filtered, PhDiags *diags, PhChain **out)
{
    PhChain *chain = PH_NEW(arena, PhChain);
    *chain =
        (PhChain){.repository = repository, .arena = arena, .is_filtered = is_filtered};
    if (git_oid_fromstr(&chain->tip, base->hex) != 0) {
        ph_repository_error(repository, diags, "cannot read a commit");
        return PH_ERR_REFUSED;
    }
    PhStatus status = read_person(chain, "AUTHOR", diags, &chain->author);
    status = status == PH_OK ? read_person(chain, "COMMITTER", diags, &chain->committer)
                             : status;
    if (status != PH_OK) {
        return status;
    }
    PhBytes committer = ph_arena_format(
        arena, "%.*s <%.*s>", (int)chain->committer.name.len, chain->committer.name.ptr,
        (int)chain->committer.address.len, chain->committer.address.ptr);
    *out = chain;
    return ph_signer_read(repository, arena, committer, diags, &chain->signer);
}

static int make_blob(const PhChain *chain, const PhChainFile *file, git_oid *oid_out)
{
    git_repository *handle = ph_repository_handle(chain->repository);
    git_filter_list *filters = NULL;
    git_buf out = {0};
    const char *path = ph_arena_string(chain->arena, file->path);
    if (!chain->is_filtered) {
        return git_blob_create_from_buffer(oid_out, handle, file->text.ptr, file->text.len);
    }
    int error = git_filter_list_load(&filters, handle, NULL, path, GIT_FILTER_TO_ODB,
                                     GIT_FILTER_DEFAULT);
    error = error == 0 ? git_filter_list_apply_to_buffer(&out, filters, file->text.ptr,
                                                         file->text.len)
                       : error;
    error = error == 0 ? git_blob_create_from_buffer(oid_out, handle, out.ptr, out.size)
                       : error;
    git_buf_dispose(&out);
    git_filter_list_free(filters);
    return error;
}

/* A file that the tree has not was staged by the user, whom --allow-dirty lets add it. */
static git_filemode_t staged_mode(const PhChain *chain, const char *path)
{
    git_index *index = NULL;
    git_filemode_t mode = GIT_FILEMODE_BLOB;
    if (git_repository_index(&index, ph_repository_handle(chain->repository)) == 0) {
        const git_index_entry *entry = git_index_get_bypath(index, path, 0);
        mode = entry == NULL ? mode : (git_filemode_t)entry->mode;
    }
    git_index_free(index);
    return mode;
}

static int mode_of(const PhChain *chain, git_tree *tree, const char *path,
                   git_filemode_t *mode_out)
{
    git_tree_entry *entry = NULL;
    int error = git_tree_entry_bypath(&entry, tree, path);
    *mode_out = error == 0           ? git_tree_entry_filemode(entry)
                : chain->is_filtered ? staged_mode(chain, path)
                                     : GIT_FILEMODE_BLOB;
    git_tree_entry_free(entry);
    return error == GIT_ENOTFOUND ? 0 : error;
}

static int make_tree(const PhChain *chain, git_commit *parent, const PhChainFile *files,
                     size_t count, git_oid *oid_out)
{
    git_tree *tree = NULL;
    git_tree_update *updates = PH_NEW_ARRAY(chain->arena, git_tree_update, count);
    int error = git_commit_tree(&tree, parent);
    for (size_t i = 0; error == 0 && i < count; i++) {
        updates[i].action = GIT_TREE_UPDATE_UPSERT;
        updates[i].path = ph_arena_string(chain->arena, files[i].path);
        error = make_blob(chain, &files[i], &updates[i].id);
        error = error == 0 ? mode_of(chain, tree, updates[i].path, &updates[i].filemode)
                           : error;
    }
    error = error == 0
                ? git_tree_create_updated(oid_out, ph_repository_handle(chain->repository),
                                          tree, count, updates)
                : error;
    git_tree_free(tree);
    return error;
}

/* The bytes of the commit object, as they are signed. */
static int make_content(const PhChain *chain, git_commit *parent, const git_oid *tree_id,
                        PhBytes message, git_buf *out)
{
    git_repository *handle = ph_repository_handle(chain->repository);
    git_signature *author = NULL;
    git_signature *committer = NULL;
    git_tree *tree = NULL;
    const git_commit *parents[] = {parent};
    int error = git_tree_lookup(&tree, handle, tree_id);
    error = error == 0 ? make_signature(chain, &chain->author, &author) : error;
    error = error == 0 ? make_signature(chain, &chain->committer, &committer) : error;
    error = error == 0 ? git_commit_create_buffer(out, handle, author, committer, NULL,
                                                  ph_arena_string(chain->arena, message),
                                                  tree, 1, parents)
                       : error;
    git_signature_free(author);
    git_signature_free(committer);
    git_tree_free(tree);
    return error;
}

static PhStatus write_commit(PhChain *chain, const git_buf *content, PhDiags *diags,
                             git_oid *oid_out)
{
    git_repository *handle = ph_repository_handle(chain->repository);
    PhBytes signature = PH_BYTES("");
    int error = 0;
    if (chain->signer.kind != PH_SIGNING_NONE) {
        PhStatus status =
            ph_signer_sign(&chain->signer, chain->arena,
                           (PhBytes){content->ptr, content->size}, diags, &signature);
        if (status != PH_OK) {
            return status;
        }
        error = git_commit_create_with_signature(oid_out, handle, content->ptr,
                                                 signature.ptr, NULL);
    } else {
        git_odb *odb = NULL;
        error = git_repository_odb(&odb, handle);
        error = error == 0 ? git_odb_write(oid_out, odb, content->ptr, content->size,
                                           GIT_OBJECT_COMMIT)
                           : error;
        git_odb_free(odb);
    }
    if (error != 0) {
        ph_repository_error(chain->repository, diags, "cannot write a commit");
        return PH_ERR_IO;
    }
    return PH_OK;
}

PhStatus ph_chain_add(PhChain *chain, const PhChainFile *files, size_t count,
                      PhBytes message, PhDiags *diags, PhObjectId *id_out)
{
    git_commit *parent = NULL;
    git_oid tree_id;
    git_oid commit_id;
    git_buf content = {0};
    PhStatus status = PH_OK;
    int error =
        git_commit_lookup(&parent, ph_repository_handle(chain->repository), &chain->tip);
    error = error == 0 ? make_tree(chain, parent, files, count, &tree_id) : error;
    error = error == 0 ? make_content(chain, parent, &tree_id, message, &content) : error;
    if (error != 0) {
        ph_repository_error(chain->repository, diags, "cannot make a commit");
        status = PH_ERR_REFUSED;
    } else {
        status = write_commit(chain, &content, diags, &commit_id);
    }
    if (status == PH_OK) {
        chain->tip = commit_id;
        *id_out = ph_chain_tip(chain);
    }
    git_buf_dispose(&content);
    git_commit_free(parent);
    return status;
}

PhObjectId ph_chain_tip(const PhChain *chain)
{
    PhObjectId id;
    (void)git_oid_tostr(id.hex, sizeof(id.hex), &chain->tip);
    return id;
}

PhBytes ph_chain_author(const PhChain *chain, bool *is_own_out)
{
    *is_own_out = chain->is_own;
    return ph_arena_format(chain->arena, "%.*s <%.*s>", (int)chain->author.name.len,
                           chain->author.name.ptr, (int)chain->author.address.len,
                           chain->author.address.ptr);
}
