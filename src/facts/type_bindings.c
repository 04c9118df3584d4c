/*
 * Types of names, as a least fixed point: of a name where it is read, the union over the
 * stores that reach it (flow_reaching.h); of a name everywhere, the union over all.
 *
 * Names of class scope are unknown, and those of a module that other files may store to:
 * see privacy.h. Of a public one only what cannot be changed is known further. Names of a
 * function are proved from its own text, nested functions with `nonlocal` included, unless
 * the function is opaque (it may hand its frame to somebody).
 */

#include "facts/flow_reaching.h"
#include "facts/privacy.h"
#include "facts/type_tests.h"

enum { PH_TYPE_ROUNDS = 16 };

/* More entries than this behind one answer: it relies on the whole file. */
enum { PH_TYPE_CLAIMED = 1024 };

/*
 * What has a type of its own is an entry. The first are the bindings, by their ids; behind
 * them come the references: what a store stores, and what a read finds; and behind those
 * the scopes: what a function returns.
 */
typedef uint32_t PhTypeEntryId;

typedef PH_VEC(PhTypeEntryId) PhTypeEntryIdVec;

typedef struct PhTypeEntry {
    PhType type;
    uint32_t round; /* in which it was computed last */
    uint32_t stamp; /* of the answer that it was claimed for last */
    bool is_final;
    PhSpanVec claims;      /* what its own stores rely on */
    PhTypeEntryIdVec uses; /* the entries whose types they took */
} PhTypeEntry;

struct PhTypes {
    PhTypeEntry *of_entry;
    PhTypeEntry *current; /* what is being computed */
    uint32_t round;
    uint32_t stamp;
    bool is_running; /* a fixed point is being computed */
    bool has_changed;
    PhTypeEntryIdVec touched; /* by the running computation */
};

static PhTypes *types_of(PhFacts *facts)
{
    if (facts->types == NULL) {
        facts->types = PH_NEW(facts->arena, PhTypes);
        const PhNames *names = ph_facts_names(facts);
        facts->types->of_entry =
            PH_NEW_ARRAY(facts->arena, PhTypeEntry,
                         names->binding_count + names->ref_count + names->scope_count);
    }
    return facts->types;
}

/* As far as this file tells. What the other files say is asked last, because it may take a
 * look through the whole project. */
static bool can_be_tracked(PhFacts *facts, PhBindingId id)
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
           ph_privacy_may_be_constant(facts, id);
}

/* A variable of the module that code elsewhere may read: what it holds may be changed. */
static bool is_public(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = ph_facts_names(facts);
    bool is_trusted =
        facts->options.trust_constants && names->bindings[id].store_count == 1;
    return names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_MODULE &&
           !is_trusted && ph_privacy_of(facts, id).verdict != PH_PROVED;
}

/* Of the stores that were found; what uses put in is known if nobody else has the name. */
static PhType type_of_held(PhFacts *facts, PhBindingId id, PhType stored, uint32_t depth)
{
    return is_public(facts, id) ? ph_type_shared(stored)
                                : ph_type_of_contents(facts, id, stored, depth);
}

/* True if no other file may store to what can be tracked. */
static bool is_closed(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = ph_facts_names(facts);
    const PhScope *scope = &names->scopes[names->bindings[id].scope];
    return scope->kind != PH_SCOPE_KIND_MODULE ||
           (facts->options.trust_constants && names->bindings[id].store_count == 1) ||
           ph_privacy_is_constant(facts, id);
}

/* `name = e`, the only store of it: e. */
static PhNodeId sole_value(PhFacts *facts, PhBindingId id)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhRefId ref = names->bindings[id].first_ref;
    while (ref != PH_REF_NONE && names->refs[ref].kind != PH_REF_ASSIGN &&
           names->refs[ref].kind != PH_REF_ANNOTATED) {
        ref = names->refs[ref].next;
    }
    PhNodeId assignment =
        ref == PH_REF_NONE ? PH_NODE_NONE : ph_tree_parent(tree, names->refs[ref].node);
    if (names->bindings[id].store_count != 1 ||
        ph_tree_kind(tree, assignment) != PH_KIND_ASSIGNMENT ||
        ph_tree_child(tree, assignment, PH_FIELD_LEFT) != names->refs[ref].node) {
        return PH_NODE_NONE;
    }
    ph_facts_claim(facts, assignment);
    PhNodeId value = ph_tree_child(tree, assignment, PH_FIELD_RIGHT);
    return value == PH_NODE_NONE ? value : ph_tree_strip_parens(tree, value);
}

PhNodeId ph_type_display_of(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhBindingId id = ph_names_binding(ph_facts_names(facts), name);
    if (id == PH_BINDING_NONE || !can_be_tracked(facts, id)) {
        return PH_NODE_NONE;
    }
    PhNodeId value = sole_value(facts, id);
    bool is_kept = false;
    switch (ph_tree_kind(tree, value)) {
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_TUPLE: is_kept = is_closed(facts, id); break;
    case PH_KIND_LIST:
        is_kept = is_closed(facts, id) && !is_public(facts, id) &&
                  ph_type_is_left_as_stored(facts, id, PH_TYPE_LIST);
        break;
    default: break;
    }
    return is_kept ? value : PH_NODE_NONE;
}

static PhType type_of_entry(PhFacts *facts, PhTypeEntryId id, uint32_t depth);

static PhType type_of_stores(PhFacts *facts, PhBindingId id, uint32_t depth)
{
    const PhNames *names = ph_facts_names(facts);
    const PhBinding *binding = &names->bindings[id];
    if (!can_be_tracked(facts, id)) {
        return ph_type_unknown();
    }
    PhType type = {0};
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        type = ph_type_union(type, ph_type_of_store(facts, &names->refs[i], depth));
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return is_closed(facts, id) ? type_of_held(facts, id, type, depth) : ph_type_unknown();
}

/* The same where all stores count; tests tell of the only store that there is. */
static PhType type_of_unordered(PhFacts *facts, const PhRef *ref, const PhTypeTests *tests,
                                uint32_t depth)
{
    const PhNames *names = facts->names;
    PhType type = type_of_entry(facts, ref->binding, depth);
    PhRefId store = names->bindings[ref->binding].first_ref;
    while (store != PH_REF_NONE && names->refs[store].kind != PH_REF_COMPREHENSION) {
        store = names->refs[store].next;
    }
    return store == PH_REF_NONE || tests->count == 0
               ? type
               : ph_type_tested(facts->tree, tests, names->refs[store].node, type);
}

/* What a read finds; all stores count where it is not known which reach it. */
static PhType type_of_read(PhFacts *facts, const PhRef *ref, uint32_t depth)
{
    const PhNames *names = facts->names;
    PhReaching reaching;
    PhType type = {0};
    PhTypeTests tests = ph_type_tests_at(facts, ref);
    if (!ph_flow_reaching(facts, ref->binding, ref->node, &reaching)) {
        return type_of_unordered(facts, ref, &tests, depth);
    }
    for (uint32_t i = 0; i < reaching.refs.count; i++) {
        if (reaching.reaches[i] != 0) {
            PhRefId store = reaching.refs.items[i];
            PhType stored = type_of_entry(facts, names->binding_count + store, depth);
            type = ph_type_union(
                type, ph_type_tested(facts->tree, &tests, names->refs[store].node, stored));
        }
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return is_closed(facts, ref->binding) ? type_of_held(facts, ref->binding, type, depth)
                                          : ph_type_unknown();
}

static PhType type_of_ref(PhFacts *facts, const PhRef *ref, uint32_t depth)
{
    return ref->kind == PH_REF_LOAD ? type_of_read(facts, ref, depth)
                                    : ph_type_of_store(facts, ref, depth);
}

static PhType type_of_entry_anew(PhFacts *facts, PhTypeEntryId id, uint32_t depth)
{
    const PhNames *names = facts->names;
    if (id < names->binding_count) {
        return type_of_stores(facts, id, depth);
    }
    id -= names->binding_count;
    return id < names->ref_count ? type_of_ref(facts, &names->refs[id], depth)
                                 : ph_type_of_returns(facts, id - names->ref_count, depth);
}

/* One round for one entry: what is asked again within the round is the value so far. */
static PhType compute(PhFacts *facts, PhTypeEntryId id, uint32_t depth)
{
    PhTypes *types = facts->types;
    PhTypeEntry *entry = &types->of_entry[id];
    PhTypeEntry *user = types->current;
    PhSpanVec *claims = facts->claims;
    if (user != NULL) {
        PH_VEC_PUSH(facts->arena, &user->uses, id);
    }
    if (entry->is_final || entry->round == types->round) {
        return entry->type;
    }
    if (entry->round == 0) {
        PH_VEC_PUSH(facts->arena, &types->touched, id);
    }
    entry->round = types->round;
    entry->claims.count = 0;
    entry->uses.count = 0;
    types->current = entry;
    facts->claims = &entry->claims;
    PhType found = type_of_entry_anew(facts, id, depth);
    PhType now = ph_type_union(entry->type, found);
    types->current = user;
    facts->claims = claims;
    if (memcmp(&now, &entry->type, sizeof(now)) != 0) {
        types->has_changed = true;
        entry->type = now;
    }
    return now;
}

/* Claims what the type of an entry relies on, through all entries that it was taken from.
 */
static void claim_stores(PhFacts *facts, PhTypeEntryId id)
{
    PhTypes *types = facts->types;
    PhTypeEntryIdVec reached = {0};
    if (facts->claims == NULL) {
        return;
    }
    types->stamp++;
    types->of_entry[id].stamp = types->stamp;
    PH_VEC_PUSH(facts->arena, &reached, id);
    for (size_t i = 0; i < reached.count; i++) {
        const PhTypeEntry *entry = &types->of_entry[reached.items[i]];
        if (i == PH_TYPE_CLAIMED) {
            ph_facts_claim(facts, 0);
            return;
        }
        for (size_t n = 0; n < entry->claims.count; n++) {
            PH_VEC_PUSH(facts->arena, facts->claims, entry->claims.items[n]);
        }
        for (size_t n = 0; n < entry->uses.count; n++) {
            PhTypeEntry *used = &types->of_entry[entry->uses.items[n]];
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
        PhTypeEntry *entry = &types->of_entry[types->touched.items[i]];
        entry->is_final = types->has_changed || entry->round == types->round;
        if (types->has_changed) {
            entry->type = ph_type_unknown();
        } else if (!entry->is_final) {
            entry->type = (PhType){0};
            entry->round = 0;
        }
    }
}

static PhType type_of_entry(PhFacts *facts, PhTypeEntryId id, uint32_t depth)
{
    PhTypes *types = types_of(facts);
    if (types->is_running) {
        return compute(facts, id, depth);
    }
    if (types->of_entry[id].is_final) {
        claim_stores(facts, id);
        return types->of_entry[id].type;
    }
    types->is_running = true;
    types->touched.count = 0;
    uint32_t rounds = 0;
    do {
        types->round++;
        types->has_changed = false;
        (void)compute(facts, id, depth);
    } while (types->has_changed && ++rounds < PH_TYPE_ROUNDS);
    settle(types);
    types->is_running = false;
    claim_stores(facts, id);
    return types->of_entry[id].type;
}

PhType ph_type_of_binding(PhFacts *facts, PhBindingId binding, uint32_t depth)
{
    return type_of_entry(facts, binding, depth);
}

/* Flow tells nothing of a parameter that nothing else stores to, unless it is tested. */
static bool is_flowing(PhFacts *facts, PhBindingId binding)
{
    return can_be_tracked(facts, binding) &&
           (facts->names->bindings[binding].store_count > 1 ||
            ph_type_is_tested(facts, binding));
}

PhType ph_type_of_use(PhFacts *facts, PhRefId id, uint32_t depth)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId binding = names->refs[id].binding;
    bool has_flow = names->refs[id].kind == PH_REF_LOAD && is_flowing(facts, binding);
    return type_of_entry(facts, has_flow ? names->binding_count + id : binding, depth);
}

PhType ph_type_of_result(PhFacts *facts, PhScopeId callee, uint32_t depth)
{
    const PhNames *names = ph_facts_names(facts);
    return type_of_entry(facts, names->binding_count + names->ref_count + callee, depth);
}

PhType ph_type_before(PhFacts *facts, PhRefId id, uint32_t depth)
{
    const PhRef *ref = &ph_facts_names(facts)->refs[id];
    return is_flowing(facts, ref->binding) ? type_of_read(facts, ref, depth)
                                           : type_of_entry(facts, ref->binding, depth);
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
    PhReaching reaching = {0};
    bool has_flow = ph_flow_reaching(facts, id, node, &reaching);
    uint32_t index = 0;
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE;
         i = names->refs[i].next, index++) {
        const PhRef *ref = &names->refs[i];
        if (has_flow && reaching.reaches[index] == 0) {
            continue;
        }
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
