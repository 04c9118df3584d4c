/* How a file is read: its tree, its scopes, or the spans of its statements. */

#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/terminal.h"
#include "edit/verify.h"
#include "names/dump.h"
#include "syntax/dump.h"

typedef enum PhDumpWhat {
    PH_DUMP_TREE,
    PH_DUMP_SCOPES,
    PH_DUMP_STATEMENTS,
} PhDumpWhat;

static bool find_what(const PhCommandLine *line, PhDumpWhat *what_out)
{
    static const char *const k_what[] = {"tree", "scopes", "statements"};
    PhBytes word = line->operands.items[0];
    for (size_t i = 0; i < PH_COUNT_OF(k_what); i++) {
        if (ph_bytes_is(word, k_what[i])) {
            *what_out = (PhDumpWhat)i;
            return true;
        }
    }
    (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                      "cannot dump '%.*s': only tree, scopes or statements", (int)word.len,
                      word.ptr);
    return false;
}

static void dump(PhArena *arena, const PhCommandLine *line, PhDumpWhat what, PhBytes path,
                 const PhParsedFile *file, PhBuf *out)
{
    const PhLines *lines = ph_source_lines(file->source);
    if (what == PH_DUMP_TREE) {
        ph_dump_tree(&file->tree, lines, out);
    } else if (what == PH_DUMP_STATEMENTS) {
        ph_dump_statements(&file->tree, path, out);
    } else {
        PhNames *names = ph_names_new(arena, &file->tree);
        if (line->options.output_format == 1) {
            ph_names_dump_json(out, path, names, lines);
        } else {
            ph_names_dump(out, names, lines);
        }
    }
}

static PhSeverity dump_file(PhArena *arena, const PhCommandLine *line,
                            const PhGrammar *grammar, PhDumpWhat what, PhBytes path)
{
    PhBytes bytes;
    PhParsedFile file;
    PhDiags diags = {.arena = arena};
    PhBuf out = {0};
    uint64_t most = (uint64_t)line->options.max_file_size << 20;
    PhStatus status = ph_bytes_is(path, "-")
                          ? ph_terminal_read(arena, most, &diags, &bytes)
                          : ph_file_read(arena, path, most, &diags, &bytes);
    if (status == PH_OK &&
        ph_file_parse(grammar, arena, path, bytes, &diags, &file) == PH_OK) {
        dump(arena, line, what, path, &file, &out);
    }
    PhSeverity worst = ph_terminal_tell(&diags, false);
    bool is_written = ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
    return is_written ? worst : PH_SEVERITY_ERROR;
}

int ph_cmd_dump(const PhCommandLine *line)
{
    PhDumpWhat what;
    PhSeverity worst = PH_SEVERITY_NOTE;
    if (!find_what(line, &what)) {
        return ph_cmd_tell(line);
    }
    const PhGrammar *grammar = ph_grammar_new(line->arena, PH_LANGUAGE_PYTHON);
    PhArena *arena = ph_arena_new();
    for (size_t i = 1; i < line->operands.count; i++) {
        PhSeverity one = dump_file(arena, line, grammar, what, line->operands.items[i]);
        worst = one > worst ? one : worst;
        ph_arena_reset(arena, 4 << 20);
    }
    ph_arena_free(arena);
    return worst >= PH_SEVERITY_ERROR ? 2 : 0;
}
