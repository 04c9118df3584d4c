#include "facts/privacy.h"

#include "facts/flow.h"
#include "facts/shown_text.h"
#include "project/words.h"

/* Of words that begin with an underscore, or of all: those are many, and few are asked for.
 */
typedef struct PhWordCounts {
    PhMap unexplained; /* word to how often it stands where it is no reference */
    bool reaches_modules;
    bool is_known;
} PhWordCounts;

struct PhPrivacyMap {
    PhWordCounts private_ones;
    PhWordCounts all;
};

typedef struct PhCounting {
    PhFacts *facts;
    PhMap *words;
    uint32_t change; /* 1, or -1 in two's complement */
} PhCounting;

/* A module's variables may be had through these, whatever they are called there. */
static const char *const k_ways_to_modules[] = {
    "__globals__", "__import__", "f_globals", "import_module", "modules",
};

static void count_word(void *context, PhBytes word)
{
    const PhCounting *counting = context;
    PhFacts *facts = counting->facts;
    PhBytes text = facts->tree->text;
    if (ph_map_get(counting->words, word) == PH_MAP_NONE) {
        bool is_in_text = word.ptr >= text.ptr && word.ptr < text.ptr + text.len;
        *ph_map_put(counting->words,
                    is_in_text ? word : ph_arena_copy(facts->arena, word)) = 0;
    }
    *ph_map_put(counting->words, word) += counting->change;
}

static bool is_way_to_modules(PhBytes name)
{
    return ph_bytes_is_one_of(name, k_ways_to_modules, PH_COUNT_OF(k_ways_to_modules));
}

/*
 * The identifier is a variable of the module or of a function. In a class a name that is
 * not stored yet is looked up in the module; an import may import this very module.
 */
static bool is_explained(const PhNames *names, PhNodeId node)
{
    PhRefId ref = ph_names_ref(names, node);
    if (ref == PH_REF_NONE || names->refs[ref].kind == PH_REF_IMPORT) {
        return false;
    }
    PhScopeId scope = names->bindings[names->refs[ref].binding].scope;
    return names->scopes[scope].kind != PH_SCOPE_KIND_CLASS;
}

static PhWordCounts count_words(PhFacts *facts, PhWordKind kind, PhArena *scratch)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhWordCounts counts = {.unexplained = ph_map_in(facts->arena), .is_known = true};
    PhCounting counting = {facts, &counts.unexplained, 1};
    PhBytes mark = PH_BYTES("\xEF\xBB\xBF");
    bool has_mark = ph_bytes_starts_with(tree->text, mark);
    ph_words_scan(scratch,
                  ph_bytes_slice(tree->text, has_mark ? mark.len : 0, tree->text.len), kind,
                  count_word, &counting);
    counting.change = UINT32_MAX;
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind what = ph_tree_kind(tree, node);
        if (what == PH_KIND_COMMENT ||
            (what == PH_KIND_STRING_CONTENT && ph_is_shown_text(facts, node)) ||
            (what == PH_KIND_IDENTIFIER && is_explained(names, node))) {
            ph_words_scan(scratch, ph_tree_text(tree, node), kind, count_word, &counting);
        } else if (what == PH_KIND_IDENTIFIER &&
                   is_way_to_modules(ph_tree_text(tree, node))) {
            counts.reaches_modules = true;
        }
    }
    return counts;
}

static const PhWordCounts *counts_for(PhFacts *facts, bool is_private)
{
    if (facts->privacy == NULL) {
        facts->privacy = PH_NEW(facts->arena, PhPrivacyMap);
    }
    PhWordCounts *counts =
        is_private ? &facts->privacy->private_ones : &facts->privacy->all;
    if (!counts->is_known) {
        PhArena *scratch = ph_arena_new();
        *counts = count_words(facts, is_private ? PH_WORDS_PRIVATE : PH_WORDS_ALL, scratch);
        ph_arena_free(scratch);
    }
    return counts;
}

static bool is_ascii(PhBytes name)
{
    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)name.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* `_x`, but neither `_` nor what a class would mangle. */
static bool has_private_form(PhBytes name)
{
    return name.len > 1 && name.ptr[0] == '_' && name.ptr[1] != '_';
}

/* `__x__`: Python or some tool looks for it. */
static bool is_special(PhBytes name)
{
    PhBytes dunder = PH_BYTES("__");
    return ph_bytes_starts_with(name, dunder) && ph_bytes_ends_with(name, dunder);
}

/* What the name alone tells, which is cheap. */
static PhBytes why_unfit(PhFacts *facts, const PhBinding *binding)
{
    const PhNames *names = ph_facts_names(facts);
    if (ph_bytes_starts_with(binding->name, PH_BYTES("__"))) {
        return PH_BYTES("a name that classes mangle");
    }
    if (!is_ascii(binding->name)) {
        return PH_BYTES("not an ASCII name");
    }
    if (names->scopes[PH_SCOPE_MODULE].is_opaque) {
        return PH_BYTES("names of the module may be reached by their text");
    }
    if (facts->project == NULL) {
        return PH_BYTES("the other files are not known");
    }
    return PH_BYTES("");
}

/* For a name that code which is not seen may read, but does not store to. */
static PhBytes why_stored_here(PhFacts *facts, const PhBinding *binding)
{
    PhBytes why = why_unfit(facts, binding);
    if (why.len > 0) {
        return why;
    }
    const PhWordCounts *counts = counts_for(facts, has_private_form(binding->name));
    if (counts->reaches_modules) {
        return PH_BYTES("the file reaches modules by their names");
    }
    uint32_t count = ph_map_get(&counts->unexplained, binding->name);
    if (count != 0 && count != PH_MAP_NONE) {
        return PH_BYTES("also in a string, attribute, keyword or import of this file");
    }
    return PH_BYTES("");
}

/* As far as this file tells; empty: nothing speaks against it. */
static PhBytes why_unknown_here(PhFacts *facts, const PhBinding *binding)
{
    bool is_private = has_private_form(binding->name);
    if (!is_private && (!facts->options.closed_world || binding->name.ptr[0] == '_')) {
        return PH_BYTES("a public name");
    }
    return why_stored_here(facts, binding);
}

/* `where`: what this file says. */
static PhBytes why_unknown(PhFacts *facts, const PhBinding *binding, PhBytes where)
{
    if (where.len > 0) {
        return where;
    }
    PhMention mention =
        ph_project_mention(facts->project, facts->arena, binding->name, &where);
    return mention == PH_MENTION_NOWHERE ? PH_BYTES("")
           : where.len > 0               ? where
                                         : PH_BYTES("the other files are not known");
}

bool ph_privacy_is_possible(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = ph_facts_names(facts);
    const PhBinding *binding = &names->bindings[id];
    return binding->scope == PH_SCOPE_MODULE && binding->is_bound &&
           !is_special(binding->name) && why_unknown_here(facts, binding).len == 0;
}

PhAnswer ph_privacy_of(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = ph_facts_names(facts);
    if (id == PH_BINDING_NONE || names->bindings[id].scope != PH_SCOPE_MODULE ||
        !names->bindings[id].is_bound) {
        return ph_answer(PH_REFUTED);
    }
    const PhBinding *binding = &names->bindings[id];
    if (is_special(binding->name)) {
        return ph_answer(PH_REFUTED);
    }
    PhBytes why = why_unknown(facts, binding, why_unknown_here(facts, binding));
    return why.len == 0
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, names->refs[binding->first_ref].node, why);
}

bool ph_privacy_may_be_constant(PhFacts *facts, PhBindingId id)
{
    const PhBinding *binding = &ph_facts_names(facts)->bindings[id];
    bool is_candidate = binding->scope == PH_SCOPE_MODULE && binding->is_bound &&
                        !is_special(binding->name);
    return is_candidate &&
           (has_private_form(binding->name) ? why_stored_here(facts, binding).len == 0
                                            : why_unfit(facts, binding).len == 0);
}

bool ph_privacy_is_constant(PhFacts *facts, PhBindingId id)
{
    const PhBinding *binding = &ph_facts_names(facts)->bindings[id];
    return ph_privacy_may_be_constant(facts, id) &&
           why_unknown(facts, binding, why_stored_here(facts, binding)).len == 0;
}
