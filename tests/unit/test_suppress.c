#include "source/suppress.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhDiags diags;
} Fixture;

static const char *const k_rules[] = {"set-membership", "string-join"};

static int set_up(void **state)
{
    static Fixture fixture;
    fixture.arena = ph_arena_new();
    fixture.diags = (PhDiags){.arena = fixture.arena};
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    return 0;
}

/* Every # to the end of its line counts as a comment here. */
static PhSuppressions *read(Fixture *f, const char *text)
{
    PhSource *source;
    PhSpan comments[16];
    size_t count = 0;
    assert_int_equal(
        ph_source_check(f->arena, PH_BYTES("a.py"), ph_bytes_of(text), &f->diags, &source),
        PH_OK);
    for (uint32_t at = 0; text[at] != '\0'; at++) {
        if (text[at] == '#') {
            comments[count].start = at;
            at += (uint32_t)strcspn(text + at, "\r\n");
            comments[count++].end = at;
            at--;
        }
    }
    return ph_suppress_new(source, comments, count, k_rules, PH_COUNT_OF(k_rules),
                           &f->diags);
}

static void remark_without_rules_covers_all_on_its_line(void **state)
{
    Fixture *f = *state;
    PhSuppressions *s = read(f, "a\nb  # pyheap: ignore\nc\n");
    assert_true(ph_suppress_covers(s, "set-membership", 2, 2));
    assert_true(ph_suppress_covers(s, "string-join", 1, 3));
    assert_false(ph_suppress_covers(s, "set-membership", 1, 1));
    assert_false(ph_suppress_covers(s, "set-membership", 3, 9));
    assert_int_equal(f->diags.records.count, 0);
}

static void remark_with_rules_covers_these_only(void **state)
{
    Fixture *f = *state;
    PhSuppressions *s = read(f, "b  # noqa # pyheap:ignore[ string-join , ] why\n");
    assert_true(ph_suppress_covers(s, "string-join", 1, 1));
    assert_false(ph_suppress_covers(s, "set-membership", 1, 1));
    assert_int_equal(f->diags.records.count, 0);
}

static void remark_for_the_file_covers_every_line(void **state)
{
    Fixture *f = *state;
    PhSuppressions *all = read(f, "\xef\xbb\xbf# pyheap: ignore-file\na\n");
    assert_true(ph_suppress_covers(all, "string-join", 2, 2));
    assert_true(ph_suppress_covers_file(all));
    PhSuppressions *one = read(f, "a\r\n  # pyheap: ignore-file[string-join]\r\n");
    assert_true(ph_suppress_covers(one, "string-join", 1, 1));
    assert_false(ph_suppress_covers(one, "set-membership", 1, 1));
    assert_false(ph_suppress_covers_file(one));
    assert_int_equal(f->diags.records.count, 0);
}

static void remark_for_the_file_behind_code_is_refused(void **state)
{
    Fixture *f = *state;
    PhSuppressions *s = read(f, "a  # pyheap: ignore-file\n");
    assert_false(ph_suppress_covers(s, "string-join", 1, 1));
    assert_int_equal(f->diags.records.count, 1);
    assert_int_equal(f->diags.records.items[0].severity, PH_SEVERITY_WARNING);
}

static void unknown_rule_is_told_with_the_nearest(void **state)
{
    Fixture *f = *state;
    PhSuppressions *s = read(f, "a\nb  # pyheap: ignore[set-membrship]\n");
    assert_false(ph_suppress_covers(s, "set-membership", 2, 2));
    assert_int_equal(f->diags.records.count, 1);
    const PhDiag *diag = &f->diags.records.items[0];
    assert_int_equal(diag->line, 2);
    assert_int_equal(diag->column, 21);
    assert_true(ph_bytes_is(diag->hint, "did you mean 'set-membership'?"));
}

static void malformed_remarks_suppress_nothing(void **state)
{
    Fixture *f = *state;
    PhSuppressions *s = read(f, "# pyheap: ignored\n# pyheap: ignore[string-join\n"
                                "# pyheap: ignore[]\n# pyheap:\n");
    assert_false(ph_suppress_covers(s, "string-join", 1, 4));
    assert_int_equal(f->diags.records.count, 4);
}

static void prose_about_pyheap_is_no_remark(void **state)
{
    Fixture *f = *state;
    PhSuppressions *s = read(f, "# see pyheap: ignore\n");
    assert_false(ph_suppress_covers(s, "string-join", 1, 1));
    assert_int_equal(f->diags.records.count, 0);
    assert_false(ph_suppress_is_needed(PH_BYTES("# nothing")));
    assert_true(ph_suppress_is_needed(PH_BYTES("# pyheap: ignore")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(remark_without_rules_covers_all_on_its_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(remark_with_rules_covers_these_only, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(remark_for_the_file_covers_every_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(remark_for_the_file_behind_code_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(unknown_rule_is_told_with_the_nearest, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(malformed_remarks_suppress_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(prose_about_pyheap_is_no_remark, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("suppress", tests, NULL, NULL);
}
