#include "base/buf.h"
#include "flow_fixture.h"

typedef struct {
    const char *text;
    const char *loop;
    const char *targets; /* each followed by a blank */
} Sum;

static void expect_targets(Fixture *f, const Sum *sum)
{
    PhBuf found = {0};
    read_text(f, sum->text);
    PhAnswer answer = ask(f, "accumulated", sum->loop, NULL);
    for (uint32_t i = 0; i < answer.node_count; i++) {
        ph_buf_add(&found, ph_tree_text(&f->tree, answer.nodes[i]));
        ph_buf_add(&found, PH_BYTES(" "));
    }
    PhVerdict verdict = sum->targets[0] != '\0' ? PH_PROVED : PH_REFUTED;
    if (!ph_bytes_is(ph_buf_bytes(&found), sum->targets) || answer.verdict != verdict) {
        fail_msg("%s\nadds to: %.*s", sum->text, (int)ph_buf_bytes(&found).len,
                 ph_buf_bytes(&found).ptr);
    }
    ph_buf_release(&found);
}

#define EXPECT_TARGETS(state, sums)                  \
    for (size_t i = 0; i < PH_COUNT_OF(sums); i++) { \
        expect_targets((state), &(sums)[i]);         \
    }

static void a_loop_adds_to_the_targets_of_its_sums(void **state)
{
    static const Sum k_sums[] = {
        {"for x in a:\n    s += x\n", "for x..", "s "},
        {"while a:\n    s = s + b\n", "while a..", "s "},
        {"for x in a:\n    s = s + x + b\n", "for x..", "s "},
        {"for x in a:\n    s = x + s\n", "for x..", "s "},
        {"for x in a:\n    s = x + b + s\n", "for x..", "s "},
        {"for x in a:\n    a.b += x\n", "for x..", "a.b "},
        {"for x in a:\n    a.b = a.b + x\n", "for x..", "a.b "},
        {"for x in a:\n    s += x\n    t += x\n    s += b\n", "for x..", "s t "},
        {"for x in a:\n    if x:\n        for y in x:\n            s += y\n", "for x..",
         "s "},
        {"for x in a:\n    b\nelse:\n    s += x\n", "for x..", "s "},
    };
    EXPECT_TARGETS(*state, k_sums);
}

static void other_stores_are_no_sums(void **state)
{
    static const Sum k_sums[] = {
        {"for x in a:\n    s -= x\n", "for x..", ""},
        {"for x in a:\n    s = x\n", "for x..", ""},
        {"for x in a:\n    s = t + x\n", "for x..", ""},
        {"for x in a:\n    s = x + s + b\n", "for x..", ""},
        {"for x in a:\n    s = s * x\n", "for x..", ""},
        {"for x in a:\n    s: b\n", "for x..", ""},
        {"s += b\nfor x in a:\n    b\n", "for x..", ""},
    };
    EXPECT_TARGETS(*state, k_sums);
}

static void numbers_are_added_to_numbers(void **state)
{
    static const Sum k_sums[] = {
        {"for x in a:\n    s += 1\n", "for x..", ""},
        {"for x in a:\n    s += (1.5)\n", "for x..", ""},
        {"for x in a:\n    s = s + 1\n", "for x..", ""},
        {"for x in a:\n    n += 1\n    s += b\n", "for x..", "s "},
    };
    EXPECT_TARGETS(*state, k_sums);
}

static void what_is_not_one_place_is_left_out(void **state)
{
    static const Sum k_sums[] = {
        {"for x in a:\n    x.b += a\n", "for x..", ""},
        {"for x in a:\n    o.b += x\n    o = c\n", "for x..", ""},
        {"o = c\nfor x in a:\n    o.b += x\n", "for x..", "o.b "},
        {"for x in a:\n    b[0] += x\n", "for x..", ""},
        {"for x in a:\n    b.c.d += x\n", "for x..", ""},
        {"for x in a:\n    b().c += x\n", "for x..", ""},
    };
    EXPECT_TARGETS(*state, k_sums);
}

static void definitions_in_a_loop_do_not_count(void **state)
{
    static const Sum k_sums[] = {
        {"for x in a:\n    def f(s):\n        s += x\n", "for x..", ""},
        {"for x in a:\n    class C:\n        s += x\n", "for x..", ""},
        {"for x in a:\n    def f(s):\n        s += x\n    t += x\n", "for x..", "t "},
    };
    EXPECT_TARGETS(*state, k_sums);
}

static void a_target_dies_with_its_loop_unless_it_is_read_again(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b):\n    for x in a:\n        b(x)\n", "x", "for x.."},
        {PH_PROVED, "def f(a, b):\n    for x in a:\n        b(x)\n    x = 1\n    b(x)\n",
         "x", "for x.."},
        {PH_REFUTED, "def f(a, b):\n    for x in a:\n        b(x)\n    return x\n", "x",
         "for x.."},
        {PH_REFUTED, "def f(a, b):\n    for x in a:\n        b(x)\n    del x\n", "x",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b):\n    while b(x):\n        for x in a:\n            b()\n", "x",
         "for x.."},
    };
    EXPECT_CASES(*state, "dies_with", k_cases);
}

static void a_handler_that_reads_the_target_keeps_it_alive(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED,
         "def f(a, b):\n    try:\n        for x in a:\n            b()\n    except E:\n"
         "        b(x)\n",
         "x", "for x.."},
        {PH_REFUTED,
         "def f(a, b):\n    try:\n        for x in a:\n            b()\n    finally:\n"
         "        b(x)\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b):\n    try:\n        for x in a:\n            b()\n    except E:\n"
         "        b(a)\n",
         "x", "for x.."},
    };
    EXPECT_CASES(*state, "dies_with", k_cases);
}

static void each_name_of_a_target_is_looked_at(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b):\n    for x, (y, *z) in a:\n        b(x)\n", "x, (y, *z)",
         "for x.."},
        {PH_REFUTED, "def f(a, b):\n    for x, (y, *z) in a:\n        b(x)\n    return z\n",
         "x, (y, *z)", "for x.."},
        {PH_REFUTED, "def f(a, b):\n    for [x, y] in a:\n        b(x)\n    return y\n",
         "[x, y]", "for [x.."},
    };
    EXPECT_CASES(*state, "dies_with", k_cases);
}

static void what_is_no_variable_of_the_function_lives_on(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(a, b):\n    for b.x in a:\n        pass\n", "b.x", "for b.."},
        {PH_REFUTED, "def f(a, b):\n    for b[0] in a:\n        pass\n", "b[0]", "for b.."},
        {PH_UNKNOWN, "for x in a:\n    b(x)\n", "x", "for x.."},
        {PH_UNKNOWN, "def f(a, b):\n    global x\n    for x in a:\n        b()\n", "2:x",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b):\n    for x in a:\n        b()\n    def g():\n        return x\n",
         "x", "for x.."},
        {PH_UNKNOWN, "def f(a, b):\n    for x in a:\n        b()\n    b(locals())\n", "x",
         "for x.."},
    };
    EXPECT_CASES(*state, "dies_with", k_cases);
}

static void a_name_that_nothing_else_stores_is_read_before(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(a, b):\n    b(x)\n    for x in a:\n        b()\n", "2:x",
         "for x.."},
        {PH_REFUTED, "def f(a, b):\n    for x in x.y:\n        b()\n", "x", "for x.."},
        {PH_PROVED, "def f(x, b):\n    for x in x.y:\n        b()\n", "x", "for x.."},
        {PH_PROVED, "def f(a, b):\n    x = 1\n    b(x)\n    for x in a:\n        b()\n",
         "x", "for x.."},
        {PH_PROVED, "def f(a, x):\n    b(x)\n    for x in a:\n        b()\n", "x",
         "for x.."},
    };
    EXPECT_CASES(*state, "dies_with", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_loop_adds_to_the_targets_of_its_sums, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(other_stores_are_no_sums, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_are_added_to_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_one_place_is_left_out, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(definitions_in_a_loop_do_not_count, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_target_dies_with_its_loop_unless_it_is_read_again,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_handler_that_reads_the_target_keeps_it_alive,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_name_of_a_target_is_looked_at, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_variable_of_the_function_lives_on,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_that_nothing_else_stores_is_read_before,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_accumulated", tests, NULL, NULL);
}
