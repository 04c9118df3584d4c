#include "cmd/python.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

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

static PhBytes read_back(PhArena *arena, FILE *file)
{
    long len = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
    char *text = ph_arena_alloc(arena, (size_t)(len > 0 ? len : 0) + 1);
    rewind(file);
    return (PhBytes){text, len > 0 ? fread(text, 1, (size_t)len, file) : 0};
}

/* -I: neither the user's settings nor the working folder; -B: no cache files. */
static bool spawn(const char *script, FILE *const streams[3], int *status_out)
{
    char words[][8] = {"python3", "-I", "-B", "-W", "ignore", "-c"};
    char *argv[] = {words[0], words[1], words[2], words[3], words[4], words[5], NULL, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = 0;
    argv[6] = (char *)(uintptr_t)script;
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        (void)posix_spawn_file_actions_adddup2(&actions, fileno(streams[i]), i);
    }
    int error = posix_spawnp(&child, argv[0], &actions, NULL, argv, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    if (error != 0 || waitpid(child, &status, 0) != child) {
        return false;
    }
    *status_out = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return *status_out != 127;
}

/* Streams are files without a name, so that neither side has to wait for the other. */
static bool run(PhArena *arena, const char *script, PhBytes input,
                PhPythonResult *result_out)
{
    FILE *streams[3] = {tmpfile(), tmpfile(), tmpfile()};
    bool is_good = streams[0] != NULL && streams[1] != NULL && streams[2] != NULL;
    is_good = is_good && fwrite(input.ptr, 1, input.len, streams[0]) == input.len;
    is_good =
        is_good && fflush(streams[0]) == 0 && lseek(fileno(streams[0]), 0, SEEK_SET) == 0;
    is_good = is_good && spawn(script, streams, &result_out->status);
    if (is_good) {
        result_out->out = read_back(arena, streams[1]);
        result_out->err = read_back(arena, streams[2]);
    }
    for (int i = 0; i < 3; i++) {
        if (streams[i] != NULL) {
            (void)fclose(streams[i]);
        }
    }
    return is_good;
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
