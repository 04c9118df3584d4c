#include "template/filter.h"

#include "base/aho.h"

/* So few words are looked for one by one, each only when something depends on it. */
enum { PH_FEW_WORDS = 5 };

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
    PhAho *aho;          /* over the anchors of all phrases; NULL: they are few */
    /* By word: its phrases are by_word[first[word]] to by_word[first[word + 1]]. */
    uint32_t *first;
    uint32_t *by_word;
    PhClauseVec *needs;      /* by patch; what its rule needs comes before */
    uint32_t *rules;         /* by patch: in rule_needs */
    PhClauseVec *rule_needs; /* of all patches of a rule */
    size_t rule_count;
    size_t *same;          /* by patch: the first one that needs the same; often itself */
    PhVariable *variables; /* by patch */
    size_t early_count;    /* phrases that the one pass looks for */
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

/* What is proved only of a variable that the code names: not of an attribute. */
static const char *const k_facts_of_names[] = {"closed_scope", "first_def", "local",
                                               "private", "sole_def"};

/* Recursion follows the guard, whose depth is bounded when it is read. */
static bool asks_for_name(const PhGuard *guard, PhMetavarId metavar)
{
    if (guard->kind == PH_GUARD_AND) {
        return asks_for_name(guard->left, metavar) || asks_for_name(guard->right, metavar);
    }
    return guard->kind == PH_GUARD_FACT && guard->quantifier == PH_QUANTIFIER_PLAIN &&
           ph_bytes_is_one_of(ph_bytes_of(guard->term.fact->name), k_facts_of_names,
                              PH_COUNT_OF(k_facts_of_names)) &&
           guard->term.args[0].metavar == metavar;
}

static bool drops_unless_proved(const PhCondition *condition)
{
    return !condition->if_refuted.is_set && !condition->if_unknown.is_set;
}

/*
 * The variable that the `uses` clauses of a rule are about, or of `$o.$a` the attribute, if
 * it is one: what it is in a match that finds something, it is in the arms.
 */
static PhVariable variable_of(const PhRule *rule)
{
    PhVariable own = {.metavar = PH_METAVAR_NONE};
    for (size_t i = 0; i < rule->uses.count; i++) {
        const PhUses *uses = &rule->uses.items[i];
        PhMetavarId metavar =
            uses->attribute != PH_METAVAR_NONE ? uses->attribute : uses->metavar;
        own.is_attribute = uses->attribute != PH_METAVAR_NONE;
        if (own.metavar != PH_METAVAR_NONE && own.metavar != metavar) {
            return (PhVariable){.metavar = PH_METAVAR_NONE};
        }
        own.metavar = metavar;
    }
    for (size_t i = 0; own.metavar != PH_METAVAR_NONE && i < rule->conditions.count; i++) {
        const PhCondition *condition = &rule->conditions.items[i];
        own.is_name = own.is_name || (drops_unless_proved(condition) &&
                                      asks_for_name(condition->guard, own.metavar));
    }
    if (own.is_name || own.is_attribute) {
        own.meta = rule->metavars.items[own.metavar].meta;
    }
    return own;
}

static PhOption option_of(PhArena *arena, PhFilter *filter, const PhPatch *patch)
{
    PhPhraseVec phrases = {0};
    PhNumberVec numbers = {0};
    ph_phrases_of(arena, patch, variable_of(patch->rule), &phrases);
    for (size_t i = 0; i < phrases.count; i++) {
        uint32_t number = number_of(arena, filter, &phrases.items[i]);
        PH_VEC_PUSH(arena, &numbers, number);
    }
    return (PhOption){numbers.items, (uint32_t)numbers.count};
}

/* A clause with an option that needs nothing says nothing, and neither does one without
 * options: then the label is one that cannot be told from the bytes. */
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

static bool has_label(const PhLabelVec *labels, PhMetavarId label)
{
    for (size_t i = 0; i < labels->count; i++) {
        if (labels->items[i].metavar == label) {
            return true;
        }
    }
    return false;
}

static bool is_label_of_match(const PhRule *rule, PhMetavarId label)
{
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        const PhAlternative *alternative = &rule->alternatives.items[i];
        if (has_label(&alternative->labels, label) ||
            has_label(&alternative->gaps, label)) {
            return true;
        }
    }
    return false;
}

static void add_arm(PhArena *arena, PhFilter *filter, const PhArm *arm, PhMetavarId label,
                    PhOptionVec *options)
{
    if (has_label(&arm->alternative.labels, label) ||
        has_label(&arm->alternative.gaps, label)) {
        PhOption option = option_of(arena, filter, arm->alternative.patch);
        PH_VEC_PUSH(arena, options, option);
    }
}

static void add_label(PhArena *arena, PhFilter *filter, const PhRule *rule,
                      PhMetavarId label, PhClauseVec *needs)
{
    PhOptionVec options = {0};
    for (size_t u = 0; u < rule->uses.count; u++) {
        const PhArmVec *arms = &rule->uses.items[u].arms;
        for (size_t i = 0; i < arms->count; i++) {
            add_arm(arena, filter, &arms->items[i], label, &options);
        }
    }
    for (size_t i = 0; i < rule->every.count; i++) {
        add_arm(arena, filter, &rule->every.items[i].arm, label, &options);
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
        if (drops_unless_proved(condition)) {
            add_guard(arena, filter, rule, condition->guard, needs);
        }
    }
}

/* What all patches of a rule need. */
typedef struct PhRuleNeeds {
    const PhRule *rule;
    PhClauseVec needs;
} PhRuleNeeds;

typedef PH_VEC(PhRuleNeeds) PhRuleNeedsVec;

static uint32_t rule_among(PhArena *arena, PhFilter *filter, PhRuleNeedsVec *known,
                           const PhRule *rule)
{
    for (size_t i = 0; i < known->count; i++) {
        if (known->items[i].rule == rule) {
            return (uint32_t)i;
        }
    }
    PhRuleNeeds own = {.rule = rule};
    add_conditions(arena, filter, rule, &rule->conditions, &own.needs);
    PH_VEC_PUSH(arena, known, own);
    return (uint32_t)known->count - 1;
}

static PhClauseVec needs_of(PhArena *arena, PhFilter *filter, const PhPatch *patch)
{
    PhClauseVec needs = {0};
    PhOptionVec own = {0};
    PhOption option = option_of(arena, filter, patch);
    PH_VEC_PUSH(arena, &own, option);
    add_conditions(arena, filter, patch->rule, &patch->alternative->conditions, &needs);
    push_clause(arena, &needs, own);
    return needs;
}

/* Phrases by the word at which they begin, and the words for the search. */
/* A sign is in every line: it is looked for only where something depends on it. */
static bool waits(const PhPhrase *phrase)
{
    PhBytes word = phrase->items[phrase->anchor].text;
    return word.len == 1 && !ph_byte_is_word(word.ptr[0]);
}

static void index_words(PhArena *arena, PhFilter *filter)
{
    size_t count = filter->phrases.count;
    PhBytes *words = PH_NEW_ARRAY(arena, PhBytes, count);
    uint32_t *word_of = PH_NEW_ARRAY(arena, uint32_t, count);
    uint32_t word_count = 0;
    for (size_t i = 0; i < count; i++) {
        const PhPhrase *phrase = &filter->phrases.items[i];
        PhBytes word = phrase->items[phrase->anchor].text;
        uint32_t known = 0;
        word_of[i] = UINT32_MAX;
        if (waits(phrase)) {
            continue;
        }
        filter->early_count++;
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
    filter->aho = word_count > PH_FEW_WORDS ? ph_aho_new(arena, words, word_count) : NULL;
}

static bool options_equal(const PhOption *a, const PhOption *b)
{
    return a->count == b->count &&
           (a->count == 0 ||
            memcmp(a->phrases, b->phrases, a->count * sizeof(uint32_t)) == 0);
}

static bool clauses_equal(const PhOptionVec *a, const PhOptionVec *b)
{
    bool is_same = a->count == b->count;
    for (size_t i = 0; is_same && i < a->count && i < b->count; i++) {
        is_same = options_equal(&a->items[i], &b->items[i]);
    }
    return is_same;
}

static bool needs_equal(const PhClauseVec *a, const PhClauseVec *b)
{
    bool is_same = a->count == b->count;
    for (size_t i = 0; is_same && i < a->count && i < b->count; i++) {
        is_same = clauses_equal(&a->items[i], &b->items[i]);
    }
    return is_same;
}

/* Differs for most needs that differ: to compare those of all patches takes long. */
static uint32_t signature_of(const PhClauseVec *needs)
{
    uint32_t signature = (uint32_t)needs->count;
    for (size_t i = 0; i < needs->count; i++) {
        const PhOptionVec *options = &needs->items[i];
        for (size_t n = 0; n < options->count; n++) {
            const PhOption *option = &options->items[n];
            for (uint32_t w = 0; w < option->count; w++) {
                signature = signature * 31 + option->phrases[w] + 1;
            }
        }
    }
    return signature;
}

PhFilter *ph_filter_new(PhArena *arena, const PhPatch *patches, size_t count)
{
    PhFilter *filter = PH_NEW(arena, PhFilter);
    *filter = (PhFilter){.patch_count = count, .is_idle = true};
    filter->needs = PH_NEW_ARRAY(arena, PhClauseVec, count);
    filter->same = PH_NEW_ARRAY(arena, size_t, count);
    filter->rules = PH_NEW_ARRAY(arena, uint32_t, count);
    filter->variables = PH_NEW_ARRAY(arena, PhVariable, count);
    uint32_t *signatures = PH_NEW_ARRAY(arena, uint32_t, count);
    PhRuleNeedsVec known = {0};
    for (size_t i = 0; i < count; i++) {
        filter->variables[i] = variable_of(patches[i].rule);
        filter->rules[i] = rule_among(arena, filter, &known, patches[i].rule);
        filter->needs[i] = needs_of(arena, filter, &patches[i]);
        filter->is_idle = filter->is_idle && filter->needs[i].count == 0 &&
                          known.items[filter->rules[i]].needs.count == 0;
        signatures[i] = signature_of(&filter->needs[i]);
        while (signatures[filter->same[i]] != signatures[i] ||
               filter->rules[filter->same[i]] != filter->rules[i] ||
               !needs_equal(&filter->needs[filter->same[i]], &filter->needs[i])) {
            filter->same[i]++;
        }
    }
    filter->rule_count = known.count;
    filter->rule_needs = PH_NEW_ARRAY(arena, PhClauseVec, known.count);
    for (size_t i = 0; i < known.count; i++) {
        filter->rule_needs[i] = known.items[i].needs;
    }
    index_words(arena, filter);
    return filter;
}

PhVariable ph_filter_variable(const PhFilter *filter, size_t patch)
{
    PhVariable own = filter->variables[patch];
    own.metavar = own.is_name || own.is_attribute ? own.metavar : PH_METAVAR_NONE;
    return own;
}

typedef struct PhSearch {
    const PhFilter *filter;
    PhArena *arena;
    PhBytes text;
    PhFilterDepth depth;
    bool *is_known;    /* by phrase: it has been looked for */
    bool *is_found;    /* by phrase */
    PhNameSet **names; /* by phrase: for which it was found; NULL: for none, or for any */
    size_t open_count; /* phrases of which more is to be learned */
} PhSearch;

static void note_name(PhSearch *search, uint32_t number, uint32_t name)
{
    PhNameSet **names = &search->names[number];
    if (*names == NULL) {
        *names = PH_NEW(search->arena, PhNameSet);
    }
    if (name == PH_NAME_ANY) {
        memset(*names, 0xff, sizeof(PhNameSet));
    } else {
        (*names)->bits[name / 64] |= UINT64_C(1) << name % 64;
    }
}

static void note_phrase(PhSearch *search, uint32_t number, size_t start)
{
    const PhPhrase *phrase = &search->filter->phrases.items[number];
    uint32_t name;
    if ((search->is_found[number] && !phrase->has_name) ||
        !ph_phrase_stands_at(phrase, search->text, start, &name)) {
        return;
    }
    search->is_found[number] = true;
    if (phrase->has_name) {
        note_name(search, number, name);
    } else {
        search->open_count--;
    }
}

static bool note_word(void *context, uint32_t word, size_t start)
{
    PhSearch *search = context;
    const PhFilter *filter = search->filter;
    for (uint32_t i = filter->first[word]; i < filter->first[word + 1]; i++) {
        note_phrase(search, filter->by_word[i], start);
    }
    return search->open_count > 0;
}

static PhSearch search_text(const PhFilter *filter, PhArena *arena, PhBytes text,
                            PhFilterDepth depth)
{
    size_t count = filter->phrases.count;
    PhSearch search = {.filter = filter,
                       .arena = arena,
                       .text = text,
                       .depth = depth,
                       .open_count = filter->early_count};
    search.is_known = PH_NEW_ARRAY(arena, bool, count);
    search.is_found = PH_NEW_ARRAY(arena, bool, count);
    search.names = PH_NEW_ARRAY(arena, PhNameSet *, count);
    if (filter->aho != NULL) {
        ph_aho_scan(filter->aho, text, note_word, &search);
        for (size_t i = 0; i < count; i++) {
            search.is_known[i] = !waits(&filter->phrases.items[i]);
        }
    }
    return search;
}

/* False: the phrase stands nowhere for certain. */
static bool is_phrase_found(PhSearch *search, uint32_t number)
{
    const PhPhrase *phrase = &search->filter->phrases.items[number];
    PhBytes word = phrase->items[phrase->anchor].text;
    PhBytes text = search->text;
    if (search->depth == PH_FILTER_QUICK && ph_phrase_is_common_sign(word)) {
        return true;
    }
    for (size_t at = 0; !search->is_known[number]; at++) {
        const char *hit = text.len - at < word.len
                              ? NULL
                              : memmem(text.ptr + at, text.len - at, word.ptr, word.len);
        if (hit == NULL) {
            search->is_known[number] = true;
            break;
        }
        at = (size_t)(hit - text.ptr);
        note_phrase(search, number, at);
        search->is_known[number] = search->is_found[number] && !phrase->has_name;
    }
    return search->is_found[number];
}

/* True if all phrases of the option stand. *is_named_out: some of them for names alone. */
static bool is_option_found(PhSearch *search, const PhOption *option, bool *is_named_out)
{
    *is_named_out = false;
    for (uint32_t i = 0; i < option->count; i++) {
        if (!is_phrase_found(search, option->phrases[i])) {
            return false;
        }
        *is_named_out = *is_named_out || search->names[option->phrases[i]] != NULL;
    }
    return true;
}

/* Adds to *kept the names of `names` for which the option stands; false if there is none.
 */
static bool add_names(const PhSearch *search, const PhOption *option,
                      const PhNameSet *names, PhNameSet *kept)
{
    uint64_t any = 0;
    for (size_t w = 0; w < PH_NAMES_WORDS; w++) {
        uint64_t bits = names == NULL ? UINT64_MAX : names->bits[w];
        for (uint32_t i = 0; bits != 0 && i < option->count; i++) {
            const PhNameSet *found = search->names[option->phrases[i]];
            bits &= found == NULL ? UINT64_MAX : found->bits[w];
        }
        kept->bits[w] |= bits;
        any |= bits;
    }
    return any != 0;
}

/* Keeps of *names, NULL for all there are, those for which some option of the clause
 * stands; false if none does. */
static bool narrow_clause(PhSearch *search, const PhOptionVec *options,
                          const PhNameSet **names)
{
    PhNameSet *kept = NULL;
    bool is_there = false;
    bool is_named;
    for (size_t i = 0; i < options->count; i++) {
        if (is_option_found(search, &options->items[i], &is_named) && !is_named) {
            return true;
        }
    }
    for (size_t i = 0; i < options->count; i++) {
        if (is_option_found(search, &options->items[i], &is_named)) {
            kept = kept == NULL ? PH_NEW(search->arena, PhNameSet) : kept;
            is_there = add_names(search, &options->items[i], *names, kept) || is_there;
        }
    }
    *names = kept;
    return is_there;
}

/* The first clause that nothing fulfils together with those before; their count if all are
 * fulfilled. *names holds the names that come into question, and gets those for which they
 * are; NULL: all. */
static size_t first_missing(PhSearch *search, const PhClauseVec *needs,
                            const PhNameSet **names)
{
    size_t at = 0;
    while (at < needs->count && narrow_clause(search, &needs->items[at], names)) {
        at++;
    }
    return at;
}

/* What is known of the patches of a rule. */
typedef struct PhRuleAnswer {
    PhMayMatch answer;
    bool is_known;
} PhRuleAnswer;

static PhMayMatch narrow(PhSearch *search, const PhClauseVec *needs, const PhNameSet *names)
{
    bool may_match = first_missing(search, needs, &names) == needs->count;
    return (PhMayMatch){may_match, names};
}

/* Uses come first: they are what few files have. */
static PhMayMatch answer_for(PhSearch *search, size_t patch, PhRuleAnswer *rules)
{
    const PhFilter *filter = search->filter;
    PhRuleAnswer *rule = &rules[filter->rules[patch]];
    if (!rule->is_known) {
        rule->answer = narrow(search, &filter->rule_needs[filter->rules[patch]], NULL);
        rule->is_known = true;
    }
    return rule->answer.may_match
               ? narrow(search, &filter->needs[patch], rule->answer.names)
               : rule->answer;
}

const PhMayMatch *ph_filter_run(const PhFilter *filter, PhArena *arena, PhBytes text,
                                PhFilterDepth depth)
{
    PhMayMatch *answers = PH_NEW_ARRAY(arena, PhMayMatch, filter->patch_count);
    PhRuleAnswer *rules = PH_NEW_ARRAY(arena, PhRuleAnswer, filter->rule_count);
    bool may_any = false;
    PhSearch search = {.filter = filter};
    if (!filter->is_idle) {
        search = search_text(filter, arena, text, depth);
    }
    for (size_t i = 0; i < filter->patch_count; i++) {
        answers[i] =
            filter->same[i] < i ? answers[filter->same[i]] : answer_for(&search, i, rules);
        may_any = may_any || answers[i].may_match;
    }
    return may_any ? answers : NULL;
}

/* What is missing of an option: the first phrase that stands nowhere; all of them, if they
 * stand, but not for the name of the others. */
static PhBytes option_text(PhSearch *search, PhArena *arena, const PhOption *option,
                           bool *is_there_out)
{
    PhBytes told = PH_BYTES("");
    for (uint32_t i = 0; i < option->count; i++) {
        const PhPhrase *phrase = &search->filter->phrases.items[option->phrases[i]];
        PhBytes text = ph_phrase_text(arena, phrase);
        if (!is_phrase_found(search, option->phrases[i])) {
            return ph_arena_format(arena, "`%.*s`", (int)text.len, text.ptr);
        }
        told = ph_arena_format(arena, "%.*s%s`%.*s`", (int)told.len, told.ptr,
                               i > 0 ? " with " : "", (int)text.len, text.ptr);
    }
    *is_there_out = true;
    return told;
}

PhBytes ph_filter_missing(const PhFilter *filter, PhArena *arena, PhBytes text,
                          size_t patch)
{
    PhSearch search = search_text(filter, arena, text, PH_FILTER_FULL);
    const PhClauseVec *needs = &filter->rule_needs[filter->rules[patch]];
    const PhNameSet *names = NULL;
    size_t missing = first_missing(&search, needs, &names);
    if (missing == needs->count) {
        needs = &filter->needs[patch];
        missing = first_missing(&search, needs, &names);
    }
    if (missing == needs->count) {
        return PH_BYTES("");
    }
    const PhOptionVec *options = &needs->items[missing];
    bool is_there = false;
    PhBytes told = option_text(&search, arena, &options->items[0], &is_there);
    for (size_t i = 1; i < options->count; i++) {
        PhBytes more = option_text(&search, arena, &options->items[i], &is_there);
        told = ph_arena_format(arena, "%.*s%s%.*s", (int)told.len, told.ptr,
                               i + 1 < options->count ? ", " : " or ", (int)more.len,
                               more.ptr);
    }
    return is_there
               ? ph_arena_format(arena, "%.*s for the same name", (int)told.len, told.ptr)
               : told;
}
