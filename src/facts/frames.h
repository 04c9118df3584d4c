#ifndef PH_FACTS_FRAMES_H
#define PH_FACTS_FRAMES_H

/* Whether code looks at the frame that it runs in; looks_at_frame.c says what counts. */

#include "facts/flow.h"

/* Proved: a builtin that does stands there. Unknown: a name that may be one. */
PhAnswer ph_frame_looked_at(PhFacts *facts, PhFlowRegion region);

#endif
