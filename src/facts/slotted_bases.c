/*
 * slotted_bases: do the objects of the bases of the class have no dict, so that its own
 * need none?
 *
 * Proved for bases of this file with __slots__, and for object, abc.ABC, typing.Generic and
 * the like. Refuted for a class of this file without; unknown for all others. Proved for a
 * class without bases.
 */

#include "facts/layouts.h"

PhAnswer ph_fact_slotted_bases(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhAnswer answer = ph_answer(PH_PROVED);
    PhNodeId base =
        class_node == PH_NODE_NONE ? PH_NODE_NONE : ph_class_first_base(tree, class_node);
    for (; base != PH_NODE_NONE; base = ph_class_next_base(tree, base)) {
        PhVerdict verdict = ph_layout_is_slotted(facts, base);
        PhNodeId known = ph_class_named(facts, ph_class_base_name(tree, base));
        if (known != PH_NODE_NONE) {
            ph_facts_claim(facts, known);
        }
        PhBytes why = verdict == PH_REFUTED ? PH_BYTES("has a dict for each object")
                                            : PH_BYTES("a base class that is not known");
        answer = ph_answer_weakest(answer, ph_flow_answer(verdict, base, why));
    }
    return answer;
}
