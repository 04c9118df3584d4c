#ifndef PH_APPLY_JOURNAL_CLEAN_H
#define PH_APPLY_JOURNAL_CLEAN_H

/*
 * What runs that were killed left behind: temporary files beside the files they wrote. Each
 * holds either pyheap's new bytes, and goes; or the old ones, which the journal has too,
 * and goes; or what somebody saved in the moment of the swap, and goes back to its place.
 */

#include "apply/journal_line.h"
#include "source/diag.h"

/*
 * Looks through the runs below `folder` that ended without saying so, and ends them. What
 * cannot be decided is left alone and told by a warning, once. Nothing here fails a run.
 */
void ph_journal_clean(PhBytes folder, PhDiags *diags);

/* The part of it for one unfinished entry: what has become of it. Tells as above. */
PhJournalEnd ph_journal_clean_entry(const PhJournalEntry *entry, PhDiags *diags);

#endif
