/* Help made from the tables of options. */

#include "cmd/options.h"

enum {
    PH_HELP_WIDTH = 80,
    PH_HELP_COLUMN = 30, /* where the description of an option begins */
    PH_COMMAND_COLUMN = 13,
};

static size_t word_end(const char *text)
{
    return strcspn(text, " \n");
}

void ph_options_add_wrapped(PhBuf *out, const char *text, size_t column, size_t indent)
{
    bool is_first = true;
    while (*text != '\0') {
        size_t len = word_end(text);
        if (!is_first && column + 1 + len > PH_HELP_WIDTH) {
            ph_buf_add_char(out, '\n');
            ph_buf_add_repeated(out, ' ', indent);
            column = indent;
        } else if (!is_first) {
            ph_buf_add_char(out, ' ');
            column++;
        }
        ph_buf_add(out, (PhBytes){text, len});
        column += len;
        is_first = false;
        text += len;
        if (text[0] == '\n' && text[1] == '\n') {
            ph_buf_add_str(out, "\n\n");
            ph_buf_add_repeated(out, ' ', indent);
            column = indent;
            is_first = true;
        }
        text += strspn(text, " \n");
    }
    ph_buf_add_char(out, '\n');
}

/* Two blanks, then the left column; the description starts below if that is too wide. */
static void add_row(PhBuf *out, const PhBuf *left, const char *help, size_t column)
{
    ph_buf_add_str(out, "  ");
    ph_buf_add(out, ph_buf_bytes(left));
    size_t used = left->len + 2;
    if (used + 2 > column) {
        ph_buf_add_char(out, '\n');
        used = 0;
    }
    ph_buf_add_repeated(out, ' ', column - used);
    ph_options_add_wrapped(out, help, column, column);
}

static void add_option(PhBuf *out, const PhOptionSpec *spec)
{
    PhBuf left = {0};
    if (spec->letter != 0) {
        ph_buf_printf(&left, "-%c, ", spec->letter);
    } else {
        ph_buf_add_str(&left, "    ");
    }
    ph_buf_printf(&left, "--%s%s", spec->kind == PH_OPTION_SWITCH ? "[no-]" : "",
                  spec->name);
    if (spec->argument != NULL) {
        ph_buf_printf(&left, spec->kind == PH_OPTION_MAYBE ? "[=%s]" : " %s",
                      spec->argument);
    }
    PhBuf help = {0};
    ph_buf_add_str(&help, spec->help);
    for (size_t i = 0; spec->choices != NULL && spec->choices[i] != NULL; i++) {
        bool is_last = spec->choices[i + 1] == NULL;
        ph_buf_printf(&help, "%s%s",
                      i == 0    ? ": "
                      : is_last ? " or "
                                : ", ",
                      spec->choices[i]);
    }
    ph_buf_add_char(&help, '\0');
    add_row(out, &left, help.ptr, PH_HELP_COLUMN);
    ph_buf_release(&help);
    ph_buf_release(&left);
}

void ph_options_help(const PhCommandSpec *command, PhBuf *out)
{
    static const PhOptionSpec k_help = {
        .name = "help", .letter = 'h', .kind = PH_OPTION_FLAG, .help = "Show this help"};
    ph_buf_printf(out, "Usage: pyheap %s [OPTIONS]%s%s\n\n", command->name,
                  command->operands[0] == '\0' ? "" : " ", command->operands);
    ph_options_add_wrapped(out, command->details, 0, 0);
    const char *section = "";
    for (size_t i = 0; i < command->option_count; i++) {
        const PhOptionSpec *spec = &command->options[i];
        if (strcmp(section, spec->section) != 0) {
            section = spec->section;
            ph_buf_printf(out, "\n%s:\n", section);
        }
        add_option(out, spec);
    }
    ph_buf_add_str(out, "\nHelp:\n");
    add_option(out, &k_help);
}

void ph_options_list_commands(const PhCommandSpec *const *commands, size_t count,
                              PhBuf *out)
{
    for (size_t i = 0; i < count; i++) {
        PhBuf left = {0};
        ph_buf_add_str(&left, commands[i]->name);
        add_row(out, &left, commands[i]->summary, PH_COMMAND_COLUMN);
        ph_buf_release(&left);
    }
}
