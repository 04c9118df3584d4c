#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/session.h"
#include "cmd/terminal.h"
#include "report/catalogue.h"

int ph_cmd_rules(const PhCommandLine *line)
{
    const PhGrammar *grammar;
    PhTransformSet *set;
    if (ph_session_load_rules(line->arena, &line->options.transforms, line->diags, &grammar,
                              &set) != PH_OK) {
        return ph_cmd_tell(line);
    }
    size_t count = set->transforms.count;
    PhCatalogueRow *rows = PH_NEW_ARRAY(line->arena, PhCatalogueRow, count);
    for (size_t i = 0; i < count; i++) {
        if (ph_transform_read_page(set, i, line->diags) != PH_OK) {
            return ph_cmd_tell(line);
        }
        rows[i] = (PhCatalogueRow){set->transforms.items[i].id,
                                   set->transforms.items[i].page->title};
    }
    PhBuf out = {0};
    if (line->options.output_format == PH_OUTPUT_JSON) {
        ph_catalogue_json(&out, rows, count);
    } else {
        ph_catalogue_text(&out, rows, count,
                          ph_terminal_wants_colour(STDOUT_FILENO, line->options.color));
    }
    bool is_written = ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
    return is_written ? 0 : 2;
}
