#include "report/heap_profile.h"

#include <jansson.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/map.h"
#include "source/source.h"

enum {
    PH_HEAP_MUCH = 64 << 10, /* bytes; less cannot be told from noise */
    PH_HEAP_MOST = 1 << 30,  /* bytes of a profile */
};

typedef struct PhHeapLine {
    uint32_t file;
    uint32_t line;
    PhHeapUse use;
} PhHeapLine;

struct PhHeapProfile {
    PhArena *arena;
    PhBytes path;
    PhMap numbers; /* of files, by path */
    PH_VEC(PhBytes) files;
    PH_VEC(PhHeapLine) lines; /* by file and line; one line may come twice */
};

static uint32_t number_of(PhHeapProfile *profile, PhBytes file)
{
    uint32_t number = ph_map_get(&profile->numbers, file);
    if (number != PH_MAP_NONE) {
        return number;
    }
    PhBytes own = ph_arena_copy(profile->arena, file);
    number = (uint32_t)profile->files.count;
    *ph_map_put(&profile->numbers, own) = number;
    PH_VEC_PUSH(profile->arena, &profile->files, own);
    return number;
}

/* A whole number from `least` on; false: `value` is something else. */
static bool read_number(const json_t *value, json_int_t least, uint64_t *out)
{
    bool is_right = json_is_integer(value) && json_integer_value(value) >= least;
    *out = is_right ? (uint64_t)json_integer_value(value) : 0;
    return is_right;
}

/* Lines of other kinds are passed over: there may be more of them one day. */
static bool read_object(PhHeapProfile *profile, const json_t *object)
{
    const json_t *kind = json_object_get(object, "t");
    const json_t *file = json_object_get(object, "file");
    uint64_t line;
    PhHeapLine one = {0};
    if (!json_is_string(kind)) {
        return false;
    }
    if (strcmp(json_string_value(kind), "peak") != 0) {
        return true;
    }
    if (!json_is_string(file) || !read_number(json_object_get(object, "line"), 0, &line) ||
        line > UINT32_MAX ||
        !read_number(json_object_get(object, "bytes"), 0, &one.use.bytes) ||
        !read_number(json_object_get(object, "count"), 0, &one.use.blocks)) {
        return false;
    }
    if (line == 0) { /* Python's own */
        return true;
    }
    one.file =
        number_of(profile, (PhBytes){json_string_value(file), json_string_length(file)});
    one.line = (uint32_t)line;
    PH_VEC_PUSH(profile->arena, &profile->lines, one);
    return true;
}

static bool read_line(PhHeapProfile *profile, PhBytes line)
{
    json_t *object = json_loadb(line.ptr, line.len, 0, NULL);
    bool is_right = json_is_object(object) && read_object(profile, object);
    json_decref(object);
    return is_right;
}

static int compare(const void *a, const void *b)
{
    const PhHeapLine *x = a;
    const PhHeapLine *y = b;
    int by_file = (x->file > y->file) - (x->file < y->file);
    return by_file != 0 ? by_file : (x->line > y->line) - (x->line < y->line);
}

PhStatus ph_heap_profile_read(PhArena *arena, PhBytes path, PhDiags *diags,
                              PhHeapProfile **out)
{
    PhBytes text;
    PhHeapProfile *profile = PH_NEW(arena, PhHeapProfile);
    *profile = (PhHeapProfile){.arena = arena, .path = path};
    profile->numbers = ph_map_in(arena);
    *out = profile;
    PhStatus status = ph_file_read(arena, path, PH_HEAP_MOST, diags, &text);
    uint32_t number = 0;
    for (size_t at = 0; status == PH_OK && at < text.len; number++) {
        size_t end = ph_bytes_find(text, PH_BYTES("\n"), at);
        end = end == PH_NOT_FOUND ? text.len : end;
        PhBytes line = ph_bytes_trim(ph_bytes_slice(text, at, end));
        if (line.len > 0 && !read_line(profile, line)) {
            PhDiag *diag = ph_diag_add_at(diags, PH_SEVERITY_ERROR, path, number + 1, 0,
                                          PH_BYTES("this is no line of a heap profile"));
            diag->hint = PH_BYTES("docs/heap-profile.md shows how one is made");
            return PH_ERR_REFUSED;
        }
        at = end + 1;
    }
    if (profile->lines.count > 0) {
        qsort(profile->lines.items, profile->lines.count, sizeof(PhHeapLine), compare);
    }
    return status;
}

PhHeapUse ph_heap_profile_sum(const PhHeapProfile *profile, PhBytes real_path,
                              uint32_t first, uint32_t last)
{
    PhHeapUse sum = {0};
    uint32_t file = ph_map_get(&profile->numbers, real_path);
    size_t low = 0;
    size_t high = file == PH_MAP_NONE ? 0 : profile->lines.count;
    PhHeapLine start = {.file = file, .line = first};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&profile->lines.items[middle], &start) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; file != PH_MAP_NONE && low < profile->lines.count; low++) {
        const PhHeapLine *one = &profile->lines.items[low];
        if (one->file != file || one->line > last) {
            break;
        }
        sum.bytes += one->use.bytes;
        sum.blocks += one->use.blocks;
    }
    return sum;
}

bool ph_heap_is_much(PhHeapUse use)
{
    return use.bytes >= PH_HEAP_MUCH;
}

void ph_heap_use_add(PhBuf *buf, PhHeapUse use)
{
    static const char *const k_units[] = {"KB", "MB", "GB", "TB"};
    double size = (double)use.bytes / 1000;
    size_t unit = 0;
    for (; size >= 1000 && unit + 1 < PH_COUNT_OF(k_units); unit++) {
        size /= 1000;
    }
    ph_buf_printf(buf, "%.1f %s in ", size, k_units[unit]);
    ph_buf_add_count(buf, use.blocks, "block");
}

static bool is_newer(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec > b->st_mtim.tv_sec
                                                  : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

void ph_heap_profile_tell_stale(const PhHeapProfile *profile, PhDiags *diags)
{
    struct stat own;
    struct stat file;
    if (stat(ph_arena_string(profile->arena, profile->path), &own) != 0) {
        return;
    }
    for (size_t i = 0; i < profile->files.count; i++) {
        PhBytes path = profile->files.items[i];
        if (stat(ph_arena_string(profile->arena, path), &file) == 0 &&
            is_newer(&file, &own)) {
            (void)ph_diag_add(diags, PH_SEVERITY_WARNING, path,
                              "changed after the heap profile was written: its lines may "
                              "have moved");
        }
    }
}
