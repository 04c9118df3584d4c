#include "template/filter.h"

#include "base/aho.h"

/* Phrases that must all be there; those of one minus slice. */
typedef struct PhOption {
    const uint32_t *phrases;
    uint32_t count;
} PhOption;

typedef PH_VEC(PhOption) PhOptionVec;

/* One of the options must be there. */
typedef PH_VEC(PhOptionVec) PhClauseVec;

struct PhFilter {
    PhPhraseVec phrases; /* all different */
    PhAho *aho;          /* over the words at which phrases begin */
    /* By word: its phrases are by_word[first[word]] to by_word[first[word + 1]]. */
    uint32_t *first;
    uint32_t *by_word;
    PhClauseVec *needs; /* by patch */
    size_t patch_count;
    bool is_idle; /* no patch needs anything */
};

typedef PH_VEC(uint32_t) PhNumberVec;

static uint32_t number_of(PhArena *arena, PhFilter *filter, const PhPhrase *phrase)
{
    for (size_t i = 0; i < filter->phrases.count; i++) {
        if (ph_phrases_equal(&filter->phrases.items[i], phrase)) {
            return (uint32_t)i;
        }
    }
    PH_VEC_PUSH(arena, &filter->phrases, *phrase);
    return (uint32_t)filter->phrases.count - 1;
}

static PhOption option_of(PhArena *arena, PhFilter *filter, const PhPatch *patch,
                          PhMetavarId own)
{
    PhPhraseVec phrases = {0};
    PhNumberVec numbers = {0};
    ph_phrases_of(arena, patch, own, &phrases);
    for (size_t i = 0; i < phrases.count; i++) {
        uint32_t number = number_of(arena, filter, &phrases.items[i]);
        PH_VEC_PUSH(arena, &numbers, number);
    }
    return (PhOption){numbers.items, (uint32_t)numbers.count};
}

/* A clause with an option that needs nothing says nothing. */
static void push_clause(PhArena *arena, PhClauseVec *needs, PhOptionVec options)
{
    for (size_t i = 0; i < options.count; i++) {
        if (options.items[i].count == 0) {
            return;
        }
    }
    if (options.count > 0) {
        PH_VEC_PUSH(arena, needs, options);
    }
}

static PhMetavarId counted_label(const PhRule *rule, const PhGuard *guard)
{
    if (guard->kind != PH_GUARD_RELATION || guard->quantifier != PH_QUANTIFIER_PLAIN ||
        guard->term.kind != PH_TERM_FACT || guard->other.kind != PH_TERM_NUMBER ||
        !ph_bytes_is(ph_bytes_of(guard->term.fact->name), "count")) {
        return PH_METAVAR_NONE;
    }
    int64_t number = guard->other.number;
    bool wants_one = (guard->relation == PH_RELATION_GE && number >= 1) ||
                     (guard->relation == PH_RELATION_GT && number >= 0) ||
                     (guard->relation == PH_RELATION_EQ && number >= 1);
    PhMetavarId metavar = guard->term.args[0].metavar;
    return wants_one && rule->metavars.items[metavar].is_label ? metavar : PH_METAVAR_NONE;
}

static bool carries(const PhAlternative *alternative, PhMetavarId label)
{
    for (size_t i = 0; i < alternative->labels.count; i++) {
        if (alternative->labels.items[i].metavar == label) {
            return true;
        }
    }
    return false;
}

static bool is_label_of_match(const PhRule *rule, PhMetavarId label)
{
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        if (carries(&rule->alternatives.items[i], label)) {
            return true;
        }
    }
    return false;
}

static void add_label(PhArena *arena, PhFilter *filter, const PhRule *rule,
                      PhMetavarId label, PhClauseVec *needs)
{
    PhOptionVec options = {0};
    for (size_t u = 0; u < rule->uses.count; u++) {
        const PhUses *uses = &rule->uses.items[u];
        for (size_t i = 0; i < uses->arms.count; i++) {
            const PhAlternative *arm = &uses->arms.items[i].alternative;
            if (carries(arm, label)) {
                PhOption option = option_of(arena, filter, arm->patch, uses->metavar);
                PH_VEC_PUSH(arena, &options, option);
            }
        }
    }
    for (size_t i = 0; i < rule->every.count; i++) {
        const PhAlternative *arm = &rule->every.items[i].arm.alternative;
        if (carries(arm, label)) {
            PhOption option = option_of(arena, filter, arm->patch, PH_METAVAR_NONE);
            PH_VEC_PUSH(arena, &options, option);
        }
    }
    push_clause(arena, needs, options);
}

/* Recursion follows the guard, whose depth is bounded when it is read. */
static void add_guard(PhArena *arena, PhFilter *filter, const PhRule *rule,
                      const PhGuard *guard, PhClauseVec *needs)
{
    if (guard->kind == PH_GUARD_AND) {
        add_guard(arena, filter, rule, guard->left, needs);
        add_guard(arena, filter, rule, guard->right, needs);
        return;
    }
    PhMetavarId label = counted_label(rule, guard);
    if (label != PH_METAVAR_NONE && !is_label_of_match(rule, label)) {
        add_label(arena, filter, rule, label, needs);
    }
}

static void add_conditions(PhArena *arena, PhFilter *filter, const PhRule *rule,
                           const PhConditionVec *conditions, PhClauseVec *needs)
{
    for (size_t i = 0; i < conditions->count; i++) {
        const PhCondition *condition = &conditions->items[i];
        if (!condition->if_refuted.is_set && !condition->if_unknown.is_set) {
            add_guard(arena, filter, rule, condition->guard, needs);
        }
    }
}

static PhClauseVec needs_of(PhArena *arena, PhFilter *filter, const PhPatch *patch)
{
    PhClauseVec needs = {0};
    PhOptionVec own = {0};
    PhOption option = option_of(arena, filter, patch, PH_METAVAR_NONE);
    PH_VEC_PUSH(arena, &own, option);
    push_clause(arena, &needs, own);
    add_conditions(arena, filter, patch->rule, &patch->rule->conditions, &needs);
    add_conditions(arena, filter, patch->rule, &patch->alternative->conditions, &needs);
    return needs;
}

/* Phrases by the word at which they begin, and the words for the search. */
static void index_words(PhArena *arena, PhFilter *filter)
{
    size_t count = filter->phrases.count;
    PhBytes *words = PH_NEW_ARRAY(arena, PhBytes, count);
    uint32_t *word_of = PH_NEW_ARRAY(arena, uint32_t, count);
    uint32_t word_count = 0;
    for (size_t i = 0; i < count; i++) {
        PhBytes word = filter->phrases.items[i].items[0].text;
        uint32_t known = 0;
        while (known < word_count && !ph_bytes_equal(words[known], word)) {
            known++;
        }
        words[known] = word;
        word_of[i] = known;
        word_count += known == word_count ? 1 : 0;
    }
    filter->first = PH_NEW_ARRAY(arena, uint32_t, word_count + 1);
    filter->by_word = PH_NEW_ARRAY(arena, uint32_t, count);
    uint32_t next = 0;
    for (uint32_t word = 0; word < word_count; word++) {
        filter->first[word] = next;
        for (size_t i = 0; i < count; i++) {
            if (word_of[i] == word) {
                filter->by_word[next++] = (uint32_t)i;
            }
        }
    }
    filter->first[word_count] = next;
    filter->aho = ph_aho_new(arena, words, word_count);
}

PhFilter *ph_filter_new(PhArena *arena, const PhPatch *patches, size_t count)
{
    PhFilter *filter = PH_NEW(arena, PhFilter);
    *filter = (PhFilter){.patch_count = count, .is_idle = true};
    filter->needs = PH_NEW_ARRAY(arena, PhClauseVec, count);
    for (size_t i = 0; i < count; i++) {
        filter->needs[i] = needs_of(arena, filter, &patches[i]);
        filter->is_idle = filter->is_idle && filter->needs[i].count == 0;
    }
    index_words(arena, filter);
    return filter;
}

typedef struct PhSearch {
    const PhFilter *filter;
    PhBytes text;
    bool *is_found; /* by phrase */
    size_t missing_count;
} PhSearch;

static bool note_word(void *context, uint32_t word, size_t start)
{
    PhSearch *search = context;
    const PhFilter *filter = search->filter;
    for (uint32_t i = filter->first[word]; i < filter->first[word + 1]; i++) {
        uint32_t phrase = filter->by_word[i];
        if (!search->is_found[phrase] &&
            ph_phrase_stands_at(&filter->phrases.items[phrase], search->text, start)) {
            search->is_found[phrase] = true;
            search->missing_count--;
        }
    }
    return search->missing_count > 0;
}

static const bool *search_text(const PhFilter *filter, PhArena *arena, PhBytes text)
{
    PhSearch search = {.filter = filter, .text = text};
    search.missing_count = filter->phrases.count;
    search.is_found = PH_NEW_ARRAY(arena, bool, filter->phrases.count);
    if (search.missing_count > 0) {
        ph_aho_scan(filter->aho, text, note_word, &search);
    }
    return search.is_found;
}

static bool has_option(const PhOption *option, const bool *is_found)
{
    for (uint32_t i = 0; i < option->count; i++) {
        if (!is_found[option->phrases[i]]) {
            return false;
        }
    }
    return true;
}

static bool has_clause(const PhOptionVec *options, const bool *is_found)
{
    for (size_t i = 0; i < options->count; i++) {
        if (has_option(&options->items[i], is_found)) {
            return true;
        }
    }
    return false;
}

const bool *ph_filter_run(const PhFilter *filter, PhArena *arena, PhBytes text)
{
    bool *may_match = PH_NEW_ARRAY(arena, bool, filter->patch_count);
    bool may_any = false;
    const bool *is_found = filter->is_idle ? NULL : search_text(filter, arena, text);
    for (size_t i = 0; i < filter->patch_count; i++) {
        may_match[i] = true;
        for (size_t n = 0; may_match[i] && n < filter->needs[i].count; n++) {
            may_match[i] = has_clause(&filter->needs[i].items[n], is_found);
        }
        may_any = may_any || may_match[i];
    }
    return may_any ? may_match : NULL;
}

static PhBytes option_text(const PhFilter *filter, PhArena *arena, const PhOption *option,
                           const bool *is_found)
{
    uint32_t missing = 0;
    while (is_found[option->phrases[missing]]) {
        missing++;
    }
    PhBytes text = ph_phrase_text(arena, &filter->phrases.items[option->phrases[missing]]);
    return ph_arena_format(arena, "`%.*s`", (int)text.len, text.ptr);
}

PhBytes ph_filter_missing(const PhFilter *filter, PhArena *arena, PhBytes text,
                          size_t patch)
{
    const bool *is_found = search_text(filter, arena, text);
    for (size_t n = 0; n < filter->needs[patch].count; n++) {
        const PhOptionVec *options = &filter->needs[patch].items[n];
        if (has_clause(options, is_found)) {
            continue;
        }
        PhBytes told = option_text(filter, arena, &options->items[0], is_found);
        for (size_t i = 1; i < options->count; i++) {
            PhBytes more = option_text(filter, arena, &options->items[i], is_found);
            told = ph_arena_format(arena, "%.*s%s%.*s", (int)told.len, told.ptr,
                                   i + 1 < options->count ? ", " : " or ", (int)more.len,
                                   more.ptr);
        }
        return told;
    }
    return PH_BYTES("");
}
