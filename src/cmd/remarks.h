#ifndef PH_CMD_REMARKS_H
#define PH_CMD_REMARKS_H

/* The remarks of a parsed file that keep findings away, and whether they cover one. */

#include "edit/finding.h"
#include "edit/verify.h"
#include "source/suppress.h"

/* NULL if there is none. `rules` are the known ids. Lives in `arena`. */
const PhSuppressions *ph_remarks_read(PhArena *arena, const PhParsedFile *file,
                                      const char *const *rules, size_t rule_count,
                                      PhDiags *diags);

/* True if a remark on the lines of `span`, or one for the file, is about `rule`. */
bool ph_remarks_cover(const PhSuppressions *remarks, PhSource *source, const char *rule,
                      PhSpan span);

#endif
