#include "facts/handlers.h"

#include "facts/calls.h"
#include "facts/classes.h"
#include "syntax/walk.h"

static const char *const k_frameworks[] = {"flask",   "fastapi", "starlette",
                                           "quart",   "django",  "sanic",
                                           "aiohttp", "bottle",  "litestar"};

static const char *const k_decorators[] = {
    "after_app_request",
    "after_request",
    "api_route",
    "app_errorhandler",
    "before_app_request",
    "before_request",
    "delete",
    "errorhandler",
    "exception_handler",
    "get",
    "head",
    "middleware",
    "options",
    "patch",
    "post",
    "put",
    "route",
    "teardown_app_request",
    "teardown_request",
    "trace",
    "websocket",
    "websocket_route",
};

static const char *const k_registering[] = {
    "Route",        "WebSocketRoute", "add_api_route",       "add_api_websocket_route",
    "add_url_rule", "add_route",      "add_websocket_route",
};

static const char *const k_methods[] = {
    "get",  "post",    "put",   "delete",           "patch",
    "head", "options", "trace", "dispatch_request", "dispatch"};

static const char *const k_view_classes[] = {"View", "Resource", "HTTPEndpoint", "ViewSet",
                                             "APIView"};

static bool serves_requests(PhFacts *facts)
{
    const PhNames *names = ph_facts_names(facts);
    for (uint32_t i = 0; i < names->ref_count; i++) {
        PhImportedName imported;
        if (names->refs[i].kind == PH_REF_IMPORT &&
            ph_imported_read(facts->tree, names->refs[i].node, &imported)) {
            PhBytes first = ph_imported_first_part(imported.module);
            if (ph_bytes_is_one_of(first, k_frameworks, PH_COUNT_OF(k_frameworks)) ||
                ph_bytes_starts_with(first, PH_BYTES("flask_"))) {
                return true;
            }
        }
    }
    return false;
}

bool ph_file_serves_requests(PhFacts *facts)
{
    if (facts->serves_requests == PH_ASKED_NEVER) {
        facts->serves_requests = ph_asked(serves_requests(facts));
    }
    return facts->serves_requests == PH_ASKED_YES;
}

/* The first argument is the text of a path. */
static bool has_path(const PhTree *tree, PhNodeId call)
{
    PhNodeId list =
        call == PH_NODE_NONE ? call : ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhNodeId first = list == PH_NODE_NONE ? list : ph_tree_first_named(tree, list);
    if (ph_tree_kind(tree, first) != PH_KIND_STRING) {
        return false;
    }
    PhBytes text = ph_tree_text(tree, first);
    return ph_bytes_find(text, PH_BYTES("\"/"), 0) != PH_NOT_FOUND ||
           ph_bytes_find(text, PH_BYTES("'/"), 0) != PH_NOT_FOUND;
}

static bool is_decorated_handler(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId i = ph_first_decorator(tree, def); i != PH_NODE_NONE;
         i = ph_next_decorator(tree, i)) {
        PhNodeId decorator = ph_tree_strip_parens(tree, i);
        PhNodeId what = ph_decorator_function(tree, decorator);
        PhNodeId call = what == decorator ? PH_NODE_NONE : decorator;
        if (ph_tree_kind(tree, what) == PH_KIND_ATTRIBUTE &&
            ph_bytes_is_one_of(ph_decorator_name(tree, i), k_decorators,
                               PH_COUNT_OF(k_decorators)) &&
            (has_path(tree, call) || ph_file_serves_requests(facts))) {
            return true;
        }
    }
    return false;
}

static bool takes_request(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    for (PhNodeId i = ph_tree_first_named(tree, list); i != PH_NODE_NONE;
         i = ph_tree_next_named(tree, i)) {
        PhNodeId name = ph_parameter_name(tree, i);
        PhNodeId type = ph_tree_child(tree, i, PH_FIELD_TYPE);
        PhBytes text = type == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(tree, type);
        bool is_one =
            (name != PH_NODE_NONE && ph_bytes_is(ph_tree_text(tree, name), "request")) ||
            ph_bytes_ends_with(text, PH_BYTES("Request")) ||
            ph_bytes_ends_with(text, PH_BYTES("WebSocket")) ||
            ph_bytes_ends_with(text, PH_BYTES("HTTPConnection"));
        if (is_one) {
            return ph_file_serves_requests(facts);
        }
    }
    return false;
}

static bool reads_flask_request(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    PhNodeId limit = ph_file_serves_requests(facts) ? ph_tree_limit(tree, def) : def;
    for (PhNodeId node = def; node < limit; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if ((kind == PH_KIND_IDENTIFIER || kind == PH_KIND_ATTRIBUTE) &&
            ph_bytes_ends_with(ph_tree_text(tree, node), PH_BYTES("request")) &&
            (ph_facts_means(facts, node, PH_BYTES("flask.request")) ||
             ph_facts_means(facts, node, PH_BYTES("quart.request")))) {
            return true;
        }
    }
    return false;
}

static bool is_view_method(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    PhNodeId owner = ph_class_around(tree, def);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME));
    PhNodeId bases =
        owner == PH_NODE_NONE ? owner : ph_tree_child(tree, owner, PH_FIELD_SUPERCLASSES);
    if (bases == PH_NODE_NONE ||
        !ph_bytes_is_one_of(name, k_methods, PH_COUNT_OF(k_methods)) ||
        !ph_file_serves_requests(facts)) {
        return false;
    }
    for (PhNodeId base = ph_tree_first_named(tree, bases); base != PH_NODE_NONE;
         base = ph_tree_next_named(tree, base)) {
        for (size_t i = 0; i < PH_COUNT_OF(k_view_classes); i++) {
            if (ph_bytes_ends_with(ph_tree_text(tree, base),
                                   ph_bytes_of(k_view_classes[i]))) {
                return true;
            }
        }
    }
    return false;
}

/* `app.add_url_rule("/", view_func=f)` */
static bool is_registered(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, ph_tree_child(tree, def, PH_FIELD_NAME));
    for (PhRefId i = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
         i != PH_REF_NONE; i = names->refs[i].next) {
        PhNodeId node = ph_tree_parent(tree, names->refs[i].node);
        if (ph_tree_kind(tree, node) == PH_KIND_KEYWORD_ARGUMENT) {
            node = ph_tree_parent(tree, node);
        }
        PhNodeId call = ph_tree_kind(tree, node) == PH_KIND_ARGUMENT_LIST
                            ? ph_tree_parent(tree, node)
                            : PH_NODE_NONE;
        PhNodeId called = ph_tree_kind(tree, call) == PH_KIND_CALL
                              ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                              : PH_NODE_NONE;
        if (ph_tree_kind(tree, called) == PH_KIND_ATTRIBUTE) {
            called = ph_tree_child(tree, called, PH_FIELD_ATTRIBUTE);
        }
        if (called != PH_NODE_NONE &&
            ph_bytes_is_one_of(ph_tree_text(tree, called), k_registering,
                               PH_COUNT_OF(k_registering))) {
            return true;
        }
    }
    return false;
}

bool ph_is_handler(PhFacts *facts, PhNodeId def)
{
    if (facts->handlers == NULL) {
        facts->handlers = PH_NEW_ARRAY(facts->arena, uint8_t, facts->tree->count);
    }
    uint8_t *entry = &facts->handlers[def];
    if (*entry == PH_ASKED_NEVER) {
        bool is_one = is_decorated_handler(facts, def) || takes_request(facts, def) ||
                      is_view_method(facts, def) || reads_flask_request(facts, def) ||
                      is_registered(facts, def);
        *entry = ph_asked(is_one);
    }
    return *entry == PH_ASKED_YES;
}

static bool has_handlers(PhFacts *facts)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] == PH_KIND_FUNCTION_DEFINITION &&
            ph_is_handler(facts, node)) {
            return true;
        }
    }
    return false;
}

bool ph_file_has_handlers(PhFacts *facts)
{
    if (facts->has_handlers == PH_ASKED_NEVER) {
        facts->has_handlers = ph_asked(has_handlers(facts));
    }
    return facts->has_handlers == PH_ASKED_YES;
}

PhNodeId ph_handler_around(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    for (; node != PH_NODE_NONE; node = ph_tree_parent(tree, node)) {
        if (ph_tree_kind(tree, node) == PH_KIND_FUNCTION_DEFINITION &&
            ph_is_handler(facts, node)) {
            return node;
        }
    }
    return PH_NODE_NONE;
}
