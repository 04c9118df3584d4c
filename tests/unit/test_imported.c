#include "names/imported.h"
#include "names_fixture.h"

/* Does the argument of USE(..) surely mean a.b.name? */
typedef struct {
    const char *text;
    bool is_sure;
} Case;

static bool means(Fixture *f, const char *text)
{
    read_text(f, text);
    PhNodeId call = ph_tree_parent(&f->tree, word(f, "USE", 1));
    PhNodeId arguments = ph_tree_child(&f->tree, call, PH_FIELD_ARGUMENTS);
    PhImported *imported = ph_imported_new(f->arena, f->names);
    return ph_imported_means(imported, ph_tree_first_named(&f->tree, arguments),
                             PH_BYTES("a.b.name"));
}

static void expect_answers(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        if (means(f, cases[i].text) != cases[i].is_sure) {
            print_error("%s for:\n%s\n", cases[i].is_sure ? "not sure" : "sure",
                        cases[i].text);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void every_form_of_import_is_followed(void **state)
{
    static const Case k_cases[] = {
        {"import a.b\nUSE(a.b.name)", true},
        {"import a\nUSE(a.b.name)", true},
        {"import a.b.c\nUSE(a.b.name)", true},
        {"import a.b as x\nUSE(x.name)", true},
        {"import a as x\nUSE(x.b.name)", true},
        {"from a import b\nUSE(b.name)", true},
        {"from a import b as x\nUSE(x.name)", true},
        {"from a.b import name\nUSE(name)", true},
        {"from a.b import (other, name as n)\nUSE(n)", true},
        {"import a.b\nimport a.c\nUSE(a.b.name)", true},
        {"import a.b; USE((a.b) . name)", true},
        {"import a.b\nUSE(a \\\n .b.name)", true},
        {"def f():\n    from a.b import name\n    USE(name)", true},
        {"def f():\n    from a.b import name\n    def g():\n        USE(name)", true},
        {"from a.b import name\nclass C:\n    USE(name)\n", true},
        {"def f():\n    global n\n    from a.b import name as n\n    USE(n)", true},
    };
    expect_answers(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void another_path_is_not_the_name(void **state)
{
    static const Case k_cases[] = {
        {"USE(a.b.name)", false},
        {"USE(name)", false},
        {"import a.c\nUSE(a.c.name)", false},
        {"import a.b\nUSE(a.name)", false},
        {"import a.b\nUSE(a.b.name.name)", false},
        {"import a.b\nUSE(a.b)", false},
        {"import a.b as b\nUSE(b.b.name)", false},
        {"import a.bb\nUSE(a.bb.name)", false},
        {"import aa.b as x\nUSE(x.name)", false},
        {"from a.b import names\nUSE(names)", false},
        {"from a.b import other as name\nUSE(name)", false},
        {"from .a.b import name\nUSE(name)", false},
        {"from . import a\nUSE(a.b.name)", false},
        {"from x import a\nUSE(a.b.name)", false},
        {"from b import name\nUSE(name)", false},
        {"import a.b\nUSE(a().b.name)", false},
        {"import a.b\nUSE('a'.b.name)", false},
        {"from a.b import *\nUSE(name)", false},
    };
    expect_answers(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_name_that_may_hold_something_else_is_not_followed(void **state)
{
    static const Case k_cases[] = {
        {"from a.b import name\nname = 1\nUSE(name)", false},
        {"from a.b import name\nUSE(name)\nname = 1", false},
        {"from a.b import name\ndel name\nUSE(name)", false},
        {"from a.b import name\nfor name in x: pass\nUSE(name)", false},
        {"from a.b import name\ndef f():\n    global name\n    name = 1\nUSE(name)", false},
        {"from a.b import name\ndef f(name):\n    USE(name)", false},
        {"from a.b import name\ndef f():\n    USE(name)\n    name = 1", false},
        {"from a.b import name\n[USE(name) for name in x]", false},
        {"from a.b import name\nlambda name: USE(name)", false},
        {"from a.b import name\nclass name: pass\nUSE(name)", false},
        {"from a.b import name\nclass C:\n    name = 1\n    USE(name)", false},
        {"from a.b import name\nfrom c import name\nUSE(name)", false},
        {"from a.b import name\ntry: pass\nexcept E as name: pass\nUSE(name)", false},
        {"from a.b import name\nif (name := 1): USE(name)", false},
        {"from a.b import name\nmatch x:\n    case name: USE(name)", false},
        {"from a.b import name\nwith x as name: USE(name)", false},
        {"from a.b import name\nfrom c import *\nUSE(name)", false},
        {"import a.b\nimport c as a\nUSE(a.b.name)", false},
        {"import a.b\na: int\nUSE(a.b.name)", false},
        {"class C:\n    from a.b import name\n    USE(name)", false},
        {"from a.b import name\nexec(x)\nUSE(name)", false},
        {"from a.b import name\nglobals()['name'] = 1\nUSE(name)", false},
        {"from a.b import name\ndef f():\n    return globals()\nUSE(name)", false},
        {"def f():\n    from a.b import name\n    exec(x)\n    USE(name)", false},
    };
    expect_answers(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void an_import_must_have_been_executed(void **state)
{
    static const Case k_cases[] = {
        {"USE(name)\nfrom a.b import name", false},
        {"def f():\n    USE(name)\nfrom a.b import name", false},
        {"from a.b import name\ndef f():\n    USE(name)", true},
        {"if x:\n    from a.b import name\nUSE(name)", false},
        {"if x:\n    from a.b import name\nelse:\n    USE(name)", false},
        {"if x:\n    from a.b import name\n    USE(name)", true},
        {"if x:\n    from a.b import name\n    def f():\n        USE(name)", true},
        {"try:\n    from a.b import name\nexcept ImportError:\n    pass\nUSE(name)", false},
        {"try:\n    from a.b import name\nexcept ImportError:\n    name = None\nUSE(name)",
         false},
        {"try:\n    from a.b import name\n    USE(name)\nexcept ImportError:\n    pass",
         true},
        {"try:\n    from a.b import name\n    USE(name)\nexcept ImportError:\n"
         "    name = None",
         false},
        {"try:\n    from a.b import name\nexcept ImportError:\n    from a.b import name\n"
         "USE(name)",
         false},
        {"with x:\n    from a.b import name\nUSE(name)", false},
        {"for i in x:\n    from a.b import name\nUSE(name)", false},
        {"while x:\n    USE(name)\n    from a.b import name", false},
        {"def f():\n    if x:\n        from a.b import name\n    USE(name)", false},
        {"def f():\n    global name\n    from a.b import name\nUSE(name)", false},
        {"if x:\n    from a.b import name\nfrom a.b import name\nUSE(name)", true},
    };
    expect_answers(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_module_that_the_file_changes_is_not_followed(void **state)
{
    static const Case k_cases[] = {
        {"import a.b\nUSE(a.b.name)\na.b.name = 1", false},
        {"import a.b\nUSE(a.b.name)\n(a.b.name, x) = 1, 2", false},
        {"import a.b\nUSE(a.b.name)\na.b = 1", false},
        {"import a.b\nUSE(a.b.name)\ndel a.b.name", false},
        {"import a.b\nUSE(a.b.name)\nfor a.b.name in x: pass", false},
        {"import a.b\nUSE(a.b.name)\nwith x as a.b.name: pass", false},
        {"import a.b\nUSE(a.b.name)\na.b.name += 1", false},
        {"import a.b\nUSE(a.b.name)\na.b.name: int = 1", false},
        {"import a.b\nUSE(a.b.name)\nsetattr(a, 'b', 1)", false},
        {"import a.b\nUSE(a.b.name)\na.b.__dict__['name'] = 1", false},
        {"import a.b\nUSE(a.b.name)\nx = a", false},
        {"from a.b import name\nimport a.b\na.b.name = 1\nUSE(name)", false},
        {"from a.b import name\nfrom a import b as x\nx.name = 1\nUSE(name)", false},
        {"import a.b\nUSE(a.b.name)\ndef f():\n    import a\n    a.b.name = 1", false},
        {"from a.b import name\nname.x = 1\nprint(name)\nUSE(name)", true},
        {"import a.b\nUSE(a.b.name)\nx = [a.b.name, {1: a.b.other()}]", true},
        {"import a.b\nUSE(a.b.name)\nx[a.b.name] = y.a", true},
        {"import a.b\nUSE(a.b.name)\nfor x in a.b.name: pass", true},
    };
    expect_answers(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void private_names_are_another_name_within_a_class(void **state)
{
    Fixture *f = *state;
    read_text(f, "import m\nclass C:\n    USE(m.__x)\n");
    PhNodeId call = ph_tree_parent(&f->tree, word(f, "USE", 1));
    PhNodeId arguments = ph_tree_child(&f->tree, call, PH_FIELD_ARGUMENTS);
    PhImported *imported = ph_imported_new(f->arena, f->names);
    assert_false(ph_imported_means(imported, ph_tree_first_named(&f->tree, arguments),
                                   PH_BYTES("m.__x")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(every_form_of_import_is_followed),
        TEST(another_path_is_not_the_name),
        TEST(a_name_that_may_hold_something_else_is_not_followed),
        TEST(an_import_must_have_been_executed),
        TEST(a_module_that_the_file_changes_is_not_followed),
        TEST(private_names_are_another_name_within_a_class),
    };
    return cmocka_run_group_tests_name("imported", k_tests, NULL, NULL);
}
