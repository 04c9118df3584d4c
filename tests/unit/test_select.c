#include "cmd/select.h"
#include "unit.h"

static const char *const k_rules[] = {"set-literal", "set-membership", "slots"};

typedef struct {
    PhArena *arena;
    PhDiags diags;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.diags.arena = fixture.arena;
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    return 0;
}

/* "a b" as a list; NULL and "" are empty. */
static PhBytesVec list_of(Fixture *f, const char *words)
{
    PhBytesVec list = {0};
    PhBytes rest = ph_bytes_of(words == NULL ? "" : words);
    while (rest.len > 0) {
        size_t end = ph_bytes_find(rest, PH_BYTES(" "), 0);
        end = end == PH_NOT_FOUND ? rest.len : end;
        PhBytes word = ph_bytes_slice(rest, 0, end);
        PH_VEC_PUSH(f->arena, &list, word);
        rest = ph_bytes_slice(rest, end + (end < rest.len ? 1 : 0), rest.len);
    }
    return list;
}

typedef struct {
    const char *select; /* NULL: not given */
    const char *extend;
    const char *ignore;
} Layer;

typedef struct {
    Layer config;
    Layer line;
    const char *wanted; /* by rule: - not selected, s selected, n named */
} Case;

static void expect_selections(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        PhConfig config = {.has_select = cases[i].config.select != NULL,
                           .select = list_of(f, cases[i].config.select),
                           .extend_select = list_of(f, cases[i].config.extend),
                           .ignore = list_of(f, cases[i].config.ignore)};
        PhOptions options = {.select = list_of(f, cases[i].line.select),
                             .extend_select = list_of(f, cases[i].line.extend),
                             .ignore = list_of(f, cases[i].line.ignore)};
        PhSelection got =
            ph_select(f->arena, &options, &config, k_rules, PH_COUNT_OF(k_rules));
        char text[PH_COUNT_OF(k_rules) + 1] = {0};
        for (size_t n = 0; n < PH_COUNT_OF(k_rules); n++) {
            text[n] = "-sn"[!got.is_selected[n] ? 0 : got.is_named[n] ? 2 : 1];
        }
        if (strcmp(text, cases[i].wanted) != 0) {
            print_error("case %zu: got %s, wanted %s\n", i, text, cases[i].wanted);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void every_rule_runs_unless_something_says_otherwise(void **state)
{
    static const Case k_cases[] = {
        {{NULL, NULL, NULL}, {NULL, NULL, NULL}, "sss"},
        {{NULL, NULL, NULL}, {NULL, NULL, "slots"}, "ss-"},
        {{NULL, NULL, NULL}, {NULL, "slots", NULL}, "ssn"},
        {{NULL, NULL, NULL}, {"slots", NULL, NULL}, "--n"},
        {{NULL, NULL, NULL}, {"set-", NULL, NULL}, "ss-"},
        {{NULL, NULL, NULL}, {"ALL", NULL, NULL}, "sss"},
        {{NULL, NULL, NULL}, {NULL, NULL, "ALL"}, "---"},
        {{"", NULL, NULL}, {NULL, NULL, NULL}, "---"},
        {{"set-literal", NULL, NULL}, {NULL, NULL, NULL}, "n--"},
        {{"s", NULL, "slots"}, {NULL, NULL, NULL}, "ss-"},
    };
    expect_selections(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void the_more_exact_selector_of_a_layer_counts(void **state)
{
    static const Case k_cases[] = {
        {{NULL, NULL, NULL}, {"slots", NULL, "ALL"}, "--n"},
        {{NULL, NULL, NULL}, {"set-membership", NULL, "set-"}, "-n-"},
        {{NULL, NULL, NULL}, {"set-", NULL, "set-membership"}, "s--"},
        {{NULL, NULL, NULL}, {"set-", NULL, "set-"}, "---"},
        {{NULL, NULL, NULL}, {"slots", NULL, "slots"}, "---"},
        {{NULL, NULL, NULL}, {"ALL", "slots", "s"}, "--n"},
        {{"ALL", NULL, "set-"}, {NULL, NULL, NULL}, "--s"},
        {{"ALL slots", NULL, NULL}, {NULL, NULL, NULL}, "ssn"},
    };
    expect_selections(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void the_command_line_comes_after_the_configuration(void **state)
{
    static const Case k_cases[] = {
        {{"slots", NULL, NULL}, {"set-literal", NULL, NULL}, "n--"},
        {{"slots", NULL, NULL}, {NULL, "set-literal", NULL}, "n-n"},
        {{"slots", NULL, NULL}, {NULL, NULL, "s"}, "---"},
        {{"slots", NULL, NULL}, {NULL, NULL, "ALL"}, "---"},
        {{NULL, NULL, "slots"}, {NULL, "ALL", NULL}, "sss"},
        {{NULL, NULL, "slots"}, {"ALL", NULL, NULL}, "sss"},
        {{NULL, NULL, "slots"}, {NULL, NULL, NULL}, "ss-"},
        {{"slots", NULL, NULL}, {"ALL", NULL, NULL}, "sss"},
        {{NULL, "slots", NULL}, {NULL, NULL, NULL}, "ssn"},
    };
    expect_selections(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_selector_that_fits_no_rule_is_told(void **state)
{
    static const struct {
        const char *selector;
        const char *hint; /* NULL: it is right */
    } k_cases[] = {
        {"slots", NULL},
        {"set-", NULL},
        {"ALL", NULL},
        {"slos", "did you mean 'slots'?"},
        {"set-membreship", "did you mean 'set-membership'?"},
        {"zzz", "`pyheap rules` lists them"},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases) * 3; i++) {
        const char *selector = k_cases[i / 3].selector;
        const char *hint = k_cases[i / 3].hint;
        PhOptions options = {0};
        PhBytesVec *lists[] = {&options.select, &options.extend_select, &options.ignore};
        *lists[i % 3] = list_of(f, selector);
        f->diags.records.count = 0;
        PhStatus status =
            ph_select_check(&options, k_rules, PH_COUNT_OF(k_rules), &f->diags);
        assert_int_equal(status, hint == NULL ? PH_OK : PH_ERR_USAGE);
        assert_int_equal(f->diags.records.count, hint == NULL ? 0 : 1);
        if (hint != NULL) {
            assert_string_equal(ph_arena_string(f->arena, f->diags.records.items[0].hint),
                                hint);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(every_rule_runs_unless_something_says_otherwise),
        TEST(the_more_exact_selector_of_a_layer_counts),
        TEST(the_command_line_comes_after_the_configuration),
        TEST(a_selector_that_fits_no_rule_is_told),
    };
    return cmocka_run_group_tests_name("select", k_tests, NULL, NULL);
}
