#include "facts/made_by.h"

#include "facts/members.h"
#include "facts/sole.h"

/* The only value that is ever stored to the name, or PH_NODE_NONE. */
static PhNodeId sole_value(PhFacts *facts, PhNodeId name)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_sole_binding(facts, name);
    PhNodeId target = ph_sole_target(facts, id);
    if (target == PH_NODE_NONE || names->scopes[names->bindings[id].scope].is_opaque ||
        names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_CLASS) {
        return PH_NODE_NONE;
    }
    ph_facts_claim(facts, target);
    return ph_stored_value(facts->tree, target);
}

bool ph_calls_one_of(PhFacts *facts, PhNodeId call, const char *const *paths, size_t count,
                     size_t *which_out)
{
    const PhTree *tree = facts->tree;
    call = ph_tree_strip_parens(tree, call);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId alias = sole_value(facts, function);
    for (size_t i = 0; i < count; i++) {
        PhBytes path = ph_bytes_of(paths[i]);
        bool is_builtin = ph_bytes_find(path, PH_BYTES("."), 0) == PH_NOT_FOUND;
        bool is_meant =
            is_builtin ? ph_flow_is_builtin(facts, function) &&
                             ph_bytes_equal(ph_tree_text(tree, function), path)
                       : ph_facts_means(facts, function, path) ||
                             (alias != PH_NODE_NONE && ph_facts_means(facts, alias, path));
        if (is_meant) {
            *which_out = i;
            return true;
        }
    }
    return false;
}

PhAnswer ph_made_by(PhFacts *facts, PhNodeId node, const char *const *paths, size_t count)
{
    const PhTree *tree = facts->tree;
    PhAnswer no = ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("may be anything"));
    PhNodeId pending[16] = {node};
    uint32_t pending_count = 1;
    uint32_t steps = 0;
    while (pending_count > 0) {
        PhNodeId next = pending[--pending_count];
        size_t which;
        PhMemberStores members;
        if (next == PH_NODE_NONE || ++steps > 32) {
            return no;
        }
        next = ph_tree_strip_parens(tree, next);
        if (ph_calls_one_of(facts, next, paths, count, &which)) {
            continue;
        }
        if (ph_tree_kind(tree, next) == PH_KIND_IDENTIFIER) {
            pending[pending_count++] = sole_value(facts, next);
            continue;
        }
        if (!ph_member_stores(facts, next, &members) || members.values.count == 0 ||
            pending_count + members.values.count > PH_COUNT_OF(pending)) {
            return no;
        }
        for (size_t i = 0; i < members.values.count; i++) {
            ph_facts_claim(facts, members.values.items[i]);
            pending[pending_count++] = members.values.items[i];
        }
    }
    return ph_answer(PH_PROVED);
}
