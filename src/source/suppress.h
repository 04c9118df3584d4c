#ifndef PH_SOURCE_SUPPRESS_H
#define PH_SOURCE_SUPPRESS_H

/*
 * Remarks that keep findings away.
 *
 *     # pyheap: ignore              every rule, on this line
 *     # pyheap: ignore[rule, rule]  these rules, on this line
 *     # pyheap: ignore-file         every rule, in this file
 *     # pyheap: ignore-file[rule]   these rules, in this file
 *
 * A remark may follow other text of its comment if a `#` stands before it. Those for a file
 * count anywhere, but on a line of their own. What looks like a remark and is none
 * suppresses nothing and leaves a warning, as does a rule that does not exist.
 */

#include "source/source.h"

typedef struct PhSuppressions PhSuppressions;

/* False: the text has no remark, and nothing else need be done. */
bool ph_suppress_is_needed(PhBytes text);

/*
 * Reads the remarks in `comments`, spans of whole comments in ascending order.
 *
 * Ownership: the result lives in the source's arena; `rules`, the `rule_count` known ids,
 *            are borrowed for the call.
 */
PhSuppressions *ph_suppress_new(PhSource *source, const PhSpan *comments, size_t count,
                                const char *const *rules, size_t rule_count,
                                PhDiags *diags);

/*
 * True if a remark on one of the lines first_line to last_line, or one for the file, keeps
 * findings of `rule` away. `suppressions` may be NULL.
 */
bool ph_suppress_covers(const PhSuppressions *suppressions, const char *rule,
                        uint32_t first_line, uint32_t last_line);

/* True if no rule can find anything in the file. */
bool ph_suppress_covers_file(const PhSuppressions *suppressions);

#endif
