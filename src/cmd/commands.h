#ifndef PH_CMD_COMMANDS_H
#define PH_CMD_COMMANDS_H

/* The commands, their options, and the values that these fill. */

#include "cmd/options.h"

typedef enum PhOutputFormat {
    PH_OUTPUT_TEXT,
    PH_OUTPUT_CONCISE,
    PH_OUTPUT_JSON,
} PhOutputFormat;

typedef enum PhColor {
    PH_COLOR_AUTO,
    PH_COLOR_ALWAYS,
    PH_COLOR_NEVER,
} PhColor;

/* What makes one commit. */
typedef enum PhSlicing {
    PH_SLICING_NONE,
    PH_SLICING_RULE,
    PH_SLICING_ONE,
    PH_SLICING_OWNER,
    PH_SLICING_FOLDER,
} PhSlicing;

/* Values of `check` and `fix`, and of the others as far as they have the option. */
typedef struct PhOptions {
    PhBytesVec select;
    PhBytesVec ignore;
    PhBytesVec extend_select;
    PhSwitch unsafe_fixes;
    bool shows_all;       /* findings without benefit too */
    PhBytes heap_profile; /* a file, or empty */
    bool is_dry_run;
    bool is_interactive;         /* `fix`: ask about each fix */
    PhBytes decisions;           /* file of answers; or empty */
    PhSwitch respects_gitignore; /* unset: on */
    bool has_no_cache;
    bool is_quiet;
    bool exits_zero;
    uint32_t output_format; /* PhOutputFormat; `dump`: 0 text, 1 json */
    uint32_t color;         /* PhColor */
    uint32_t jobs;          /* 0: as many as there are cores */
    uint32_t max_file_size; /* MB */
    PhBytes config;
    PhBytesVec exclude;
    PhBytesVec extend_exclude;
    PhBytes stdin_filename;
    PhBytesVec transforms; /* folders */
    PhBytes why;           /* `check`: id of the rule to be told about; or empty */
    uint32_t commit;       /* PhSlicing, or 0: no commit */
    PhBytes branch;        /* or empty */
    PhBytes message;       /* a file with the text of the commits; or empty */
    uint32_t limit;        /* fixes at most; 0: all */
    uint32_t sample;       /* fixes chosen by chance; 0: all */
    uint32_t seed;         /* of that choice */
    bool allows_dirty;
    bool runs_hooks;
    PhBytes verify;          /* a command for sh, or empty */
    uint32_t verify_timeout; /* seconds; 0: by the time of the first run */
    bool keeps_untested;
    bool tells_blame;     /* writes .git-blame-ignore-revs */
    PhBytes settings_top; /* no option: folders above this one have no say; or empty */
    bool has_trace;       /* `test`: tell what stopped each near match */
    bool has_no_journal;  /* write what `pyheap undo` cannot take back */
    bool lists_runs;      /* `undo` */
} PhOptions;

enum { PH_DEFAULT_MAX_FILE_SIZE = 64 };

/* What holds if nothing is given. */
PhOptions ph_options_default(void);

extern const PhCommandSpec ph_command_check;
extern const PhCommandSpec ph_command_fix;
extern const PhCommandSpec ph_command_undo;
extern const PhCommandSpec ph_command_rules;
extern const PhCommandSpec ph_command_explain;
extern const PhCommandSpec ph_command_test;
extern const PhCommandSpec ph_command_dump;
extern const PhCommandSpec ph_command_verify_commit;

#endif
