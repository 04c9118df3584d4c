#include <stdio.h>

#include "edit/edit_set.h"
#include "edit/import_removal.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture.arena = ph_arena_new();
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    ph_arena_free(f->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static bool is_unshared(void *context, PhBytes name)
{
    return !ph_bytes_is(name, context);
}

typedef struct {
    const char *before; /* an edit takes everything from OLD to its line's end */
    const char *after;
} Case;

static const char *removed(Fixture *f, const char *path, const char *text,
                           PhUnsharedFn *unshared, const char *shared)
{
    PhDiags diags = {.arena = f->arena};
    PhParsedFile file = {0};
    assert_int_equal(ph_file_parse(f->grammar, f->arena, ph_bytes_of(path),
                                   ph_bytes_of(text), &diags, &file),
                     PH_OK);
    const char *old = strstr(text, "OLD");
    assert(old != NULL);
    uint32_t start = (uint32_t)(old - text);
    PhEdit edit = {{start, start + (uint32_t)strcspn(old, "\n")}, PH_BYTES("NEW")};
    PhEditVec edits = {.items = &edit, .count = 1};
    PhEditVec all = {0};
    char context[16] = "";
    (void)snprintf(context, sizeof(context), "%s", shared == NULL ? "" : shared);
    PhImportRemoval removal = {.arena = f->arena,
                               .file = &file,
                               .is_unshared = unshared,
                               .context = context,
                               .line_length = 40};
    ph_import_removal_edits(&removal, &edits, &all);
    PH_VEC_PUSH(f->arena, &all, edit);
    ph_edits_sort(&all);
    PhEditSet *set = ph_edit_set_new(f->arena, file.tree.text);
    PhFinding finding = {.edits = all.items, .edit_count = all.count};
    assert_int_equal(ph_edit_set_add(set, &finding), PH_OK);
    return ph_arena_string(f->arena, ph_edit_set_apply(set));
}

static void expect_texts(Fixture *f, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(removed(f, "t.py", cases[i].before, is_unshared, NULL),
                            cases[i].after);
    }
}

static void an_import_goes_with_its_last_use(void **state)
{
    static const Case k_cases[] = {
        {"import os\n\n\nx = 1\nOLD(os)\n", "x = 1\nNEW\n"},
        {"'doc'\n\nimport os\n\n\nx = 1\nOLD(os)\n", "'doc'\n\n\nx = 1\nNEW\n"},
        {"import os\nOLD(os)\n", "import os\nNEW\n"},
        {"import os\nimport sys\n\nOLD(os)\nsys\n", "import sys\n\nNEW\nsys\n"},
        {"import sys\nimport os\n\nOLD(os)\nsys\n", "import sys\n\nNEW\nsys\n"},
        {"import sys\n\nimport os\n\nimport a\n\nOLD(os)\nsys\n",
         "import sys\n\nimport a\n\nNEW\nsys\n"},
        {"from os import path as p\nx = 1\nOLD(p)\n", "x = 1\nNEW\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void one_name_of_a_list_goes_alone(void **state)
{
    static const Case k_cases[] = {
        {"from os import a, b, c\nOLD(b)\na, c\n", "from os import a, c\nNEW\na, c\n"},
        {"from os import a, b, c\nOLD(b, c)\na\n", "from os import a\nNEW\na\n"},
        {"from os import (\n    a,\n    b,\n)\nOLD(b)\na\n", "from os import a\nNEW\na\n"},
        {"import os, sys\nOLD(os)\nsys\n", "import sys\nNEW\nsys\n"},
        {"from os import (\n    a_long_name,\n    b,\n    another_long_name,\n)\nOLD(b)\n"
         "a_long_name, another_long_name\n",
         "from os import (\n    a_long_name,\n    another_long_name,\n)\nNEW\n"
         "a_long_name, another_long_name\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void an_import_that_may_be_needed_stays(void **state)
{
    static const Case k_cases[] = {
        {"import os\nOLD(os)\nos\n", "import os\nNEW\nos\n"},
        {"import os\nOLD(os)\n'os'\n", "import os\nNEW\n'os'\n"},
        {"import os\nOLD()\n", "import os\nNEW\n"},
        {"import os  # noqa\nOLD(os)\n", "import os  # noqa\nNEW\n"},
        {"import numpy\nOLD(numpy)\n", "import numpy\nNEW\n"},
        {"import os; x = 1\nOLD(os)\n", "import os; x = 1\nNEW\n"},
        {"if x:\n    import os\nOLD(os)\n", "if x:\n    import os\nNEW\n"},
        {"import os\n__all__ = []\nOLD(os)\n", "import os\n__all__ = []\nNEW\n"},
        {"import os\nOLD(os)\nexec(x)\n", "import os\nNEW\nexec(x)\n"},
        {"from os import *\nOLD(path)\n", "from os import *\nNEW\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_other_files_may_import_stays(void **state)
{
    static const char k_text[] = "import os\nx = 1\nOLD(os)\n";
    assert_string_equal(removed(*state, "t.py", k_text, NULL, NULL),
                        "import os\nx = 1\nNEW\n");
    assert_string_equal(removed(*state, "t.py", k_text, is_unshared, "os"),
                        "import os\nx = 1\nNEW\n");
    assert_string_equal(removed(*state, "a/__init__.py", k_text, is_unshared, NULL),
                        "import os\nx = 1\nNEW\n");
    assert_string_equal(removed(*state, "t.py", k_text, is_unshared, "sys"),
                        "x = 1\nNEW\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(an_import_goes_with_its_last_use),
        TEST(one_name_of_a_list_goes_alone),
        TEST(an_import_that_may_be_needed_stays),
        TEST(what_other_files_may_import_stays),
    };
    return cmocka_run_group_tests_name("import_removal", k_tests, NULL, NULL);
}
