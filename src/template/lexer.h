#ifndef PH_TEMPLATE_LEXER_H
#define PH_TEMPLATE_LEXER_H

/* The words of clauses and guards: everything in a program fence but its patch lines. */

#include "template/program.h"

typedef enum PhTokenKind {
    PH_LEX_END,
    PH_LEX_WORD,    /* where, hashable, unsafe */
    PH_LEX_METAVAR, /* $x, $*x or $?x; text is the name */
    PH_LEX_NUMBER,
    PH_LEX_STRING, /* text without the quotes, \" and \\ still escaped */
    PH_LEX_SIGN,   /* ( ) { } , . : ~ == != <= >= < > */
} PhTokenKind;

typedef struct PhToken {
    PhTokenKind kind;
    PhBytes text;
} PhToken;

/* Reads one logical line; errors are told once, at that line. */
typedef struct PhLexer {
    PhArena *arena;
    PhDiags *diags;
    PhBytes path;
    uint32_t line;
    PhBytes rest;
    PhToken token; /* the one not taken yet */
    bool is_failed;
} PhLexer;

void ph_lexer_start(PhLexer *lexer, PhBytes text, uint32_t line);
PhToken ph_lexer_take(PhLexer *lexer);
bool ph_lexer_is(const PhLexer *lexer, const char *word_or_sign);

/* Takes the word or sign if it comes next. */
bool ph_lexer_accept(PhLexer *lexer, const char *word_or_sign);
void ph_lexer_expect(PhLexer *lexer, const char *word_or_sign);

/* Leaves a record, unless this line has one already. */
void ph_lexer_fail(PhLexer *lexer, PhBytes message);

/* "unknown WHAT 'text', did you mean 'nearest'?" */
void ph_lexer_fail_unknown(PhLexer *lexer, const char *what, PhBytes text,
                           const char *const *known, size_t count);

#endif
