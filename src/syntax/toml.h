#ifndef PH_SYNTAX_TOML_H
#define PH_SYNTAX_TOML_H

/*
 * TOML 1.0 as a read-only tree of values.
 *
 * Every key and value keeps its span, so that whoever reads a configuration can say where
 * something is wrong. Strings are decoded; numbers have their value; dates and times stay
 * text. Entries of a table are in the order of the file. Tables that are only the way to
 * another one ([a.b] alone makes `a`) have the span of the key that made them.
 *
 * Everything lives in the arena given to ph_toml_parse() and borrows the text.
 */

#include "base/map.h"
#include "base/vec.h"
#include "source/diag.h"
#include "source/lines.h"
#include "syntax/grammar.h"

enum { PH_TOML_DEEPEST = 128 };

typedef enum PhTomlKind {
    PH_TOML_STRING,
    PH_TOML_INTEGER,
    PH_TOML_FLOAT,
    PH_TOML_BOOLEAN,
    PH_TOML_DATE, /* dates, times and both */
    PH_TOML_ARRAY,
    PH_TOML_TABLE,
} PhTomlKind;

typedef struct PhToml PhToml;

typedef struct PhTomlEntry {
    PhBytes key; /* decoded */
    PhSpan key_span;
    PhToml *value;
} PhTomlEntry;

typedef struct PhTomlItem {
    PhToml *value;
} PhTomlItem;

/* How a table came to be: decides what may still be added to it. */
typedef enum PhTomlOrigin {
    PH_TOML_IMPLIED, /* by a header that goes through it */
    PH_TOML_HEADER,  /* by a header of its own */
    PH_TOML_DOTTED,  /* by a dotted key */
    PH_TOML_INLINE,  /* written as a value: closed */
} PhTomlOrigin;

struct PhToml {
    PhTomlKind kind;
    PhTomlOrigin origin; /* of tables and arrays */
    PhSpan span;
    PhBytes text; /* a string decoded; other scalars as they are written */
    union {
        bool boolean;
        int64_t integer;
        double number;
        PH_VEC(PhTomlItem) array;
        struct {
            PH_VEC(PhTomlEntry) entries;
            PhMap places; /* key to its place in `entries` */
        } table;
    };
};

/*
 * Reads `text`. `path` is for messages.
 *
 * Errors: PH_ERR_USAGE, with one record in `diags` that has line and column: what is not
 *         TOML, a key or table given twice, nesting deeper than PH_TOML_DEEPEST.
 */
PH_MUST_USE PhStatus ph_toml_parse(const PhGrammar *grammar, PhArena *arena, PhBytes path,
                                   PhBytes text, PhDiags *diags, PhToml **root_out);

/* The value under `key`, or NULL; NULL too where `table` is NULL or no table. */
const PhToml *ph_toml_get(const PhToml *table, PhBytes key);

/* The same with the key's span. */
const PhTomlEntry *ph_toml_find(const PhToml *table, PhBytes key);

/* "a string", "an array", and so on. */
const char *ph_toml_kind_name(PhTomlKind kind);

#endif
