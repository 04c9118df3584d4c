/*
 * row_limit: how many rows the slices of the queryset let through at most.
 *
 * Without a slice the number is larger than any other; a bound that is no number of the
 * file counts as 0, because pages are small.
 */

#include "facts/flow.h"
#include "facts/querysets.h"
#include "facts/sole.h"

/* The int of a literal, or of a name that is stored once; -1 if it is not known. */
static int64_t number_of(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER) {
        node = ph_sole_value(facts, node);
    }
    PhBytes text = ph_tree_kind(tree, node) == PH_KIND_INTEGER ? ph_tree_text(tree, node)
                                                               : PH_BYTES("");
    int64_t value = text.len == 0 || text.len > 12 ? -1 : 0;
    for (size_t i = 0; value >= 0 && i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (is_digit) {
            value = value * 10 + (text.ptr[i] - '0');
        } else if (text.ptr[i] != '_') {
            value = -1;
        }
    }
    return value;
}

/* Of `[a:b]`: INT64_MAX if there is no b. */
static int64_t limit_of(PhFacts *facts, PhNodeId subscript)
{
    const PhTree *tree = facts->tree;
    PhNodeId slice = ph_tree_child(tree, subscript, PH_FIELD_SUBSCRIPT);
    bool is_behind = false;
    PH_FOR_EACH_CHILD(tree, slice, child)
    {
        if (is_behind && ph_kind_is_named(tree->kinds[child])) {
            int64_t number = number_of(facts, child);
            return number < 0 ? 0 : number;
        }
        is_behind = is_behind || ph_bytes_is(ph_tree_text(tree, child), ":");
    }
    return INT64_MAX;
}

PhAnswer ph_fact_row_limit(const PhFactQuery *query)
{
    PhQuery found = ph_query_of(query->facts, ph_flow_node(query, 0));
    PhAnswer answer = ph_answer(PH_PROVED);
    answer.number = INT64_MAX;
    for (uint32_t i = 0; i < found.step_count; i++) {
        if (ph_bytes_is(found.steps[i].name, "[]")) {
            int64_t limit = limit_of(query->facts, found.steps[i].node);
            answer.number = limit < answer.number ? limit : answer.number;
        }
    }
    return answer;
}
