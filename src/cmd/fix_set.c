#include "cmd/fix_set.h"

#include <stdlib.h>

void ph_fix_set_add(PhArena *arena, PhFixSet *set, size_t file, const PhFixId *id)
{
    PH_VEC_PUSH(arena, &set->items, ((PhFixSetItem){file, *id}));
}

static int by_file(const void *a, const void *b)
{
    const PhFixSetItem *left = a;
    const PhFixSetItem *right = b;
    return left->file < right->file ? -1 : left->file > right->file;
}

void ph_fix_set_settle(PhFixSet *set)
{
    if (set->items.count > 0) {
        qsort(set->items.items, set->items.count, sizeof(PhFixSetItem), by_file);
    }
}

bool ph_fix_set_has(void *set, size_t file, const PhFixId *id)
{
    const PhFixSet *own = set;
    size_t low = 0;
    size_t high = own->items.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (own->items.items[middle].file < file) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < own->items.count && own->items.items[low].file == file; low++) {
        if (ph_fix_id_equal(&own->items.items[low].id, id)) {
            return true;
        }
    }
    return false;
}

const size_t *ph_fix_set_files(PhArena *arena, const PhFixSet *set, size_t *count_out)
{
    size_t *files = PH_NEW_ARRAY(arena, size_t, set->items.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < set->items.count; i++) {
        if (count == 0 || files[count - 1] != set->items.items[i].file) {
            files[count++] = set->items.items[i].file;
        }
    }
    *count_out = count;
    return files;
}
