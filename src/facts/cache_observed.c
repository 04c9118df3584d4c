/*
 * cache_observed: does the file look at the cache of a function, or at which object it
 * returned?
 *
 * Proved for `f.cache_info`, `f.cache_parameters`, `f.__wrapped__`, for a result, or a
 * variable that a result is stored to, that is compared by `is`, stored into or changed by
 * a method. Refuted else.
 */

#include "facts/members.h"

static const char *const k_ways[] = {"__wrapped__", "cache_info", "cache_parameters"};

static const char *const k_changes[] = {
    "add",  "append",   "clear",  "discard", "extend",     "insert", "pop",    "popitem",
    "push", "register", "remove", "reverse", "setdefault", "sort",   "update",
};

/* What happens to the object right where it is read. */
static bool is_observed(const PhTree *tree, PhNodeId value)
{
    PhNodeId node = ph_tree_out_of_parens(tree, value);
    PhNodeId parent = ph_tree_parent(tree, node);
    if (ph_tree_kind(tree, parent) == PH_KIND_COMPARISON_OPERATOR) {
        bool is_identity = false;
        bool has_none = false;
        PH_FOR_EACH_CHILD(tree, parent, child)
        {
            PhKind kind = ph_tree_kind(tree, child);
            is_identity = is_identity || kind == PH_TOKEN_IS || kind == PH_TOKEN_IS_NOT;
            has_none = has_none || kind == PH_KIND_NONE || kind == PH_KIND_TRUE ||
                       kind == PH_KIND_FALSE;
        }
        return is_identity && !has_none;
    }
    for (; ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE ||
           ph_tree_kind(tree, parent) == PH_KIND_SUBSCRIPT;
         node = parent, parent = ph_tree_parent(tree, node)) {
        PhField field = tree->fields[node];
        if (field != PH_FIELD_OBJECT && field != PH_FIELD_VALUE) {
            return false;
        }
        PhNodeId name = ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE);
        bool changes =
            name != PH_NODE_NONE &&
            ph_bytes_is_one_of(ph_tree_text(tree, name), k_changes, PH_COUNT_OF(k_changes));
        if (changes || ph_is_target(tree, parent)) {
            return true;
        }
    }
    return false;
}

static PhNodeId observed_variable(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_tree_out_of_parens(tree, call);
    PhNodeId assignment = ph_tree_parent(tree, node);
    PhNodeId target = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT
                          ? ph_tree_child(tree, assignment, PH_FIELD_LEFT)
                          : PH_NODE_NONE;
    PhBindingId id = ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(facts->names, target)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE) {
        return PH_NODE_NONE;
    }
    PhFlowRefs refs = ph_flow_refs(facts, id);
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId use = facts->names->refs[refs.items[i]].node;
        if (is_observed(tree, use)) {
            return use;
        }
    }
    return PH_NODE_NONE;
}

PhAnswer ph_fact_cache_observed(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhFlowRefs refs = ph_flow_refs(facts, id);
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId name = facts->names->refs[refs.items[i]].node;
        PhNodeId parent = ph_tree_parent(tree, name);
        PhNodeId attribute = ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE
                                 ? ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE)
                                 : PH_NODE_NONE;
        if (attribute != PH_NODE_NONE && ph_bytes_is_one_of(ph_tree_text(tree, attribute),
                                                            k_ways, PH_COUNT_OF(k_ways))) {
            return ph_flow_answer(PH_PROVED, parent, PH_BYTES("looks at the cache"));
        }
        bool is_call = ph_tree_kind(tree, parent) == PH_KIND_CALL &&
                       tree->fields[name] == PH_FIELD_FUNCTION;
        PhNodeId use = is_call ? observed_variable(facts, parent) : PH_NODE_NONE;
        if (is_call && (is_observed(tree, parent) || use != PH_NODE_NONE)) {
            return ph_flow_answer(PH_PROVED, use == PH_NODE_NONE ? parent : use,
                                  PH_BYTES("tells one object from another"));
        }
    }
    return ph_answer(PH_REFUTED);
}
