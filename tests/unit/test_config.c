#include "cmd/config.h"
#include "cmd/config_read.h"
#include "files.h"
#include "syntax/parse.h"
#include "unit.h"

static const char *const k_rules[] = {"set-membership", "string-join"};

typedef struct {
    PhArena *arena;
    PhDiags diags;
    char folder[64];
    PhConfigSetup setup;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture.arena = ph_arena_new();
    fixture.diags = (PhDiags){.arena = fixture.arena};
    files_enter(fixture.folder);
    fixture.setup = (PhConfigSetup){.rules = k_rules,
                                    .rule_count = PH_COUNT_OF(k_rules),
                                    .working_folder = ph_bytes_of(fixture.folder)};
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    files_leave(fixture->folder);
    ph_arena_free(fixture->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static PhBytes path_of(Fixture *f, const char *below)
{
    return ph_arena_format(f->arena, "%s%s", f->folder, below);
}

/* The settings of a new look at the folder `below`, which has to be without errors. */
static const PhConfig *find(Fixture *f, const char *below)
{
    PhConfigs *configs = ph_configs_new(f->arena, &f->setup, &f->diags);
    const PhConfig *config = ph_configs_find(configs, path_of(f, below));
    assert_false(ph_configs_failed(configs));
    return config;
}

static void expect_error(Fixture *f, const char *text, const char *wanted)
{
    files_write("pyheap.toml", text);
    f->diags.records.count = 0;
    PhConfigs *configs = ph_configs_new(f->arena, &f->setup, &f->diags);
    (void)ph_configs_find(configs, path_of(f, ""));
    (void)ph_configs_find(configs, path_of(f, "/below"));
    assert_true(ph_configs_failed(configs));
    assert_int_equal(f->diags.records.count, 1);
    const PhDiag *diag = &f->diags.records.items[0];
    assert_int_equal(diag->severity, PH_SEVERITY_ERROR);
    PhBytes got = ph_arena_format(f->arena, "%u:%u %s%s%s", diag->line, diag->column,
                                  ph_arena_string(f->arena, diag->message),
                                  diag->hint.len > 0 ? " | " : "",
                                  ph_arena_string(f->arena, diag->hint));
    assert_string_equal(got.ptr, wanted);
}

static void every_key_is_read(void **state)
{
    Fixture *f = *state;
    files_write(
        "pyproject.toml",
        "[tool.pyheap]\nselect = ['set-membership', 'ALL']\nignore = ['string']\n"
        "extend-select = []\nexclude = ['a', 'b/']\nextend-exclude = ['c']\n"
        "target-version = 'py311'\nunsafe-fixes = true\ntrust-annotations = true\n"
        "closed-world = true\nmin-benefit = 'none'\nline-length = 100\n"
        "required-version = '>=0.1'\n[tool.pyheap.rules.string-join]\nform = 'x'\n");
    const PhConfig *config = find(f, "");
    assert_int_equal(config->select.count, 2);
    assert_true(config->has_select);
    assert_true(ph_bytes_is(config->ignore.items[0], "string"));
    assert_int_equal(config->exclude.count, 2);
    assert_int_equal(config->excludes.count, 3);
    assert_int_equal(config->target_minor, 11);
    assert_true(config->unsafe_fixes && config->trusts_annotations);
    assert_true(config->is_closed_world);
    assert_int_equal(config->min_benefit, PH_BENEFIT_NONE);
    assert_int_equal(config->line_length, 100);
    const PhToml *form =
        ph_toml_get(ph_config_rule(config, "string-join"), PH_BYTES("form"));
    assert_true(ph_bytes_is(form->text, "x"));
    assert_null(ph_config_rule(config, "set-membership"));
}

static void nothing_found_means_built_in_values(void **state)
{
    Fixture *f = *state;
    const PhConfig *config = find(f, "/a/b");
    assert_int_equal(config->path.len, 0);
    assert_int_equal(config->target_minor, 8);
    assert_int_equal(config->line_length, 88);
    assert_int_equal(config->min_benefit, PH_BENEFIT_SMALL);
    assert_false(config->has_select || config->unsafe_fixes);
}

static void nearest_file_with_settings_counts_alone(void **state)
{
    Fixture *f = *state;
    files_write("pyheap.toml", "unsafe-fixes = true\nline-length = 70\n");
    files_write("pyproject.toml", "[tool.pyheap]\nline-length = 71\n");
    files_write("a/pyproject.toml", "[project]\nname = 'x'\n");
    files_write("b/pyproject.toml", "[tool.pyheap]\nclosed-world = true\n");
    assert_int_equal(find(f, "")->line_length, 70);
    assert_int_equal(find(f, "/a/deep/er")->line_length, 70);
    const PhConfig *b = find(f, "/b/c");
    assert_true(b->is_closed_world);
    assert_false(b->unsafe_fixes);
    assert_int_equal(b->line_length, 88);
    assert_true(ph_bytes_equal(b->folder, path_of(f, "/b")));
}

static void defaults_come_from_the_nearest_project(void **state)
{
    Fixture *f = *state;
    files_write("pyheap.toml", "unsafe-fixes = true\n");
    files_write(
        "pyproject.toml",
        "[project]\nrequires-python = '>=3.9,<4'\n[tool.black]\nline-length = 79\n");
    files_write("a/pyproject.toml", "[project]\nrequires-python = '~=3.12'\n");
    const PhConfig *top = find(f, "");
    assert_int_equal(top->target_minor, 9);
    assert_int_equal(top->line_length, 79);
    const PhConfig *a = find(f, "/a");
    assert_int_equal(a->target_minor, 12);
    assert_int_equal(a->line_length, 88);
    assert_true(a->unsafe_fixes);
}

static void settings_of_a_folder_are_kept(void **state)
{
    Fixture *f = *state;
    files_write("pyheap.toml", "");
    PhConfigs *configs = ph_configs_new(f->arena, &f->setup, &f->diags);
    const PhConfig *config = ph_configs_find(configs, path_of(f, "/x"));
    assert_int_equal(unlink("pyheap.toml"), 0);
    assert_ptr_equal(ph_configs_find(configs, path_of(f, "/x")), config);
    assert_ptr_equal(ph_configs_find(configs, path_of(f, "/x/y")), config);
}

static void named_file_overrides_all_that_would_be_found(void **state)
{
    Fixture *f = *state;
    files_write("pyheap.toml", "line-length = 70\n");
    files_write("other.toml", "line-length = 60\nexclude = ['x']\n");
    f->setup.override = PH_BYTES("other.toml");
    assert_int_equal(find(f, "")->line_length, 60);
    assert_true(ph_bytes_is(find(f, "")->path, "other.toml"));
    files_write("pyproject.toml", "[tool.pyheap]\nline-length = 61\n");
    f->setup.override = PH_BYTES("pyproject.toml");
    assert_int_equal(find(f, "/a")->line_length, 61);
}

static void command_line_replaces_and_extends_excludes(void **state)
{
    Fixture *f = *state;
    PhBytes given = PH_BYTES("given");
    PhBytesVec list = {&given, 1, 1};
    files_write("pyheap.toml", "exclude = ['own']\nextend-exclude = ['more']\n");
    f->setup.exclude = &list;
    PhConfigs *configs = ph_configs_new(f->arena, &f->setup, &f->diags);
    const PhExcludes *excludes = ph_configs_excludes(configs, path_of(f, ""));
    assert_int_equal(excludes->count, 2);
    assert_true(ph_excludes_cover(excludes, path_of(f, "/a/given"), false));
    assert_true(ph_excludes_cover(excludes, path_of(f, "/more"), true));
    assert_false(ph_excludes_cover(excludes, path_of(f, "/own"), true));
}

static void mistakes_are_told_with_their_place(void **state)
{
    Fixture *f = *state;
    expect_error(f, "\nselct = []\n", "2:1 unknown key 'selct' | did you mean 'select'?");
    expect_error(f, "select = 'ALL'\n",
                 "1:10 'select' has to be a list of strings, not a string");
    expect_error(f, "exclude = ['a', 1]\n",
                 "1:17 'exclude' has to be a list of strings, not an integer");
    expect_error(f, "ignore = ['set-membrship']\n",
                 "1:11 unknown rule 'set-membrship' | did you mean 'set-membership'?");
    expect_error(f, "unsafe-fixes = 1\n",
                 "1:16 'unsafe-fixes' has to be a boolean, not an integer");
    expect_error(f, "target-version = '3.7'\n",
                 "1:18 'target-version' cannot be '3.7' | use \"3.8\" to \"3.14\", or "
                 "\"py38\" to \"py314\"");
    expect_error(
        f, "min-benefit = 'big'\n",
        "1:15 'min-benefit' cannot be 'big' | use \"gain\", \"small\", \"none\" or "
        "\"cost\"");
    expect_error(f, "line-length = 0\n", "1:15 'line-length' cannot be '0' | use 1 to 320");
    expect_error(f, "[rules.string-jion]\n",
                 "1:8 unknown rule 'string-jion' | did you mean 'string-join'?");
    expect_error(f, "rules.string-join = 1\n",
                 "1:21 'string-join' has to be a table, not an integer");
    expect_error(f, "required-version = '>=99'\n",
                 "1:20 pyheap '>=99' is required, this is " PYHEAP_VERSION);
    expect_error(f, "ignore = []\nselect = [\n", "2:1 not valid TOML");
}

static void broken_project_of_others_is_a_warning(void **state)
{
    Fixture *f = *state;
    files_write("pyproject.toml", "[project\n");
    (void)find(f, "");
    assert_int_equal(f->diags.records.count, 1);
    assert_int_equal(f->diags.records.items[0].severity, PH_SEVERITY_WARNING);
}

static void bounds_of_python_are_read(void **state)
{
    (void)state;
    assert_int_equal(ph_config_lower_bound(PH_BYTES(">=3.9,<4")), 9);
    assert_int_equal(ph_config_lower_bound(PH_BYTES("<4, >= 3.10.1")), 10);
    assert_int_equal(ph_config_lower_bound(PH_BYTES("==3.11.*")), 11);
    assert_int_equal(ph_config_lower_bound(PH_BYTES("!=3.9.1,>3.8")), 8);
    assert_int_equal(ph_config_lower_bound(PH_BYTES(">=2.7")), 8);
    assert_int_equal(ph_config_lower_bound(PH_BYTES(">=3")), 8);
    assert_int_equal(ph_config_lower_bound(PH_BYTES(">=3.99")), 14);
    assert_int_equal(ph_config_lower_bound(PH_BYTES("nonsense")), 8);
}

static void versions_are_compared_by_their_parts(void **state)
{
    (void)state;
    bool is_valid;
    assert_true(ph_config_version_fits(PH_BYTES("0.10.0"), PH_BYTES(">=0.9"), &is_valid));
    assert_true(ph_config_version_fits(PH_BYTES("0.1.0"), PH_BYTES("0.1"), &is_valid));
    assert_true(ph_config_version_fits(PH_BYTES("0.1.3"), PH_BYTES("~=0.1.2"), &is_valid));
    assert_false(ph_config_version_fits(PH_BYTES("0.2.0"), PH_BYTES("~=0.1.2"), &is_valid));
    assert_false(ph_config_version_fits(PH_BYTES("0.1"), PH_BYTES(">0.1,<1"), &is_valid));
    assert_true(is_valid);
    (void)ph_config_version_fits(PH_BYTES("0.1"), PH_BYTES("new"), &is_valid);
    assert_false(is_valid);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_key_is_read),
        TEST(nothing_found_means_built_in_values),
        TEST(nearest_file_with_settings_counts_alone),
        TEST(defaults_come_from_the_nearest_project),
        TEST(settings_of_a_folder_are_kept),
        TEST(named_file_overrides_all_that_would_be_found),
        TEST(command_line_replaces_and_extends_excludes),
        TEST(mistakes_are_told_with_their_place),
        TEST(broken_project_of_others_is_a_warning),
        TEST(bounds_of_python_are_read),
        TEST(versions_are_compared_by_their_parts),
    };
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
