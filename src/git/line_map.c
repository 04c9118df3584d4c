#include "git/line_map.h"

#include "base/vec.h"
#include "git/hunks.h"

/* From new line `at` on, lines count up from old line `old`; an inserted one stands still.
 */
typedef struct PhMapPoint {
    uint32_t at;
    uint32_t old;
    bool is_inserted;
} PhMapPoint;

struct PhLineMap {
    PhArena *arena;
    PH_VEC(PhMapPoint) points; /* ascending; of those at one line the last counts */
    uint32_t next_old;
    uint32_t next_new;
    uint32_t removed_from; /* first line of the run of removed ones before what comes */
    uint32_t replaced;     /* how many of that run new lines have taken the place of */
};

static void add_point(PhLineMap *map, uint32_t old, bool is_inserted)
{
    PH_VEC_PUSH(map->arena, &map->points, ((PhMapPoint){map->next_new, old, is_inserted}));
}

static void on_hunk(void *context, const PhLineHunk *hunk)
{
    PhLineMap *map = context;
    map->next_old = hunk->old_count == 0 ? hunk->old_start + 1 : hunk->old_start;
    map->next_new = hunk->new_count == 0 ? hunk->new_start + 1 : hunk->new_start;
    map->removed_from = map->next_old;
    map->replaced = 0;
}

static void on_line(void *context, char origin, PhBytes line)
{
    PhLineMap *map = context;
    (void)line;
    if (origin == '+') {
        uint32_t old = map->removed_from + map->replaced;
        bool has_room = old < map->next_old;
        map->replaced += has_room;
        add_point(map, has_room ? old : map->next_old, true);
        map->next_new++;
        add_point(map, map->next_old, false);
        return;
    }
    if (origin == '-' && map->replaced == 0) {
        map->next_old++;
        add_point(map, map->next_old, false);
        return;
    }
    map->next_old++;
    map->next_new += origin == ' ';
    if (origin == '-') {
        add_point(map, map->next_old, false);
    }
    map->removed_from = origin == '-' ? map->next_old - 1 : map->next_old;
    map->replaced = 0;
}

PhLineMap *ph_line_map_new(PhArena *arena, PhBytes old_text, PhBytes new_text)
{
    PhLineMap *map = PH_NEW(arena, PhLineMap);
    map->arena = arena;
    PhHunkSink sink = {map, on_hunk, on_line};
    return ph_hunks_each(old_text, new_text, &sink) == PH_OK ? map : NULL;
}

uint32_t ph_line_map_old(const PhLineMap *map, uint32_t new_line)
{
    size_t low = 0;
    size_t high = map->points.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->points.items[middle].at <= new_line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) {
        return new_line;
    }
    const PhMapPoint *point = &map->points.items[low - 1];
    return point->is_inserted ? point->old : point->old + (new_line - point->at);
}
