/*
 * Property: the filter by bytes takes no finding away.
 *
 *     prop_filter [SEED]       generated files, or the one of that seed
 *     prop_filter --list LIST  the files that LIST names, one a line
 *
 * Files are made of pieces that patterns of all sorts match, with whatever may stand
 * between tokens, and with tokens replaced by others.
 */

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "template/engine.h"

enum { ROUNDS = 4000, MAX_FILE = 64 << 20, MOST_PIECES = 6 };

static const char k_program[] = "rule plain\n"
                                "match\n"
                                "  $x.pop(0)\n"
                                "|\n"
                                "  $x not in [$*E]\n"
                                "|\n"
                                "  $x in ($*E,)\n"
                                "|\n"
                                "  $x if $y else 0\n"
                                "|\n"
                                "  del $x[0]\n"
                                "|\n"
                                "  print($*A, end=$e)\n"
                                "|\n"
                                "  m.sub.f($x)\n"
                                "|\n"
                                "  for $i in range($n): ...\n"
                                "|\n"
                                "  $x += [$*E]\n"
                                "|\n"
                                "  lambda: 0\n"
                                "|\n"
                                "  $x.insert(0, None)\n"
                                "|\n"
                                "  while True: ...\n"
                                "  else: pass\n"
                                "|\n"
                                "  assert $x is not None\n"
                                "|\n"
                                "  $x[-1].append($y)\n"
                                "|\n"
                                "  $x: m.T[$y] = 0\n"
                                "message \"m\"\n"
                                "rule used\n"
                                "match\n"
                                "  $q = []\n"
                                "uses $q:\n"
                                "  del $q[0]                #@ first\n"
                                "  $q.pop(0)                #@ first\n"
                                "  $q = $q[$_:]             #@ first\n"
                                "  $_ in $q                 #@ first\n"
                                "  for $_ in $q: ...        #@ first\n"
                                "  $q.append($_)\n"
                                "else advise \"other\"\n"
                                "where count(first) >= 1\n"
                                "message \"m\"\n"
                                "rule attribute\n"
                                "match\n"
                                "  $o.$a = []\n"
                                "uses $o.$a:\n"
                                "  del $o.$a[0]             #@ first\n"
                                "  $o.$a.pop(0)             #@ first\n"
                                "  $o.$a.append($_)\n"
                                "else advise \"other\"\n"
                                "where count(first) >= 1\n"
                                "message \"m\"\n"
                                "rule local\n"
                                "match\n"
                                "  $q = []\n"
                                "uses $q:\n"
                                "  del $q[0]                #@ first\n"
                                "  $q.pop(0)                #@ first\n"
                                "  $q = $q[$_:]             #@ first\n"
                                "  $_ in $q                 #@ first\n"
                                "  for $_ in $q: ...        #@ first\n"
                                "  $q.append($_)\n"
                                "else advise \"other\"\n"
                                "where local($q)\n"
                                "where count(first) >= 1\n"
                                "message \"m\"\n";

/* Tokens are kept apart by a blank; `~` is the end of a line, `>` more indentation. */
static const char *const k_pieces[] = {
    "q = [ ]",
    "x . q = [ ]",
    "x . q . pop ( 0 )",
    "del x [ 0 ] . q [ 0 ]",
    "x [ 0 ] . q = [ ]",
    "( q ) = [ ]",
    "x = 1 ; q = [ ] ; r = [ 0 ]",
    "if x : q = [ ] ; q . pop ( 0 )",
    "q : list = [ ]",
    "q = list ( ) ~ for r in q : ~ > pass",
    "r = [ ] ~ print ( r . pop ( 0 ) , q . pop ( 0 ) )",
    "q . pop ( 0 )",
    "x = ( q . pop ) ( ( 0 ) , )",
    "del q [ 0 ]",
    "del ( q ) [ ( 0 ) ]",
    "a = 1 not in [ 1 , 2 , 3 ]",
    "a = 0 in ( 1 , 2 , 3 , )",
    "a = 0 in q",
    "a = x if y else 0",
    "a = 0 if 0 else 0",
    "print ( 1 , end = 2 )",
    "import m . sub",
    "from m . sub import f as g",
    "m . sub . f ( 1 )",
    "g ( 1 )",
    "for i in range ( 3 ) : ~ > pass",
    "for i in q : ~ > pass",
    "x += [ 1 , 2 ]",
    "a = lambda : 0",
    "q . insert ( 0 , None )",
    "o . q = [ ]",
    "o . q . pop ( 0 ) ; o . q . append ( 1 )",
    "while True : ~ > break",
    "assert x is not None",
    "x [ - 1 ] . append ( 1 )",
    "from m import T",
    "v : T [ int ] = 0",
    "import m ~ v : m . T [ int ] = 0",
    "q . append ( 1 )",
    "q = q [ 1 : ]",
    "s = '' ~ for c in 'abc' : ~ > s += c ~ print ( s )",
};

static const char *const k_gaps[] = {
    "",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\f",
    " \\\n",
    "\\\r\n ",
    " # in pop\n",
    " # \xc3\xa9\r",
    "\n",
};

static const char *const k_others[] = {
    "popleft", "pop",  "\xf0\x9d\x90\xa9op",
    "0x0f",    "00",   "0",
    "q",       "_q",   "q1",
    "not",     "in",   "[",
    "]",       "(",    ")",
    ",",       ".",    "=",
    "==",      "'in'",
};

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhDispatch *all;
    PH_VEC(PhDispatch) alone; /* by transform: few words are looked for in another way */
    uint32_t parsed;
    uint32_t found;
    uint32_t ruled_out;
} Run;

/* xorshift32: the printed seed is all that is needed to run a failure again. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static bool is_sign(const char *token, size_t len, char sign)
{
    return len == 1 && token[0] == sign;
}

/* One piece as the lines of a body. Within brackets a gap may hold line ends. */
static void add_piece(PhBuf *out, uint32_t *seed, const char *piece)
{
    uint32_t change = next_random(seed) % 8 == 0 ? next_random(seed) % 12 : UINT32_MAX;
    bool is_odd = next_random(seed) % 2 == 0;
    int depth = 0;
    ph_buf_add_str(out, "    ");
    for (uint32_t index = 0; *piece != '\0'; index++) {
        size_t len = strcspn(piece, " ");
        depth += is_sign(piece, len, '(') || is_sign(piece, len, '[');
        depth -= is_sign(piece, len, ')') || is_sign(piece, len, ']');
        if (is_sign(piece, len, '~')) {
            ph_buf_add_str(out, "\n    ");
        } else if (is_sign(piece, len, '>')) {
            ph_buf_add_str(out, "    ");
        } else if (index == change) {
            ph_buf_add_str(out, k_others[next_random(seed) % PH_COUNT_OF(k_others)]);
        } else {
            ph_buf_add(out, (PhBytes){piece, len});
        }
        piece += len + (piece[len] == ' ' ? 1 : 0);
        const char *gap = k_gaps[next_random(seed) % PH_COUNT_OF(k_gaps)];
        bool may_stand = depth > 0 || (strchr(gap, '#') == NULL && strcmp(gap, "\n") != 0);
        bool is_edge = is_sign(piece, strcspn(piece, " "), '~');
        ph_buf_add_str(out, is_odd && may_stand && !is_edge && *piece != '\0' ? gap : " ");
    }
    ph_buf_add_char(out, '\n');
}

/* The first finding that only one of the searches has. */
static void print_difference(const PhParsedFile *file, const PhFindingVec *a,
                             const PhFindingVec *b)
{
    size_t i = 0;
    while (i < a->count && i < b->count &&
           a->items[i].span.start == b->items[i].span.start &&
           strcmp(a->items[i].rule, b->items[i].rule) == 0) {
        i++;
    }
    const PhFindingVec *longer = a->count > b->count ? a : b;
    if (i < longer->count) {
        const PhFinding *finding = &longer->items[i];
        PhBytes code =
            ph_bytes_slice(file->tree.text, finding->span.start, finding->span.end);
        (void)printf("%s, %s the filter: %.*s\n", finding->rule,
                     longer == a ? "with" : "without", (int)code.len, code.ptr);
    }
}

static bool same_findings(const PhFindingVec *a, const PhFindingVec *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        const PhFinding *x = &a->items[i];
        const PhFinding *y = &b->items[i];
        if (x->span.start != y->span.start || x->span.end != y->span.end ||
            strcmp(x->rule, y->rule) != 0 || x->level != y->level ||
            x->edit_count != y->edit_count) {
            return false;
        }
    }
    return a->count == b->count;
}

/* True if the search finds the same without the filter. */
static bool dispatch_holds(Run *run, const PhDispatch *dispatch, PhArena *arena,
                           PhParsedFile *file)
{
    PhFindingVec found[2] = {{0}, {0}};
    PhDispatch without = *dispatch;
    const PhDispatch *dispatches[] = {dispatch, &without};
    PhArena *scratch = ph_arena_new();
    without.filter = NULL;
    for (size_t i = 0; i < 2; i++) {
        PhFacts *facts = ph_facts_new(arena, file->source, &file->tree, (PhFactOptions){0});
        ph_engine_find(dispatches[i], facts, scratch, &found[i]);
    }
    bool may_find = ph_dispatch_may_find(dispatch, scratch, file->source->bytes);
    const PhMayMatch *may =
        ph_filter_run(dispatch->filter, scratch, file->source->bytes, PH_FILTER_FULL);
    for (size_t i = 0; dispatch == run->all && i < dispatch->patches.count; i++) {
        run->ruled_out += may == NULL || !may[i].may_match;
    }
    run->found += dispatch == run->all ? (uint32_t)found[1].count : 0;
    ph_arena_free(scratch);
    if (!same_findings(&found[0], &found[1])) {
        print_difference(file, &found[0], &found[1]);
        return false;
    }
    return may_find || found[1].count == 0;
}

static bool file_holds(Run *run, PhArena *arena, PhBytes path, PhBytes bytes)
{
    PhDiags diags = {.arena = arena};
    PhParsedFile file;
    if (ph_file_parse(run->grammar, arena, path, bytes, &diags, &file) != PH_OK) {
        return true;
    }
    run->parsed++;
    bool holds = dispatch_holds(run, run->all, arena, &file);
    for (size_t i = 0; holds && i < run->alone.count; i++) {
        holds = dispatch_holds(run, &run->alone.items[i], arena, &file);
    }
    return holds;
}

static bool round_holds(Run *run, uint32_t seed, bool is_shown)
{
    PhArena *arena = ph_arena_new();
    PhBuf text = {0};
    uint32_t state = seed * 2654435761U + 1;
    uint32_t count = 1 + next_random(&state) % MOST_PIECES;
    ph_buf_add_str(&text, "def f(x, y):\n");
    for (uint32_t i = 0; i < count; i++) {
        add_piece(&text, &state, k_pieces[next_random(&state) % PH_COUNT_OF(k_pieces)]);
    }
    PhBytes bytes = ph_arena_copy(arena, ph_buf_bytes(&text));
    ph_buf_release(&text);
    if (is_shown) {
        (void)printf("%.*s", (int)bytes.len, bytes.ptr);
    }
    bool holds = file_holds(run, arena, PH_BYTES("t.py"), bytes);
    ph_arena_free(arena);
    return holds;
}

static PhDispatch *new_dispatch(const Run *run, const PhTransformSet *set,
                                const bool *is_selected)
{
    PhDispatch *dispatch = ph_dispatch_new(
        run->arena, set,
        &(PhDispatchWants){.is_selected = is_selected, .python_minor = UINT32_MAX});
    dispatch->line_length = 88;
    return dispatch;
}

/* The pages that are built in, and the rules above. */
static bool load(Run *run)
{
    PhDiags diags = {.arena = run->arena};
    PhTransformSet *set;
    PhTransform own = {.id = "own"};
    if (ph_transforms_load(run->arena, run->grammar, NULL, 0, &diags, &set) != PH_OK ||
        ph_program_read(run->arena, PH_BYTES("own.md"), ph_bytes_of(k_program), 1, &diags,
                        &own.rules) != PH_OK) {
        return false;
    }
    for (size_t i = 0; i < set->transforms.count; i++) {
        if (ph_transform_compile(set, i, &diags) != PH_OK) {
            return false;
        }
    }
    for (size_t i = 0; i < own.rules.count; i++) {
        PhPatternContext context = {.arena = run->arena,
                                    .grammar = run->grammar,
                                    .diags = &diags,
                                    .path = PH_BYTES("own.md"),
                                    .rule = &own.rules.items[i]};
        if (ph_rule_compile(&context, &own.rules.items[i]) != PH_OK) {
            return false;
        }
    }
    for (size_t i = 0; i < own.rules.count; i++) {
        PhTransform one = {.id = ph_arena_string(run->arena, own.rules.items[i].name)};
        PH_VEC_PUSH(run->arena, &one.rules, own.rules.items[i]);
        PH_VEC_PUSH(run->arena, &set->transforms, one);
    }
    bool *is_selected = PH_NEW_ARRAY(run->arena, bool, set->transforms.count);
    for (size_t i = 0; i < set->transforms.count; i++) {
        is_selected[i] = true;
        PH_VEC_PUSH(run->arena, &run->alone, *new_dispatch(run, set, is_selected));
        is_selected[i] = false;
    }
    memset(is_selected, 1, set->transforms.count);
    run->all = new_dispatch(run, set, is_selected);
    return true;
}

static bool list_holds(Run *run, const char *list_path)
{
    PhDiags diags = {.arena = run->arena};
    PhBytes list;
    PhBytes path;
    bool holds = true;
    if (ph_file_read(run->arena, ph_bytes_of(list_path), MAX_FILE, &diags, &list) !=
        PH_OK) {
        return false;
    }
    while (ph_bytes_next_line(&list, &path)) {
        PhArena *arena = ph_arena_new();
        PhBytes bytes;
        PhBytes name = ph_arena_copy(arena, path);
        diags.arena = arena;
        diags.records = (PhDiagVec){0};
        if (ph_file_read(arena, name, MAX_FILE, &diags, &bytes) == PH_OK &&
            !file_holds(run, arena, name, bytes)) {
            (void)printf("%s: the filter changes what is found\n", name.ptr);
            holds = false;
        }
        ph_arena_free(arena);
    }
    return holds;
}

static bool rounds_hold(Run *run, uint32_t first, uint32_t count)
{
    for (uint32_t seed = first; seed < first + count; seed++) {
        if (!round_holds(run, seed, count == 1)) {
            (void)fprintf(stderr, "the filter changes what is found; repeat with: %u\n",
                          (unsigned)seed);
            return false;
        }
    }
    if (count > 1 && (run->parsed < count / 4 || run->found < count / 4)) {
        (void)fprintf(stderr, "too little is found: this shows nothing\n");
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    ph_parse_set_up();
    Run run = {.arena = ph_arena_new()};
    run.grammar = ph_grammar_new(run.arena, PH_LANGUAGE_PYTHON);
    bool holds = load(&run);
    if (!holds) {
        (void)fprintf(stderr, "the rules do not load\n");
    } else if (argc == 3 && strcmp(argv[1], "--list") == 0) {
        holds = list_holds(&run, argv[2]);
    } else {
        uint32_t first = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1;
        holds = rounds_hold(&run, first, argc > 1 ? 1 : ROUNDS);
    }
    (void)printf("%u files, %u findings, %.1f of %zu patches ruled out a file\n",
                 (unsigned)run.parsed, (unsigned)run.found,
                 run.parsed > 0 ? (double)run.ruled_out / run.parsed : 0.0,
                 run.all == NULL ? 0 : run.all->patches.count);
    ph_parse_tear_down_thread();
    ph_arena_free(run.arena);
    return holds ? EXIT_SUCCESS : EXIT_FAILURE;
}
