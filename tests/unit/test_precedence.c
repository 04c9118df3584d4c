#include "template/precedence.h"
#include "template_fixture.h"

typedef struct {
    const char *patch;
    const char *python; /* the last match in it is asked about */
    bool is_forbidden;
} Case;

static void what_an_operator_could_take_apart_is_left_alone(void **state)
{
    static const Case k_cases[] = {
        {"- pow($a, $b)\n+ $a ** $b", "pow(x, 2)", false},
        {"- pow($a, $b)\n+ $a ** $b", "pow((x + y), 2)", false},
        {"- pow($a, $b)\n+ $a ** $b", "pow(x + y, 2)", true},
        {"- pow($a, $b)\n+ $a ** $b", "pow(-1, 2)", true},
        {"- pow($a, $b)\n+ $a ** $b", "z = pow(x, 2)", false},
        {"- pow($a, $b)\n+ $a ** $b", "z = 3 * pow(x, 2)", true},
        {"- pow($a, $b)\n+ $a ** $b", "z = [pow(x, 2)]", false},
        {"- abs($a)\n+ $a.real", "abs(1)", true},
        {"- abs($a)\n+ $a.real", "abs(x[0])", false},
        {"- abs($a)\n+ $a.real", "abs(lambda: 1)", true},
        {"- $a + 0\n+ $a - 0", "x * y + 0", false},
        {"- $a in [$b]\n+ $a in {$b}", "x + y in [z or w]", false},
        {"- abs($a)\n+ $a", "abs(x +\n y)", true},
        {"- abs($a)\n+ $a", "len(abs(x +\n y))", false},
        {"- abs($a)\n+ len($a)", "abs(x +\n y)", false},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhMatch match = {0};
        load_patch(f, k_cases[i].patch);
        read_python(f, k_cases[i].python);
        assert_true(find(f, &match));
        if (ph_precedence_forbids(f->facts->tree, &match) != k_cases[i].is_forbidden) {
            fail_msg("wrong for %s with\n%s", k_cases[i].python, k_cases[i].patch);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_an_operator_could_take_apart_is_left_alone,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("precedence", tests, NULL, NULL);
}
