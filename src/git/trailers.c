#include "git/trailers.h"

#include <git2.h>

#include "git/git.h"

PhTrailers ph_trailers_read(PhArena *arena, PhBytes message)
{
    PhTrailers trailers = {0};
    git_message_trailer_array found;
    if (!ph_git_start() ||
        git_message_trailers(&found, ph_arena_string(arena, message)) != 0) {
        return trailers;
    }
    for (size_t i = 0; i < found.count; i++) {
        PhTrailer trailer = {ph_arena_copy(arena, ph_bytes_of(found.trailers[i].key)),
                             ph_arena_copy(arena, ph_bytes_of(found.trailers[i].value))};
        PH_VEC_PUSH(arena, &trailers, trailer);
    }
    git_message_trailer_array_free(&found);
    return trailers;
}

PhBytes ph_trailers_get(const PhTrailers *trailers, const char *key)
{
    for (size_t i = 0; i < trailers->count; i++) {
        if (ph_bytes_is(trailers->items[i].key, key)) {
            return ph_bytes_trim(trailers->items[i].value);
        }
    }
    return PH_BYTES("");
}
