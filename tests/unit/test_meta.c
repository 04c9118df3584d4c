#include "template/text_pattern.h"
#include "template_fixture.h"

#define SAYS "message \"m\"\n"

static void a_metavariable_stands_for_what_its_meta_allows(void **state)
{
    static const struct {
        const char *clause;
        const char *python;
        const char *wanted;
    } k_cases[] = {
        {"meta $x: name", "print(a)", "x=a"},
        {"meta $x: name", "print((a))", "x=(a)"},
        {"meta $x: name", "print(a.b)", "no match"},
        {"meta $x: attribute", "print(a.b)", "x=a.b"},
        {"meta $x: call", "print(a())", "x=a()"},
        {"meta $x: display", "print({1: 2})", "x={1: 2}"},
        {"meta $x: display", "print([a for a in b])", "no match"},
        {"meta $x: comprehension", "print([a for a in b])", "x=[a for a in b]"},
        {"meta $x: number", "print(1.5)", "x=1.5"},
        {"meta $x: string", "print('a' 'b')", "x='a' 'b'"},
        {"meta $x: string", "print(1)", "no match"},
        {"meta $x: constant", "print(None)", "x=None"},
        {"meta $x: constant", "print(f'{a}')", "no match"},
        {"meta $x: lambda", "print(lambda: 1)", "x=lambda: 1"},
        {"meta $x: subscript", "print(a[0])", "x=a[0]"},
        {"meta $x: comparison", "print(a < b)", "x=a < b"},
        {"meta $x in {a, b}", "print(b)", "x=b"},
        {"meta $x in {a, b}", "print(c)", "no match"},
        {"meta $x in {\"a.b\"}", "print(a.b)", "x=a.b"},
        {"meta $x ~ \"^_\"", "print(_a)", "x=_a"},
        {"meta $x ~ \"^_\"", "print(a_)", "no match"},
        {"meta $x: name ~ \"cache\"", "print(the_cache)", "x=the_cache"},
        {"meta $x: name ~ \"cache\"", "print(cache())", "no match"},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhBytes program =
            ph_arena_format(f->arena, "match\n  print($x)\n%s\n" SAYS, k_cases[i].clause);
        load_good(f, program.ptr);
        assert_string_equal(captures_text(f, k_cases[i].python), k_cases[i].wanted);
    }
}

static void a_list_goes_on_until_one_is_allowed(void **state)
{
    Fixture *f = *state;
    load_good(f, "match\n  [$*a, $x, $*b, $y]\nmeta $x, $y: number\n" SAYS);
    assert_string_equal(captures_text(f, "[c, 'd', 1, e, 2]"), "a=c, 'd' x=1 b=e y=2");
    assert_string_equal(captures_text(f, "[1, c]"), "no match");
}

static void a_meta_that_makes_no_sense_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  print($x)\nmeta $x: nme\n" SAYS, 12,
         "unknown kind 'nme', did you mean 'name'?"},
        {"match\n  print($x)\nmeta $y: name\n" SAYS, 12, "'y' is in no patch of this rule"},
        {"match\n  print($*x)\nmeta $x: name\n" SAYS, 12, "'x' is a list: use a condition"},
        {"match\n  print(end=$?x)\nmeta $x: name\n" SAYS, 12,
         "'x' is optional: use a condition"},
        {"match\n  print($x)\nmeta $x: name\nmeta $x: call\n" SAYS, 13,
         "'x' has a meta clause already"},
        {"match\n  print($x)\nmeta $x\n" SAYS, 12, "expected ':', 'in' or '~'"},
        {"match\n  print($x)\nmeta x: name\n" SAYS, 12, "expected a metavariable"},
        {"match\n  print($x)\nmeta $x ~ name\n" SAYS, 12,
         "expected a string in double quotes"},
        {"match\n  print($x)\nmeta $x ~ \"(a)\"\n" SAYS, 12,
         "this regular expression is wrong: groups and counts are not known"},
        {"match\n  print($x)\nmeta $x in {}\n" SAYS, 12, "expected a word or a string"},
        {"match\n  print($x)\nmeta $x in {a\n" SAYS, 12,
         "expected '}', found 'the end of the line'"},
        {"match\n  print($x)\nmeta $x: name or so\n" SAYS, 12, "unexpected 'or'"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void an_expression_is_found_as_grep_finds_it(void **state)
{
    static const struct {
        const char *expression;
        const char *text;
        bool is_found;
    } k_cases[] = {
        {"b", "abc", true},         {"^b", "abc", false},       {"^a", "abc", true},
        {"c$", "abc", true},        {"b$", "abc", false},       {"^abc$", "abc", true},
        {"a.c", "abc", true},       {"a.c", "ac", false},       {"ab*c", "ac", true},
        {"ab*c", "abbbc", true},    {"ab+c", "ac", false},      {"ab+c", "abbc", true},
        {"ab?c", "abc", true},      {"ab?c", "abbc", false},    {"[a-c]+$", "xxab", true},
        {"^[a-c]+$", "xab", false}, {"[^a-c]", "abc", false},   {"[^a-c]", "abd", true},
        {"[]]", "a]", true},        {"[a-]", "-", true},        {"[\\]]", "]", true},
        {"\\d\\d", "a12", true},    {"\\d\\d", "a1b2", false},  {"^\\w+$", "a_1", true},
        {"\\.", "a.b", true},       {"\\.", "ab", false},       {"x|b", "abc", true},
        {"x|y", "abc", false},      {"^a*$", "", true},         {"^$", "", true},
        {"^$", "a", false},         {"a*a*a*b", "aaaa", false}, {"\\$", "a$", true},
        {"a\\$", "a", false},       {"\\s", "a b", true},       {"[|]", "|", true},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        const char *why = NULL;
        const PhTextPattern *pattern =
            ph_text_pattern_new(f->arena, ph_bytes_of(k_cases[i].expression), &why);
        assert_non_null(pattern);
        if (ph_text_pattern_found(pattern, ph_bytes_of(k_cases[i].text)) !=
            k_cases[i].is_found) {
            fail_msg("%s on %s", k_cases[i].expression, k_cases[i].text);
        }
    }
}

static void an_expression_that_cannot_be_read_is_refused(void **state)
{
    static const struct {
        const char *expression;
        const char *why;
    } k_cases[] = {
        {"", "it is empty"},
        {"a|", "it is empty"},
        {"*a", "a sign stands where a letter must"},
        {"a**", "a sign stands where a letter must"},
        {"[a", "a class is not closed"},
        {"a{2}", "groups and counts are not known"},
        {"(a)", "groups and counts are not known"},
        {"a\\", "a sign stands where a letter must"},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        const char *why = NULL;
        assert_null(
            ph_text_pattern_new(f->arena, ph_bytes_of(k_cases[i].expression), &why));
        assert_string_equal(why, k_cases[i].why);
    }
    char *text = ph_arena_alloc(f->arena, 101);
    memset(text, 'a', 100);
    text[100] = '\0';
    const char *why = NULL;
    assert_null(ph_text_pattern_new(f->arena, ph_bytes_of(text), &why));
    assert_string_equal(why, "it is too long");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_metavariable_stands_for_what_its_meta_allows),
        TEST(a_list_goes_on_until_one_is_allowed),
        TEST(a_meta_that_makes_no_sense_is_told),
        TEST(an_expression_is_found_as_grep_finds_it),
        TEST(an_expression_that_cannot_be_read_is_refused),
    };
    return cmocka_run_group_tests_name("meta", k_tests, NULL, NULL);
}
