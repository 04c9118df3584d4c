#ifndef PH_CMD_MUTATE_H
#define PH_CMD_MUTATE_H

/*
 * The same code in another form: what `pyheap test` runs each sample in besides its own.
 *
 * A mutation takes a parsed text with \n as its line end and changes trivia, or wraps the
 * code in other code; what stands inside of string tokens is never touched, other than by
 * the line ends of the whole file. Where it could be made at several places, it makes one
 * mutant for each.
 */

#include "syntax/tree.h"

/* What the fix of a mutant must be. */
typedef enum PhExpect {
    PH_EXPECT_SAME,        /* the same mutation of what the fix of the original is */
    PH_EXPECT_SAME_SCOPED, /* that too, if names keep their scopes: see
                              ph_mutate_only_defines() */
    PH_EXPECT_SOUND,       /* nothing but that it is Python and holds every comment */
} PhExpect;

typedef struct PhMutant {
    PhBytes text; /* in the arena */
    uint32_t at;  /* offset in the original of the place, if it is one of several */
} PhMutant;

typedef struct PhMutation {
    const char *name; /* "CRLF line ends", as it stands after "with" */
    PhExpect expect;
    bool moves_lines;  /* code may leave the line of a remark that keeps it */
    bool widens;       /* lines get longer: some may have to be broken */
    bool moves_scopes; /* names of the module become names of a function */
    bool has_places;   /* several mutants, one for each place */
    /* Mutant `index`, counted from 0; false: there is none (any more). */
    bool (*make)(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out);
} PhMutation;

const PhMutation *ph_mutations(size_t *count_out);

/* For the table. */
bool ph_mutate_join(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out);
bool ph_mutate_continue(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out);
bool ph_mutate_comment(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out);

/* Where the docstring, the imports and the comments at the top of a module end: at the
 * start of a line. */
uint32_t ph_mutate_header_end(const PhTree *tree);

/* True if after its header the module only defines functions and classes and evaluates
 * expressions, and no `global` reaches it: then it means the same inside of a function. */
bool ph_mutate_only_defines(const PhTree *tree);

/* The text with `name = list` after its header. */
PhBytes ph_mutate_shadow(PhArena *arena, const PhTree *tree, PhBytes name);

#endif
