/*
 * attributes_closed: does the file store no attribute on objects of the class, but those
 * that its methods store through their first parameter?
 *
 * Whatever is stored on an object that may be one of the class counts. Unknown if there is
 * another name, or one that is known at run time only.
 */

#include "facts/layouts.h"
#include "facts/value_flow.h"

/* The name is that of a property or the like of the class: no slot is needed. */
static bool is_property(PhFacts *facts, PhNodeId class_node, PhBytes name)
{
    PhNodeId def = ph_class_method(facts, class_node, name);
    return def != PH_NODE_NONE && ph_first_decorator(facts->tree, def) != PH_NODE_NONE;
}

/* The first parameter of a method of a base class: that has slots for what it stores. */
static bool is_of_base(PhFacts *facts, PhNodeId object, PhNodeId class_node)
{
    PhMethodKind kind;
    PhNodeId owner = ph_class_of_self(facts, object, &kind);
    return owner != PH_NODE_NONE && owner != class_node &&
           ph_class_derives(facts, class_node, owner);
}

PhAnswer ph_fact_attributes_closed(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhAttributeVec attributes;
    if (class_node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    ph_layout_attributes(facts, class_node, &attributes);
    const PhAttributeStores *stores = ph_layout_stores(facts);
    for (size_t i = 0; i < stores->count; i++) {
        const PhAttributeStore *store = &stores->items[i];
        PhAnswer ignored;
        bool is_own = store->name.len > 0 && ph_layout_has(facts, &attributes, store->name);
        if (is_own ||
            (store->name.len > 0 && is_property(facts, class_node, store->name)) ||
            ph_layout_is_other(facts, store->object, class_node) ||
            (store->name.len > 0 && is_of_base(facts, store->object, class_node))) {
            continue;
        }
        const PhValueFlow *flow = ph_value_flow_of_class(facts, class_node);
        if (ph_value_flow_stays(flow, &ignored) &&
            (ph_value_flow_held(flow, store->object) & PH_HELD_ITSELF) == 0) {
            continue;
        }
        return ph_flow_answer(PH_UNKNOWN, store->node,
                              PH_BYTES("may store another attribute on an object of it"));
    }
    return ph_answer(PH_PROVED);
}
