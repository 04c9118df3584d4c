#include <stdio.h>

#include "base/buf.h"
#include "git/line_map.h"
#include "unit.h"

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

/* The old lines of new lines 1, 2, 3, .. */
static void expect_lines(PhArena *arena, const char *old_text, const char *new_text,
                         const char *wanted)
{
    char got[256] = "";
    size_t at = 0;
    size_t count = 1;
    PhLineMap *map = ph_line_map_new(arena, ph_bytes_of(old_text), ph_bytes_of(new_text));
    assert_non_null(map);
    for (const char *c = new_text; *c != '\0'; c++) {
        count += *c == '\n' && c[1] != '\0';
    }
    for (uint32_t line = 1; line <= count; line++) {
        at += (size_t)snprintf(got + at, sizeof(got) - at, "%u ",
                               (unsigned)ph_line_map_old(map, line));
    }
    assert_string_equal(got, wanted);
}

static void equal_texts_map_to_themselves(void **state)
{
    expect_lines(*state, "a\nb\nc\n", "a\nb\nc\n", "1 2 3 ");
    expect_lines(*state, "", "", "1 ");
}

static void lines_behind_an_insertion_move_back(void **state)
{
    expect_lines(*state, "a\nb\n", "new\na\nb\n", "1 1 2 ");
    expect_lines(*state, "a\nb\n", "a\nx\ny\nb\n", "1 2 2 2 ");
    expect_lines(*state, "a\n", "a\nx\n", "1 2 ");
}

static void lines_behind_a_removal_move_on(void **state)
{
    expect_lines(*state, "a\nb\nc\n", "c\n", "3 ");
    expect_lines(*state, "a\nb\nc\nd\n", "a\nd\n", "1 4 ");
}

static void a_replaced_line_stands_for_the_one_in_its_place(void **state)
{
    expect_lines(*state, "a\nb\nc\n", "a\nB\nc\n", "1 2 3 ");
    expect_lines(*state, "a\nb\nc\nd\n", "a\nB\nC\nd\n", "1 2 3 4 ");
    expect_lines(*state, "a\nb\nc\nd\n", "a\nB\nd\n", "1 2 4 ");
    expect_lines(*state, "a\nb\nd\n", "a\nB\nC\nd\n", "1 2 3 3 ");
}

static void several_hunks_add_up(void **state)
{
    expect_lines(*state, "a\n1\n2\n3\n4\n5\n6\n7\n8\nb\nc\n",
                 "new\na\n1\n2\n3\n4\n5\n6\n7\n8\nc\n", "1 1 2 3 4 5 6 7 8 9 11 ");
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 16;
}

/* Lines with numbers, a part of them left out, changed or with others before them. */
static void a_kept_line_is_found_wherever_it_went(void **state)
{
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        PhBuf old_text = {0};
        PhBuf new_text = {0};
        uint32_t kept[64] = {0}; /* old line by new line, 0: not kept */
        uint32_t new_line = 0;
        for (uint32_t line = 1; line <= 30; line++) {
            ph_buf_printf(&old_text, "line %u\n", (unsigned)line);
            uint32_t choice = next(&seed) % 8;
            if (choice == 0) {
                ph_buf_printf(&new_text, "extra %u\n", (unsigned)line);
                new_line++;
            }
            if (choice != 1) {
                ph_buf_printf(&new_text, choice == 2 ? "other %u\n" : "line %u\n",
                              (unsigned)line);
                kept[++new_line] = choice == 2 ? 0 : line;
            }
        }
        PhLineMap *map =
            ph_line_map_new(*state, ph_buf_bytes(&old_text), ph_buf_bytes(&new_text));
        uint32_t before = 0;
        for (uint32_t line = 1; line <= new_line; line++) {
            uint32_t old = ph_line_map_old(map, line);
            assert_true(old >= before && old >= 1 && old <= 31);
            assert_true(kept[line] == 0 || kept[line] == old);
            before = old;
        }
        ph_buf_release(&old_text);
        ph_buf_release(&new_text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_texts_map_to_themselves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_behind_an_insertion_move_back, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(lines_behind_a_removal_move_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_replaced_line_stands_for_the_one_in_its_place,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_hunks_add_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_kept_line_is_found_wherever_it_went, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("line_map", tests, NULL, NULL);
}
