/* Types of what single stores put into a name, by the kind of the store. */

#include "facts/type_targets.h"

static PhType type_of_assigned(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhTarget target = ph_target_of(tree, name);
    PhNodeId statement = ph_tree_parent(tree, target.outer);
    /* `a = b = v` nests to the right. */
    while (ph_tree_kind(tree, statement) == PH_KIND_ASSIGNMENT) {
        PhNodeId right = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
        if (ph_tree_kind(tree, right) != PH_KIND_ASSIGNMENT) {
            break;
        }
        statement = right;
    }
    if (ph_tree_kind(tree, statement) != PH_KIND_ASSIGNMENT) {
        return ph_type_unknown();
    }
    PhNodeId value = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    ph_facts_claim(facts, statement);
    if (value == PH_NODE_NONE) {
        return ph_type_unknown();
    }
    if (target.depth == 1 && !target.is_starred) {
        PhNodeId element =
            ph_target_opposite(tree, name, ph_tree_strip_parens(tree, value));
        if (element != PH_NODE_NONE) {
            return ph_type_of_within(facts, element, depth);
        }
    }
    return ph_target_unpacked(ph_type_of_within(facts, value, depth), target, 0);
}

static PhType type_of_loop_target(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhTarget target = ph_target_of(tree, name);
    PhNodeId loop = ph_tree_parent(tree, target.outer);
    PhKind kind = ph_tree_kind(tree, loop);
    if (kind != PH_KIND_FOR_STATEMENT && kind != PH_KIND_FOR_IN_CLAUSE) {
        return ph_type_unknown();
    }
    if (ph_tree_kind(tree, ph_tree_first_child(tree, loop)) == PH_TOKEN_ASYNC) {
        return ph_type_unknown();
    }
    PhNodeId iterable = ph_tree_child(tree, loop, PH_FIELD_RIGHT);
    ph_facts_claim(facts, iterable);
    return ph_target_walked(facts, iterable, target, depth);
}

static PhType type_of_augmented(PhFacts *facts, PhRefId ref, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId name = facts->names->refs[ref].node;
    PhNodeId statement = ph_tree_parent(tree, name);
    if (ph_tree_kind(tree, statement) != PH_KIND_AUGMENTED_ASSIGNMENT) {
        return ph_type_unknown();
    }
    ph_facts_claim(facts, statement);
    PhType before = ph_type_before(facts, ref, depth);
    PhNodeId value = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    PhNodeId operation = ph_tree_child(tree, statement, PH_FIELD_OPERATOR);
    if ((before.kinds & PH_TYPE_MUTABLE) != 0) {
        /* A list stays the same list, but the __radd__ of another class goes first. */
        PhTypeSet added = ph_type_of_within(facts, value, depth).kinds;
        bool stays_list = before.kinds == PH_TYPE_LIST &&
                          ph_tree_kind(tree, operation) == PH_TOKEN_PLUS_EQUAL &&
                          (added & PH_TYPE_UNKNOWN) == 0;
        return stays_list ? (PhType){PH_TYPE_LIST, PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN}
                          : ph_type_unknown();
    }
    return ph_type_of_binary(before, ph_type_of_within(facts, value, depth),
                             ph_tree_text(tree, operation));
}

static PhType type_of_walrus(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    PhNodeId parent = ph_tree_parent(facts->tree, name);
    ph_facts_claim(facts, parent);
    return ph_type_of_within(facts, ph_tree_child(facts->tree, parent, PH_FIELD_VALUE),
                             depth);
}

typedef struct PhAnnotation {
    const char *name;
    PhTypeSet kinds; /* an int may stand for a float, a bool for an int (PEP 484) */
} PhAnnotation;

static const PhAnnotation k_annotations[] = {
    {"bool", PH_TYPE_BOOL},
    {"bytes", PH_TYPE_BYTES},
    {"complex", PH_TYPE_NUMBERS},
    {"float", PH_TYPE_BOOL | PH_TYPE_INT | PH_TYPE_FLOAT},
    {"int", PH_TYPE_BOOL | PH_TYPE_INT},
    {"str", PH_TYPE_STR},
};

/* Only where the configuration trusts annotations: subclasses and wrong ones exist. */
static PhType type_of_annotation(PhFacts *facts, PhNodeId holder)
{
    PhNodeId type = ph_tree_child(facts->tree, holder, PH_FIELD_TYPE);
    if (!facts->options.trust_annotations || type == PH_NODE_NONE) {
        return ph_type_unknown();
    }
    PhBytes text = ph_tree_text(facts->tree, type);
    const PhNames *names = ph_facts_names(facts);
    if (!ph_names_is_builtin(names, ph_names_scope_at(names, type), text)) {
        return ph_type_unknown();
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_annotations); i++) {
        if (ph_bytes_is(text, k_annotations[i].name)) {
            PhTypeSet elems = k_annotations[i].kinds & PH_TYPE_STR;
            elems |= k_annotations[i].kinds == PH_TYPE_BYTES ? PH_TYPE_INT : 0;
            return (PhType){k_annotations[i].kinds, elems, elems & PH_TYPE_STR};
        }
    }
    return ph_type_unknown();
}

static PhType type_of_parameter(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId holder = ph_tree_parent(tree, name);
    PhType type = ph_type_unknown();
    for (uint32_t i = 0; i < facts->given_count; i++) {
        if (facts->given[i].name == name) {
            return facts->given[i].type;
        }
    }
    switch (ph_tree_kind(tree, holder)) {
    case PH_KIND_LIST_SPLAT_PATTERN: type.kinds = PH_TYPE_TUPLE; return type;
    case PH_KIND_DICTIONARY_SPLAT_PATTERN: type.kinds = PH_TYPE_DICT; return type;
    default: break;
    }
    type = ph_type_of_arguments(facts, name, depth);
    if ((type.kinds & PH_TYPE_UNKNOWN) == 0) {
        return type;
    }
    switch (ph_tree_kind(tree, holder)) {
    case PH_KIND_TYPED_PARAMETER: return type_of_annotation(facts, holder);
    case PH_KIND_TYPED_DEFAULT_PARAMETER: {
        PhNodeId value = ph_tree_child(tree, holder, PH_FIELD_VALUE);
        return ph_type_union(type_of_annotation(facts, holder),
                             ph_type_of_within(facts, value, depth));
    }
    default: return type;
    }
}

PhType ph_type_of_store(PhFacts *facts, const PhRef *ref, uint32_t depth)
{
    switch (ref->kind) {
    case PH_REF_LOAD:
    case PH_REF_DECLARED:
    case PH_REF_DELETE:
    case PH_REF_GLOBAL:
    case PH_REF_NONLOCAL: return (PhType){0};
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED: return type_of_assigned(facts, ref->node, depth);
    case PH_REF_AUGMENTED:
        return type_of_augmented(facts, (PhRefId)(ref - facts->names->refs), depth);
    case PH_REF_FOR:
    case PH_REF_COMPREHENSION: return type_of_loop_target(facts, ref->node, depth);
    case PH_REF_WALRUS: return type_of_walrus(facts, ref->node, depth);
    case PH_REF_PARAMETER: return type_of_parameter(facts, ref->node, depth);
    default: return ph_type_unknown();
    }
}
