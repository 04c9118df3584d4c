/*
 * last_mentions: variables that the captured statement is the last to mention.
 *
 * Of a function, seen by it alone, stored once, by an assignment that stands before the
 * statement in the same block, and mentioned nowhere but from there to the statement. So
 * the variable surely has a value behind the statement, and nothing reads it.
 */

#include "facts/flow.h"
#include "facts/members.h"
#include "syntax/walk.h"

enum { PH_MOST_MENTIONS = 8 };

/* The assignment that alone stores to the binding, as a statement; or PH_NODE_NONE. */
static PhNodeId sole_store(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = facts->names;
    if (names->bindings[id].store_count != 1) {
        return PH_NODE_NONE;
    }
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        PhRefKind kind = names->refs[ref].kind;
        if (kind == PH_REF_LOAD) {
            continue;
        }
        bool is_plain = (kind == PH_REF_ASSIGN || kind == PH_REF_ANNOTATED) &&
                        ph_stored_value(facts->tree, names->refs[ref].node) != PH_NODE_NONE;
        return is_plain ? ph_tree_statement_of(facts->tree, names->refs[ref].node)
                        : PH_NODE_NONE;
    }
    return PH_NODE_NONE;
}

/* The store, or the `with open(..)` around it, which has run all of its block if control
 * comes behind it. */
static PhNodeId out_of_opens(PhFacts *facts, PhNodeId store, PhNodeId statement)
{
    const PhTree *tree = facts->tree;
    PhNodeId block = ph_tree_parent(tree, statement);
    while (store != PH_NODE_NONE && ph_tree_parent(tree, store) != block) {
        PhNodeId with = ph_tree_parent(tree, ph_tree_parent(tree, store));
        if (ph_tree_kind(tree, with) != PH_KIND_WITH_STATEMENT ||
            !ph_flow_with_is_transparent(facts, with)) {
            return store;
        }
        store = with;
    }
    return store;
}

static bool is_last(PhFacts *facts, PhBindingId id, PhNodeId statement)
{
    const PhTree *tree = facts->tree;
    PhNodeId store = out_of_opens(facts, sole_store(facts, id), statement);
    if (store == PH_NODE_NONE || store >= statement ||
        ph_tree_parent(tree, store) != ph_tree_parent(tree, statement)) {
        return false;
    }
    PhFlowRefs refs = ph_flow_refs(facts, id); /* in the order of the code */
    return refs.count > 0 && facts->names->refs[refs.items[0]].node >= store &&
           facts->names->refs[refs.items[refs.count - 1]].node <
               ph_tree_limit(tree, statement);
}

static bool is_new(PhFacts *facts, const PhAnswer *answer, PhBindingId id)
{
    for (uint32_t i = 0; i < answer->node_count; i++) {
        if (ph_names_binding(facts->names, answer->nodes[i]) == id) {
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_last_mentions(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    const PhCapture *capture = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (capture == NULL || capture->count != 1) {
        return answer;
    }
    PhNodeId statement = ph_tree_statement_of(tree, capture->nodes[0]);
    if (statement == PH_NODE_NONE || ph_flow_is_jump(ph_tree_kind(tree, statement))) {
        return answer;
    }
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, PH_MOST_MENTIONS);
    for (PhNodeId node = statement; node < ph_tree_limit(tree, statement); node++) {
        PhRefId ref = ph_names_ref(names, node);
        if (ref == PH_REF_NONE || names->refs[ref].kind != PH_REF_LOAD ||
            names->refs[ref].binding == PH_BINDING_NONE) {
            continue;
        }
        PhBindingId id = names->refs[ref].binding;
        if (answer.node_count < PH_MOST_MENTIONS && is_new(facts, &answer, id) &&
            is_last(facts, id, statement) && ph_flow_is_private(facts, id)) {
            answer.nodes[answer.node_count++] = node;
        }
    }
    answer.verdict = answer.node_count > 0 ? PH_PROVED : PH_REFUTED;
    return answer;
}
