/*
 * Property: the diff of two texts, applied to the old one by the plain reading of its
 * hunks, gives the new one, byte for byte, whatever the line ends.
 */

#include <stdio.h>
#include <stdlib.h>

#include "git/git.h"
#include "report/diff.h"

enum { ROUNDS = 2000, MAX_LINES = 60 };

/* xorshift32: the printed seed is all that is needed to run a failure again. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Few different lines, so that many agree; now and then one that looks like a diff. */
static void add_line(PhBuf *buf, uint32_t *seed)
{
    static const char *const k_lines[] = {
        "a", "b", "c\r", "",     "\r", "\t x",         "-- a",
        "+", "-", "@@",  "\xff", " ",  "\\ No newline"};
    ph_buf_add_str(buf, k_lines[next_random(seed) % PH_COUNT_OF(k_lines)]);
    ph_buf_add_char(buf, '\n');
}

static void make_texts(uint32_t *seed, PhBuf *old_text, PhBuf *new_text)
{
    uint32_t count = next_random(seed) % MAX_LINES;
    for (uint32_t i = 0; i < count; i++) {
        size_t start = old_text->len;
        uint32_t what = next_random(seed) % 10;
        add_line(old_text, seed);
        if (what != 0) {
            ph_buf_add(new_text,
                       ph_bytes_slice(ph_buf_bytes(old_text), start, old_text->len));
        }
        if (what <= 1) {
            add_line(new_text, seed);
        }
    }
    uint32_t ends = next_random(seed);
    old_text->len -= ends % 3 == 0 && old_text->len > 0 ? 1 : 0;
    new_text->len -= ends % 4 == 0 && new_text->len > 0 ? 1 : 0;
}

/* The lines of a text, each taken with its \n. */
static PhBytes take_line(PhBytes *rest)
{
    size_t end = ph_bytes_find(*rest, PH_BYTES("\n"), 0);
    end = end == PH_NOT_FOUND ? rest->len : end + 1;
    PhBytes line = ph_bytes_slice(*rest, 0, end);
    *rest = ph_bytes_slice(*rest, end, rest->len);
    return line;
}

/* Copies the lines before the hunk; false when they are not there. */
static bool start_hunk(PhBuf *out, PhBytes header, PhBytes *old_rest, long *old_line)
{
    char text[64] = {0};
    memcpy(text, header.ptr, header.len < sizeof(text) - 1 ? header.len : sizeof(text) - 1);
    char *end = NULL;
    long start = strtol(text + strlen("@@ -"), &end, 10);
    bool is_empty = *end == ',' && end[1] == '0';
    for (; *old_line < start + (is_empty ? 1 : 0); (*old_line)++) {
        if (old_rest->len == 0) {
            return false;
        }
        ph_buf_add(out, take_line(old_rest));
    }
    return true;
}

static bool apply(PhBytes diff, PhBytes old_rest, PhBuf *out)
{
    long old_line = 1;
    (void)take_line(&diff);
    (void)take_line(&diff);
    while (diff.len > 0) {
        PhBytes line = take_line(&diff);
        if (line.ptr[0] == '@') {
            if (!start_hunk(out, line, &old_rest, &old_line)) {
                return false;
            }
            continue;
        }
        char origin = line.ptr[0];
        PhBytes text = ph_bytes_slice(line, 1, line.len);
        if (diff.len > 0 && diff.ptr[0] == '\\') {
            (void)take_line(&diff);
            text.len--;
        }
        if (origin != '+') {
            if (old_rest.len == 0 || !ph_bytes_equal(take_line(&old_rest), text)) {
                return false;
            }
            old_line++;
        }
        if (origin != '-') {
            ph_buf_add(out, text);
        }
    }
    ph_buf_add(out, old_rest);
    return true;
}

static bool round_holds(uint32_t seed)
{
    PhBuf old_text = {0};
    PhBuf new_text = {0};
    PhBuf diff = {0};
    PhBuf applied = {0};
    make_texts(&seed, &old_text, &new_text);
    PhArena *arena = ph_arena_new();
    PhDiags diags = {.arena = arena};
    const PhDiffFile file = {PH_BYTES("a.py"), ph_buf_bytes(&old_text),
                             ph_buf_bytes(&new_text)};
    const PhDiffOptions options = {0};
    bool holds = ph_diff_add(&diff, &file, &options, &diags) == PH_OK &&
                 apply(ph_buf_bytes(&diff), file.old_text, &applied) &&
                 ph_bytes_equal(ph_buf_bytes(&applied), file.new_text);
    ph_arena_free(arena);
    ph_buf_release(&old_text);
    ph_buf_release(&new_text);
    ph_buf_release(&diff);
    ph_buf_release(&applied);
    return holds;
}

int main(int argc, char **argv)
{
    uint32_t first = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1;
    uint32_t rounds = argc > 1 ? 1 : ROUNDS;
    for (uint32_t seed = first; seed < first + rounds; seed++) {
        if (!round_holds(seed)) {
            (void)fprintf(stderr,
                          "the diff does not give the new text; repeat with: %s %u\n",
                          argv[0], (unsigned)seed);
            return EXIT_FAILURE;
        }
    }
    ph_git_stop();
    return EXIT_SUCCESS;
}
