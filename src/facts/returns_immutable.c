/*
 * returns_immutable: is everything that the function returns of an immutable builtin class,
 * all the way down?
 *
 * Annotations of parameters count as proof, as in pure_function.
 */

#include "facts/functions.h"
#include "facts/types.h"

static bool is_immutable(PhType type)
{
    PhTypeSet holders = PH_TYPE_TUPLE | PH_TYPE_FROZENSET;
    PhTypeSet allowed = PH_TYPE_SCALARS | PH_TYPE_RANGE | holders;
    if (type.kinds == 0 || (type.kinds & ~allowed) != 0) {
        return false;
    }
    if ((type.kinds & holders) == 0) {
        return true;
    }
    return (type.elems & ~allowed) == 0 &&
           ((type.elems & holders) == 0 || (type.inner & ~(PhTypeSet)PH_TYPE_SCALARS) == 0);
}

PhAnswer ph_fact_returns_immutable(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId def = ph_function_of(query, 0);
    if (def == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhFacts *facts = ph_facts_trusting(query->facts);
    for (PhNodeId node = ph_function_next(tree, def, def); node != PH_NODE_NONE;
         node = ph_function_next(tree, def, node)) {
        PhNodeId value = ph_tree_kind(tree, node) == PH_KIND_RETURN_STATEMENT
                             ? ph_tree_first_named(tree, node)
                             : PH_NODE_NONE;
        if (value == PH_NODE_NONE) {
            continue;
        }
        PhType type = ph_type_of(facts, value);
        if (!is_immutable(type)) {
            bool is_mutable =
                type.kinds != 0 && (type.kinds & ~(PhTypeSet)PH_TYPE_MUTABLE) == 0;
            return ph_flow_answer(is_mutable ? PH_REFUTED : PH_UNKNOWN, value,
                                  is_mutable ? PH_BYTES("can be changed")
                                             : PH_BYTES("of unknown class"));
        }
    }
    return ph_answer(PH_PROVED);
}
