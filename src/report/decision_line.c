#include "report/decision_line.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { PH_HASH_DIGITS = 32 };

static const char *const k_kinds[] = {
    [PH_DECISION_ACCEPT] = "accept", [PH_DECISION_DECLINE] = "decline",
    [PH_DECISION_EDIT] = "edit",     [PH_DECISION_IGNORE] = "ignore",
    [PH_DECISION_PART] = "part",     [PH_DECISION_WITHDRAW] = "withdraw",
    [PH_DECISION_UNDO] = "undo",
};

bool ph_decision_has_splice(PhDecisionKind kind)
{
    return kind == PH_DECISION_EDIT || kind == PH_DECISION_IGNORE ||
           kind == PH_DECISION_PART;
}

/* The reference to `value` is taken. Memory does not run out, and keys are ours. */
static void set(json_t *object, const char *key, json_t *value)
{
    int failed = json_object_set_new_nocheck(object, key, value);
    assert(failed == 0);
    (void)failed;
}

static void set_hash(json_t *object, const char *key, PhHash hash)
{
    char text[PH_HASH_DIGITS + 1];
    (void)snprintf(text, sizeof text, "%016llx%016llx", (unsigned long long)hash.high,
                   (unsigned long long)hash.low);
    set(object, key, json_string_nocheck(text));
}

/* Under `key`, or else in hexadecimal under `key`_hex. */
static void set_bytes(json_t *object, const char *key, PhBytes bytes)
{
    if (ph_utf8_first_invalid(bytes) == PH_NOT_FOUND) {
        set(object, key, json_stringn_nocheck(bytes.len == 0 ? "" : bytes.ptr, bytes.len));
        return;
    }
    PhBuf hex = {0};
    char name[32];
    (void)snprintf(name, sizeof name, "%s_hex", key);
    for (size_t i = 0; i < bytes.len; i++) {
        ph_buf_printf(&hex, "%02x", (unsigned)(unsigned char)bytes.ptr[i]);
    }
    set(object, name, json_stringn_nocheck(hex.ptr, hex.len));
    ph_buf_release(&hex);
}

void ph_decision_add(PhBuf *buf, const PhDecision *decision)
{
    json_t *object = json_object();
    set(object, "n", json_integer(decision->group));
    set(object, "answer", json_string_nocheck(k_kinds[decision->kind]));
    if (decision->kind != PH_DECISION_UNDO) {
        set_bytes(object, "file", decision->file);
        set_hash(object, "hash", decision->hash);
        set_bytes(object, "rule", decision->rule);
        set(object, "line", json_integer(decision->line));
        set_hash(object, "text", decision->text);
    }
    if (ph_decision_has_splice(decision->kind)) {
        set_hash(object, "before", decision->before);
        set(object, "at", json_integer((json_int_t)decision->splice.at));
        set(object, "cut", json_integer((json_int_t)decision->splice.cut));
        set_bytes(object, "put", decision->splice.put);
    }
    char *text = json_dumps(object, 0);
    ph_buf_add_str(buf, text);
    ph_buf_add_char(buf, '\n');
    free(text);
    json_decref(object);
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool get_hash(const json_t *object, const char *key, PhHash *out)
{
    const json_t *value = json_object_get(object, key);
    const char *text = json_string_value(value);
    *out = (PhHash){0};
    if (text == NULL || json_string_length(value) != PH_HASH_DIGITS) {
        return false;
    }
    for (size_t i = 0; i < PH_HASH_DIGITS; i++) {
        int digit = digit_of(text[i]);
        uint64_t *half = i < PH_HASH_DIGITS / 2 ? &out->high : &out->low;
        if (digit < 0) {
            return false;
        }
        *half = *half << 4 | (uint64_t)digit;
    }
    return true;
}

static bool get_hex(PhArena *arena, const json_t *value, PhBytes *out)
{
    const char *hex = json_string_value(value);
    size_t len = json_string_length(value);
    char *bytes = ph_arena_alloc(arena, len / 2 + 1);
    if (hex == NULL || len % 2 != 0) {
        return false;
    }
    for (size_t i = 0; i < len; i += 2) {
        int high = digit_of(hex[i]);
        int low = digit_of(hex[i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        bytes[i / 2] = (char)(high << 4 | low);
    }
    *out = (PhBytes){bytes, len / 2};
    return true;
}

static bool get_bytes(PhArena *arena, const json_t *object, const char *key, PhBytes *out)
{
    char name[32];
    const json_t *value = json_object_get(object, key);
    if (json_is_string(value)) {
        *out = ph_arena_copy(
            arena, (PhBytes){json_string_value(value), json_string_length(value)});
        return true;
    }
    (void)snprintf(name, sizeof name, "%s_hex", key);
    return get_hex(arena, json_object_get(object, name), out);
}

static bool get_number(const json_t *object, const char *key, size_t most, size_t *out)
{
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_integer_value(value);
    *out = number < 0 ? 0 : (size_t)number;
    return json_is_integer(value) && number >= 0 && (uint64_t)number <= most;
}

static bool read_kind(const json_t *object, PhDecisionKind *out)
{
    const char *text = json_string_value(json_object_get(object, "answer"));
    for (size_t i = 0; text != NULL && i < PH_COUNT_OF(k_kinds); i++) {
        if (strcmp(text, k_kinds[i]) == 0) {
            *out = (PhDecisionKind)i;
            return true;
        }
    }
    return false;
}

static bool read_splice(PhArena *arena, const json_t *object, PhDecision *out)
{
    return get_hash(object, "before", &out->before) &&
           get_number(object, "at", UINT32_MAX, &out->splice.at) &&
           get_number(object, "cut", UINT32_MAX, &out->splice.cut) &&
           get_bytes(arena, object, "put", &out->splice.put);
}

static bool read_object(PhArena *arena, const json_t *object, PhDecision *out)
{
    size_t number;
    if (!read_kind(object, &out->kind) || !get_number(object, "n", UINT32_MAX, &number)) {
        return false;
    }
    out->group = (uint32_t)number;
    if (out->kind == PH_DECISION_UNDO) {
        return true;
    }
    bool is_right = get_bytes(arena, object, "file", &out->file) &&
                    get_hash(object, "hash", &out->hash) &&
                    get_bytes(arena, object, "rule", &out->rule) &&
                    get_hash(object, "text", &out->text) &&
                    get_number(object, "line", UINT32_MAX, &number) &&
                    (!ph_decision_has_splice(out->kind) || read_splice(arena, object, out));
    out->line = (uint32_t)number;
    return is_right;
}

bool ph_decision_read(PhArena *arena, PhBytes line, PhDecision *out)
{
    *out = (PhDecision){0};
    json_t *object = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, NULL);
    bool is_right = json_is_object(object) && read_object(arena, object, out);
    json_decref(object);
    return is_right;
}
