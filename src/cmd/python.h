#ifndef PH_CMD_PYTHON_H
#define PH_CMD_PYTHON_H

/*
 * Asking the python3 on the path: `pyheap test` runs samples with it and lets it compile
 * what fixes have made. Each call is one process that sees nothing of the user's settings.
 */

#include "base/buf.h"
#include "source/diag.h"

typedef struct PhPythonResult {
    int status; /* exit status; 128 + n if signal n ended it */
    PhBytes out;
    PhBytes err;
} PhPythonResult;

/* False if there is no python3. */
bool ph_python_is_there(PhArena *arena);

/* Runs `code`, at most for some seconds. False if python3 cannot be run. */
bool ph_python_run(PhArena *arena, PhBytes code, PhPythonResult *result_out);

/* Texts for python3 to compile, one after another in `buf`. */
void ph_python_add_text(PhBuf *buf, PhBytes text);

/*
 * Compiles the texts of `buf`. *errors_out gets a message by text, empty where it compiles.
 * False if python3 cannot be run.
 */
bool ph_python_compile(PhArena *arena, const PhBuf *buf, size_t count,
                       PhBytes **errors_out);

/* The last line of `text` that is not empty. */
PhBytes ph_python_last_line(PhBytes text);

#endif
