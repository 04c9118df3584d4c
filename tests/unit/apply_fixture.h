#ifndef PH_TESTS_APPLY_FIXTURE_H
#define PH_TESTS_APPLY_FIXTURE_H

/* What tests of writing share: a file in a scratch folder, what lies beside it, and what is
 * told. A test program adds its own set-up to fixture_make(). */

#include <dirent.h>

#include "scratch.h"
#include "source/diag.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhDiags diags;
    Scratch scratch;
    PhBytes folder;   /* of the journals */
    const char *file; /* that is written; what of these a program needs, it sets */
    const char *temp; /* beside it */
} Fixture;

static inline Fixture *fixture_make(void **state)
{
    static Fixture fixture;
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.diags.arena = fixture.arena;
    scratch_make(&fixture.scratch);
    *state = &fixture;
    return &fixture;
}

static inline int tear_down(void **state)
{
    Fixture *f = *state;
    scratch_remove(&f->scratch);
    ph_arena_free(f->arena);
    return 0;
}

static inline const char *path_in(const Fixture *f, const char *name)
{
    return ph_arena_format(f->arena, "%s/%s", f->scratch.path, name).ptr;
}

/* Under another name first, so that the file is another one then. */
static inline void save_as_editors_do(const char *path, const char *text)
{
    char temp[600];
    (void)snprintf(temp, sizeof(temp), "%s.editor", path);
    scratch_write(temp, ph_bytes_of(text));
    assert_int_equal(rename(temp, path), 0);
}

/* Files of pyheap's own that are left in the folder. */
static inline size_t count_temps(const char *folder)
{
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    size_t count = 0;
    const struct dirent *entry = NULL;
    while ((entry = readdir(listing)) != NULL) {
        count += strncmp(entry->d_name, ".pyheap-", 8) == 0;
    }
    assert_int_equal(closedir(listing), 0);
    return count;
}

static inline void expect_file(const Fixture *f, const char *path, const char *text)
{
    expect_bytes(scratch_read(f->arena, path), ph_bytes_of(text));
}

static inline void expect_message(const PhDiag *diag, const char *part)
{
    if (ph_bytes_find(diag->message, ph_bytes_of(part), 0) == PH_NOT_FOUND) {
        fail_msg("'%.*s' lacks '%s'", (int)diag->message.len, diag->message.ptr, part);
    }
}

#endif
