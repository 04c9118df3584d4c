/*
 * Types of names: the union over all stores, as a least fixed point.
 *
 * Names of class scope are unknown, and those of a module that other files may store to:
 * see privacy.h. Names of a function are proved from its own text, nested functions with
 * `nonlocal` included, unless the function is opaque (it may hand its frame to somebody).
 */

#include "facts/privacy.h"
#include "facts/types.h"

enum { PH_TYPE_ROUNDS = 16 };

/* More bindings than this behind one answer: it relies on the whole file. */
enum { PH_TYPE_CLAIMED = 1024 };

typedef PH_VEC(PhBindingId) PhBindingIdVec;

typedef struct PhBindingType {
    PhType type;
    uint32_t round; /* in which it was computed last */
    uint32_t stamp; /* of the answer that it was claimed for last */
    bool is_final;
    PhSpanVec claims;    /* what its own stores rely on */
    PhBindingIdVec uses; /* the bindings whose types they took */
} PhBindingType;

struct PhTypes {
    PhBindingType *of_binding;
    PhBindingType *current; /* the binding that is being computed */
    uint32_t round;
    uint32_t stamp;
    bool is_running; /* a fixed point is being computed */
    bool has_changed;
    PhBindingIdVec touched; /* by the running computation */
};

static PhTypes *types_of(PhFacts *facts)
{
    if (facts->types == NULL) {
        facts->types = PH_NEW(facts->arena, PhTypes);
        facts->types->of_binding =
            PH_NEW_ARRAY(facts->arena, PhBindingType, ph_facts_names(facts)->binding_count);
    }
    return facts->types;
}

static bool is_pattern_container(PhKind kind)
{
    return kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN ||
           kind == PH_KIND_LIST_PATTERN || kind == PH_KIND_TUPLE ||
           kind == PH_KIND_PARENTHESIZED_EXPRESSION || kind == PH_KIND_LIST;
}

/* The grammar sees a tuple in `(a) = v`, which Python does not. */
static bool is_parentheses(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, node);
    bool has_comma = false;
    if (kind != PH_KIND_TUPLE_PATTERN && kind != PH_KIND_TUPLE) {
        return kind == PH_KIND_PARENTHESIZED_EXPRESSION;
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        has_comma = has_comma || ph_tree_kind(tree, child) == PH_TOKEN_COMMA;
    }
    return !has_comma && ph_tree_first_named(tree, node) != PH_NODE_NONE;
}

/* Which of its parent's named children a node is. */
static uint32_t named_position(const PhTree *tree, PhNodeId node)
{
    uint32_t position = 0;
    for (PhNodeId child = ph_tree_first_named(tree, ph_tree_parent(tree, node));
         child != node && child != PH_NODE_NONE; child = ph_tree_next_named(tree, child)) {
        position++;
    }
    return position;
}

static uint32_t named_count(const PhTree *tree, PhNodeId node)
{
    uint32_t count = 0;
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        count++;
    }
    return count;
}

/* `a, b = x, y`: the element of the right side that stands opposite to `target`. */
static PhNodeId opposite(const PhTree *tree, PhNodeId target, PhNodeId value)
{
    PhNodeId pattern = ph_tree_parent(tree, target);
    while (is_parentheses(tree, pattern)) {
        target = pattern;
        pattern = ph_tree_parent(tree, target);
    }
    PhKind kind = ph_tree_kind(tree, value);
    bool is_sequence =
        kind == PH_KIND_EXPRESSION_LIST || kind == PH_KIND_TUPLE || kind == PH_KIND_LIST;
    if (!is_sequence || named_count(tree, pattern) != named_count(tree, value)) {
        return PH_NODE_NONE;
    }
    uint32_t wanted = named_position(tree, target);
    PhNodeId found = PH_NODE_NONE;
    for (PhNodeId child = ph_tree_first_named(tree, value); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        if (ph_tree_kind(tree, child) == PH_KIND_LIST_SPLAT) {
            return PH_NODE_NONE;
        }
        found = wanted-- == 0 ? child : found;
    }
    for (PhNodeId child = ph_tree_first_named(tree, pattern); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        if (ph_tree_kind(tree, child) == PH_KIND_LIST_SPLAT_PATTERN) {
            return PH_NODE_NONE;
        }
    }
    return found;
}

typedef struct PhTarget {
    PhNodeId outer; /* the outermost pattern */
    uint32_t depth; /* how many patterns the name is inside of */
    bool is_starred;
} PhTarget;

static PhTarget target_of(const PhTree *tree, PhNodeId name)
{
    PhTarget target = {.outer = name};
    for (;;) {
        PhNodeId parent = ph_tree_parent(tree, target.outer);
        PhKind kind = ph_tree_kind(tree, parent);
        if (kind == PH_KIND_LIST_SPLAT_PATTERN) {
            target.is_starred = true;
        } else if (is_pattern_container(kind)) {
            target.depth += !is_parentheses(tree, parent);
        } else {
            return target;
        }
        target.outer = parent;
    }
}

static PhType unpacked(PhType type, PhTarget target)
{
    if (target.is_starred) {
        return (PhType){PH_TYPE_LIST, PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN};
    }
    for (uint32_t i = 0; i < target.depth; i++) {
        type = ph_type_element(type);
    }
    return type;
}

static PhType type_of_assigned(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhTarget target = target_of(tree, name);
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
        PhNodeId element = opposite(tree, name, ph_tree_strip_parens(tree, value));
        if (element != PH_NODE_NONE) {
            return ph_type_of_within(facts, element, depth);
        }
    }
    return unpacked(ph_type_of_within(facts, value, depth), target);
}

static PhType type_of_loop_target(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhTarget target = target_of(tree, name);
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
    return unpacked(ph_type_element(ph_type_of_within(facts, iterable, depth)), target);
}

static PhType type_of_augmented(PhFacts *facts, PhNodeId name, PhBindingId binding,
                                uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId statement = ph_tree_parent(tree, name);
    if (ph_tree_kind(tree, statement) != PH_KIND_AUGMENTED_ASSIGNMENT) {
        return ph_type_unknown();
    }
    ph_facts_claim(facts, statement);
    PhType before = ph_type_of_binding(facts, binding, depth);
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
    switch (ph_tree_kind(tree, holder)) {
    case PH_KIND_LIST_SPLAT_PATTERN: type.kinds = PH_TYPE_TUPLE; return type;
    case PH_KIND_DICTIONARY_SPLAT_PATTERN: type.kinds = PH_TYPE_DICT; return type;
    case PH_KIND_TYPED_PARAMETER: return type_of_annotation(facts, holder);
    case PH_KIND_TYPED_DEFAULT_PARAMETER: {
        PhNodeId value = ph_tree_child(tree, holder, PH_FIELD_VALUE);
        return ph_type_union(type_of_annotation(facts, holder),
                             ph_type_of_within(facts, value, depth));
    }
    default: return type;
    }
}

static PhType type_of_store(PhFacts *facts, const PhRef *ref, uint32_t depth)
{
    switch (ref->kind) {
    case PH_REF_LOAD:
    case PH_REF_DECLARED:
    case PH_REF_DELETE:
    case PH_REF_GLOBAL:
    case PH_REF_NONLOCAL: return (PhType){0};
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED: return type_of_assigned(facts, ref->node, depth);
    case PH_REF_AUGMENTED: return type_of_augmented(facts, ref->node, ref->binding, depth);
    case PH_REF_FOR:
    case PH_REF_COMPREHENSION: return type_of_loop_target(facts, ref->node, depth);
    case PH_REF_WALRUS: return type_of_walrus(facts, ref->node, depth);
    case PH_REF_PARAMETER: return type_of_parameter(facts, ref->node, depth);
    default: return ph_type_unknown();
    }
}

static bool is_tracked(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = ph_facts_names(facts);
    const PhBinding *binding = &names->bindings[id];
    const PhScope *scope = &names->scopes[binding->scope];
    bool is_function = scope->kind == PH_SCOPE_KIND_FUNCTION ||
                       scope->kind == PH_SCOPE_KIND_LAMBDA ||
                       scope->kind == PH_SCOPE_KIND_COMPREHENSION;
    if (scope->is_opaque || binding->store_count == 0) {
        return false;
    }
    return is_function || (scope->kind == PH_SCOPE_KIND_MODULE &&
                           ph_privacy_of(facts, id).verdict == PH_PROVED);
}

/* What the containers that a name holds have in them now. */
static PhType settled(PhFacts *facts, PhBindingId id, PhType type)
{
    bool is_container =
        (type.kinds & PH_TYPE_MUTABLE) != 0 && type.elems != PH_TYPE_UNKNOWN;
    if (!is_container || !ph_type_is_only_read(facts, id)) {
        return ph_type_shared(type);
    }
    if ((type.elems & PH_TYPE_MUTABLE) != 0) {
        type.inner = PH_TYPE_UNKNOWN;
    }
    return type;
}

static PhType type_of_stores(PhFacts *facts, PhBindingId id, uint32_t depth)
{
    const PhNames *names = ph_facts_names(facts);
    const PhBinding *binding = &names->bindings[id];
    if (!is_tracked(facts, id)) {
        return ph_type_unknown();
    }
    PhType type = {0};
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        type = ph_type_union(type, type_of_store(facts, &names->refs[i], depth));
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return settled(facts, id, type);
}

/* One round for one binding: what is asked again within the round is the value so far. */
static PhType compute(PhFacts *facts, PhBindingId binding, uint32_t depth)
{
    PhTypes *types = facts->types;
    PhBindingType *entry = &types->of_binding[binding];
    PhBindingType *user = types->current;
    PhSpanVec *claims = facts->claims;
    if (user != NULL) {
        PH_VEC_PUSH(facts->arena, &user->uses, binding);
    }
    if (entry->is_final || entry->round == types->round) {
        return entry->type;
    }
    if (entry->round == 0) {
        PH_VEC_PUSH(facts->arena, &types->touched, binding);
    }
    entry->round = types->round;
    entry->claims.count = 0;
    entry->uses.count = 0;
    types->current = entry;
    facts->claims = &entry->claims;
    PhType now = ph_type_union(entry->type, type_of_stores(facts, binding, depth));
    types->current = user;
    facts->claims = claims;
    if (memcmp(&now, &entry->type, sizeof(now)) != 0) {
        types->has_changed = true;
        entry->type = now;
    }
    return now;
}

/* Claims what the type of `binding` relies on, through all names that it was taken from. */
static void claim_stores(PhFacts *facts, PhBindingId binding)
{
    PhTypes *types = facts->types;
    PhBindingIdVec reached = {0};
    if (facts->claims == NULL) {
        return;
    }
    types->stamp++;
    types->of_binding[binding].stamp = types->stamp;
    PH_VEC_PUSH(facts->arena, &reached, binding);
    for (size_t i = 0; i < reached.count; i++) {
        const PhBindingType *entry = &types->of_binding[reached.items[i]];
        if (i == PH_TYPE_CLAIMED) {
            ph_facts_claim(facts, 0);
            return;
        }
        for (size_t n = 0; n < entry->claims.count; n++) {
            PH_VEC_PUSH(facts->arena, facts->claims, entry->claims.items[n]);
        }
        for (size_t n = 0; n < entry->uses.count; n++) {
            PhBindingType *used = &types->of_binding[entry->uses.items[n]];
            if (used->stamp != types->stamp) {
                used->stamp = types->stamp;
                PH_VEC_PUSH(facts->arena, &reached, entry->uses.items[n]);
            }
        }
    }
}

/*
 * What the last round visited is consistent, because nothing changed in it. What it did not
 * visit may rest on values that have grown since, so it is forgotten.
 */
static void settle(PhTypes *types)
{
    for (size_t i = 0; i < types->touched.count; i++) {
        PhBindingType *entry = &types->of_binding[types->touched.items[i]];
        entry->is_final = types->has_changed || entry->round == types->round;
        if (types->has_changed) {
            entry->type = ph_type_unknown();
        } else if (!entry->is_final) {
            entry->type = (PhType){0};
            entry->round = 0;
        }
    }
}

PhType ph_type_of_binding(PhFacts *facts, PhBindingId binding, uint32_t depth)
{
    PhTypes *types = types_of(facts);
    if (types->is_running) {
        return compute(facts, binding, depth);
    }
    if (types->of_binding[binding].is_final) {
        claim_stores(facts, binding);
        return types->of_binding[binding].type;
    }
    types->is_running = true;
    types->touched.count = 0;
    uint32_t rounds = 0;
    do {
        types->round++;
        types->has_changed = false;
        (void)compute(facts, binding, depth);
    } while (types->has_changed && ++rounds < PH_TYPE_ROUNDS);
    settle(types);
    types->is_running = false;
    claim_stores(facts, binding);
    return types->of_binding[binding].type;
}

static const char *describe_store(PhRefKind kind)
{
    switch (kind) {
    case PH_REF_PARAMETER: return "parameter";
    case PH_REF_IMPORT: return "imported";
    case PH_REF_FOR:
    case PH_REF_COMPREHENSION: return "loop variable";
    case PH_REF_WITH: return "bound by with";
    case PH_REF_EXCEPT: return "bound by except";
    case PH_REF_MATCH: return "captured by a pattern";
    case PH_REF_FUNCTION: return "function";
    case PH_REF_CLASS: return "class";
    default: return "assigned";
    }
}

static PhBytes why_name_is_unknown(PhFacts *facts, PhNodeId node, PhNodeId *node_out)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, node);
    if (id == PH_BINDING_NONE || names->bindings[id].store_count == 0) {
        return PH_BYTES("not bound in this file");
    }
    const PhBinding *binding = &names->bindings[id];
    PhScopeKind kind = names->scopes[binding->scope].kind;
    bool is_shared = kind == PH_SCOPE_KIND_MODULE || kind == PH_SCOPE_KIND_CLASS;
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        bool is_store = ref->kind != PH_REF_LOAD && ref->kind != PH_REF_DELETE &&
                        ref->kind != PH_REF_GLOBAL && ref->kind != PH_REF_NONLOCAL;
        bool is_cause =
            is_store &&
            (is_shared || (type_of_store(facts, ref, 8).kinds & PH_TYPE_UNKNOWN) != 0);
        if (is_cause) {
            *node_out = ref->node;
            uint32_t line =
                ph_source_place(facts->source, ph_tree_span(facts->tree, ref->node).start)
                    .line;
            return ph_arena_format(facts->arena, "%s%s, line %u",
                                   is_shared ? "global " : "", describe_store(ref->kind),
                                   (unsigned)line);
        }
    }
    return PH_BYTES("its scope may be changed through its frame");
}

PhBytes ph_type_why_unknown(PhFacts *facts, PhNodeId node, PhNodeId *node_out)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    *node_out = node;
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_IDENTIFIER: return why_name_is_unknown(facts, node, node_out);
    case PH_KIND_CALL: return PH_BYTES("the result of a call");
    case PH_KIND_ATTRIBUTE: return PH_BYTES("an attribute");
    case PH_KIND_SUBSCRIPT: return PH_BYTES("an element");
    case PH_KIND_AWAIT: return PH_BYTES("the result of an await");
    case PH_KIND_YIELD: return PH_BYTES("sent to the generator");
    case PH_KIND_TUPLE: return PH_BYTES("a tuple of unknown parts");
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_UNARY_OPERATOR: return PH_BYTES("the result of an operator");
    default: return PH_BYTES("of unknown type");
    }
}
