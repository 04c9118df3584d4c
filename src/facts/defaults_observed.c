/*
 * defaults_observed: may something look at the default values of functions of this file?
 *
 * Unknown if the file speaks of them anywhere, by `__defaults__`, inspect.signature() and
 * their kin; refuted else.
 */

#include "facts/facts.h"
#include "facts/flow.h"

static const char *const k_ways[] = {
    "__defaults__", "__kwdefaults__", "__signature__", "getargspec",
    "getcallargs",  "getfullargspec", "signature",     "Signature",
};

static PhAnswer look_through(const PhTree *tree)
{
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind != PH_KIND_IDENTIFIER && kind != PH_KIND_STRING_CONTENT) {
            continue;
        }
        PhBytes text = ph_tree_text(tree, node);
        if (ph_bytes_is_one_of(text, k_ways, PH_COUNT_OF(k_ways))) {
            return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("looks at them"));
        }
    }
    return ph_answer(PH_REFUTED);
}

PhAnswer ph_fact_defaults_observed(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    if (facts->observed_defaults == NULL) {
        PhAnswer *answer = PH_NEW(facts->arena, PhAnswer);
        *answer = look_through(facts->tree);
        facts->observed_defaults =
            answer; /* it is the same for each function of the file */
    }
    return *facts->observed_defaults;
}
