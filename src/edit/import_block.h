#ifndef PH_EDIT_IMPORT_BLOCK_H
#define PH_EDIT_IMPORT_BLOCK_H

/*
 * The unconditional imports of a file as they are written: every import statement of the
 * module's own body, in order, and which of them form the import block.
 *
 * A run is a sequence of import statements with nothing but comments and blank lines
 * between them; a remark for isort ends one. The import block is the first run that
 * imports something besides `__future__`. Statements inside if, try, with, loops, functions
 * and classes are not seen here at all.
 */

#include "edit/import_order.h"
#include "edit/verify.h"
#include "names/imported.h"

typedef struct PhImportEntry {
    PhNodeId node;
    PhBytes module; /* the first one of `import a, b` */
    PhImportSection section;
    PhSpan line; /* from the start of its first line to the end of its last, without the
                    line end; what follows a `;` is included */
    uint32_t run;
    bool is_from;
    bool is_star;
    bool is_several;       /* `import a, b` */
    bool is_only_aliases;  /* from-import of names with `as` only */
    bool has_remark;       /* a comment that a tool reads */
    bool has_gap_before;   /* a blank line between it and the entry before */
    bool shares_line;      /* another statement follows on its line */
    bool is_first_on_line; /* no other statement stands before it on its line */
} PhImportEntry;

typedef enum PhImportSort {
    PH_IMPORT_UNSORTED,
    PH_IMPORT_BY_KIND,   /* isort's default: `import` before `from` in a section */
    PH_IMPORT_BY_MODULE, /* its force_sort_within_sections */
} PhImportSort;

/* How the file breaks long from-imports. */
typedef enum PhImportWrap {
    PH_IMPORT_VERTICAL, /* one name a line, as black does */
    PH_IMPORT_GRID,     /* aligned with the opening parenthesis, isort's default */
} PhImportWrap;

typedef struct PhImportBlock {
    const PhTree *tree;
    const PhLines *lines;
    const PhImportEntry *entries;
    size_t count;
    size_t first; /* the import block is entries [first, limit); empty if there is none */
    size_t limit;
    PhImportSort sort;
    PhImportWrap wrap;
    bool has_section_gaps; /* blank lines between sections */
    uint32_t bom_len;
    PhNodeId head;         /* the last of docstring and `__future__` imports, or NONE */
    bool head_shares_line; /* another statement follows on its line */
    uint32_t head_end;     /* end of its line as in PhImportEntry.line; 0 without a head */
} PhImportBlock;

/* The result and its entries live in `arena`; `file` is borrowed for as long. */
PhImportBlock *ph_import_block_read(PhArena *arena, const PhParsedFile *file);

#endif
