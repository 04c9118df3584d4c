#include "facts/type_objects.h"

#include "facts/flow.h"
#include "syntax/walk.h"

enum { PH_TEXTS = PH_TYPE_STR | PH_TYPE_BYTES };

/* Of the text that a pattern is made of: a pattern looks through texts of one class, and
 * what it finds is of just that class (_sre.c, getslice). */
static PhTypeSet texts_of(PhType pattern)
{
    PhTypeSet texts = (pattern.kinds & PH_TYPE_PATTERN) != 0 ? pattern.elems : 0;
    bool is_known = (pattern.kinds & ~(PhTypeSet)(PH_TEXTS | PH_TYPE_PATTERN)) == 0;
    return is_known ? texts | (pattern.kinds & PH_TEXTS) : PH_TEXTS;
}

static PhType of_text(PhTypeSet texts, PhTypeSet others)
{
    PhType type = ph_type_exactly(texts);
    type.kinds |= others;
    return type;
}

/* What the functions of re and the methods of patterns give. */
static PhType type_of_search(PhBytes name, PhTypeSet texts)
{
    static const char *const k_matching[] = {"fullmatch", "match", "search"};
    PhTypeSet parts = ph_type_exactly(texts).elems;
    if (ph_bytes_is_one_of(name, k_matching, PH_COUNT_OF(k_matching))) {
        return (PhType){PH_TYPE_MATCH | PH_TYPE_NONE, texts, parts};
    }
    if (ph_bytes_is(name, "finditer")) {
        return (PhType){PH_TYPE_ITERABLE, PH_TYPE_MATCH, texts};
    }
    if (ph_bytes_is(name, "findall")) {
        return (PhType){PH_TYPE_LIST, texts | PH_TYPE_TUPLE, texts | parts};
    }
    if (ph_bytes_is(name, "split")) {
        return (PhType){PH_TYPE_LIST, texts | PH_TYPE_NONE, parts};
    }
    return ph_bytes_is(name, "sub") ? ph_type_exactly(texts) : (PhType){0};
}

typedef struct PhStructCode {
    char code;
    PhTypeSet kind;
} PhStructCode;

static const PhStructCode k_codes[] = {
    {'?', PH_TYPE_BOOL},  {'B', PH_TYPE_INT},   {'H', PH_TYPE_INT},   {'I', PH_TYPE_INT},
    {'L', PH_TYPE_INT},   {'N', PH_TYPE_INT},   {'P', PH_TYPE_INT},   {'Q', PH_TYPE_INT},
    {'b', PH_TYPE_INT},   {'c', PH_TYPE_BYTES}, {'d', PH_TYPE_FLOAT}, {'e', PH_TYPE_FLOAT},
    {'f', PH_TYPE_FLOAT}, {'h', PH_TYPE_INT},   {'i', PH_TYPE_INT},   {'l', PH_TYPE_INT},
    {'n', PH_TYPE_INT},   {'p', PH_TYPE_BYTES}, {'q', PH_TYPE_INT},   {'s', PH_TYPE_BYTES},
};

/* The classes of what a format of struct stands for; unknown if it has other signs. */
static PhTypeSet kinds_of_format(PhBytes text)
{
    PhTypeSet kinds = 0;
    for (size_t i = 1; i + 1 < text.len; i++) {
        char sign = text.ptr[i];
        bool is_filler = (sign >= '0' && sign <= '9') || sign == ' ' || sign == 'x' ||
                         sign == '@' || sign == '=' || sign == '<' || sign == '>' ||
                         sign == '!';
        size_t code = 0;
        while (code < PH_COUNT_OF(k_codes) && k_codes[code].code != sign) {
            code++;
        }
        if (code < PH_COUNT_OF(k_codes)) {
            kinds |= k_codes[code].kind;
        } else if (!is_filler) {
            return PH_TYPE_UNKNOWN;
        }
    }
    return kinds;
}

/* A text between one quote at each end. */
static bool is_plain_text(const PhTree *tree, PhNodeId node)
{
    PhBytes text = ph_tree_text(tree, node);
    return ph_tree_kind(tree, node) == PH_KIND_STRING && text.len >= 2 &&
           (text.ptr[0] == '"' || text.ptr[0] == '\'');
}

static PhType type_of_unpacked(PhFacts *facts, PhNodeId format)
{
    format = ph_tree_strip_parens(facts->tree, format);
    PhTypeSet kinds = is_plain_text(facts->tree, format)
                          ? kinds_of_format(ph_tree_text(facts->tree, format))
                          : PH_TYPE_UNKNOWN;
    return (PhType){PH_TYPE_TUPLE, kinds, ph_type_exactly(kinds).elems};
}

/* `os.environ.get(k)`, `os.getenv(k, d)`: a str (os.py, _Environ), or the default value. */
static PhType type_of_variable(PhFacts *facts, PhNodeId call, PhTypeSet if_absent,
                               uint32_t depth)
{
    PhNodeId args[2];
    uint32_t count = 0;
    if (!ph_call_positional(facts->tree, call, args, PH_COUNT_OF(args), &count) ||
        count == 0 || count > PH_COUNT_OF(args)) {
        return ph_type_unknown();
    }
    PhType fallback = count == 2 ? ph_type_of_within(facts, args[1], depth)
                                 : (PhType){.kinds = if_absent};
    return ph_type_union(ph_type_exactly(PH_TYPE_STR), fallback);
}

static bool is_environment(PhFacts *facts, PhNodeId node)
{
    PhBytes text = ph_tree_text(facts->tree, node);
    return ph_bytes_ends_with(text, PH_BYTES("environ")) &&
           ph_facts_means(facts, node, PH_BYTES("os.environ"));
}

static bool is_of(PhFacts *facts, PhNodeId function, const char *module, PhBytes name)
{
    PhBytes path =
        ph_arena_format(facts->arena, "%s.%.*s", module, (int)name.len, name.ptr);
    return ph_facts_means(facts, function, path);
}

PhType ph_type_of_object_made(PhFacts *facts, PhNodeId function, PhNodeId call,
                              uint32_t depth)
{
    static const char *const k_re[] = {"compile",   "findall", "finditer",
                                       "fullmatch", "match",   "search"};
    static const char *const k_struct[] = {"iter_unpack", "unpack", "unpack_from"};
    const PhTree *tree = facts->tree;
    bool is_attribute = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE;
    PhNodeId last =
        is_attribute ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE) : function;
    PhBytes name = ph_tree_text(tree, last);
    PhNodeId args[8];
    uint32_t count = 0;
    (void)ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count);
    if (is_attribute && (ph_bytes_is(name, "get") || ph_bytes_is(name, "pop")) &&
        is_environment(facts, ph_tree_child(tree, function, PH_FIELD_OBJECT))) {
        return type_of_variable(facts, call, ph_bytes_is(name, "get") ? PH_TYPE_NONE : 0,
                                depth);
    }
    if (ph_bytes_is(name, "getenv") && is_of(facts, function, "os", name)) {
        return type_of_variable(facts, call, PH_TYPE_NONE, depth);
    }
    if (count == 0) {
        return (PhType){0};
    }
    if ((ph_bytes_is_one_of(name, k_re, PH_COUNT_OF(k_re)) || ph_bytes_is(name, "split") ||
         ph_bytes_is(name, "sub")) &&
        is_of(facts, function, "re", name)) {
        PhTypeSet texts = texts_of(ph_type_of_within(facts, args[0], depth));
        return ph_bytes_is(name, "compile")
                   ? (PhType){PH_TYPE_PATTERN, texts, ph_type_exactly(texts).elems}
                   : type_of_search(name, texts);
    }
    if (ph_bytes_is_one_of(name, k_struct, PH_COUNT_OF(k_struct)) &&
        is_of(facts, function, "struct", name)) {
        PhType values = type_of_unpacked(facts, args[0]);
        return ph_bytes_is(name, "iter_unpack")
                   ? (PhType){PH_TYPE_ITERABLE, values.kinds, values.elems}
                   : values;
    }
    return (PhType){0};
}

/* A group that took no part is None, or what `groups` was told to give instead. */
static PhType type_of_groups(PhFacts *facts, PhBytes name, PhTypeSet texts, PhNodeId call,
                             uint32_t depth)
{
    PhNodeId args[2];
    uint32_t count = 0;
    bool is_plain = ph_call_positional(facts->tree, call, args, PH_COUNT_OF(args), &count);
    PhTypeSet absent = PH_TYPE_NONE;
    if (!is_plain || count > 1) {
        absent = PH_TYPE_UNKNOWN;
    } else if (count == 1) {
        absent = ph_type_of_within(facts, args[0], depth).kinds;
    }
    PhTypeSet parts = ph_type_exactly(texts | absent).elems;
    return ph_bytes_is(name, "groups")
               ? (PhType){PH_TYPE_TUPLE, texts | absent, parts}
               : (PhType){PH_TYPE_DICT, PH_TYPE_STR, texts | absent};
}

static PhType type_of_group(PhFacts *facts, PhTypeSet texts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[2];
    uint32_t count = 0;
    if (!ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count)) {
        return ph_type_unknown();
    }
    if (count > 1) {
        return (PhType){PH_TYPE_TUPLE, texts | PH_TYPE_NONE, ph_type_exactly(texts).elems};
    }
    bool is_whole = count == 0 || (ph_tree_kind(tree, args[0]) == PH_KIND_INTEGER &&
                                   ph_bytes_is(ph_tree_text(tree, args[0]), "0"));
    return of_text(texts, is_whole ? 0 : PH_TYPE_NONE);
}

PhType ph_type_of_object_method(PhFacts *facts, PhType receiver, PhBytes name,
                                PhNodeId call, uint32_t depth)
{
    static const char *const k_places[] = {"end", "start"};
    PhTypeSet texts = receiver.elems;
    PhType type = {0};
    if (receiver.kinds == PH_TYPE_PATTERN) {
        type = type_of_search(name, texts);
    } else if (receiver.kinds == PH_TYPE_MATCH) {
        if (ph_bytes_is(name, "group")) {
            type = type_of_group(facts, texts, call);
        } else if (ph_bytes_is(name, "groups") || ph_bytes_is(name, "groupdict")) {
            type = type_of_groups(facts, name, texts, call, depth);
        } else if (ph_bytes_is(name, "span")) {
            type = (PhType){PH_TYPE_TUPLE, PH_TYPE_INT, 0};
        } else if (ph_bytes_is_one_of(name, k_places, PH_COUNT_OF(k_places))) {
            type = ph_type_exactly(PH_TYPE_INT);
        }
    }
    return type.kinds == 0 ? ph_type_unknown() : type;
}

PhType ph_type_of_object_part(PhFacts *facts, PhNodeId value, PhType type)
{
    if (type.kinds == PH_TYPE_MATCH) {
        return of_text(type.elems, PH_TYPE_NONE);
    }
    return is_environment(facts, value) ? ph_type_exactly(PH_TYPE_STR) : (PhType){0};
}
