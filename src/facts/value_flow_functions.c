#include "facts/calls.h"
#include "facts/functions.h"
#include "facts/privacy.h"
#include "facts/sole.h"
#include "facts/value_flow_state.h"
#include "syntax/walk.h"

static PhNodeId arguments_of(const PhTree *tree, PhNodeId call)
{
    return ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
}

static bool is_sole_generator(const PhTree *tree, PhNodeId list)
{
    return ph_tree_kind(tree, list) == PH_KIND_GENERATOR_EXPRESSION;
}

PhNodeId ph_flow_argument(const PhTree *tree, PhNodeId call, uint32_t n)
{
    PhNodeId list = arguments_of(tree, call);
    if (is_sole_generator(tree, list)) {
        return n == 0 ? list : PH_NODE_NONE;
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        PhKind kind = ph_tree_kind(tree, arg);
        if (kind == PH_KIND_KEYWORD_ARGUMENT || kind == PH_KIND_LIST_SPLAT ||
            kind == PH_KIND_DICTIONARY_SPLAT) {
            return PH_NODE_NONE;
        }
        if (n-- == 0) {
            return arg;
        }
    }
    return PH_NODE_NONE;
}

uint8_t ph_flow_arguments_but(const PhValueFlow *flow, PhNodeId call, PhNodeId but)
{
    const PhTree *tree = flow->tree;
    PhNodeId list = arguments_of(tree, call);
    if (is_sole_generator(tree, list)) {
        return list == but ? 0 : flow->held[list];
    }
    uint8_t held = 0;
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        PhKind kind = ph_tree_kind(tree, arg);
        bool is_splat = kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT;
        uint8_t one = is_splat ? ph_flow_element(flow, flow->held[arg]) : flow->held[arg];
        held |= arg == but ? 0 : one;
    }
    return held;
}

uint8_t ph_flow_arguments(const PhValueFlow *flow, PhNodeId call)
{
    return ph_flow_arguments_but(flow, call, PH_NODE_NONE);
}

bool ph_flow_passes_any(const PhValueFlow *flow, PhNodeId call, PhNodeId *first_out)
{
    const PhTree *tree = flow->tree;
    PhNodeId list = arguments_of(tree, call);
    *first_out = PH_NODE_NONE;
    if (is_sole_generator(tree, list)) {
        *first_out = flow->held[list] != 0 ? list : PH_NODE_NONE;
        return flow->held[list] != 0;
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (flow->held[arg] != 0) {
            *first_out = arg;
            return true;
        }
    }
    return false;
}

static PhScopeId scope_of(const PhValueFlow *flow, PhNodeId def)
{
    return ph_names_scope_at(flow->names, ph_tree_child(flow->tree, def, PH_FIELD_BODY));
}

/* A parameter gets an argument. */
static void bind(PhValueFlow *flow, PhNodeId name, uint8_t held, PhFlowSource source)
{
    PhBindingId id = ph_names_binding(flow->names, name);
    if (id == PH_BINDING_NONE) {
        return;
    }
    ph_flow_grow(flow, &flow->bindings[id], held);
    if (flow->stored[id] != 0 && source.node != PH_NODE_NONE) {
        ph_flow_put(flow, source.node, flow->stored[id]);
    } else if (flow->stored[id] != 0) {
        ph_flow_leak(flow, name, "put into a container that is not followed");
    }
}

static PhNodeId star_name(const PhTree *tree, PhNodeId parameter)
{
    while (parameter != PH_NODE_NONE &&
           ph_tree_kind(tree, parameter) == PH_KIND_TYPED_PARAMETER) {
        parameter = ph_tree_first_named(tree, parameter);
    }
    PhKind kind = ph_tree_kind(tree, parameter);
    bool is_star =
        kind == PH_KIND_LIST_SPLAT_PATTERN || kind == PH_KIND_DICTIONARY_SPLAT_PATTERN;
    return is_star ? ph_tree_first_named(tree, parameter) : PH_NODE_NONE;
}

/* The parameter that an argument by place or by name goes to. */
static PhNodeId parameter_for(const PhTree *tree, PhNodeId list, uint32_t place,
                              PhBytes name, PhNodeId *star_out)
{
    uint32_t n = 0;
    bool is_behind_star = false;
    *star_out = PH_NODE_NONE;
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhNodeId own = ph_parameter_name(tree, child);
        PhNodeId star = star_name(tree, child);
        if (star != PH_NODE_NONE) {
            *star_out = star;
        }
        is_behind_star = is_behind_star || star != PH_NODE_NONE ||
                         ph_tree_kind(tree, child) == PH_KIND_KEYWORD_SEPARATOR;
        if (own == PH_NODE_NONE) {
            continue;
        }
        bool is_it = name.len > 0 ? ph_bytes_equal(ph_tree_text(tree, own), name)
                                  : n == place && !is_behind_star;
        if (is_it) {
            return own;
        }
        n++;
    }
    return PH_NODE_NONE;
}

/* What stands behind a star may go to any parameter. */
static void bind_all(PhValueFlow *flow, PhNodeId list, uint32_t from, uint8_t held)
{
    uint32_t place = 0;
    for (PhNodeId child = ph_tree_first_named(flow->tree, list);
         child != PH_NODE_NONE && held != 0;
         child = ph_tree_next_named(flow->tree, child)) {
        PhNodeId own = ph_parameter_name(flow->tree, child);
        PhNodeId star = star_name(flow->tree, child);
        PhFlowSource none = {PH_NODE_NONE, 0};
        if (own != PH_NODE_NONE && place++ >= from) {
            bind(flow, own, held, none);
        }
        if (star != PH_NODE_NONE) {
            bind(flow, star, ph_held_up(held), none);
        }
    }
}

static void pass_argument(PhValueFlow *flow, PhNodeId list, PhNodeId arg, uint32_t place)
{
    const PhTree *tree = flow->tree;
    bool is_named = ph_tree_kind(tree, arg) == PH_KIND_KEYWORD_ARGUMENT;
    PhNodeId value = is_named ? ph_tree_child(tree, arg, PH_FIELD_VALUE) : arg;
    PhBytes name = is_named ? ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME))
                            : PH_BYTES("");
    PhNodeId star;
    PhNodeId own = parameter_for(tree, list, place, name, &star);
    if (own != PH_NODE_NONE) {
        bind(flow, own, flow->held[value], (PhFlowSource){value, 0});
    } else if (star != PH_NODE_NONE) {
        bind(flow, star, ph_held_up(flow->held[value]), (PhFlowSource){PH_NODE_NONE, 0});
    }
}

uint8_t ph_flow_enter(PhValueFlow *flow, PhNodeId call, PhNodeId def, uint32_t skipped)
{
    const PhTree *tree = flow->tree;
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    PhNodeId args = arguments_of(tree, call);
    uint32_t place = skipped;
    if (is_sole_generator(tree, args)) {
        pass_argument(flow, list, args, place);
    }
    for (PhNodeId arg = ph_tree_first_named(tree, args);
         arg != PH_NODE_NONE && !is_sole_generator(tree, args);
         arg = ph_tree_next_named(tree, arg)) {
        PhKind kind = ph_tree_kind(tree, arg);
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT) {
            bind_all(flow, list, place, ph_flow_element(flow, flow->held[arg]));
            continue;
        }
        pass_argument(flow, list, arg, place);
        place += kind == PH_KIND_KEYWORD_ARGUMENT ? 0 : 1;
    }
    return flow->returns[scope_of(flow, def)];
}

/* The method of the class or of its bases of this file, depth first. */
static PhNodeId inherited(const PhValueFlow *flow, PhNodeId class_node, PhBytes name)
{
    PhNodeId open[PH_FOLLOWED_CLASSES] = {class_node};
    uint32_t count = 1;
    for (uint32_t i = 0; i < count; i++) {
        PhNodeId def = ph_class_method(flow->facts, open[i], name);
        if (def != PH_NODE_NONE) {
            return def;
        }
        for (PhNodeId base = ph_class_first_base(flow->tree, open[i]);
             base != PH_NODE_NONE && count < PH_FOLLOWED_CLASSES;
             base = ph_class_next_base(flow->tree, base)) {
            PhNodeId known =
                ph_class_named(flow->facts, ph_class_base_name(flow->tree, base));
            if (known != PH_NODE_NONE) {
                open[count++] = known;
            }
        }
    }
    return PH_NODE_NONE;
}

void ph_flow_construct(PhValueFlow *flow, PhNodeId call, PhNodeId class_node)
{
    PhNodeId first;
    PhNodeId init = inherited(flow, class_node, PH_BYTES("__init__"));
    PhNodeId maker = inherited(flow, class_node, PH_BYTES("__new__"));
    if (ph_flow_passes_any(flow, call, &first) &&
        !ph_flow_has_known_bases(flow, class_node)) {
        ph_flow_leak(flow, first, "passed to a class with a base that is not known");
    }
    if (init != PH_NODE_NONE) {
        (void)ph_flow_enter(flow, call, init, 1);
    }
    if (maker != PH_NODE_NONE) {
        (void)ph_flow_enter(flow, call, maker, 1);
    }
    if (init != PH_NODE_NONE || maker != PH_NODE_NONE ||
        !ph_flow_passes_any(flow, call, &first)) {
        return;
    }
    if (flow->subject == PH_NODE_NONE) {
        ph_flow_leak(flow, first, "kept in an object that is not followed");
        return;
    }
    /* A dataclass or the like: some attribute gets it. */
    ph_flow_follow_class(flow, class_node, call);
    ph_flow_grow(flow, &flow->any_attribute, ph_flow_arguments(flow, call));
}

static bool is_related(const PhValueFlow *flow, PhNodeId class_node, PhNodeId owner)
{
    bool is_own =
        owner != PH_NODE_NONE && (ph_class_derives(flow->facts, class_node, owner) ||
                                  ph_class_derives(flow->facts, owner, class_node));
    return is_own || ph_flow_is_followed(flow, class_node);
}

bool ph_flow_call_method(PhValueFlow *flow, PhNodeId call, PhBytes name, PhNodeId owner,
                         uint32_t skipped, uint8_t *result_out)
{
    bool is_found = false;
    uint32_t place = 0;
    for (PhNodeId def = ph_class_next_method(flow->facts, name, &place);
         def != PH_NODE_NONE; def = ph_class_next_method(flow->facts, name, &place)) {
        if (!is_related(flow, ph_class_around(flow->tree, def), owner)) {
            continue;
        }
        PhMethodKind kind = ph_method_kind(flow->facts, def);
        uint32_t own = kind == PH_METHOD_STATIC ? 0 : kind == PH_METHOD_CLASS ? 1 : skipped;
        *result_out |= ph_flow_enter(flow, call, def, own);
        is_found = true;
    }
    return is_found;
}

/* Some parameter is a container that the function puts something into. */
static bool has_stored_parameter(const PhValueFlow *flow, PhScopeId id)
{
    const PhScope *scope = &flow->names->scopes[id];
    for (PhBindingId n = scope->first_binding;
         n < scope->first_binding + scope->binding_count; n++) {
        PhRefId ref = flow->names->bindings[n].first_ref;
        for (; ref != PH_REF_NONE && flow->stored[n] != 0;
             ref = flow->names->refs[ref].next) {
            if (flow->names->refs[ref].kind == PH_REF_PARAMETER) {
                return true;
            }
        }
    }
    return false;
}

/* A function whose calls are all in this file, by its name. */
static void check_plain_function(PhValueFlow *flow, PhNodeId def)
{
    const PhTree *tree = flow->tree;
    const PhNames *names = flow->names;
    PhNodeId name = ph_tree_child(tree, def, PH_FIELD_NAME);
    PhBindingId id = ph_sole_binding(flow->facts, name);
    if (id == PH_BINDING_NONE || ph_first_decorator(tree, def) != PH_NODE_NONE) {
        ph_flow_leak(flow, name, "others may call the function that handles it");
        return;
    }
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        PhNodeId node = names->refs[ref].node;
        if (names->refs[ref].kind == PH_REF_LOAD &&
            ph_call_of(tree, node) == PH_NODE_NONE && !ph_calls_back(flow->facts, node)) {
            ph_flow_leak(flow, node, "the function that handles it is handed on");
            return;
        }
    }
    if (names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_MODULE &&
        ph_privacy_of(flow->facts, id).verdict != PH_PROVED) {
        ph_flow_leak(flow, name, "others may call the function that handles it");
    }
}

void ph_flow_check_functions(PhValueFlow *flow)
{
    for (PhScopeId id = 0; id < flow->names->scope_count && flow->leak == PH_NODE_NONE;
         id++) {
        PhNodeId def = flow->names->scopes[id].node;
        bool handles = flow->returns[id] != 0 || has_stored_parameter(flow, id);
        if (!handles || ph_tree_kind(flow->tree, def) != PH_KIND_FUNCTION_DEFINITION) {
            continue;
        }
        PhNodeId owner = ph_class_around(flow->tree, def);
        if (owner == PH_NODE_NONE) {
            check_plain_function(flow, def);
        } else if (flow->subject == PH_NODE_NONE) {
            ph_flow_leak(flow, ph_tree_child(flow->tree, def, PH_FIELD_NAME),
                         "others may call the method that handles it");
        } else {
            ph_flow_follow_class(flow, owner,
                                 ph_tree_child(flow->tree, def, PH_FIELD_NAME));
        }
    }
}
