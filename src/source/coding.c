#include "source/coding.h"

#include <ctype.h>

#include "base/utf8.h"

typedef enum PhCodecKind {
    PH_CODEC_UTF8,
    PH_CODEC_ASCII,
    PH_CODEC_SINGLE_BYTE,
} PhCodecKind;

typedef struct PhCodec {
    const char *name; /* lower case, '-' for '_' */
    PhCodecKind kind;
    const char *missing; /* bytes the codec does not have */
} PhCodec;

/* Names and aliases as Python's encodings.aliases has them. */
static const PhCodec k_codecs[] = {
    {"utf-8", PH_CODEC_UTF8, ""},
    {"utf8", PH_CODEC_UTF8, ""},
    {"u8", PH_CODEC_UTF8, ""},
    {"utf", PH_CODEC_UTF8, ""},
    {"utf-8-sig", PH_CODEC_UTF8, ""},
    {"utf8-ucs2", PH_CODEC_UTF8, ""},
    {"utf8-ucs4", PH_CODEC_UTF8, ""},
    {"cp65001", PH_CODEC_UTF8, ""},
    {"ascii", PH_CODEC_ASCII, ""},
    {"us-ascii", PH_CODEC_ASCII, ""},
    {"646", PH_CODEC_ASCII, ""},
    {"latin-1", PH_CODEC_SINGLE_BYTE, ""},
    {"latin1", PH_CODEC_SINGLE_BYTE, ""},
    {"latin", PH_CODEC_SINGLE_BYTE, ""},
    {"l1", PH_CODEC_SINGLE_BYTE, ""},
    {"iso-8859-1", PH_CODEC_SINGLE_BYTE, ""},
    {"iso8859-1", PH_CODEC_SINGLE_BYTE, ""},
    {"8859", PH_CODEC_SINGLE_BYTE, ""},
    {"cp819", PH_CODEC_SINGLE_BYTE, ""},
    {"iso-8859-2", PH_CODEC_SINGLE_BYTE, ""},
    {"iso8859-2", PH_CODEC_SINGLE_BYTE, ""},
    {"latin2", PH_CODEC_SINGLE_BYTE, ""},
    {"latin-2", PH_CODEC_SINGLE_BYTE, ""},
    {"iso-8859-5", PH_CODEC_SINGLE_BYTE, ""},
    {"iso8859-5", PH_CODEC_SINGLE_BYTE, ""},
    {"iso-8859-15", PH_CODEC_SINGLE_BYTE, ""},
    {"iso8859-15", PH_CODEC_SINGLE_BYTE, ""},
    {"latin9", PH_CODEC_SINGLE_BYTE, ""},
    {"latin-9", PH_CODEC_SINGLE_BYTE, ""},
    {"koi8-r", PH_CODEC_SINGLE_BYTE, ""},
    {"cp1250", PH_CODEC_SINGLE_BYTE, "\x81\x83\x88\x90\x98"},
    {"windows-1250", PH_CODEC_SINGLE_BYTE, "\x81\x83\x88\x90\x98"},
    {"cp1251", PH_CODEC_SINGLE_BYTE, "\x98"},
    {"windows-1251", PH_CODEC_SINGLE_BYTE, "\x98"},
    {"cp1252", PH_CODEC_SINGLE_BYTE, "\x81\x8d\x8f\x90\x9d"},
    {"windows-1252", PH_CODEC_SINGLE_BYTE, "\x81\x8d\x8f\x90\x9d"},
};

/* The end of the line that starts at `at`, and through *next the start of the one after. */
static size_t line_end(PhBytes bytes, size_t at, size_t *next)
{
    size_t end = at;
    while (end < bytes.len && bytes.ptr[end] != '\n' && bytes.ptr[end] != '\r') {
        end++;
    }
    *next =
        end + (end + 1 < bytes.len && bytes.ptr[end] == '\r' && bytes.ptr[end + 1] == '\n'
                   ? 2
                   : 1);
    return end;
}

static PhBytes skip_blanks(PhBytes line)
{
    while (line.len > 0 &&
           (line.ptr[0] == ' ' || line.ptr[0] == '\t' || line.ptr[0] == '\f')) {
        line = ph_bytes_slice(line, 1, line.len);
    }
    return line;
}

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) != 0 || c == '-' || c == '_' || c == '.';
}

/* PEP 263: ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+) ; empty if there is none. */
static PhBytes coding_of_line(PhBytes line)
{
    line = skip_blanks(line);
    if (line.len == 0 || line.ptr[0] != '#') {
        return PH_BYTES("");
    }
    for (size_t at = 0;
         (at = ph_bytes_find(line, PH_BYTES("coding"), at)) != PH_NOT_FOUND;) {
        at += 6;
        if (at >= line.len || (line.ptr[at] != ':' && line.ptr[at] != '=')) {
            continue;
        }
        size_t start = at + 1;
        while (start < line.len && (line.ptr[start] == ' ' || line.ptr[start] == '\t')) {
            start++;
        }
        size_t end = start;
        while (end < line.len && is_name_byte(line.ptr[end])) {
            end++;
        }
        if (end > start) {
            return ph_bytes_slice(line, start, end);
        }
    }
    return PH_BYTES("");
}

/* The coding line is the first, or the second if the first is blank or a comment. */
static PhBytes find_coding(PhBytes bytes, size_t start)
{
    size_t next;
    size_t end = line_end(bytes, start, &next);
    PhBytes first = ph_bytes_slice(bytes, start, end);
    PhBytes name = coding_of_line(first);
    if (name.len > 0 || next > bytes.len) {
        return name;
    }
    first = skip_blanks(first);
    if (first.len > 0 && first.ptr[0] != '#') {
        return name;
    }
    size_t second = next;
    return coding_of_line(ph_bytes_slice(bytes, second, line_end(bytes, second, &next)));
}

static const PhCodec *find_codec(PhBytes name)
{
    char plain[32];
    if (name.len >= sizeof(plain)) {
        return NULL;
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = (char)tolower((unsigned char)name.ptr[i]);
        plain[i] = (char)(c == '_' || c == '.' ? '-' : c);
    }
    PhBytes key = {plain, name.len};
    for (size_t i = 0; i < PH_COUNT_OF(k_codecs); i++) {
        if (ph_bytes_is(key, k_codecs[i].name)) {
            return &k_codecs[i];
        }
    }
    return NULL;
}

static PhStatus refuse(PhSource *source, PhDiags *diags, size_t offset, PhBytes message)
{
    ph_source_error(source, diags, (uint32_t)offset, message);
    return PH_ERR_REFUSED;
}

static PhStatus check_single_bytes(PhSource *source, PhDiags *diags, const PhCodec *codec)
{
    PhBytes bytes = source->bytes;
    for (size_t i = 0; i < bytes.len; i++) {
        if ((unsigned char)bytes.ptr[i] < 0x80) {
            continue;
        }
        if (codec->kind == PH_CODEC_ASCII || strchr(codec->missing, bytes.ptr[i]) != NULL) {
            PhBytes message = ph_arena_format(
                source->arena, "byte 0x%02x does not exist in its encoding %s",
                (unsigned char)bytes.ptr[i], codec->name);
            return refuse(source, diags, i, message);
        }
    }
    source->encoding =
        codec->kind == PH_CODEC_ASCII ? PH_ENCODING_UTF8 : PH_ENCODING_SINGLE_BYTE;
    return PH_OK;
}

PhStatus ph_coding_check(PhSource *source, PhDiags *diags)
{
    PhBytes bytes = source->bytes;
    PhBytes after_bom = ph_bytes_slice(bytes, source->bom_len, bytes.len);
    if (source->bom_len > 0 && ph_bytes_starts_with(after_bom, PH_BYTES("\xef\xbb\xbf"))) {
        return refuse(source, diags, 3, PH_BYTES("has two byte-order marks"));
    }
    PhBytes name = find_coding(bytes, source->bom_len);
    const PhCodec *codec = name.len == 0 ? &k_codecs[0] : find_codec(name);
    /* After a byte-order mark CPython takes "utf-8" and "utf-8-..", and no other alias. */
    bool is_refused = codec != NULL && source->bom_len > 0 &&
                      !ph_bytes_starts_with(ph_bytes_of(codec->name), PH_BYTES("utf-8"));
    if (codec == NULL || is_refused) {
        PhBytes shown = ph_bytes_slice(name, 0, name.len < 60 ? name.len : 60);
        PhBytes message = ph_arena_format(
            source->arena,
            codec == NULL ? "encoding %.*s cannot be kept byte for byte (UTF-8, ASCII and "
                            "single-byte encodings such as latin-1 can)"
                          : "encoding %.*s contradicts the UTF-8 byte-order mark",
            (int)shown.len, shown.ptr);
        return refuse(source, diags, (size_t)(name.ptr - bytes.ptr), message);
    }
    if (codec->kind != PH_CODEC_UTF8) {
        return check_single_bytes(source, diags, codec);
    }
    size_t invalid = ph_utf8_first_invalid(bytes);
    if (invalid == PH_NOT_FOUND) {
        return PH_OK;
    }
    return refuse(
        source, diags, invalid,
        ph_arena_format(source->arena,
                        "byte 0x%02x is not UTF-8, and no coding line says otherwise",
                        (unsigned char)bytes.ptr[invalid]));
}
