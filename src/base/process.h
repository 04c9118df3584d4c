#ifndef PH_BASE_PROCESS_H
#define PH_BASE_PROCESS_H

/*
 * Running another program to its end: the python3, git or signing program of the user, or
 * the tests of his project.
 *
 * A program on its own gets a process group; when its time is over, or the caller is asked
 * to stop, the whole of it is killed: the group, and every descendant that left the group,
 * for which this process takes the place of init as long as the program runs (Linux,
 * PR_SET_CHILD_SUBREAPER). Otherwise it shares our group and terminal, so that it can ask
 * for a passphrase there.
 *
 * Output goes through files without a name, so that neither side waits for the other.
 */

#include "base/arena.h"

typedef struct PhProcess {
    const char *const *argv;        /* NULL at the end; [0] is looked for on the path */
    const char *const *environment; /* NULL at the end; NULL: that of this process */
    const char *folder;             /* to run in; NULL: the working folder */
    PhBytes input;                  /* for standard input */
    bool is_alone;                  /* in a group of its own */
    bool keeps_tail;                /* of long output only the last `output_limit` bytes */
    size_t output_limit;            /* bytes of each stream; 0: all */
    uint32_t seconds;               /* to run at most, if alone; 0: for ever */
    bool (*is_stopped)(void);       /* asked ten times a second, if alone; may be NULL */
} PhProcess;

typedef struct PhProcessResult {
    int status; /* exit status; 128 + n if signal n ended it */
    bool is_timed_out;
    bool is_stopped;
    double seconds;
    PhBytes out;
    PhBytes err;
} PhProcessResult;

/*
 * Runs it and waits. Both outputs live in `arena`, NUL-terminated.
 *
 * Errors: PH_ERR_IO: it could not be started; errno says why.
 */
PH_MUST_USE PhStatus ph_process_run(PhArena *arena, const PhProcess *process,
                                    PhProcessResult *result_out);

/*
 * The environment of this process, without the variables named in `without`, and with the
 * settings `with` ("NAME=value") after it; each of the lists ends with NULL. The result
 * does too, lives in `arena`, and borrows the strings of the environment and of `with`.
 */
const char *const *ph_process_environment(PhArena *arena, const char *const *without,
                                          const char *const *with);

#endif
