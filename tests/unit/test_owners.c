#include "project/owners.h"
#include "unit.h"

static const char k_text[] = "# the last line that matches counts\n"
                             "*            @all\n"
                             "*.py         @python  b@example.com # words\n"
                             "/build/      @build\n"
                             "apps/        @apps\n"
                             "docs/*       @direct\n"
                             "/lib/**/x.py @deep\n"
                             "src/a\\ b.py @blank\n"
                             "secret.py\n"
                             "[Section] @nobody\n"
                             "\r\n"
                             "crlf.py      @crlf\r\n";

static void expect_owner(const char *path, const char *wanted)
{
    PhArena *arena = ph_arena_new();
    PhOwners *owners = ph_owners_read(arena, ph_bytes_of(k_text));
    PhBytes got = ph_owners_of(owners, ph_bytes_of(path));
    assert_string_equal(ph_arena_string(arena, got), wanted);
    ph_arena_free(arena);
}

static void the_last_line_that_matches_counts(void **state)
{
    (void)state;
    expect_owner("README", "@all");
    expect_owner("deep/down/m.py", "@python  b@example.com");
}

static void folders_own_what_is_below_them(void **state)
{
    (void)state;
    expect_owner("build/logs/m.py", "@build");
    expect_owner("other/build/m.py", "@python  b@example.com");
    expect_owner("apps/m.py", "@apps");
    expect_owner("x/apps/y/m.py", "@apps");
    expect_owner("apps", "@all");
    expect_owner("buildings/m.txt", "@all");
}

static void a_star_behind_a_folder_stays_in_it(void **state)
{
    (void)state;
    expect_owner("docs/m.py", "@direct");
    expect_owner("docs/in/m.txt", "@all");
    expect_owner("x/docs/m.txt", "@all");
}

static void double_stars_and_escapes_are_read(void **state)
{
    (void)state;
    expect_owner("lib/x.py", "@deep");
    expect_owner("lib/a/b/x.py", "@deep");
    expect_owner("src/a b.py", "@blank");
    expect_owner("crlf.py", "@crlf");
}

static void a_line_without_owners_takes_them_away(void **state)
{
    (void)state;
    expect_owner("any/secret.py", "");
}

static void an_empty_file_has_no_owners(void **state)
{
    (void)state;
    PhArena *arena = ph_arena_new();
    PhOwners *owners = ph_owners_read(arena, PH_BYTES(""));
    assert_int_equal(ph_owners_of(owners, PH_BYTES("a.py")).len, 0);
    ph_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_line_that_matches_counts),
        cmocka_unit_test(folders_own_what_is_below_them),
        cmocka_unit_test(a_star_behind_a_folder_stays_in_it),
        cmocka_unit_test(double_stars_and_escapes_are_read),
        cmocka_unit_test(a_line_without_owners_takes_them_away),
        cmocka_unit_test(an_empty_file_has_no_owners),
    };
    return cmocka_run_group_tests_name("owners", tests, NULL, NULL);
}
