#include "edit/edit_set.h"
#include "edit/imports.h"
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

/* One file that wants one name at the word USE, or at its end. */
typedef struct {
    const char *before;
    const char *text; /* NULL: refused */
    const char *after;
} Case;

static PhImports *read_imports(Fixture *f, const char *text)
{
    PhDiags diags = {.arena = f->arena};
    PhParsedFile *file = PH_NEW(f->arena, PhParsedFile);
    PhStatus status = ph_file_parse(f->grammar, f->arena, PH_BYTES("t.py"),
                                    ph_bytes_of(text), &diags, file);
    if (status != PH_OK) {
        fail_msg("does not parse: %s", text);
    }
    return ph_imports_new(f->arena, file, ph_names_new(f->arena, &file->tree), 88);
}

static uint32_t use_in(const char *text)
{
    const char *use = strstr(text, "USE");
    return (uint32_t)(use == NULL ? strlen(text) : (size_t)(use - text));
}

static void expect_edits(Fixture *f, PhImports *imports, const PhImport *wanted,
                         size_t count, const Case *c)
{
    PhEditVec edits = {0};
    ph_imports_edits(imports, wanted, count, &edits);
    PhEditSet *set = ph_edit_set_new(f->arena, ph_bytes_of(c->before));
    PhFinding finding = {.edits = edits.items, .edit_count = edits.count};
    assert_int_equal(ph_edit_set_add(set, &finding), PH_OK);
    PhBytes got = ph_edit_set_apply(set);
    assert_string_equal(ph_arena_string(f->arena, got), c->after);
}

static void expect_one(Fixture *f, PhImport wanted, const Case *c)
{
    PhImports *imports = read_imports(f, c->before);
    PhBytes text;
    PhStatus status = ph_imports_text(imports, wanted, use_in(c->before), &text);
    assert_int_equal(status, c->text == NULL ? PH_ERR_CONFLICT : PH_OK);
    if (status == PH_OK) {
        assert_string_equal(ph_arena_string(f->arena, text), c->text);
    }
    expect_edits(f, imports, &wanted, 1, c);
}

static void expect_deque(Fixture *f, const Case *cases, size_t count)
{
    const PhImport deque = {PH_BYTES("collections"), PH_BYTES("deque")};
    for (size_t i = 0; i < count; i++) {
        expect_one(f, deque, &cases[i]);
    }
}

#define FROM "from collections import deque\n"

/* Each of these a widely used library gets wrong. */
static void known_traps_are_avoided(void **state)
{
    static const Case k_cases[] = {
        {"x = USE\nimport os\n", "deque", FROM "\nx = USE\nimport os\n"},
        {"if TYPE_CHECKING:\n    from collections import deque\nUSE\n", "collections.deque",
         "import collections\n\nif TYPE_CHECKING:\n    from collections import "
         "deque\nUSE\n"},
        {"if x:\n    import collections\nUSE\n", "deque",
         FROM "\nif x:\n    import collections\nUSE\n"},
        {"from collections import *\nUSE\n", "deque",
         "from collections import *\n" FROM "USE\n"},
        {"\"\"\"doc\"\"\"; x = 1\n", "deque", "\"\"\"doc\"\"\"\n\n" FROM "\nx = 1\n"},
        {"import collections as c\nUSE\n", "c.deque", "import collections as c\nUSE\n"},
        {"#!/usr/bin/python\n# coding: utf-8\n\"\"\"doc\"\"\"\nfrom __future__ import "
         "annotations\n\nUSE\n",
         "deque",
         "#!/usr/bin/python\n# coding: utf-8\n\"\"\"doc\"\"\"\nfrom __future__ import "
         "annotations\n\n" FROM "\nUSE\n"},
        {"try:\n    from collections import deque\nexcept ImportError:\n    pass\nUSE\n",
         "collections.deque",
         "import collections\n\ntry:\n    from collections import deque\nexcept "
         "ImportError:\n    pass\nUSE\n"},
        {"import os; x = 1\nUSE\n", "deque", FROM "import os; x = 1\nUSE\n"},
    };
    expect_deque(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_is_bound_above_the_use_is_reused(void **state)
{
    static const Case k_cases[] = {
        {FROM "USE\n", "deque", FROM "USE\n"},
        {"from collections import deque as dq\nUSE\n", "dq",
         "from collections import deque as dq\nUSE\n"},
        {"import collections\nUSE\n", "collections.deque", "import collections\nUSE\n"},
        {"import collections.abc\nUSE\n", "collections.deque",
         "import collections.abc\nUSE\n"},
        {"import collections\nimport collections.abc\nUSE\n", "collections.deque",
         "import collections\nimport collections.abc\nUSE\n"},
        {"def f():\n    USE\n" FROM, "collections.deque",
         "import collections\n\n\ndef f():\n    USE\n" FROM},
    };
    expect_deque(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_may_be_something_else_is_not_reused(void **state)
{
    static const Case k_cases[] = {
        {"import collections as c\nc = 1\nUSE\n", "deque",
         "import collections as c\n" FROM "c = 1\nUSE\n"},
        {"import collections as c\ndel c\nUSE\n", "deque",
         "import collections as c\n" FROM "del c\nUSE\n"},
        {"import collections as c\ndef f():\n    global c\n    c = 1\nUSE\n", "deque",
         "import collections as c\n" FROM "def f():\n    global c\n    c = 1\nUSE\n"},
        {"import collections as c\ndef f(c):\n    USE\n", "deque",
         "import collections as c\n" FROM "def f(c):\n    USE\n"},
        {"import collections as c\nfrom m import *\nUSE\n", "_collections.deque",
         "import collections as c\nimport collections as _collections\nfrom m import "
         "*\nUSE\n"},
        {"deque = 1\ncollections = 2\n", "_collections.deque",
         "import collections as _collections\n\ndeque = 1\ncollections = 2\n"},
        {"def f(deque, _collections):\n    collections = 2\n", NULL,
         "def f(deque, _collections):\n    collections = 2\n"},
    };
    expect_deque(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void statement_that_is_there_is_extended(void **state)
{
    static const Case k_cases[] = {
        {"from collections import Counter, namedtuple\n", "deque",
         "from collections import Counter, deque, namedtuple\n"},
        {"from collections import namedtuple, Counter  # why\n", "deque",
         "from collections import namedtuple, Counter, deque  # why\n"},
        {"from collections import (Counter, namedtuple,)\n", "deque",
         "from collections import (Counter, deque, namedtuple,)\n"},
        {"from collections import (\n    Counter,  # one\n    namedtuple,\n)\n", "deque",
         "from collections import (\n    Counter,  # one\n    deque,\n    "
         "namedtuple,\n)\n"},
        {"from collections import (\n    Counter,\n    abc)\n", "deque",
         "from collections import (\n    Counter,\n    abc,\n    deque)\n"},
        {"from collections import (\n    Counter,\n    abc  # last\n)\n", "deque",
         "from collections import (\n    Counter,\n    abc,  # last\n    deque\n)\n"},
        {"from collections import Counter, \\\n    namedtuple\n", "deque",
         "from collections import Counter, \\\n    deque, namedtuple\n"},
        {"from collections import Counter as C, abc\n", "deque",
         "from collections import Counter as C, abc, deque\n"},
        {"from collections import Counter; x = 1\n", "deque",
         "from collections import Counter, deque; x = 1\n"},
        {"from collections import (ChainMap, Counter, OrderedDict, UserDict, UserList,\n"
         "                         UserString)\n",
         "deque",
         "from collections import (ChainMap, Counter, OrderedDict, UserDict, UserList,\n"
         "                         UserString, deque)\n"},
        {"from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, "
         "abc  # c\n",
         "deque",
         "from collections import (  # c\n    ChainMap,\n    Counter,\n    OrderedDict,\n"
         "    UserDict,\n    UserList,\n    abc,\n    deque,\n)\n"},
    };
    expect_deque(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void statement_with_a_remark_is_left_alone(void **state)
{
    static const Case k_cases[] = {
        {"from collections import abc  # noqa\n", "deque",
         "from collections import abc  # noqa\n" FROM},
        {"from collections import abc  # type: ignore\n", "deque",
         "from collections import abc  # type: ignore\n" FROM},
        {"from collections import Counter as C\n", "deque",
         "from collections import Counter as C\n" FROM},
    };
    expect_deque(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void sorted_block_stays_sorted(void **state)
{
    static const Case k_cases[] = {
        {"import abc\nimport os\nfrom bisect import insort\nfrom io import BytesIO\n",
         "deque",
         "import abc\nimport os\nfrom bisect import insort\n" FROM
         "from io import BytesIO\n"},
        {"import abc\nfrom bisect import insort\nimport os\n", "deque",
         "import abc\nfrom bisect import insort\n" FROM "import os\n"},
        {"import numpy\n", "deque", FROM "\nimport numpy\n"},
        {"from __future__ import annotations\n\nimport numpy\n", "deque",
         "from __future__ import annotations\n\n" FROM "\nimport numpy\n"},
        {"import os\nimport numpy\nimport abc\nx = 1\n", "deque",
         "import os\nimport numpy\nimport abc\n" FROM "x = 1\n"},
        {"# Copyright\nimport zlib\n\nfrom . import x\n", "deque",
         "# Copyright\nimport zlib\n" FROM "\nfrom . import x\n"},
    };
    expect_deque(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void file_without_imports_gets_them_at_its_head(void **state)
{
    static const Case k_cases[] = {
        {"", "deque", FROM},
        {"x = 1", "deque", FROM "\nx = 1"},
        {"def f(): pass\n", "deque", FROM "\n\ndef f(): pass\n"},
        {"\xef\xbb\xbfx = 1\r\n", "deque",
         "\xef\xbb\xbf"
         "from collections import deque\r\n\r\nx = 1\r\n"},
        {"\"\"\"doc\"\"\"", "deque", "\"\"\"doc\"\"\"\n\nfrom collections import deque"},
        {"\"\"\"doc\"\"\"\rx = 1\r", "deque",
         "\"\"\"doc\"\"\"\r\rfrom collections import deque\r\rx = 1\r"},
        {"\"\"\"doc\"\"\"\n\n\nx = 1\n", "deque", "\"\"\"doc\"\"\"\n\n" FROM "\nx = 1\n"},
        {"# Copyright\n\nclass A: pass\n", "deque",
         "# Copyright\n\n" FROM "\n\nclass A: pass\n"},
        {"#!/usr/bin/python\nx = 1\n", "deque", "#!/usr/bin/python\n" FROM "\nx = 1\n"},
        {"# about x\nx = 1\n", "deque", FROM "\n# about x\nx = 1\n"},
        {"from __future__ import annotations; x = 1\n", "deque",
         "from __future__ import annotations\n\n" FROM "\nx = 1\n"},
        {"import os", "deque", "import os\nfrom collections import deque"},
    };
    expect_deque(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void fixes_share_their_imports(void **state)
{
    Fixture *f = *state;
    const Case c = {"import os\n\nx = 1\n", NULL,
                    "import os\nfrom itertools import chain, product\n\nx = 1\n"};
    const PhImport wanted[] = {{PH_BYTES("itertools"), PH_BYTES("product")},
                               {PH_BYTES("os"), PH_BYTES("sep")},
                               {PH_BYTES("itertools"), PH_BYTES("chain")},
                               {PH_BYTES("itertools"), PH_BYTES("product")}};
    expect_edits(f, read_imports(f, c.before), wanted, 4, &c);
}

static void one_name_is_not_given_to_two_modules(void **state)
{
    Fixture *f = *state;
    const Case c = {"x = 1\n", NULL, FROM "\nimport m\n\nx = 1\n"};
    const PhImport wanted[] = {{PH_BYTES("collections"), PH_BYTES("deque")},
                               {PH_BYTES("m"), PH_BYTES("deque")}};
    expect_edits(f, read_imports(f, c.before), wanted, 2, &c);
}

static void modules_themselves_are_imported(void **state)
{
    static const Case k_cases[] = {
        {"import os\n", "math", "import math\nimport os\n"},
        {"import math as m\n", "m", "import math as m\n"},
        {"math = 1\n", "_math", "import math as _math\n\nmath = 1\n"},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect_one(*state, (PhImport){PH_BYTES("math"), PH_BYTES("")}, &k_cases[i]);
    }
}

static void submodules_are_imported_by_their_whole_name(void **state)
{
    static const Case k_cases[] = {
        {"import os\n", "join", "import os\nfrom os.path import join\n"},
        {"from os import path as p\n", "p.join", "from os import path as p\n"},
        {"import os.path\n", "os.path.join", "import os.path\n"},
        {"join = 1\n", "os.path.join", "import os.path\n\njoin = 1\n"},
        {"join = os = 1\n", "_path.join", "import os.path as _path\n\njoin = os = 1\n"},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect_one(*state, (PhImport){PH_BYTES("os.path"), PH_BYTES("join")}, &k_cases[i]);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(known_traps_are_avoided),
        TEST(what_is_bound_above_the_use_is_reused),
        TEST(what_may_be_something_else_is_not_reused),
        TEST(statement_that_is_there_is_extended),
        TEST(statement_with_a_remark_is_left_alone),
        TEST(sorted_block_stays_sorted),
        TEST(file_without_imports_gets_them_at_its_head),
        TEST(fixes_share_their_imports),
        TEST(one_name_is_not_given_to_two_modules),
        TEST(modules_themselves_are_imported),
        TEST(submodules_are_imported_by_their_whole_name),
    };
    return cmocka_run_group_tests_name("imports", tests, NULL, NULL);
}
