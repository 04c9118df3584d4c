#include "template/lazy.h"

#include <pthread.h>

#include "template/rough.h"

/* A dispatch is made anew for a file that needs more; after so many it is made of all. */
enum { PH_GROWTHS = 3 };

/* The words of one alternative, by their numbers. */
typedef struct PhNeed {
    const uint32_t *words;
    size_t count;
} PhNeed;

typedef PH_VEC(PhNeed) PhNeedVec;

/* A dispatch of some rules of a plan. */
typedef struct PhPartial {
    PhDispatch *dispatch;
    const bool *has_rule; /* by rule of the plan */
} PhPartial;

struct PhLazyPlan {
    PhSelectedRuleVec rules;
    PhNeedVec *needs; /* by rule: one of them must be there */
    PhWordVec words;
    uint32_t line_length;
    /* Under the lock of the compiler. */
    PhPartial current;
    uint32_t growths;
    bool is_whole;
};

struct PhCompiler {
    PhArena *arena;
    PhSliceCache *cache;
    PhDiags diags;
    pthread_mutex_t lock; /* of all of this, and of the rules */
};

PhCompiler *ph_compiler_new(const PhGrammar *grammar)
{
    PhArena *arena = ph_arena_new();
    PhCompiler *compiler = PH_NEW(arena, PhCompiler);
    compiler->arena = arena;
    compiler->cache = ph_slice_cache_new(arena, grammar);
    compiler->diags.arena = arena;
    (void)pthread_mutex_init(&compiler->lock, NULL);
    return compiler;
}

void ph_compiler_free(PhCompiler *compiler)
{
    (void)pthread_mutex_destroy(&compiler->lock);
    ph_arena_free(compiler->arena);
}

const PhDiags *ph_compiler_diags(const PhCompiler *compiler)
{
    return &compiler->diags;
}

static uint32_t number_of(PhArena *arena, PhWordVec *words, PhBytes word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (ph_bytes_equal(words->items[i], word)) {
            return (uint32_t)i;
        }
    }
    PH_VEC_PUSH(arena, words, word);
    return (uint32_t)words->count - 1;
}

/* A rule that is compiled already has forms instead of what the page says; nothing is asked
 * of the file for those. */
static PhNeedVec needs_of(PhArena *arena, const PhRule *rule, PhWordVec *all)
{
    PhNeedVec needs = {0};
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        PhWordVec words = {0};
        if (!rule->is_compiled) {
            ph_rough_words(arena, &rule->alternatives.items[i], &words);
        }
        uint32_t *numbers = PH_NEW_ARRAY(arena, uint32_t, words.count);
        for (size_t n = 0; n < words.count; n++) {
            numbers[n] = number_of(arena, all, words.items[n]);
        }
        PhNeed need = {numbers, words.count};
        PH_VEC_PUSH(arena, &needs, need);
    }
    return needs;
}

PhLazyPlan *ph_lazy_plan_new(PhArena *arena, const PhTransformSet *set,
                             const PhDispatchWants *wants, uint32_t line_length,
                             bool is_whole)
{
    PhLazyPlan *plan = PH_NEW(arena, PhLazyPlan);
    plan->rules = ph_rules_select(arena, set, wants);
    plan->needs = PH_NEW_ARRAY(arena, PhNeedVec, plan->rules.count);
    for (size_t i = 0; i < plan->rules.count; i++) {
        plan->needs[i] = needs_of(arena, plan->rules.items[i].rule, &plan->words);
    }
    plan->line_length = line_length;
    plan->growths = is_whole ? PH_GROWTHS : 0;
    return plan;
}

typedef enum PhSeen {
    PH_SEEN_UNKNOWN,
    PH_SEEN_THERE,
    PH_SEEN_ABSENT,
} PhSeen;

static bool holds(PhBytes text, PhBytes word, PhSeen *seen)
{
    if (*seen == PH_SEEN_UNKNOWN) {
        *seen =
            ph_bytes_find(text, word, 0) == PH_NOT_FOUND ? PH_SEEN_ABSENT : PH_SEEN_THERE;
    }
    return *seen == PH_SEEN_THERE;
}

static bool is_needed(const PhLazyPlan *plan, size_t rule, PhBytes text, PhSeen *seen)
{
    const PhNeedVec *needs = &plan->needs[rule];
    for (size_t i = 0; i < needs->count; i++) {
        size_t found = 0;
        while (found < needs->items[i].count) {
            uint32_t word = needs->items[i].words[found];
            if (!holds(text, plan->words.items[word], &seen[word])) {
                break;
            }
            found++;
        }
        if (found == needs->items[i].count) {
            return true;
        }
    }
    return false;
}

/* By rule, whether it may find something. A file of blanks holds nothing to find. */
static const bool *rules_for(const PhLazyPlan *plan, PhArena *scratch, PhBytes text)
{
    bool *is_wanted = PH_NEW_ARRAY(scratch, bool, plan->rules.count);
    PhSeen *seen = PH_NEW_ARRAY(scratch, PhSeen, plan->words.count);
    for (size_t i = 0; ph_bytes_trim(text).len > 0 && i < plan->rules.count; i++) {
        is_wanted[i] = is_needed(plan, i, text, seen);
    }
    return is_wanted;
}

static bool has_all(const PhLazyPlan *plan, PhPartial partial, const bool *is_wanted)
{
    for (size_t i = 0; i < plan->rules.count; i++) {
        if (is_wanted[i] && (partial.dispatch == NULL || !partial.has_rule[i])) {
            return false;
        }
    }
    return partial.dispatch != NULL;
}

/* Makes the dispatch of what it has and what is wanted. The lock is held. */
static void grow(PhCompiler *compiler, PhLazyPlan *plan, const bool *is_wanted)
{
    PhArena *arena = compiler->arena;
    bool *has_rule = PH_NEW_ARRAY(arena, bool, plan->rules.count);
    PhSelectedRuleVec rules = {0};
    plan->is_whole = plan->growths == PH_GROWTHS;
    plan->growths++;
    for (size_t i = 0; i < plan->rules.count; i++) {
        PhSelectedRule one = plan->rules.items[i];
        PhPatternContext context = {.arena = arena,
                                    .grammar = compiler->cache->grammar,
                                    .diags = &compiler->diags,
                                    .cache = compiler->cache,
                                    .path = one.transform->path,
                                    .rule = one.rule};
        bool had_rule = plan->current.dispatch != NULL && plan->current.has_rule[i];
        has_rule[i] = plan->is_whole || had_rule || is_wanted[i];
        if (has_rule[i] && (one.rule->is_compiled ||
                            (!had_rule && ph_rule_compile(&context, one.rule) == PH_OK))) {
            PH_VEC_PUSH(arena, &rules, one);
        }
    }
    plan->current = (PhPartial){ph_dispatch_of(arena, rules.items, rules.count), has_rule};
    plan->current.dispatch->line_length = plan->line_length;
}

const PhDispatch *ph_compiler_dispatch(PhCompiler *compiler, PhLazyPlan *plan,
                                       PhArena *scratch, PhBytes text)
{
    (void)pthread_mutex_lock(&compiler->lock);
    PhPartial current = plan->current;
    bool is_whole = plan->is_whole;
    (void)pthread_mutex_unlock(&compiler->lock);
    if (is_whole) {
        return current.dispatch;
    }
    PhArenaMark mark = ph_arena_mark(scratch);
    const bool *is_wanted = rules_for(plan, scratch, text);
    if (!has_all(plan, current, is_wanted)) {
        (void)pthread_mutex_lock(&compiler->lock);
        if (!plan->is_whole && !has_all(plan, plan->current, is_wanted)) {
            grow(compiler, plan, is_wanted);
        }
        current = plan->current;
        (void)pthread_mutex_unlock(&compiler->lock);
    }
    ph_arena_release(scratch, mark);
    return current.dispatch;
}
