#ifndef PH_REPORT_TROUBLE_H
#define PH_REPORT_TROUBLE_H

/* Diagnostics as they go to standard error. */

#include "base/buf.h"
#include "source/diag.h"

/*
 * Appends `error: path:line:col: message` as one line, control characters and bytes that
 * are not UTF-8 escaped, a long message cut so that the line has about 900 bytes. A hint
 * follows on a line of its own.
 */
void ph_report_diag(PhBuf *buf, const PhDiag *diag, bool colour);

/* All records, in order. */
void ph_report_diags(PhBuf *buf, const PhDiags *diags, bool colour);

#endif
