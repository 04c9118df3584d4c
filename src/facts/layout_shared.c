/*
 * layout_shared: does another class inherit from this one and from a class besides?
 *
 * Two bases with slots of their own cannot be joined. Refuted if no class of the file does;
 * proved if one does, whose other bases are not known to be without slots for good.
 */

#include "facts/layouts.h"

static bool is_object(PhFacts *facts, PhNodeId base)
{
    PhNodeId name = ph_class_base_name(facts->tree, base);
    return ph_class_named(facts, name) == PH_NODE_NONE &&
           ph_layout_is_slotted(facts, base) == PH_PROVED;
}

PhAnswer ph_fact_layout_shared(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId class_node = ph_class_of_query(query, 0);
    for (PhNodeId one = ph_class_next(facts, 0);
         one != PH_NODE_NONE && class_node != PH_NODE_NONE;
         one = ph_class_next(facts, one)) {
        uint32_t others = 0;
        if (one == class_node || !ph_class_derives(facts, one, class_node)) {
            continue;
        }
        for (PhNodeId base = ph_class_first_base(tree, one); base != PH_NODE_NONE;
             base = ph_class_next_base(tree, base)) {
            others += is_object(facts, base) ? 0 : 1;
        }
        if (others > 1) {
            return ph_flow_answer(PH_PROVED, ph_class_name(tree, one),
                                  PH_BYTES("has several bases"));
        }
    }
    return ph_answer(PH_REFUTED);
}
