#include "cmd/session.h"

#include <errno.h>
#include <limits.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/path.h"
#include "cmd/terminal.h"
#include "git/git.h"
#include "syntax/parse.h"

/* More files than these are likely to need every rule. */
enum { PH_FEW_FILES = 16 };

PhStatus ph_session_load_rules(PhArena *arena, const PhBytesVec *directories,
                               PhDiags *diags, const PhGrammar **grammar_out,
                               PhTransformSet **set_out)
{
    *grammar_out = ph_grammar_new(arena, PH_LANGUAGE_PYTHON);
    return ph_transforms_load(arena, *grammar_out, directories->items, directories->count,
                              diags, set_out);
}

const PhTransform *ph_session_find_rule(PhArena *arena, const PhTransformSet *set,
                                        PhBytes id, PhDiags *diags)
{
    const PhTransform *transform = ph_transforms_find(set, id);
    if (transform != NULL) {
        return transform;
    }
    const char **ids = PH_NEW_ARRAY(arena, const char *, set->transforms.count);
    for (size_t i = 0; i < set->transforms.count; i++) {
        ids[i] = set->transforms.items[i].id;
    }
    int nearest = ph_bytes_nearest(id, ids, set->transforms.count);
    for (size_t i = 0; nearest < 0 && id.len > 0 && i < set->transforms.count; i++) {
        nearest = ph_bytes_starts_with(ph_bytes_of(ids[i]), id) ? (int)i : -1;
    }
    PhDiag *diag = ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                               "no rule is called '%.*s'", (int)id.len, id.ptr);
    diag->hint = nearest < 0 ? PH_BYTES("`pyheap rules` lists them")
                             : ph_arena_format(arena, "did you mean '%s'?", ids[nearest]);
    return NULL;
}

static PhBytes folder_of(PhBytes real_path)
{
    size_t end = real_path.len;
    while (end > 1 && real_path.ptr[end - 1] != '/') {
        end--;
    }
    return ph_bytes_slice(real_path, 0, end > 1 ? end - 1 : end);
}

static bool selects_all(const PhSession *session, const PhSelection *selection)
{
    bool all = true;
    for (size_t i = 0; i < session->rule_count; i++) {
        all = all && selection->is_selected[i];
    }
    return all;
}

PhBytes ph_session_option(const void *config, const char *rule, PhBytes option)
{
    const PhToml *value = ph_toml_get(ph_config_rule(config, rule), option);
    return value != NULL && value->kind == PH_TOML_STRING ? value->text : PH_BYTES("");
}

/* Options of rules that are none, or have no such value. */
static bool options_are_known(const PhSession *session, const PhConfig *config,
                              PhDiags *diags)
{
    bool is_right = true;
    for (size_t i = 0; i < session->rule_count; i++) {
        const PhTransform *transform = &session->transforms->transforms.items[i];
        const PhToml *table = ph_config_rule(config, session->rules[i]);
        size_t count = table == NULL ? 0 : table->table.entries.count;
        if (count > 0 && ph_transform_read(session->transforms, i, diags) != PH_OK) {
            is_right = false;
        }
        for (size_t n = 0; n < count; n++) {
            const PhTomlEntry *entry = &table->table.entries.items[n];
            PhBytes value =
                entry->value->kind == PH_TOML_STRING ? entry->value->text : PH_BYTES("?");
            const char *what = NULL;
            if (!ph_transform_knows_option(transform, entry->key, PH_BYTES(""))) {
                what = "has no option";
            } else if (!ph_transform_knows_option(transform, entry->key, value)) {
                what = "has no such value for its option";
            }
            if (what != NULL) {
                is_right = false;
                ph_config_error(config, entry->key_span,
                                ph_arena_format(session->arena, "%s %s '%.*s'",
                                                session->rules[i], what,
                                                (int)entry->key.len, entry->key.ptr),
                                diags);
            }
        }
    }
    return is_right;
}

/* By rule. What gains nothing is told only to who asks for it. */
static const PhBenefit *least_benefits(const PhSession *session, const PhConfig *config,
                                       const PhSelection *selection)
{
    PhBenefit *least = PH_NEW_ARRAY(session->arena, PhBenefit, session->rule_count);
    for (size_t i = 0; i < session->rule_count; i++) {
        bool wants_all = session->options->shows_all || selection->is_named[i] ||
                         session->heap_profile != NULL; /* which is asked later */
        least[i] = wants_all ? PH_BENEFIT_COST : config->min_benefit;
    }
    return least;
}

static const PhPlan *plan_for(PhSession *session, const PhConfig *config, PhDiags *diags)
{
    for (size_t i = 0; i < session->plans.count; i++) {
        if (session->plans.items[i].config == config) {
            return &session->plans.items[i];
        }
    }
    const PhOptions *options = session->options;
    PhPlan plan = {.config = config};
    plan.selection =
        ph_select(session->arena, options, config, session->rules, session->rule_count);
    for (size_t i = 0; i < session->rule_count; i++) {
        if (plan.selection.is_selected[i] &&
            ph_transform_read(session->transforms, i, diags) != PH_OK) {
            session->has_bad_rules = true;
        }
    }
    PhDispatchWants wants = {.is_selected = plan.selection.is_selected,
                             .least = least_benefits(session, config, &plan.selection),
                             .python_minor = config->target_minor,
                             .option = ph_session_option,
                             .context = config};
    plan.rules =
        ph_lazy_plan_new(session->arena, session->transforms, &wants, config->line_length,
                         session->walked.files.count > PH_FEW_FILES);
    bool has_target = config->has_target || config->has_default_target;
    plan.fact_options =
        (PhFactOptions){.line_length = config->line_length,
                        .trust_annotations = config->trusts_annotations,
                        .closed_world = config->is_closed_world,
                        .python_minor = has_target ? config->target_minor : 0};
    plan.applies_unsafe = options->unsafe_fixes == PH_SWITCH_UNSET
                              ? config->unsafe_fixes
                              : options->unsafe_fixes == PH_SWITCH_ON;
    plan.is_narrow = options->select.count > 0 && !selects_all(session, &plan.selection);
    PH_VEC_PUSH(session->arena, &session->plans, plan);
    return &session->plans.items[session->plans.count - 1];
}

/* Every configuration is read before workers start; plans must not move once pointed to. */
static void make_plans(PhSession *session, PhDiags *diags)
{
    size_t count = session->walked.files.count;
    const PhConfig **configs = PH_NEW_ARRAY(session->arena, const PhConfig *, count);
    session->plan_of_file = PH_NEW_ARRAY(session->arena, const PhPlan *, count);
    for (size_t i = 0; i < count; i++) {
        PhBytes folder = folder_of(session->walked.files.items[i].real_path);
        configs[i] = ph_configs_find(session->configs, folder);
        (void)plan_for(session, configs[i], diags);
    }
    for (size_t i = 0; i < count; i++) {
        session->plan_of_file[i] = plan_for(session, configs[i], diags);
    }
}

static PhStatus find_working_folder(PhSession *session, PhDiags *diags)
{
    if (!ph_path_real(session->arena, PH_BYTES("."), &session->working_folder)) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES("."),
                          "cannot find the working folder: %s", strerror(errno));
        return PH_ERR_IO;
    }
    return PH_OK;
}

/* A buffer stands for the file of its name, by whatever links that is reached. */
static PhBytes resolved(PhArena *arena, PhBytes path)
{
    PhBytes folder = folder_of(path);
    PhBytes name = ph_bytes_slice(path, folder.len, path.len);
    PhBytes real;
    if (ph_path_real(arena, path, &real)) {
        return real;
    }
    return ph_path_real(arena, folder, &real) ? ph_arena_join(arena, real, name) : path;
}

static PhStatus read_standard_input(PhSession *session, PhDiags *diags)
{
    uint64_t most = (uint64_t)session->options->max_file_size << 20;
    PhStatus status =
        ph_terminal_read(session->arena, most, diags, &session->standard_input);
    if (status != PH_OK) {
        return status;
    }
    session->is_standard_input = true;
    PhBytes name = session->options->stdin_filename;
    PhBytes shown = name.len > 0 ? name : PH_BYTES("-");
    PhBytes real =
        name.len > 0 && name.ptr[0] == '/'
            ? name
            : ph_arena_format(session->arena, "%s/%.*s", session->working_folder.ptr,
                              (int)shown.len, shown.ptr);
    PhWalkFile file = {.path = shown,
                       .real_path = resolved(session->arena, real),
                       .root = session->working_folder,
                       .is_named = true};
    PH_VEC_PUSH(session->arena, &session->walked.files, file);
    return PH_OK;
}

/* Who gives it a name means it, and not the working folder. */
static bool wants_standard_input(const PhOptions *options, const PhBytesVec *paths)
{
    bool is_wanted = options->stdin_filename.len > 0;
    for (size_t i = 0; i < paths->count; i++) {
        is_wanted = is_wanted || ph_bytes_is(paths->items[i], "-");
    }
    return is_wanted;
}

static PhStatus find_files(PhSession *session, const PhBytesVec *paths, PhDiags *diags)
{
    PhBytesVec named = *paths;
    PhBytes here = PH_BYTES(".");
    if (wants_standard_input(session->options, paths)) {
        if (paths->count > 1 || (paths->count == 1 && !ph_bytes_is(paths->items[0], "-"))) {
            PhDiag *diag =
                ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                            "standard input is read alone, without other files or folders");
            diag->hint = PH_BYTES("a file of the name '-' is './-'");
            return PH_ERR_USAGE;
        }
        return read_standard_input(session, diags);
    }
    if (paths->count == 0) {
        named = (PhBytesVec){.items = &here, .count = 1};
    }
    PhWalkOptions walk = {.ignores_gitignore =
                              session->options->respects_gitignore == PH_SWITCH_OFF,
                          .excludes_of = ph_configs_excludes,
                          .context = session->configs};
    ph_walk_files(session->arena, &named, &walk, diags, &session->walked);
    return PH_OK;
}

static void open_configs(PhSession *session, PhDiags *diags)
{
    const PhOptions *options = session->options;
    PhConfigSetup *setup = PH_NEW(session->arena, PhConfigSetup);
    *setup = (PhConfigSetup){
        .rules = session->rules,
        .rule_count = session->rule_count,
        .override = options->config,
        .working_folder = session->working_folder,
        .top = options->settings_top,
        .exclude = options->exclude.count > 0 ? &options->exclude : NULL,
        .extend_exclude = &options->extend_exclude,
    };
    session->configs = ph_configs_new(session->arena, setup, diags);
}

static void choose_output(PhSession *session)
{
    const PhOptions *options = session->options;
    session->reporter = ph_format_at(options->output_format)->reporter;
    session->report.colour = ph_terminal_wants_colour(STDOUT_FILENO, options->color);
    session->report.width = ph_terminal_width(STDOUT_FILENO);
    session->colours_errors = ph_terminal_wants_colour(STDERR_FILENO, options->color);
    session->is_visible_diff = isatty(STDOUT_FILENO) == 1;
}

static PhStatus read_heap_profile(PhSession *session, PhDiags *diags)
{
    PhBytes path = session->options->heap_profile;
    if (path.len == 0) {
        return PH_OK;
    }
    PhStatus status =
        ph_heap_profile_read(session->arena, path, diags, &session->heap_profile);
    if (status == PH_OK) {
        ph_heap_profile_tell_stale(session->heap_profile, diags);
    }
    return status;
}

PhStatus ph_session_open(PhArena *arena, const PhOptions *options, PhSummaryKind kind,
                         const PhBytesVec *paths, PhDiags *diags, PhSession **session_out)
{
    PhSession *session = PH_NEW(arena, PhSession);
    *session = (PhSession){.arena = arena, .options = options, .kind = kind};
    *session_out = NULL;
    PhStatus status = find_working_folder(session, diags);
    if (status == PH_OK) {
        status = ph_session_load_rules(arena, &options->transforms, diags,
                                       &session->grammar, &session->transforms);
    }
    if (status != PH_OK) {
        return status;
    }
    session->rule_count = session->transforms->transforms.count;
    const char **rules = PH_NEW_ARRAY(arena, const char *, session->rule_count);
    for (size_t i = 0; i < session->rule_count; i++) {
        rules[i] = session->transforms->transforms.items[i].id;
    }
    session->rules = rules;
    status = ph_select_check(options, rules, session->rule_count, diags);
    if (status != PH_OK) {
        return status;
    }
    open_configs(session, diags);
    choose_output(session);
    status = read_heap_profile(session, diags);
    status = status == PH_OK ? find_files(session, paths, diags) : status;
    if (status == PH_OK) {
        make_plans(session, diags);
        bool is_right = !ph_configs_failed(session->configs) && !session->has_bad_rules;
        for (size_t i = 0; i < session->plans.count; i++) {
            is_right = options_are_known(session, session->plans.items[i].config, diags) &&
                       is_right;
        }
        status = is_right ? PH_OK : PH_ERR_USAGE;
    }
    *session_out = session;
    return status;
}

static bool is_inside(PhBytes path, PhBytes folder)
{
    return folder.len > 1 && ph_path_below(path, folder).len > 0;
}

/*
 * Where nothing marks the root it is the working folder, so that it does not matter which
 * of the files and folders in it are named.
 */
PhProjectFile ph_session_project_file(const PhSession *session, size_t index)
{
    const PhWalkFile *file = &session->walked.files.items[index];
    PhBytes fallback =
        is_inside(file->real_path, session->working_folder) ? session->working_folder
        : is_inside(file->real_path, file->root)            ? file->root
                                                            : folder_of(file->real_path);
    return (PhProjectFile){session->projects, file->real_path, fallback};
}
