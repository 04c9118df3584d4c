#include "cmd/cmd.h"
#include "cmd/session.h"
#include "cmd/terminal.h"

int ph_cmd_explain(const PhCommandLine *line)
{
    const PhGrammar *grammar;
    PhTransformSet *set;
    PhBuf out = {0};
    bool is_good = ph_session_load_rules(line->arena, &line->options.transforms,
                                         line->diags, &grammar, &set) == PH_OK;
    for (size_t i = 0; is_good && i < line->operands.count; i++) {
        const PhTransform *transform =
            ph_session_find_rule(line->arena, set, line->operands.items[i], line->diags);
        is_good = transform != NULL &&
                  ph_transform_read_page(set, (size_t)(transform - set->transforms.items),
                                         line->diags) == PH_OK;
        if (is_good) {
            ph_buf_add_str(&out, i > 0 ? "\n" : "");
            ph_buf_add(&out, ph_page_explain(line->arena, transform->page));
        }
    }
    is_good = is_good && ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
    return is_good ? 0 : ph_cmd_tell(line);
}
