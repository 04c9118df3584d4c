#ifndef PH_FACTS_OPENED_H
#define PH_FACTS_OPENED_H

/* Variables that hold a file which the builtin open, io.StringIO or io.BytesIO made. */

#include "facts/types.h"

typedef struct PhOpened {
    PhTypeSet line;  /* PH_TYPE_STR or PH_TYPE_BYTES; 0: it is no such variable */
    bool is_decoded; /* a line may turn out not to decode */
    bool is_in_memory;
} PhOpened;

/* What identifier `name` reads: every store of it, in a function of this file, is such a
 * call, alone or as an item of a with statement. */
PhOpened ph_opened_of(PhFacts *facts, PhNodeId name);

/* The class of each line of the file that `node`, such a variable or such a call, is; 0: it
 * is no such file. */
PhTypeSet ph_opened_line(PhFacts *facts, PhNodeId node);

#endif
