/*
 * `pyheap fix --branch NAME`: one process a repository, several at a time. What one prints
 * is kept and shown in the order of the command line.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "cmd/commit.h"
#include "cmd/committer.h"
#include "cmd/interrupt.h"
#include "cmd/pool.h"
#include "cmd/slice.h"
#include "cmd/terminal.h"
#include "cmd/tree_session.h"
#include "cmd/verify.h"

typedef enum PhBranchState {
    PH_BRANCH_FAILED, /* what was printed says why */
    PH_BRANCH_NOTHING,
    PH_BRANCH_MADE,
} PhBranchState;

/* What a process tells of its repository; copied through a pipe. */
typedef struct PhOutcome {
    PhBranchState state;
    bool is_there; /* the branch was before */
    PhSeverity worst;
    size_t commits;
    size_t fixes;
    size_t files;
    PhObjectId tip;
    char why[160]; /* of a failure: the first record */
} PhOutcome;

/* One operand of the command line, and the process that works on it. */
typedef struct PhBranchJob {
    PhBytes operand;
    pid_t process; /* 0: none */
    int outcome;   /* descriptor to read from */
    FILE *output;  /* both streams; NULL: they are ours */
    PhOutcome told;
} PhBranchJob;

typedef struct PhBranchRun {
    const PhCommandLine *line;
    PhArena *arena;
    PhOptions options;
    PhRepository *repository;
    PhObjectId head; /* what the branch is made from */
    PhObjectId base; /* its last commit, or the head */
    bool is_there;   /* the branch is, with commits of ours or none */
    PhDiags diags;
    PhTreeSession tree;
    PhProposals proposals;
    PhCommitter committer;
    PhMade made;
    PhBytes form; /* of messages */
} PhBranchRun;

static PhBytes ref_name(const PhBranchRun *run)
{
    PhBytes branch = run->options.branch;
    return ph_arena_format(run->arena, "refs/heads/%.*s", (int)branch.len, branch.ptr);
}

static PhStatus refuse_branch(PhBranchRun *run, const char *why)
{
    PhBytes branch = run->options.branch;
    (void)ph_diag_add(&run->diags, PH_SEVERITY_ERROR, ph_repository_shown(run->repository),
                      "branch '%.*s' %s", (int)branch.len, branch.ptr, why);
    return PH_ERR_REFUSED;
}

/* Whether all commits from `from` back to `to` say that pyheap made them. */
static bool is_ours(PhBranchRun *run, PhObjectId from, const PhObjectId *to)
{
    while (strcmp(from.hex, to->hex) != 0) {
        PhCommitFacts facts;
        if (ph_repository_facts(run->repository, &from, &run->diags, &facts) != PH_OK ||
            facts.parent_count != 1 ||
            ph_bytes_find(facts.message, PH_BYTES("\nPyheap-Version: "), 0) ==
                PH_NOT_FOUND) {
            return false;
        }
        from = facts.parent;
    }
    return true;
}

/* A branch of that name may be gone on with if it begins at HEAD and all on it is ours. */
static PhStatus find_branch(PhBranchRun *run)
{
    PhBytes name = run->options.branch;
    PhObjectId fork;
    run->base = run->head;
    run->is_there = ph_repository_branch(run->repository, name, &run->base);
    if (!run->is_there) {
        return PH_OK;
    }
    if (ph_repository_is_checked_out(run->repository, name)) {
        return refuse_branch(run, "is checked out: give --commit to commit to it");
    }
    if (!ph_repository_merge_base(run->repository, &run->base, &run->head, &fork) ||
        !is_ours(run, run->base, &fork)) {
        return refuse_branch(run, "holds commits that are not pyheap's");
    }
    if (strcmp(fork.hex, run->head.hex) != 0) {
        PhStatus status = refuse_branch(run, "begins at a commit before HEAD");
        run->diags.records.items[run->diags.records.count - 1].hint = ph_arena_format(
            run->arena, "choose another name, or `git branch -D %.*s` and run again",
            (int)name.len, name.ptr);
        return status;
    }
    return PH_OK;
}

static PhBytes path_below(const PhBranchRun *run, PhBytes operand)
{
    return ph_repository_is_bare(run->repository)
               ? PH_BYTES(".")
               : ph_landing_path(run->arena, ph_repository_folder(run->repository),
                                 operand);
}

static PhStatus make_commits(PhBranchRun *run, const PhBytesVec *paths)
{
    PhLanding landing;
    run->committer =
        (PhCommitter){.arena = run->arena,
                      .session = run->tree.session,
                      .repository = run->repository,
                      .base = run->base,
                      .form = run->form,
                      .record = ph_landing_record(run->arena, &run->options, paths)};
    PhStatus status = ph_committer_land(&run->committer, &run->proposals, run->tree.folder,
                                        &run->diags, &landing, &run->made);
    ph_committer_end(&run->committer);
    status = status == PH_OK ? ph_repository_sync(run->repository, &run->diags) : status;
    PhMove move = {.name = ref_name(run),
                   .old = run->is_there ? &run->base : NULL,
                   .to = run->made.tip,
                   .reason = PH_BYTES("branch: made by pyheap fix --branch")};
    return status == PH_OK ? ph_repository_move(run->repository, &move, &run->diags)
                           : status;
}

static PhStatus work(PhBranchRun *run, PhBytes operand, PhOutcome *outcome)
{
    PhBase head;
    PhBytesVec paths = {0};
    PhStatus status =
        ph_repository_open(run->arena, operand, &run->diags, &run->repository);
    status =
        status == PH_OK ? ph_repository_base(run->repository, &run->diags, &head) : status;
    /* Before the working folder changes, to which its name is relative. */
    status = status == PH_OK
                 ? ph_committer_form(run->arena, &run->options, &run->diags, &run->form)
                 : status;
    if (status != PH_OK) {
        return status;
    }
    run->head = head.id;
    status = find_branch(run);
    if (status != PH_OK) {
        return status;
    }
    PH_VEC_PUSH(run->arena, &paths, path_below(run, operand));
    status = ph_tree_session_open(run->repository, &run->base, &run->options, &paths,
                                  &run->diags, &run->tree);
    if (status != PH_OK) {
        return status;
    }
    PhProposeOptions propose = {.is_by_rule = run->options.commit == PH_SLICING_NONE ||
                                              run->options.commit == PH_SLICING_RULE};
    ph_slice_propose(run->tree.session, &propose, &run->proposals);
    if (run->options.verify.len > 0 && ph_interrupt_signal() == 0) {
        status =
            ph_verify_narrow(run->tree.session, &propose, &run->diags, &run->proposals);
        if (status != PH_OK) {
            return status;
        }
    }
    outcome->worst = run->proposals.worst;
    outcome->files = run->proposals.items.count;
    outcome->fixes = run->proposals.total.fixed;
    outcome->state = PH_BRANCH_NOTHING;
    outcome->is_there = run->is_there;
    if (ph_interrupt_signal() != 0) {
        return PH_ERR_CONFLICT;
    }
    if (run->proposals.items.count == 0) {
        return PH_OK;
    }
    status = make_commits(run, &paths);
    outcome->state = PH_BRANCH_MADE;
    outcome->commits = run->made.commits.count;
    outcome->tip = run->made.tip;
    return status;
}

/* In a process of its own. */
static PhOutcome run_one(const PhCommandLine *line, PhBytes operand, uint32_t jobs)
{
    PhOutcome outcome = {.state = PH_BRANCH_FAILED};
    PhBranchRun run = {.line = line,
                       .arena = line->arena,
                       .options = line->options,
                       .diags = {.arena = line->arena},
                       .tree = {.old_folder = -1}};
    run.options.jobs = jobs;
    PhStatus status = work(&run, operand, &outcome);
    if (status == PH_OK) {
        PhSummary total = run.proposals.total;
        total.kind = PH_SUMMARY_COMMIT;
        total.colour = ph_terminal_wants_colour(STDOUT_FILENO, run.options.color);
        ph_committer_tell(&run.made, run.options.branch, &total, run.options.is_quiet);
    } else {
        outcome.state = PH_BRANCH_FAILED;
        PhBytes why = run.diags.records.count > 0 ? run.diags.records.items[0].message
                                                  : PH_BYTES("was stopped");
        PhBytes line_of = ph_landing_subject(why);
        (void)snprintf(outcome.why, sizeof(outcome.why), "%.*s", (int)line_of.len,
                       line_of.ptr);
    }
    (void)ph_terminal_tell(&run.diags, false);
    ph_tree_session_close(&run.tree);
    ph_repository_close(run.repository);
    return outcome;
}

/* One that is alone prints where we do. */
static bool start(const PhCommandLine *line, PhBranchJob *job, uint32_t jobs, bool is_alone)
{
    int ends[2];
    job->output = is_alone ? NULL : tmpfile();
    if ((job->output == NULL && !is_alone) || pipe(ends) != 0) {
        return false;
    }
    (void)fflush(NULL);
    job->process = fork();
    if (job->process == 0) {
        (void)close(ends[0]);
        if (job->output != NULL) {
            (void)dup2(fileno(job->output), STDOUT_FILENO);
            (void)dup2(fileno(job->output), STDERR_FILENO);
        }
        PhOutcome outcome = run_one(line, job->operand, jobs);
        bool is_told = write(ends[1], &outcome, sizeof(outcome)) == sizeof(outcome);
        _exit(is_told ? 0 : 3);
    }
    (void)close(ends[1]);
    job->outcome = ends[0];
    return job->process > 0;
}

static void copy_output(PhBytes operand, FILE *file)
{
    char chunk[4096];
    PhBuf heading = {0};
    if (fseek(file, 0, SEEK_END) == 0 && ftell(file) > 0) {
        ph_buf_printf(&heading, "%.*s:\n", (int)operand.len, operand.ptr);
        (void)ph_terminal_print(ph_buf_bytes(&heading));
        ph_buf_release(&heading);
    }
    rewind(file);
    for (size_t got = fread(chunk, 1, sizeof(chunk), file); got > 0;
         got = fread(chunk, 1, sizeof(chunk), file)) {
        (void)ph_write_all(STDOUT_FILENO, (PhBytes){chunk, got});
    }
    (void)fclose(file);
}

/* Waits; a signal of ours is handed on, and the process ends by itself. */
static void finish(PhBranchJob *job)
{
    int status = 0;
    if (job->process > 0) {
        while (waitpid(job->process, &status, 0) < 0 && errno == EINTR) {
            (void)kill(job->process, SIGTERM);
        }
        if (read(job->outcome, &job->told, sizeof(job->told)) != sizeof(job->told)) {
            job->told = (PhOutcome){.state = PH_BRANCH_FAILED};
            (void)snprintf(job->told.why, sizeof(job->told.why), "ended by signal %d",
                           WIFSIGNALED(status) ? WTERMSIG(status) : 0);
        }
        (void)close(job->outcome);
        job->process = 0;
    } else {
        (void)snprintf(job->told.why, sizeof(job->told.why), "no process could be started");
    }
}

static void add_row(PhBuf *out, const PhBranchJob *job, int width)
{
    const PhOutcome *told = &job->told;
    ph_buf_printf(out, "%-*.*s", width, (int)job->operand.len, job->operand.ptr);
    switch (told->state) {
    case PH_BRANCH_MADE:
        ph_buf_printf(out, "  %7zu  %5zu  %5zu  %.7s\n", told->commits, told->fixes,
                      told->files, told->tip.hex);
        return;
    case PH_BRANCH_NOTHING:
        ph_buf_printf(out, "  %7d  %5d  %5d  nothing to fix\n", 0, 0, 0);
        return;
    default: ph_buf_printf(out, "  %7s  %5s  %5s  %s\n", "-", "-", "-", told->why);
    }
}

static void tell_table(const PhCommandLine *line, const PhBranchJob *jobs, size_t count)
{
    PhBuf out = {0};
    int width = (int)strlen("repository");
    size_t states[3] = {0};
    for (size_t i = 0; i < count; i++) {
        width = (int)jobs[i].operand.len > width ? (int)jobs[i].operand.len : width;
        states[jobs[i].told.state]++;
    }
    ph_buf_printf(&out, "\n%-*s  commits  fixes  files  result\n", width, "repository");
    for (size_t i = 0; i < count; i++) {
        add_row(&out, &jobs[i], width);
    }
    ph_buf_printf(&out,
                  "%zu of %zu repositories have a branch '%.*s'; %zu had nothing to "
                  "fix, %zu failed.\n",
                  states[PH_BRANCH_MADE], count, (int)line->options.branch.len,
                  line->options.branch.ptr, states[PH_BRANCH_NOTHING],
                  states[PH_BRANCH_FAILED]);
    (void)ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
}

static void tell_single(const PhBranchJob *job)
{
    if (job->told.state == PH_BRANCH_NOTHING) {
        (void)ph_terminal_print(job->told.is_there
                                    ? PH_BYTES("The branch stays as it is.\n")
                                    : PH_BYTES("No branch was made.\n"));
    }
}

static void run_all(const PhCommandLine *line, PhBranchJob *jobs, size_t count)
{
    uint32_t cores = line->options.jobs > 0 ? line->options.jobs : ph_pool_cores();
    size_t at_once = count < cores ? count : cores;
    uint32_t each = cores / (uint32_t)at_once;
    size_t started = 0;
    for (size_t i = 0; i < count; i++) {
        for (; started < count && started < i + at_once && ph_interrupt_signal() == 0;
             started++) {
            (void)start(line, &jobs[started], each, count == 1);
        }
        finish(&jobs[i]);
        if (jobs[i].output != NULL) {
            copy_output(jobs[i].operand, jobs[i].output);
        }
    }
}

int ph_branch_run(const PhCommandLine *line)
{
    PhBytes here = PH_BYTES(".");
    size_t count = line->operands.count > 0 ? line->operands.count : 1;
    const PhBytes *operands = line->operands.count > 0 ? line->operands.items : &here;
    PhBranchJob *jobs = PH_NEW_ARRAY(line->arena, PhBranchJob, count);
    PhBytes branch = line->options.branch;
    if (!ph_repository_is_branch_name(branch)) {
        (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "'%.*s' is no name for a branch", (int)branch.len, branch.ptr);
        return ph_cmd_tell(line);
    }
    for (size_t i = 0; i < count; i++) {
        jobs[i].operand = operands[i];
    }
    run_all(line, jobs, count);
    if (ph_interrupt_signal() != 0) {
        return 128 + ph_interrupt_signal();
    }
    if (count > 1 && !line->options.is_quiet) {
        tell_table(line, jobs, count);
    } else if (count == 1 && !line->options.is_quiet) {
        tell_single(&jobs[0]);
    }
    int status = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_bad = jobs[i].told.state == PH_BRANCH_FAILED ||
                      jobs[i].told.worst >= PH_SEVERITY_ERROR;
        status = jobs[i].told.worst == PH_SEVERITY_DEFECT ? 3
                 : is_bad && status == 0                  ? 2
                                                          : status;
    }
    return status;
}
