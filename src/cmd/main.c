/* pyheap: options common to all commands, dispatch, exit status. */

#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/interrupt.h"
#include "cmd/terminal.h"
#include "git/git.h"
#include "syntax/parse.h"

static const PhCommandSpec *const k_commands[] = {
#define PH_COMMAND(name) &ph_command_##name,
#include "cmd/commands.def"
#undef PH_COMMAND
};

static PhCommandFn *const k_functions[] = {
#define PH_COMMAND(name) ph_cmd_##name,
#include "cmd/commands.def"
#undef PH_COMMAND
};

int ph_cmd_tell(const PhCommandLine *line)
{
    bool colour = ph_terminal_wants_colour(STDERR_FILENO, line->options.color);
    return ph_terminal_tell(line->diags, colour) == PH_SEVERITY_DEFECT ? 3 : 2;
}

static int print_and_release(PhBuf *out)
{
    bool is_written = ph_terminal_print(ph_buf_bytes(out));
    ph_buf_release(out);
    return is_written ? 0 : 2;
}

static int print_help(void)
{
    PhBuf out = {0};
    ph_buf_add_str(&out,
                   "pyheap rewrites Python that allocates more than it needs, and says "
                   "why each\nrewrite is safe.\n\nUsage: pyheap COMMAND [OPTIONS] "
                   "[PATH]...\n\nCommands:\n");
    ph_options_list_commands(k_commands, PH_COUNT_OF(k_commands), &out);
    ph_buf_add_str(&out, "\nOptions:\n"
                         "  -h, --help     Show this help; after a command, its own\n"
                         "  -V, --version  Show the version\n\n"
                         "A first look:   pyheap check src\n"
                         "Preview fixes:  pyheap fix --dry-run src\n"
                         "Apply them:     pyheap fix src\n");
    return print_and_release(&out);
}

static int print_version(void)
{
    PhBuf out = {0};
    ph_buf_add_str(&out, "pyheap " PYHEAP_VERSION "\n");
    return print_and_release(&out);
}

static size_t index_of(const PhCommandSpec *command)
{
    size_t index = 0;
    while (k_commands[index] != command) {
        index++;
    }
    return index;
}

static int run_command(PhArena *arena, char **words, PhDiags *diags)
{
    PhCommandLine line = {.arena = arena, .options = ph_options_default(), .diags = diags};
    PhOperands operands = {0};
    const PhCommandSpec *command = ph_options_find_command(
        k_commands, PH_COUNT_OF(k_commands), ph_bytes_of(words[0]), diags);
    if (command == NULL) {
        return ph_cmd_tell(&line);
    }
    if (ph_options_parse(arena, command, words + 1, &line.options, &operands, diags) !=
        PH_OK) {
        return ph_cmd_tell(&line);
    }
    if (operands.wants_help) {
        PhBuf out = {0};
        ph_options_help(command, &out);
        return print_and_release(&out);
    }
    line.operands = operands.items;
    ph_parse_set_up();
    ph_interrupt_set_up();
    int status = k_functions[index_of(command)](&line);
    ph_git_stop();
    ph_parse_tear_down_thread();
    return status;
}

int main(int argc, char **argv)
{
    PhBytes first = argc > 1 ? ph_bytes_of(argv[1]) : PH_BYTES("");
    char help[] = "--help";
    if (argc == 3 && ph_bytes_is(first, "help")) { /* as `git help COMMAND` */
        argv[1] = argv[2];
        argv[2] = help;
        first = ph_bytes_of(argv[1]);
    }
    if (argc < 2 || ph_bytes_is(first, "--help") || ph_bytes_is(first, "-h") ||
        ph_bytes_is(first, "help")) {
        int status = print_help();
        return argc < 2 ? 2 : status;
    }
    if (ph_bytes_is(first, "--version") || ph_bytes_is(first, "-V")) {
        return print_version();
    }
    PhArena *arena = ph_arena_new();
    PhDiags diags = {.arena = arena};
    int status = run_command(arena, argv + 1, &diags);
    ph_arena_free(arena);
    return status;
}
