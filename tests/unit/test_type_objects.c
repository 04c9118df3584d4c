/* Types of what re, struct and os.environ give. The harness is facts_fixture.h. */
#include "facts_fixture.h"

static void what_a_pattern_finds_is_of_the_class_of_its_text(void **state)
{
    static const Case k_cases[] = {
        {"import re\n_(re.compile('a'))", "pattern"},
        {"import re\n_(re.match('a', v))", "None|match"},
        {"import re\n_(re.match('a', v).group())", "str"},
        {"import re\n_(re.match('a', v).group(0))", "str"},
        {"import re\n_(re.match('(a)?', v).group(1))", "str|None"},
        {"import re\n_(re.match('(a)?', v)[1])", "str|None"},
        {"import re\n_(re.match(b'(a)?', v)[1])", "bytes|None"},
        {"import re\n_(re.match(u, v)[1])", "str|bytes|None"},
        {"import re\n_(re.match('(a)', v).groups()[0])", "str|None"},
        {"import re\n_(re.match('(a)', v).groups('')[0])", "str"},
        {"import re\n_(re.match('(a)', v).groups(w)[0])", "unknown"},
        {"import re\n_(re.match('(a)', v).group(1, 2)[0])", "str|None"},
        {"import re\n_(re.match('(a)', v).group(*w))", "unknown"},
        {"import re\n_(re.match('(?P<n>a)', v).groupdict()['n'])", "str|None"},
        {"import re\n_(re.match('(a)', v).span()[0])", "int"},
        {"import re\n_(re.match('(a)', v).end())", "int"},
        {"import re\n_(re.match('(a)', v).string)", "unknown"},
        {"import re\nfor m in re.finditer('a', v): _(m.group())", "unknown"},
        {"import re\ndef f():\n    for m in re.finditer('a', v): _(m.group())", "str"},
        {"import re\ndef f():\n    for m in re.findall('a', v): _(m)", "str|tuple"},
        {"import re\ndef f():\n    for a, b in re.findall('(a)(b)', v): _(a)", "str"},
        {"import re\n_(re.split('a', v)[0])", "str|None"},
        {"import re\n_(re.sub('a', u, v))", "str"},
        {"import re\n_(re.sub(w, u, v))", "str|bytes"},
        {"import re\ndef f():\n    p = re.compile('a')\n    _(p.search(v).group())", "str"},
        {"import re\ndef f():\n    p = re.compile(p2)\n    _(p.search(v).group())",
         "str|bytes"},
        {"import re\ndef f():\n    m = re.match('a', v)\n    if m: _(m)", "match"},
        {"re = v\n_(re.match('a', v))", "unknown"},
        {"import re\nre.match = v\n_(re.match('a', v))", "unknown"},
        {"_(v.match('a').group())", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_literal_format_says_what_is_unpacked(void **state)
{
    static const Case k_cases[] = {
        {"import struct\n_(struct.unpack('<HI', v)[0])", "int"},
        {"import struct\n_(struct.unpack('4s2x', v)[0])", "bytes"},
        {"import struct\n_(struct.unpack('>4sI?d', v)[0])", "bool|int|float|bytes"},
        {"import struct\n_(struct.unpack_from('!H', v, 2)[0])", "int"},
        {"import struct\ndef f():\n    for a, in struct.iter_unpack('H', v): _(a)", "int"},
        {"import struct\ndef f():\n    (a,) = struct.unpack('H', v)\n    _(a)", "int"},
        {"import struct\n_(struct.unpack(w, v)[0])", "unknown"},
        {"import struct\n_(struct.unpack('%dH' % w, v)[0])", "unknown"},
        {"import struct\n_(struct.unpack(f'{w}', v)[0])", "unknown"},
        {"import struct\n_(struct.unpack('D', v)[0])", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void the_environment_holds_texts(void **state)
{
    static const Case k_cases[] = {
        {"import os\n_(os.environ['A'])", "str"},
        {"from os import environ\n_(environ['A'])", "str"},
        {"import os\n_(os.environ.get('A'))", "str|None"},
        {"import os\n_(os.environ.get('A', ''))", "str"},
        {"import os\n_(os.environ.get('A', v))", "unknown"},
        {"import os\n_(os.environ.get('A', default=v))", "unknown"},
        {"import os\n_(os.environ.pop('A'))", "str"},
        {"import os\n_(os.getenv('A'))", "str|None"},
        {"import os\n_(os.getenv('A', v))", "unknown"},
        {"import os\nos.environ = v\n_(os.environ['A'])", "unknown"},
        {"environ = v\n_(environ['A'])", "unknown"},
        {"_(v.environ['A'])", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void none_has_neither_methods_nor_elements(void **state)
{
    static const Case k_cases[] = {
        {"def f(a):\n    x = 'a' if a else None\n    _(x.lower())", "str"},
        {"def f(a):\n    x = 'a' if a else None\n    _(x[0])", "str"},
        {"def f(a):\n    x = [1] if a else None\n    _(x[0])", "int"},
        {"def f(a):\n    x = 'a' if a else None\n    _(x)", "str|None"},
        {"def f(a):\n    x = v if a else None\n    _(x.lower())", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest k_tests[] = {
        TEST(what_a_pattern_finds_is_of_the_class_of_its_text),
        TEST(a_literal_format_says_what_is_unpacked),
        TEST(the_environment_holds_texts),
        TEST(none_has_neither_methods_nor_elements),
    };
    return cmocka_run_group_tests_name("type objects", k_tests, NULL, NULL);
}
