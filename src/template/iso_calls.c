/* Isomorphisms of the arguments of calls. */

#include "syntax/walk.h"
#include "template/iso.h"
#include "template/slice.h"

enum { PH_ISO_ARGUMENTS = 8 };

/* The arguments of a call in the minus slice, as far as they are few and plain. */
typedef struct PhArguments {
    PhNodeId nodes[PH_ISO_ARGUMENTS];
    uint32_t count;
    uint32_t positional; /* those come first */
} PhArguments;

/* False if there is a `*`, a `**` or a `$*x`, or a positional argument behind a keyword. */
static bool read_arguments(const PhIsoSite *site, PhNodeId call, PhArguments *out)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    *out = (PhArguments){0};
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST ||
        !ph_slice_is_one_line(&site->patch->minus, ph_tree_span(tree, list))) {
        return false;
    }
    for (PhNodeId node = ph_tree_first_named(tree, list); node != PH_NODE_NONE;
         node = ph_tree_next_named(tree, node)) {
        PhKind kind = ph_tree_kind(tree, node);
        bool is_keyword = kind == PH_KIND_KEYWORD_ARGUMENT;
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT ||
            ph_pattern_is_list(&site->patch->minus, site->rule, node) ||
            out->count == PH_ISO_ARGUMENTS ||
            (!is_keyword && out->positional < out->count)) {
            return false;
        }
        out->nodes[out->count++] = node;
        out->positional += is_keyword ? 0 : 1;
    }
    return true;
}

static bool is_constant(PhKind kind)
{
    switch (kind) {
    case PH_KIND_FALSE:
    case PH_KIND_FLOAT:
    case PH_KIND_INTEGER:
    case PH_KIND_NONE:
    case PH_KIND_STRING:
    case PH_KIND_TRUE: return true;
    default: return false;
    }
}

/* Two keywords whose values could be seen to be evaluated in another order are left, unless
 * the line stays as it is. */
bool ph_iso_has_keywords(const PhIsoSite *site, PhNodeId node)
{
    const PhPattern *minus = &site->patch->minus;
    PhArguments arguments;
    if (!read_arguments(site, node, &arguments) ||
        arguments.count < arguments.positional + 2) {
        return false;
    }
    uint32_t moving = 0;
    for (uint32_t i = arguments.positional; i < arguments.count; i++) {
        PhNodeId value = ph_tree_child(&minus->tree, arguments.nodes[i], PH_FIELD_VALUE);
        moving += is_constant(ph_tree_kind(&minus->tree, value)) ? 0 : 1;
    }
    size_t line = ph_pattern_line(minus, node);
    return moving < 2 || site->alternative->lines.items[line].mark == PH_MARK_CONTEXT;
}

static PhBytes page_code(const PhIsoSite *site, PhNodeId node)
{
    return ph_slice_page_code(site->arena, ph_tree_text(&site->patch->minus.tree, node));
}

/* The last keyword goes to the front of the others: with two of them that is every order,
 * with more the most usual ones. */
bool ph_iso_write_keywords(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhPattern *minus = &site->patch->minus;
    PhArguments arguments;
    if (!read_arguments(site, node, &arguments)) {
        return false;
    }
    PhSpan span = {minus->tree.starts[arguments.nodes[arguments.positional]],
                   minus->tree.ends[arguments.nodes[arguments.count - 1]]};
    PhBytes code = page_code(site, arguments.nodes[arguments.count - 1]);
    for (uint32_t i = arguments.positional; i + 1 < arguments.count; i++) {
        PhBytes next = page_code(site, arguments.nodes[i]);
        code = ph_arena_format(site->arena, "%.*s, %.*s", (int)code.len, code.ptr,
                               (int)next.len, next.ptr);
    }
    ph_slice_replace(site->arena, (PhSlice){site->alternative, minus}, span, code, out);
    return true;
}

/* Parameters of builtins that can be given by place and by name, from the first that has a
 * name on (CPython 3.8 and later). */
typedef struct PhBuiltinNames {
    const char *function;
    uint32_t first; /* how many before it have no name */
    const char *names[8];
} PhBuiltinNames;

static const PhBuiltinNames *builtin_names(PhBytes function)
{
    static const PhBuiltinNames k_builtins[] = {
        {"bytes", 0, {"source", "encoding", "errors"}},
        {"complex", 0, {"real", "imag"}},
        {"enumerate", 0, {"iterable", "start"}},
        {"int", 1, {"base"}},
        {"open",
         0,
         {"file", "mode", "buffering", "encoding", "errors", "newline", "closefd",
          "opener"}},
        {"pow", 0, {"base", "exp", "mod"}},
        {"round", 0, {"number", "ndigits"}},
        {"str", 0, {"object", "encoding", "errors"}},
        {"sum", 1, {"start"}},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_builtins); i++) {
        if (ph_bytes_is(function, k_builtins[i].function)) {
            return &k_builtins[i];
        }
    }
    return NULL;
}

/* The name of the parameter at `index`, or NULL. */
static const char *parameter_name(const PhBuiltinNames *builtin, uint32_t index)
{
    return index < builtin->first || index - builtin->first >= PH_COUNT_OF(builtin->names)
               ? NULL
               : builtin->names[index - builtin->first];
}

static const PhBuiltinNames *callee(const PhIsoSite *site, PhNodeId call)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    return ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER
               ? builtin_names(ph_tree_text(tree, function))
               : NULL;
}

/* The argument that can be written the other way: the first keyword, if it names the next
 * parameter, or the last positional one. PH_ISO_ARGUMENTS: none. */
static uint32_t movable(const PhIsoSite *site, PhNodeId node, PhArguments *arguments)
{
    const PhTree *tree = &site->patch->minus.tree;
    const PhBuiltinNames *builtin = callee(site, node);
    *arguments = (PhArguments){0};
    if (builtin == NULL || !read_arguments(site, node, arguments)) {
        return PH_ISO_ARGUMENTS;
    }
    uint32_t next = arguments->positional;
    const char *name = parameter_name(builtin, next);
    if (next < arguments->count) {
        PhNodeId keyword = ph_tree_child(tree, arguments->nodes[next], PH_FIELD_NAME);
        bool is_next = name != NULL && ph_bytes_is(ph_tree_text(tree, keyword), name);
        return is_next ? next : PH_ISO_ARGUMENTS;
    }
    return next > 1 && parameter_name(builtin, next - 1) != NULL ? next - 1
                                                                 : PH_ISO_ARGUMENTS;
}

bool ph_iso_has_known_arguments(const PhIsoSite *site, PhNodeId node)
{
    PhArguments arguments;
    return movable(site, node, &arguments) != PH_ISO_ARGUMENTS;
}

bool ph_iso_write_argument(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhPattern *minus = &site->patch->minus;
    PhArguments arguments;
    uint32_t index = movable(site, node, &arguments);
    if (index == PH_ISO_ARGUMENTS) {
        return false;
    }
    PhNodeId argument = arguments.nodes[index];
    PhBytes code;
    if (index == arguments.positional) {
        code = page_code(site, ph_tree_child(&minus->tree, argument, PH_FIELD_VALUE));
    } else {
        PhBytes value = page_code(site, argument);
        code = ph_arena_format(site->arena, "%s=%.*s",
                               parameter_name(callee(site, node), index), (int)value.len,
                               value.ptr);
    }
    ph_slice_replace(site->arena, (PhSlice){site->alternative, minus},
                     ph_tree_span(&minus->tree, argument), code, out);
    return true;
}
