#ifndef PH_TEMPLATE_META_H
#define PH_TEMPLATE_META_H

/*
 * `meta $x: KIND`, `meta $x in {a, b}`, `meta $x ~ "REGEX"`: what a metavariable may stand
 * for. Checked when it is bound, so that a list beside it goes on until one fits.
 * Parentheses do not matter for the kind.
 */

#include "syntax/tree.h"
#include "template/lexer.h"

typedef struct PhMeta PhMeta;

/* Reads what follows `meta` and notes it in the rule's metavariables. */
void ph_meta_read(PhLexer *lexer, PhRule *rule);

/* `meta` may be NULL: anything is allowed. */
bool ph_meta_allows(const PhMeta *meta, const PhTree *tree, PhNodeId node);

/* The same of a text alone, of whatever kind the node is. */
bool ph_meta_allows_text(const PhMeta *meta, PhBytes text);

/* True if nothing but a name is allowed. */
bool ph_meta_is_name(const PhMeta *meta);

/* True if a name is allowed. */
bool ph_meta_allows_name(const PhMeta *meta);

/* True if something that is allowed can be assigned to. */
bool ph_meta_allows_target(const PhMeta *meta);

uint32_t ph_meta_line(const PhMeta *meta);

#endif
