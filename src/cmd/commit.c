/* `pyheap fix --commit`: in the work tree. */

#include "cmd/commit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/chosen.h"
#include "cmd/committer.h"
#include "cmd/interrupt.h"
#include "cmd/terminal.h"

typedef struct PhCommitRun {
    const PhCommandLine *line;
    PhArena *arena;
    PhSession *session;
    PhRepository *repository;
    PhBase base;
    PhChosen chosen;
    PhCommitter committer;
    PhLanding landing;
    PhMade made;
} PhCommitRun;

/* Where the repository is looked for: the first path named, or here. */
static PhBytes start_of(const PhCommandLine *line)
{
    return line->operands.count > 0 ? line->operands.items[0] : PH_BYTES(".");
}

static PhBytes path_in(const PhCommitRun *run, size_t file)
{
    PhBytes path = run->session->walked.files.items[file].real_path;
    PhBytes root = ph_repository_folder(run->repository);
    return ph_bytes_starts_with(path, root) && path.len > root.len + 1
               ? ph_bytes_slice(path, root.len + 1, path.len)
               : PH_BYTES("");
}

/* A repository in the repository has commits of its own. */
static bool is_in_nested(const PhCommitRun *run, PhBytes path)
{
    for (size_t i = path.len; i > 0; i--) {
        if (path.ptr[i - 1] == '/') {
            PhBytes mark = ph_arena_format(run->arena, "%s/%.*s.git",
                                           ph_repository_folder(run->repository).ptr,
                                           (int)i, path.ptr);
            if (access(mark.ptr, F_OK) == 0) {
                return true;
            }
        }
    }
    return false;
}

/*
 * Drops what cannot be committed. True if all that is left may be written: nothing of it
 * has changes of the user, unless he allows that.
 */
static bool check_files(PhCommitRun *run)
{
    PhDiags *diags = run->line->diags;
    PhProposals *proposals = &run->chosen.proposals;
    size_t kept = 0;
    bool is_clean = true;
    for (size_t i = 0; i < proposals->items.count; i++) {
        PhProposal *proposal = proposals->items.items[i];
        PhBytes path = path_in(run, proposal->file);
        PhBytes shown = run->session->walked.files.items[proposal->file].path;
        bool is_inside = path.len > 0 && !is_in_nested(run, path);
        PhTracked tracked =
            is_inside ? ph_repository_tracks(run->repository, path) : PH_TRACKED_NOT;
        if (tracked == PH_TRACKED_NOT) {
            (void)ph_diag_add(diags, PH_SEVERITY_WARNING, shown,
                              is_inside ? "git does not track it: left as it is"
                                        : "lies in another repository: left as it is");
            ph_arena_free(proposal->arena);
            continue;
        }
        if (tracked == PH_TRACKED_CHANGED && !run->line->options.allows_dirty) {
            PhDiag *diag = ph_diag_add(diags, PH_SEVERITY_ERROR, shown,
                                       "has uncommitted changes: nothing is written");
            diag->hint = PH_BYTES("commit or stash them, or give --allow-dirty to commit "
                                  "them with the fixes");
            is_clean = false;
        }
        proposals->items.items[kept++] = proposal;
    }
    proposals->items.count = kept;
    return is_clean;
}

static bool check_blame_file(PhCommitRun *run)
{
    PhBytes path = PH_BYTES(PH_BLAME_FILE);
    PhBytes whole = ph_arena_format(
        run->arena, "%s/%s", ph_repository_folder(run->repository).ptr, PH_BLAME_FILE);
    if (!run->line->options.tells_blame || access(whole.ptr, F_OK) != 0 ||
        ph_repository_tracks(run->repository, path) == PH_TRACKED_CLEAN) {
        return true;
    }
    (void)ph_diag_add(run->line->diags, PH_SEVERITY_ERROR, path,
                      "has uncommitted changes: nothing is written");
    return false;
}

/* The paths of the command line as the repository has them. */
static PhBytesVec recorded_paths(const PhCommitRun *run)
{
    PhBytesVec paths = {0};
    PhBytes root = ph_repository_folder(run->repository);
    const PhBytesVec *named = &run->line->operands;
    for (size_t i = 0; i < (named->count == 0 ? 1 : named->count); i++) {
        PhBytes name = named->count == 0 ? PH_BYTES(".") : named->items[i];
        char *real = realpath(ph_arena_string(run->arena, name), NULL);
        PhBytes path = real == NULL ? name : ph_arena_copy(run->arena, ph_bytes_of(real));
        free(real);
        bool is_below = ph_bytes_starts_with(path, root) && path.len > root.len + 1;
        PH_VEC_PUSH(run->arena, &paths,
                    is_below ? ph_bytes_slice(path, root.len + 1, path.len)
                             : PH_BYTES("."));
    }
    return paths;
}

static PhStatus make_commits(PhCommitRun *run)
{
    const PhOptions *options = &run->line->options;
    PhBytesVec paths = recorded_paths(run);
    ph_committer_end(&run->committer);
    run->committer =
        (PhCommitter){.arena = run->arena,
                      .session = run->session,
                      .repository = run->repository,
                      .base = run->base.id,
                      .is_filtered = true,
                      .record = ph_landing_record(run->arena, options, &paths)};
    PhStatus status =
        ph_committer_form(run->arena, options, run->line->diags, &run->committer.form);
    return status == PH_OK ? ph_committer_land(&run->committer, &run->chosen.proposals,
                                               ph_repository_folder(run->repository),
                                               run->line->diags, &run->landing, &run->made)
                           : status;
}

/* Writes the files; those that could not be are dropped, and the commits made anew. */
static PhStatus write_files(PhCommitRun *run)
{
    PhProposals *proposals = &run->chosen.proposals;
    size_t kept = 0;
    size_t count = proposals->items.count;
    for (size_t i = 0; i < count; i++) {
        PhProposal *proposal = proposals->items.items[i];
        PhBytes text = ph_proposal_text(proposal);
        (void)ph_committer_read(&run->committer, path_in(run, proposal->file), &text);
        if (ph_session_write(run->session, proposal->file, proposal->old_hash, text,
                             run->line->diags) == PH_OK) {
            ph_chosen_note_written(run->session, &run->chosen, proposal->file);
            proposals->items.items[kept++] = proposal;
        } else {
            ph_arena_free(proposal->arena);
        }
    }
    proposals->items.count = kept;
    return kept == count ? PH_OK : make_commits(run);
}

static bool write_blame_file(const PhCommitRun *run)
{
    PhBytes path = ph_arena_format(
        run->arena, "%s/%s", ph_repository_folder(run->repository).ptr, PH_BLAME_FILE);
    PhBytes temporary = ph_arena_format(run->arena, "%s.pyheap", path.ptr);
    int fd = open(temporary.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    PhBytes text = run->made.blame_text;
    bool is_good = fd >= 0 && ph_terminal_write(fd, text);
    is_good = fd >= 0 && close(fd) == 0 && is_good;
    return is_good && rename(temporary.ptr, path.ptr) == 0;
}

static PhStatus move_branch(PhCommitRun *run)
{
    PhBytes name = run->base.branch.len > 0 ? run->base.branch : PH_BYTES("HEAD");
    PhPaths staged = {0};
    PhStatus status =
        ph_repository_move(run->repository, name, &run->base.id, &run->made.tip,
                           PH_BYTES("commit: pyheap fix --commit"), run->line->diags);
    if (status != PH_OK) {
        return status;
    }
    for (size_t i = 0; i < run->chosen.proposals.items.count; i++) {
        PH_VEC_PUSH(run->arena, &staged,
                    path_in(run, run->chosen.proposals.items.items[i]->file));
    }
    if (run->made.blame_text.len > 0) {
        if (!write_blame_file(run)) {
            (void)ph_diag_add(run->line->diags, PH_SEVERITY_ERROR, PH_BYTES(PH_BLAME_FILE),
                              "cannot be written: %s", strerror(errno));
        } else {
            PH_VEC_PUSH(run->arena, &staged, PH_BYTES(PH_BLAME_FILE));
        }
    }
    return ph_repository_stage(run->repository, &staged, run->line->diags);
}

static void tell_outcome(const PhCommitRun *run)
{
    PhBuf out = {0};
    PhBytes branch = run->base.branch.len > 0
                         ? ph_bytes_slice(run->base.branch, 11, run->base.branch.len)
                         : PH_BYTES("detached HEAD");
    size_t fixes = 0;
    for (size_t i = 0; i < run->made.commits.count; i++) {
        const PhMadeCommit *commit = &run->made.commits.items[i];
        fixes += commit->of == NULL ? 0 : commit->of->fix_count;
        ph_buf_printf(&out, "[%.*s %.7s] %.*s\n", (int)branch.len, branch.ptr,
                      commit->id.hex, (int)commit->subject.len, commit->subject.ptr);
    }
    if (!run->line->options.is_quiet) {
        size_t commits = run->made.commits.count;
        size_t files = run->chosen.proposals.items.count;
        if (commits == 0) {
            ph_buf_printf(&out, "Nothing to commit (%zu file%s checked).\n",
                          run->chosen.proposals.total.files_checked,
                          run->chosen.proposals.total.files_checked == 1 ? "" : "s");
        } else {
            ph_buf_printf(&out, "Committed %zu fix%s in %zu file%s as %zu commit%s.\n",
                          fixes, fixes == 1 ? "" : "es", files, files == 1 ? "" : "s",
                          commits, commits == 1 ? "" : "s");
        }
        if (run->made.note.len > 0 && commits > 0) {
            ph_buf_printf(&out, "Note: %.*s.\n", (int)run->made.note.len,
                          run->made.note.ptr);
        }
    }
    (void)ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
}

static PhStatus land(PhCommitRun *run)
{
    PhDiags *diags = run->line->diags;
    bool is_by_rule = run->line->options.commit == PH_SLICING_RULE;
    PhStatus status = ph_chosen_begin(run->session, is_by_rule, diags, &run->chosen);
    if (status != PH_OK) {
        return status;
    }
    if (!check_files(run) || !check_blame_file(run)) {
        return PH_ERR_REFUSED;
    }
    status = ph_chosen_settle(run->session, diags, &run->chosen);
    if (status != PH_OK || run->chosen.proposals.items.count == 0) {
        return status;
    }
    status = make_commits(run);
    status = status == PH_OK ? write_files(run) : status;
    return status == PH_OK && run->made.commits.count > 0 ? move_branch(run) : status;
}

int ph_commit_run(const PhCommandLine *line)
{
    PhCommitRun run = {.line = line, .arena = line->arena};
    PhStatus status = ph_session_open(line->arena, &line->options, PH_SUMMARY_FIX,
                                      &line->operands, line->diags, &run.session);
    if (status == PH_OK && run.session->is_standard_input) {
        (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "standard input cannot be committed");
        status = PH_ERR_USAGE;
    }
    status = status == PH_OK ? ph_repository_open(line->arena, start_of(line), line->diags,
                                                  &run.repository)
                             : status;
    if (status == PH_OK && ph_repository_is_bare(run.repository)) {
        (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, start_of(line),
                          "a bare repository has no work tree: give --branch NAME");
        status = PH_ERR_REFUSED;
    }
    status =
        status == PH_OK ? ph_repository_check_idle(run.repository, line->diags) : status;
    status = status == PH_OK ? ph_repository_base(run.repository, line->diags, &run.base)
                             : status;
    status = status == PH_OK ? land(&run) : status;
    if (status == PH_OK) {
        tell_outcome(&run);
    }
    ph_committer_end(&run.committer);
    bool is_gone = run.chosen.reviewed.end == PH_REVIEW_GONE;
    PhSeverity worst =
        run.session == NULL ? PH_SEVERITY_NOTE : ph_chosen_end(run.session, &run.chosen);
    ph_repository_close(run.repository);
    int told = line->diags->records.count > 0 ? ph_cmd_tell(line) : 0;
    if (is_gone && ph_interrupt_signal() == 0) {
        return 128 + SIGHUP;
    }
    if (ph_interrupt_signal() != 0) {
        return 128 + ph_interrupt_signal();
    }
    return status != PH_OK || ph_diags_worst(line->diags) >= PH_SEVERITY_ERROR ? told
           : worst == PH_SEVERITY_DEFECT                                       ? 3
           : worst == PH_SEVERITY_ERROR                                        ? 2
                                                                               : 0;
}
