#ifndef PH_SYNTAX_GRAMMAR_H
#define PH_SYNTAX_GRAMMAR_H

/*
 * A tree-sitter grammar with its tables made ready for flattening. Made once at start,
 * read-only afterwards and shared by all threads.
 */

#include "syntax/tree.h"

typedef struct TSLanguage TSLanguage; /* NOLINT(readability-identifier-naming): theirs */

typedef enum PhLanguage {
    PH_LANGUAGE_PYTHON,
    PH_LANGUAGE_TOML,
} PhLanguage;

typedef struct PhGrammar {
    const TSLanguage *language;
    uint32_t symbol_count;
    /* By grammar symbol. Python symbols map to PhKindName; those of other grammars, and
     * Python's without a name in kinds.def, to PH_KIND_LISTED + symbol. */
    const PhKind *kinds;
    /* By production and structural child index, `production_width` a row. */
    const PhField *fields;
    uint32_t production_width;
    const PhField *field_of_id; /* by field id of the grammar */
} PhGrammar;

/* Lives in `arena`. Ends the program if the grammar lacks a kind that kinds.def names. */
const PhGrammar *ph_grammar_new(PhArena *arena, PhLanguage language);

/* The kind of the symbol called `name`, or PH_KIND_ABSENT. For grammars without kinds.def.
 */
PhKind ph_grammar_kind(const PhGrammar *grammar, const char *name, bool is_named);

#endif
