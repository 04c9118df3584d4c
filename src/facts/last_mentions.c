/*
 * last_mentions: variables that the captured statement is the last to mention.
 *
 * Of a function, seen by it alone, stored once, by an assignment that stands before the
 * statement in the same block, and mentioned nowhere but from there to the statement. So
 * the variable surely has a value behind the statement, and nothing reads it.
 */

#include <stdlib.h>

#include "facts/flow.h"
#include "facts/members.h"
#include "syntax/walk.h"

enum { PH_MOST_MENTIONS = 8 };

typedef struct PhLastMention {
    PhNodeId statement; /* the last that mentions it, in the block of its only store */
    PhNodeId node;      /* where it first does */
} PhLastMention;

/* Of all variables that have one, by statement: each statement of a file may be asked. */
struct PhLastMentions {
    PH_VEC(PhLastMention) items;
};

/* The assignment that alone stores to the binding, as a statement; or PH_NODE_NONE. */
static PhNodeId sole_store(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = facts->names;
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

/* The statement that the last mention is in, in the block of the store, or of the
 * `with open(..)` around it, which has run all of its block if control comes behind it. */
static PhNodeId last_statement(PhFacts *facts, PhNodeId store, PhNodeId mention)
{
    const PhTree *tree = facts->tree;
    for (;;) {
        PhNodeId block = ph_tree_parent(tree, store);
        PhNodeId statement = mention;
        while (statement != PH_NODE_NONE && statement > store &&
               ph_tree_parent(tree, statement) != block) {
            statement = ph_tree_parent(tree, statement);
        }
        if (statement != PH_NODE_NONE && statement > store) {
            return statement;
        }
        PhNodeId with = block == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_parent(tree, block);
        if (ph_tree_kind(tree, with) != PH_KIND_WITH_STATEMENT ||
            !ph_flow_with_is_transparent(facts, with)) {
            return PH_NODE_NONE;
        }
        store = with;
    }
}

/* False if it is mentioned before the store, or outside of the store's block behind it. */
static bool find_last(PhFacts *facts, PhBindingId id, PhLastMention *out)
{
    const PhRef *refs = facts->names->refs;
    PhNodeId store = sole_store(facts, id);
    PhRefId first = facts->names->bindings[id].first_ref;
    if (store == PH_NODE_NONE || refs[first].node < store) {
        return false;
    }
    PhRefId last = first;
    while (refs[last].next != PH_REF_NONE) {
        last = refs[last].next;
    }
    PhNodeId statement = last_statement(facts, store, refs[last].node);
    if (statement == PH_NODE_NONE) {
        return false;
    }
    for (; refs[first].node < statement || refs[first].kind != PH_REF_LOAD;
         first = refs[first].next) {
        if (first == last) {
            return false;
        }
    }
    *out = (PhLastMention){statement, refs[first].node};
    return true;
}

static int by_statement(const void *a, const void *b)
{
    const PhLastMention *left = a;
    const PhLastMention *right = b;
    const PhNodeId *x =
        left->statement == right->statement ? &left->node : &left->statement;
    const PhNodeId *y = x == &left->node ? &right->node : &right->statement;
    return (*x > *y) - (*x < *y);
}

static const PhLastMentions *mentions_of(PhFacts *facts)
{
    const PhNames *names = ph_facts_names(facts);
    if (facts->last_mentions != NULL) {
        return facts->last_mentions;
    }
    PhLastMentions *mentions = PH_NEW(facts->arena, PhLastMentions);
    for (PhBindingId id = 0; id < names->binding_count; id++) {
        const PhBinding *binding = &names->bindings[id];
        PhLastMention one;
        if (binding->store_count == 1 && binding->ref_count > 1 &&
            names->scopes[binding->scope].kind == PH_SCOPE_KIND_FUNCTION &&
            find_last(facts, id, &one)) {
            PH_VEC_PUSH(facts->arena, &mentions->items, one);
        }
    }
    if (mentions->items.count > 0) {
        qsort(mentions->items.items, mentions->items.count, sizeof(PhLastMention),
              by_statement);
    }
    facts->last_mentions = mentions;
    return mentions;
}

/* The first of them at the statement or behind it. */
static size_t first_from(const PhLastMentions *mentions, PhNodeId statement)
{
    size_t low = 0;
    size_t high = mentions->items.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->items.items[middle].statement < statement) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

PhAnswer ph_fact_last_mentions(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhCapture *capture = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhNodeId statement = capture == NULL || capture->count != 1
                             ? PH_NODE_NONE
                             : ph_tree_statement_of(tree, capture->nodes[0]);
    if (statement == PH_NODE_NONE || ph_flow_is_jump(ph_tree_kind(tree, statement))) {
        return answer;
    }
    const PhLastMentions *mentions = mentions_of(facts);
    for (size_t i = first_from(mentions, statement); i < mentions->items.count; i++) {
        const PhLastMention *one = &mentions->items.items[i];
        if (one->statement != statement || answer.node_count == PH_MOST_MENTIONS) {
            break;
        }
        if (ph_flow_is_private(facts, ph_names_binding(facts->names, one->node))) {
            answer.nodes = answer.node_count == 0
                               ? PH_NEW_ARRAY(facts->arena, PhNodeId, PH_MOST_MENTIONS)
                               : answer.nodes;
            answer.nodes[answer.node_count++] = one->node;
        }
    }
    answer.verdict = answer.node_count > 0 ? PH_PROVED : PH_REFUTED;
    return answer;
}
