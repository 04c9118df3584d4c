#ifndef PH_REPORT_EXCERPT_H
#define PH_REPORT_EXCERPT_H

/*
 * The source of a span for people: line numbers in a gutter, carets below.
 *
 *       |
 *     3 | if n in [1, 2]:
 *       |         ^^^^^^
 *       |
 *
 * Of a span over several lines the first and the last are shown. A long line is cut on both
 * sides of the span with an ellipsis, and only what is shown of it is looked at. Carets
 * stand right below tabs, wide characters and the \xNN of what a terminal must not see.
 */

#include "report/format.h"

/* `paint` colours the carets. */
void ph_excerpt_add(PhBuf *buf, PhSource *source, PhSpan span, const char *paint,
                    const PhReportOptions *options);

#endif
