#include "cmd/commands.h"

static const char *const k_formats[] = {"text", "concise", "json", NULL};
static const char *const k_dump_formats[] = {"text", "json", NULL};
static const char *const k_colors[] = {"auto", "always", "never", NULL};

#define PH_FIELD_AT(field) offsetof(PhOptions, field)

/* Rows that several commands have. They are macros because a table is a constant. */

#define PH_ROWS_RULES                                                                  \
    {"select",                                                                         \
     0,                                                                                \
     PH_OPTION_LIST,                                                                   \
     PH_FIELD_AT(select),                                                              \
     "RULES",                                                                          \
     NULL,                                                                             \
     "Rules",                                                                          \
     "Only these rules: ids, beginnings of ids, or ALL; a rule selected by its whole " \
     "id also reports what gains nothing"},                                            \
        {"ignore", 0,    PH_OPTION_LIST, PH_FIELD_AT(ignore),                          \
         "RULES",  NULL, "Rules",        "Not these rules"},                           \
        {"extend-select", 0,    PH_OPTION_LIST, PH_FIELD_AT(extend_select),            \
         "RULES",         NULL, "Rules",        "These rules too"},                    \
    {                                                                                  \
        "all", 0, PH_OPTION_FLAG, PH_FIELD_AT(shows_all), NULL, NULL, "Rules",         \
            "Findings whose fix gains nothing too"                                     \
    }

#define PH_ROW_TRANSFORMS                                                               \
    {                                                                                   \
        "transforms", 0, PH_OPTION_LIST, PH_FIELD_AT(transforms), "DIR", NULL, "Rules", \
            "Also load the transform pages in DIR"                                      \
    }

#define PH_ROW_UNSAFE(help)                                                         \
    {                                                                               \
        "unsafe-fixes", 0, PH_OPTION_SWITCH, PH_FIELD_AT(unsafe_fixes), NULL, NULL, \
            "Fixes", help                                                           \
    }

#define PH_ROWS_FILES                                                                   \
    {"exclude",                                                                         \
     0,                                                                                 \
     PH_OPTION_LIST,                                                                    \
     PH_FIELD_AT(exclude),                                                              \
     "PATTERNS",                                                                        \
     NULL,                                                                              \
     "Files",                                                                           \
     "Pass over files and folders that match, instead of the configured patterns"},     \
        {"extend-exclude", 0,    PH_OPTION_LIST, PH_FIELD_AT(extend_exclude),           \
         "PATTERNS",       NULL, "Files",        "Pass over these too"},                \
        {"respect-gitignore",                                                           \
         0,                                                                             \
         PH_OPTION_SWITCH,                                                              \
         PH_FIELD_AT(respects_gitignore),                                               \
         NULL,                                                                          \
         NULL,                                                                          \
         "Files",                                                                       \
         "Pass over what .gitignore files name (default: yes)"},                        \
        {"max-file-size",                                                               \
         0,                                                                             \
         PH_OPTION_NUMBER,                                                              \
         PH_FIELD_AT(max_file_size),                                                    \
         "MB",                                                                          \
         NULL,                                                                          \
         "Files",                                                                       \
         "Refuse larger files (default: 64)"},                                          \
    {                                                                                   \
        "stdin-filename", 0, PH_OPTION_TEXT, PH_FIELD_AT(stdin_filename), "NAME", NULL, \
            "Files", "The name of what is read from standard input"                     \
    }

#define PH_ROWS_OUTPUT                                                             \
    {"output-format", 0,         PH_OPTION_CHOICE, PH_FIELD_AT(output_format),     \
     "FORMAT",        k_formats, "Output",         "How findings are written"},    \
        {"color", 0,        PH_OPTION_CHOICE, PH_FIELD_AT(color),                  \
         "WHEN",  k_colors, "Output",         "Whether to use colours"},           \
    {                                                                              \
        "quiet", 'q', PH_OPTION_FLAG, PH_FIELD_AT(is_quiet), NULL, NULL, "Output", \
            "Findings and errors only, no summary"                                 \
    }

#define PH_ROWS_GENERAL                                                                  \
    {"config", 0,    PH_OPTION_TEXT, PH_FIELD_AT(config),                                \
     "PATH",   NULL, "General",      "Settings from this file, and from no other"},      \
        {"jobs",                                                                         \
         'j',                                                                            \
         PH_OPTION_NUMBER,                                                               \
         PH_FIELD_AT(jobs),                                                              \
         "N",                                                                            \
         NULL,                                                                           \
         "General",                                                                      \
         "Work on N files at a time (default: one for each core)"},                      \
    {                                                                                    \
        "no-cache", 0, PH_OPTION_FLAG, PH_FIELD_AT(has_no_cache), NULL, NULL, "General", \
            "Neither read nor write a cache"                                             \
    }

static const PhOptionSpec k_check_options[] = {
    PH_ROWS_RULES,
    PH_ROW_TRANSFORMS,
    {"why", 0, PH_OPTION_TEXT, PH_FIELD_AT(why), "RULE", NULL, "Rules",
     "Tell why RULE reports something, or does not, in the one file named, FILE, or on "
     "one of its lines, FILE:LINE"},
    PH_ROW_UNSAFE("Show the fixes that are not proved too"),
    PH_ROWS_FILES,
    PH_ROWS_OUTPUT,
    {"exit-zero", 0, PH_OPTION_FLAG, PH_FIELD_AT(exits_zero), NULL, NULL, "Output",
     "Exit with 0 even if something is found"},
    PH_ROWS_GENERAL,
};

static const PhOptionSpec k_fix_options[] = {
    PH_ROW_UNSAFE("Apply the fixes that are not proved too"),
    {"dry-run", 0, PH_OPTION_FLAG, PH_FIELD_AT(is_dry_run), NULL, NULL, "Fixes",
     "Print the changes as a diff and write nothing"},
    {"diff", 0, PH_OPTION_FLAG, PH_FIELD_AT(is_dry_run), NULL, NULL, "Fixes",
     "The same as --dry-run"},
    {"interactive", 'i', PH_OPTION_FLAG, PH_FIELD_AT(is_interactive), NULL, NULL, "Fixes",
     "Show each fix and ask whether to apply it; `?` lists the keys. Answers are kept, so "
     "that the same command goes on after `q`"},
    {"decisions", 0, PH_OPTION_TEXT, PH_FIELD_AT(decisions), "FILE", NULL, "Fixes",
     "Keep the answers in FILE; without -i, or without a terminal, apply what is accepted "
     "there and ask nothing"},
    PH_ROWS_RULES,
    PH_ROW_TRANSFORMS,
    PH_ROWS_FILES,
    PH_ROWS_OUTPUT,
    PH_ROWS_GENERAL,
};

static const PhOptionSpec k_rules_options[] = {
    PH_ROW_TRANSFORMS,
    {"output-format", 0, PH_OPTION_CHOICE, PH_FIELD_AT(output_format), "FORMAT", k_formats,
     "Output", "How the list is written"},
    {"color", 0, PH_OPTION_CHOICE, PH_FIELD_AT(color), "WHEN", k_colors, "Output",
     "Whether to use colours"},
};

static const PhOptionSpec k_explain_options[] = {
    PH_ROW_TRANSFORMS,
    {"color", 0, PH_OPTION_CHOICE, PH_FIELD_AT(color), "WHEN", k_colors, "Output",
     "Whether to use colours"},
};

static const PhOptionSpec k_test_options[] = {
    PH_ROW_TRANSFORMS,
    {"trace", 0, PH_OPTION_FLAG, PH_FIELD_AT(has_trace), NULL, NULL, "Output",
     "Tell of each sample which pattern or guard stopped each near match"},
};

static const PhOptionSpec k_dump_options[] = {
    {"output-format", 0, PH_OPTION_CHOICE, PH_FIELD_AT(output_format), "FORMAT",
     k_dump_formats, "Output", "How the dump is written"},
    {"max-file-size", 0, PH_OPTION_NUMBER, PH_FIELD_AT(max_file_size), "MB", NULL, "Files",
     "Refuse larger files (default: 64)"},
};

PhOptions ph_options_default(void)
{
    return (PhOptions){.max_file_size = PH_DEFAULT_MAX_FILE_SIZE};
}

const PhCommandSpec ph_command_check = {
    .name = "check",
    .operands = "[PATH]...",
    .summary = "Report what could be rewritten; change nothing",
    .details =
        "Reports what could be rewritten in the files and folders named, or in the working "
        "folder, and says of each finding whether its fix is proved to be safe. A dash "
        "reads one file from standard input.\n\n"
        "Exits with 0 if nothing was found, 1 if something was, 2 on trouble.",
    .options = k_check_options,
    .option_count = PH_COUNT_OF(k_check_options),
    .operands_most = SIZE_MAX,
};

const PhCommandSpec ph_command_fix = {
    .name = "fix",
    .operands = "[PATH]...",
    .summary = "Apply the fixes that are proved to be safe",
    .details =
        "Applies the safe fixes to the files and folders named, or to the working folder. "
        "A dash reads one file from standard input and writes the result to standard "
        "output.\n\n"
        "Exits with 0 when done, 2 on trouble; with --dry-run 1 if something would change.",
    .options = k_fix_options,
    .option_count = PH_COUNT_OF(k_fix_options),
    .operands_most = SIZE_MAX,
};

const PhCommandSpec ph_command_rules = {
    .name = "rules",
    .operands = "",
    .summary = "List the rules",
    .details = "Lists the rules by id, each with one line about what it finds.",
    .options = k_rules_options,
    .option_count = PH_COUNT_OF(k_rules_options),
};

const PhCommandSpec ph_command_explain = {
    .name = "explain",
    .operands = "RULE...",
    .summary = "Show what a rule finds, and when its fix is safe",
    .details = "Shows the page of each rule named: what it finds, what it writes instead, "
               "and what has to be proved for that.",
    .options = k_explain_options,
    .option_count = PH_COUNT_OF(k_explain_options),
    .operands_least = 1,
    .operands_most = SIZE_MAX,
};

const PhCommandSpec ph_command_test = {
    .name = "test",
    .operands = "[RULE]...",
    .summary = "Run the samples of the rules' pages as tests",
    .details =
        "Runs the samples in the page of each rule named, or of all rules: a `before` must "
        "become its `after`, a `keep` must stay as it is, an `advise` must be reported and "
        "stay as it is. Each sample is then run again in other forms: with other line "
        "ends, "
        "with tabs, nested in other code, with a comment in every gap, with builtins "
        "shadowed. Where python3 is found, results must compile, and samples marked `run` "
        "must print the same before and after.\n\n"
        "Exits with 0 if all samples pass, 1 if one fails, 2 on trouble.",
    .options = k_test_options,
    .option_count = PH_COUNT_OF(k_test_options),
    .operands_most = SIZE_MAX,
};

const PhCommandSpec ph_command_dump = {
    .name = "dump",
    .operands = "tree|scopes|statements FILE...",
    .summary = "Show how a file is read",
    .details =
        "Shows the syntax tree of each file, its scopes with the names they bind, or the "
        "byte spans of its statements. A dash reads standard input.\n\n"
        "`dump scopes --output-format json` and `dump statements` write one line of "
        "JSON a file, for scripts that compare them with another reader of Python.",
    .options = k_dump_options,
    .option_count = PH_COUNT_OF(k_dump_options),
    .operands_least = 2,
    .operands_most = SIZE_MAX,
};
