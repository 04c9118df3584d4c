#include "cmd/config.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/map.h"
#include "base/path.h"
#include "cmd/config_read.h"
#include "source/source.h"

enum {
    PH_LARGEST_CONFIG = 16 << 20,
    PH_DEFAULT_LINE_LENGTH = 88,
};

typedef struct PhFoundConfig {
    const PhConfig *config;
} PhFoundConfig;

struct PhConfigs {
    PhConfigReader reader;
    const PhGrammar *grammar; /* made when the first file is read */
    const PhConfig *base;     /* built-in values, or those of --config */
    bool is_overridden;
    PhMap places; /* folder to its place in `found` */
    PH_VEC(PhFoundConfig) found;
};

/* A file of settings that was read. */
typedef struct PhConfigFile {
    PhBytes path;
    PhLines *lines;
    const PhToml *root; /* NULL: there is no such file, or it is of no use */
} PhConfigFile;

static bool is_readable_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* The path as people say it: relative if the file lies in the working folder or below. */
static PhBytes spoken_path(const PhConfigs *configs, PhBytes path)
{
    PhBytes here = configs->reader.setup->working_folder;
    PhBytes below = here.len > 1 ? ph_path_below(path, here) : PH_BYTES("");
    return below.len > 0 ? below : path;
}

/*
 * Reads and parses a file. Broken TOML is an error only where it may concern us: a
 * pyproject.toml that never speaks of pyheap is its own tools' business.
 */
static PhConfigFile load(PhConfigs *configs, PhBytes path)
{
    PhArena *arena = configs->reader.arena;
    path = spoken_path(configs, path);
    PhConfigFile file = {.path = path};
    PhDiags *diags = configs->reader.diags;
    PhBytes text;
    if (ph_file_read(arena, path, PH_LARGEST_CONFIG, diags, &text) != PH_OK) {
        configs->reader.has_failed = true;
        return file;
    }
    if (configs->grammar == NULL) {
        configs->grammar = ph_grammar_new(arena, PH_LANGUAGE_TOML);
    }
    PhToml *root = NULL;
    if (ph_toml_parse(configs->grammar, arena, path, text, diags, &root) != PH_OK) {
        bool is_ours = !ph_bytes_ends_with(path, PH_BYTES("pyproject.toml")) ||
                       ph_bytes_find(text, PH_BYTES("pyheap"), 0) != PH_NOT_FOUND;
        PhDiag *newest = &diags->records.items[diags->records.count - 1];
        newest->severity = is_ours ? PH_SEVERITY_ERROR : PH_SEVERITY_WARNING;
        configs->reader.has_failed = configs->reader.has_failed || is_ours;
        return file;
    }
    file.root = root;
    file.lines = ph_lines_new(arena, text);
    return file;
}

static void add_excludes(const PhConfigs *configs, PhConfig *config)
{
    const PhConfigSetup *setup = configs->reader.setup;
    PhArena *arena = configs->reader.arena;
    bool has_own = setup->exclude != NULL && setup->exclude->count > 0;
    config->excludes = (PhExcludes){0};
    ph_excludes_add(arena, &config->excludes, has_own ? setup->exclude : &config->exclude,
                    has_own ? setup->working_folder : config->folder);
    ph_excludes_add(arena, &config->excludes, &config->extend_exclude, config->folder);
    if (setup->extend_exclude != NULL) {
        ph_excludes_add(arena, &config->excludes, setup->extend_exclude,
                        setup->working_folder);
    }
}

static void settle(const PhConfigs *configs, PhConfig *config)
{
    config->target_minor =
        config->has_target ? config->target_minor : config->default_target;
    config->line_length =
        config->has_line_length ? config->line_length : config->default_line_length;
    add_excludes(configs, config);
}

static PhConfig built_in(const PhConfigs *configs)
{
    return (PhConfig){.folder = configs->reader.setup->working_folder,
                      .min_benefit = PH_BENEFIT_SMALL,
                      .default_target = PH_TARGET_OLDEST,
                      .default_line_length = PH_DEFAULT_LINE_LENGTH};
}

static const PhToml *own_table(const PhToml *pyproject)
{
    return ph_toml_get(ph_toml_get(pyproject, PH_BYTES("tool")), PH_BYTES("pyheap"));
}

static void read_settings(PhConfigs *configs, const PhConfigFile *file, const PhToml *table,
                          PhConfig *config)
{
    config->path = file->path;
    config->lines = file->lines;
    ph_config_read(&configs->reader, table, config);
}

static void read_override(PhConfigs *configs, PhConfig *config)
{
    PhBytes path = configs->reader.setup->override;
    PhConfigFile file = load(configs, path);
    bool is_pyproject = ph_bytes_ends_with(path, PH_BYTES("pyproject.toml"));
    const PhToml *table = is_pyproject ? own_table(file.root) : file.root;
    if (table != NULL) {
        read_settings(configs, &file, table, config);
    }
}

PhConfigs *ph_configs_new(PhArena *arena, const PhConfigSetup *setup, PhDiags *diags)
{
    PhConfigs *configs = PH_NEW(arena, PhConfigs);
    configs->reader = (PhConfigReader){.arena = arena, .setup = setup, .diags = diags};
    configs->places = ph_map_in(arena);
    configs->is_overridden = setup->override.len > 0;
    PhConfig *base = PH_NEW(arena, PhConfig);
    *base = built_in(configs);
    if (configs->is_overridden) {
        read_override(configs, base);
    }
    settle(configs, base);
    configs->base = base;
    return configs;
}

/* The settings of a folder, given those of the folder above it. */
static const PhConfig *read_folder(PhConfigs *configs, const PhConfig *outer,
                                   PhBytes folder)
{
    PhArena *arena = configs->reader.arena;
    PhArenaMark mark = ph_arena_mark(arena);
    const char *slash = ph_bytes_ends_with(folder, PH_BYTES("/")) ? "" : "/";
    PhBytes own_path =
        ph_arena_format(arena, "%.*s%spyheap.toml", (int)folder.len, folder.ptr, slash);
    PhBytes project_path =
        ph_arena_format(arena, "%.*s%spyproject.toml", (int)folder.len, folder.ptr, slash);
    bool has_own = !configs->is_overridden && is_readable_file(own_path.ptr);
    bool has_project = is_readable_file(project_path.ptr);
    if (!has_own && !has_project) {
        ph_arena_release(arena, mark);
        return outer;
    }
    PhConfigFile project = {0};
    PhConfigFile file = {0};
    if (has_project) {
        project = load(configs, project_path);
    }
    const PhToml *table = own_table(project.root);
    if (has_own) {
        file = load(configs, own_path);
        table = file.root;
    } else {
        file = project;
    }
    PhConfig *config = PH_NEW(arena, PhConfig);
    *config = *outer;
    if ((table != NULL || has_own) && !configs->is_overridden) {
        *config = built_in(configs);
        config->default_target = outer->default_target;
        config->has_default_target = outer->has_default_target;
        config->default_line_length = outer->default_line_length;
        config->folder = folder;
    }
    if (has_project) {
        config->default_target = PH_TARGET_OLDEST;
        config->has_default_target = false;
        config->default_line_length = PH_DEFAULT_LINE_LENGTH;
        ph_config_read_defaults(project.root, config);
    }
    if (table != NULL && !configs->is_overridden) {
        read_settings(configs, &file, table, config);
    }
    settle(configs, config);
    return config;
}

/* The length of the next longer folder on the way to `folder`. */
static size_t next_len(PhBytes folder, size_t len)
{
    size_t slash = ph_bytes_find(folder, PH_BYTES("/"), len == 0 ? 0 : len + 1);
    if (len == 0) {
        return 1;
    }
    return slash == PH_NOT_FOUND ? folder.len : slash;
}

static void keep(PhConfigs *configs, const PhConfig *config)
{
    PhFoundConfig found = {config};
    PH_VEC_PUSH(configs->reader.arena, &configs->found, found);
}

const PhConfig *ph_configs_find(PhConfigs *configs, PhBytes folder)
{
    uint32_t place = ph_map_get(&configs->places, folder);
    if (place != PH_MAP_NONE) {
        return configs->found.items[place].config;
    }
    const PhConfig *config = configs->base;
    PhBytes copy = ph_arena_copy(configs->reader.arena, folder);
    for (size_t len = 0; len < copy.len;) {
        len = next_len(copy, len);
        PhBytes above = ph_bytes_slice(copy, 0, len);
        uint32_t *known = ph_map_put(&configs->places, above);
        if (*known == PH_MAP_NONE) {
            *known = (uint32_t)configs->found.count;
            config = above.len < configs->reader.setup->top.len
                         ? config
                         : read_folder(configs, config, above);
            keep(configs, config);
        } else {
            config = configs->found.items[*known].config;
        }
    }
    return config;
}

bool ph_configs_failed(const PhConfigs *configs)
{
    return configs->reader.has_failed;
}

const PhExcludes *ph_configs_excludes(void *configs, PhBytes folder)
{
    const PhConfig *config = ph_configs_find(configs, folder);
    return config->excludes.count == 0 ? NULL : &config->excludes;
}

const PhToml *ph_config_rule(const PhConfig *config, const char *rule)
{
    return ph_toml_get(config->rules, ph_bytes_of(rule));
}

void ph_config_error(const PhConfig *config, PhSpan span, PhBytes message, PhDiags *diags)
{
    PhPlace place = ph_lines_place(config->lines, span.start);
    (void)ph_diag_add_at(diags, PH_SEVERITY_ERROR, config->path, place.line, place.column,
                         message);
}

bool ph_config_is_selector(PhBytes selector, const char *const *rules, size_t count)
{
    bool is_found = ph_bytes_is(selector, "ALL");
    for (size_t i = 0; !is_found && selector.len > 0 && i < count; i++) {
        is_found = ph_bytes_starts_with(ph_bytes_of(rules[i]), selector);
    }
    return is_found;
}
