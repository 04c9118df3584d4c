#include "project/index.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "project/root.h"
#include "project/tree.h"
#include "project/words.h"

enum {
    PH_INDEX_CHUNK = 1 << 20,
    PH_INDEX_OVERLAP = 1024, /* the longest word, four bytes a letter, lies in one chunk */
    PH_INDEX_SLOTS = 1 << 16,
};

#define PH_FILE_NONE UINT32_MAX

typedef struct PhWordSlot {
    uint64_t hash; /* 0: free */
    uint32_t first;
    uint32_t second; /* another file that has it */
} PhWordSlot;

typedef struct PhProjectIndex {
    PhBytes root;
    bool has_public; /* all words, not only those with an underscore before them */
    PhArena *listed; /* where the tree is; NULL if there is trouble */
    PhProjectTree tree;
    PhBytes trouble; /* why it answers nothing: then the tree and the slots are gone */
    PhWordSlot *slots;
    size_t capacity; /* a power of two */
    size_t count;
    struct PhProjectIndex *next; /* built before */
} PhProjectIndex;

struct PhProjects {
    pthread_mutex_t lock;
    pthread_rwlock_t
        writing; /* held by who writes files for reading, by the builder alone */
    PhArena *arena;
    PhProjectIndex *newest;
    size_t built;
};

typedef struct PhIndexing {
    PhProjectIndex *index;
    PhArena *scratch;
    uint32_t file;
    PhWordKind kind;
    uint64_t bytes; /* read so far */
} PhIndexing;

PhProjects *ph_projects_new(void)
{
    PhProjects *projects = ph_alloc(sizeof(*projects));
    *projects = (PhProjects){.arena = ph_arena_new()};
    (void)pthread_mutex_init(&projects->lock, NULL);
    (void)pthread_rwlock_init(&projects->writing, NULL);
    return projects;
}

static void drop_contents(PhProjectIndex *index)
{
    if (index->listed != NULL) {
        ph_arena_free(index->listed);
    }
    free(index->slots);
    index->listed = NULL;
    index->slots = NULL;
    index->tree = (PhProjectTree){0};
}

void ph_projects_free(PhProjects *projects)
{
    for (PhProjectIndex *one = projects->newest; one != NULL; one = one->next) {
        drop_contents(one);
    }
    (void)pthread_mutex_destroy(&projects->lock);
    (void)pthread_rwlock_destroy(&projects->writing);
    ph_arena_free(projects->arena);
    free(projects);
}

void ph_projects_begin_write(PhProjects *projects)
{
    (void)pthread_rwlock_rdlock(&projects->writing);
}

void ph_projects_end_write(PhProjects *projects)
{
    (void)pthread_rwlock_unlock(&projects->writing);
}

size_t ph_projects_built(PhProjects *projects)
{
    (void)pthread_mutex_lock(&projects->lock);
    size_t count = projects->built;
    (void)pthread_mutex_unlock(&projects->lock);
    return count;
}

/* FNV-1a; the words are short. */
static uint64_t hash_of(PhBytes word)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (size_t i = 0; i < word.len; i++) {
        hash = (hash ^ (unsigned char)word.ptr[i]) * 0x100000001b3U;
    }
    hash ^= hash >> 32U; /* the low bits choose the slot */
    return hash == 0 ? 1 : hash;
}

static PhWordSlot *slot_of(const PhProjectIndex *index, uint64_t hash)
{
    size_t at = (size_t)hash & (index->capacity - 1);
    while (index->slots[at].hash != 0 && index->slots[at].hash != hash) {
        at = (at + 1) & (index->capacity - 1);
    }
    return &index->slots[at];
}

static void make_slots(PhProjectIndex *index, size_t capacity)
{
    index->slots = ph_alloc(capacity * sizeof(PhWordSlot));
    memset(index->slots, 0, capacity * sizeof(PhWordSlot));
    index->capacity = capacity;
}

static void grow(PhProjectIndex *index)
{
    PhWordSlot *old = index->slots;
    size_t count = index->capacity;
    make_slots(index, count * 2);
    for (size_t i = 0; i < count; i++) {
        if (old[i].hash != 0) {
            *slot_of(index, old[i].hash) = old[i];
        }
    }
    free(old);
}

static void take_word(void *context, PhBytes word)
{
    const PhIndexing *indexing = context;
    PhProjectIndex *index = indexing->index;
    if (index->trouble.len > 0) {
        return;
    }
    uint64_t hash = hash_of(word);
    PhWordSlot *slot = slot_of(index, hash);
    if (slot->hash != 0) {
        bool is_new = slot->first != indexing->file && slot->second == PH_FILE_NONE;
        slot->second = is_new ? indexing->file : slot->second;
        return;
    }
    if (index->count == PH_PROJECT_WORDS) {
        index->trouble = PH_BYTES("the project has too many words to be searched");
        return;
    }
    *slot = (PhWordSlot){hash, indexing->file, PH_FILE_NONE};
    index->count++;
    if (index->count > index->capacity / 4 * 3) {
        grow(index);
    }
}

/* False: it cannot be read. What it has got since it was listed is read too. */
static bool read_words(PhIndexing *indexing, int fd, char *chunk)
{
    size_t kept = 0;
    for (;;) {
        ssize_t got = read(fd, chunk + kept, PH_INDEX_CHUNK - kept);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        size_t len = kept + (size_t)got;
        indexing->bytes += (uint64_t)got;
        if (indexing->bytes > PH_PROJECT_BYTES) { /* it grows while it is read */
            return false;
        }
        ph_words_scan(indexing->scratch, (PhBytes){chunk, len}, indexing->kind, take_word,
                      indexing);
        kept = len < PH_INDEX_OVERLAP ? len : PH_INDEX_OVERLAP;
        memmove(chunk, chunk + len - kept, kept);
    }
}

static void read_file(PhIndexing *indexing, const char *name, PhArena *arena, char *chunk)
{
    PhProjectIndex *index = indexing->index;
    PhArenaMark mark = ph_arena_mark(indexing->scratch);
    PhBytes path = ph_arena_format(indexing->scratch, "%s/%s", index->root.ptr, name);
    int fd = open(path.ptr, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool is_read = fd >= 0 ? read_words(indexing, fd, chunk) : errno == ENOENT;
    if (fd >= 0) {
        (void)close(fd);
    }
    if (!is_read) {
        index->trouble = ph_arena_format(arena, "%s cannot be read", name);
    }
    ph_words_scan(indexing->scratch, ph_bytes_of(name), indexing->kind, take_word,
                  indexing);
    ph_arena_release(indexing->scratch, mark);
}

static PhProjectIndex *build(PhArena *arena, PhBytes root, bool has_public)
{
    PhProjectIndex *index = PH_NEW(arena, PhProjectIndex);
    PhIndexing indexing = {.index = index,
                           .scratch = ph_arena_new(),
                           .kind = has_public ? PH_WORDS_ALL : PH_WORDS_PRIVATE};
    char *chunk = ph_alloc(PH_INDEX_CHUNK);
    *index = (PhProjectIndex){.root = ph_arena_copy(arena, root),
                              .has_public = has_public,
                              .listed = ph_arena_new()};
    make_slots(index, PH_INDEX_SLOTS);
    ph_project_list(index->listed, index->root, &index->tree);
    index->trouble = ph_arena_copy(arena, index->tree.trouble);
    for (size_t i = 0; i < index->tree.files.count && index->trouble.len == 0; i++) {
        indexing.file = (uint32_t)i;
        read_file(&indexing, index->tree.files.items[i], arena, chunk);
    }
    if (index->trouble.len > 0) {
        drop_contents(index);
    }
    free(chunk);
    ph_arena_free(indexing.scratch);
    return index;
}

/* An index with all words answers for those with an underscore too. */
static const PhProjectIndex *index_for(PhProjects *projects, PhBytes root, bool has_public)
{
    const PhProjectIndex *found = NULL;
    (void)pthread_mutex_lock(&projects->lock);
    for (const PhProjectIndex *one = projects->newest; one != NULL && found == NULL;
         one = one->next) {
        bool fits = ph_bytes_equal(one->root, root) && one->has_public >= has_public;
        found = fits ? one : NULL;
    }
    if (found == NULL) {
        (void)pthread_rwlock_wrlock(&projects->writing);
        PhProjectIndex *index = build(projects->arena, root, has_public);
        (void)pthread_rwlock_unlock(&projects->writing);
        index->next = projects->newest;
        projects->newest = index;
        projects->built++;
        found = index;
    }
    (void)pthread_mutex_unlock(&projects->lock);
    return found;
}

/* The place of the asking file in the index, or PH_FILE_NONE. */
static uint32_t file_of(const PhProjectIndex *index, PhBytes path)
{
    if (path.len <= index->root.len) {
        return PH_FILE_NONE;
    }
    const char *name = path.ptr + index->root.len + 1;
    size_t low = 0;
    size_t high = index->tree.files.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(index->tree.files.items[middle], name);
        if (order == 0) {
            return (uint32_t)middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return PH_FILE_NONE;
}

static PhBytes folder_of(PhBytes path)
{
    size_t end = path.len;
    while (end > 1 && path.ptr[end - 1] != '/') {
        end--;
    }
    return ph_bytes_slice(path, 0, end > 1 ? end - 1 : end);
}

PhMention ph_project_mention(const PhProjectFile *file, PhArena *arena, PhBytes word,
                             PhBytes *where_out)
{
    *where_out = PH_BYTES("");
    if (file->projects == NULL) {
        return PH_MENTION_NOWHERE;
    }
    PhBytes path = ph_arena_copy(arena, file->path); /* with a NUL at its end */
    PhBytes root = ph_project_root(arena, folder_of(path), file->fallback);
    bool is_private = word.len > 0 && word.ptr[0] == '_';
    const PhProjectIndex *index = index_for(file->projects, root, !is_private);
    if (index->trouble.len > 0 || word.len > PH_WORD_MOST) {
        *where_out = ph_arena_copy(arena, index->trouble);
        return PH_MENTION_UNKNOWN;
    }
    const PhWordSlot *slot = slot_of(index, hash_of(word));
    uint32_t own = file_of(index, path);
    uint32_t other = slot->hash == 0      ? PH_FILE_NONE
                     : slot->first == own ? slot->second
                                          : slot->first;
    if (other == PH_FILE_NONE) {
        return PH_MENTION_NOWHERE;
    }
    *where_out = ph_arena_format(arena, "also in %s", index->tree.files.items[other]);
    return PH_MENTION_ELSEWHERE;
}
