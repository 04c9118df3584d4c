#include "cmd/commands.h"

static const char *const k_formats[] = {"text", "concise", "json", NULL};
static const char *const k_slicings[] = {"per-rule", "one", "per-owner", "per-folder",
                                         NULL};
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

#define PH_ROW_PROFILE                                                                \
    {                                                                                 \
        "heap-profile", 0, PH_OPTION_TEXT, PH_FIELD_AT(heap_profile), "FILE", NULL,   \
            "Rules",                                                                  \
            "What a run held in memory at its peak: findings where that is much are " \
            "told, "                                                                  \
            "with the figure"                                                         \
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

#define PH_ROW_NO_JOURNAL                                                                  \
    {                                                                                      \
        "no-journal", 0, PH_OPTION_FLAG, PH_FIELD_AT(has_no_journal), NULL, NULL, "Fixes", \
            "Write without a journal: `pyheap undo` cannot take it back"                   \
    }

static const PhOptionSpec k_check_options[] = {
    PH_ROWS_RULES,
    PH_ROW_PROFILE,
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
    PH_ROW_NO_JOURNAL,
    {"limit", 0, PH_OPTION_NUMBER, PH_FIELD_AT(limit), "N", NULL, "Fixes",
     "Apply the first N fixes only, by file and line"},
    {"sample", 0, PH_OPTION_NUMBER, PH_FIELD_AT(sample), "N", NULL, "Fixes",
     "Apply N fixes only, chosen by chance"},
    {"seed", 0, PH_OPTION_NUMBER, PH_FIELD_AT(seed), "S", NULL, "Fixes",
     "What --sample starts from: the same number chooses the same fixes"},
    {"verify", 0, PH_OPTION_TEXT, PH_FIELD_AT(verify), "CMD", NULL, "Tests",
     "Run the project's tests, CMD, in a scratch copy without and with the fixes, and drop "
     "those with which they end worse"},
    {"verify-timeout", 0, PH_OPTION_NUMBER, PH_FIELD_AT(verify_timeout), "SECONDS", NULL,
     "Tests", "What a run of CMD may take (default: 5 times the first)"},
    {"keep-untested", 0, PH_OPTION_FLAG, PH_FIELD_AT(keeps_untested), NULL, NULL, "Tests",
     "Keep unsafe fixes too that no test executed"},
    {"commit", 0, PH_OPTION_MAYBE, PH_FIELD_AT(commit), "HOW", k_slicings, "Commits",
     "Commit what was fixed, and nothing else, to the branch that is checked out"},
    {"branch", 0, PH_OPTION_TEXT, PH_FIELD_AT(branch), "NAME", NULL, "Commits",
     "Commit to branch NAME instead, made from HEAD, and leave work tree and index as they "
     "are; takes several repositories, bare ones too"},
    {"message", 0, PH_OPTION_TEXT, PH_FIELD_AT(message), "FILE", NULL, "Commits",
     "The text of the commits, with {rule}, {title}, {fixes}, {files} and the like"},
    {"allow-dirty", 0, PH_OPTION_FLAG, PH_FIELD_AT(allows_dirty), NULL, NULL, "Commits",
     "Also files with uncommitted changes, which are committed with them"},
    {"run-hooks", 0, PH_OPTION_FLAG, PH_FIELD_AT(runs_hooks), NULL, NULL, "Commits",
     "Commit through git in a scratch work tree, so that its hooks run"},
    {"blame-ignore-revs", 0, PH_OPTION_FLAG, PH_FIELD_AT(tells_blame), NULL, NULL,
     "Commits", "Also add the commits to .git-blame-ignore-revs, as a last commit"},
    PH_ROWS_RULES,
    PH_ROW_PROFILE,
    PH_ROW_TRANSFORMS,
    PH_ROWS_FILES,
    PH_ROWS_OUTPUT,
    PH_ROWS_GENERAL,
};

static const PhOptionSpec k_undo_options[] = {
    {"list", 0, PH_OPTION_FLAG, PH_FIELD_AT(lists_runs), NULL, NULL, "Runs",
     "List the runs that can be taken back, the newest first"},
    {"dry-run", 0, PH_OPTION_FLAG, PH_FIELD_AT(is_dry_run), NULL, NULL, "Fixes",
     "Print which files would be restored and write nothing"},
    PH_ROW_NO_JOURNAL,
    {"color", 0, PH_OPTION_CHOICE, PH_FIELD_AT(color), "WHEN", k_colors, "Output",
     "Whether to use colours"},
    {"quiet", 'q', PH_OPTION_FLAG, PH_FIELD_AT(is_quiet), NULL, NULL, "Output",
     "Errors only, no summary"},
};

static const PhOptionSpec k_verify_commit_options[] = {
    PH_ROW_TRANSFORMS,
    {"color", 0, PH_OPTION_CHOICE, PH_FIELD_AT(color), "WHEN", k_colors, "Output",
     "Whether to use colours"},
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
    return (PhOptions){.max_file_size = PH_DEFAULT_MAX_FILE_SIZE, .seed = 1};
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
        "The old bytes of what is written are kept for `pyheap undo`.\n\n"
        "Exits with 0 when done, 2 on trouble; with --dry-run 1 if something would change.",
    .options = k_fix_options,
    .option_count = PH_COUNT_OF(k_fix_options),
    .operands_most = SIZE_MAX,
};

const PhCommandSpec ph_command_undo = {
    .name = "undo",
    .operands = "[RUN]",
    .summary = "Take back what a run of pyheap wrote, byte for byte",
    .details =
        "Takes back the newest run that wrote below the working folder and is not undone "
        "yet; said again, the one before. RUN, as --list names it or the beginning of "
        "that, "
        "takes back another one, wherever it wrote. An undo is a run too: naming it brings "
        "the fixes back.\n\n"
        "A file that was edited since is named and left as it is, the others are restored. "
        "The newest 50 runs are kept, or 1 GB of them, in $XDG_STATE_HOME/pyheap/undo or "
        "~/.local/state/pyheap/undo.\n\n"
        "Exits with 0 when all files were restored, 1 if some were refused, 2 on trouble.",
    .options = k_undo_options,
    .option_count = PH_COUNT_OF(k_undo_options),
    .operands_most = 1,
};

const PhCommandSpec ph_command_verify_commit = {
    .name = "verify-commit",
    .operands = "REV...",
    .summary = "Check that a commit is what pyheap makes of its parent",
    .details =
        "Runs pyheap in memory on the parent of each commit named, with the options that "
        "the commit records, and compares. Says that the commit is exactly what pyheap "
        "makes, or shows what it holds besides.\n\n"
        "Exits with 0 if all are exact, 1 if one is not, 2 on trouble.",
    .options = k_verify_commit_options,
    .option_count = PH_COUNT_OF(k_verify_commit_options),
    .operands_least = 1,
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
