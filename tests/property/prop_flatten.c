/*
 * Properties of the flat tree, over seeded mutations of small Python files:
 *
 * - read from the core's internals it is the same as read by the public cursor;
 * - children lie in their parents, in order, and limits are nested;
 * - leaves and the gaps between them rebuild the text, and outside of strings the gaps of
 *   a tree without errors hold only white space and line continuations.
 */

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "syntax/parse.h"
#include "syntax/walk.h"

enum {
    ROUNDS = 3000,
    MAX_MUTATIONS = 6,
    MAX_CHUNK = 24,
    KEPT = 1 << 20,
};

static const char *const k_snippets[] = {
    "def f(a, *b, c: int = 1, **d) -> None:\n    '''doc'''\n    return a in [1, 2]\n",
    "class A[T](B, metaclass=C):\n    x: int = 0\n\n    @property\n    async def g(self):\n"
    "        await self.h()\n        # trailing\n\n# after\n",
    "if a:\n    pass\nelif b: c = 1; d = 2\nelse:\n    try:\n        e()\n"
    "    except* (F, G) as h:\n        raise\n    finally:\n        del i\n",
    "x = f'{a!r:>{w}} {b=} {{}}' 'tail' rb\"\\x00\" '''\nlong \\\n'''\n",
    "match p:\n    case [1, *rest] | {'k': v, **kw} if v > 1:\n        pass\n"
    "    case Point(x=0) as q: pass\n    case -1 | None | a.b: pass\n",
    "with (open(a) as f, g()): pass\nfor i, in ((1,),): continue\nwhile True: break\n",
    "print >>f, x\nprint(x)\nexec('1')\ntype X[T] = list[T]\nlambda *a, b=1: (yield)\n",
    "a = [x async for y in z if w for x in y]\nb = {**c, 1: 2}\nd = {*e}\nf = a if b else "
    "c\n",
    "from . import (a as b,\n    c)\nfrom __future__ import d\nimport e.f as g\n"
    "global h; nonlocal i\nassert (j := 1), k\n",
    "a \\\n  = not b is not c not in d < e <> f\n\f\n\tif g:\n\t\th @= i ** -j\r\nk\r\n",
    "\xef\xbb\xbf# coding: utf-8\n\xc3\xa9t\xc3\xa9 = '\xe6\x97\xa5' # \xe6\x9c\xac\n",
};

static const char *const k_pieces[] = {
    "(",  ")",   "[",    "]",      "{",     "}",  ":",     ",",     "\n", "\n    ",
    "'",  "\"",  "f'{",  "}'",     "'''",   "#",  "\\\n",  "\t",    " ",  "\r",
    "\f", "if ", "def ", "class ", "else:", "@",  "async", "match", "*",  "**",
    "=",  ":=",  ";",    "\xc3",   "\x80",  "in", "not",   "print", "0x", "\n\n\n",
};

/* xorshift32: the printed seed is all that is needed to run a failure again. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static uint32_t below(uint32_t *seed, size_t limit)
{
    return next_random(seed) % (uint32_t)limit;
}

/* `text` with [start, end) replaced. */
static PhBytes replace(PhArena *arena, PhBytes text, PhSpan span, PhBytes with)
{
    PhBuf buf = {0};
    ph_buf_add(&buf, ph_bytes_slice(text, 0, span.start));
    ph_buf_add(&buf, with);
    ph_buf_add(&buf, ph_bytes_slice(text, span.end, text.len));
    PhBytes result = ph_arena_copy(arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return result;
}

static PhBytes mutate(PhArena *arena, PhBytes text, uint32_t *seed)
{
    uint32_t at = below(seed, text.len + 1);
    uint32_t len = below(seed, MAX_CHUNK);
    len = len > text.len - at ? (uint32_t)text.len - at : len;
    PhSpan chunk = {at, at + len};
    PhSpan point = {at, at};
    switch (below(seed, 4)) {
    case 0: return replace(arena, text, chunk, (PhBytes){"", 0});
    case 1: {
        const char *piece = k_pieces[below(seed, PH_COUNT_OF(k_pieces))];
        return replace(arena, text, point, ph_bytes_of(piece));
    }
    case 2: {
        PhBytes copied = ph_bytes_slice(text, chunk.start, chunk.end);
        uint32_t to = below(seed, text.len + 1);
        return replace(arena, text, (PhSpan){to, to}, copied);
    }
    default: {
        const char *snippet = k_snippets[below(seed, PH_COUNT_OF(k_snippets))];
        return replace(arena, text, point, ph_bytes_of(snippet));
    }
    }
}

static bool trees_equal(const PhTree *a, const PhTree *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (PhNodeId node = 0; node < a->count; node++) {
        if (a->kinds[node] != b->kinds[node] || a->fields[node] != b->fields[node] ||
            a->starts[node] != b->starts[node] || a->ends[node] != b->ends[node] ||
            a->parents[node] != b->parents[node] || a->limits[node] != b->limits[node]) {
            return false;
        }
    }
    return true;
}

static bool nodes_are_nested(const PhTree *tree)
{
    for (PhNodeId node = 1; node < tree->count; node++) {
        PhNodeId parent = tree->parents[node];
        if (parent >= node || tree->limits[node] > tree->limits[parent] ||
            !ph_span_contains(ph_tree_span(tree, parent), ph_tree_span(tree, node))) {
            return false;
        }
    }
    return true;
}

/* A line continuation before the indentation of a block has no node: the grammar's scanner
 * takes it for part of the indentation. */
static bool is_blank(PhBytes gap)
{
    static const char blanks[] = " \t\r\n\f\\\xef\xbb\xbf";
    for (size_t i = 0; i < gap.len; i++) {
        if (memchr(blanks, gap.ptr[i], sizeof(blanks) - 1) == NULL) {
            return false;
        }
    }
    return true;
}

/* In a string, text beside escapes and replacement fields has no node of its own. */
static bool gap_may_hold_text(const PhTree *tree, PhSpan gap)
{
    while (gap.end > gap.start && is_blank((PhBytes){tree->text.ptr + gap.end - 1, 1})) {
        gap.end--;
    }
    PhKind kind = tree->kinds[ph_tree_deepest_at(tree, gap.start)];
    return kind == PH_KIND_STRING_CONTENT || kind == PH_KIND_FORMAT_SPECIFIER;
}

static bool leaves_rebuild(const PhTree *tree, bool is_clean)
{
    uint32_t position = 0;
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (!ph_tree_is_leaf(tree, node)) {
            continue;
        }
        uint32_t start = tree->starts[node];
        if (start < position) {
            return false;
        }
        PhBytes gap = ph_bytes_slice(tree->text, position, start);
        if (is_clean && !is_blank(gap) &&
            !gap_may_hold_text(tree, (PhSpan){position, start})) {
            return false;
        }
        position = tree->ends[node];
    }
    PhBytes rest = ph_bytes_slice(tree->text, position, tree->text.len);
    return !is_clean || is_blank(rest);
}

static const char *broken_property(const PhGrammar *grammar, PhArena *arena, PhBytes text)
{
    PhParseOptions options = {.keep_errors = true};
    PhParsed parsed;
    PhParsed by_cursor;
    PhParseOutcome outcome = ph_parse(grammar, arena, text, options, &parsed);
    options.use_cursor = true;
    if (ph_parse(grammar, arena, text, options, &by_cursor) != outcome ||
        !trees_equal(&parsed.tree, &by_cursor.tree)) {
        return "the two flat trees differ";
    }
    if (!nodes_are_nested(&parsed.tree)) {
        return "a node is not inside its parent";
    }
    if (!leaves_rebuild(&parsed.tree, outcome == PH_PARSED)) {
        return "leaves and gaps do not rebuild the text";
    }
    return NULL;
}

static bool round_holds(const PhGrammar *grammar, PhArena *arena, uint32_t first_seed)
{
    /* Spread, so that neighbouring seeds differ from the first step on. */
    uint32_t seed = first_seed * 2654435761U | 1U;
    PhBytes text = ph_bytes_of(k_snippets[below(&seed, PH_COUNT_OF(k_snippets))]);
    for (uint32_t i = below(&seed, MAX_MUTATIONS); i > 0; i--) {
        text = mutate(arena, text, &seed);
    }
    const char *broken = broken_property(grammar, arena, text);
    if (broken != NULL) {
        (void)fprintf(stderr, "%s:\n%.*s\n", broken, (int)text.len, text.ptr);
    }
    return broken == NULL;
}

int main(int argc, char **argv)
{
    uint32_t first = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1;
    uint32_t rounds = argc > 1 ? 1 : ROUNDS;
    ph_parse_set_up();
    PhArena *program = ph_arena_new();
    PhArena *arena = ph_arena_new();
    const PhGrammar *grammar = ph_grammar_new(program, PH_LANGUAGE_PYTHON);
    bool holds = true;
    for (uint32_t seed = first; holds && seed < first + rounds; seed++) {
        holds = round_holds(grammar, arena, seed);
        if (!holds) {
            (void)fprintf(stderr, "repeat with: %s %u\n", argv[0], (unsigned)seed);
        }
        ph_arena_reset(arena, KEPT);
    }
    ph_parse_tear_down_thread();
    ph_arena_free(arena);
    ph_arena_free(program);
    return holds ? EXIT_SUCCESS : EXIT_FAILURE;
}
