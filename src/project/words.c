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
    bool is_private; /* only words that begin with an underscore */
} PhWordScan;

static void take(const PhWordScan *scan, PhBytes word)
{
    bool is_wanted = word.len > 0 && word.len <= PH_WORD_MOST &&
                     (!scan->is_private || word.ptr[0] == '_');
    if (is_wanted) {
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

/* What a byte is to a run. */
enum {
    PH_BYTE_WORD = 1,
    PH_BYTE_HIGH = 2,
};

static unsigned class_of(char c)
{
    return (unsigned char)c >= 0x80 ? PH_BYTE_WORD | PH_BYTE_HIGH
           : ph_byte_is_word(c)     ? PH_BYTE_WORD
                                    : 0;
}

/*
 * Where the next run begins, or `end`. A private word has an underscore, which no other
 * letter at the beginning of a name has for its NFKC form; looking for that byte is fast.
 */
static const char *next_run(const PhWordScan *scan, const char *at, const char *end)
{
    if (!scan->is_private) {
        while (at < end && class_of(*at) == 0) {
            at++;
        }
        return at;
    }
    const char *start = memchr(at, '_', (size_t)(end - at));
    while (start != NULL && start > at && class_of(start[-1]) != 0) {
        start--;
    }
    return start == NULL ? end : start;
}

static void scan_runs(const PhWordScan *scan, PhBytes text)
{
    const char *at = text.ptr;
    const char *end = text.ptr + text.len;
    while (at < end) {
        const char *start = next_run(scan, at, end);
        unsigned bits = 0;
        for (at = start; at < end && class_of(*at) != 0; at++) {
            bits |= class_of(*at);
        }
        if (at > start) {
            bool is_escaped = start > text.ptr && start[-1] == '\\';
            take_run(scan, (PhBytes){start, (size_t)(at - start)}, is_escaped,
                     (bits & PH_BYTE_HIGH) != 0);
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

void ph_words_scan(PhArena *scratch, PhBytes text, PhWordKind kind, PhWordFn *take_one,
                   void *context)
{
    PhWordScan scan = {.scratch = scratch,
                       .take = take_one,
                       .context = context,
                       .is_private = kind == PH_WORDS_PRIVATE};
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
