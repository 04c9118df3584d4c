#include "cmd/cmd.h"
#include "cmd/review_run.h"
#include "cmd/session.h"

int ph_cmd_fix(const PhCommandLine *line)
{
    PhSession *session;
    bool is_review = line->options.is_interactive || line->options.decisions.len > 0;
    if (is_review && line->options.is_dry_run) {
        (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "--dry-run does not go with --interactive or --decisions");
        return ph_cmd_tell(line);
    }
    PhSummaryKind kind = line->options.is_dry_run ? PH_SUMMARY_DRY_RUN : PH_SUMMARY_FIX;
    PhStatus status = ph_session_open(line->arena, &line->options, kind, &line->operands,
                                      line->diags, &session);
    if (status != PH_OK) {
        return ph_cmd_tell(line);
    }
    return is_review ? ph_review_command(session, line->diags)
                     : ph_session_run(session, line->diags);
}
