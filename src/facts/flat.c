/*
 * flat: does the list or dict hold nothing but numbers, texts and other values that cannot
 * be changed, whenever the captured name is read?
 *
 * For a variable of a function: it is stored, and given elements, in ways that are
 * understood, and nobody else knows it till then. For a variable that only this module
 * sees: by the types of what is stored.
 */

#include "facts/plain_data.h"
#include "syntax/walk.h"

static bool is_frozen(PhFacts *facts, PhNodeId node)
{
    return node != PH_NODE_NONE && ph_type_is_its_copy(ph_type_of(facts, node));
}

/* `q.append(x)`, `d.setdefault(k, x)`: what is added is frozen; or nothing is added. */
static bool adds_frozen(PhFacts *facts, PhNodeId attribute)
{
    static const char *const k_adders[] = {"append", "insert", "setdefault"};
    static const char *const k_removers[] = {"clear",  "pop",     "popitem",
                                             "remove", "reverse", "sort"};
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_call_of(tree, attribute);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    PhNodeId args[2];
    uint32_t count = 0;
    if (call == PH_NODE_NONE) {
        return false;
    }
    if (ph_bytes_is_one_of(name, k_removers, PH_COUNT_OF(k_removers))) {
        return true;
    }
    if (!ph_bytes_is_one_of(name, k_adders, PH_COUNT_OF(k_adders)) ||
        !ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!is_frozen(facts, args[i])) {
            return false;
        }
    }
    return true;
}

/* `d[k] = x` */
static bool stores_frozen(PhFacts *facts, PhNodeId subscript)
{
    const PhTree *tree = facts->tree;
    PhNodeId assignment = ph_tree_parent(tree, subscript);
    if (ph_tree_kind(tree, assignment) == PH_KIND_DELETE_STATEMENT) {
        return true;
    }
    bool is_plain = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT &&
                    tree->fields[subscript] == PH_FIELD_LEFT &&
                    ph_tree_kind(tree, ph_tree_parent(tree, assignment)) ==
                        PH_KIND_EXPRESSION_STATEMENT;
    PhNodeId index = ph_tree_child(tree, subscript, PH_FIELD_SUBSCRIPT);
    return is_plain && ph_tree_kind(tree, index) != PH_KIND_SLICE &&
           is_frozen(facts, index) &&
           is_frozen(facts, ph_tree_child(tree, assignment, PH_FIELD_RIGHT));
}

static bool keeps_flat(PhFacts *facts, const PhRef *ref)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, ph_tree_out_of_parens(tree, ref->node));
    if (ref->kind != PH_REF_LOAD) {
        return false;
    }
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE: return adds_frozen(facts, parent);
    case PH_KIND_SUBSCRIPT: return stores_frozen(facts, parent);
    default: return false;
    }
}

/* The value of `q = e`. */
static PhNodeId value_of(const PhTree *tree, PhNodeId name)
{
    PhNodeId assignment = ph_tree_parent(tree, name);
    return ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT
               ? ph_tree_child(tree, assignment, PH_FIELD_RIGHT)
               : PH_NODE_NONE;
}

static PhAnswer judge_container(const PhContainer *container, PhNodeId name)
{
    PhFacts *facts = container->facts;
    const PhTree *tree = facts->tree;
    PhNodeId statement = ph_tree_statement_of(tree, name);
    PhAnswer answer = ph_answer(PH_UNKNOWN);
    if (statement == PH_NODE_NONE || !ph_container_is_fresh(container, &answer) ||
        ph_container_leaks_before(container, ph_flow_region_of(tree, statement), &answer)) {
        return answer;
    }
    PhNodeId loop = ph_flow_outermost_loop(tree, name);
    PhNodeId limit =
        loop == PH_NODE_NONE ? ph_tree_limit(tree, statement) : ph_tree_limit(tree, loop);
    for (uint32_t i = 0; i < container->refs.count; i++) {
        const PhRef *ref = &facts->names->refs[container->refs.items[i]];
        PhHold hold = (PhHold)container->holds[i];
        bool is_flat = true;
        if (hold == PH_HOLD_STORE) {
            PhNodeId value = value_of(tree, ref->node);
            is_flat = value != PH_NODE_NONE && ph_plain_is_flat(facts, value);
        } else if (hold == PH_HOLD_CHANGE && ref->node < limit) {
            is_flat = keeps_flat(facts, ref);
        }
        if (!is_flat) {
            return ph_flow_answer(PH_UNKNOWN, ref->node,
                                  PH_BYTES("what it holds there may be changed"));
        }
    }
    return ph_answer(PH_PROVED);
}

PhAnswer ph_fact_flat(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId name = ph_flow_node(query, 0);
    PhContainer container;
    PhAnswer answer = ph_answer(PH_UNKNOWN);
    if (name == PH_NODE_NONE) {
        return answer;
    }
    if (ph_container_of(facts, name, &container, &answer)) {
        return judge_container(&container, name);
    }
    PhType type = ph_type_of(facts, name);
    PhTypeSet atoms = PH_TYPE_SCALARS | PH_TYPE_RANGE;
    bool is_flat =
        (type.kinds == PH_TYPE_LIST && ph_type_is_its_copy(ph_type_element(type))) ||
        (type.kinds == PH_TYPE_DICT && ph_type_is_its_copy(ph_type_element(type)) &&
         (type.inner & ~atoms) == 0 && type.inner != 0);
    return is_flat ? ph_answer(PH_PROVED) : answer;
}

/*
 * stored_flat: is all that the file stores to the name flat, where it stores?
 *
 * Evidence, no proof: others may change it.
 */
PhAnswer ph_fact_stored_flat(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId id = ph_flow_binding(query, 0);
    const PhNames *names = ph_facts_names(facts);
    bool has_store = false;
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        if (ref->kind == PH_REF_LOAD || ref->kind == PH_REF_GLOBAL ||
            ref->kind == PH_REF_NONLOCAL || ref->kind == PH_REF_DECLARED) {
            continue;
        }
        PhNodeId value = ref->kind == PH_REF_ASSIGN || ref->kind == PH_REF_ANNOTATED
                             ? value_of(facts->tree, ref->node)
                             : PH_NODE_NONE;
        if (value == PH_NODE_NONE || !ph_plain_is_flat(facts, value)) {
            return ph_answer(PH_REFUTED);
        }
        has_store = true;
    }
    return ph_answer(has_store ? PH_PROVED : PH_REFUTED);
}
