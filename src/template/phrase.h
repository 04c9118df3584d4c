#ifndef PH_TEMPLATE_PHRASE_H
#define PH_TEMPLATE_PHRASE_H

/*
 * What a pattern demands of the bytes of a file.
 *
 * A phrase is a run of tokens that stand one after another wherever the pattern matches:
 * `pop ( 0`. Between them a file may have whatever the matcher passes over, which is
 * blanks, line ends, comments, backslashes, commas and parentheses. So a phrase begins at a
 * word that is searched for, and the rest is compared from there token by token. No phrase
 * is a string, goes over a line end of the page, or goes through a metavariable; only the
 * variable of a `uses` clause, which is a name wherever an arm fits, stands within one.
 *
 * Identifiers are compared as bytes. So does the matcher: a name that is written in other
 * letters, of which Python makes the same name (NFKC), matches no pattern either. Where a
 * byte from 0x80 on stands in the way, the phrase counts as found.
 */

#include "names/imported.h"
#include "template/compile.h"

typedef struct PhPhraseItem {
    PhBytes text;
    bool is_name; /* any name, attributes included; `text` is empty */
} PhPhraseItem;

typedef struct PhPhrase {
    const PhPhraseItem *items; /* the first is no name */
    uint32_t count;
} PhPhrase;

typedef PH_VEC(PhPhrase) PhPhraseVec;

/*
 * Adds the phrases of `patch`. `own` is the variable that is one name in this patch, or
 * PH_METAVAR_NONE.
 */
void ph_phrases_of(PhArena *arena, const PhPatch *patch, PhMetavarId own, PhPhraseVec *out);

bool ph_phrases_equal(const PhPhrase *a, const PhPhrase *b);

/* True if the phrase, whose first word is at `offset` of the text, may stand there. */
bool ph_phrase_stands_at(const PhPhrase *phrase, PhBytes text, size_t offset);

/* "pop ( 0": for people. */
PhBytes ph_phrase_text(PhArena *arena, const PhPhrase *phrase);

#endif
