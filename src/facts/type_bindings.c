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
    if (is_function || scope->kind != PH_SCOPE_KIND_MODULE) {
        return is_function;
    }
    return (facts->options.trust_constants && binding->store_count == 1) ||
           ph_privacy_of(facts, id).verdict == PH_PROVED;
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
        type = ph_type_union(type, ph_type_of_store(facts, &names->refs[i], depth));
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return ph_type_of_contents(facts, id, type, depth);
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
            (is_shared || (ph_type_of_store(facts, ref, 8).kinds & PH_TYPE_UNKNOWN) != 0);
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
