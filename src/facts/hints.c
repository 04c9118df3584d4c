#include "facts/hints.h"

static const PhFactHints k_hints[] = {
    /* A display or comprehension, a slice, a sum or repetition, or a call by these names:
     * see ph_uses_is_fresh_list(). */
    {"fresh_list", '[', ":+*", {"list", "sorted", "split", NULL}},
};

const PhFactHints *ph_fact_hints(const PhFactSpec *fact)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_hints); i++) {
        if (strcmp(fact->name, k_hints[i].fact) == 0) {
            return &k_hints[i];
        }
    }
    return NULL;
}
