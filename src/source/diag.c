#include "source/diag.h"

#include <stdarg.h>
#include <stdio.h>

PhDiag *ph_diag_add_at(PhDiags *diags, PhSeverity severity, PhBytes path, uint32_t line,
                       uint32_t column, PhBytes message)
{
    PhDiag diag = {.severity = severity,
                   .line = line,
                   .column = column,
                   .path = ph_arena_copy(diags->arena, path),
                   .message = ph_arena_copy(diags->arena, message)};
    PH_VEC_PUSH(diags->arena, &diags->records, diag);
    return &diags->records.items[diags->records.count - 1];
}

PhDiag *ph_diag_add(PhDiags *diags, PhSeverity severity, PhBytes path, const char *format,
                    ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    assert(len >= 0);
    size_t used = (size_t)len < sizeof(text) ? (size_t)len : sizeof(text) - 1;
    return ph_diag_add_at(diags, severity, path, 0, 0, (PhBytes){text, used});
}

PhSeverity ph_diags_worst(const PhDiags *diags)
{
    PhSeverity worst = PH_SEVERITY_NOTE;
    for (size_t i = 0; i < diags->records.count; i++) {
        PhSeverity severity = diags->records.items[i].severity;
        worst = severity > worst ? severity : worst;
    }
    return worst;
}
