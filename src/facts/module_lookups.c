/*
 * module_lookups: what a loop of a function looks up in a module each time round, although
 * it is always the same object.
 *
 * "chain": functions of a module by two and more attributes (`os.path.join`), and those by
 * one where inner loops look up at least two. "attribute": the others by one. Each as the
 * object and the attribute. "function": functions of this file that are called, each twice.
 *
 * "foreign": functions by two and more attributes of what an import binds, which nothing is
 * known of; "own": two attributes of `self`; "replaced": functions of this file that a
 * `global` statement lets something else replace. Nothing is proved of these.
 *
 * Of modules of the standard library only functions and constants count that are always
 * there, and that nobody replaces but for tests; of this file, functions that a def above
 * the loop alone stores, where the loop calls none that has a `global` statement. A file
 * that replaces attributes by their names (mock, setattr, reload) has none.
 */

#include "facts/functions.h"
#include "facts/invariant.h"
#include "facts/members.h"
#include "syntax/walk.h"

enum { PH_MOST_LOOKUPS = 16 };

typedef struct PhModuleNames {
    const char *module;
    const char *names; /* with a blank before and after each */
} PhModuleNames;

/* No builtin's name is among them: the local variable would look like the builtin. */
static const PhModuleNames k_modules[] = {
    {"math",
     " acos acosh asin asinh atan atan2 atanh ceil comb copysign cos cosh degrees "
     "erf erfc exp expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot "
     "inf isclose isfinite isinf isnan isqrt ldexp lgamma log log10 log1p log2 modf "
     "nan perm pi radians sin sinh sqrt tan tanh tau trunc "},
    {"cmath", " acos asin atan cos exp log phase polar rect sin sqrt tan "},
    {"os.path", " abspath basename commonpath commonprefix dirname exists expanduser "
                "expandvars getmtime getsize isabs isdir isfile islink ismount join "
                "lexists normcase normpath realpath relpath samefile splitdrive splitext "},
    {"urllib.parse", " parse_qs parse_qsl quote quote_plus unquote unquote_plus urlencode "
                     "urljoin urlparse urlsplit urlunparse urlunsplit "},
    {"operator", " attrgetter itemgetter methodcaller "},
    {"itertools", " chain combinations count cycle islice permutations product repeat "
                  "starmap takewhile zip_longest "},
    {"ast", " literal_eval parse walk "},
    {"base64", " b16encode b64decode b64encode urlsafe_b64decode urlsafe_b64encode "},
    {"binascii", " crc32 hexlify unhexlify "},
    {"collections", " Counter OrderedDict defaultdict deque namedtuple "},
    {"concurrent.futures", " as_completed wait "},
    {"copy", " copy deepcopy "},
    {"datetime", " date datetime time timedelta timezone "},
    {"datetime.date", " fromisoformat fromordinal fromtimestamp today "},
    {"datetime.datetime", " combine fromisoformat fromordinal fromtimestamp now strptime "
                          "utcfromtimestamp utcnow "},
    {"decimal", " Decimal "},
    {"email.utils", " formataddr formatdate parseaddr parsedate parsedate_to_datetime "},
    {"fnmatch", " fnmatch fnmatchcase translate "},
    {"fractions", " Fraction "},
    {"functools", " partial reduce "},
    {"hashlib", " blake2b blake2s md5 sha1 sha224 sha256 sha384 sha512 "},
    {"html", " escape unescape "},
    {"importlib.util", " find_spec module_from_spec spec_from_file_location "},
    {"json", " dump dumps load loads "},
    {"os", " fspath getcwd getenv listdir lstat makedirs mkdir remove rename replace rmdir "
           "scandir stat unlink urandom walk "},
    {"random", " betavariate choice choices expovariate gauss getrandbits normalvariate "
               "randint random randrange sample shuffle triangular uniform "},
    {"re", " escape findall finditer fullmatch match search split sub subn "},
    {"shlex", " quote split "},
    {"sys", " byteorder getrecursionlimit getrefcount getsizeof intern maxsize "},
    {"string", " ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits "
               "octdigits printable punctuation whitespace "},
    {"statistics", " fmean mean median mode pstdev pvariance stdev variance "},
    {"textwrap", " dedent fill indent shorten wrap "},
    {"time", " gmtime localtime mktime monotonic perf_counter process_time sleep strftime "
             "strptime time "},
    {"unicodedata", " bidirectional category combining decimal digit normalize numeric "},
    {"uuid", " UUID uuid1 uuid3 uuid4 uuid5 "},
    {"xml.etree.ElementTree", " Element SubElement fromstring parse tostring "},
    {"zlib", " adler32 compress crc32 decompress "},
    {"struct", " calcsize pack pack_into unpack unpack_from "},
    {"bisect", " bisect_left bisect_right insort_left insort_right "},
    {"heapq", " heapify heappop heappush heappushpop heapreplace nlargest nsmallest "},
};

/* True if `chain`, an attribute, is surely such a function. */
static bool is_library_function(PhFacts *facts, PhNodeId chain)
{
    const PhTree *tree = facts->tree;
    if (!ph_facts_may_mean(facts, chain)) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, chain, PH_FIELD_ATTRIBUTE));
    PhBytes spaced = ph_arena_format(facts->arena, " %.*s ", (int)name.len, name.ptr);
    for (size_t i = 0; i < PH_COUNT_OF(k_modules); i++) {
        if (ph_bytes_find(ph_bytes_of(k_modules[i].names), spaced, 0) == PH_NOT_FOUND) {
            continue;
        }
        PhBytes path = ph_arena_format(facts->arena, "%s.%.*s", k_modules[i].module,
                                       (int)name.len, name.ptr);
        if (ph_facts_means(facts, chain, path)) {
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

/* The file stores to an attribute of that name, of whatever. */
static bool is_stored_somewhere(const PhTree *tree, PhBytes name)
{
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] == PH_KIND_ATTRIBUTE && ph_is_target(tree, node) &&
            ph_bytes_equal(
                ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE)), name)) {
            return true;
        }
    }
    return false;
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

/* `numpy.linalg.norm`: two attributes and more of what an import alone binds. */
static bool is_foreign(PhFacts *facts, PhNodeId chain)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId root = chain;
    while (ph_tree_kind(tree, root) == PH_KIND_ATTRIBUTE) {
        root = ph_tree_child(tree, root, PH_FIELD_OBJECT);
    }
    PhBindingId id = ph_tree_kind(tree, root) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, root)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE || ph_call_of(tree, chain) == PH_NODE_NONE) {
        return false;
    }
    PhRefId ref = names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
        if (names->refs[ref].kind != PH_REF_LOAD &&
            names->refs[ref].kind != PH_REF_IMPORT) {
            return false;
        }
    }
    return names->bindings[id].store_count > 0 && is_long(tree, chain) &&
           !is_library_function(facts, chain);
}

/* `self.config.size`: two attributes of the first parameter of a method. */
static bool is_own_chain(PhFacts *facts, PhNodeId chain)
{
    const PhTree *tree = facts->tree;
    PhNodeId inner = ph_tree_child(tree, chain, PH_FIELD_OBJECT);
    return ph_tree_kind(tree, inner) == PH_KIND_ATTRIBUTE && !ph_is_target(tree, chain) &&
           ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, inner, PH_FIELD_OBJECT)),
                       "self");
}

/* A function of this file that something else replaces. */
static bool is_replaced(PhFacts *facts, PhNodeId name)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_tree_kind(facts->tree, name) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, name)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE || names->bindings[id].store_count < 2 ||
        !names->bindings[id].is_declared_global) {
        return false;
    }
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        if (names->refs[ref].kind == PH_REF_FUNCTION) {
            return true;
        }
    }
    return false;
}

/* What is only shown, or unsafe. */
static void search_others(PhLookups *lookups, PhNodeId loop, PhBytes wanted)
{
    PhFacts *facts = lookups->facts;
    const PhTree *tree = facts->tree;
    for (PhNodeId node = loop; node < ph_tree_limit(tree, loop); node++) {
        PhNodeId function = ph_tree_kind(tree, node) == PH_KIND_CALL
                                ? ph_tree_child(tree, node, PH_FIELD_FUNCTION)
                                : PH_NODE_NONE;
        bool is_chain = is_attribute_chain(tree, node);
        if (!ph_loop_repeats(facts, loop, node)) {
            continue;
        }
        if (ph_bytes_is(wanted, "replaced") && function != PH_NODE_NONE &&
            is_replaced(facts, function)) {
            add(lookups, function, function);
        }
        if (is_chain && ((ph_bytes_is(wanted, "foreign") && is_foreign(facts, node)) ||
                         (ph_bytes_is(wanted, "own") && is_own_chain(facts, node)))) {
            add(lookups, ph_tree_child(tree, node, PH_FIELD_OBJECT),
                ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE));
        }
    }
}

/* A function of this file that the loop calls declares something global: it is there to
 * replace what the loop looks up, perhaps through others. */
static bool calls_replacer(PhFacts *facts, PhNodeId loop)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = loop; node < ph_tree_limit(tree, loop); node++) {
        PhNodeId function = ph_tree_kind(tree, node) == PH_KIND_CALL
                                ? ph_tree_child(tree, node, PH_FIELD_FUNCTION)
                                : PH_NODE_NONE;
        PhNodeId def = ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER
                           ? ph_called_function(facts, function)
                           : PH_NODE_NONE;
        for (PhNodeId in = def; def != PH_NODE_NONE && in < ph_tree_limit(tree, def);
             in++) {
            if (tree->kinds[in] == PH_KIND_GLOBAL_STATEMENT) {
                return true;
            }
        }
    }
    return false;
}

static void search(PhLookups *lookups, PhNodeId loop, PhBytes wanted)
{
    PhFacts *facts = lookups->facts;
    const PhTree *tree = facts->tree;
    bool wants_functions = ph_bytes_is(wanted, "function");
    bool wants_long = ph_bytes_is(wanted, "chain");
    bool is_nested = !wants_functions && count_inner(facts, loop) >= 2;
    if (wants_functions && calls_replacer(facts, loop)) {
        return;
    }
    for (PhNodeId node = loop; node < ph_tree_limit(tree, loop); node++) {
        bool may_be_wanted =
            tree->kinds[node] == PH_KIND_CALL || is_attribute_chain(tree, node);
        if (!may_be_wanted || !ph_loop_repeats(facts, loop, node)) {
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
                   is_library_function(facts, node) &&
                   !is_stored_somewhere(
                       tree,
                       ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE)))) {
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
    if (loop != PH_NODE_NONE && ph_flow_loop_around(facts->tree, loop) == PH_NODE_NONE) {
        PhBytes wanted = query->args[1].text;
        bool is_sure = ph_bytes_is(wanted, "chain") || ph_bytes_is(wanted, "attribute") ||
                       ph_bytes_is(wanted, "function");
        if (is_sure) {
            search(&lookups, loop, wanted);
        } else {
            search_others(&lookups, loop, wanted);
        }
        if (lookups.count > 0 && ph_replaces_by_name(facts)) {
            lookups.count = 0;
        }
        ph_facts_claim(facts, loop);
    }
    PhAnswer answer = ph_answer(lookups.count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, lookups.count);
    memcpy(answer.nodes, lookups.nodes, lookups.count * sizeof(PhNodeId));
    answer.node_count = lookups.count;
    return answer;
}
