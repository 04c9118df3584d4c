#include "cmd/cmd.h"
#include "cmd/session.h"

int ph_cmd_fix(const PhCommandLine *line)
{
    PhSession *session;
    PhSummaryKind kind = line->options.is_dry_run ? PH_SUMMARY_DRY_RUN : PH_SUMMARY_FIX;
    PhStatus status = ph_session_open(line->arena, &line->options, kind, &line->operands,
                                      line->diags, &session);
    return status == PH_OK ? ph_session_run(session, line->diags) : ph_cmd_tell(line);
}
