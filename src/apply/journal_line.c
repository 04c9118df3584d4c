#include "apply/journal_line.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* Threads number their entries in order but may write them down in another one; a number
 * that is further ahead than this is none of ours. */
enum { PH_MOST_AHEAD = 1 << 16 };

static const char *const k_ends[] = {"unfinished", "written", "dropped", "left"};
static const char *const k_undone[] = {"no", "partly", "yes"};

/* Nothing fails in making values: memory does not run out, and keys are ours. */
static void set(json_t *object, const char *key, json_t *value)
{
    (void)json_object_set_new_nocheck(object, key, value);
}

/* Numbers of files may use all 64 bits; JSON's here are signed. */
static void set_number(json_t *object, const char *key, uint64_t value)
{
    set(object, key, json_integer((json_int_t)value));
}

static void set_bytes(json_t *object, const char *key, PhBytes bytes)
{
    json_t *text = json_stringn(bytes.len == 0 ? "" : bytes.ptr, bytes.len);
    if (text == NULL) {
        PhBuf hex = {0};
        for (size_t i = 0; i < bytes.len; i++) {
            ph_buf_printf(&hex, "%02x", (unsigned)(unsigned char)bytes.ptr[i]);
        }
        text = json_object();
        set(text, "hex", json_stringn_nocheck(hex.ptr, hex.len));
        ph_buf_release(&hex);
    }
    set(object, key, text);
}

static void set_hash(json_t *object, const char *key, PhHash hash)
{
    char digits[33];
    (void)snprintf(digits, sizeof(digits), "%016" PRIx64 "%016" PRIx64, hash.high,
                   hash.low);
    set(object, key, json_string_nocheck(digits));
}

static void add_line(PhBuf *buf, json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);
    if (text != NULL) {
        ph_buf_add_str(buf, text);
        ph_buf_add_char(buf, '\n');
    }
    free(text);
    json_decref(object);
}

void ph_journal_add_head(PhBuf *buf, const PhJournalHead *head)
{
    json_t *object = json_object();
    set_number(object, "journal", 1);
    set(object, "pyheap", json_string_nocheck(PYHEAP_VERSION));
    set(object, "time", json_integer((json_int_t)head->time));
    set_bytes(object, "folder", head->folder);
    set_bytes(object, "command", head->command);
    set_bytes(object, "undoes", head->undoes);
    add_line(buf, object);
}

void ph_journal_add_begin(PhBuf *buf, uint32_t number, const PhJournalEntry *entry)
{
    json_t *object = json_object();
    set_number(object, "begin", number);
    set_bytes(object, "path", entry->path);
    set_bytes(object, "temp", entry->temp);
    set_number(object, "device", entry->device);
    set_number(object, "inode", entry->inode);
    set_number(object, "owner", entry->owner);
    set_hash(object, "old", entry->old_hash);
    set_number(object, "old_size", entry->old_size);
    set_number(object, "old_at", entry->old_at);
    set_hash(object, "new", entry->new_hash);
    set_number(object, "new_size", entry->new_size);
    add_line(buf, object);
}

void ph_journal_add_made(PhBuf *buf, uint32_t number, uint64_t device, uint64_t inode)
{
    json_t *object = json_object();
    set_number(object, "made", number);
    set_number(object, "device", device);
    set_number(object, "inode", inode);
    add_line(buf, object);
}

void ph_journal_add_swap(PhBuf *buf, uint32_t number)
{
    json_t *object = json_object();
    set_number(object, "swap", number);
    add_line(buf, object);
}

void ph_journal_add_end(PhBuf *buf, uint32_t number, PhJournalEnd end)
{
    json_t *object = json_object();
    set_number(object, "end", number);
    set(object, "as", json_string_nocheck(k_ends[end]));
    add_line(buf, object);
}

void ph_journal_add_undone(PhBuf *buf, PhJournalUndone undone)
{
    json_t *object = json_object();
    set(object, "undone", json_string_nocheck(k_undone[undone]));
    add_line(buf, object);
}

static uint64_t number_of(const json_t *object, const char *key)
{
    return (uint64_t)json_integer_value(json_object_get(object, key));
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static PhBytes bytes_of_hex(PhArena *arena, PhBytes digits)
{
    char *bytes = ph_arena_zeroed(arena, digits.len / 2 + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i + 1 < digits.len; i += 2) {
        int high = digit_of(digits.ptr[i]);
        int low = digit_of(digits.ptr[i + 1]);
        if (high < 0 || low < 0) {
            return PH_BYTES("");
        }
        bytes[len++] = (char)(high * 16 + low);
    }
    return (PhBytes){bytes, len};
}

static PhBytes text_of(const json_t *value)
{
    const char *text = json_string_value(value);
    return text == NULL ? PH_BYTES("") : (PhBytes){text, json_string_length(value)};
}

static PhBytes get_bytes(PhArena *arena, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_object(value)) {
        return bytes_of_hex(arena, text_of(json_object_get(value, "hex")));
    }
    return ph_arena_copy(arena, text_of(value));
}

static PhHash get_hash(const json_t *object, const char *key)
{
    PhBytes digits = text_of(json_object_get(object, key));
    PhHash hash = {0};
    for (size_t i = 0; i < digits.len && digits.len == 32; i++) {
        uint64_t *half = i < 16 ? &hash.high : &hash.low;
        int digit = digit_of(digits.ptr[i]);
        *half = *half * 16 + (digit < 0 ? 0 : (uint64_t)digit);
    }
    return hash;
}

static uint32_t index_of(const json_t *object, const char *key, const char *const *words,
                         uint32_t count)
{
    PhBytes text = text_of(json_object_get(object, key));
    uint32_t index = 0;
    while (index < count && !ph_bytes_is(text, words[index])) {
        index++;
    }
    return index == count ? 0 : index;
}

/* The entry that the value of `key` numbers, or NULL. */
static PhJournalEntry *entry_at(PhArena *arena, PhJournalText *text, const json_t *object,
                                const char *key)
{
    const json_t *value = json_object_get(object, key);
    uint64_t number = number_of(object, key);
    if (!json_is_integer(value) || number >= text->entries.count + PH_MOST_AHEAD) {
        return NULL;
    }
    while (text->entries.count <= number) {
        PH_VEC_PUSH(arena, &text->entries, ((PhJournalEntry){0}));
    }
    return &text->entries.items[number];
}

/* A journal that was tampered with must not lead to files elsewhere. */
static bool is_usable(const PhJournalEntry *entry)
{
    return entry->path.len > 1 && entry->path.ptr[0] == '/' &&
           ph_bytes_find(entry->path, (PhBytes){"", 1}, 0) == PH_NOT_FOUND &&
           ph_bytes_starts_with(entry->temp, PH_BYTES(".pyheap-")) &&
           ph_bytes_find(entry->temp, PH_BYTES("/"), 0) == PH_NOT_FOUND &&
           ph_bytes_find(entry->temp, (PhBytes){"", 1}, 0) == PH_NOT_FOUND;
}

static void read_begin(PhArena *arena, const json_t *object, PhJournalEntry *entry)
{
    entry->path = get_bytes(arena, object, "path");
    entry->temp = get_bytes(arena, object, "temp");
    entry->device = number_of(object, "device");
    entry->inode = number_of(object, "inode");
    entry->owner = number_of(object, "owner");
    entry->old_hash = get_hash(object, "old");
    entry->old_size = number_of(object, "old_size");
    entry->old_at = number_of(object, "old_at");
    entry->new_hash = get_hash(object, "new");
    entry->new_size = number_of(object, "new_size");
    if (!is_usable(entry)) {
        entry->path = PH_BYTES("");
    }
}

static void read_line(PhArena *arena, const json_t *object, PhJournalText *text)
{
    PhJournalEntry *entry = NULL;
    if (number_of(object, "journal") == 1) {
        text->has_head = true;
        text->head = (PhJournalHead){
            .time = json_integer_value(json_object_get(object, "time")),
            .folder = get_bytes(arena, object, "folder"),
            .command = get_bytes(arena, object, "command"),
            .undoes = get_bytes(arena, object, "undoes"),
        };
    } else if ((entry = entry_at(arena, text, object, "begin")) != NULL) {
        read_begin(arena, object, entry);
    } else if ((entry = entry_at(arena, text, object, "made")) != NULL) {
        entry->temp_device = number_of(object, "device");
        entry->temp_inode = number_of(object, "inode");
    } else if ((entry = entry_at(arena, text, object, "swap")) != NULL) {
        entry->is_swapping = true;
    } else if ((entry = entry_at(arena, text, object, "end")) != NULL) {
        entry->end =
            (PhJournalEnd)index_of(object, "as", k_ends, (uint32_t)PH_COUNT_OF(k_ends));
    } else if (json_object_get(object, "undone") != NULL) {
        text->undone = (PhJournalUndone)index_of(object, "undone", k_undone,
                                                 (uint32_t)PH_COUNT_OF(k_undone));
    }
}

void ph_journal_parse(PhArena *arena, PhBytes lines, PhJournalText *text_out)
{
    *text_out = (PhJournalText){0};
    PhBytes line;
    while (ph_bytes_next_line(&lines, &line)) {
        json_t *object = json_loadb(line.ptr, line.len, 0, NULL);
        if (object != NULL) {
            read_line(arena, object, text_out);
            json_decref(object);
        }
    }
}
