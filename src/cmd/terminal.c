#include "cmd/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/io.h"
#include "cmd/commands.h"
#include "report/trouble.h"

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

bool ph_terminal_wants_colour(int fd, uint32_t color)
{
    if (color != PH_COLOR_AUTO) {
        return color == PH_COLOR_ALWAYS;
    }
    if (is_set("NO_COLOR")) {
        return false;
    }
    if (is_set("FORCE_COLOR")) {
        return true;
    }
    const char *term = getenv("TERM");
    return isatty(fd) == 1 && term != NULL && strcmp(term, "dumb") != 0;
}

uint32_t ph_terminal_width(int fd)
{
    struct winsize size;
    if (isatty(fd) != 1 || ioctl(fd, TIOCGWINSZ, &size) != 0) {
        return 0;
    }
    return size.ws_col;
}

bool ph_terminal_print(PhBytes bytes)
{
    if (ph_write_all(STDOUT_FILENO, bytes)) {
        return true;
    }
    if (errno != EPIPE) {
        PhBuf err = {0};
        PhDiag diag = {.severity = PH_SEVERITY_ERROR,
                       .path = PH_BYTES("standard output"),
                       .message = ph_bytes_of(strerror(errno))};
        ph_report_diag(&err, &diag, false);
        (void)ph_write_all(STDERR_FILENO, ph_buf_bytes(&err));
        ph_buf_release(&err);
    }
    return false;
}

PhSeverity ph_terminal_tell(const PhDiags *diags, bool colour)
{
    PhBuf err = {0};
    ph_report_diags(&err, diags, colour);
    (void)ph_write_all(STDERR_FILENO, ph_buf_bytes(&err));
    ph_buf_release(&err);
    return ph_diags_worst(diags);
}

PhStatus ph_terminal_read(PhArena *arena, uint64_t max_bytes, PhDiags *diags,
                          PhBytes *bytes_out)
{
    size_t capacity = 1 << 16;
    size_t len = 0;
    char *text = ph_arena_alloc(arena, capacity);
    for (;;) {
        if (len == capacity) {
            text = ph_arena_grow(arena, text, capacity, capacity * 2);
            capacity *= 2;
        }
        ssize_t got = read(STDIN_FILENO, text + len, capacity - len);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 || len > max_bytes) {
            (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES("-"), "%s",
                              got < 0 ? strerror(errno) : "too large");
            return PH_ERR_IO;
        }
        if (got == 0) {
            break;
        }
        len += (size_t)got;
    }
    *bytes_out = (PhBytes){text, len};
    return PH_OK;
}
