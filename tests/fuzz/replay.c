/*
 * Runs a fuzz target over every file of a folder, without a fuzzer. Fails on an empty
 * folder, which would prove nothing.
 */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fuzz.h"
#include "source/source.h"

enum { REPLAY_LIMIT = 16 << 20 };

static bool replay_file(PhBytes path)
{
    PhArena *arena = ph_arena_new();
    PhDiags diags = {.arena = arena};
    PhBytes bytes;
    bool is_read = ph_file_read(arena, path, REPLAY_LIMIT, &diags, &bytes) == PH_OK;
    if (is_read) {
        (void)printf("%.*s\n", (int)path.len, path.ptr);
        (void)fflush(stdout);
        (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
    }
    ph_arena_free(arena);
    return is_read;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    DIR *folder = opendir(argv[1]);
    if (folder == NULL) {
        perror(argv[1]);
        return 2;
    }
    PhArena *arena = ph_arena_new();
    size_t count = 0;
    size_t unread = 0;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            PhBytes path = ph_arena_format(arena, "%s/%s", argv[1], entry->d_name);
            unread += !replay_file(path);
            count++;
        }
    }
    (void)closedir(folder);
    ph_arena_free(arena);
    (void)printf("%zu inputs, %zu unread\n", count, unread);
    return count > 0 && unread == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
