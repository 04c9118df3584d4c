#include "git/ignore.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "base/glob.h"
#include "base/path.h"
#include "base/vec.h"
#include "git/git.h"

enum { PH_LARGEST_IGNORE_FILE = 16 << 20 };

typedef struct PhIgnoreRule {
    PhBytes pattern;
    bool is_negated;
    bool is_for_folders;
    bool is_anchored; /* matched against the path below the scope's folder, not the name */
} PhIgnoreRule;

typedef PH_VEC(PhIgnoreRule) PhIgnoreRules;

struct PhIgnoreScope {
    const PhIgnoreScope *outer;
    size_t folder_len; /* of the folder's path, its final slash included */
    bool ignores_case;
    PhIgnoreRules rules;
};

struct PhIgnore {
    PhArena *arena;
};

PhIgnore *ph_ignore_new(PhArena *arena)
{
    PhIgnore *ignore = PH_NEW(arena, PhIgnore);
    ignore->arena = arena;
    return ignore;
}

/* Blanks at the end do not count unless a backslash stands before them. */
static PhBytes without_final_blanks(PhBytes line)
{
    size_t end = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '\\') {
            i += i + 1 < line.len ? 1 : 0;
            end = i + 1;
        } else if (line.ptr[i] != ' ') {
            end = i + 1;
        }
    }
    return ph_bytes_slice(line, 0, end);
}

static bool parse_rule(PhBytes line, PhIgnoreRule *rule_out)
{
    PhBytes pattern = without_final_blanks(line);
    PhIgnoreRule rule = {0};
    if (pattern.len == 0 || pattern.ptr[0] == '#') {
        return false;
    }
    if (pattern.ptr[0] == '!') {
        rule.is_negated = true;
        pattern = ph_bytes_slice(pattern, 1, pattern.len);
    }
    if (ph_bytes_ends_with(pattern, PH_BYTES("/"))) {
        rule.is_for_folders = true;
        pattern.len--;
    }
    rule.is_anchored = ph_bytes_find(pattern, PH_BYTES("/"), 0) != PH_NOT_FOUND;
    if (ph_bytes_starts_with(pattern, PH_BYTES("/"))) {
        pattern = ph_bytes_slice(pattern, 1, pattern.len);
    }
    rule.pattern = pattern;
    *rule_out = rule;
    return pattern.len > 0;
}

/* The bytes of a regular file, or nothing. git does not follow a linked .gitignore. */
static PhBytes read_small(PhArena *arena, int folder, const char *name, bool follows)
{
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follows ? 0 : O_NOFOLLOW);
    int fd = openat(folder, name, flags);
    PhBytes text = {"", 0};
    struct stat info;
    if (fd < 0) {
        return text;
    }
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0 &&
        info.st_size <= PH_LARGEST_IGNORE_FILE) {
        char *bytes = ph_arena_alloc(arena, (size_t)info.st_size);
        ssize_t got = read(fd, bytes, (size_t)info.st_size);
        text = (PhBytes){bytes, got < 0 ? 0 : (size_t)got};
    }
    (void)close(fd);
    return text;
}

static void add_rule(PhIgnore *ignore, PhIgnoreRules *rules, PhIgnoreRule rule)
{
    PH_VEC_PUSH(ignore->arena, rules, rule);
}

/* `outer` itself where the text has no rule, so that scopes without rules cost nothing. */
static const PhIgnoreScope *add_rules(PhIgnore *ignore, const PhIgnoreScope *outer,
                                      PhBytes folder, PhBytes text, bool ignores_case)
{
    PhIgnoreRules rules = {0};
    PhBytes line;
    if (ph_bytes_starts_with(text, PH_BYTES("\xef\xbb\xbf"))) {
        text = ph_bytes_slice(text, 3, text.len);
    }
    while (ph_bytes_next_line(&text, &line)) {
        PhIgnoreRule rule;
        if (parse_rule(line, &rule)) {
            add_rule(ignore, &rules, rule);
        }
    }
    if (rules.count == 0) {
        return outer;
    }
    PhIgnoreScope *scope = PH_NEW(ignore->arena, PhIgnoreScope);
    scope->outer = outer;
    scope->folder_len = folder.len + (ph_bytes_ends_with(folder, PH_BYTES("/")) ? 0 : 1);
    scope->ignores_case = ignores_case;
    scope->rules = rules;
    return scope;
}

static const PhIgnoreScope *add_rules_of(PhIgnore *ignore, const PhIgnoreScope *outer,
                                         PhBytes folder, const char *path,
                                         bool ignores_case)
{
    PhBytes text = read_small(ignore->arena, AT_FDCWD, path, true);
    return add_rules(ignore, outer, folder, text, ignores_case);
}

typedef struct PhRepository {
    PhBytes work_tree;         /* without a final slash, but for "/" */
    const char *common;        /* folder that has info/exclude, with a final slash */
    const char *excludes_file; /* or NULL */
    bool ignores_case;
} PhRepository;

static PhBytes without_final_slash(PhBytes path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    return path;
}

/* core.excludesfile, or $XDG_CONFIG_HOME/git/ignore, which is its default. */
static const char *excludes_file(PhArena *arena, git_config *config)
{
    git_buf path = GIT_BUF_INIT;
    const char *found = NULL;
    if (git_config_get_path(&path, config, "core.excludesfile") == 0) {
        found = ph_arena_string(arena, ph_bytes_of(path.ptr));
    } else if (git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, &path) ==
                   0 &&
               path.ptr != NULL) {
        found = ph_arena_format(arena, "%s/ignore", path.ptr).ptr;
    }
    git_buf_dispose(&path);
    return found;
}

static void read_config(PhArena *arena, git_config *config, PhRepository *out)
{
    int ignores_case = 0;
    if (git_config_get_bool(&ignores_case, config, "core.ignorecase") == 0) {
        out->ignores_case = ignores_case != 0;
    }
    out->excludes_file = excludes_file(arena, config);
}

/* Opens the repository around `folder`, or exactly there. False: libgit2 has none. */
static bool open_repository(PhArena *arena, PhBytes folder, bool is_search,
                            PhRepository *out)
{
    git_repository *repository = NULL;
    git_config *config = NULL;
    bool is_found = false;
    unsigned flags = GIT_REPOSITORY_OPEN_CROSS_FS;
    flags |= is_search ? 0U : (unsigned)GIT_REPOSITORY_OPEN_NO_SEARCH;
    *out = (PhRepository){0};
    if (!ph_git_start() ||
        git_repository_open_ext(&repository, ph_arena_string(arena, folder), flags, NULL) !=
            0 ||
        git_repository_workdir(repository) == NULL) {
        goto out;
    }
    PhBytes work_tree = ph_bytes_of(git_repository_workdir(repository));
    out->work_tree = ph_arena_copy(arena, without_final_slash(work_tree));
    out->common = ph_arena_string(arena, ph_bytes_of(git_repository_commondir(repository)));
    is_found = ph_path_is_in(folder, out->work_tree);
    if (is_found && git_repository_config_snapshot(&config, repository) == 0) {
        read_config(arena, config, out);
    }
out:
    git_config_free(config);
    git_repository_free(repository);
    return is_found;
}

static bool has_git(PhArena *arena, PhBytes folder)
{
    struct stat info;
    PhBytes path = ph_arena_format(arena, "%.*s/.git", (int)folder.len, folder.ptr);
    return lstat(path.ptr, &info) == 0;
}

static PhBytes parent_of(PhBytes path)
{
    size_t len = path.len;
    while (len > 0 && path.ptr[len - 1] != '/') {
        len--;
    }
    return ph_bytes_slice(path, 0, len > 1 ? len - 1 : len);
}

/* The nearest folder that holds a .git, from `folder` upwards; empty: none does. */
static PhBytes folder_with_git(PhArena *arena, PhBytes folder)
{
    for (PhBytes at = folder; at.len > 0; at = parent_of(at)) {
        if (has_git(arena, at)) {
            return at;
        }
        if (at.len == 1) {
            break;
        }
    }
    return PH_BYTES("");
}

/* A repository that libgit2 refuses still has a list of its own to read. */
static void guess_repository(PhArena *arena, PhBytes at, PhRepository *out)
{
    git_config *config = NULL;
    *out = (PhRepository){.work_tree = at};
    out->common = ph_arena_format(arena, "%.*s/.git/", (int)at.len, at.ptr).ptr;
    if (ph_git_start() && git_config_open_default(&config) == 0) {
        read_config(arena, config, out);
    }
    git_config_free(config);
}

static const PhIgnoreScope *scope_of_repository(PhIgnore *ignore, const PhRepository *from)
{
    const PhIgnoreScope *scope = NULL;
    if (from->excludes_file != NULL) {
        scope = add_rules_of(ignore, scope, from->work_tree, from->excludes_file,
                             from->ignores_case);
    }
    if (from->common != NULL) {
        PhBytes path = ph_arena_format(ignore->arena, "%sinfo/exclude", from->common);
        scope = add_rules_of(ignore, scope, from->work_tree, path.ptr, from->ignores_case);
    }
    return scope;
}

const PhIgnoreScope *ph_ignore_find(PhIgnore *ignore, PhBytes folder, PhBytes top)
{
    PhRepository repository = {.work_tree = top};
    PhBytes with_git = folder_with_git(ignore->arena, folder);
    /* Where there is none libgit2 has nothing to find, and need not start. */
    if (with_git.len > 0 && !open_repository(ignore->arena, folder, true, &repository)) {
        guess_repository(ignore->arena, with_git, &repository);
    }
    const PhIgnoreScope *scope = scope_of_repository(ignore, &repository);
    for (size_t at = repository.work_tree.len; at < folder.len;) {
        PhBytes above = ph_bytes_slice(folder, 0, at);
        PhBytes path =
            ph_arena_format(ignore->arena, "%.*s/.gitignore", (int)above.len, above.ptr);
        PhBytes text = read_small(ignore->arena, AT_FDCWD, path.ptr, false);
        scope = add_rules(ignore, scope, above, text, repository.ignores_case);
        size_t next = ph_bytes_find(folder, PH_BYTES("/"), at + 1);
        at = next == PH_NOT_FOUND ? folder.len : next;
    }
    return scope;
}

const PhIgnoreScope *ph_ignore_enter(PhIgnore *ignore, const PhIgnoreScope *outer, int fd,
                                     PhBytes folder)
{
    PhBytes text = read_small(ignore->arena, fd, ".gitignore", false);
    bool ignores_case = outer != NULL && outer->ignores_case;
    return add_rules(ignore, outer, folder, text, ignores_case);
}

const PhIgnoreScope *ph_ignore_enter_nested(PhIgnore *ignore, const PhIgnoreScope *outer,
                                            int fd, PhBytes folder)
{
    PhRepository repository;
    if (open_repository(ignore->arena, folder, false, &repository)) {
        outer = scope_of_repository(ignore, &repository);
    }
    return ph_ignore_enter(ignore, outer, fd, folder);
}

bool ph_ignore_covers(const PhIgnoreScope *scope, PhBytes path, bool is_folder)
{
    PhBytes name = ph_path_last(path);
    for (; scope != NULL; scope = scope->outer) {
        assert(path.len > scope->folder_len);
        PhBytes below = ph_bytes_slice(path, scope->folder_len, path.len);
        for (size_t i = scope->rules.count; i > 0; i--) {
            const PhIgnoreRule *rule = &scope->rules.items[i - 1];
            if (rule->is_for_folders && !is_folder) {
                continue;
            }
            PhBytes subject = rule->is_anchored ? below : name;
            if (ph_glob_matches(rule->pattern, subject, scope->ignores_case)) {
                return !rule->is_negated;
            }
        }
    }
    return false;
}
