#include "cmd/landing.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhDiags diags;
    PhTransformSet set;
    PhSession session;
    PhLandingCommit commit;
} Fixture;

static const char *const k_rules[] = {"one", "two"};

static int set_up(void **state)
{
    static Fixture fixture;
    fixture = (Fixture){.arena = ph_arena_new()};
    PhArena *arena = fixture.arena;
    fixture.diags.arena = arena;
    fixture.session =
        (PhSession){.arena = arena, .transforms = &fixture.set, .rules = k_rules};
    PhLandingFile file = {.path = PH_BYTES("src/a.py")};
    PH_VEC_PUSH(arena, &fixture.commit.files, file);
    PhLandingRule one = {"one", 2, 0, PH_BYTES("faster")};
    PhLandingRule two = {"two", 1, 0, PH_BYTES("")};
    PH_VEC_PUSH(arena, &fixture.commit.rules, one);
    PH_VEC_PUSH(arena, &fixture.commit.rules, two);
    fixture.commit.fix_count = 3;
    fixture.commit.group = PH_BYTES("@team");
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    return 0;
}

#define TRAILERS                                                               \
    "Pyheap-Rule: one\nPyheap-Rule: two\nPyheap-Version: " PYHEAP_VERSION "\n" \
    "Pyheap-Options: --all src\n"

static PhStatus make_message(Fixture *f, const char *text, PhBytes *message_out)
{
    PhLandingForm form = {ph_bytes_of(text), PH_BYTES("form"), PH_BYTES("--all src")};
    return ph_landing_message(f->arena, &f->session, &f->commit, &form, &f->diags,
                              message_out);
}

static void expect_message(Fixture *f, const char *form, const char *wanted)
{
    PhBytes message;
    assert_int_equal(make_message(f, form, &message), PH_OK);
    assert_string_equal(ph_arena_string(f->arena, message), wanted);
}

static void names_in_braces_are_filled_in(void **state)
{
    expect_message(*state,
                   "{rule}|{fixes}|{files}|{group}|{benefit}|{subject}\n\n{paths}{version}",
                   "one, two|3|1|@team|faster|3 fixes of one, two in 1 file of "
                   "@team\n\nsrc/a.py\n" PYHEAP_VERSION "\n\n" TRAILERS);
}

static void doubled_braces_are_braces(void **state)
{
    expect_message(*state, "{{{fixes}}} } {", "{3} } {\n\n" TRAILERS);
}

static void blanks_at_line_ends_are_lost(void **state)
{
    expect_message(*state, "\n\na  \r\n\r\n# b\t\r\n\r\n\r\n", "a\n\n# b\n\n" TRAILERS);
}

static void trailers_of_the_form_are_gone_on_with(void **state)
{
    expect_message(*state, "a\n\nChange-Id: I1\nSigned-off-by: B <b@example.com>",
                   "a\n\nChange-Id: I1\nSigned-off-by: B <b@example.com>\n" TRAILERS);
    expect_message(*state, "fix: a", "fix: a\n\n" TRAILERS);
}

static void unknown_names_are_refused_where_they_stand(void **state)
{
    Fixture *f = *state;
    PhBytes message;
    assert_int_equal(make_message(f, "a\nb {fixs}", &message), PH_ERR_USAGE);
    assert_int_equal(f->diags.records.count, 1);
    const PhDiag *diag = &f->diags.records.items[0];
    assert_int_equal(diag->line, 2);
    assert_int_equal(diag->column, 3);
    assert_string_equal(ph_arena_string(f->arena, diag->hint), "did you mean {fixes}?");
}

static void the_usual_message_says_what_was_proved(void **state)
{
    Fixture *f = *state;
    expect_message(f, "",
                   "pyheap: 3 fixes of one, two in 1 file of @team\n\n"
                   "- one (2):\n  Benefit: faster\n- two (1):\n\n"
                   "pyheap has proved of each fix that it keeps behaviour, under the\n"
                   "assumptions that its docs/assumptions.md lists.\n"
                   "`pyheap explain RULE` tells when and why.\n\n" TRAILERS);
    f->commit.unsafe_count = 2;
    PhBytes message;
    assert_int_equal(make_message(f, "", &message), PH_OK);
    assert_true(ph_bytes_find(message, PH_BYTES("Of 2 of the fixes pyheap has not proved"),
                              0) != PH_NOT_FOUND);
}

static void a_path_is_recorded_below_the_root_or_as_a_dot(void **state)
{
    (void)state;
    PhArena *arena = ph_arena_new();
    PhBytes root = PH_BYTES("/no/such/root");
    assert_true(
        ph_bytes_is(ph_landing_path(arena, root, PH_BYTES("/no/such/root/a.py")), "a.py"));
    assert_true(ph_bytes_is(ph_landing_path(arena, root, root), "."));
    assert_true(ph_bytes_is(ph_landing_path(arena, root, PH_BYTES("/no/such/a.py")), "."));
    assert_true(
        ph_bytes_is(ph_landing_path(arena, PH_BYTES("/"), PH_BYTES("/usr/..")), "."));
    assert_true(
        ph_bytes_is(ph_landing_path(arena, PH_BYTES("/"), PH_BYTES("/usr/../usr")), "usr"));
    ph_arena_free(arena);
}

static void a_record_is_one_line(void **state)
{
    Fixture *f = *state;
    PhOptions options = ph_options_default();
    PhBytesVec paths = {0};
    PH_VEC_PUSH(f->arena, &paths, PH_BYTES("a b"));
    options.shows_all = true;
    assert_true(ph_bytes_is(ph_landing_record(f->arena, &options, &paths), "--all 'a b'"));
    PH_VEC_PUSH(f->arena, &paths, PH_BYTES("a\nPyheap-Rule: x"));
    assert_true(ph_bytes_is(ph_landing_record(f->arena, &options, &paths), "--all ."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_in_braces_are_filled_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(doubled_braces_are_braces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blanks_at_line_ends_are_lost, set_up, tear_down),
        cmocka_unit_test_setup_teardown(trailers_of_the_form_are_gone_on_with, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(unknown_names_are_refused_where_they_stand, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_usual_message_says_what_was_proved, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_path_is_recorded_below_the_root_or_as_a_dot,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_record_is_one_line, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("landing", tests, NULL, NULL);
}
