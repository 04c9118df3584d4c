#include "report/trouble.h"

#include "report/paint.h"

#define PH_LINE_BYTES    900
#define PH_LEAST_MESSAGE 200

/* Cuts what was added since `start` to `most` bytes, between characters. */
static void cut(PhBuf *buf, size_t start, size_t most)
{
    if (buf->len - start <= most) {
        return;
    }
    size_t end = start + most;
    while (end > start && ((unsigned char)buf->ptr[end] & 0xc0) == 0x80) {
        end--;
    }
    buf->len = end;
    ph_buf_add_str(buf, "\xe2\x80\xa6");
}

static void add_word(PhBuf *buf, PhSeverity severity, bool colour)
{
    static const struct {
        const char *word;
        const char *paint;
    } k_words[] = {[PH_SEVERITY_NOTE] = {"note:", PH_PAINT_NOTE},
                   [PH_SEVERITY_WARNING] = {"warning:", PH_PAINT_WARNING},
                   [PH_SEVERITY_ERROR] = {"error:", PH_PAINT_ERROR},
                   [PH_SEVERITY_DEFECT] = {"internal error:", PH_PAINT_ERROR}};
    ph_paint_add(buf, colour, k_words[severity].paint, k_words[severity].word);
    ph_buf_add_char(buf, ' ');
}

void ph_report_diag(PhBuf *buf, const PhDiag *diag, bool colour)
{
    size_t start = buf->len;
    add_word(buf, diag->severity, colour);
    if (diag->path.len > 0) {
        ph_buf_add_visible(buf, diag->path);
        if (diag->line > 0) {
            ph_buf_printf(buf, ":%u", (unsigned)diag->line);
        }
        if (diag->line > 0 && diag->column > 0) {
            ph_buf_printf(buf, ":%u", (unsigned)diag->column);
        }
        ph_buf_add_str(buf, ": ");
    }
    /* The path is what the reader needs to go on, so it is the message that is cut. */
    size_t used = buf->len - start;
    size_t room =
        used + PH_LEAST_MESSAGE < PH_LINE_BYTES ? PH_LINE_BYTES - used : PH_LEAST_MESSAGE;
    size_t message = buf->len;
    ph_buf_add_visible(buf, diag->message);
    cut(buf, message, room);
    ph_buf_add_char(buf, '\n');
    if (diag->hint.len > 0) {
        ph_buf_add_str(buf, "  ");
        ph_paint_add(buf, colour, PH_PAINT_BOLD, "hint:");
        ph_buf_add_char(buf, ' ');
        size_t hint = buf->len;
        ph_buf_add_visible(buf, diag->hint);
        cut(buf, hint, PH_LINE_BYTES);
        ph_buf_add_char(buf, '\n');
    }
}

void ph_report_diags(PhBuf *buf, const PhDiags *diags, bool colour)
{
    for (size_t i = 0; i < diags->records.count; i++) {
        ph_report_diag(buf, &diags->records.items[i], colour);
    }
}
