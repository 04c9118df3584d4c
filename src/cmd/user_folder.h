#ifndef PH_CMD_USER_FOLDER_H
#define PH_CMD_USER_FOLDER_H

/* The folders of the XDG Base Directory Specification. */

#include "base/arena.h"

/*
 * What the environment's `variable` names, or else the folder `below_home` of the user's
 * home. An unset, empty or relative value counts as none; empty: there is neither. It need
 * not exist. The result lives in `arena`.
 */
PhBytes ph_user_folder(PhArena *arena, const char *variable, const char *below_home);

/* That for what is to be kept from run to run, and is no setting: $XDG_STATE_HOME. */
PhBytes ph_user_state_folder(PhArena *arena);

#endif
