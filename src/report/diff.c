#include "report/diff.h"

#include "report/paint.h"

/* Takes the next part between slashes off `*rest`; false when nothing is left. */
static bool next_part(PhBytes *rest, PhBytes *part_out)
{
    size_t start = 0;
    while (start < rest->len && rest->ptr[start] == '/') {
        start++;
    }
    size_t end = start;
    while (end < rest->len && rest->ptr[end] != '/') {
        end++;
    }
    *part_out = ph_bytes_slice(*rest, start, end);
    *rest = ph_bytes_slice(*rest, end, rest->len);
    return part_out->len > 0;
}

/* Appends the parts of `path` to the absolute path in `text`, resolving `.` and `..`. */
static size_t append_parts(char *text, size_t len, PhBytes path)
{
    PhBytes part;
    while (next_part(&path, &part)) {
        if (ph_bytes_is(part, ".")) {
            continue;
        }
        if (ph_bytes_is(part, "..")) {
            while (len > 0 && text[--len] != '/') {
            }
            continue;
        }
        text[len++] = '/';
        memcpy(text + len, part.ptr, part.len);
        len += part.len;
    }
    return len;
}

PhBytes ph_diff_path(PhArena *arena, PhBytes cwd, PhBytes path)
{
    bool is_absolute = path.len > 0 && path.ptr[0] == '/';
    char *base = ph_arena_alloc(arena, cwd.len + 1);
    size_t base_len = append_parts(base, 0, cwd);
    char *text = ph_arena_alloc(arena, base_len + path.len + 2);
    memcpy(text, base, base_len);
    PhBytes whole = {text, append_parts(text, is_absolute ? 0 : base_len, path)};
    if (ph_bytes_starts_with(whole, (PhBytes){base, base_len}) && whole.len > base_len &&
        whole.ptr[base_len] == '/') {
        return ph_bytes_slice(whole, base_len + 1, whole.len);
    }
    return whole.len == 0 ? whole : ph_bytes_slice(whole, 1, whole.len);
}

/* What needs C quoting: all that git quotes, and a blank at the end, which patch drops. */
static bool needs_quotes(PhBytes path)
{
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') {
            return true;
        }
    }
    return path.len > 0 && path.ptr[path.len - 1] == ' ';
}

static void add_quoted_char(PhBuf *buf, unsigned char c)
{
    static const char k_controls[] = "abtnvfr"; /* from 0x07 on */
    if (c >= 0x07 && c <= 0x0d) {
        ph_buf_add_char(buf, '\\');
        ph_buf_add_char(buf, k_controls[c - 0x07]);
    } else if (c == '"' || c == '\\') {
        ph_buf_add_char(buf, '\\');
        ph_buf_add_char(buf, (char)c);
    } else if (c < 0x20 || c >= 0x7f) {
        ph_buf_printf(buf, "\\%03o", (unsigned)c);
    } else {
        ph_buf_add_char(buf, (char)c);
    }
}

static void add_header(PhBuf *buf, const char *start, PhBytes path, bool colour)
{
    ph_paint_start(buf, colour, PH_PAINT_BOLD);
    ph_buf_add(buf, ph_bytes_slice(ph_bytes_of(start), 0, 4));
    bool is_quoted = needs_quotes(path);
    if (is_quoted) {
        ph_buf_add_char(buf, '"');
    }
    ph_buf_add_str(buf, start + 4);
    for (size_t i = 0; i < path.len; i++) {
        add_quoted_char(buf, (unsigned char)path.ptr[i]);
    }
    if (is_quoted) {
        ph_buf_add_char(buf, '"');
    } else if (memchr(path.ptr, ' ', path.len) != NULL) {
        /* Both tools end a plain name at a blank unless a TAB follows. */
        ph_buf_add_char(buf, '\t');
    }
    ph_paint_end(buf, colour);
    ph_buf_add_char(buf, '\n');
}

typedef struct PhDiffState {
    PhBuf *buf;
    const PhDiffFile *file;
    bool colour;
    bool visible;
    bool has_headers;
} PhDiffState;

static void add_range(PhBuf *buf, char sign, uint32_t start, uint32_t count)
{
    ph_buf_printf(buf, "%c%u", sign, (unsigned)start);
    if (count != 1) {
        ph_buf_printf(buf, ",%u", (unsigned)count);
    }
}

void ph_diff_add_head(PhBuf *buf, const PhLineHunk *hunk, bool colour)
{
    ph_paint_start(buf, colour, PH_PAINT_CYAN);
    ph_buf_add_str(buf, "@@ ");
    add_range(buf, '-', hunk->old_start, hunk->old_count);
    ph_buf_add_char(buf, ' ');
    add_range(buf, '+', hunk->new_start, hunk->new_count);
    ph_buf_add_str(buf, " @@");
    ph_paint_end(buf, colour);
    ph_buf_add_char(buf, '\n');
}

static void add_hunk(void *context, const PhLineHunk *hunk)
{
    PhDiffState *state = context;
    PhBuf *buf = state->buf;
    if (!state->has_headers) {
        add_header(buf, "--- a/", state->file->path, state->colour);
        add_header(buf, "+++ b/", state->file->path, state->colour);
        state->has_headers = true;
    }
    ph_diff_add_head(buf, hunk, state->colour);
}

static void add_visible_text(PhBuf *buf, PhBytes text)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i == text.len || text.ptr[i] == '\t') {
            ph_buf_add_visible(buf, ph_bytes_slice(text, start, i));
            if (i < text.len) {
                ph_buf_add_char(buf, '\t');
            }
            start = i + 1;
        }
    }
}

static void add_line(void *context, char origin, PhBytes line)
{
    PhDiffState *state = context;
    PhBuf *buf = state->buf;
    bool has_newline = line.len > 0 && line.ptr[line.len - 1] == '\n';
    PhBytes text = ph_bytes_slice(line, 0, line.len - (has_newline ? 1 : 0));
    /* A carriage return before the newline does nothing on a terminal, and shown it would
     * litter every line of a CRLF file. */
    bool has_return = has_newline && ph_bytes_ends_with(text, PH_BYTES("\r"));
    text.len -= has_return ? 1 : 0;
    const char *paint = origin == '-' ? PH_PAINT_RED : PH_PAINT_GREEN;
    bool is_painted = state->colour && origin != ' ';
    ph_paint_start(buf, is_painted, paint);
    ph_buf_add_char(buf, origin);
    if (state->visible) {
        add_visible_text(buf, text);
    } else {
        ph_buf_add(buf, text);
    }
    ph_paint_end(buf, is_painted);
    if (has_return) {
        ph_buf_add_char(buf, '\r');
    }
    ph_buf_add_char(buf, '\n');
    if (!has_newline) {
        ph_buf_add_str(buf, "\\ No newline at end of file\n");
    }
}

PhStatus ph_diff_add(PhBuf *buf, const PhDiffFile *file, const PhDiffOptions *options,
                     PhDiags *diags)
{
    PhDiffState state = {.buf = buf,
                         .file = file,
                         .colour = options->colour,
                         .visible = options->colour || options->visible};
    const PhHunkSink sink = {&state, add_hunk, add_line};
    size_t len = buf->len;
    PhStatus status = ph_hunks_each(file->old_text, file->new_text, &sink);
    if (status != PH_OK) {
        buf->len = len;
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, file->path,
                          "too large to show its changes as a diff");
    }
    return status;
}
