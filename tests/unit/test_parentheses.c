#include "template/parentheses.h"
#include "template/precedence.h"
#include "template_fixture.h"

typedef struct {
    const char *patch;
    const char *python;
    const char *wanted; /* "!": cannot be made */
} Case;

static void expect_texts(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        PhRewrite rewrite = {0};
        load_patch(f, cases[i].patch);
        const char *got = rewritten(f, cases[i].python, &rewrite);
        got = rewrite.is_unfit ? "!" : got;
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("got:\n%s\nwanted:\n%s\nof %s\n", got, cases[i].wanted,
                        cases[i].patch);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void code_that_an_operator_would_take_apart_gets_parentheses(void **state)
{
    static const Case k_cases[] = {
        {"- pow($a, $b)\n+ $a ** $b", "pow(x, 2)", "x ** 2"},
        {"- pow($a, $b)\n+ $a ** $b", "pow(x + y, 2)", "(x + y) ** 2"},
        {"- pow($a, $b)\n+ $a ** $b", "pow((x + y), 2)", "(x + y) ** 2"},
        {"- pow($a, $b)\n+ $a ** $b", "pow(-1, -2)", "(-1) ** -2"},
        {"- pow($a, $b)\n+ $a - $b", "pow(a - b, c - d)", "a - b - (c - d)"},
        {"- abs($a)\n+ $a.real", "abs(1)", "(1).real"},
        {"- abs($a)\n+ $a.real", "abs(1.5)", "1.5.real"},
        {"- abs($a)\n+ $a.real", "abs(x[0])", "x[0].real"},
        {"- abs($a)\n+ f(x=$a)", "abs(y := 1)", "f(x=(y := 1))"},
        {"- abs($a)\n+ $a + $a", "abs(lambda: 1)", "(lambda: 1) + (lambda: 1)"},
        {"- $a in [$b]\n+ $a in {$b}", "x + y in [z or w]", "x + y in {z or w}"},
        {"- max($*a)\n+ [$*a]", "max(x, y := 1)", "[x, y := 1]"},
        {"- max($*a)\n+ {$*a}", "max(x, y := 1)", "{x, (y := 1)}"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_result_beside_a_stronger_operator_gets_parentheses(void **state)
{
    static const Case k_cases[] = {
        {"- pow($a, $b)\n+ $a ** $b", "z = 3 * pow(x, 2)", "z = 3 * x ** 2"},
        {"- pow($a, $b)\n+ $a ** $b", "z = pow(x, 2) ** 3", "z = (x ** 2) ** 3"},
        {"- pow($a, $b)\n+ $a or $b", "return_ = not pow(x, 2)", "return_ = not (x or 2)"},
        {"- pow($a, $b)\n+ $a or $b", "1 if pow(x, 2).y else 3", "1 if (x or 2).y else 3"},
        {"- not $a\n+ $a", "x = -(not y or z)", "x = -(y or z)"},
        {"- abs($a)\n+ {$a}", "f'{abs(x)}'", "f'{({x})}'"},
        {"- abs($a)\n+ lambda: $a", "f'{abs(x)}'", "f'{(lambda: x)}'"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void line_ends_and_commas_go_with_their_brackets(void **state)
{
    static const Case k_cases[] = {
        {"- abs($a)\n+ $a", "y = abs(x +\n z)", "y = (x +\n z)"},
        {"- abs($a)\n+ $a", "f(abs(x +\n z))", "f(x +\n z)"},
        {"- abs($a)\n+ len($a)", "abs(x +\n z)", "len(x +\n z)"},
        {"- abs($a)\n+ $a", "y = abs(\n    x\n)", "y = x"},
        {"- abs($a)\n+ $a", "y = abs(\n    x,\n)", "y = x"},
        {"- abs($a)\n+ $a", "y = abs(x,)", "y = x"},
        {"- abs($a)\n+ ($a)", "y = abs(x,)", "y = (x)"},
        {"- abs($a)\n+ $a", "y = abs(\n    x  # why\n)", "y = (\n    x  # why\n)"},
        {"- pow($a, $b)\n+ $a * $b", "y = pow(\n    x,\n    z,\n)", "y = x * z"},
        {"- pow($a, $b)\n+ $a[$b]", "y = pow(x, z,)", "y = x[z]"},
        {"- max(x, $*a)\n+ max($*a)", "max(x, y)", "max(y)"},
        {"- max($*a)\n+ {x, $*a}", "max(y)", "{x, y}"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_no_parentheses_help_is_unfit(void **state)
{
    static const Case k_cases[] = {
        {"- abs($a)\n+ (lambda: $a)()", "def f(): return abs((yield))", "!"},
        {"- abs($a)\n+ [x for x in $a]", "abs(y := z)", "!"},
        {"- abs($a)\n+ ($a, 0)", "with abs(x): pass", "!"},
        {"- abs($a)\n+ 'a'.join($a)", "f'{abs(x)}'", "!"},
        {"- max($*a)\n+ [$*a]", "max(key=x)", "!"},
        {"- pow($a * $b, 2)\n+ $a + $b * 2", "pow((x * y), 2)", "!"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(code_that_an_operator_would_take_apart_gets_parentheses),
        TEST(a_result_beside_a_stronger_operator_gets_parentheses),
        TEST(line_ends_and_commas_go_with_their_brackets),
        TEST(what_no_parentheses_help_is_unfit),
    };
    return cmocka_run_group_tests_name("parentheses", k_tests, NULL, NULL);
}
