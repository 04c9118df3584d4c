#ifndef PH_TEMPLATE_GUARD_H
#define PH_TEMPLATE_GUARD_H

/* Reading guards and messages: `all hashable($E) or count($E) > 3`, "{x} may be ..". */

#include "template/lexer.h"

/*
 * Reads one guard from the lexer. Metavariables must be bound by `rule`; facts must exist
 * and get arguments of the right number and shape. NULL after a mistake.
 */
const PhGuard *ph_guard_read(PhLexer *lexer, const PhRule *rule);

/* True if the guard can answer unknown, so that `else` has a meaning. */
bool ph_guard_can_be_unknown(const PhGuard *guard);

/* True if it asks only facts that are proved or refuted at once. */
bool ph_guard_is_exact(const PhGuard *guard);

/* Reads one fact with its arguments. */
PhTerm ph_term_read(PhLexer *lexer, const PhRule *rule);

/* True if the guard asks about what is known only after the match. */
bool ph_guard_is_late(const PhGuard *guard, const PhRule *rule);

/* It asks about no metavariable: the answer is one for the file. */
bool ph_guard_is_of_file(const PhGuard *guard);

/* Fails at a name that is none of the rule's metavariables or labels; tells the nearest. */
void ph_guard_fail_metavar(PhLexer *lexer, const PhRule *rule, PhBytes name);
void ph_guard_fail_label(PhLexer *lexer, const PhRule *rule, PhBytes name);

/* Calls `visit` for each metavariable that the guard or the term names. */
typedef void PhMetavarVisit(void *context, PhMetavarId metavar);
void ph_guard_each_metavar(const PhGuard *guard, PhMetavarVisit *visit, void *context);
void ph_term_each_metavar(const PhTerm *term, PhMetavarVisit *visit, void *context);

/* Reads the text of a message; holes are {x} or {fact(x)}. */
PhMessage ph_message_read(PhLexer *lexer, const PhRule *rule, PhBytes text);

#endif
