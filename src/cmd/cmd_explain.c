#include "cmd/cmd.h"
#include "cmd/session.h"
#include "cmd/terminal.h"

static const PhTransform *find_or_tell(const PhCommandLine *line, const PhTransformSet *set,
                                       PhBytes id)
{
    const PhTransform *transform = ph_transforms_find(set, id);
    if (transform != NULL) {
        return transform;
    }
    const char **ids = PH_NEW_ARRAY(line->arena, const char *, set->transforms.count);
    for (size_t i = 0; i < set->transforms.count; i++) {
        ids[i] = set->transforms.items[i].id;
    }
    int nearest = ph_bytes_nearest(id, ids, set->transforms.count);
    for (size_t i = 0; nearest < 0 && id.len > 0 && i < set->transforms.count; i++) {
        nearest = ph_bytes_starts_with(ph_bytes_of(ids[i]), id) ? (int)i : -1;
    }
    PhDiag *diag = ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                               "no rule is called '%.*s'", (int)id.len, id.ptr);
    diag->hint = nearest < 0
                     ? PH_BYTES("`pyheap rules` lists them")
                     : ph_arena_format(line->arena, "did you mean '%s'?", ids[nearest]);
    return NULL;
}

int ph_cmd_explain(const PhCommandLine *line)
{
    const PhGrammar *grammar;
    PhTransformSet *set;
    PhBuf out = {0};
    bool is_good = ph_session_load_rules(line->arena, &line->options.transforms,
                                         line->diags, &grammar, &set) == PH_OK;
    for (size_t i = 0; is_good && i < line->operands.count; i++) {
        const PhTransform *transform = find_or_tell(line, set, line->operands.items[i]);
        is_good = transform != NULL;
        if (is_good) {
            ph_buf_add_str(&out, i > 0 ? "\n" : "");
            ph_buf_add(&out, ph_page_explain(line->arena, transform->page));
        }
    }
    is_good = is_good && ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
    return is_good ? 0 : ph_cmd_tell(line);
}
