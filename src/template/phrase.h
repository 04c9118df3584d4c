#ifndef PH_TEMPLATE_PHRASE_H
#define PH_TEMPLATE_PHRASE_H

/*
 * What a pattern demands of the bytes of a file.
 *
 * A phrase is a run of tokens that stand one after another wherever the pattern matches:
 * `pop ( 0`. Between them a file may have whatever the matcher passes over, which is
 * blanks, line ends, comments, backslashes, commas, semicolons and parentheses. So one word
 * of the phrase is searched for, and the others are compared from there token by token. No
 * phrase holds a string, goes over a line end of the page, or goes through a metavariable,
 * but for the variable that the rule's `uses` clauses are about: wherever the rule finds
 * something that is one name, or an attribute of one name, and the same in the match and in
 * its arms. So a phrase also tells for which names it stands. What stands before the name
 * of an attribute can be anything, so only the end of such a phrase is compared, unless the
 * rule wants a variable that the code names.
 *
 * Identifiers are compared as bytes. So does the matcher: a name that is written in other
 * letters, of which Python makes the same name (NFKC), matches no pattern either. Two
 * references of one variable may be written in different letters; where a byte from 0x80 on
 * stands in the way, the phrase counts as found, and for any name.
 */

#include "template/tail.h"

typedef struct PhPhraseItem {
    PhBytes text;
    bool is_name; /* the variable; `text` is empty */
} PhPhraseItem;

typedef struct PhPhrase {
    const PhPhraseItem *items;
    uint32_t count;
    uint32_t anchor; /* the item that is searched for; no name */
    bool has_name;
    bool has_variable;         /* the name is no attribute */
    const struct PhMeta *meta; /* of the name */
    const PhFactHints *tail;   /* what the statement must hold behind it; NULL: anything */
    bool is_statement; /* the first item is the target of an assignment: a statement begins
                        */
} PhPhrase;

typedef PH_VEC(PhPhrase) PhPhraseVec;

/* Names by a hash: one that is not in it is surely not among them. */
enum { PH_NAMES_WORDS = 128, PH_NAMES_SIZE = PH_NAMES_WORDS * 64 };

typedef struct PhNameSet {
    uint64_t bits[PH_NAMES_WORDS];
} PhNameSet;

/* A place in a PhNameSet, or one of these. */
enum { PH_NAME_ANY = PH_NAMES_SIZE, PH_NAME_NONE };

/* The place of a name; PH_NAME_ANY if it can be written in another way: in other letters,
 * or that of a variable in a class, which mangles `__x` to `_C__x`. */
uint32_t ph_name_place(PhBytes name, bool is_variable);

static inline bool ph_names_have(const PhNameSet *names, uint32_t place)
{
    return place == PH_NAME_ANY || (names->bits[place / 64] >> place % 64 & 1) != 0;
}

/* The variable that is one name in all patches of a rule. */
typedef struct PhVariable {
    PhMetavarId metavar;       /* or PH_METAVAR_NONE */
    bool is_name;              /* it is no attribute */
    bool is_attribute;         /* of `$o.$a` it is $a: a dot stands before it */
    const struct PhMeta *meta; /* what the name may be; NULL: any */
} PhVariable;

/* Adds the phrases of `patch`. */
void ph_phrases_of(PhArena *arena, const PhPatch *patch, PhVariable own, PhPhraseVec *out);

/* A sign of which each line has some. */
bool ph_phrase_is_common_sign(PhBytes text);

bool ph_phrases_equal(const PhPhrase *a, const PhPhrase *b);

/*
 * True if the phrase, whose anchor is at `offset` of the text, may stand there. *name_out
 * is the name for which it does; PH_NAME_ANY if it has none.
 */
bool ph_phrase_stands_at(const PhPhrase *phrase, PhBytes text, size_t offset,
                         uint32_t *name_out);

/* "NAME.pop(0": for people. */
PhBytes ph_phrase_text(PhArena *arena, const PhPhrase *phrase);

#endif
