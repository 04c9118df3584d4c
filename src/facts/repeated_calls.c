/*
 * repeated_calls: calls in a loop that read nothing the loop stores: what is called, and
 * the call.
 *
 * Only calls whose value is used: of the builtins that look through a container, of
 * `re.compile`, of methods of texts that always give a value, and by the plain name of a
 * function of this file or of one that is not known. Of equal calls the first is told. The
 * loop evaluates them each time round.
 *
 * Left out is what changes for all to see: the loop calls `append` or the like of an
 * argument, stores to an element of it or hands it to heappop; or the test of a `while`
 * calls a function that is not known, which must give something else in the end.
 */

#include "facts/effects.h"
#include "facts/invariant.h"
#include "facts/members.h"
#include "facts/types.h"
#include "names/builtin.h"
#include "syntax/walk.h"

enum { PH_MOST_CALLS = 16 };

static bool is_container_builtin(PhBytes name)
{
    static const char *const k_builtins[] = {"frozenset", "len",    "max", "min",
                                             "set",       "sorted", "sum", "tuple"};
    return ph_bytes_is_one_of(name, k_builtins, PH_COUNT_OF(k_builtins));
}

/* The code of the call holds a name besides that of the method. */
static bool has_name(const PhTree *tree, PhNodeId call, PhNodeId method)
{
    for (PhNodeId node = call; node < ph_tree_limit(tree, call); node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER && node != method) {
            return true;
        }
    }
    return false;
}

/* `text.lower()`, but not of literals alone: that is how constants are spelled. */
static bool is_method_of_text(PhFacts *facts, PhNodeId call, PhNodeId function)
{
    const PhTree *tree = facts->tree;
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhNodeId cause;
    return has_name(tree, call, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)) &&
           ph_effect_has_type(facts, object, PH_TYPE_STR | PH_TYPE_BYTES) &&
           ph_effect_of(facts, call, &cause) == PH_EFFECT_TOTAL;
}

/* A function that is imported, or defined by nothing but defs; or a name that the file does
 * not know. Classes make a new object each time. */
static bool may_be_function(PhFacts *facts, PhNodeId name)
{
    const PhNames *names = ph_facts_names(facts);
    PhRefId id = ph_names_ref(names, name);
    PhBytes text = ph_tree_text(facts->tree, name);
    if (id == PH_REF_NONE || (text.ptr[0] >= 'A' && text.ptr[0] <= 'Z')) {
        return false;
    }
    const PhBinding *binding = &names->bindings[names->refs[id].binding];
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        PhRefKind kind = names->refs[i].kind;
        if (kind != PH_REF_LOAD && kind != PH_REF_FUNCTION && kind != PH_REF_IMPORT) {
            return false;
        }
    }
    return true;
}

/* What is called, or PH_NODE_NONE if it is not of interest. */
static PhNodeId called(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (ph_facts_means(facts, function, PH_BYTES("re.compile"))) {
        return function;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        return is_method_of_text(facts, call, function)
                   ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)
                   : PH_NODE_NONE;
    }
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER ||
        ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return PH_NODE_NONE;
    }
    if (ph_flow_is_builtin(facts, function) &&
        ph_builtin_is_known(ph_tree_text(tree, function))) {
        PhNodeId first = ph_tree_first_named(tree, list);
        bool is_wanted = is_container_builtin(ph_tree_text(tree, function)) &&
                         first != PH_NODE_NONE &&
                         ph_tree_kind(tree, first) != PH_KIND_STRING;
        return is_wanted ? function : PH_NODE_NONE;
    }
    return may_be_function(facts, function) ? function : PH_NODE_NONE;
}

/* The call, the store or the `del` at `node` changes what `code` spells, and not only the
 * value of an element where `keeps_length`. */
static bool changes(const PhTree *tree, PhNodeId node, PhBytes code, bool keeps_length)
{
    static const char *const k_methods[] = {
        "add",      "append", "appendleft", "clear",      "discard", "extend", "extendleft",
        "insert",   "pop",    "popitem",    "popleft",    "put",     "push",   "read",
        "readline", "remove", "send",       "setdefault", "sort",    "update",
    };
    static const char *const k_functions[] = {
        "heapify", "heappop", "heappush", "heappushpop", "heapreplace", "next", "shuffle"};
    PhNodeId object;
    if (ph_tree_kind(tree, node) == PH_KIND_SUBSCRIPT) {
        object = ph_tree_child(tree, node, PH_FIELD_VALUE);
        return !keeps_length && ph_is_target(tree, node) &&
               ph_bytes_equal(ph_tree_text(tree, object), code);
    }
    if (ph_tree_kind(tree, node) != PH_KIND_CALL) {
        return false;
    }
    if (ph_bytes_is_one_of(ph_call_method(tree, node, &object), k_methods,
                           PH_COUNT_OF(k_methods)) &&
        ph_bytes_equal(ph_tree_text(tree, object), code)) {
        return true;
    }
    PhNodeId list = ph_tree_child(tree, node, PH_FIELD_ARGUMENTS);
    PhNodeId first = ph_tree_first_named(tree, list);
    return first != PH_NODE_NONE && ph_bytes_equal(ph_tree_text(tree, first), code) &&
           ph_bytes_is_one_of(ph_call_name(tree, node), k_functions,
                              PH_COUNT_OF(k_functions));
}

static bool is_in_test(const PhTree *tree, PhNodeId loop, PhNodeId call)
{
    return ph_tree_kind(tree, loop) == PH_KIND_WHILE_STATEMENT &&
           ph_tree_is_within(tree, call, ph_tree_child(tree, loop, PH_FIELD_CONDITION));
}

/* Its value is another one each time, as anybody can see. */
static bool looks_changed(PhFacts *facts, PhNodeId loop, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    bool is_builtin = ph_flow_is_builtin(facts, function);
    if (!is_builtin && ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
        is_in_test(tree, loop, call) &&
        ph_call_is_total(facts, call).verdict != PH_PROVED) {
        return true;
    }
    bool is_length = is_builtin && ph_bytes_is(ph_tree_text(tree, function), "len");
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        PhKind kind = ph_tree_kind(tree, arg);
        bool keeps_length = is_length && ph_effect_has_type(facts, arg, PH_TYPE_LIST);
        if (kind != PH_KIND_IDENTIFIER && kind != PH_KIND_ATTRIBUTE) {
            continue;
        }
        for (PhNodeId node = loop; node < ph_tree_limit(tree, loop); node++) {
            if (changes(tree, node, ph_tree_text(tree, arg), keeps_length)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_candidate(PhFacts *facts, PhNodeId loop, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, call));
    if (parent == PH_KIND_EXPRESSION_STATEMENT || parent == PH_KIND_AWAIT ||
        parent == PH_KIND_DECORATOR) {
        return false;
    }
    for (PhNodeId node = call; node < ph_tree_limit(tree, call); node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_AWAIT || kind == PH_KIND_YIELD || kind == PH_KIND_LAMBDA ||
            kind == PH_KIND_COMMENT) {
            return false;
        }
    }
    return ph_loop_repeats(facts, loop, call) && ph_loop_keeps_names(facts, loop, call) &&
           !looks_changed(facts, loop, call);
}

static bool is_known(const PhTree *tree, const PhNodeId *nodes, size_t count, PhNodeId call)
{
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_equal(ph_tree_text(tree, nodes[2 * i + 1]),
                           ph_tree_text(tree, call))) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_repeated_calls(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId loop = ph_flow_node(query, 0);
    PhNodeId nodes[2 * PH_MOST_CALLS];
    size_t count = 0;
    PhNodeId limit = loop == PH_NODE_NONE ? 0 : ph_tree_limit(tree, loop);
    for (PhNodeId node = loop; node < limit && count < PH_MOST_CALLS; node++) {
        if (ph_tree_kind(tree, node) != PH_KIND_CALL ||
            is_known(tree, nodes, count, node)) {
            continue;
        }
        PhNodeId function = called(facts, node);
        if (function != PH_NODE_NONE && is_candidate(facts, loop, node)) {
            nodes[2 * count] = function;
            nodes[2 * count + 1] = node;
            count++;
            node = ph_tree_limit(tree, node) - 1;
        }
    }
    PhAnswer answer = ph_answer(count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, 2 * count);
    memcpy(answer.nodes, nodes, 2 * count * sizeof(PhNodeId));
    answer.node_count = (uint32_t)(2 * count);
    return answer;
}
