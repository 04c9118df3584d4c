/*
 * tested_true: does control come to the name only if it was tested there, and was true?
 *
 * Proved in the branch of an `if` or `while` on the name, behind an `if not x: return`, and
 * the like (type_tests.h), if nothing stores to it in between. What is in the object may
 * have changed since. Never refuted.
 */

#include "facts/flow.h"
#include "facts/type_tests.h"

PhAnswer ph_fact_tested_true(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId node = ph_flow_node(query, 0);
    PhRefId ref = node == PH_NODE_NONE ? PH_REF_NONE : ph_names_ref(names, node);
    bool is_proved = ref != PH_REF_NONE && names->refs[ref].kind == PH_REF_LOAD &&
                     ph_type_is_true_at(facts, &names->refs[ref]);
    return is_proved ? ph_answer(PH_PROVED)
                     : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("may be false"));
}
