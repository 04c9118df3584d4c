#include "template/page.h"
#include "unit.h"

static const char k_page[] = "# demo\n"
                             "\n"
                             "Title of *it*,\n"
                             "over two lines\n"
                             "## What it does\n\nx\n\n"
                             "## Why it matters\n\nx\n\n"
                             "## When it is safe\n\nx\n\n"
                             "## When it is not\n\nx\n\n"
                             "## References\n\nx\n\n"
                             "```pyheap\nmatch\n- f($x)\n+ g($x)\n```\n\n"
                             "```python before run\na = 1\n```\n\n"
                             "```python after\nb = 1\n```\n\n"
                             "```python keep because=\"two words\" level=unsafe\nc\n```\n";

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

/* The good page with its one `from` replaced. */
static PhBytes changed(Fixture *f, const char *from, const char *to)
{
    PhBytes page = ph_bytes_of(k_page);
    size_t at = ph_bytes_find(page, ph_bytes_of(from), 0);
    assert_true(at != PH_NOT_FOUND);
    return ph_arena_format(f->arena, "%.*s%s%s", (int)at, page.ptr, to,
                           page.ptr + at + strlen(from));
}

static PhStatus load(Fixture *f, PhBytes text, PhPage **page)
{
    f->diags.records.count = 0;
    return ph_page_load(f->arena, PH_BYTES("transforms/demo.md"), text, &f->diags, page);
}

static void a_page_gives_its_id_title_program_and_samples(void **state)
{
    Fixture *f = *state;
    PhPage *page;
    assert_int_equal(load(f, ph_bytes_of(k_page), &page), PH_OK);
    assert_int_equal(f->diags.records.count, 0);
    assert_true(ph_bytes_is(page->id, "demo"));
    assert_true(ph_bytes_is(page->title, "Title of it, over two lines"));
    assert_int_equal(page->programs.count, 1);
    assert_true(ph_bytes_is(page->programs.items[0].code, "match\n- f($x)\n+ g($x)\n"));
    assert_int_equal(page->programs.items[0].line, 26);
    assert_int_equal(page->samples.count, 3);
    const PhSample *samples = page->samples.items;
    assert_int_equal(samples[0].role, PH_SAMPLE_BEFORE);
    assert_true(samples[0].is_run);
    assert_true(ph_bytes_is(samples[0].code, "a = 1\n"));
    assert_int_equal(samples[0].line, 32);
    assert_int_equal(samples[1].role, PH_SAMPLE_AFTER);
    assert_false(samples[1].is_run);
    assert_int_equal(samples[2].role, PH_SAMPLE_KEEP);
    assert_true(ph_bytes_is(samples[2].because, "two words"));
    assert_true(ph_bytes_is(samples[2].level, "unsafe"));
}

static void a_mistake_in_a_page_is_told_with_its_line(void **state)
{
    static const struct {
        const char *from;
        const char *to;
        uint32_t line;
        const char *message;
    } k_cases[] = {
        {"# demo", "# dmo", 1, "heading 'dmo' is not the file's name 'demo'"},
        {"# demo\n", "\n", 1, "no page heading: '# <rule-id>'"},
        {"## Why", "# Why", 9, "a second page heading"},
        {"Title of *it*,\nover two lines", "", 1, "no title below the page heading"},
        {"## Why it matters", "## Why it maters", 9,
         "heading 'Why it maters' where 'Why it matters' was expected"},
        {"## Why it matters", "## When it is safe", 9,
         "heading 'When it is safe' where 'Why it matters' was expected"},
        {"## Why it matters", "text", 13,
         "heading 'When it is safe' where 'Why it matters' was expected"},
        {"## References", "text", 0, "no heading '## References'"},
        {"```pyheap", "## More\n\n```pyheap", 25,
         "heading 'More' where 'nothing more' was expected"},
        {"```pyheap", "```text", 0, "no pyheap fence: the page has no program"},
        {"\nc\n```\n", "\nc\n", 39, "this fence is not closed"},
        {"```python keep because=\"two words\" level=unsafe\nc\n```\n",
         "- a list\n\n  ```python keep\n  c\n  ```\n", 41,
         "this fence stands in a list or a quotation"},
        {"```python keep because=\"two words\" level=unsafe\nc\n```\n",
         "> ```python keep\n> c\n> ```\n", 39,
         "this fence stands in a list or a quotation"},
        {"keep because", "kep because", 39,
         "a python fence needs a role: before, after, keep or advise"},
        {"python after", "python", 35,
         "a python fence needs a role: before, after, keep or advise"},
        {"python after", "python keep", 35,
         "a before sample must be followed by its after"},
        {"before run", "keep", 35, "an after sample without a before"},
        {"```python keep because=\"two words\" level=unsafe\nc\n```\n",
         "```python keep\nc\n```\n\n```python before\nd\n```\n", 43,
         "a before sample must be followed by its after"},
        {"keep because", "advise because", 0,
         "no keep sample: nothing shows when it must not fire"},
        {"because=\"two", "becuse=\"two", 39,
         "unknown attribute 'becuse=\"two words\"' of a sample"},
    };
    Fixture *f = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhPage *page;
        PhStatus status = load(f, changed(f, k_cases[i].from, k_cases[i].to), &page);
        bool is_told = false;
        for (size_t n = 0; n < f->diags.records.count; n++) {
            const PhDiag *diag = &f->diags.records.items[n];
            is_told = is_told || (diag->line == k_cases[i].line &&
                                  ph_bytes_is(diag->message, k_cases[i].message));
        }
        if (status != PH_ERR_USAGE || !is_told) {
            print_error("not told: %s (line %u)\n", k_cases[i].message,
                        (unsigned)k_cases[i].line);
            for (size_t n = 0; n < f->diags.records.count; n++) {
                const PhDiag *diag = &f->diags.records.items[n];
                print_error("  but %u: %.*s\n", (unsigned)diag->line,
                            (int)diag->message.len, diag->message.ptr);
            }
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void every_mistake_of_a_page_is_told(void **state)
{
    Fixture *f = *state;
    PhPage *page;
    assert_int_equal(load(f, PH_BYTES(""), &page), PH_ERR_USAGE);
    assert_int_equal(f->diags.records.count, 5);
}

static void other_fences_and_deeper_headings_are_left_alone(void **state)
{
    Fixture *f = *state;
    PhPage *page;
    PhBytes text = changed(f, "## References\n",
                           "### Deeper\n\n```\n- f\n```\n\n```sh keep\nls\n```\n\n"
                           "## References\n");
    assert_int_equal(load(f, text, &page), PH_OK);
    assert_int_equal(page->samples.count, 3);
}

static void explaining_leaves_out_the_program_and_nothing_else(void **state)
{
    Fixture *f = *state;
    PhPage *page;
    assert_int_equal(load(f, ph_bytes_of(k_page), &page), PH_OK);
    PhBytes wanted = changed(f, "```pyheap\nmatch\n- f($x)\n+ g($x)\n```\n\n", "");
    assert_string_equal(ph_arena_string(f->arena, ph_page_explain(f->arena, page)),
                        wanted.ptr);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_page_gives_its_id_title_program_and_samples),
        TEST(a_mistake_in_a_page_is_told_with_its_line),
        TEST(every_mistake_of_a_page_is_told),
        TEST(other_fences_and_deeper_headings_are_left_alone),
        TEST(explaining_leaves_out_the_program_and_nothing_else),
    };
    return cmocka_run_group_tests_name("page", k_tests, NULL, NULL);
}
