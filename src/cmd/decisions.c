#include "cmd/decisions.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "base/vec.h"
#include "cmd/user_folder.h"

enum { PH_MAX_DECISIONS = 1 << 30 }; /* bytes of a file of them */

struct PhDecisions {
    PhBytes path;
    int fd;
    bool is_read_only;
    off_t length; /* when it was opened */
    uint32_t last_group;
    PH_VEC(PhDecision) items;
};

static PhStatus refuse(PhDiags *diags, PhBytes path, const char *what)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, path, "%s: %s", what, strerror(errno));
    return PH_ERR_IO;
}

/* Its folder is made. Empty: there is no place for it. */
static PhBytes default_path(PhArena *arena, PhBytes root)
{
    PhHash hash = ph_hash(root);
    PhBytes state = ph_user_state_folder(arena);
    if (state.len == 0) {
        return state;
    }
    PhBytes folder = ph_arena_format(arena, "%s/pyheap/review", state.ptr);
    (void)ph_path_make_folders(arena, folder);
    return ph_arena_format(arena, "%s/%016llx%016llx.jsonl", folder.ptr,
                           (unsigned long long)hash.high, (unsigned long long)hash.low);
}

static PhStatus read_all(PhArena *arena, const PhDecisions *decisions, PhDiags *diags,
                         PhBytes *out)
{
    struct stat info;
    if (fstat(decisions->fd, &info) != 0) {
        return refuse(diags, decisions->path, "cannot be read");
    }
    if (!S_ISREG(info.st_mode) || info.st_size > PH_MAX_DECISIONS) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, decisions->path,
                          "is no file of decisions");
        return PH_ERR_REFUSED;
    }
    size_t size = (size_t)info.st_size;
    char *text = ph_arena_alloc(arena, size + 1);
    size_t len = 0;
    if (!ph_read_at(decisions->fd, text, size, 0, &len)) {
        return refuse(diags, decisions->path, "cannot be read");
    }
    *out = (PhBytes){text, len};
    return PH_OK;
}

static void take_back(PhDecisions *decisions, uint32_t group)
{
    size_t kept = 0;
    for (size_t i = 0; i < decisions->items.count; i++) {
        if (decisions->items.items[i].group != group) {
            decisions->items.items[kept++] = decisions->items.items[i];
        }
    }
    decisions->items.count = kept;
}

static PhStatus read_lines(PhArena *arena, PhDecisions *decisions, PhBytes text,
                           PhDiags *diags)
{
    uint32_t number = 0;
    size_t at = 0;
    while (at < text.len) {
        PhDecision decision;
        size_t end = ph_bytes_find(text, PH_BYTES("\n"), at);
        number++;
        if (end == PH_NOT_FOUND) { /* a kill cut it short */
            break;
        }
        if (!ph_decision_read(arena, ph_bytes_slice(text, at, end), &decision)) {
            PhDiag *diag = ph_diag_add_at(diags, PH_SEVERITY_ERROR, decisions->path, number,
                                          0, PH_BYTES("this is no decision of a review"));
            diag->hint = PH_BYTES("remove the line, or the file to be asked anew");
            return PH_ERR_REFUSED;
        }
        if (decision.group > decisions->last_group) {
            decisions->last_group = decision.group;
        }
        if (decision.kind == PH_DECISION_UNDO) {
            take_back(decisions, decision.group);
        } else {
            PH_VEC_PUSH(arena, &decisions->items, decision);
        }
        at = end + 1;
    }
    decisions->length = (off_t)at;
    if (at < text.len && !decisions->is_read_only &&
        ftruncate(decisions->fd, decisions->length) != 0) {
        return refuse(diags, decisions->path, "cannot be written");
    }
    return PH_OK;
}

static PhStatus lock(const PhDecisions *decisions, PhDiags *diags)
{
    if (flock(decisions->fd, LOCK_EX | LOCK_NB) == 0) {
        return PH_OK;
    }
    if (errno != EWOULDBLOCK) {
        return PH_OK; /* a file system without locks */
    }
    PhDiag *diag = ph_diag_add(diags, PH_SEVERITY_ERROR, decisions->path,
                               "another review is at work with these answers");
    diag->hint = PH_BYTES("finish it first, or give `--decisions` another file");
    return PH_ERR_CONFLICT;
}

PhStatus ph_decisions_open(PhArena *arena, const PhDecisionsOptions *options,
                           PhDiags *diags, PhDecisions **out)
{
    PhDecisions *decisions = PH_NEW(arena, PhDecisions);
    PhBytes text = PH_BYTES("");
    decisions->is_read_only = options->must_exist;
    decisions->path =
        options->path.len == 0 ? default_path(arena, options->root) : options->path;
    if (decisions->path.len == 0) {
        PhDiag *diag = ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                                   "there is no folder to keep the answers in: neither "
                                   "XDG_STATE_HOME nor HOME is set");
        diag->hint = PH_BYTES("give a file with `--decisions`");
        return PH_ERR_IO;
    }
    /* Who only replays answers need not be allowed to write them. */
    int how = options->must_exist ? O_RDONLY : O_RDWR | O_APPEND | O_CREAT;
    decisions->fd = open(ph_arena_string(arena, decisions->path),
                         how | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
    if (decisions->fd < 0) {
        return refuse(diags, decisions->path, "cannot keep answers here");
    }
    PhStatus status = options->must_exist ? PH_OK : lock(decisions, diags);
    if (status == PH_OK) {
        status = read_all(arena, decisions, diags, &text);
    }
    if (status == PH_OK) {
        status = read_lines(arena, decisions, text, diags);
    }
    if (status != PH_OK) {
        ph_decisions_close(decisions);
        return status;
    }
    *out = decisions;
    return PH_OK;
}

void ph_decisions_close(PhDecisions *decisions)
{
    (void)close(decisions->fd);
    decisions->fd = -1;
}

PhBytes ph_decisions_path(const PhDecisions *decisions)
{
    return decisions->path;
}

size_t ph_decisions_count(const PhDecisions *decisions)
{
    return decisions->items.count;
}

const PhDecision *ph_decisions_at(const PhDecisions *decisions, size_t index)
{
    return &decisions->items.items[index];
}

uint32_t ph_decisions_last_group(const PhDecisions *decisions)
{
    return decisions->last_group;
}

bool ph_decisions_keep(PhDecisions *decisions, const PhDecision *items, size_t count)
{
    PhBuf buf = {0};
    for (size_t i = 0; i < count; i++) {
        ph_decision_add(&buf, &items[i]);
    }
    bool is_kept = ph_write_all(decisions->fd, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return is_kept;
}

bool ph_decisions_drop(PhDecisions *decisions)
{
    return ftruncate(decisions->fd, decisions->length) == 0;
}
