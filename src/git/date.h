#ifndef PH_GIT_DATE_H
#define PH_GIT_DATE_H

/*
 * Dates as git takes them in GIT_AUTHOR_DATE and GIT_COMMITTER_DATE: `@1700000000 +0100`
 * (git's own form, also without the @), ISO 8601 (`2005-04-07T22:13:13+02:00`, a blank for
 * the T) and RFC 2822 (`Thu, 07 Apr 2005 22:13:13 +0200`). Without a zone it is that of
 * the machine.
 */

#include "base/bytes.h"

typedef struct PhGitDate {
    int64_t seconds; /* since 1970, UTC */
    int offset;      /* of the zone, in minutes */
} PhGitDate;

/* False: it is none of these. */
bool ph_git_date_read(PhBytes text, PhGitDate *date_out);

#endif
