/* The review of fixes without a terminal: keys in, texts and answers out. */

#include "cmd/review.h"
#include "cmd/session.h"
#include "files.h"
#include "git/git.h"
#include "scratch.h"
#include "syntax/parse.h"
#include "unit.h"

#define THREE                          \
    "def a(n):\n"                      \
    "    return int(n) in [1, 2, 3]\n" \
    "\n\n"                             \
    "def b(n):\n"                      \
    "    return int(n) in [4, 5, 6]\n" \
    "\n\n"                             \
    "def c(n):\n"                      \
    "    return int(n) in [7, 8, 9]\n"
#define QUEUE                  \
    "def work(items):\n"       \
    "    todo = list(items)\n" \
    "    while todo:\n"        \
    "        print(todo.pop(0))\n"
#define TWICE     \
    "def t(a):\n" \
    "    return int(a) in [1, 2, 3] or int(a) in [1, 2, 3]\n"
/* The second finding is there only when the first was fixed. */
#define LOOPS                   \
    "def grow(rows):\n"         \
    "    out = []\n"            \
    "    for row in rows:\n"    \
    "        out.append(row)\n" \
    "    return int(len(out)) in [1, 2, 3]\n"

typedef struct {
    char folder[64];
    PhArena *arena;
    PhOptions options;
    PhDiags diags;
    PhSession *session;
    PhDecisions *decisions;
    PhReview *review;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.options = ph_options_default()};
    fixture.options.jobs = 1;
    files_enter(fixture.folder);
    *state = &fixture;
    return 0;
}

static void open_review(Fixture *f)
{
    PhBytesVec paths = {0};
    f->arena = ph_arena_new();
    f->diags = (PhDiags){.arena = f->arena};
    assert_int_equal(ph_session_open(f->arena, &f->options, PH_SUMMARY_FIX, &paths,
                                     &f->diags, &f->session),
                     PH_OK);
    PhDecisionsOptions where = {.path = PH_BYTES("answers.jsonl")};
    assert_int_equal(ph_decisions_open(f->arena, &where, &f->diags, &f->decisions), PH_OK);
    ph_session_start(f->session);
    f->review = ph_review_new(f->session, f->decisions, f->session->working_folder);
}

static void close_review(Fixture *f)
{
    ph_review_free(f->review);
    ph_decisions_close(f->decisions);
    (void)ph_session_finish(f->session);
    ph_arena_free(f->arena);
    f->arena = NULL;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    if (f->arena != NULL) {
        close_review(f);
    }
    files_leave(f->folder);
    ph_parse_tear_down_thread();
    ph_git_stop();
    return 0;
}

static PhReviewShow press(Fixture *f, const char *keys)
{
    PhReviewShow show = PH_REVIEW_SHOW_NOTE;
    for (; *keys != '\0'; keys++) {
        show = ph_review_key(f->review, *keys);
    }
    return show;
}

/* "a.py:2 2/3": the fix at hand, its number, and how many there are. */
static void expect_at(Fixture *f, const char *wanted)
{
    PhReviewFix fix;
    assert_true(ph_review_fix(f->review, &fix));
    PhBytes got = ph_arena_format(f->arena, "%.*s:%u %zu/%zu",
                                  (int)fix.item->file->name.len, fix.item->file->name.ptr,
                                  (unsigned)fix.item->id.line, fix.number, fix.count);
    assert_string_equal(got.ptr, wanted);
}

static PhBytes text_of(Fixture *f, size_t index)
{
    ph_review_settle(f->review);
    return ph_buf_bytes(&ph_review_file_at(f->review, index)->text);
}

static void expect_answers(Fixture *f, size_t accepted, size_t declined, size_t undecided)
{
    PhReviewCounts counts = ph_review_counts(f->review);
    assert_int_equal(counts.accepted, accepted);
    assert_int_equal(counts.declined, declined);
    assert_int_equal(counts.undecided, undecided);
    assert_int_equal(counts.fixes, accepted + declined + undecided + counts.ignored);
}

static void answers_lead_to_the_next_fix_and_to_the_end(void **state)
{
    Fixture *f = *state;
    files_write("a.py", THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    expect_at(f, "a.py:2 1/3");
    assert_int_equal(press(f, "y"), PH_REVIEW_SHOW_FIX);
    expect_at(f, "a.py:6 2/3");
    assert_int_equal(press(f, "n"), PH_REVIEW_SHOW_FIX);
    expect_at(f, "a.py:10 3/3");
    assert_int_equal(press(f, "y"), PH_REVIEW_END);
    expect_answers(f, 2, 1, 0);
}

static void nothing_to_ask_ends_at_once(void **state)
{
    Fixture *f = *state;
    files_write("a.py", "x = 1\n");
    open_review(f);
    assert_false(ph_review_begin(f->review));
    PhReviewFix fix;
    assert_false(ph_review_fix(f->review, &fix));
    assert_int_equal(press(f, "y"), PH_REVIEW_END);
}

static void passed_over_fixes_come_again_at_the_end(void **state)
{
    Fixture *f = *state;
    files_write("a.py", THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    (void)press(f, "jy");
    expect_at(f, "a.py:10 3/3");
    (void)press(f, "y");
    expect_at(f, "a.py:2 1/3");
}

static void fixes_are_found_where_lines_have_moved(void **state)
{
    Fixture *f = *state;
    files_write("a.py", QUEUE THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    (void)press(f, "y"); /* adds an import above all others */
    expect_at(f, "a.py:6 2/4");
    (void)press(f, "yyy");
    assert_true(
        ph_bytes_find(text_of(f, 0), PH_BYTES("from collections import deque"), 0) == 0);
    assert_true(ph_bytes_find(text_of(f, 0), PH_BYTES("["), 0) == PH_NOT_FOUND);
}

static void undo_is_exact_in_any_depth(void **state)
{
    Fixture *f = *state;
    files_write("a.py", QUEUE THREE);
    files_write("b.py", QUEUE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    (void)press(f, "yiA");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(press(f, "u"), PH_REVIEW_SHOW_FIX);
    }
    expect_bytes(text_of(f, 0), PH_BYTES(QUEUE THREE));
    expect_bytes(text_of(f, 1), PH_BYTES(QUEUE));
    expect_answers(f, 0, 0, 5);
    assert_int_equal(press(f, "u"), PH_REVIEW_SHOW_NOTE);
}

static void an_answer_changed_and_taken_back_is_the_first_one_again(void **state)
{
    Fixture *f = *state;
    files_write("a.py", QUEUE THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    (void)press(f, "yy");
    PhArena *arena = ph_arena_new();
    PhBytes both = ph_arena_copy(arena, text_of(f, 0));
    (void)press(f, "KKn"); /* the first of two that are in the text */
    expect_answers(f, 1, 1, 2);
    assert_int_equal(press(f, "u"), PH_REVIEW_SHOW_FIX);
    expect_answers(f, 2, 0, 2);
    expect_bytes(text_of(f, 0), both);
    ph_arena_free(arena);
}

static void the_rest_of_a_file_holds_what_comes_up_in_it(void **state)
{
    Fixture *f = *state;
    files_write("a.py", LOOPS);
    open_review(f);
    bool has_any = ph_review_begin(f->review);
    assert_true(has_any);
    assert_int_equal(press(f, "a"), PH_REVIEW_END);
    expect_answers(f, ph_review_counts(f->review).fixes, 0, 0);
}

static void decisions_of_a_rule_hold_in_files_that_were_not_opened(void **state)
{
    Fixture *f = *state;
    files_write("a.py", THREE);
    files_write("b.py", QUEUE THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    (void)press(f, "nA");
    expect_at(f, "b.py:2 4/7");
    (void)press(f, "n");
    expect_answers(f, 5, 2, 0);
    assert_true(
        ph_bytes_starts_with(text_of(f, 1), PH_BYTES(QUEUE "def a(n):\n"
                                                           "    return int(n) in {1")));
}

static void parts_are_taken_one_by_one(void **state)
{
    Fixture *f = *state;
    PhReviewFix fix;
    files_write("a.py", TWICE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    assert_int_equal(press(f, "s"), PH_REVIEW_SHOW_FIX);
    assert_true(ph_review_fix(f->review, &fix));
    assert_int_equal(fix.part, 1);
    assert_int_equal(press(f, "y"), PH_REVIEW_SHOW_FIX);
    assert_true(ph_review_fix(f->review, &fix));
    assert_int_equal(fix.part, 0); /* the rest is one whole */
    assert_int_equal(press(f, "n"), PH_REVIEW_END);
    expect_bytes(text_of(f, 0), PH_BYTES("def t(a):\n"
                                         "    return int(a) in {1, 2, 3} or int(a) in "
                                         "[1, 2, 3]\n"));
}

static void an_edit_has_to_be_python(void **state)
{
    Fixture *f = *state;
    PhReviewFix fix;
    files_write("a.py", THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    assert_int_equal(press(f, "e"), PH_REVIEW_ASK_EDITOR);
    assert_true(ph_review_fix(f->review, &fix));
    assert_false(
        ph_review_edited(f->review, fix.new_text, PH_BYTES("def a(:\n"), &f->diags));
    assert_int_equal(f->diags.records.count, 1);
    expect_bytes(text_of(f, 0), PH_BYTES(THREE));
    assert_true(ph_review_edited(f->review, fix.new_text, PH_BYTES("x = 1\n"), &f->diags));
    expect_bytes(text_of(f, 0), PH_BYTES("x = 1\n"));
    assert_int_equal(ph_review_resume(f->review), PH_REVIEW_END); /* the others are gone */
}

static void accepted_fixes_are_told_to_who_commits(void **state)
{
    Fixture *f = *state;
    PhReviewFix fix;
    files_write("a.py", THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    assert_true(ph_review_fix(f->review, &fix));
    PhFixId first = fix.item->id;
    (void)press(f, "yn");
    assert_true(ph_review_allows(f->review, 0, &first));
    assert_false(ph_review_allows(f->review, 1, &first));
    first.line = 6;
    assert_false(ph_review_allows(f->review, 0, &first));
}

static void a_file_that_changed_is_asked_about_anew_but_for_what_was_declined(void **state)
{
    Fixture *f = *state;
    files_write("a.py", THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    (void)press(f, "yn");
    close_review(f);
    files_write("a.py", "import os\n\n" THREE);
    open_review(f);
    assert_true(ph_review_begin(f->review));
    expect_answers(f, 0, 1, 2);
    expect_at(f, "a.py:4 1/3");
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Keys at random, as a cat would press them. */
static void press_at_random(Fixture *f, uint32_t *seed, size_t count)
{
    static const char k_keys[] = "yynnjkJKsuiyyadADw?v";
    for (size_t i = 0; i < count; i++) {
        uint32_t dice = next_random(seed) % (sizeof k_keys + 1);
        PhReviewFix fix;
        if (dice >= sizeof k_keys - 1) {
            (void)ph_review_go(f->review, 1 + next_random(seed) % 8);
        } else if (ph_review_key(f->review, k_keys[dice]) == PH_REVIEW_END &&
                   !ph_review_fix(f->review, &fix)) {
            return;
        }
        assert_true(ph_review_fix(f->review, &fix));
        assert_true(fix.number <= fix.count);
        (void)ph_review_message(f->review);
    }
}

static void whatever_is_pressed_the_answers_give_the_same_texts_again(void **state)
{
    Fixture *f = *state;
    for (uint32_t run = 1; run <= 6; run++) {
        uint32_t seed = run;
        (void)remove("answers.jsonl");
        files_write("a.py", QUEUE THREE TWICE);
        files_write("b.py", LOOPS QUEUE);
        open_review(f);
        assert_true(ph_review_begin(f->review));
        press_at_random(f, &seed, 30);
        PhArena *arena = ph_arena_new();
        PhBytes first = ph_arena_copy(arena, text_of(f, 0));
        PhBytes second = ph_arena_copy(arena, text_of(f, 1));
        close_review(f);
        open_review(f);
        expect_bytes(text_of(f, 0), first);
        expect_bytes(text_of(f, 1), second);
        ph_arena_free(arena);
        close_review(f);
    }
}

static void taking_all_back_gives_the_old_texts(void **state)
{
    Fixture *f = *state;
    for (uint32_t run = 1; run <= 6; run++) {
        uint32_t seed = run * 77;
        size_t turns = 0;
        (void)remove("answers.jsonl");
        files_write("a.py", QUEUE THREE TWICE);
        files_write("b.py", LOOPS QUEUE);
        open_review(f);
        assert_true(ph_review_begin(f->review));
        press_at_random(f, &seed, 25);
        while (press(f, "u") != PH_REVIEW_SHOW_NOTE) {
            assert_true(++turns < 100);
        }
        expect_bytes(text_of(f, 0), PH_BYTES(QUEUE THREE TWICE));
        expect_bytes(text_of(f, 1), PH_BYTES(LOOPS QUEUE));
        expect_answers(f, 0, 0, ph_review_counts(f->review).fixes);
        close_review(f);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers_lead_to_the_next_fix_and_to_the_end),
        TEST(nothing_to_ask_ends_at_once),
        TEST(passed_over_fixes_come_again_at_the_end),
        TEST(fixes_are_found_where_lines_have_moved),
        TEST(undo_is_exact_in_any_depth),
        TEST(an_answer_changed_and_taken_back_is_the_first_one_again),
        TEST(the_rest_of_a_file_holds_what_comes_up_in_it),
        TEST(decisions_of_a_rule_hold_in_files_that_were_not_opened),
        TEST(parts_are_taken_one_by_one),
        TEST(an_edit_has_to_be_python),
        TEST(accepted_fixes_are_told_to_who_commits),
        TEST(a_file_that_changed_is_asked_about_anew_but_for_what_was_declined),
        TEST(whatever_is_pressed_the_answers_give_the_same_texts_again),
        TEST(taking_all_back_gives_the_old_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
