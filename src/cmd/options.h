#ifndef PH_CMD_OPTIONS_H
#define PH_CMD_OPTIONS_H

/*
 * Command lines by table: a command is a row, its options are rows, and parsing and help
 * both read them. Values go into a struct of the caller, at each row's offset; what the
 * user did not give is left as it was.
 *
 * Accepted: `--name value`, `--name=value`, `-n value`, `-nvalue`, flags of one letter in
 * one word (`-qh`), `--no-name` for switches, `--` before operands that begin with a
 * dash; a dash alone is an operand. Lists take commas and may be repeated. Options and
 * operands may be mixed. Every command has `-h` and `--help`.
 */

#include "apply/exclude.h"
#include "base/buf.h"
#include "source/diag.h"

typedef enum PhOptionKind {
    PH_OPTION_FLAG,   /* bool: given or not */
    PH_OPTION_SWITCH, /* PhSwitch: --name or --no-name, the last one counts */
    PH_OPTION_TEXT,   /* PhBytes */
    PH_OPTION_LIST,   /* PhBytesVec */
    PH_OPTION_NUMBER, /* uint32_t, 1 or more */
    PH_OPTION_CHOICE, /* uint32_t: index into `choices` */
    PH_OPTION_MAYBE, /* uint32_t: 1 + index; the first if given bare, else `--name=value` */
} PhOptionKind;

/* Whether a switch was given tells a command line from a configuration. */
typedef enum PhSwitch {
    PH_SWITCH_UNSET,
    PH_SWITCH_OFF,
    PH_SWITCH_ON,
} PhSwitch;

typedef struct PhOptionSpec {
    const char *name; /* without dashes */
    char letter;      /* or 0 */
    PhOptionKind kind;
    size_t offset;        /* of the value in the caller's struct */
    const char *argument; /* as help shows it; choices: NULL-terminated list below */
    const char *const *choices;
    const char *section; /* heading in the help; rows of a section stand together */
    const char *help;
} PhOptionSpec;

typedef struct PhCommandSpec {
    const char *name;
    const char *operands; /* as help shows them, e.g. "[PATH]..." */
    const char *summary;  /* one line for the list of commands */
    const char *details;  /* paragraphs for its own help, parted by empty lines */
    const PhOptionSpec *options;
    size_t option_count;
    size_t operands_least;
    size_t operands_most; /* SIZE_MAX: any number */
} PhCommandSpec;

typedef struct PhOperands {
    PhBytesVec items;
    bool wants_help; /* then nothing else was checked */
} PhOperands;

/*
 * Parses the words after the command's name into `values` and *operands_out.
 *
 * Ownership: words are borrowed; lists live in `arena`.
 * Errors:    PH_ERR_USAGE with one record without a path; its hint may name what was meant.
 */
PH_MUST_USE PhStatus ph_options_parse(PhArena *arena, const PhCommandSpec *command,
                                      char *const *words, void *values,
                                      PhOperands *operands_out, PhDiags *diags);

/*
 * The words that would give `values` again, as far as they differ from `defaults`: of the
 * options called `names`, in that order, each word quoted as a shell reads it.
 */
PhBytes ph_options_render(PhArena *arena, const PhCommandSpec *command, const void *values,
                          const void *defaults, const char *const *names, size_t count);

/* `text` and these operands behind it, after `--` where one begins with a dash. */
PhBytes ph_options_join(PhArena *arena, PhBytes text, const PhBytesVec *operands);

/* Takes a text of ph_options_render() apart again; NULL at the end. NULL if it is none. */
char *const *ph_options_split(PhArena *arena, PhBytes text);

/* The help of one command, at most 80 columns wide. */
void ph_options_help(const PhCommandSpec *command, PhBuf *out);

/* The lines of a list of commands: name and summary. */
void ph_options_list_commands(const PhCommandSpec *const *commands, size_t count,
                              PhBuf *out);

/* The command called `name`, or NULL with one record that may name the nearest. */
const PhCommandSpec *ph_options_find_command(const PhCommandSpec *const *commands,
                                             size_t count, PhBytes name, PhDiags *diags);

/* Adds `text` wrapped at 80 columns; lines but the first are indented by `indent`. */
void ph_options_add_wrapped(PhBuf *out, const char *text, size_t column, size_t indent);

#endif
