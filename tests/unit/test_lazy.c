#include "template/embedded.h"
#include "template/lazy.h"
#include "template/rough.h"
#include "template_fixture.h"

/* Every fence of a page by its lines, as Markdown has it. */
static void programs_are_found_as_markdown_has_them(void **state)
{
    Fixture *f = *state;
    assert_true(k_embedded_page_count > 0);
    for (size_t i = 0; i < k_embedded_page_count; i++) {
        PhPage *page;
        PhBytes path = ph_arena_format(f->arena, "%s.md", k_embedded_pages[i].id);
        assert_int_equal(
            ph_page_load(f->arena, path, k_embedded_pages[i].text, &f->diags, &page),
            PH_OK);
        PhProgramFenceVec found = ph_page_programs(f->arena, k_embedded_pages[i].text);
        assert_int_equal(found.count, page->programs.count);
        for (size_t n = 0; n < found.count; n++) {
            assert_true(ph_bytes_equal(found.items[n].code, page->programs.items[n].code));
            assert_int_equal(found.items[n].line, page->programs.items[n].line);
        }
    }
}

static bool has_word(const PhPhraseVec *phrases, PhBytes word)
{
    for (size_t i = 0; i < phrases->count; i++) {
        for (uint32_t n = 0; n < phrases->items[i].count; n++) {
            if (ph_bytes_equal(phrases->items[i].items[n].text, word)) {
                return true;
            }
        }
    }
    return false;
}

/* True if all of `words` stand wherever the patch matches. */
static bool demands(Fixture *f, const PhPatch *patch, const PhWordVec *words)
{
    PhPhraseVec phrases = {0};
    ph_phrases_of(f->arena, patch, (PhVariable){.metavar = PH_METAVAR_NONE}, &phrases);
    for (size_t i = 0; i < words->count; i++) {
        if (!has_word(&phrases, words->items[i])) {
            return false;
        }
    }
    return true;
}

/* Compiles a rule and looks whether each form demands the words of a patch of the page. */
static size_t count_wrong_forms(Fixture *f, PhRule *rule)
{
    size_t wrong = 0;
    PH_VEC(PhWordVec) needs = {0};
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        PhWordVec words = {0};
        ph_rough_words(f->arena, &rule->alternatives.items[i], &words);
        PH_VEC_PUSH(f->arena, &needs, words);
    }
    assert_int_equal(compile_rule(f, rule), PH_OK);
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        bool is_known = false;
        for (size_t n = 0; n < needs.count; n++) {
            is_known =
                is_known || demands(f, rule->alternatives.items[i].patch, &needs.items[n]);
        }
        if (!is_known) {
            print_error("a form of the patch at line %u lacks a word of it\n",
                        (unsigned)rule->alternatives.items[i].line);
            wrong++;
        }
    }
    return wrong;
}

static void words_stand_in_every_form_of_the_programs_pages(void **state)
{
    Fixture *f = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < k_embedded_page_count; i++) {
        PhRuleVec rules = {0};
        PhProgramFenceVec found = ph_page_programs(f->arena, k_embedded_pages[i].text);
        for (size_t n = 0; n < found.count; n++) {
            assert_int_equal(ph_program_read(f->arena, PH_BYTES("p.md"),
                                             found.items[n].code, found.items[n].line,
                                             &f->diags, &rules),
                             PH_OK);
        }
        for (size_t n = 0; n < rules.count; n++) {
            wrong += count_wrong_forms(f, &rules.items[n]);
        }
    }
    assert_int_equal(wrong, 0);
}

static void words_are_those_that_every_form_keeps(void **state)
{
    static const struct {
        const char *program;
        const char *words;
    } k_cases[] = {
        {"match\n- $q.pop(0)\n+ $q.popleft()\n", "pop "},
        {"match\n  for $x in range($n): ...\n  else: done()\n", "for range "},
        {"match\n  sorted($x, key=$?k)\n  other($x)\n", "other "},
        {"match\n  open($f, mode='rb', name=$n)\n", "open "},
        {"match\n  if not $a == len($b):\n      return f'{x}'\n", "len return "},
        {"match\n  $x = []\n  del $x[0], $y\n", "del "},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhBytes program =
            ph_arena_format(f->arena, "%smessage \"m\"\n", k_cases[i].program);
        PhRuleVec rules = {0};
        PhWordVec words = {0};
        PhBytes text = PH_BYTES("");
        assert_int_equal(
            ph_program_read(f->arena, PH_BYTES("p.md"), program, 1, &f->diags, &rules),
            PH_OK);
        ph_rough_words(f->arena, &rules.items[0].alternatives.items[0], &words);
        for (size_t n = 0; n < words.count; n++) {
            text = ph_arena_format(f->arena, "%.*s%.*s ", (int)text.len, text.ptr,
                                   (int)words.items[n].len, words.items[n].ptr);
        }
        assert_string_equal(ph_arena_string(f->arena, text), k_cases[i].words);
    }
}

static size_t patches_for(Fixture *f, PhCompiler *compiler, PhLazyPlan *plan,
                          const char *text)
{
    return ph_compiler_dispatch(compiler, plan, f->scratch, ph_bytes_of(text))
        ->patches.count;
}

static void rules_are_compiled_when_a_file_needs_them(void **state)
{
    Fixture *f = *state;
    bool is_selected = true;
    PhBytes program = PH_BYTES("rule a\nmatch\n  one($x)\nmessage \"m\"\n"
                               "rule b\nmatch\n  two($x)\nmessage \"m\"\n"
                               "rule c\nmatch\n  three($x)\nmessage \"m\"\n"
                               "rule d\nmatch\n  four($x)\nmessage \"m\"\n"
                               "rule e\nmatch\n  five($x)\nmessage \"m\"\n");
    PhTransform transform = {.id = "demo", .path = PH_BYTES("demo.md"), .is_read = true};
    PhTransformSet set = {.arena = f->arena, .grammar = f->grammar};
    assert_int_equal(
        ph_program_read(f->arena, transform.path, program, 1, &f->diags, &transform.rules),
        PH_OK);
    PH_VEC_PUSH(f->arena, &set.transforms, transform);
    PhDispatchWants wants = {.is_selected = &is_selected, .python_minor = 14};
    PhLazyPlan *plan = ph_lazy_plan_new(f->arena, &set, &wants, 88, false);
    PhCompiler *compiler = ph_compiler_new(f->grammar);
    assert_int_equal(patches_for(f, compiler, plan, " \n"), 0);
    assert_int_equal(patches_for(f, compiler, plan, "one(1)"), 1);
    assert_int_equal(patches_for(f, compiler, plan, "nothing"), 1);
    assert_int_equal(patches_for(f, compiler, plan, "two(1)"), 2);
    assert_int_equal(patches_for(f, compiler, plan, "one(two)"), 2);
    /* After a few times the rest is made at once. */
    assert_int_equal(patches_for(f, compiler, plan, "three(1)"), 5);
    assert_int_equal(ph_compiler_diags(compiler)->records.count, 0);
    ph_compiler_free(compiler);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(programs_are_found_as_markdown_has_them),
        TEST(words_stand_in_every_form_of_the_programs_pages),
        TEST(words_are_those_that_every_form_keeps),
        TEST(rules_are_compiled_when_a_file_needs_them),
    };
    return cmocka_run_group_tests_name("lazy", k_tests, NULL, NULL);
}
