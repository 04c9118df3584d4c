#ifndef PH_TEMPLATE_ISO_H
#define PH_TEMPLATE_ISO_H

/*
 * Isomorphisms: other ways to write the same, by name. A pattern that is written one way
 * matches the others too, unless its rule says `disable iso NAME`.
 *
 * Each must be exact in Python. Those that are exact only for some values are off until the
 * rule says `iso NAME`; its conditions must then prove what is missing. Most are applied to
 * the lines of a patch when it is loaded (forms.h); some are freedoms of the matcher.
 * The order is that of the table. Each is applied at most once to a node, never to what an
 * application of its own has made, as in Coccinelle's standard.iso.
 */

#include "template/compile.h"
#include "template/lexer.h"

typedef enum PhIso {
    PH_ISO_EMPTY_LIST,
    PH_ISO_EMPTY_DICT,
    PH_ISO_EMPTY_STR,
    PH_ISO_EMPTY_TUPLE,
    PH_ISO_NOT_IN,
    PH_ISO_IS_NOT,
    PH_ISO_AUG,
    PH_ISO_IF_NOT,
    PH_ISO_WHILE_TRUE,
    PH_ISO_GUARD,
    PH_ISO_KWARGS,
    PH_ISO_ARGUMENT_NAMES,
    PH_ISO_ANNOTATED,
    PH_ISO_STR_QUOTES,
    PH_ISO_PARENS,
    PH_ISO_TRAILING_COMMA,
    PH_ISO_DEF_DETAILS,
    PH_ISO_ASYNC_HEADERS,
    PH_ISO_COUNT,
} PhIso;

/* What an isomorphism is applied to. */
typedef struct PhIsoSite {
    PhArena *arena;
    PhRule *rule; /* may get an unnamed metavariable */
    const PhAlternative *alternative;
    const PhPatch *patch; /* of the alternative */
    PhIso iso;
} PhIsoSite;

/* True if `node` of the minus slice is of the form that the isomorphism is about. */
typedef bool PhIsoIsForm(const PhIsoSite *site, PhNodeId node);

/* Writes the alternative with the form at `node` written the other way; false: it cannot
 * be. */
typedef bool PhIsoRewrite(const PhIsoSite *site, PhNodeId node, PhAlternative *out);

typedef struct PhIsoSpec {
    const char *name;
    const char *help;     /* what is the same as what */
    bool is_named_only;   /* off until the rule names it */
    PhIsoIsForm *is_form; /* NULL: the matcher knows of it */
    PhIsoRewrite *rewrite;
} PhIsoSpec;

const PhIsoSpec *ph_iso_spec(PhIso iso);

static inline bool ph_iso_is_on(const PhRule *rule, PhIso iso)
{
    return ((rule->isos >> iso) & 1U) != 0;
}

static inline bool ph_iso_is_named(const PhRule *rule, PhIso iso)
{
    return ((rule->named_isos >> iso) & 1U) != 0;
}

/* The bits of those that are on where a rule says nothing. */
uint32_t ph_iso_usual(void);

/* `iso NAME, NAME` and `disable iso NAME, NAME`: the text after the keyword. */
void ph_iso_read(PhLexer *lexer, PhRule *rule, PhBytes text);
void ph_iso_read_disable(PhLexer *lexer, PhRule *rule, PhBytes text);

PhIsoIsForm ph_iso_is_empty, ph_iso_is_test, ph_iso_is_augmented, ph_iso_is_if_else,
    ph_iso_is_while, ph_iso_is_guarded, ph_iso_has_keywords, ph_iso_has_known_arguments,
    ph_iso_is_plain_assignment;
PhIsoRewrite ph_iso_write_empty, ph_iso_write_test, ph_iso_write_augmented,
    ph_iso_write_if_else, ph_iso_write_while, ph_iso_write_guarded, ph_iso_write_keywords,
    ph_iso_write_argument, ph_iso_write_annotation;

#endif
