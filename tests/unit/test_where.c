#include "template/engine.h"
#include "template_fixture.h"

/* p is proved hashable, u unknown, r refuted; P, U, R are lists of such, O is empty. */
#define MATCH                                                  \
    "match\n"                                                  \
    "  print($p, $u, $r, [$*P], [$*U], [$*R], [$*M], [$*O])\n" \
    "message \"m\"\n"
#define CALL "print(1, v, [], [1, 2], [1, v], [v, [], 1], [[], []], [])"

static void load_condition(Fixture *f, const char *condition)
{
    PhBytes program = ph_arena_format(f->arena, MATCH "where %s\n", condition);
    load_good(f, program.ptr);
}

/* `conditions` may be NULL; else it gets what was asked. */
static PhJudgement judge(Fixture *f, const char *python, PhTraceVec *conditions)
{
    PhMatch match = {0};
    PhJudgement judgement;
    PhRewrite rewrite = {0};
    read_python(f, python);
    assert_true(find(f, &match));
    PhTrace trace = {.arena = f->arena};
    PhMatcher matcher = {.facts = f->facts, .scratch = f->scratch, .trace = &trace};
    ph_trace_begin(&trace, match.patch, "m", match.root);
    ph_engine_judge(&matcher, &match, &judgement, &rewrite);
    if (conditions != NULL) {
        *conditions = trace.tries.items[0].conditions;
    }
    return judgement;
}

typedef struct {
    const char *guard;
    PhVerdict wanted;
} Case;

static void expect_verdicts(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        PhTraceVec trace = {0};
        load_condition(f, cases[i].guard);
        (void)judge(f, CALL, &trace);
        assert_int_equal(trace.count, 1);
        if (trace.items[0].answer.verdict != cases[i].wanted) {
            print_error("got %d for %s\n", (int)trace.items[0].answer.verdict,
                        cases[i].guard);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void connectives_follow_kleene(void **state)
{
    static const char k_names[] = "rup";
    Fixture *f = *state;
    for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
            PhBytes both = ph_arena_format(f->arena, "hashable($%c) and hashable($%c)",
                                           k_names[a], k_names[b]);
            PhBytes either = ph_arena_format(f->arena, "hashable($%c) or hashable($%c)",
                                             k_names[a], k_names[b]);
            const Case cases[] = {{both.ptr, (PhVerdict)(a < b ? a : b)},
                                  {either.ptr, (PhVerdict)(a > b ? a : b)}};
            expect_verdicts(f, cases, PH_COUNT_OF(cases));
        }
        PhBytes negation = ph_arena_format(f->arena, "not hashable($%c)", k_names[a]);
        const Case cases[] = {{negation.ptr, (PhVerdict)(2 - a)}};
        expect_verdicts(f, cases, PH_COUNT_OF(cases));
    }
}

static void and_binds_closer_than_or_and_not_closest(void **state)
{
    static const Case k_cases[] = {
        {"hashable($p) or hashable($r) and hashable($r)", PH_PROVED},
        {"(hashable($p) or hashable($r)) and hashable($r)", PH_REFUTED},
        {"not hashable($p) or hashable($p)", PH_PROVED},
        {"not (hashable($p) or hashable($p))", PH_REFUTED},
        {"not not hashable($p)", PH_PROVED},
    };
    expect_verdicts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void quantifiers_follow_kleene(void **state)
{
    static const Case k_cases[] = {
        {"all hashable($P)", PH_PROVED},   {"all hashable($U)", PH_UNKNOWN},
        {"all hashable($R)", PH_REFUTED},  {"all hashable($O)", PH_PROVED},
        {"any hashable($P)", PH_PROVED},   {"any hashable($U)", PH_PROVED},
        {"any hashable($R)", PH_PROVED},   {"any hashable($M)", PH_REFUTED},
        {"any hashable($O)", PH_REFUTED},  {"none hashable($P)", PH_REFUTED},
        {"none hashable($U)", PH_REFUTED}, {"none hashable($M)", PH_PROVED},
        {"none hashable($O)", PH_PROVED},  {"none hashable($u)", PH_UNKNOWN},
        {"none hashable($p)", PH_REFUTED}, {"none hashable($r)", PH_PROVED},
        {"any hashable($u)", PH_UNKNOWN},  {"all hashable($p)", PH_PROVED},
    };
    expect_verdicts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void numbers_are_compared(void **state)
{
    static const Case k_cases[] = {
        {"count($P) == 2", PH_PROVED},         {"count($P) == 3", PH_REFUTED},
        {"count($P) != 2", PH_REFUTED},        {"count($P) != 3", PH_PROVED},
        {"count($P) < 2", PH_REFUTED},         {"count($P) < 3", PH_PROVED},
        {"count($P) <= 2", PH_PROVED},         {"count($P) <= 1", PH_REFUTED},
        {"count($P) > 2", PH_REFUTED},         {"count($P) > 1", PH_PROVED},
        {"count($P) >= 2", PH_PROVED},         {"count($P) >= 3", PH_REFUTED},
        {"2 == count($P)", PH_PROVED},         {"count($O) == 0", PH_PROVED},
        {"count($P) == count($U)", PH_PROVED}, {"count($P) < count($R)", PH_PROVED},
        {"not count($P) == 2", PH_REFUTED},
    };
    expect_verdicts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_level_is_the_least_that_the_conditions_leave(void **state)
{
    static const struct {
        const char *conditions;
        bool is_dropped;
        PhLevel level;
        size_t reasons;
    } k_cases[] = {
        {"hashable($p)", false, PH_LEVEL_SAFE, 0},
        {"hashable($u)", true, PH_LEVEL_SAFE, 0},
        {"hashable($r)", true, PH_LEVEL_SAFE, 0},
        {"hashable($u) else unsafe \"a\"", false, PH_LEVEL_UNSAFE, 1},
        {"hashable($r) else unsafe \"a\"", true, PH_LEVEL_SAFE, 0},
        {"hashable($r) otherwise unsafe \"a\"", false, PH_LEVEL_UNSAFE, 1},
        {"hashable($u) otherwise unsafe \"a\"", false, PH_LEVEL_UNSAFE, 1},
        {"hashable($u) else unsafe \"a\" otherwise advise \"b\"", false, PH_LEVEL_UNSAFE,
         1},
        {"hashable($r) else unsafe \"a\" otherwise advise \"b\"", false,
         PH_LEVEL_DISPLAY_ONLY, 1},
        {"hashable($u) else safe \"a\"", false, PH_LEVEL_SAFE, 1},
        {"hashable($u) else advise \"a\"\nwhere hashable($u) else unsafe \"b\"", false,
         PH_LEVEL_DISPLAY_ONLY, 1},
        {"hashable($u) else unsafe \"a\"\nwhere hashable($u) else safe \"b\"", false,
         PH_LEVEL_UNSAFE, 1},
        {"hashable($u) else unsafe \"a\"\nwhere hashable($r)", true, PH_LEVEL_UNSAFE, 1},
        {"none hashable($u) otherwise unsafe \"a\"", false, PH_LEVEL_UNSAFE, 1},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        load_condition(f, k_cases[i].conditions);
        PhJudgement judgement = judge(f, CALL, NULL);
        assert_int_equal(judgement.is_dropped, k_cases[i].is_dropped);
        if (!judgement.is_dropped) {
            assert_int_equal(judgement.level, k_cases[i].level);
            assert_int_equal(judgement.reasons.count, k_cases[i].reasons);
        }
    }
}

static void a_condition_of_an_alternative_holds_for_it_alone(void **state)
{
    Fixture *f = *state;
    load_good(f, "match\n  len($x) #@ where hashable($x); where constant($x)\n|\n"
                 "  abs($x)\nmessage \"m\"\n");
    assert_false(judge(f, "len(1)", NULL).is_dropped);
    assert_true(judge(f, "len(v)", NULL).is_dropped);
    assert_true(judge(f, "len(1 + 2)", NULL).is_dropped);
    assert_false(judge(f, "abs(v)", NULL).is_dropped);
}

static void a_reason_names_the_code_and_why_it_is_unknown(void **state)
{
    Fixture *f = *state;
    load_good(f, "match\n  len($x)\nmessage \"m\"\n"
                 "where hashable($x) else unsafe \"{x} may be unhashable\"\n");
    PhJudgement judgement = judge(f, "def f(a):\n    len(a)\n", NULL);
    assert_int_equal(judgement.reasons.count, 1);
    const PhReason *reason = &judgement.reasons.items[0];
    assert_string_equal(ph_arena_string(f->arena, reason->text),
                        "`a` (parameter, line 1) may be unhashable");
    assert_int_equal(reason->span.start, 6);
    assert_int_equal(reason->span.end, 7);
}

static void a_negated_reason_is_still_that_of_the_code(void **state)
{
    Fixture *f = *state;
    load_good(f, "match\n  len([$*E])\nmessage \"m\"\n"
                 "where all hashable($E) else unsafe \"{E} unknown\"\n");
    PhJudgement judgement = judge(f, "len([1, v])", NULL);
    assert_string_equal(ph_arena_string(f->arena, judgement.reasons.items[0].text),
                        "`1, v` (not bound in this file) unknown");
    assert_int_equal(judgement.reasons.items[0].span.start, 8);
}

static void the_last_benefit_that_applies_is_told(void **state)
{
    Fixture *f = *state;
    load_good(f, "match\n  len([$*E])\nmessage \"m\"\nbenefit gain \"{count(E)} gained\"\n"
                 "benefit small \"few\" when count($E) < 3\n"
                 "benefit cost \"none\" when count($E) == 0\n");
    PhJudgement judgement = judge(f, "len([1, 2, 3])", NULL);
    assert_int_equal(judgement.benefit, PH_BENEFIT_GAIN);
    assert_string_equal(ph_arena_string(f->arena, judgement.benefit_text), "3 gained");
    assert_int_equal(judge(f, "len([1])", NULL).benefit, PH_BENEFIT_SMALL);
    assert_int_equal(judge(f, "len([])", NULL).benefit, PH_BENEFIT_COST);
    load_good(f, "match\n  len($x)\nmessage \"m\"\n");
    assert_int_equal(judge(f, "len(1)", NULL).benefit, PH_BENEFIT_GAIN);
    load_good(f, "match\n  len($x)\nmessage \"m\"\n"
                 "benefit none \"n\" when hashable($x)\n");
    assert_int_equal(judge(f, "len(v)", NULL).benefit, PH_BENEFIT_GAIN);
}

static void long_code_is_shown_on_one_line_and_cut(void **state)
{
    static const struct {
        const char *python;
        const char *wanted;
    } k_cases[] = {
        {"len(a +\n    b)", "`a + b`"},
        {"len(a0123456789012345678901234567890123456789)",
         "`a012345678901234567890123456789012345678...`"},
        {"len('\xc3\xa4')", "`'\xc3\xa4'`"},
    };
    Fixture *f = *state;
    load_good(f, "match\n  len($x)\nmessage \"{x}\"\n");
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhMatch match = {0};
        read_python(f, k_cases[i].python);
        assert_true(find(f, &match));
        PhBytes text = ph_message_render(f->facts, &match, &f->rules.items[0].message,
                                         PH_METAVAR_NONE, PH_BYTES(""));
        assert_string_equal(ph_arena_string(f->arena, text), k_cases[i].wanted);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(connectives_follow_kleene),
        TEST(and_binds_closer_than_or_and_not_closest),
        TEST(quantifiers_follow_kleene),
        TEST(numbers_are_compared),
        TEST(a_level_is_the_least_that_the_conditions_leave),
        TEST(a_condition_of_an_alternative_holds_for_it_alone),
        TEST(a_reason_names_the_code_and_why_it_is_unknown),
        TEST(a_negated_reason_is_still_that_of_the_code),
        TEST(the_last_benefit_that_applies_is_told),
        TEST(long_code_is_shown_on_one_line_and_cut),
    };
    return cmocka_run_group_tests_name("where", k_tests, NULL, NULL);
}
