#include "report/catalogue.h"

#include <jansson.h>
#include <stdlib.h>

#include "report/paint.h"

void ph_catalogue_text(PhBuf *buf, const PhCatalogueRow *rows, size_t count, bool colour)
{
    size_t widest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(rows[i].id);
        widest = len > widest ? len : widest;
    }
    for (size_t i = 0; i < count; i++) {
        ph_paint_add(buf, colour, PH_PAINT_BOLD, rows[i].id);
        ph_buf_add_repeated(buf, ' ', widest - strlen(rows[i].id) + 2);
        ph_buf_add(buf, rows[i].title);
        ph_buf_add_char(buf, '\n');
    }
}

void ph_catalogue_json(PhBuf *buf, const PhCatalogueRow *rows, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *row = json_object();
        (void)json_object_set_new(row, "id", json_string(rows[i].id));
        (void)json_object_set_new(row, "title",
                                  json_stringn(rows[i].title.ptr, rows[i].title.len));
        (void)json_array_append_new(list, row);
    }
    char *text = json_dumps(list, JSON_INDENT(2));
    ph_buf_add_str(buf, text);
    ph_buf_add_char(buf, '\n');
    free(text);
    json_decref(list);
}
