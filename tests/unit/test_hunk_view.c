#include "base/utf8.h"
#include "report/hunk_view.h"
#include "unit.h"

static PhBytes drawn(PhArena *arena, const char *old_text, const char *new_text,
                     const PhHunkView *view)
{
    PhBuf buf = {0};
    assert_int_equal(
        ph_hunk_view_add(arena, &buf, ph_bytes_of(old_text), ph_bytes_of(new_text), view),
        PH_OK);
    PhBytes text = ph_arena_copy(arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return text;
}

static const PhHunkView k_plain = {.width = 80};

static void unified_without_colours_is_a_plain_diff(void **state)
{
    PhArena *arena = *state;
    PhBytes text = drawn(arena, "a\nb\nc\n", "a\nB\nc\n", &k_plain);
    assert_string_equal(text.ptr, "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
}

static void equal_texts_show_nothing(void **state)
{
    assert_int_equal(drawn(*state, "a\n", "a\n", &k_plain).len, 0);
}

static void controls_and_marks_of_direction_are_spelled_out(void **state)
{
    PhBytes text =
        drawn(*state, "x\n", "\x1b[2J\x07\xe2\x80\xae\xe2\x81\xa6\xff\tx\n", &k_plain);
    assert_string_equal(text.ptr,
                        "@@ -1 +1 @@\n-x\n+\\x1b[2J\\x07\\u202e\\u2066\\xff     x\n");
}

static void tabs_go_to_the_stops_of_the_text(void **state)
{
    PhBytes text = drawn(*state, "", "a\tb\n\tc\n", &k_plain);
    assert_string_equal(text.ptr, "@@ -0,0 +1,2 @@\n+a       b\n+        c\n");
}

static void returns_before_newlines_are_not_shown_and_others_are(void **state)
{
    PhBytes text = drawn(*state, "", "a\rb\r\n", &k_plain);
    assert_string_equal(text.ptr, "@@ -0,0 +1 @@\n+a\\x0db\n");
}

static void a_missing_newline_is_told(void **state)
{
    PhBytes text = drawn(*state, "a\n", "a", &k_plain);
    assert_string_equal(text.ptr, "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n");
}

static void words_that_differ_are_set_off(void **state)
{
    PhHunkView view = {.colour = true, .width = 80};
    PhBytes text = drawn(*state, "n in [1, 2]\n", "n in {1, 2}\n", &view);
    assert_non_null(strstr(text.ptr, "\033[31mn in \033[m\033[1;7;31m[\033[m\033[31m1, 2"));
    assert_non_null(strstr(text.ptr, "\033[32mn in \033[m\033[1;7;32m{\033[m\033[32m1, 2"));
}

/* Every row has its bar at the same column, whatever it holds. */
static void expect_aligned(PhBytes text, size_t column)
{
    PhBytes line;
    size_t rows = 0;
    (void)ph_bytes_next_line(&text, &line);
    while (ph_bytes_next_line(&text, &line)) {
        size_t bar = ph_bytes_find(line, PH_BYTES(" | "), 0);
        assert_true(bar != PH_NOT_FOUND);
        assert_int_equal(ph_utf8_width(ph_bytes_slice(line, 0, bar)), column);
        assert_true(ph_utf8_width(line) <= 2 * column + 3);
        rows++;
    }
    assert_true(rows > 0);
}

static void sides_stand_at_the_same_column(void **state)
{
    PhHunkView view = {.is_side_by_side = true, .width = 63};
    PhBytes text = drawn(*state, "same\nold\nold two\nend\n", "same\nnew\nend\n", &view);
    expect_aligned(text, 30);
    assert_non_null(strstr(text.ptr, "2 - old                        | 2 + new\n"));
    assert_non_null(strstr(text.ptr, "4   end                        | 3   end\n"));
}

static void long_and_wide_lines_are_folded_in_their_side(void **state)
{
    PhHunkView view = {.is_side_by_side = true, .width = 53};
    PhBytes text = drawn(
        *state,
        "x = '\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2"
        "\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97'\n",
        "x = 'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz'\n", &view);
    expect_aligned(text, 25);
}

static void too_narrow_a_terminal_gets_the_unified_form(void **state)
{
    PhHunkView view = {.is_side_by_side = true, .width = 30};
    PhBytes text = drawn(*state, "a\n", "b\n", &view);
    assert_string_equal(text.ptr, "@@ -1 +1 @@\n-a\n+b\n");
}

static int set_up(void **state)
{
    *state = ph_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    ph_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unified_without_colours_is_a_plain_diff),
        cmocka_unit_test(equal_texts_show_nothing),
        cmocka_unit_test(controls_and_marks_of_direction_are_spelled_out),
        cmocka_unit_test(tabs_go_to_the_stops_of_the_text),
        cmocka_unit_test(returns_before_newlines_are_not_shown_and_others_are),
        cmocka_unit_test(a_missing_newline_is_told),
        cmocka_unit_test(words_that_differ_are_set_off),
        cmocka_unit_test(sides_stand_at_the_same_column),
        cmocka_unit_test(long_and_wide_lines_are_folded_in_their_side),
        cmocka_unit_test(too_narrow_a_terminal_gets_the_unified_form),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
