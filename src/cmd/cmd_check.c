#include "cmd/cmd.h"
#include "cmd/session.h"
#include "cmd/why.h"

int ph_cmd_check(const PhCommandLine *line)
{
    if (line->options.why.len > 0) {
        return ph_why_run(line);
    }
    PhSession *session;
    PhStatus status = ph_session_open(line->arena, &line->options, PH_SUMMARY_CHECK,
                                      &line->operands, line->diags, &session);
    return status == PH_OK ? ph_session_run(session, line->diags) : ph_cmd_tell(line);
}
