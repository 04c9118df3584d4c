#include "facts/sole.h"

#include "facts/flow.h"
#include "facts/members.h"

PhBindingId ph_sole_binding(PhFacts *facts, PhNodeId node)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, node)
                         : PH_BINDING_NONE;
    return id != PH_BINDING_NONE && names->bindings[id].store_count == 1 ? id
                                                                         : PH_BINDING_NONE;
}

PhNodeId ph_sole_definition(PhFacts *facts, PhNodeId name, PhRefKind kind)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_sole_binding(facts, name);
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    while (ref != PH_REF_NONE && names->refs[ref].kind != kind) {
        ref = names->refs[ref].next;
    }
    return ref == PH_REF_NONE ? PH_NODE_NONE
                              : ph_tree_parent(facts->tree, names->refs[ref].node);
}

PhNodeId ph_sole_target(PhFacts *facts, PhBindingId binding)
{
    const PhNames *names = ph_facts_names(facts);
    if (binding == PH_BINDING_NONE || names->bindings[binding].store_count != 1) {
        return PH_NODE_NONE;
    }
    for (PhRefId ref = names->bindings[binding].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        PhRefKind kind = names->refs[ref].kind;
        if (kind == PH_REF_ASSIGN || kind == PH_REF_ANNOTATED) {
            return names->refs[ref].node;
        }
    }
    return PH_NODE_NONE;
}

PhNodeId ph_sole_value(PhFacts *facts, PhNodeId name)
{
    PhNodeId target = ph_sole_target(facts, ph_sole_binding(facts, name));
    return target == PH_NODE_NONE ? target : ph_stored_value(facts->tree, target);
}

PhNodeId ph_sole_local_value(PhFacts *facts, PhNodeId name)
{
    PhBindingId id = ph_sole_binding(facts, name);
    return id != PH_BINDING_NONE && ph_flow_is_private(facts, id)
               ? ph_sole_value(facts, name)
               : PH_NODE_NONE;
}
