#include "base/glob.h"
#include "base/status.h"
#include "unit.h"

typedef struct {
    const char *pattern;
    const char *text;
    bool matches;
} Case;

static void expect(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool got = ph_glob_matches(ph_bytes_of(cases[i].pattern),
                                   ph_bytes_of(cases[i].text), false);
        if (got != cases[i].matches) {
            fail_msg("'%s' and '%s'", cases[i].pattern, cases[i].text);
        }
    }
}

static void stars_stop_at_slashes(void **state)
{
    (void)state;
    const Case cases[] = {
        {"*.py", "a.py", true},       {"*.py", "a/b.py", false}, {"a/*", "a/b", true},
        {"a/*", "a/b/c", false},      {"a?c", "abc", true},      {"a?c", "a/c", false},
        {"a*b*c", "axbxbxc", true},   {"a*b*c", "axcxb", false}, {"*", "", true},
        {"a**c", "abbc", true},       {"a**c", "a/c", false},    {"", "a", false},
        {"*a*a*b", "aaaaaaa", false}, {"ab", "abc", false},      {"abc", "ab", false},
    };
    expect(cases, PH_COUNT_OF(cases));
}

static void double_stars_cross_folders(void **state)
{
    (void)state;
    const Case cases[] = {
        {"**/a", "a", true},
        {"**/a", "x/y/a", true},
        {"**/a", "xa", false},
        {"a/**", "a/b/c", true},
        {"a/**", "a", false},
        {"a/**/b", "a/b", true},
        {"a/**/b", "a/x/y/b", true},
        {"a/**/b", "ab", false},
        {"**", "a/b", true},
        {"**/x*y/z", "x/xqy/z", true},
        {"**/x*y/z", "x/z", false},
        {"a/**/b/**/c", "a/b/q/b/q/c", true},
        {"a/**/b/*.c", "a/b/q/b/x.c", true},
    };
    expect(cases, PH_COUNT_OF(cases));
}

static void classes_and_escapes_are_read(void **state)
{
    (void)state;
    const Case cases[] = {
        {"[a-c]x", "bx", true},      {"[!a-c]x", "bx", false}, {"[^a]", "b", true},
        {"[]a]", "]", true},         {"[a-]", "-", true},      {"[[:digit:]]", "7", true},
        {"[[:digit:]]", "x", false}, {"[a", "a", false},       {"\\*", "*", true},
        {"\\*", "a", false},         {"a\\", "a\\", false},    {"[!a]", "/", false},
    };
    expect(cases, PH_COUNT_OF(cases));
}

static void case_is_ignored_on_demand(void **state)
{
    (void)state;
    assert_true(ph_glob_matches(PH_BYTES("A[B-C]*"), PH_BYTES("abD"), true));
    assert_false(ph_glob_matches(PH_BYTES("A"), PH_BYTES("a"), false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stars_stop_at_slashes),
        cmocka_unit_test(double_stars_cross_folders),
        cmocka_unit_test(classes_and_escapes_are_read),
        cmocka_unit_test(case_is_ignored_on_demand),
    };
    return cmocka_run_group_tests_name("glob", tests, NULL, NULL);
}
