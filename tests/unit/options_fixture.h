#ifndef PH_TESTS_OPTIONS_FIXTURE_H
#define PH_TESTS_OPTIONS_FIXTURE_H

/* What tests of the command line share: options and operands, and where they are put. */

#include "cmd/commands.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhDiags diags;
    PhOptions options;
    PhOperands operands;
} Fixture;

static inline int set_up(void **state)
{
    static Fixture fixture;
    fixture = (Fixture){.arena = ph_arena_new(), .options = ph_options_default()};
    fixture.diags.arena = fixture.arena;
    *state = &fixture;
    return 0;
}

static inline int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    return 0;
}

#endif
