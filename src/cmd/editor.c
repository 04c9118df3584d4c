#include "cmd/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "source/source.h"

static const char *const k_take_line[] = {
    "vi",  "vim",   "nvim", "nano", "pico", "emacs",     "emacsclient",
    "kak", "micro", "joe",  "mg",   "ne",   "vim.basic", "vim.tiny"};

static const char *chosen_editor(void)
{
    static const char *const k_variables[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < PH_COUNT_OF(k_variables); i++) {
        const char *value = getenv(k_variables[i]);
        if (value != NULL && value[0] != '\0') {
            return value;
        }
    }
    return "vi";
}

/* The variable may hold options; the program is its first word. */
static bool takes_line(const char *editor)
{
    PhBytes word = {editor, strcspn(editor, " \t")};
    for (size_t i = word.len; i-- > 0;) {
        if (word.ptr[i] == '/') {
            word = ph_bytes_slice(word, i + 1, word.len);
            break;
        }
    }
    return ph_bytes_is_one_of(word, k_take_line, PH_COUNT_OF(k_take_line));
}

static PhStatus refuse(PhDiags *diags, const char *what, const char *why)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""), "%s: %s", what, why);
    return PH_ERR_IO;
}

/* The variable is a command line for a shell, as git has it; the rest are its operands. */
static pid_t start(const char *command, const char *line, const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        (void)signal(SIGINT, SIG_DFL);
        (void)signal(SIGQUIT, SIG_DFL);
        (void)signal(SIGPIPE, SIG_DFL);
        (void)signal(SIGTSTP, SIG_DFL);
        if (line == NULL) {
            (void)execl("/bin/sh", "sh", "-c", command, "pyheap", path, (char *)NULL);
        } else {
            (void)execl("/bin/sh", "sh", "-c", command, "pyheap", line, path, (char *)NULL);
        }
        _exit(127);
    }
    return child;
}

/* Ctrl-C in the editor is for the editor. */
static PhStatus run_command(const char *command, const char *line, const char *path,
                            PhDiags *diags)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction old_int;
    struct sigaction old_quit;
    int status = 0;
    pid_t done;
    (void)sigaction(SIGINT, &ignore, &old_int);
    (void)sigaction(SIGQUIT, &ignore, &old_quit);
    pid_t child = start(command, line, path);
    int error = errno;
    do {
        done = child < 0 ? child : waitpid(child, &status, 0);
    } while (done < 0 && child > 0 && errno == EINTR);
    (void)sigaction(SIGINT, &old_int, NULL);
    (void)sigaction(SIGQUIT, &old_quit, NULL);
    if (child < 0) {
        return refuse(diags, "the editor cannot be started", strerror(error));
    }
    if (done != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return refuse(diags, "the editor failed", "its result is not taken");
    }
    return PH_OK;
}

PhStatus ph_editor_run(PhArena *arena, PhBytes name, PhBytes text, uint32_t line,
                       PhDiags *diags, PhBytes *text_out)
{
    const char *parent = getenv("TMPDIR");
    const char *editor = chosen_editor();
    PhBytes folder = ph_arena_format(arena, "%s/pyheap-edit-XXXXXX",
                                     parent != NULL && parent[0] == '/' ? parent : "/tmp");
    char *made = ph_arena_alloc(arena, folder.len + 1);
    memcpy(made, ph_arena_string(arena, folder), folder.len + 1);
    if (mkdtemp(made) == NULL) {
        return refuse(diags, made, strerror(errno));
    }
    PhBytes base = ph_path_last(name);
    PhBytes path = ph_arena_format(arena, "%s/%.*s", made, (int)base.len, base.ptr);
    bool has_line = takes_line(editor);
    PhBytes command =
        ph_arena_format(arena, has_line ? "%s \"$1\" \"$2\"" : "%s \"$1\"", editor);
    PhBytes place = ph_arena_format(arena, "+%u", (unsigned)line);
    PhStatus status = PH_OK;
    if (!ph_write_file(path.ptr, O_CREAT | O_EXCL | O_NOFOLLOW, 0600, text)) {
        status = refuse(diags, path.ptr, strerror(errno));
    }
    if (status == PH_OK) {
        status = run_command(command.ptr, has_line ? place.ptr : NULL, path.ptr, diags);
    }
    if (status == PH_OK) {
        status = ph_file_read(arena, path, UINT32_MAX, diags, text_out);
    }
    (void)unlink(path.ptr);
    (void)rmdir(made); /* stays if the editor left something in it */
    return status;
}
