#ifndef PH_FACTS_BACKGROUND_H
#define PH_FACTS_BACKGROUND_H

/* Code that is handed to a pool, a thread, a task or a queue, to run on its own. */

#include "facts/facts.h"

/* True if the file names something that runs the code it is given, at another time. Without
 * such a name nothing in it runs in the background, or is a handle of what does. */
bool ph_file_hands_code_on(PhFacts *facts);

#endif
