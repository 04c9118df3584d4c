#include "cmd/cmd.h"
#include "cmd/commit.h"
#include "cmd/part.h"
#include "cmd/review_run.h"
#include "cmd/session.h"

static int refuse(const PhCommandLine *line, const char *what, const char *why)
{
    (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""), "%s %s", what, why);
    return ph_cmd_tell(line);
}

/* Options that do not go together; 0: all do. */
static int check_options(const PhCommandLine *line)
{
    const PhOptions *options = &line->options;
    bool is_committed = options->commit != PH_SLICING_NONE || options->branch.len > 0;
    bool is_review = options->is_interactive || options->decisions.len > 0;
    if (is_committed && options->is_dry_run) {
        return refuse(line, "--dry-run", "writes nothing, so it cannot commit");
    }
    if (is_review && options->is_dry_run) {
        return refuse(line, "--dry-run", "does not go with --interactive or --decisions");
    }
    if (is_review && options->branch.len > 0) {
        return refuse(line, "--branch", "does not go with --interactive or --decisions");
    }
    if (!is_committed && (options->allows_dirty || options->runs_hooks ||
                          options->tells_blame || options->message.len > 0)) {
        return refuse(line, "--allow-dirty, --run-hooks, --blame-ignore-revs and --message",
                      "go with --commit or --branch");
    }
    if (options->verify.len == 0 &&
        (options->verify_timeout > 0 || options->keeps_untested)) {
        return refuse(line, "--verify-timeout and --keep-untested", "go with --verify");
    }
    return 0;
}

int ph_cmd_fix(const PhCommandLine *line)
{
    const PhOptions *options = &line->options;
    PhSession *session;
    int refused = check_options(line);
    if (refused != 0) {
        return refused;
    }
    if (options->branch.len > 0) {
        return ph_branch_run(line);
    }
    if (options->commit != PH_SLICING_NONE) {
        return ph_commit_run(line);
    }
    if (options->limit > 0 || options->sample > 0 || options->verify.len > 0) {
        return ph_part_run(line);
    }
    PhSummaryKind kind = options->is_dry_run ? PH_SUMMARY_DRY_RUN : PH_SUMMARY_FIX;
    PhStatus status = ph_session_open(line->arena, &line->options, kind, &line->operands,
                                      line->diags, &session);
    if (status != PH_OK) {
        return ph_cmd_tell(line);
    }
    return options->is_interactive || options->decisions.len > 0
               ? ph_review_command(session, line->diags)
               : ph_session_run(session, line->diags);
}
