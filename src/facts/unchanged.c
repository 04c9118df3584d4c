#include "facts/unchanged.h"

#include "facts/plain_data.h"
#include "facts/uses.h"
#include "syntax/walk.h"

enum {
    PH_ATOMS = PH_TYPE_SCALARS | PH_TYPE_RANGE,
    PH_SHELLS = PH_TYPE_TUPLE | PH_TYPE_FROZENSET,
    PH_UNCHANGED_DEPTH = 8,
};

static PhAnswer unknown(PhNodeId node, const char *why)
{
    return ph_flow_answer(PH_UNKNOWN, node, ph_bytes_of(why));
}

/* The value of `name` becomes part of the value of `code`, and nobody looks into it. */
static bool is_handed_on(const PhTree *tree, PhNodeId name, PhNodeId code)
{
    PhNodeId node = name;
    while (node != code) {
        PhNodeId parent = ph_tree_parent(tree, node);
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_KIND_TUPLE:
        case PH_KIND_LIST:
        case PH_KIND_EXPRESSION_LIST: break;
        default: return false;
        }
        node = parent;
    }
    return true;
}

/* Stored or deleted in `region`; a variable that others see may be at any time. */
static PhAnswer keeps_object(PhFacts *facts, PhBindingId binding, PhNodeId name,
                             PhFlowRegion region)
{
    const PhNames *names = facts->names;
    PhScopeKind kind = names->scopes[names->bindings[binding].scope].kind;
    if (kind == PH_SCOPE_KIND_MODULE && names->bindings[binding].store_count == 1) {
        return ph_answer(PH_PROVED);
    }
    if (!ph_flow_is_private(facts, binding)) {
        return unknown(name, "may be stored elsewhere in between");
    }
    PhFlowRefs refs = ph_flow_refs(facts, binding);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        if (ph_flow_is_in(region, ref->node) && ref->kind != PH_REF_LOAD) {
            return ph_flow_answer(PH_REFUTED, ref->node, PH_BYTES("stored in between"));
        }
    }
    return ph_answer(PH_PROVED);
}

/* `q[..] = ..`, `del q[..]` or the call of a method that changes containers of any class.
 */
static bool looks_changed(const PhTree *tree, PhNodeId name)
{
    static const char *const k_changers[] = {
        "add",        "append", "appendleft", "clear",   "discard", "extend",
        "insert",     "pop",    "popitem",    "popleft", "remove",  "reverse",
        "setdefault", "sort",   "update",     "write",
    };
    PhNodeId node = ph_tree_out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    if (ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE) {
        PhBytes method =
            ph_tree_text(tree, ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE));
        return ph_bytes_is_one_of(method, k_changers, PH_COUNT_OF(k_changers));
    }
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, parent));
    return ph_tree_kind(tree, parent) == PH_KIND_SUBSCRIPT &&
           (outer == PH_KIND_DELETE_STATEMENT || tree->fields[parent] == PH_FIELD_LEFT) &&
           outer != PH_KIND_BINARY_OPERATOR && outer != PH_KIND_BOOLEAN_OPERATOR;
}

/* An attribute: refuted where what reads like it is changed. */
static PhAnswer judge_looks_of_attribute(PhFacts *facts, PhNodeId attribute,
                                         PhFlowRegion region, PhAnswer answer)
{
    const PhTree *tree = facts->tree;
    PhBytes text = ph_tree_text(tree, attribute);
    for (PhNodeId node = region.first;
         node < region.limit && node - region.first < PH_FLOW_BUDGET; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE &&
            ph_bytes_equal(ph_tree_text(tree, node), text) && looks_changed(tree, node)) {
            return ph_flow_answer(PH_REFUTED, node, PH_BYTES("changed here"));
        }
    }
    return answer;
}

/* For variables whose class is not known: refuted where a change can be seen. */
static PhAnswer judge_looks(PhFacts *facts, PhNodeId name, PhFlowRegion region,
                            PhAnswer answer)
{
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), name);
    PhFlowRefs refs = {0};
    if (binding != PH_BINDING_NONE) {
        refs = ph_flow_refs_in(facts, binding, region.span);
    }
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId node = facts->names->refs[refs.items[i]].node;
        if (looks_changed(facts->tree, node)) {
            return ph_flow_answer(PH_REFUTED, node, PH_BYTES("changed here"));
        }
    }
    return answer;
}

/* What the variable holds is the same container with the same elements. */
static PhAnswer keeps_elements(PhFacts *facts, PhNodeId name, PhFlowRegion region)
{
    PhContainer container;
    PhAnswer why;
    if (!ph_container_made_here(facts, name, &container, &why)) {
        return judge_looks(facts, name, region, why);
    }
    PhAnswer changed = ph_container_changed_in(&container, region);
    changed.verdict = changed.verdict == PH_REFUTED  ? PH_PROVED
                      : changed.verdict == PH_PROVED ? PH_REFUTED
                                                     : PH_UNKNOWN;
    return changed;
}

/* A target of a comprehension in or around the code: its object comes from the iterable. */
static bool is_own(const PhNames *names, PhBindingId binding)
{
    return names->scopes[names->bindings[binding].scope].kind ==
           PH_SCOPE_KIND_COMPREHENSION;
}

static PhAnswer judge_name(PhFacts *facts, PhNodeId node, PhNodeId code,
                           PhFlowRegion region)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhRefId id = ph_names_ref(names, node);
    if (id == PH_REF_NONE || names->refs[id].kind == PH_REF_COMPREHENSION ||
        ph_flow_is_builtin(facts, node)) {
        return ph_answer(PH_PROVED);
    }
    const PhRef *ref = &names->refs[id];
    if (ref->kind != PH_REF_LOAD) {
        return unknown(node, "stores a name");
    }
    PhAnswer answer = is_own(names, ref->binding)
                          ? ph_answer(PH_PROVED)
                          : keeps_object(facts, ref->binding, node, region);
    PhType type = ph_type_of(facts, node);
    if (answer.verdict != PH_PROVED || ph_type_is_frozen(type) ||
        is_handed_on(tree, node, code)) {
        return answer;
    }
    /* Of a container that is the same, its own elements are; not what is in them. */
    bool is_flat = (type.elems & ~(PhTypeSet)PH_ATOMS) == 0 &&
                   (type.kinds != PH_TYPE_DICT || (type.inner & ~(PhTypeSet)PH_ATOMS) == 0);
    if (is_own(names, ref->binding)) {
        return unknown(node, "what it holds may be changed in between");
    }
    answer = keeps_elements(facts, node, region);
    bool is_deep = !is_flat && type.kinds != PH_TYPE_UNKNOWN;
    return is_deep && answer.verdict == PH_PROVED
               ? unknown(node, "what is in it may be changed in between")
               : answer;
}

PhAnswer ph_unchanged_code(PhFacts *facts, PhNodeId code, PhFlowRegion region)
{
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhNodeId limit = ph_tree_limit(tree, code);
    if (limit - code > PH_FLOW_BUDGET / 10) {
        return unknown(code, "too much code");
    }
    for (PhNodeId node = code; node < limit && answer.verdict == PH_PROVED; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_LAMBDA || kind == PH_KIND_GENERATOR_EXPRESSION ||
            kind == PH_KIND_AWAIT || kind == PH_KIND_YIELD) {
            return unknown(node, "runs at another time");
        }
        if (kind == PH_KIND_IDENTIFIER) {
            answer = ph_answer_weakest(answer, judge_name(facts, node, code, region));
        }
    }
    return answer;
}

static PhAnswer judge_walk(PhFacts *facts, PhNodeId node, PhFlowRegion region,
                           uint32_t depth);

/* enumerate, reversed and zip look into their arguments as they go; the others are done
 * when they return. */
static PhAnswer walk_of_call(PhFacts *facts, PhNodeId call, PhFlowRegion region,
                             uint32_t depth)
{
    static const char *const k_lazy[] = {"enumerate", "iter", "reversed", "zip"};
    static const char *const k_done[] = {"dict",  "frozenset", "list", "range",
                                         "set",   "sorted",    "str",  "tuple",
                                         "bytes", "repr",      "hex"};
    static const char *const k_views[] = {"items", "keys", "values"};
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId args[8];
    uint32_t count = 0;
    bool is_plain = ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhTypeSet kinds = ph_type_of(facts, object).kinds;
        PhBytes name =
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        if (kinds == PH_TYPE_DICT &&
            ph_bytes_is_one_of(name, k_views, PH_COUNT_OF(k_views))) {
            return judge_walk(facts, object, region, depth);
        }
        bool is_text =
            kinds != 0 && (kinds & ~(PhTypeSet)(PH_TYPE_STR | PH_TYPE_BYTES)) == 0;
        return is_text && ph_type_of(facts, call).kinds != PH_TYPE_UNKNOWN
                   ? ph_answer(PH_PROVED)
                   : unknown(call, "the result of a call");
    }
    if (!ph_flow_is_builtin(facts, function)) {
        return unknown(call, "the result of a call");
    }
    PhBytes name = ph_tree_text(tree, function);
    if (ph_bytes_is_one_of(name, k_done, PH_COUNT_OF(k_done))) {
        return ph_answer(PH_PROVED);
    }
    if (!is_plain || !ph_bytes_is_one_of(name, k_lazy, PH_COUNT_OF(k_lazy))) {
        return unknown(call, "the result of a call");
    }
    PhAnswer answer = ph_answer(PH_PROVED);
    for (uint32_t i = 0; i < count; i++) {
        answer = ph_answer_weakest(answer, judge_walk(facts, args[i], region, depth));
    }
    return answer;
}

/* Recursion is bounded by `depth`. */
static PhAnswer judge_walk(PhFacts *facts, PhNodeId node, PhFlowRegion region,
                           uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhTypeSet fixed = PH_ATOMS | PH_SHELLS;
    node = ph_tree_strip_parens(tree, node);
    if (depth-- == 0) {
        return unknown(node, "nested too deeply");
    }
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    if (kinds != 0 && (kinds & ~fixed) == 0) {
        return ph_answer(PH_PROVED);
    }
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_LIST:
    case PH_KIND_SET:
    case PH_KIND_TUPLE:
    case PH_KIND_DICTIONARY:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION: return ph_answer(PH_PROVED);
    case PH_KIND_SUBSCRIPT: {
        PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
        return kinds == PH_TYPE_LIST && ph_tree_kind(tree, index) == PH_KIND_SLICE
                   ? ph_answer(PH_PROVED)
                   : unknown(node, "an element");
    }
    case PH_KIND_CALL: return walk_of_call(facts, node, region, depth);
    case PH_KIND_IDENTIFIER: return keeps_elements(facts, node, region);
    default: {
        PhAnswer answer = unknown(node, "");
        answer.why = ph_type_why_unknown(facts, node, &answer.node);
        return ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE
                   ? judge_looks_of_attribute(facts, node, region, answer)
                   : answer;
    }
    }
}

PhAnswer ph_unchanged_walk(PhFacts *facts, PhNodeId iterable, PhFlowRegion region)
{
    return judge_walk(facts, iterable, region, PH_UNCHANGED_DEPTH);
}
