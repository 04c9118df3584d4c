#include "base/buf.h"
#include "unit.h"

static void expect_count(size_t count, const char *noun, const char *wanted)
{
    PhBuf buf = {0};
    ph_buf_add_str(&buf, "in ");
    ph_buf_add_count(&buf, count, noun);
    ph_buf_add_char(&buf, '\0');
    assert_string_equal(buf.ptr + 3, wanted);
    ph_buf_release(&buf);
}

static void only_one_has_no_plural(void **state)
{
    (void)state;
    expect_count(0, "file", "0 files");
    expect_count(1, "file", "1 file");
    expect_count(2, "generated file", "2 generated files");
    expect_count(21, "file", "21 files");
}

static void after_an_x_the_plural_hisses(void **state)
{
    (void)state;
    expect_count(0, "fix", "0 fixes");
    expect_count(1, "fix", "1 fix");
    expect_count(2, "fix", "2 fixes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_one_has_no_plural),
        cmocka_unit_test(after_an_x_the_plural_hisses),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
