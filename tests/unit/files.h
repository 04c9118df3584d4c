#ifndef PH_TESTS_FILES_H
#define PH_TESTS_FILES_H

/*
 * A folder of its own for a test that needs files, gone afterwards. Names are relative to
 * it; folders on the way are made.
 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static inline void files_enter(char folder[64])
{
    (void)snprintf(folder, 64, "/tmp/pyheap-test-XXXXXX");
    if (mkdtemp(folder) == NULL || chmod(folder, 0755) != 0 || chdir(folder) != 0) {
        abort();
    }
}

/* Paths may be longer than any call takes, which rm can cope with. */
static inline void files_leave(const char *folder)
{
    char command[96];
    (void)snprintf(command, sizeof(command), "rm -rf -- '%s'", folder);
    if (chdir("/") != 0 || system(command) != 0) {
        abort();
    }
}

static inline void files_make_folders(const char *name)
{
    char path[4096];
    (void)snprintf(path, sizeof(path), "%s", name);
    for (char *at = strchr(path, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        (void)mkdir(path, 0755);
        *at = '/';
    }
}

static inline void files_write(const char *name, const char *text)
{
    files_make_folders(name);
    FILE *file = fopen(name, "wb");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        abort();
    }
}

#endif
