#include "base/buf.h"
#include "report/words.h"
#include "unit.h"

/* The text with what differs in angles. */
static PhBytes marked(PhArena *arena, PhBytes text, const PhWordSpans *spans)
{
    PhBytes out = PH_BYTES("");
    size_t at = 0;
    for (size_t i = 0; i < spans->count; i++) {
        PhSpan span = spans->items[i];
        out = ph_arena_join(arena, out, ph_bytes_slice(text, at, span.start));
        out = ph_arena_format(arena, "%.*s<%.*s>", (int)out.len, out.ptr,
                              (int)(span.end - span.start), text.ptr + span.start);
        at = span.end;
    }
    return ph_arena_join(arena, out, ph_bytes_slice(text, at, text.len));
}

static void expect(const char *old_text, const char *new_text, const char *old_marked,
                   const char *new_marked)
{
    PhArena *arena = ph_arena_new();
    PhWordSpans old_spans;
    PhWordSpans new_spans;
    PhBytes old_bytes = ph_bytes_of(old_text);
    PhBytes new_bytes = ph_bytes_of(new_text);
    ph_words_diff(arena, old_bytes, new_bytes, &old_spans, &new_spans);
    assert_string_equal(ph_arena_string(arena, marked(arena, old_bytes, &old_spans)),
                        old_marked);
    assert_string_equal(ph_arena_string(arena, marked(arena, new_bytes, &new_spans)),
                        new_marked);
    ph_arena_free(arena);
}

static void brackets_alone_are_marked(void **state)
{
    (void)state;
    expect("    if n in [1, 2]:\n", "    if n in {1, 2}:\n", "    if n in <[>1, 2<]>:\n",
           "    if n in <{>1, 2<}>:\n");
}

static void names_are_marked_whole(void **state)
{
    (void)state;
    expect("todo.pop(0)", "todo.popleft()", "todo.<pop>(<0>)", "todo.<popleft>()");
}

static void blanks_between_marked_words_are_marked_too(void **state)
{
    (void)state;
    expect("return very old(x, y)", "return brand new(x, y)", "return <very old>(x, y)",
           "return <brand new>(x, y)");
}

static void moved_indentation_is_not_marked(void **state)
{
    (void)state;
    expect("  for x in xs:\n    r.append(x)\n", "    for x in xs\n",
           "  for x in xs<:>\n    "
           "<r.append(x)>\n",
           "    for x in xs\n");
}

static void blanks_count_where_nothing_else_differs(void **state)
{
    (void)state;
    expect("a =  b", "a = b", "a =<  >b", "a =< >b");
}

static void texts_with_little_in_common_are_not_marked(void **state)
{
    (void)state;
    expect("alpha beta gamma delta", "one two three four", "alpha beta gamma delta",
           "one two three four");
}

static void an_empty_side_and_equal_texts_are_not_marked(void **state)
{
    (void)state;
    expect("", "x = 1\n", "", "x = 1\n");
    expect("x = 1\n", "x = 1\n", "x = 1\n", "x = 1\n");
}

static void long_texts_are_compared_without_a_table(void **state)
{
    (void)state;
    PhArena *arena = ph_arena_new();
    PhBuf middle = {0};
    PhWordSpans old_spans;
    PhWordSpans new_spans;
    for (size_t i = 0; i < 30000; i++) {
        ph_buf_printf(&middle, "+%zu", i);
    }
    PhBytes text = ph_arena_copy(arena, ph_buf_bytes(&middle));
    PhBytes new_text = ph_arena_join(arena, PH_BYTES("new "), text);
    PhBytes old_text = ph_arena_join(arena, PH_BYTES("old "), text);
    ph_words_diff(arena, old_text, new_text, &old_spans, &new_spans);
    assert_int_equal(old_spans.count, 1);
    assert_int_equal(new_spans.count, 1);
    assert_int_equal(new_spans.items[0].end, 3);
    ph_buf_release(&middle);
    ph_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets_alone_are_marked),
        cmocka_unit_test(names_are_marked_whole),
        cmocka_unit_test(blanks_between_marked_words_are_marked_too),
        cmocka_unit_test(moved_indentation_is_not_marked),
        cmocka_unit_test(blanks_count_where_nothing_else_differs),
        cmocka_unit_test(texts_with_little_in_common_are_not_marked),
        cmocka_unit_test(an_empty_side_and_equal_texts_are_not_marked),
        cmocka_unit_test(long_texts_are_compared_without_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
