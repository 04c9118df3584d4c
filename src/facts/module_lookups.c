/*
 * module_lookups: what a loop of a function looks up in a module each time round, although
 * it is always the same object.
 *
 * "chain": functions of a module by two and more attributes (`os.path.join`), and those by
 * one where inner loops look up at least two. "attribute": the others by one. Each as the
 * object and the attribute. "function": functions of this file that are called, each twice.
 *
 * Of modules of the standard library only functions count that are always there, and that
 * nobody replaces but for tests; of this file, those that a def above the loop alone
 * stores. A file that replaces attributes by their names (mock, setattr, reload) has none.
 */

#include "facts/invariant.h"
#include "syntax/walk.h"

enum { PH_MOST_LOOKUPS = 16 };

typedef struct PhModuleNames {
    const char *module;
    const char *names; /* with a blank before and after each */
} PhModuleNames;

/* No builtin's name is among them: the local variable would look like the builtin. */
static const PhModuleNames k_modules[] = {
    {"math", " acos acosh asin asinh atan atan2 atanh ceil comb copysign cos cosh degrees "
             "erf erfc exp expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot "
             "isclose isfinite isinf isnan isqrt ldexp lgamma log log10 log1p log2 modf "
             "perm radians sin sinh sqrt tan tanh trunc "},
    {"cmath", " acos asin atan cos exp log phase polar rect sin sqrt tan "},
    {"os.path", " abspath basename commonpath commonprefix dirname exists expanduser "
                "expandvars getmtime getsize isabs isdir isfile islink ismount join "
                "lexists normcase normpath realpath relpath samefile splitdrive splitext "},
    {"urllib.parse", " parse_qs parse_qsl quote quote_plus unquote unquote_plus urlencode "
                     "urljoin urlparse urlsplit urlunparse urlunsplit "},
    {"operator", " attrgetter itemgetter methodcaller "},
    {"itertools", " chain combinations count cycle islice permutations product repeat "
                  "starmap takewhile zip_longest "},
    {"struct", " calcsize pack pack_into unpack unpack_from "},
    {"bisect", " bisect_left bisect_right insort_left insort_right "},
    {"heapq", " heapify heappop heappush heappushpop heapreplace nlargest nsmallest "},
};

/* True if `chain`, an attribute, is surely such a function. */
static bool is_library_function(PhFacts *facts, PhNodeId chain)
{
    const PhTree *tree = facts->tree;
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, chain, PH_FIELD_ATTRIBUTE));
    PhBytes spaced = ph_arena_format(facts->arena, " %.*s ", (int)name.len, name.ptr);
    for (size_t i = 0; i < PH_COUNT_OF(k_modules); i++) {
        PhBytes path = ph_arena_format(facts->arena, "%s.%.*s", k_modules[i].module,
                                       (int)name.len, name.ptr);
        if (ph_bytes_find(ph_bytes_of(k_modules[i].names), spaced, 0) != PH_NOT_FOUND &&
            ph_facts_means(facts, chain, path)) {
            return true;
        }
    }
    return false;
}

static bool replaces_by_name(const PhFacts *facts)
{
    static const char *const k_words[] = {"mock",   "monkeypatch", "setattr",
                                          "reload", "__dict__",    "sys.modules"};
    for (size_t i = 0; i < PH_COUNT_OF(k_words); i++) {
        if (ph_bytes_find(facts->tree->text, ph_bytes_of(k_words[i]), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

static bool is_attribute_chain(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    return ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE &&
           ph_tree_kind(tree, parent) != PH_KIND_ATTRIBUTE;
}

static bool is_long(const PhTree *tree, PhNodeId chain)
{
    return ph_tree_kind(tree, ph_tree_child(tree, chain, PH_FIELD_OBJECT)) ==
           PH_KIND_ATTRIBUTE;
}

/* How many lookups the inner loops make. */
static uint32_t count_inner(PhFacts *facts, PhNodeId loop)
{
    const PhTree *tree = facts->tree;
    uint32_t count = 0;
    for (PhNodeId node = loop; node < ph_tree_limit(tree, loop); node++) {
        count += is_attribute_chain(tree, node) && ph_loop_repeats(facts, loop, node) &&
                 ph_flow_loop_around(tree, node) != loop &&
                 is_library_function(facts, node);
    }
    return count;
}

typedef struct PhLookups {
    PhFacts *facts;
    PhNodeId nodes[2 * PH_MOST_LOOKUPS];
    uint32_t count;
} PhLookups;

static void add(PhLookups *lookups, PhNodeId first, PhNodeId second)
{
    const PhTree *tree = lookups->facts->tree;
    for (uint32_t i = 0; i < lookups->count; i += 2) {
        if (ph_bytes_equal(ph_tree_text(tree, lookups->nodes[i]),
                           ph_tree_text(tree, first)) &&
            ph_bytes_equal(ph_tree_text(tree, lookups->nodes[i + 1]),
                           ph_tree_text(tree, second))) {
            return;
        }
    }
    if (lookups->count < PH_COUNT_OF(lookups->nodes)) {
        lookups->nodes[lookups->count++] = first;
        lookups->nodes[lookups->count++] = second;
    }
}

static void search(PhLookups *lookups, PhNodeId loop, PhBytes wanted)
{
    PhFacts *facts = lookups->facts;
    const PhTree *tree = facts->tree;
    bool wants_functions = ph_bytes_is(wanted, "function");
    bool wants_long = ph_bytes_is(wanted, "chain");
    bool is_nested = !wants_functions && count_inner(facts, loop) >= 2;
    for (PhNodeId node = loop; node < ph_tree_limit(tree, loop); node++) {
        if (!ph_loop_repeats(facts, loop, node)) {
            continue;
        }
        if (wants_functions) {
            PhNodeId function = ph_tree_kind(tree, node) == PH_KIND_CALL
                                    ? ph_tree_child(tree, node, PH_FIELD_FUNCTION)
                                    : PH_NODE_NONE;
            if (function != PH_NODE_NONE &&
                ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
                ph_function_above(facts, function) != PH_NODE_NONE) {
                add(lookups, function, function);
            }
        } else if (is_attribute_chain(tree, node) &&
                   (is_long(tree, node) || is_nested) == wants_long &&
                   is_library_function(facts, node)) {
            add(lookups, ph_tree_child(tree, node, PH_FIELD_OBJECT),
                ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE));
        }
    }
}

PhAnswer ph_fact_module_lookups(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId loop = ph_flow_node(query, 0);
    PhLookups lookups = {.facts = facts};
    if (loop != PH_NODE_NONE && ph_flow_loop_around(facts->tree, loop) == PH_NODE_NONE &&
        !replaces_by_name(facts)) {
        search(&lookups, loop, query->args[1].text);
        ph_facts_claim(facts, loop);
    }
    PhAnswer answer = ph_answer(lookups.count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, lookups.count);
    memcpy(answer.nodes, lookups.nodes, lookups.count * sizeof(PhNodeId));
    answer.node_count = lookups.count;
    return answer;
}
