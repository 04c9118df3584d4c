#include "cmd/python.h"

#include <stdlib.h>

#include "base/process.h"

#define PH_RUN_SCRIPT                                             \
    "import signal, sys\n"                                        \
    "signal.alarm(20)\n"                                          \
    "code = compile(sys.stdin.buffer.read(), 'sample', 'exec')\n" \
    "exec(code, {'__name__': '__main__', '__builtins__': __builtins__})\n"

#define PH_COMPILE_SCRIPT                                                      \
    "import sys\n"                                                             \
    "data = sys.stdin.buffer\n"                                                \
    "for number, line in enumerate(iter(data.readline, b'')):\n"               \
    "    text = data.read(int(line))\n"                                        \
    "    try:\n"                                                               \
    "        compile(text, 'sample', 'exec', dont_inherit=True)\n"             \
    "    except (SyntaxError, ValueError) as error:\n"                         \
    "        print('%d %d: %s' % (number, getattr(error, 'lineno', 0) or 0,\n" \
    "                             getattr(error, 'msg', None) or error))\n"

/* -I: neither the user's settings nor the working folder; -B: no cache files. */
static bool run(PhArena *arena, const char *script, PhBytes input,
                PhPythonResult *result_out)
{
    const char *const words[] = {"python3", "-I", "-B", "-W", "ignore", "-c", script, NULL};
    PhProcess process = {.argv = words, .input = input};
    PhProcessResult result;
    if (ph_process_run(arena, &process, &result) != PH_OK) {
        return false;
    }
    *result_out = (PhPythonResult){result.status, result.out, result.err};
    return result.status != 127;
}

bool ph_python_is_there(PhArena *arena)
{
    PhPythonResult result;
    return run(arena, "pass", PH_BYTES("pass"), &result) && result.status == 0;
}

bool ph_python_run(PhArena *arena, PhBytes code, PhPythonResult *result_out)
{
    return run(arena, PH_RUN_SCRIPT, code, result_out);
}

void ph_python_add_text(PhBuf *buf, PhBytes text)
{
    ph_buf_printf(buf, "%zu\n", text.len);
    ph_buf_add(buf, text);
}

bool ph_python_compile(PhArena *arena, const PhBuf *buf, size_t count, PhBytes **errors_out)
{
    PhPythonResult result;
    PhBytes line;
    PhBytes *errors = PH_NEW_ARRAY(arena, PhBytes, count);
    if (count > 0 && (!run(arena, PH_COMPILE_SCRIPT, ph_buf_bytes(buf), &result) ||
                      result.status != 0)) {
        return false;
    }
    PhBytes rest = count > 0 ? result.out : PH_BYTES("");
    while (ph_bytes_next_line(&rest, &line)) {
        char *end = NULL;
        size_t number = strtoul(ph_arena_string(arena, line), &end, 10);
        if (number < count && *end == ' ') {
            errors[number] = ph_arena_format(arena, "line %s", end + 1);
        }
    }
    *errors_out = errors;
    return true;
}

PhBytes ph_python_last_line(PhBytes text)
{
    PhBytes line;
    PhBytes last = PH_BYTES("");
    while (ph_bytes_next_line(&text, &line)) {
        last = ph_bytes_trim(line).len > 0 ? line : last;
    }
    return last;
}
