/* `pyheap fix --commit`: in the work tree. */

#include "cmd/commit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "cmd/chosen.h"
#include "cmd/committer.h"
#include "cmd/interrupt.h"

/* A file that holds its fixes while nothing is committed yet. */
typedef struct PhWrittenFile {
    const PhProposal *proposal;
    PhHash hash; /* of what was written */
} PhWrittenFile;

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
    PH_VEC(PhWrittenFile) written;
} PhCommitRun;

/* Where the repository is looked for: the first path named, or here. */
static PhBytes start_of(const PhCommandLine *line)
{
    return line->operands.count > 0 ? line->operands.items[0] : PH_BYTES(".");
}

static PhBytes path_in(const PhCommitRun *run, size_t file)
{
    return ph_path_below(run->session->walked.files.items[file].real_path,
                         ph_repository_folder(run->repository));
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

static const char *why_left(PhTracked tracked)
{
    switch (tracked) {
    case PH_TRACKED_NOT: return "git does not track it: left as it is";
    case PH_TRACKED_HIDDEN:
        return "git is told not to look at it (assume-unchanged or skip-worktree): left as "
               "it is";
    case PH_TRACKED_FOREIGN:
        return "git stores it in another form (filter or working-tree-encoding): left as "
               "it is";
    default: return NULL;
    }
}

/* How to go on is told once, however many there are. */
static bool is_refused(const PhCommitRun *run, PhTracked tracked, PhBytes shown,
                       bool is_first)
{
    if (tracked != PH_TRACKED_CHANGED || run->line->options.allows_dirty) {
        return false;
    }
    PhDiag *diag = ph_diag_add(run->line->diags, PH_SEVERITY_ERROR, shown,
                               "has uncommitted changes: nothing is written");
    if (is_first) {
        diag->hint = PH_BYTES(
            "commit or stash them, or give --allow-dirty to commit them with the fixes");
    }
    return true;
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
    size_t refused = 0;
    for (size_t i = 0; i < proposals->items.count; i++) {
        PhProposal *proposal = proposals->items.items[i];
        PhBytes path = path_in(run, proposal->file);
        PhBytes shown = run->session->walked.files.items[proposal->file].path;
        bool is_inside = path.len > 0 && !is_in_nested(run, path);
        PhTracked tracked =
            is_inside ? ph_repository_tracks(run->repository, path) : PH_TRACKED_NOT;
        const char *why =
            is_inside ? why_left(tracked) : "lies in another repository: left as it is";
        if (why != NULL) {
            (void)ph_diag_add(diags, PH_SEVERITY_WARNING, shown, "%s", why);
            ph_proposals_leave(proposals, proposal);
            ph_arena_free(proposal->arena);
            continue;
        }
        refused += is_refused(run, tracked, shown, refused == 0);
        proposals->items.items[kept++] = proposal;
    }
    proposals->items.count = kept;
    ph_proposals_recount(proposals);
    return refused == 0;
}

static bool check_blame_file(PhCommitRun *run)
{
    PhBytes path = PH_BYTES(PH_BLAME_FILE);
    struct stat info;
    PhBytes whole = ph_arena_format(
        run->arena, "%s/%s", ph_repository_folder(run->repository).ptr, PH_BLAME_FILE);
    if (!run->line->options.tells_blame) {
        return true;
    }
    PhTracked tracked = ph_repository_tracks(run->repository, path);
    bool is_there = lstat(whole.ptr, &info) == 0;
    if (is_there ? tracked == PH_TRACKED_CLEAN && S_ISREG(info.st_mode)
                 : tracked == PH_TRACKED_NOT) {
        return true;
    }
    (void)ph_diag_add(run->line->diags, PH_SEVERITY_ERROR, path, "%s: nothing is written",
                      tracked == PH_TRACKED_CHANGED ? "has uncommitted changes"
                                                    : "is no plain file that git tracks");
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
        PH_VEC_PUSH(run->arena, &paths, ph_landing_path(run->arena, root, name));
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
        if (ph_interrupt_signal() != 0) {
            return PH_ERR_CONFLICT;
        }
        PhProposal *proposal = proposals->items.items[i];
        PhBytes text = ph_proposal_text(proposal);
        (void)ph_committer_read(&run->committer, path_in(run, proposal->file), &text);
        if (ph_session_write(run->session, proposal->file, proposal->old_hash, text,
                             run->line->diags) == PH_OK) {
            PH_VEC_PUSH(run->arena, &run->written,
                        ((PhWrittenFile){proposal, ph_hash(text)}));
            proposals->items.items[kept++] = proposal;
        } else {
            ph_proposals_leave(proposals, proposal);
            ph_arena_free(proposal->arena);
        }
    }
    proposals->items.count = kept;
    ph_proposals_recount(proposals);
    return kept == count ? PH_OK : make_commits(run);
}

/* Nothing came of the commits, so the files are as they were before. */
static void put_back(PhCommitRun *run)
{
    for (size_t i = 0; i < run->written.count; i++) {
        const PhWrittenFile *file = &run->written.items[i];
        PhBytes shown = run->session->walked.files.items[file->proposal->file].path;
        if (ph_session_write(run->session, file->proposal->file, file->hash,
                             file->proposal->old_text, run->line->diags) != PH_OK) {
            (void)ph_diag_add(run->line->diags, PH_SEVERITY_ERROR, shown,
                              "keeps its fixes, which are not committed");
        }
    }
}

static PhStatus write_blame_file(const PhCommitRun *run, PhBytes text)
{
    PhBytes path = ph_arena_format(
        run->arena, "%s/%s", ph_repository_folder(run->repository).ptr, PH_BLAME_FILE);
    PhBytes temporary = ph_arena_format(run->arena, "%s.pyheap", path.ptr);
    if (ph_write_file(temporary.ptr, O_CREAT | O_TRUNC | O_NOFOLLOW, 0644, text) &&
        rename(temporary.ptr, path.ptr) == 0) {
        return PH_OK;
    }
    (void)ph_diag_add(run->line->diags, PH_SEVERITY_ERROR, PH_BYTES(PH_BLAME_FILE),
                      "cannot be written: %s", strerror(errno));
    (void)unlink(temporary.ptr);
    return PH_ERR_IO;
}

/*
 * The index before the branch: a run that is cut between the two leaves staged changes,
 * not an index that would undo the commits. The lock sees to it that the branch can move.
 */
static PhStatus move_branch(PhCommitRun *run)
{
    PhDiags *diags = run->line->diags;
    PhPaths staged = {0};
    PhLockedRef *lock = NULL;
    PhMove move = {
        .name = run->base.branch.len > 0 ? run->base.branch : PH_BYTES("HEAD"),
        .old = &run->base.id,
        .to = run->made.tip,
        .reason = PH_BYTES("commit: pyheap fix --commit"),
    };
    PhStatus status = ph_repository_sync(run->repository, diags);
    status =
        status == PH_OK ? ph_repository_lock(run->repository, &move, diags, &lock) : status;
    for (size_t i = 0; i < run->chosen.proposals.items.count; i++) {
        PH_VEC_PUSH(run->arena, &staged,
                    path_in(run, run->chosen.proposals.items.items[i]->file));
    }
    if (status == PH_OK && run->made.blame_text.len > 0) {
        PH_VEC_PUSH(run->arena, &staged, PH_BYTES(PH_BLAME_FILE));
        status = write_blame_file(run, run->made.blame_text);
    }
    status = status == PH_OK
                 ? ph_repository_stage(run->repository, &run->made.tip, &staged, diags)
                 : status;
    status = status == PH_OK
                 ? ph_repository_move_locked(run->repository, lock, &move, diags)
                 : status;
    ph_repository_unlock(lock);
    return status;
}

static void tell_outcome(const PhCommitRun *run)
{
    PhBytes branch =
        run->base.branch.len > 0
            ? ph_bytes_slice(run->base.branch, strlen("refs/heads/"), run->base.branch.len)
            : PH_BYTES("detached HEAD");
    PhSummary total = run->chosen.proposals.total;
    total.kind = PH_SUMMARY_COMMIT;
    total.colour = run->session->report.colour;
    ph_committer_tell(&run->made, branch, &total, run->line->options.is_quiet);
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
    status = status == PH_OK && run->made.commits.count > 0 ? move_branch(run) : status;
    if (status != PH_OK) {
        put_back(run);
        return status;
    }
    for (size_t i = 0; i < run->written.count; i++) {
        ph_chosen_note_written(run->session, &run->chosen,
                               run->written.items[i].proposal->file);
    }
    return PH_OK;
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
    int exit_status = ph_chosen_end(line, run.session, &run.chosen, status);
    ph_repository_close(run.repository);
    return exit_status;
}
