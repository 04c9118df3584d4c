#ifndef PH_SYNTAX_PARSE_H
#define PH_SYNTAX_PARSE_H

/*
 * Parsing text to a flat tree. Only this module and flatten.c know tree-sitter.
 *
 * A parser belongs to one thread. All memory of the parse comes from an arena of that
 * thread behind tree-sitter's allocator hook and is given back at once when the tree has
 * been copied to its flat form.
 */

#include "syntax/grammar.h"
#include "syntax/tree.h"

typedef enum PhParseOutcome {
    PH_PARSED,
    PH_PARSED_WITH_ERRORS, /* ERROR or MISSING nodes, visible or hidden */
    PH_PARSE_GAVE_UP,      /* stopped early: an error was certain */
    PH_PARSE_TOO_LARGE,    /* stopped early: the tree would take too much memory */
} PhParseOutcome;

typedef struct PhParseOptions {
    bool is_single_byte; /* bytes from 0x80 are letters, not UTF-8 */
    bool keep_errors;    /* build the tree even if it holds errors */
    bool use_cursor;     /* flatten by the public cursor: the oracle of flatten.c */
} PhParseOptions;

typedef struct PhParsed {
    PhTree tree;
    uint32_t error_offset; /* of the first error, in bytes */
    bool is_missing;       /* the first error is a token that was not there */
} PhParsed;

/* Installs the allocator hook. Call once, before the first parse and any thread. */
void ph_parse_set_up(void);

/*
 * Parses `text` into *parsed_out, whose arrays live in `arena`; the text is borrowed for
 * the tree's life. A lone \r counts as a line end, as it does for Python.
 *
 * On PH_PARSE_GAVE_UP and PH_PARSE_TOO_LARGE there is no tree; without `keep_errors`
 * neither on PH_PARSED_WITH_ERRORS. error_offset is set in both cases.
 */
PhParseOutcome ph_parse(const PhGrammar *grammar, PhArena *arena, PhBytes text,
                        PhParseOptions options, PhParsed *parsed_out);

/* Gives back this thread's parse memory; for the end of a worker. */
void ph_parse_tear_down_thread(void);

#endif
