#ifndef PH_TEMPLATE_LAZY_H
#define PH_TEMPLATE_LAZY_H

/*
 * Rules compiled when the first file comes in which they might find something. To compile
 * all pages takes longer than to check a small file; most runs over one file need few.
 *
 * A plan lists the rules that a run wants, and is read-only. The compiler holds what has
 * been compiled of the rules of a set, for all plans; any thread may ask it. What it hands
 * out stays as it is until the compiler is freed.
 */

#include "template/transform.h"

typedef struct PhCompiler PhCompiler;
typedef struct PhLazyPlan PhLazyPlan;

PhCompiler *ph_compiler_new(const PhGrammar *grammar);
void ph_compiler_free(PhCompiler *compiler);

/* What was wrong with pages of the program; asked when no thread is at work. */
const PhDiags *ph_compiler_diags(const PhCompiler *compiler);

/*
 * The selected transforms have been read. Of many files some will need any rule, so with
 * `is_whole` all are compiled at once when the first is looked at.
 */
PhLazyPlan *ph_lazy_plan_new(PhArena *arena, const PhTransformSet *set,
                             const PhDispatchWants *wants, uint32_t line_length,
                             bool is_whole);

/* A dispatch that finds in `text` what one of all rules of the plan would find. */
const PhDispatch *ph_compiler_dispatch(PhCompiler *compiler, PhLazyPlan *plan,
                                       PhArena *scratch, PhBytes text);

#endif
