/*
 * many_objects: does the file make many objects of the class, as far as one can see?
 *
 * In a loop or comprehension, for a container, or in a method of the class itself, as the
 * nodes of a tree make others.
 */

#include "facts/classes.h"
#include "syntax/walk.h"

static const char *const k_adders[] = {
    "add",    "append", "appendleft", "extend",     "heappush",
    "insert", "push",   "put",        "put_nowait", "setdefault",
};

/* The call, or what the name was given, is put into a container there. */
static bool is_put(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId up = ph_tree_parent(tree, ph_tree_out_of_parens(tree, node));
    up = ph_tree_kind(tree, up) == PH_KIND_PAIR ? ph_tree_parent(tree, up) : up;
    switch (ph_tree_kind(tree, up)) {
    case PH_KIND_LIST:
    case PH_KIND_SET:
    case PH_KIND_DICTIONARY:
    case PH_KIND_YIELD: return true;
    case PH_KIND_TUPLE: return is_put(facts, up);
    case PH_KIND_ASSIGNMENT: {
        PhNodeId left = ph_tree_child(tree, up, PH_FIELD_LEFT);
        return ph_tree_kind(tree, left) == PH_KIND_SUBSCRIPT && left != node;
    }
    case PH_KIND_ARGUMENT_LIST: {
        PhNodeId function =
            ph_tree_child(tree, ph_tree_parent(tree, up), PH_FIELD_FUNCTION);
        PhNodeId last = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE
                            ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)
                            : function;
        PhBytes name = last == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(tree, last);
        return ph_bytes_is(name, "map") ||
               (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE &&
                ph_bytes_is_one_of(name, k_adders, PH_COUNT_OF(k_adders)));
    }
    default: return false;
    }
}

/* `x = C(..)`, and x is put into a container. */
static bool is_name_put(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId assignment = ph_tree_parent(tree, call);
    PhNodeId left = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT
                        ? ph_tree_child(tree, assignment, PH_FIELD_LEFT)
                        : PH_NODE_NONE;
    PhBindingId id = ph_tree_kind(tree, left) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, left)
                         : PH_BINDING_NONE;
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
        if (names->refs[ref].kind == PH_REF_LOAD && is_put(facts, names->refs[ref].node)) {
            return true;
        }
    }
    return false;
}

/* Some call by this name, plain or as a method, stands in a loop. */
static bool is_called_in_loop(PhFacts *facts, PhBytes name)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhNodeId function = tree->kinds[node] == PH_KIND_CALL
                                ? ph_tree_child(tree, node, PH_FIELD_FUNCTION)
                                : PH_NODE_NONE;
        if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
            function = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
        }
        if (function != PH_NODE_NONE &&
            ph_bytes_equal(ph_tree_text(tree, function), name) &&
            (ph_flow_loop_around(tree, node) != PH_NODE_NONE || is_put(facts, node) ||
             is_name_put(facts, node))) {
            return true;
        }
    }
    return false;
}

static bool is_returned(const PhTree *tree, PhNodeId call)
{
    return ph_tree_kind(tree, ph_tree_parent(tree, call)) == PH_KIND_RETURN_STATEMENT;
}

/* One way to make objects of the class: a call of it or of one of its methods. */
static bool makes_many(PhFacts *facts, PhNodeId call, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    PhNodeId def = ph_tree_nearest(tree, call, PH_KIND_FUNCTION_DEFINITION);
    if (ph_flow_loop_around(tree, call) != PH_NODE_NONE || is_put(facts, call) ||
        is_name_put(facts, call)) {
        return true;
    }
    if (def == PH_NODE_NONE) {
        return false;
    }
    if (ph_tree_is_within(tree, call, class_node) &&
        ph_method_kind(facts, def) == PH_METHOD_PLAIN) {
        return true;
    }
    return is_returned(tree, call) &&
           is_called_in_loop(facts,
                             ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME)));
}

PhAnswer ph_fact_many_objects(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhBindingId id =
        class_node == PH_NODE_NONE ? PH_BINDING_NONE : ph_class_binding(facts, class_node);
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
        PhNodeId node = names->refs[ref].node;
        PhNodeId up = ph_tree_parent(tree, node);
        bool is_way = ph_tree_kind(tree, up) == PH_KIND_ATTRIBUTE &&
                      tree->fields[node] == PH_FIELD_OBJECT;
        PhNodeId call = ph_call_of(tree, is_way ? up : node);
        if (names->refs[ref].kind != PH_REF_LOAD) {
            continue;
        }
        bool is_mapped =
            call == PH_NODE_NONE && ph_tree_kind(tree, up) == PH_KIND_ARGUMENT_LIST &&
            is_put(facts, node) &&
            ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, ph_tree_parent(tree, up),
                                                         PH_FIELD_FUNCTION)),
                        "map");
        if (is_mapped || (call != PH_NODE_NONE && makes_many(facts, call, class_node))) {
            return ph_flow_answer(PH_PROVED, node, PH_BYTES("made there"));
        }
    }
    /* `parent.children.append(self)` in a method. */
    PhNodeId limit = class_node == PH_NODE_NONE ? 0 : ph_tree_limit(tree, class_node);
    for (PhNodeId node = class_node; node < limit; node++) {
        PhMethodKind kind;
        if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER && is_put(facts, node) &&
            ph_class_of_self(facts, node, &kind) == class_node && kind == PH_METHOD_PLAIN) {
            return ph_flow_answer(PH_PROVED, node, PH_BYTES("kept there"));
        }
    }
    return ph_answer(PH_REFUTED);
}
