#include "facts/calls.h"
#include "facts/privacy.h"
#include "facts/value_flow_state.h"
#include "syntax/walk.h"

enum { PH_FLOW_PASSES = 60, PH_FLOW_NODES = 400000, PH_FLOW_MOST_NODES = 20000000 };

void ph_flow_leak(PhValueFlow *flow, PhNodeId node, const char *why)
{
    if (flow->leak == PH_NODE_NONE) {
        flow->leak = node;
        flow->why = why;
    }
}

void ph_flow_grow(PhValueFlow *flow, uint8_t *set, uint8_t held)
{
    if ((held & ~*set) != 0) {
        *set |= held;
        flow->is_changed = true;
    }
}

uint8_t ph_flow_attribute(const PhValueFlow *flow, PhBytes name)
{
    uint32_t held = ph_map_get(&flow->attributes, name);
    return (uint8_t)((held == PH_MAP_NONE ? 0 : held) | flow->any_attribute);
}

void ph_flow_grow_attribute(PhValueFlow *flow, PhBytes name, uint8_t held)
{
    flow->all_attributes |= held;
    uint32_t *place = ph_map_put(&flow->attributes, name);
    uint8_t set = (uint8_t)(*place == PH_MAP_NONE ? 0 : *place);
    ph_flow_grow(flow, &set, held);
    *place = set;
}

bool ph_flow_is_followed(const PhValueFlow *flow, PhNodeId class_node)
{
    for (uint32_t i = 0; i < flow->class_count; i++) {
        if (flow->classes[i] == class_node) {
            return true;
        }
    }
    return false;
}

/* Decorators that call a method as it is called, and do not look at its object. */
static bool is_known_decorator(const PhTree *tree, PhNodeId decorator)
{
    static const char *const k_known[] = {
        "abstractmethod", "asynccontextmanager",
        "cache",          "classmethod",
        "contextmanager", "deleter",
        "final",          "getter",
        "lru_cache",      "overload",
        "override",       "property",
        "setter",         "staticmethod",
    };
    return ph_bytes_is_one_of(ph_decorator_name(tree, decorator), k_known,
                              PH_COUNT_OF(k_known));
}

bool ph_flow_has_known_decorators(const PhTree *tree, PhNodeId def)
{
    for (PhNodeId deco = ph_first_decorator(tree, def); deco != PH_NODE_NONE;
         deco = ph_next_decorator(tree, deco)) {
        if (!is_known_decorator(tree, deco)) {
            return false;
        }
    }
    return true;
}

/* Special methods whose second parameter is something else, as a rule: an index, a name. An
 * index is passed where it is taken (value_flow_visit.c), and arguments where the object is
 * called. */
static bool takes_an_operand(PhBytes method)
{
    static const char *const k_others[] = {
        "__aexit__",   "__call__",    "__delattr__",      "__delitem__", "__exit__",
        "__format__",  "__getattr__", "__getattribute__", "__getitem__", "__init__",
        "__missing__", "__round__",   "__setattr__",      "__setitem__",
    };
    return ph_name_is_special(method) &&
           !ph_bytes_is_one_of(method, k_others, PH_COUNT_OF(k_others));
}

/* The methods of a followed class get its objects. */
static void seed_method(PhValueFlow *flow, PhNodeId def)
{
    const PhTree *tree = flow->tree;
    PhMethodKind kind = ph_method_kind(flow->facts, def);
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME));
    if (!ph_flow_has_known_decorators(tree, def)) {
        ph_flow_leak(flow, ph_tree_child(tree, def, PH_FIELD_NAME),
                     "a decorator may look at the object");
    }
    uint32_t place = 0;
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child), place++) {
        PhNodeId own = ph_parameter_name(tree, child);
        PhBindingId id =
            own == PH_NODE_NONE ? PH_BINDING_NONE : ph_names_binding(flow->names, own);
        if (id == PH_BINDING_NONE) {
            continue;
        }
        bool is_object = kind == PH_METHOD_PLAIN &&
                         (place == 0 || (place == 1 && takes_an_operand(name)));
        bool is_class = kind == PH_METHOD_CLASS && place == 0;
        uint8_t held =
            (uint8_t)((is_object ? PH_HELD_ITSELF : 0) | (is_class ? PH_HELD_CLASS : 0));
        ph_flow_grow(flow, &flow->bindings[id], held);
    }
}

/* Reading an attribute of the class may run code that gets the object. */
static bool may_be_descriptor(const PhValueFlow *flow, PhNodeId statement)
{
    const PhTree *tree = flow->tree;
    PhNodeId assignment = ph_tree_kind(tree, statement) == PH_KIND_EXPRESSION_STATEMENT
                              ? ph_tree_first_named(tree, statement)
                              : PH_NODE_NONE;
    PhNodeId value = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT
                         ? ph_tree_child(tree, assignment, PH_FIELD_RIGHT)
                         : PH_NODE_NONE;
    PhNodeId function = ph_tree_kind(tree, value) == PH_KIND_CALL
                            ? ph_tree_child(tree, value, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    if (function == PH_NODE_NONE || ph_flow_is_builtin(flow->facts, function)) {
        return false;
    }
    return !ph_facts_means(flow->facts, function, PH_BYTES("dataclasses.field")) &&
           !ph_facts_means(flow->facts, function, PH_BYTES("re.compile")) &&
           !ph_facts_means(flow->facts, function, PH_BYTES("itertools.count"));
}

static void seed_class(PhValueFlow *flow, PhNodeId class_node)
{
    const PhTree *tree = flow->tree;
    PhBindingId id = ph_class_binding(flow->facts, class_node);
    if (id == PH_BINDING_NONE) {
        ph_flow_leak(flow, class_node, "a class without a name");
        return;
    }
    ph_flow_grow(flow, &flow->bindings[id], PH_HELD_CLASS);
    PhNodeId body = ph_tree_child(tree, class_node, PH_FIELD_BODY);
    for (PhNodeId node = ph_tree_first_named(tree, body); node != PH_NODE_NONE;
         node = ph_tree_next_named(tree, node)) {
        PhNodeId def = ph_tree_kind(tree, node) == PH_KIND_DECORATED_DEFINITION
                           ? ph_tree_child(tree, node, PH_FIELD_DEFINITION)
                           : node;
        if (ph_tree_kind(tree, def) == PH_KIND_FUNCTION_DEFINITION) {
            seed_method(flow, def);
        } else if (may_be_descriptor(flow, node)) {
            ph_flow_leak(flow, node, "it may look at the object when it is read");
        }
    }
}

/* Names of the standard library whose classes keep no dict and look at no object. */
static bool is_harmless_base(PhFacts *facts, PhNodeId base)
{
    static const char *const k_paths[] = {
        "abc.ABC",
        "typing.Generic",
        "typing.NamedTuple",
        "collections.abc.Iterator",
        "collections.abc.Iterable",
        "collections.abc.Sized",
        "collections.abc.Hashable",
        "collections.abc.Callable",
    };
    if (ph_flow_is_builtin(facts, base)) {
        return ph_bytes_is(ph_tree_text(facts->tree, base), "object");
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_paths); i++) {
        if (ph_facts_means(facts, base, ph_bytes_of(k_paths[i]))) {
            return true;
        }
    }
    return false;
}

bool ph_flow_has_known_bases(const PhValueFlow *flow, PhNodeId class_node)
{
    PhNodeId open[PH_FOLLOWED_CLASSES] = {class_node};
    uint32_t count = 1;
    for (uint32_t i = 0; i < count; i++) {
        PhNodeId base = ph_class_first_base(flow->tree, open[i]);
        for (; base != PH_NODE_NONE; base = ph_class_next_base(flow->tree, base)) {
            PhNodeId name = ph_class_base_name(flow->tree, base);
            PhNodeId known = ph_class_named(flow->facts, name);
            if (count == PH_FOLLOWED_CLASSES ||
                (known == PH_NODE_NONE && !is_harmless_base(flow->facts, name))) {
                return false;
            }
            if (known != PH_NODE_NONE) {
                open[count++] = known;
            }
        }
    }
    return true;
}

void ph_flow_follow_class(PhValueFlow *flow, PhNodeId class_node, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    if (ph_flow_is_followed(flow, class_node)) {
        return;
    }
    if (flow->class_count == PH_FOLLOWED_CLASSES) {
        ph_flow_leak(flow, node, "too many classes are bound up with it");
        flow->is_lost = true;
        return;
    }
    PhNodeId leak = flow->leak;
    flow->leak = PH_NODE_NONE;
    flow->classes[flow->class_count++] = class_node;
    flow->is_changed = true;
    seed_class(flow, class_node);
    for (PhNodeId base = ph_class_first_base(tree, class_node); base != PH_NODE_NONE;
         base = ph_class_next_base(tree, base)) {
        PhNodeId name = ph_class_base_name(tree, base);
        PhNodeId known = ph_class_named(flow->facts, name);
        if (known != PH_NODE_NONE) {
            ph_flow_follow_class(flow, known, node);
        } else if (!is_harmless_base(flow->facts, name)) {
            ph_flow_leak(flow, base, "a base class that is not known");
        }
    }
    for (PhNodeId other = ph_class_next(flow->facts, 0); other != PH_NODE_NONE;
         other = ph_class_next(flow->facts, other)) {
        if (!ph_flow_is_followed(flow, other) &&
            ph_class_derives(flow->facts, other, class_node)) {
            ph_flow_follow_class(flow, other, node);
        }
    }
    flow->is_lost = flow->is_lost || flow->leak != PH_NODE_NONE;
    flow->leak = flow->leak == PH_NODE_NONE ? leak : flow->leak;
}

void ph_flow_note_key(PhValueFlow *flow, uint8_t held)
{
    flow->is_changed = flow->is_changed || (held != 0 && !flow->has_keys);
    flow->has_keys = flow->has_keys || held != 0;
}

uint8_t ph_flow_special(const PhValueFlow *flow, const char *method)
{
    uint8_t held = 0;
    for (uint32_t i = 0; i < flow->class_count; i++) {
        PhNodeId def = ph_class_method(flow->facts, flow->classes[i], ph_bytes_of(method));
        if (def != PH_NODE_NONE) {
            PhNodeId body = ph_tree_child(flow->tree, def, PH_FIELD_BODY);
            held |= flow->returns[ph_names_scope_at(flow->names, body)];
        }
    }
    return held;
}

void ph_flow_pass_special(PhValueFlow *flow, const char *method, uint8_t held,
                          bool is_followed_only)
{
    const PhTree *tree = flow->tree;
    uint32_t place = 0;
    PhBytes name = ph_bytes_of(method);
    for (PhNodeId def = ph_class_next_method(flow->facts, name, &place);
         def != PH_NODE_NONE && held != 0;
         def = ph_class_next_method(flow->facts, name, &place)) {
        PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
        PhNodeId second = ph_tree_nth_named(tree, list, 1);
        PhNodeId own =
            second == PH_NODE_NONE ? PH_NODE_NONE : ph_parameter_name(tree, second);
        PhBindingId id =
            own == PH_NODE_NONE ? PH_BINDING_NONE : ph_names_binding(flow->names, own);
        bool is_left_out =
            is_followed_only && !ph_flow_is_followed(flow, ph_class_around(tree, def));
        if (is_left_out) {
            continue;
        }
        if (id != PH_BINDING_NONE) {
            ph_flow_grow(flow, &flow->bindings[id], held);
        } else {
            ph_flow_leak(flow, def, "passed to what is not known");
        }
    }
}

uint8_t ph_flow_element(const PhValueFlow *flow, uint8_t held)
{
    static const char *const k_walkers[] = {"__iter__", "__aiter__", "__reversed__"};
    static const char *const k_givers[] = {"__next__", "__anext__", "__getitem__"};
    uint8_t element = ph_held_down(held);
    for (size_t i = 0; i < PH_COUNT_OF(k_walkers) && (held & PH_HELD_ITSELF) != 0; i++) {
        uint8_t walker = ph_flow_special(flow, k_walkers[i]);
        element |= ph_held_down(walker) | (walker & PH_HELD_ITSELF);
        element |= ph_flow_special(flow, k_givers[i]);
    }
    return element;
}

/* A display that is followed: what stands in it is read by its keys. */
static uint8_t visit_seed(PhValueFlow *flow, uint8_t held)
{
    if (held != 0) {
        ph_flow_grow_attribute(flow, PH_BYTES("[]"), ph_held_down(held));
    }
    return PH_HELD_ITSELF;
}

/* Is it a name in an annotation, or in a base class? Nothing is evaluated there that would
 * keep it, unless somebody looks at annotations. */
static uint8_t *find_annotations(const PhTree *tree, PhArena *arena)
{
    uint8_t *in_type = PH_NEW_ARRAY(arena, uint8_t, tree->count);
    memset(in_type, 0, tree->count);
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] == PH_KIND_TYPE) {
            memset(in_type + node, 1, ph_tree_limit(tree, node) - node);
            node = ph_tree_limit(tree, node) - 1;
        }
    }
    return in_type;
}

static void run_passes(PhValueFlow *flow, const PhNodeId *seeds, uint32_t seed_count)
{
    const PhTree *tree = flow->tree;
    uint8_t *in_type = find_annotations(tree, flow->facts->arena);
    uint32_t pass = 0;
    do {
        flow->is_changed = false;
        flow->leak = flow->is_lost ? flow->leak : PH_NODE_NONE; /* more is known by now */
        uint32_t seed = seed_count;
        for (PhNodeId node = tree->count; node-- > 0;) {
            if (in_type[node] != 0) {
                continue;
            }
            uint8_t held = ph_flow_visit(flow, node);
            if (seed > 0 && seeds[seed - 1] == node) {
                held = visit_seed(flow, held);
                seed--;
            }
            ph_flow_grow(flow, &flow->held[node], held);
        }
        if (!flow->is_changed) {
            ph_flow_check_functions(flow); /* may find more classes to follow */
        }
    } while (flow->is_changed && !flow->is_lost && ++pass < PH_FLOW_PASSES);
    if (flow->is_changed && flow->leak == PH_NODE_NONE) {
        ph_flow_leak(flow, 0, "too much is bound up with it");
    }
}

/* Variables that others may see. */
static void check_bindings(PhValueFlow *flow)
{
    const PhNames *names = flow->names;
    for (PhBindingId id = 0; id < names->binding_count && flow->leak == PH_NODE_NONE;
         id++) {
        const PhBinding *binding = &names->bindings[id];
        const PhScope *scope = &names->scopes[binding->scope];
        PhRefId ref = binding->first_ref;
        if (flow->bindings[id] == 0 && flow->stored[id] == 0) {
            continue;
        }
        PhNodeId node = ref == PH_REF_NONE ? 0 : names->refs[ref].node;
        if (scope->is_opaque) {
            ph_flow_leak(flow, node, "its variable may be reached by its text");
        } else if (scope->kind == PH_SCOPE_KIND_MODULE &&
                   ph_privacy_of(flow->facts, id).verdict != PH_PROVED) {
            ph_flow_leak(flow, node, "other files may use the name");
        } else if (scope->kind == PH_SCOPE_KIND_CLASS &&
                   !ph_flow_is_followed(flow, scope->node)) {
            ph_flow_leak(flow, node, "an attribute of a class");
        }
    }
}

/* An annotation with the class stands there, which something that is not known may look at.
 */
static void check_annotation(PhValueFlow *flow, PhNodeId place)
{
    const PhTree *tree = flow->tree;
    PhNodeId node = place;
    bool is_type = false;
    for (; node != PH_NODE_NONE; node = ph_tree_parent(tree, node)) {
        PhKind kind = ph_tree_kind(tree, node);
        is_type = is_type || kind == PH_KIND_TYPE;
        if (is_type && kind == PH_KIND_FUNCTION_DEFINITION &&
            !ph_flow_has_known_decorators(tree, node)) {
            ph_flow_leak(flow, place, "a decorator may look at the annotation");
        }
        if (kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION) {
            break;
        }
    }
    PhNodeId owner = is_type && ph_tree_kind(tree, node) == PH_KIND_CLASS_DEFINITION
                         ? node
                         : PH_NODE_NONE;
    PhNodeId base = owner == PH_NODE_NONE ? PH_NODE_NONE : ph_class_first_base(tree, owner);
    for (; base != PH_NODE_NONE; base = ph_class_next_base(tree, base)) {
        PhNodeId name = ph_class_base_name(tree, base);
        if (ph_class_named(flow->facts, name) == PH_NODE_NONE &&
            !is_harmless_base(flow->facts, name)) {
            ph_flow_leak(flow, base, "this base class may look at the annotations");
        }
    }
}

/* Annotations with the class, by its name or in a string. */
static void check_annotations(PhValueFlow *flow)
{
    const PhTree *tree = flow->tree;
    const PhNames *names = flow->names;
    PhBindingId id = flow->subject == PH_NODE_NONE
                         ? PH_BINDING_NONE
                         : ph_class_binding(flow->facts, flow->subject);
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE && flow->leak == PH_NODE_NONE; ref = names->refs[ref].next) {
        check_annotation(flow, names->refs[ref].node);
    }
    for (PhNodeId node = 0; node < tree->count && id != PH_BINDING_NONE; node++) {
        if (tree->kinds[node] == PH_KIND_STRING_CONTENT &&
            ph_bytes_find(ph_tree_text(tree, node), names->bindings[id].name, 0) !=
                PH_NOT_FOUND) {
            check_annotation(flow, node);
        }
    }
}

/* Objects are compared with anything: methods of all classes that compare may get one. */
static void seed_comparisons(PhValueFlow *flow)
{
    static const char *const k_names[] = {"__contains__", "__eq__", "__ge__", "__gt__",
                                          "__le__",       "__lt__", "__ne__"};
    for (size_t i = 0; i < PH_COUNT_OF(k_names); i++) {
        ph_flow_pass_special(flow, k_names[i], PH_HELD_ITSELF, false);
    }
}

static PhValueFlow *flow_new(PhFacts *facts, PhNodeId subject)
{
    PhArena *arena = facts->arena;
    const PhNames *names = ph_facts_names(facts);
    PhValueFlow *flow = PH_NEW(arena, PhValueFlow);
    *flow = (PhValueFlow){
        .facts = facts,
        .tree = facts->tree,
        .names = names,
        .held = PH_NEW_ARRAY(arena, uint8_t, facts->tree->count),
        .bindings = PH_NEW_ARRAY(arena, uint8_t, names->binding_count + 1),
        .stored = PH_NEW_ARRAY(arena, uint8_t, names->binding_count + 1),
        .returns = PH_NEW_ARRAY(arena, uint8_t, names->scope_count),
        .attributes = ph_map_in(arena),
        .subject = subject,
        .leak = PH_NODE_NONE,
    };
    memset(flow->held, 0, facts->tree->count);
    memset(flow->bindings, 0, names->binding_count + 1);
    memset(flow->stored, 0, names->binding_count + 1);
    memset(flow->returns, 0, names->scope_count);
    return flow;
}

static void finish(PhValueFlow *flow, const PhNodeId *seeds, uint32_t count)
{
    if (flow->tree->count > PH_FLOW_NODES) {
        ph_flow_leak(flow, 0, "the file is too long");
    }
    if (flow->leak == PH_NODE_NONE) {
        run_passes(flow, seeds, count);
    }
    check_annotations(flow);
    check_bindings(flow);
}

/* A file of thousands of classes: each would be looked for in all of it. */
static PhValueFlow *give_up(PhFacts *facts, PhNodeId class_node)
{
    if (facts->no_flow == NULL) {
        facts->no_flow = flow_new(facts, PH_NODE_NONE);
        facts->no_flow->why = "the file has too many classes";
    }
    facts->no_flow->leak = class_node;
    return facts->no_flow;
}

const PhValueFlow *ph_value_flow_of_class(PhFacts *facts, PhNodeId class_node)
{
    for (PhValueFlow *known = facts->flows; known != NULL; known = known->next) {
        if (known->subject == class_node) {
            return known;
        }
    }
    facts->flow_nodes += facts->tree->count;
    if (facts->flow_nodes > PH_FLOW_MOST_NODES) {
        return give_up(facts, class_node);
    }
    PhValueFlow *flow = flow_new(facts, class_node);
    flow->next = facts->flows;
    facts->flows = flow;
    ph_flow_follow_class(flow, class_node, class_node);
    seed_comparisons(flow);
    finish(flow, NULL, 0);
    return flow;
}

const PhValueFlow *ph_value_flow_of_nodes(PhFacts *facts, const PhNodeId *nodes,
                                          uint32_t count)
{
    PhValueFlow *flow = flow_new(facts, PH_NODE_NONE);
    finish(flow, nodes, count);
    return flow;
}

uint8_t ph_value_flow_held(const PhValueFlow *flow, PhNodeId node)
{
    return flow->held[node];
}

bool ph_value_flow_stays(const PhValueFlow *flow, PhAnswer *why_out)
{
    if (flow->leak != PH_NODE_NONE) {
        *why_out = ph_flow_answer(PH_UNKNOWN, flow->leak, ph_bytes_of(flow->why));
    }
    return flow->leak == PH_NODE_NONE;
}
