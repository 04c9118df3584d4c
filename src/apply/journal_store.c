#include "apply/journal_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"

static const char *const k_files[] = {"journal", "data", "open"};

/* 20260131-235959-123456-0a1b: time in UTC, microseconds, a random part. */
static const char k_form[] = "########-######-######-xxxx";

static const char *join(PhArena *arena, PhBytes folder, const char *name)
{
    return ph_arena_format(arena, "%.*s/%s", (int)folder.len, folder.ptr, name).ptr;
}

int ph_journal_lock(PhBytes folder, bool makes)
{
    PhArena *arena = ph_arena_new();
    int fd = -1;
    if (!makes || ph_path_make_folders(arena, folder)) {
        fd = open(join(arena, folder, "lock"),
                  O_RDWR | O_CLOEXEC | O_NOFOLLOW | (makes ? O_CREAT : 0), 0600);
    }
    int error = errno;
    ph_arena_free(arena);
    while (fd >= 0 && flock(fd, LOCK_EX) != 0) {
        if (errno != EINTR) {
            error = errno;
            (void)close(fd);
            fd = -1;
        }
    }
    errno = error;
    return fd;
}

static bool is_run_name(const char *name)
{
    if (strlen(name) != sizeof(k_form) - 1) {
        return false;
    }
    for (size_t i = 0; k_form[i] != '\0'; i++) {
        bool is_digit = name[i] >= '0' && name[i] <= '9';
        bool is_letter = name[i] >= 'a' && name[i] <= 'f';
        if (k_form[i] == '-' ? name[i] != '-'
                             : !is_digit && !(k_form[i] == 'x' && is_letter)) {
            return false;
        }
    }
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return ph_bytes_compare(*(const PhBytes *)a, *(const PhBytes *)b);
}

PhBytesVec ph_journal_list(PhArena *arena, PhBytes folder)
{
    PhBytesVec names = {0};
    DIR *listing = opendir(ph_arena_string(arena, folder));
    if (listing == NULL) {
        return names;
    }
    const struct dirent *entry = NULL;
    while ((entry = readdir(listing)) != NULL) {
        if (is_run_name(entry->d_name)) {
            PH_VEC_PUSH(arena, &names, ph_arena_copy(arena, ph_bytes_of(entry->d_name)));
        }
    }
    (void)closedir(listing);
    if (names.count > 1) {
        qsort(names.items, names.count, sizeof(PhBytes), compare_names);
    }
    return names;
}

/* Microseconds since 1970 of a run's name, or 0. */
static int64_t time_of(PhBytes name)
{
    struct tm tm = {0};
    int micros = 0;
    /* NOLINTNEXTLINE(cert-err34-c): the name has been checked digit by digit. */
    if (sscanf(name.ptr, "%4d%2d%2d-%2d%2d%2d-%6d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
               &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &micros) != 7) {
        return 0;
    }
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    return (int64_t)timegm(&tm) * 1000000 + micros;
}

static PhBytes next_name(PhArena *arena, PhBytes folder)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    int64_t micros = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    PhBytesVec names = ph_journal_list(arena, folder);
    if (names.count > 0) {
        int64_t newest = time_of(names.items[names.count - 1]);
        micros = micros > newest ? micros : newest + 1;
    }
    uint16_t random = 0;
    (void)!getrandom(&random, sizeof(random), 0);
    time_t seconds = (time_t)(micros / 1000000);
    struct tm tm = {0};
    char stamp[32];
    (void)gmtime_r(&seconds, &tm);
    (void)strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", &tm);
    return ph_arena_format(arena, "%s-%06d-%04x", stamp, (int)(micros % 1000000),
                           (unsigned)random);
}

void ph_journal_close_files(PhJournalFiles *files)
{
    int *const all[] = {&files->lines, &files->data, &files->open, &files->folder};
    for (size_t i = 0; i < PH_COUNT_OF(all); i++) {
        if (*all[i] >= 0) {
            (void)close(*all[i]);
        }
        *all[i] = -1;
    }
}

static bool open_files(const char *run, PhJournalFiles *files)
{
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    files->folder = open(run, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (files->folder < 0) {
        return false;
    }
    files->open = openat(files->folder, "open", flags, 0600);
    /* Who only lists the runs may hold it for a moment. */
    if (files->open < 0 || flock(files->open, LOCK_EX) != 0) {
        return false;
    }
    files->lines = openat(files->folder, "journal", flags | O_APPEND, 0600);
    files->data = openat(files->folder, "data", flags, 0600);
    return files->lines >= 0 && files->data >= 0;
}

bool ph_journal_make_run(PhArena *arena, PhBytes folder, PhBytes *name_out,
                         PhJournalFiles *files_out)
{
    *files_out = (PhJournalFiles){-1, -1, -1, -1};
    *name_out = next_name(arena, folder);
    const char *run = join(arena, folder, name_out->ptr);
    if (mkdir(run, 0700) != 0) {
        return false;
    }
    if (open_files(run, files_out)) {
        return true;
    }
    int error = errno;
    ph_journal_close_files(files_out);
    ph_journal_remove_run(arena, folder, *name_out);
    errno = error;
    return false;
}

void ph_journal_remove_run(PhArena *arena, PhBytes folder, PhBytes name)
{
    PhArenaMark mark = ph_arena_mark(arena);
    const char *run = join(arena, folder, name.ptr);
    /* The lines go first: a run without them is none, should this be cut short. */
    for (size_t i = 0; i < PH_COUNT_OF(k_files); i++) {
        (void)unlink(join(arena, ph_bytes_of(run), k_files[i]));
    }
    (void)rmdir(run);
    ph_arena_release(arena, mark);
}

static bool read_lines(PhArena *arena, const char *path, PhBytes *lines_out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat info;
    bool is_read = false;
    if (fd >= 0 && fstat(fd, &info) == 0) {
        char *text = ph_arena_alloc(arena, (size_t)info.st_size + 1);
        is_read = ph_read_at(fd, text, (size_t)info.st_size, 0, &lines_out->len);
        lines_out->ptr = text;
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return is_read;
}

bool ph_journal_is_ended(PhArena *arena, PhBytes folder, PhBytes name)
{
    PhBytes run = ph_bytes_of(join(arena, folder, name.ptr));
    return access(join(arena, run, "open"), F_OK) != 0 && errno == ENOENT &&
           access(join(arena, run, "journal"), F_OK) == 0;
}

bool ph_journal_read_run(PhArena *arena, PhBytes folder, PhBytes name,
                         PhJournalRun *run_out)
{
    *run_out = (PhJournalRun){.name = name};
    run_out->folder = ph_bytes_of(join(arena, folder, name.ptr));
    int open_file =
        open(join(arena, run_out->folder, "open"), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (open_file >= 0) {
        run_out->is_open = true;
        run_out->is_alive = flock(open_file, LOCK_SH | LOCK_NB) != 0;
        (void)close(open_file);
    }
    PhBytes lines = {"", 0};
    if (!read_lines(arena, join(arena, run_out->folder, "journal"), &lines)) {
        return false;
    }
    ph_journal_parse(arena, lines, &run_out->text);
    return run_out->text.has_head;
}

bool ph_journal_read_old(PhArena *arena, const PhJournalRun *run,
                         const PhJournalEntry *entry, PhBytes *old_out)
{
    int fd = open(join(arena, run->folder, "data"), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat info;
    bool is_read = false;
    /* The size is looked at before memory is taken for it. */
    if (fd >= 0 && fstat(fd, &info) == 0 && entry->old_size <= (uint64_t)info.st_size) {
        char *text = ph_arena_alloc(arena, (size_t)entry->old_size + 1);
        is_read =
            ph_read_at(fd, text, (size_t)entry->old_size, entry->old_at, &old_out->len);
        old_out->ptr = text;
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return is_read && old_out->len == entry->old_size &&
           ph_hash_equal(ph_hash(*old_out), entry->old_hash);
}

bool ph_journal_append_all(int fd, PhBytes bytes)
{
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return false;
    }
    if (!ph_write_all(fd, bytes)) {
        int error = errno;
        (void)!ftruncate(fd, info.st_size);
        errno = error;
        return false;
    }
    return true;
}

bool ph_journal_append(PhArena *arena, const PhJournalRun *run, PhBytes lines)
{
    int fd = open(join(arena, run->folder, "journal"),
                  O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    struct stat info;
    char last = '\n';
    size_t len = 0;
    if (fd < 0) {
        return false;
    }
    /* A kill may have cut the last line. */
    if (fstat(fd, &info) == 0 && info.st_size > 0) {
        (void)ph_read_at(fd, &last, 1, (uint64_t)info.st_size - 1, &len);
    }
    PhBytes text = last == '\n' ? lines : ph_arena_join(arena, PH_BYTES("\n"), lines);
    bool is_appended = ph_journal_append_all(fd, text);
    int error = errno;
    (void)close(fd);
    errno = error;
    return is_appended;
}

void ph_journal_prune(PhArena *arena, PhBytes folder, size_t most_runs, uint64_t most_bytes)
{
    PhBytesVec names = ph_journal_list(arena, folder);
    uint64_t bytes = 0;
    for (size_t age = 0; age < names.count; age++) {
        PhBytes name = names.items[names.count - 1 - age];
        PhBytes run = ph_bytes_of(join(arena, folder, name.ptr));
        struct stat info;
        for (size_t i = 0; i < PH_COUNT_OF(k_files); i++) {
            if (lstat(join(arena, run, k_files[i]), &info) == 0) {
                bytes += (uint64_t)info.st_size;
            }
        }
        bool is_over = age >= most_runs || (age > 0 && bytes > most_bytes);
        if (is_over && lstat(join(arena, run, "open"), &info) != 0 && errno == ENOENT) {
            ph_journal_remove_run(arena, folder, name);
        }
    }
}
