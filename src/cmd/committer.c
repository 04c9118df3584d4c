#include "cmd/committer.h"

#include "cmd/terminal.h"

typedef struct PhCommitting {
    PhCommitter *committer;
    PhChain *chain; /* without hooks */
    PhDiags *diags;
    PhMade *made;
} PhCommitting;

static PhStatus add(PhCommitting *run, const PhChainFile *files, size_t count,
                    PhBytes message, const PhLandingCommit *of)
{
    PhMadeCommit commit = {.subject = ph_landing_subject(message), .of = of};
    PhHooked *hooked = run->committer->hooked;
    PhStatus status =
        hooked != NULL
            ? ph_hooked_add(hooked, files, count, message, run->diags, &commit.id)
            : ph_chain_add(run->chain, files, count, message, run->diags, &commit.id);
    if (status == PH_OK) {
        PH_VEC_PUSH(run->committer->arena, &run->made->commits, commit);
        run->made->tip = commit.id;
    }
    return status;
}

static PhStatus add_landing(PhCommitting *run, const PhLandingCommit *commit)
{
    PhCommitter *committer = run->committer;
    PhChainFile *files = PH_NEW_ARRAY(committer->arena, PhChainFile, commit->files.count);
    PhBytes message;
    for (size_t i = 0; i < commit->files.count; i++) {
        files[i] = (PhChainFile){commit->files.items[i].path, commit->files.items[i].text};
    }
    const PhLandingForm form = {.text = committer->form,
                                .path = committer->session->options->message,
                                .record = committer->record};
    PhStatus status = ph_landing_message(committer->arena, committer->session, commit,
                                         &form, run->diags, &message);
    return status == PH_OK ? add(run, files, commit->files.count, message, commit) : status;
}

/* The commits so far, each with its subject as a comment, below what the file has. */
static PhStatus add_blame(PhCommitting *run)
{
    PhCommitter *committer = run->committer;
    PhBytes path = PH_BYTES(PH_BLAME_FILE);
    PhBytes old = PH_BYTES("");
    PhBuf text = {0};
    (void)ph_repository_read(committer->repository, &committer->base, path, &old);
    ph_buf_add(&text, old);
    if (old.len > 0 && old.ptr[old.len - 1] != '\n') {
        ph_buf_add_char(&text, '\n');
    }
    for (size_t i = 0; i < run->made->commits.count; i++) {
        const PhMadeCommit *commit = &run->made->commits.items[i];
        ph_buf_printf(&text, "# %.*s\n%s\n", (int)commit->subject.len, commit->subject.ptr,
                      commit->id.hex);
    }
    run->made->blame_text = ph_arena_copy(committer->arena, ph_buf_bytes(&text));
    ph_buf_release(&text);
    PhChainFile file = {path, run->made->blame_text};
    return add(run, &file, 1,
               PH_BYTES("pyheap: let git blame pass over the commits before\n\n"
                        "`git config blame.ignoreRevsFile " PH_BLAME_FILE
                        "` makes it do so.\n\nPyheap-Version: " PYHEAP_VERSION "\n"),
               NULL);
}

static bool is_in_landing(const PhLanding *landing, PhBytes path)
{
    for (size_t i = 0; i < landing->count; i++) {
        for (size_t n = 0; n < landing->items[i].files.count; n++) {
            if (ph_bytes_equal(landing->items[i].files.items[n].path, path)) {
                return true;
            }
        }
    }
    return ph_bytes_is(path, PH_BLAME_FILE);
}

/* What a hook adds of its own would be in HEAD, and in no work tree of the user. */
static PhStatus check_hooks(PhCommitting *run, const PhLanding *landing)
{
    PhCommitter *committer = run->committer;
    PhChangedFiles files;
    PhStatus status = ph_repository_changed(committer->repository, &committer->base,
                                            &run->made->tip, run->diags, &files);
    for (size_t i = 0; status == PH_OK && i < files.count; i++) {
        if (files.items[i].is_moded || !is_in_landing(landing, files.items[i].path)) {
            (void)ph_diag_add(run->diags, PH_SEVERITY_ERROR, files.items[i].path,
                              "a hook changed %s, and pyheap did not: nothing is committed",
                              files.items[i].is_moded ? "its mode" : "it");
            status = PH_ERR_REFUSED;
        }
    }
    return status;
}

static PhStatus begin(PhCommitting *run)
{
    PhCommitter *committer = run->committer;
    PhArena *arena = committer->arena;
    bool is_own = false;
    if (committer->session->options->runs_hooks) {
        return ph_hooked_begin(committer->repository, arena, &committer->base, run->diags,
                               &committer->hooked);
    }
    PhStatus status = ph_chain_begin(committer->repository, arena, &committer->base,
                                     committer->is_filtered, run->diags, &run->chain);
    if (status != PH_OK) {
        return status;
    }
    PhBytes author = ph_chain_author(run->chain, &is_own);
    PhBytes hooks = ph_repository_hooks(committer->repository);
    PhBytes note = PH_BYTES("");
    if (is_own) {
        note = ph_arena_format(arena, "git does not know who commits: %.*s is written",
                               (int)author.len, author.ptr);
    }
    if (hooks.len > 0) {
        note =
            ph_arena_format(arena, "%s%shooks were not run (%.*s): --run-hooks does so",
                            note.ptr, note.len > 0 ? "; " : "", (int)hooks.len, hooks.ptr);
    }
    run->made->note = note;
    return PH_OK;
}

PhStatus ph_committer_run(PhCommitter *committer, const PhLanding *landing, PhDiags *diags,
                          PhMade *made_out)
{
    *made_out = (PhMade){.tip = committer->base};
    PhCommitting run = {.committer = committer, .diags = diags, .made = made_out};
    PhStatus status = begin(&run);
    for (size_t i = 0; status == PH_OK && i < landing->count; i++) {
        status = add_landing(&run, &landing->items[i]);
    }
    if (status == PH_OK && landing->count > 0 && committer->session->options->tells_blame) {
        status = add_blame(&run);
    }
    if (status == PH_OK && committer->hooked != NULL) {
        status = check_hooks(&run, landing);
    }
    return status;
}

static PhBytes owners_text(PhArena *arena, PhRepository *repository, const PhObjectId *base)
{
    static const char *const k_places[] = {".github/CODEOWNERS", "CODEOWNERS",
                                           "docs/CODEOWNERS", ".gitlab/CODEOWNERS"};
    PhBytes text = PH_BYTES("");
    for (size_t i = 0; i < PH_COUNT_OF(k_places); i++) {
        if (ph_repository_read(repository, base, ph_bytes_of(k_places[i]), &text)) {
            return ph_arena_copy(arena, text);
        }
    }
    return text;
}

PhStatus ph_committer_land(PhCommitter *committer, const PhProposals *proposals,
                           PhBytes root, PhDiags *diags, PhLanding *landing_out,
                           PhMade *made_out)
{
    PhArena *arena = committer->arena;
    PhSlicing slicing = (PhSlicing)committer->session->options->commit;
    PhLandingOptions options = {
        .slicing = slicing == PH_SLICING_NONE ? PH_SLICING_RULE : slicing, .root = root};
    if (slicing == PH_SLICING_OWNER) {
        options.owners = ph_owners_read(
            arena, owners_text(arena, committer->repository, &committer->base));
    }
    *landing_out = ph_landing_make(arena, committer->session, proposals, &options);
    return ph_committer_run(committer, landing_out, diags, made_out);
}

bool ph_committer_read(const PhCommitter *committer, PhBytes path, PhBytes *text_out)
{
    return committer->hooked != NULL && ph_hooked_read(committer->hooked, path, text_out);
}

void ph_committer_end(PhCommitter *committer)
{
    ph_hooked_end(committer->hooked);
    committer->hooked = NULL;
}

void ph_committer_tell(const PhMade *made, PhBytes branch, const PhSummary *total,
                       bool is_quiet)
{
    PhBuf out = {0};
    PhSummary summary = *total;
    summary.commits = made->commits.count;
    for (size_t i = 0; !is_quiet && i < made->commits.count; i++) {
        const PhMadeCommit *commit = &made->commits.items[i];
        ph_buf_printf(&out, "[%.*s %.7s] ", (int)branch.len, branch.ptr, commit->id.hex);
        ph_buf_add_visible(&out, commit->subject);
        ph_buf_add_char(&out, '\n');
    }
    if (!is_quiet) {
        ph_report_summary(&out, &summary);
        if (made->note.len > 0 && made->commits.count > 0) {
            ph_buf_printf(&out, "Note: %.*s.\n", (int)made->note.len, made->note.ptr);
        }
    }
    (void)ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
}

PhStatus ph_committer_form(PhArena *arena, const PhOptions *options, PhDiags *diags,
                           PhBytes *form_out)
{
    *form_out = PH_BYTES("");
    if (options->message.len == 0) {
        return PH_OK;
    }
    PhStatus status = ph_file_read(arena, options->message, 1 << 20, diags, form_out);
    bool is_text = status == PH_OK && ph_bytes_trim(*form_out).len > 0 &&
                   memchr(form_out->ptr, 0, form_out->len) == NULL;
    if (status == PH_OK && !is_text) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, options->message,
                          "is empty or no text: commits need a message");
        status = PH_ERR_USAGE;
    }
    return status;
}
