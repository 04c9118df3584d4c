#include "template/check.h"

#include "template/guard.h"

typedef struct PhChecker {
    const PhPatternContext *context;
    const PhRule *rule;
    const PhPatch *own; /* the patch whose line the guard stands on, or NULL */
    uint32_t line;
    size_t let_count; /* clauses before the one that is checked */
    bool is_failed;
    /* By metavariable: in how many alternatives it is bound. */
    size_t *bound_in;
} PhChecker;

static size_t *count_bindings(const PhPatternContext *context, const PhRule *rule)
{
    size_t *bound_in = PH_NEW_ARRAY(context->arena, size_t, rule->metavars.count);
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        const PhPattern *minus = &rule->alternatives.items[i].patch->minus;
        for (uint32_t t = 0; t < minus->token_count; t++) {
            PhMetavarId metavar = minus->tokens[t].metavar;
            if (metavar != PH_METAVAR_NONE && ph_pattern_find(minus, metavar) == t) {
                bound_in[metavar]++;
            }
        }
    }
    return bound_in;
}

static void check_metavar(void *context, PhMetavarId metavar)
{
    PhChecker *checker = context;
    const PhMetavar *named = &checker->rule->metavars.items[metavar];
    bool is_bound =
        named->is_label || named->is_given ||
        (checker->own != NULL && ph_pattern_binds(&checker->own->minus, metavar));
    size_t bound_in = checker->bound_in[metavar];
    bool is_everywhere = bound_in == checker->rule->alternatives.count;
    /* A fact about an optional clause that is not there says nothing. */
    if (is_bound || is_everywhere || (named->is_optional && bound_in > 0)) {
        return;
    }
    checker->is_failed = true;
    (void)ph_diag_add_at(checker->context->diags, PH_SEVERITY_ERROR, checker->context->path,
                         checker->line, 0,
                         ph_arena_format(checker->context->arena,
                                         "'%.*s' is not bound by every alternative: write "
                                         "this on the line that binds it",
                                         (int)named->name.len, named->name.ptr));
}

static void check_message(PhChecker *checker, const PhMessage *message)
{
    for (size_t i = 0; i < message->count; i++) {
        if (message->items[i].is_hole) {
            ph_term_each_metavar(&message->items[i].term, check_metavar, checker);
        }
    }
}

static void check_conditions(PhChecker *checker, const PhConditionVec *conditions)
{
    for (size_t i = 0; i < conditions->count; i++) {
        const PhCondition *condition = &conditions->items[i];
        checker->line = condition->line;
        ph_guard_each_metavar(condition->guard, check_metavar, checker);
        check_message(checker, &condition->if_unknown.message);
        check_message(checker, &condition->if_refuted.message);
    }
}

/* A patch that `uses` or `every` looks for. */
static void check_arm(PhChecker *checker, const PhArm *arm)
{
    checker->own = arm->alternative.patch;
    check_conditions(checker, &arm->alternative.conditions);
    checker->line = arm->alternative.line;
    check_message(checker, &arm->consequence.message);
}

static void fail_name(PhChecker *checker, const PhMetavar *named, const char *problem)
{
    checker->is_failed = true;
    (void)ph_diag_add_at(checker->context->diags, PH_SEVERITY_ERROR, checker->context->path,
                         checker->line, 0,
                         ph_arena_format(checker->context->arena, "'%.*s' %s",
                                         (int)named->name.len, named->name.ptr, problem));
}

/* What a let clause speaks of must be known before it. */
static void check_earlier(void *context, PhMetavarId metavar)
{
    PhChecker *checker = context;
    const PhMetavar *named = &checker->rule->metavars.items[metavar];
    bool is_earlier = !named->is_late;
    for (size_t i = 0; i < checker->let_count && !is_earlier; i++) {
        is_earlier = checker->rule->lets.items[i].metavar == metavar;
    }
    if (!is_earlier) {
        fail_name(checker, named,
                  named->is_label ? "is a label of an arm: let comes before the arms"
                                  : "is given by a let clause that comes later");
    }
    check_metavar(context, metavar);
}

/* A name that a clause gives is not also matched. */
static void check_given(PhChecker *checker, PhMetavarId metavar)
{
    const PhAlternativeVec *all = &checker->rule->alternatives;
    for (size_t i = 0; i < all->count; i++) {
        if (ph_pattern_binds(&all->items[i].patch->minus, metavar)) {
            fail_name(checker, &checker->rule->metavars.items[metavar],
                      "is matched by the patch already");
            return;
        }
    }
}

static void check_lets(PhChecker *checker, const PhRule *rule)
{
    for (size_t i = 0; i < rule->lets.count; i++) {
        const PhLet *let = &rule->lets.items[i];
        checker->line = let->line;
        checker->let_count = i;
        check_given(checker, let->metavar);
        for (size_t n = 0; n < let->text.count; n++) {
            if (let->text.items[n].is_hole) {
                ph_term_each_metavar(&let->text.items[n].term, check_earlier, checker);
            }
        }
        if (let->text.count == 0) {
            ph_term_each_metavar(&let->term, check_earlier, checker);
        }
    }
    if (rule->find.is_set) {
        checker->line = rule->find.line;
        checker->let_count = 0;
        ph_term_each_metavar(&rule->find.term, check_earlier, checker);
        for (uint32_t i = 0; i < rule->find.metavar_count; i++) {
            check_given(checker, rule->find.metavars[i]);
        }
    }
}

static void check_arms(PhChecker *checker, const PhUses *uses)
{
    for (size_t i = 0; i < uses->arms.count; i++) {
        const PhArm *arm = &uses->arms.items[i];
        check_arm(checker, arm);
        if (ph_pattern_use(&checker->own->minus, uses->metavar, uses->attribute) ==
            PH_NODE_NONE) {
            checker->is_failed = true;
            (void)ph_diag_add_at(checker->context->diags, PH_SEVERITY_ERROR,
                                 checker->context->path, checker->line, 0,
                                 PH_BYTES("this arm does not hold the variable whose uses "
                                          "it is about"));
        }
    }
    checker->own = NULL;
    checker->line = uses->line;
    check_message(checker, &uses->if_other.message);
}

PhStatus ph_rule_check(const PhPatternContext *context, const PhRule *rule)
{
    PhChecker checker = {.context = context, .rule = rule, .line = rule->line};
    checker.bound_in = count_bindings(context, rule);
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        checker.own = rule->alternatives.items[i].patch;
        check_conditions(&checker, &rule->alternatives.items[i].conditions);
    }
    checker.own = NULL;
    for (size_t i = 0; i < rule->uses.count; i++) {
        check_arms(&checker, &rule->uses.items[i]);
    }
    for (size_t i = 0; i < rule->every.count; i++) {
        check_arm(&checker, &rule->every.items[i].arm);
    }
    checker.own = NULL;
    check_lets(&checker, rule);
    check_conditions(&checker, &rule->conditions);
    checker.line = rule->line;
    for (size_t i = 0; i < rule->benefits.count; i++) {
        const PhBenefitClause *benefit = &rule->benefits.items[i];
        check_message(&checker, &benefit->message);
        if (benefit->when != NULL) {
            ph_guard_each_metavar(benefit->when, check_metavar, &checker);
        }
    }
    check_message(&checker, &rule->cap.message);
    check_message(&checker, &rule->message);
    check_message(&checker, &rule->help);
    check_message(&checker, &rule->note);
    return checker.is_failed ? PH_ERR_USAGE : PH_OK;
}
