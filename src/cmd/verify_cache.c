/* Verdicts kept from one run to the next, one file of JSON each. */

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "cmd/user_folder.h"
#include "cmd/verify_run.h"

enum { PH_VERDICT_SECONDS = 24 * 60 * 60 };

/* The file of a verdict; its folder is made. Empty: there is no place for it. */
static PhBytes path_of(PhArena *arena, PhHash key)
{
    PhBytes top = ph_user_folder(arena, "XDG_CACHE_HOME", ".cache");
    if (top.len == 0) {
        return top;
    }
    top = ph_arena_format(arena, "%s/pyheap/verify", top.ptr);
    (void)ph_path_make_folders(arena, top);
    return ph_arena_format(arena, "%s/%016llx%016llx.json", top.ptr,
                           (unsigned long long)key.high, (unsigned long long)key.low);
}

static PhBytes text_of(PhArena *arena, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value)
               ? ph_arena_copy(
                     arena, (PhBytes){json_string_value(value), json_string_length(value)})
               : PH_BYTES("");
}

bool ph_verdict_find(PhArena *arena, PhHash key, PhTestVerdict *verdict_out)
{
    PhBytes path = path_of(arena, key);
    struct stat info;
    if (path.len == 0 || stat(path.ptr, &info) != 0 ||
        time(NULL) - info.st_mtime > PH_VERDICT_SECONDS) {
        return false;
    }
    json_t *object = json_load_file(path.ptr, 0, NULL);
    if (!json_is_object(object)) {
        json_decref(object);
        return false;
    }
    *verdict_out = (PhTestVerdict){
        .status = (int)json_integer_value(json_object_get(object, "status")),
        .is_timed_out = json_is_true(json_object_get(object, "timed_out")),
        .is_kept = true,
        .seconds = json_real_value(json_object_get(object, "seconds")),
        .output = text_of(arena, object, "output"),
        .lines = text_of(arena, object, "lines"),
    };
    size_t index = 0;
    const json_t *name = NULL;
    json_array_foreach(json_object_get(object, "failing"), index, name)
    {
        if (json_is_string(name)) {
            PH_VEC_PUSH(arena, &verdict_out->failing,
                        ph_arena_copy(arena, ph_bytes_of(json_string_value(name))));
        }
    }
    ph_test_names_settle(&verdict_out->failing);
    json_decref(object);
    return true;
}

/* JSON holds UTF-8; other bytes of the output are not worth an escape of their own. */
static json_t *string_of(PhBytes bytes)
{
    json_t *string = json_stringn(bytes.ptr, bytes.len);
    if (string != NULL) {
        return string;
    }
    char *copy = ph_alloc(bytes.len + 1);
    for (size_t i = 0; i < bytes.len; i++) {
        copy[i] = bytes.ptr[i];
        if ((unsigned char)copy[i] >= 0x80 || copy[i] == '\0') {
            copy[i] = '?';
        }
    }
    string = json_stringn(copy, bytes.len);
    free(copy);
    return string;
}

void ph_verdict_keep(PhHash key, const PhTestVerdict *verdict)
{
    PhArena *arena = ph_arena_new();
    PhBytes path = path_of(arena, key);
    json_t *failing = json_array();
    for (size_t i = 0; i < verdict->failing.count; i++) {
        (void)json_array_append_new(failing, string_of(verdict->failing.items[i]));
    }
    json_t *object = json_pack(
        "{s:i, s:b, s:f, s:o, s:o, s:o}", "status", verdict->status, "timed_out",
        (int)verdict->is_timed_out, "seconds", verdict->seconds, "failing", failing,
        "output", string_of(verdict->output), "lines", string_of(verdict->lines));
    if (path.len > 0 && object != NULL) {
        PhBytes temporary = ph_arena_format(arena, "%s.%d", path.ptr, (int)getpid());
        if (json_dump_file(object, temporary.ptr, JSON_COMPACT) != 0 ||
            rename(temporary.ptr, path.ptr) != 0) {
            (void)unlink(temporary.ptr); /* no place for it: it is only a cache */
        }
    }
    json_decref(object);
    ph_arena_free(arena);
}
