#include <stdio.h>
#include <stdlib.h>

#include "source/source.h"
#include "syntax/parse.h"
int main(int argc, char **argv)
{
    ph_parse_set_up();
    PhArena *program = ph_arena_new();
    const PhGrammar *g = ph_grammar_new(program, PH_LANGUAGE_PYTHON);
    uint64_t nodes = 0;
    int bad = 0;
    PhArena *a = ph_arena_new();
    for (int i = 1; i < argc; i++) {
        PhDiags d = {.arena = a};
        PhBytes b;
        PhSource *s;
        if (ph_file_read(a, ph_bytes_of(argv[i]), 64u << 20, &d, &b) == PH_OK &&
            ph_source_check(a, ph_bytes_of(argv[i]), b, &d, &s) == PH_OK) {
            PhParsed p, q;
            int o = ph_parse(g, a, b, (PhParseOptions){.is_single_byte = s->encoding}, &p);
            if (o != PH_PARSED) {
                PhPlace pl = ph_source_place(s, p.error_offset);
                printf("%s:%u:%u %d\n", argv[i], pl.line, pl.column, o);
                bad++;
            } else if (getenv("ORACLE")) {
                ph_parse(g, a, b,
                         (PhParseOptions){.is_single_byte = s->encoding, .use_cursor = 1},
                         &q);
                uint32_t n = p.tree.count;
                if (n != q.tree.count || memcmp(p.tree.kinds, q.tree.kinds, n * 2) ||
                    memcmp(p.tree.fields, q.tree.fields, n) ||
                    memcmp(p.tree.starts, q.tree.starts, n * 4) ||
                    memcmp(p.tree.ends, q.tree.ends, n * 4) ||
                    memcmp(p.tree.parents, q.tree.parents, n * 4) ||
                    memcmp(p.tree.limits, q.tree.limits, n * 4))
                    printf("DIFF %s\n", argv[i]);
            }
            nodes += p.tree.count;
        } else {
            printf("refused %s: %.*s\n", argv[i], (int)d.records.items[0].message.len,
                   d.records.items[0].message.ptr);
        }
        ph_arena_reset(a, 16 << 20);
    }
    printf("%lu nodes, %d bad\n", nodes, bad);
}
