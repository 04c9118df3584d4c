#ifndef PH_EDIT_LINE_TOKENS_H
#define PH_EDIT_LINE_TOKENS_H

/*
 * The tokens of one logical line, with what black sees in them: brackets, the parentheses
 * that it may add, and where a line may be broken, by priority.
 *
 * Black adds parentheses around what is assigned or returned and around the conditions of
 * statements, and takes them away where they are of no use; each is a token here, whether
 * it is in the text or not. Line ends between tokens are read as the blanks that would be
 * there on one line.
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
    uint32_t gap; /* blanks before it, on one line */
    PhBracketRole role;
    uint32_t partner; /* of a bracket */
    uint32_t depth;   /* brackets around it, and the targets of `for` and `lambda` */
    PhBreak before;   /* priority of a break right before it */
    bool is_optional; /* a parenthesis that may be added, or taken away again */
    bool is_magic;    /* closes elements that end with a comma: each on its own line */
    bool
        is_display; /* a bracket of a tuple, list, set or dictionary, or around one value */
    bool is_index;  /* a bracket of a subscript */
    bool is_string;
    bool is_name;
    bool is_splat; /* the star or stars of an argument or element */
} PhLineToken;

typedef PH_VEC(PhLineToken) PhLineTokenVec;

/*
 * Reads the line of a simple statement, or the head of a compound one up to its colon.
 * False if the statement is of no kind that is taught, or holds what is not: a comment, a
 * string of several lines, a backslash, letters wider than one column.
 */
bool ph_line_tokens_read(PhArena *arena, const PhTree *tree, PhNodeId statement,
                         PhLineTokenVec *out);

#endif
