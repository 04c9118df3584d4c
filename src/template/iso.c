#include "template/iso.h"

static const PhIsoSpec k_isos[PH_ISO_COUNT] = {
    [PH_ISO_EMPTY_LIST] = {"empty-list", "[] is list()", false, ph_iso_is_empty,
                           ph_iso_write_empty},
    [PH_ISO_EMPTY_DICT] = {"empty-dict", "{} is dict()", false, ph_iso_is_empty,
                           ph_iso_write_empty},
    [PH_ISO_EMPTY_STR] = {"empty-str", "\"\" is str()", false, ph_iso_is_empty,
                          ph_iso_write_empty},
    [PH_ISO_EMPTY_TUPLE] = {"empty-tuple", "() is tuple()", false, ph_iso_is_empty,
                            ph_iso_write_empty},
    [PH_ISO_NOT_IN] = {"not-in", "a patch of `a in b` is one of `a not in b`", false,
                       ph_iso_is_test, ph_iso_write_test},
    [PH_ISO_IS_NOT] = {"is-not", "a patch of `a is b` is one of `a is not b`", false,
                       ph_iso_is_test, ph_iso_write_test},
    [PH_ISO_AUG] = {"aug", "x += e is x = x + e, if x is a name and no list", true,
                    ph_iso_is_augmented, ph_iso_write_augmented},
    [PH_ISO_IF_NOT] = {"if-not", "if not c: A else: B is if c: B else: A", false,
                       ph_iso_is_if_else, ph_iso_write_if_else},
    [PH_ISO_WHILE_TRUE] = {"while-true", "while c: A is while True: if not c: break; A",
                           false, ph_iso_is_while, ph_iso_write_while},
    [PH_ISO_GUARD] = {"guard", "if c: A at the end of a loop is if not c: continue; A",
                      false, ph_iso_is_guarded, ph_iso_write_guarded},
    [PH_ISO_KWARGS] = {"kwargs", "f(a=1, b=x) is f(b=x, a=1)", false, ph_iso_has_keywords,
                       ph_iso_write_keywords},
    [PH_ISO_ARGUMENT_NAMES] = {"argument-names", "enumerate(x, 1) is enumerate(x, start=1)",
                               false, ph_iso_has_known_arguments, ph_iso_write_argument},
    [PH_ISO_ANNOTATED] = {"annotated", "x = e is x: T = e, which keeps its T", false,
                          ph_iso_is_plain_assignment, ph_iso_write_annotation},
    [PH_ISO_STR_QUOTES] = {"str-quotes", "\"ab\" is 'ab' is u\"ab\" is \"a\" \"b\"", false,
                           NULL, NULL},
    [PH_ISO_PARENS] = {"parens", "an expression is itself in parentheses", false, NULL,
                       NULL},
    [PH_ISO_TRAILING_COMMA] = {"trailing-comma", "[a] is [a,]", false, NULL, NULL},
    [PH_ISO_DEF_DETAILS] = {"def-details",
                            "def f(x) is async def f[T](x: int = 1) -> int where kept",
                            false, NULL, NULL},
    [PH_ISO_ASYNC_HEADERS] = {"async-headers", "for is async for, with is async with", true,
                              NULL, NULL},
};

const PhIsoSpec *ph_iso_spec(PhIso iso)
{
    return &k_isos[iso];
}

uint32_t ph_iso_usual(void)
{
    uint32_t usual = 0;
    for (uint32_t i = 0; i < PH_ISO_COUNT; i++) {
        usual |= k_isos[i].is_named_only ? 0 : 1U << i;
    }
    return usual;
}

/* The bits of the names in `text`. */
static uint32_t read_names(PhLexer *lexer, PhBytes text)
{
    const char *names[PH_ISO_COUNT];
    uint32_t bits = 0;
    for (size_t i = 0; i < PH_ISO_COUNT; i++) {
        names[i] = k_isos[i].name;
    }
    while (!lexer->is_failed) {
        size_t comma = ph_bytes_find(text, PH_BYTES(","), 0);
        size_t end = comma == PH_NOT_FOUND ? text.len : comma;
        PhBytes name = ph_bytes_trim(ph_bytes_slice(text, 0, end));
        size_t found = 0;
        while (found < PH_ISO_COUNT && !ph_bytes_is(name, names[found])) {
            found++;
        }
        if (found == PH_ISO_COUNT) {
            ph_lexer_fail_unknown(lexer, "isomorphism", name, names, PH_ISO_COUNT);
            return 0;
        }
        bits |= 1U << found;
        if (comma == PH_NOT_FOUND) {
            break;
        }
        text = ph_bytes_slice(text, comma + 1, text.len);
    }
    return bits;
}

/* A word of one rule that says both would leave the reader guessing. */
static void check_once(PhLexer *lexer, uint32_t bits, uint32_t said)
{
    for (uint32_t i = 0; i < PH_ISO_COUNT; i++) {
        if (((bits & said) >> i & 1U) != 0) {
            ph_lexer_fail(lexer, ph_arena_format(lexer->arena,
                                                 "iso '%s' is both named and disabled",
                                                 k_isos[i].name));
            return;
        }
    }
}

/* Names hold a minus, so the lexer has not taken them. */
static void end_clause(PhLexer *lexer)
{
    if (!lexer->is_failed) {
        ph_lexer_start(lexer, PH_BYTES(""), lexer->line);
    }
}

void ph_iso_read(PhLexer *lexer, PhRule *rule, PhBytes text)
{
    uint32_t bits = read_names(lexer, text);
    check_once(lexer, bits, ph_iso_usual() & ~rule->isos);
    rule->isos |= bits;
    rule->named_isos |= bits;
    rule->iso_line = lexer->line;
    end_clause(lexer);
}

void ph_iso_read_disable(PhLexer *lexer, PhRule *rule, PhBytes text)
{
    if (!ph_bytes_starts_with(text, PH_BYTES("iso "))) {
        ph_lexer_fail(lexer, PH_BYTES("expected 'disable iso NAME'"));
        return;
    }
    uint32_t bits = read_names(lexer, ph_bytes_slice(text, 4, text.len));
    check_once(lexer, bits, rule->named_isos);
    rule->isos &= ~bits;
    end_clause(lexer);
}
