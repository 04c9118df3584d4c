#include "cmd/user_folder.h"

#include <stdlib.h>

static const char *absolute(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] == '/' ? value : NULL;
}

PhBytes ph_user_folder(PhArena *arena, const char *variable, const char *below_home)
{
    const char *named = absolute(variable);
    const char *home = absolute("HOME");
    if (named != NULL) {
        return ph_arena_copy(arena, ph_bytes_of(named));
    }
    return home == NULL ? PH_BYTES("") : ph_arena_format(arena, "%s/%s", home, below_home);
}

PhBytes ph_user_state_folder(PhArena *arena)
{
    return ph_user_folder(arena, "XDG_STATE_HOME", ".local/state");
}
