#ifndef PH_EDIT_LINE_TOKENS_H
#define PH_EDIT_LINE_TOKENS_H

/*
 * The tokens of one logical line, with what black sees in them: brackets, the parentheses
 * that it may add, and where a line may be broken, by priority.
 *
 * Black adds parentheses around what is assigned or returned and around the conditions of
 * statements; each is a token here that is not in the text.
 */

#include "base/vec.h"
#include "syntax/tree.h"

/* Where a break is best: the highest of a line counts. Those between two operators of
 * arithmetic are ordered too. */
typedef enum PhBreak {
    PH_BREAK_NONE,
    PH_BREAK_DOT,
    PH_BREAK_POWER,
    PH_BREAK_TERM = 4,
    PH_BREAK_SUM,
    PH_BREAK_SHIFT,
    PH_BREAK_BIT_AND,
    PH_BREAK_BIT_XOR,
    PH_BREAK_BIT_OR,
    PH_BREAK_COMPARATOR,
    PH_BREAK_STRING,
    PH_BREAK_LOGIC,
    PH_BREAK_TERNARY,
    PH_BREAK_COMMA,
    PH_BREAK_COMPREHENSION,
} PhBreak;

typedef enum PhBracketRole {
    PH_BRACKET_NONE,
    PH_BRACKET_OPENS,
    PH_BRACKET_CLOSES,
} PhBracketRole;

typedef struct PhLineToken {
    PhBytes text; /* of a parenthesis that may be added too */
    uint32_t gap; /* blanks before it */
    PhBracketRole role;
    uint32_t partner; /* of a bracket */
    uint32_t depth;   /* brackets around it, and the targets of `for` and `lambda` */
    PhBreak before;   /* priority of a break right before it */
    bool is_optional; /* a parenthesis that may be added */
    bool
        is_display; /* a bracket of a tuple, list, set or dictionary, or around one value */
    bool is_index;  /* a bracket of a subscript */
    bool is_string;
    bool is_name;
    bool is_splat;    /* the star or stars of an argument or element */
    bool keeps_lines; /* closes a pair of brackets that a comma stands at the end of */
} PhLineToken;

typedef PH_VEC(PhLineToken) PhLineTokenVec;

/*
 * Reads the line of a simple statement, or the head of a compound one up to its colon.
 * False if the statement is of no kind that is taught, or holds what is not: a comment, a
 * conditional expression outside of comprehensions, letters wider than one column, and,
 * unless `joins_lines`, a line end or a comma before a closing bracket.
 */
bool ph_line_tokens_read(PhArena *arena, const PhTree *tree, PhNodeId statement,
                         bool joins_lines, PhLineTokenVec *out);

#endif
