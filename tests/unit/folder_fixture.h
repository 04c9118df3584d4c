#ifndef PH_TESTS_FOLDER_FIXTURE_H
#define PH_TESTS_FOLDER_FIXTURE_H

/* A test that is in a folder of its own, with an arena for its state. */

#include "files.h"
#include "unit.h"

static char g_folder[64];

static inline int set_up(void **state)
{
    files_enter(g_folder);
    *state = ph_arena_new();
    return 0;
}

static inline int tear_down(void **state)
{
    ph_arena_free(*state);
    files_leave(g_folder);
    return 0;
}

#endif
