#include "project/words.h"

#include "base/utf8.h"

enum {
    PH_WORD_ESCAPE = 9,   /* "\U" and eight digits, without the backslash */
    PH_WORD_TRAILER = 2,  /* letters that binary formats put behind a text */
    PH_WORD_NUL_PART = 4, /* a text of wide characters is at least this part NUL bytes */
};

typedef struct PhWordScan {
    PhArena *scratch;
    PhWordFn *take;
    void *context;
    bool is_binary;
} PhWordScan;

static void take(const PhWordScan *scan, PhBytes word)
{
    if (word.len > 0 && word.len <= PH_WORD_MOST) {
        scan->take(scan->context, word);
    }
}

static void take_word(const PhWordScan *scan, PhBytes word, bool is_escaped)
{
    take(scan, word);
    for (size_t skip = 1; is_escaped && skip <= PH_WORD_ESCAPE && skip < word.len; skip++) {
        take(scan, ph_bytes_slice(word, skip, word.len));
    }
    for (size_t skip = 0; scan->is_binary && skip <= 1; skip++) {
        for (size_t cut = 0; cut <= PH_WORD_TRAILER && skip + cut < word.len; cut++) {
            take(scan, ph_bytes_slice(word, skip, word.len - cut));
        }
    }
}

/* The ASCII parts of a run. */
static void take_parts(const PhWordScan *scan, PhBytes run, bool is_escaped)
{
    size_t start = 0;
    for (size_t i = 0; i <= run.len; i++) {
        if (i == run.len || !ph_byte_is_word(run.ptr[i])) {
            take_word(scan, ph_bytes_slice(run, start, i), is_escaped && start == 0);
            start = i + 1;
        }
    }
}

static void take_run(const PhWordScan *scan, PhBytes run, bool is_escaped, bool has_high)
{
    if (!has_high) {
        take_word(scan, run, is_escaped);
        return;
    }
    take_parts(scan, run, is_escaped);
    /* A letter may be three bytes there and one here. */
    if (run.len <= (size_t)4 * PH_WORD_MOST) {
        PhArenaMark mark = ph_arena_mark(scan->scratch);
        take_parts(scan, ph_utf8_nfkc(scan->scratch, run), is_escaped);
        ph_arena_release(scan->scratch, mark);
    }
}

static void scan_runs(const PhWordScan *scan, PhBytes text)
{
    const char *at = text.ptr;
    const char *end = text.ptr + text.len;
    while (at < end) {
        while (at < end && (unsigned char)*at < 0x80 && !ph_byte_is_word(*at)) {
            at++;
        }
        const char *start = at;
        unsigned char bits = 0;
        while (at < end && ((unsigned char)*at >= 0x80 || ph_byte_is_word(*at))) {
            bits |= (unsigned char)*at++;
        }
        if (at > start) {
            bool is_escaped = start > text.ptr && start[-1] == '\\';
            take_run(scan, (PhBytes){start, (size_t)(at - start)}, is_escaped,
                     bits >= 0x80);
        }
    }
}

static size_t count_nul(PhBytes text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += text.ptr[i] == '\0';
    }
    return count;
}

void ph_words_scan(PhArena *scratch, PhBytes text, PhWordFn *take_one, void *context)
{
    PhWordScan scan = {.scratch = scratch, .take = take_one, .context = context};
    scan.is_binary = text.len > 0 && memchr(text.ptr, 0, text.len) != NULL;
    scan_runs(&scan, text);
    size_t nul_count = scan.is_binary ? count_nul(text) : 0;
    if (nul_count > text.len / PH_WORD_NUL_PART) {
        PhArenaMark mark = ph_arena_mark(scratch);
        char *narrow = ph_arena_alloc(scratch, text.len);
        size_t len = 0;
        for (size_t i = 0; i < text.len; i++) {
            narrow[len] = text.ptr[i];
            len += text.ptr[i] != '\0';
        }
        scan_runs(&scan, (PhBytes){narrow, len});
        ph_arena_release(scratch, mark);
    }
}
