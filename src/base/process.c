#include "base/process.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { PH_POLL_NANOSECONDS = 2000000, PH_MOST_NANOSECONDS = 100000000 };

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static PhBytes read_back(PhArena *arena, FILE *file, const PhProcess *process)
{
    long len = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
    size_t size = len > 0 ? (size_t)len : 0;
    size_t from = 0;
    if (process->output_limit > 0 && size > process->output_limit) {
        from = process->keeps_tail ? size - process->output_limit : 0;
        size = process->output_limit;
    }
    char *text = ph_arena_alloc(arena, size + 1);
    if (fseek(file, (long)from, SEEK_SET) != 0) {
        size = 0;
    }
    size = fread(text, 1, size, file);
    text[size] = '\0';
    return (PhBytes){text, size};
}

static size_t count_words(const char *const *words)
{
    size_t count = 0;
    while (words[count] != NULL) {
        count++;
    }
    return count;
}

static char **copy_words(PhArena *arena, const char *const *words)
{
    size_t count = count_words(words);
    char **copy = PH_NEW_ARRAY(arena, char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(words[i]) + 1;
        copy[i] = ph_arena_alloc(arena, size);
        memcpy(copy[i], words[i], size);
    }
    return copy;
}

/* An ignored SIGPIPE or SIGXFSZ of ours must not be the child's too. */
static int set_attributes(posix_spawnattr_t *attributes, bool is_alone)
{
    sigset_t signals;
    short flags = POSIX_SPAWN_SETSIGDEF;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGPIPE);
    (void)sigaddset(&signals, SIGXFSZ);
    int error = posix_spawnattr_setsigdefault(attributes, &signals);
    if (is_alone) {
        flags = (short)(flags | POSIX_SPAWN_SETPGROUP);
        error = error == 0 ? posix_spawnattr_setpgroup(attributes, 0) : error;
    }
    return error == 0 ? posix_spawnattr_setflags(attributes, flags) : error;
}

static int spawn(PhArena *arena, const PhProcess *process, FILE *const streams[3],
                 pid_t *child_out)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char **argv = copy_words(arena, process->argv);
    char **environment =
        process->environment == NULL ? environ : copy_words(arena, process->environment);
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    error = posix_spawnattr_init(&attributes);
    if (error != 0) {
        (void)posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    error = set_attributes(&attributes, process->is_alone);
    for (int i = 0; error == 0 && i < 3; i++) {
        error = posix_spawn_file_actions_adddup2(&actions, fileno(streams[i]), i);
    }
    if (error == 0 && process->folder != NULL) {
        error = posix_spawn_file_actions_addchdir_np(&actions, process->folder);
    }
    error = error != 0 ? error
                       : posix_spawnp(child_out, argv[0], &actions, &attributes, argv,
                                      environment);
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* The parent of a process, or 0. */
static pid_t parent_of(long pid)
{
    char path[64];
    char text[512];
    (void)snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return 0;
    }
    size_t got = fread(text, 1, sizeof(text) - 1, file);
    (void)fclose(file);
    text[got] = '\0';
    const char *name_end = strrchr(text, ')'); /* the name may hold anything */
    return name_end == NULL || strlen(name_end) < 4 ? 0
                                                    : (pid_t)strtol(name_end + 4, NULL, 10);
}

/* Kills the processes whose parent we are or have become; false if there was none. */
static bool kill_children(void)
{
    DIR *folder = opendir("/proc");
    bool is_any = false;
    if (folder == NULL) {
        return false;
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL;
         entry = readdir(folder)) {
        char *end = NULL;
        long pid = strtol(entry->d_name, &end, 10);
        if (pid > 0 && *end == '\0' && parent_of(pid) == getpid()) {
            (void)kill((pid_t)pid, SIGKILL);
            (void)waitpid((pid_t)pid, NULL, 0);
            is_any = true;
        }
    }
    (void)closedir(folder);
    return is_any;
}

/* Whoever left the group comes to us when his parent dies, at the latest in the next
 * round. */
static void kill_all(pid_t group)
{
    (void)kill(-group, SIGKILL);
    for (int round = 0; round < 1000 && kill_children(); round++) {
    }
}

static bool is_over(const PhProcess *process, double start, PhProcessResult *result)
{
    result->is_timed_out = process->seconds > 0 && now() - start > (double)process->seconds;
    result->is_stopped = process->is_stopped != NULL && process->is_stopped();
    return result->is_timed_out || result->is_stopped;
}

static int wait_alone(const PhProcess *process, pid_t child, double start,
                      PhProcessResult *result)
{
    int status = 0;
    struct timespec pause = {.tv_nsec = PH_POLL_NANOSECONDS};
    pid_t done = waitpid(child, &status, WNOHANG);
    while (done == 0 || (done < 0 && errno == EINTR)) {
        if (is_over(process, start, result)) {
            (void)kill(-child, SIGKILL);
            do {
                done = waitpid(child, &status, 0);
            } while (done < 0 && errno == EINTR);
            break;
        }
        (void)nanosleep(&pause, NULL);
        pause.tv_nsec = pause.tv_nsec * 2 > PH_MOST_NANOSECONDS ? PH_MOST_NANOSECONDS
                                                                : pause.tv_nsec * 2;
        done = waitpid(child, &status, WNOHANG);
    }
    kill_all(child);
    return status;
}

static int wait_shared(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/* Where our parent has us ignore it, the kernel keeps no exit statuses of children. */
static void keep_statuses(void)
{
    struct sigaction old;
    struct sigaction action = {.sa_handler = SIG_DFL};
    if (sigaction(SIGCHLD, NULL, &old) == 0 && old.sa_handler == SIG_IGN) {
        (void)sigaction(SIGCHLD, &action, NULL);
    }
}

static bool put_input(FILE *file, PhBytes input)
{
    bool is_put = input.len == 0 || fwrite(input.ptr, 1, input.len, file) == input.len;
    return is_put && fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0;
}

static PhStatus run(PhArena *arena, const PhProcess *process, FILE *const streams[3],
                    PhProcessResult *result)
{
    pid_t child = 0;
    double start = now();
    int was_reaper = 0;
    if (!put_input(streams[0], process->input)) {
        return PH_ERR_IO;
    }
    keep_statuses();
    if (process->is_alone) {
        (void)prctl(PR_GET_CHILD_SUBREAPER, &was_reaper);
        (void)prctl(PR_SET_CHILD_SUBREAPER, 1);
    }
    int error = spawn(arena, process, streams, &child);
    int status = 0;
    if (error == 0) {
        status = process->is_alone ? wait_alone(process, child, start, result)
                                   : wait_shared(child);
    }
    if (process->is_alone) {
        (void)prctl(PR_SET_CHILD_SUBREAPER, was_reaper);
    }
    errno = error;
    result->seconds = now() - start;
    result->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return error == 0 ? PH_OK : PH_ERR_IO;
}

PhStatus ph_process_run(PhArena *arena, const PhProcess *process,
                        PhProcessResult *result_out)
{
    FILE *streams[3] = {tmpfile(), tmpfile(), tmpfile()};
    bool is_good = streams[0] != NULL && streams[1] != NULL && streams[2] != NULL;
    *result_out = (PhProcessResult){0};
    PhStatus status = is_good ? run(arena, process, streams, result_out) : PH_ERR_IO;
    int error = errno;
    if (status == PH_OK) {
        result_out->out = read_back(arena, streams[1], process);
        result_out->err = read_back(arena, streams[2], process);
    }
    for (int i = 0; i < 3; i++) {
        if (streams[i] != NULL) {
            (void)fclose(streams[i]);
        }
    }
    errno = error;
    return status;
}

static bool is_setting_of(const char *setting, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        size_t len = strlen(names[i]);
        if (strncmp(setting, names[i], len) == 0 && setting[len] == '=') {
            return true;
        }
    }
    return false;
}

const char *const *ph_process_environment(PhArena *arena, const char *const *without,
                                          const char *const *with)
{
    const char *const *ours = (const char *const *)environ;
    size_t count = count_words(ours) + count_words(with);
    const char **kept = PH_NEW_ARRAY(arena, const char *, count + 1);
    size_t at = 0;
    for (size_t i = 0; ours[i] != NULL; i++) {
        if (!is_setting_of(ours[i], without)) {
            kept[at++] = ours[i];
        }
    }
    for (size_t i = 0; with[i] != NULL; i++) {
        kept[at++] = with[i];
    }
    return kept;
}
