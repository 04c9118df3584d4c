#include "facts/types.h"

#include "facts/flow.h"
#include "facts/type_objects.h"
#include "syntax/walk.h"

enum { PH_TYPE_DEPTH = 48 };

PhType ph_type_unknown(void)
{
    return (PhType){PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN};
}

PhType ph_type_but_none(PhType type)
{
    if ((type.kinds & ~(PhTypeSet)PH_TYPE_NONE) != 0) {
        type.kinds &= ~(PhTypeSet)PH_TYPE_NONE;
    }
    return type;
}

PhType ph_type_union(PhType a, PhType b)
{
    /* Values of a dict and elements of elements share a field, so they must not mix. */
    bool mixes = ((a.kinds | b.kinds) & PH_TYPE_DICT) != 0 && a.kinds != 0 &&
                 b.kinds != 0 && a.kinds != b.kinds;
    PhTypeSet extra = mixes ? PH_TYPE_UNKNOWN : 0;
    return (PhType){a.kinds | b.kinds, a.elems | b.elems | extra,
                    a.inner | b.inner | extra};
}

PhType ph_type_shared(PhType type)
{
    if ((type.kinds & PH_TYPE_MUTABLE) != 0) {
        type.elems = PH_TYPE_UNKNOWN;
    }
    if (((type.kinds | type.elems) & PH_TYPE_MUTABLE) != 0) {
        type.inner = PH_TYPE_UNKNOWN;
    }
    return type;
}

/* What iterating over values of these classes yields, as far as the class alone says. */
static PhTypeSet elements_of_set(PhTypeSet kinds)
{
    PhTypeSet opaque = PH_TYPE_TUPLE | PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET |
                       PH_TYPE_FROZENSET | PH_TYPE_ITERABLE | PH_TYPE_FUNCTION |
                       PH_TYPE_UNKNOWN | PH_TYPE_PATTERN | PH_TYPE_MATCH;
    PhTypeSet elems = (kinds & opaque) != 0 ? PH_TYPE_UNKNOWN : 0;
    elems |= (kinds & PH_TYPE_STR) != 0 ? PH_TYPE_STR : 0;
    elems |= (kinds & (PH_TYPE_BYTES | PH_TYPE_BYTEARRAY | PH_TYPE_RANGE)) != 0
                 ? PH_TYPE_INT
                 : 0;
    return elems;
}

PhType ph_type_element(PhType type)
{
    if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
        return ph_type_unknown();
    }
    PhTypeSet inner = type.kinds == PH_TYPE_DICT ? elements_of_set(type.elems) : type.inner;
    bool has_dict = (type.elems & PH_TYPE_DICT) != 0; /* whose values nothing tells */
    return (PhType){type.elems, inner, has_dict ? PH_TYPE_UNKNOWN : elements_of_set(inner)};
}

PhType ph_type_exactly(PhTypeSet kinds)
{
    PhTypeSet elems = elements_of_set(kinds);
    return (PhType){kinds, elems, elements_of_set(elems)};
}

PhType ph_type_value(PhType type)
{
    return ph_type_exactly(type.inner);
}

static PhType container(PhTypeSet kind, PhType element)
{
    return (PhType){kind, element.kinds, element.elems};
}

static PhType type_of_display(PhFacts *facts, PhNodeId node, PhTypeSet kind, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhType element = {0};
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhType one;
        if (ph_tree_kind(tree, child) == PH_KIND_LIST_SPLAT) {
            PhNodeId inner = ph_tree_first_named(tree, child);
            one = ph_type_element(ph_type_of_within(facts, inner, depth));
        } else {
            one = ph_type_of_within(facts, child, depth);
        }
        element = ph_type_union(element, one);
        if ((element.kinds & PH_TYPE_UNKNOWN) != 0) {
            break;
        }
    }
    return container(kind, element);
}

static PhType type_of_dictionary(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhType type = {.kinds = PH_TYPE_DICT};
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        if (ph_tree_kind(tree, child) != PH_KIND_PAIR) {
            return (PhType){PH_TYPE_DICT, PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN};
        }
        PhNodeId key = ph_tree_child(tree, child, PH_FIELD_KEY);
        PhNodeId value = ph_tree_child(tree, child, PH_FIELD_VALUE);
        type.elems |= ph_type_of_within(facts, key, depth).kinds;
        type.inner |= ph_type_of_within(facts, value, depth).kinds;
    }
    return type;
}

static PhType type_of_comprehension(PhFacts *facts, PhNodeId node, PhTypeSet kind,
                                    uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId body = ph_tree_child(tree, node, PH_FIELD_BODY);
    if (ph_tree_kind(tree, body) == PH_KIND_PAIR) {
        PhNodeId key = ph_tree_child(tree, body, PH_FIELD_KEY);
        PhNodeId value = ph_tree_child(tree, body, PH_FIELD_VALUE);
        return (PhType){PH_TYPE_DICT, ph_type_of_within(facts, key, depth).kinds,
                        ph_type_of_within(facts, value, depth).kinds};
    }
    return container(kind, ph_type_of_within(facts, body, depth));
}

/* `in`, `is` and their negations give a bool whatever the operands are; the others do for
 * builtin scalars, while a list may hand on what an element's __lt__ returned. */
static PhType type_of_comparison(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    bool all_identity = true;
    PhTypeSet operands = 0;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (ph_tree_field(tree, child) == PH_FIELD_OPERATORS) {
            all_identity =
                all_identity && (kind == PH_TOKEN_IN || kind == PH_TOKEN_NOT_IN ||
                                 kind == PH_TOKEN_IS || kind == PH_TOKEN_IS_NOT);
        }
    }
    PhNodeId child = ph_tree_first_named(tree, node);
    for (; !all_identity && child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        operands |= ph_type_of_within(facts, child, depth).kinds;
    }
    bool is_bool = all_identity || (operands & ~(PhTypeSet)PH_TYPE_SCALARS) == 0;
    return is_bool ? ph_type_exactly(PH_TYPE_BOOL) : ph_type_unknown();
}

static PhType type_of_unary(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    PhNodeId operand = ph_tree_child(facts->tree, node, PH_FIELD_ARGUMENT);
    PhTypeSet kinds = ph_type_of_within(facts, operand, depth).kinds;
    if ((kinds & ~(PhTypeSet)PH_TYPE_NUMBERS) != 0) {
        return ph_type_unknown();
    }
    PhTypeSet integers = PH_TYPE_BOOL | PH_TYPE_INT;
    return ph_type_exactly((kinds & ~integers) |
                           ((kinds & integers) != 0 ? PH_TYPE_INT : 0));
}

static PhType type_of_subscript(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
    PhNodeId whole = ph_tree_child(tree, node, PH_FIELD_VALUE);
    PhType value = ph_type_but_none(ph_type_of_within(facts, whole, depth));
    PhType part = ph_type_of_object_part(facts, whole, value);
    if (part.kinds != 0) {
        return part;
    }
    PhTypeSet sliceable = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST |
                          PH_TYPE_RANGE | PH_TYPE_BYTEARRAY;
    if (ph_tree_kind(tree, index) == PH_KIND_SLICE) {
        return (value.kinds & ~sliceable) == 0 ? value : ph_type_unknown();
    }
    if (value.kinds == PH_TYPE_DICT) {
        return ph_type_value(value);
    }
    /* An index may be a slice object too, unless it is itself of a known class. */
    PhTypeSet kinds = ph_type_of_within(facts, index, depth).kinds;
    if ((value.kinds & ~sliceable) != 0 || (kinds & ~(PhTypeSet)PH_TYPE_SCALARS) != 0) {
        return value.kinds == PH_TYPE_STR ? value : ph_type_unknown();
    }
    return ph_type_element(value);
}

static PhType type_of_string(const PhTree *tree, PhNodeId node)
{
    PhNodeId string =
        ph_tree_kind(tree, node) == PH_KIND_STRING ? node : ph_tree_first_named(tree, node);
    if (ph_string_is_template(tree, string)) {
        return ph_type_unknown();
    }
    return ph_type_exactly(ph_string_is_bytes(tree, string) ? PH_TYPE_BYTES : PH_TYPE_STR);
}

static PhType type_of_number(const PhTree *tree, PhNodeId node, PhTypeSet real)
{
    PhBytes text = ph_tree_text(tree, node);
    bool is_imaginary = (text.ptr[text.len - 1] | 0x20) == 'j';
    return ph_type_exactly(is_imaginary ? PH_TYPE_COMPLEX : real);
}

static PhType type_of_name(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhNames *names = ph_facts_names(facts);
    PhRefId ref = ph_names_ref(names, node);
    return ref == PH_REF_NONE ? ph_type_unknown() : ph_type_of_use(facts, ref, depth);
}

static PhType type_of_operands(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    PhType left_type = ph_type_of_within(facts, left, depth);
    if (left_type.kinds == PH_TYPE_UNKNOWN) {
        return left_type;
    }
    return ph_type_of_binary(
        left_type, ph_type_of_within(facts, right, depth),
        ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR)));
}

static PhType type_of_choice(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId first = ph_tree_first_named(tree, node);
    PhNodeId last = first;
    for (PhNodeId next = first; next != PH_NODE_NONE;
         next = ph_tree_next_named(tree, next)) {
        last = next;
    }
    PhType left = ph_type_of_within(facts, first, depth);
    PhNodeId operation = ph_tree_child(tree, node, PH_FIELD_OPERATOR);
    if (ph_tree_kind(tree, operation) == PH_TOKEN_OR) {
        left.kinds &= ~(PhTypeSet)PH_TYPE_NONE; /* never handed on: it is false */
    }
    return ph_type_union(left, ph_type_of_within(facts, last, depth));
}

PhType ph_type_of_within(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    if (node == PH_NODE_NONE || depth == 0) {
        return ph_type_unknown();
    }
    node = ph_tree_strip_parens(tree, node);
    depth--;
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_STRING:
    case PH_KIND_CONCATENATED_STRING: return type_of_string(tree, node);
    case PH_KIND_INTEGER: return type_of_number(tree, node, PH_TYPE_INT);
    case PH_KIND_FLOAT: return type_of_number(tree, node, PH_TYPE_FLOAT);
    case PH_KIND_TRUE:
    case PH_KIND_FALSE:
    case PH_KIND_NOT_OPERATOR: return ph_type_exactly(PH_TYPE_BOOL);
    case PH_KIND_NONE: return ph_type_exactly(PH_TYPE_NONE);
    case PH_KIND_ELLIPSIS: return ph_type_exactly(PH_TYPE_ELLIPSIS);
    case PH_KIND_LAMBDA: return ph_type_exactly(PH_TYPE_FUNCTION);
    case PH_KIND_LIST: return type_of_display(facts, node, PH_TYPE_LIST, depth);
    case PH_KIND_SET: return type_of_display(facts, node, PH_TYPE_SET, depth);
    case PH_KIND_TUPLE:
    case PH_KIND_EXPRESSION_LIST: return type_of_display(facts, node, PH_TYPE_TUPLE, depth);
    case PH_KIND_DICTIONARY: return type_of_dictionary(facts, node, depth);
    case PH_KIND_LIST_COMPREHENSION:
        return type_of_comprehension(facts, node, PH_TYPE_LIST, depth);
    case PH_KIND_SET_COMPREHENSION:
        return type_of_comprehension(facts, node, PH_TYPE_SET, depth);
    case PH_KIND_DICTIONARY_COMPREHENSION:
        return type_of_comprehension(facts, node, PH_TYPE_DICT, depth);
    case PH_KIND_GENERATOR_EXPRESSION:
        return type_of_comprehension(facts, node, PH_TYPE_ITERABLE, depth);
    case PH_KIND_COMPARISON_OPERATOR: return type_of_comparison(facts, node, depth);
    case PH_KIND_UNARY_OPERATOR: return type_of_unary(facts, node, depth);
    case PH_KIND_BINARY_OPERATOR: return type_of_operands(facts, node, depth);
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION: return type_of_choice(facts, node, depth);
    case PH_KIND_NAMED_EXPRESSION:
        return ph_type_shared(
            ph_type_of_within(facts, ph_tree_child(tree, node, PH_FIELD_VALUE), depth));
    case PH_KIND_SUBSCRIPT: return type_of_subscript(facts, node, depth);
    case PH_KIND_CALL: return ph_type_of_call(facts, node, depth);
    case PH_KIND_ATTRIBUTE: return ph_type_of_attribute(facts, node);
    case PH_KIND_IDENTIFIER: return type_of_name(facts, node, depth);
    default: return ph_type_unknown();
    }
}

PhType ph_type_of(PhFacts *facts, PhNodeId node)
{
    return ph_type_of_within(facts, node, PH_TYPE_DEPTH);
}

static PhVerdict verdict_of(PhTypeSet kinds, PhTypeSet wanted)
{
    if (kinds == 0) {
        return PH_UNKNOWN;
    }
    bool is_other = (kinds & (wanted | PH_TYPE_UNKNOWN)) == 0;
    return (kinds & ~wanted) == 0 ? PH_PROVED : is_other ? PH_REFUTED : PH_UNKNOWN;
}

PhAnswer ph_type_answer(const PhFactQuery *query, PhTypeSet wanted)
{
    const PhCapture *capture = query->args[0].capture;
    if (capture == NULL || capture->count != 1) {
        return ph_answer(PH_UNKNOWN);
    }
    PhNodeId node = capture->nodes[0];
    PhVerdict verdict = verdict_of(ph_type_of(query->facts, node).kinds, wanted);
    PhAnswer answer = ph_flow_answer(verdict, node, (PhBytes){0});
    if (verdict == PH_UNKNOWN) {
        answer.why = ph_type_why_unknown(query->facts, node, &answer.node);
    }
    return answer;
}

PhAnswer ph_type_answer_elements(const PhFactQuery *query, PhTypeSet wanted, PhBytes why)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhTypeSet kinds = ph_type_element(ph_type_of(query->facts, node)).kinds;
    PhVerdict verdict = verdict_of(kinds, wanted);
    return verdict == PH_PROVED ? ph_answer(verdict) : ph_flow_answer(verdict, node, why);
}
