/*
 * json: one array with an object per finding, each on a line of its own.
 *
 * The output is UTF-8 whatever the files are: a byte of a path or text that is not becomes
 * the four characters \xNN, and in the texts of edits of a file in a single-byte encoding
 * every byte above ASCII does.
 */

#include <jansson.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "edit/edit_set.h"
#include "report/format.h"

static void add_byte(PhBuf *buf, char c)
{
    ph_buf_printf(buf, "\\x%02x", (unsigned)(unsigned char)c);
}

/* `keep_utf8`: characters beyond ASCII stay; else each of their bytes is escaped. */
static json_t *text_of(PhBytes bytes, bool keep_utf8)
{
    PhBuf buf = {0};
    for (size_t at = 0; at < bytes.len;) {
        uint32_t code = 0;
        size_t len = ph_utf8_decode(bytes, at, &code);
        if (len == 0 || (len > 1 && !keep_utf8)) {
            add_byte(&buf, bytes.ptr[at]);
            at++;
            continue;
        }
        ph_buf_add(&buf, ph_bytes_slice(bytes, at, at + len));
        at += len;
    }
    json_t *text = json_stringn_nocheck(buf.len == 0 ? "" : buf.ptr, buf.len);
    ph_buf_release(&buf);
    return text;
}

/* The reference to `value` is taken. Nothing fails here: memory does not run out, and keys
 * are ours. */
static void set(json_t *object, const char *key, json_t *value)
{
    int failed = json_object_set_new_nocheck(object, key, value);
    assert(failed == 0);
    (void)failed;
}

static void append(json_t *array, json_t *value)
{
    int failed = json_array_append_new(array, value);
    assert(failed == 0);
    (void)failed;
}

static void set_places(json_t *object, PhSource *source, PhSpan span)
{
    PhPlace start = ph_source_place(source, span.start);
    PhPlace end = ph_source_place(source, span.end);
    set(object, "line", json_integer(start.line));
    set(object, "column", json_integer(start.column));
    set(object, "end_line", json_integer(end.line));
    set(object, "end_column", json_integer(end.column));
}

static json_t *joined_reasons(const PhFinding *finding)
{
    if (finding->reason_count == 0) {
        return json_null();
    }
    PhBuf buf = {0};
    for (size_t i = 0; i < finding->reason_count; i++) {
        ph_buf_add_str(&buf, i == 0 ? "" : "; ");
        ph_buf_add(&buf, finding->reasons[i].text);
    }
    json_t *text = text_of(ph_buf_bytes(&buf), true);
    ph_buf_release(&buf);
    return text;
}

static json_t *reasons_of(PhSource *source, const PhFinding *finding)
{
    json_t *reasons = json_array();
    for (size_t i = 0; i < finding->reason_count; i++) {
        const PhReason *reason = &finding->reasons[i];
        json_t *object = json_object();
        json_t *place = reason->span.end > 0 ? json_object() : json_null();
        set(object, "text", text_of(reason->text, true));
        if (json_is_object(place)) {
            set_places(place, source, reason->span);
        }
        set(object, "place", place);
        append(reasons, object);
    }
    return reasons;
}

static json_t *fix_of(const PhSource *source, const PhFinding *finding)
{
    if (finding->edit_count == 0) {
        return json_null();
    }
    json_t *edits = json_array();
    PhEditVec all = ph_fix_edits(source->arena, finding);
    for (size_t i = 0; i < all.count; i++) {
        const PhEdit *edit = &all.items[i];
        json_t *object = json_object();
        set(object, "start", json_integer(edit->span.start));
        set(object, "end", json_integer(edit->span.end));
        set(object, "text", text_of(edit->text, source->encoding == PH_ENCODING_UTF8));
        append(edits, object);
    }
    json_t *fix = json_object();
    set(fix, "edits", edits);
    return fix;
}

static json_t *optional_text(PhBytes bytes)
{
    return bytes.len == 0 ? json_null() : text_of(bytes, true);
}

static int add_piece(const char *piece, size_t len, void *buf)
{
    ph_buf_add(buf, (PhBytes){piece, len});
    return 0;
}

static void add_object(PhBuf *buf, PhSource *source, const PhFinding *finding,
                       const PhReportOptions *options)
{
    (void)options;
    json_t *object = json_object();
    set(object, "rule", json_string_nocheck(finding->rule));
    set(object, "level", json_string_nocheck(ph_level_name(finding->level)));
    set(object, "message", text_of(finding->message, true));
    set(object, "reason", joined_reasons(finding));
    set(object, "reasons", reasons_of(source, finding));
    set(object, "help", optional_text(finding->help));
    set(object, "note", optional_text(finding->note));
    set(object, "path", text_of(source->path, true));
    set_places(object, source, finding->span);
    set(object, "fix", fix_of(source, finding));
    json_t *benefit = json_object();
    set(benefit, "verdict", json_string_nocheck(ph_benefit_name(finding->benefit)));
    set(benefit, "text", text_of(finding->benefit_text, true));
    set(object, "benefit", benefit);
    if (finding->heap.bytes > 0) {
        json_t *heap = json_object();
        set(heap, "bytes", json_integer((json_int_t)finding->heap.bytes));
        set(heap, "blocks", json_integer((json_int_t)finding->heap.blocks));
        set(object, "heap", heap);
    }
    ph_buf_add_str(buf, "\n  ");
    int failed = json_dump_callback(object, add_piece, buf, 0);
    assert(failed == 0);
    (void)failed;
    json_decref(object);
}

static void begin_array(PhBuf *buf)
{
    /* Out of memory ends the program, as everywhere. */
    json_set_alloc_funcs(ph_alloc, free);
    /* Else the first object of any worker would choose the seed for all. */
    json_object_seed(0);
    ph_buf_add_char(buf, '[');
}

static void end_array(PhBuf *buf, size_t finding_count)
{
    ph_buf_add_str(buf, finding_count > 0 ? "\n]\n" : "]\n");
}

const PhReporter k_report_json = {.begin = begin_array,
                                  .finding = add_object,
                                  .end = end_array,
                                  .separator = ",",
                                  .is_for_people = false};
