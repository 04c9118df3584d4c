#ifndef PH_TEMPLATE_CHOICE_H
#define PH_TEMPLATE_CHOICE_H

/*
 * `choice`: pieces of patches with a name. A line `one of NAME(..)` stands for each of them
 * in turn, so a patch with such a line is several patches. All of it is done on the lines
 * of the page before they are read: what comes out are lines as if the page had them, each
 * with the number of the line that it was made of.
 */

#include "template/reader.h"

/* Notes the choices among the clauses, which are for the whole fence. */
void ph_choices_read(PhProgramReader *reader, const PhClauseVec *clauses);

/* Puts the pieces in the place of the lines `one of ..` of a clause that takes a patch. */
void ph_choices_expand(PhProgramReader *reader, PhClause *clause);

/* Leaves a record for each choice that no line names. */
void ph_choices_check(PhProgramReader *reader);

#endif
