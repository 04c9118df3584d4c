/*
 * The only file that reads the internals of the tree-sitter core (subtree.h, language.h,
 * tree.h of 0.25.1). A node is visible if its symbol is, or if its parent's production
 * gives it an alias; hidden nodes hand their children, and their field, to the nearest
 * visible ancestor. This is what TSTreeCursor does with a stack of entries and a field
 * lookup at each step; here both are done once a child.
 */

#include "syntax/flatten.h"

#include <language.h>
#include <tree.h>

#include "base/vec.h"

enum { PH_ASKED_CHILDREN = 8 };

typedef struct PhFrame {
    const Subtree *next;
    const Subtree *end;
    const TSSymbol *aliases; /* by structural index, or NULL */
    const PhField *fields;   /* by structural index, or NULL */
    uint32_t position;       /* where the next child's padding starts */
    uint32_t structural;
    PhNodeId node;     /* the visible node these children belong to */
    PhNodeId close;    /* the node that ends with this frame, or PH_NODE_NONE */
    PhField inherited; /* field of the hidden node whose children these are */
    bool is_first;     /* its padding is its parent's, already counted */
} PhFrame;

typedef PH_VEC(PhFrame) PhFrameVec;

typedef struct PhFlattener {
    const PhGrammar *grammar;
    PhArena *arena;
    PhFrameVec stack;
    PhKind *kinds;
    PhField *fields;
    uint32_t *starts;
    uint32_t *ends;
    PhNodeId *parents;
    PhNodeId *limits;
    uint32_t count;
} PhFlattener;

const PhField *ph_flatten_field_table(PhArena *arena, const TSLanguage *language,
                                      const PhField *field_of_id, uint32_t *width_out)
{
    uint32_t width = language->max_alias_sequence_length;
    uint32_t production_count = language->production_id_count;
    for (uint32_t i = 0; i < production_count; i++) {
        const TSFieldMapEntry *entry;
        const TSFieldMapEntry *end;
        ts_language_field_map(language, i, &entry, &end);
        for (; entry < end; entry++) {
            width = entry->child_index >= width ? entry->child_index + 1U : width;
        }
    }
    PhField *table = PH_NEW_ARRAY(arena, PhField, (size_t)width * (production_count + 1));
    for (uint32_t i = 0; i < production_count; i++) {
        const TSFieldMapEntry *entry;
        const TSFieldMapEntry *end;
        ts_language_field_map(language, i, &entry, &end);
        for (; entry < end; entry++) {
            PhField *place = &table[(size_t)i * width + entry->child_index];
            if (!entry->inherited && *place == PH_FIELD_NONE) {
                *place = field_of_id[entry->field_id];
            }
        }
    }
    *width_out = width;
    return table;
}

static PhNodeId emit(PhFlattener *f, PhKind kind, PhField field, PhSpan span,
                     PhNodeId parent)
{
    PhNodeId node = f->count++;
    f->kinds[node] = kind;
    f->fields[node] = field;
    f->starts[node] = span.start;
    f->ends[node] = span.end;
    f->parents[node] = parent;
    f->limits[node] = node + 1;
    return node;
}

static PhKind kind_of_symbol(const PhGrammar *grammar, TSSymbol symbol)
{
    return symbol < grammar->symbol_count ? grammar->kinds[symbol] : PH_KIND_ERROR;
}

/* Nodes lie where the parser made them, children before their parents: each is a wait for
 * memory, unless it is asked for while its siblings before it are copied. */
static void ask_for(const Subtree *children, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < PH_ASKED_CHILDREN; i++) {
        if (!children[i].data.is_inline) {
            __builtin_prefetch(children[i].ptr);
        }
    }
}

static PhFrame frame_of(const PhFlattener *f, Subtree subtree, uint32_t position)
{
    const SubtreeHeapData *data = subtree.ptr;
    const Subtree *children = ts_subtree_children(subtree);
    ask_for(children, data->child_count);
    /* Production 0 has neither fields nor aliases, and ERROR nodes, which are of it, have
     * more children than a row of the table. */
    bool is_plain = data->production_id == 0;
    return (PhFrame){
        .next = children,
        .end = children + data->child_count,
        .aliases = ts_language_alias_sequence(f->grammar->language, data->production_id),
        .fields = is_plain ? NULL
                           : f->grammar->fields +
                                 (size_t)data->production_id * f->grammar->production_width,
        .position = position,
        .is_first = true,
    };
}

/* Takes the next child of the newest frame; pushes a frame for its children if it has any.
 */
static void step(PhFlattener *f)
{
    PhFrame *frame = &f->stack.items[f->stack.count - 1];
    Subtree child = *frame->next++;
    uint32_t start = frame->position;
    start += frame->is_first ? 0 : ts_subtree_padding(child).bytes;
    uint32_t end = start + ts_subtree_size(child).bytes;
    frame->position = end;
    frame->is_first = false;
    TSSymbol alias = 0;
    PhField field = PH_FIELD_NONE;
    if (!ts_subtree_extra(child)) {
        alias = frame->aliases == NULL ? 0 : frame->aliases[frame->structural];
        field = frame->fields == NULL ? PH_FIELD_NONE : frame->fields[frame->structural];
        field = field == PH_FIELD_NONE ? frame->inherited : field;
        frame->structural++;
    }
    PhNodeId node = frame->node;
    PhNodeId close = PH_NODE_NONE;
    bool is_visible = ts_subtree_visible(child) || alias != 0;
    if (is_visible) {
        TSSymbol symbol = alias != 0 ? alias : ts_subtree_symbol(child);
        node =
            emit(f, kind_of_symbol(f->grammar, symbol), field, (PhSpan){start, end}, node);
        close = node;
        field = PH_FIELD_NONE;
    }
    if (ts_subtree_child_count(child) == 0 || ts_subtree_visible_child_count(child) == 0) {
        return;
    }
    PhFrame inner = frame_of(f, child, start);
    inner.node = node;
    inner.close = close;
    inner.inherited = field;
    PH_VEC_PUSH(f->arena, &f->stack, inner);
}

static void allocate(PhFlattener *f, uint32_t count)
{
    f->kinds = ph_arena_alloc(f->arena, count * sizeof(PhKind));
    f->fields = ph_arena_alloc(f->arena, count * sizeof(PhField));
    f->starts = ph_arena_alloc(f->arena, count * sizeof(uint32_t));
    f->ends = ph_arena_alloc(f->arena, count * sizeof(uint32_t));
    f->parents = ph_arena_alloc(f->arena, count * sizeof(PhNodeId));
    f->limits = ph_arena_alloc(f->arena, count * sizeof(PhNodeId));
}

static void finish(const PhFlattener *f, PhTree *out)
{
    out->count = f->count;
    out->kinds = f->kinds;
    out->fields = f->fields;
    out->starts = f->starts;
    out->ends = f->ends;
    out->parents = f->parents;
    out->limits = f->limits;
}

static void push_root(PhFlattener *f, Subtree root)
{
    uint32_t start = ts_subtree_padding(root).bytes;
    PhSpan span = {start, start + ts_subtree_size(root).bytes};
    PhNodeId top = emit(f, kind_of_symbol(f->grammar, ts_subtree_symbol(root)),
                        PH_FIELD_NONE, span, PH_NODE_NONE);
    if (ts_subtree_child_count(root) == 0) {
        return;
    }
    PhFrame frame = frame_of(f, root, start);
    frame.node = top;
    frame.close = top;
    PH_VEC_PUSH(f->arena, &f->stack, frame);
}

void ph_flatten(const PhGrammar *grammar, PhArena *arena, const TSTree *tree, PhTree *out)
{
    Subtree root = tree->root;
    PhFlattener f = {.grammar = grammar, .arena = arena};
    uint32_t expected = ts_subtree_visible_descendant_count(root) + 1;
    allocate(&f, expected);
    push_root(&f, root);
    while (f.stack.count > 0) {
        const PhFrame *frame = &f.stack.items[f.stack.count - 1];
        if (frame->next < frame->end) {
            step(&f);
            continue;
        }
        if (frame->close != PH_NODE_NONE) {
            f.limits[frame->close] = f.count;
        }
        f.stack.count--;
    }
    assert(f.count == expected);
    finish(&f, out);
}

static PhNodeId emit_cursor(PhFlattener *f, const TSTreeCursor *cursor, PhNodeId parent)
{
    TSNode node = ts_tree_cursor_current_node(cursor);
    PhSpan span = {ts_node_start_byte(node), ts_node_end_byte(node)};
    PhField field = f->grammar->field_of_id[ts_tree_cursor_current_field_id(cursor)];
    return emit(f, kind_of_symbol(f->grammar, ts_node_symbol(node)), field, span, parent);
}

void ph_flatten_by_cursor(const PhGrammar *grammar, PhArena *arena, const TSTree *tree,
                          PhTree *out)
{
    TSNode root = ts_tree_root_node(tree);
    PhFlattener f = {.grammar = grammar, .arena = arena};
    allocate(&f, ts_node_descendant_count(root));
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    PhNodeId node = emit_cursor(&f, &cursor, PH_NODE_NONE);
    for (bool is_done = false; !is_done;) {
        if (ts_tree_cursor_goto_first_child(&cursor)) {
            node = emit_cursor(&f, &cursor, node);
            continue;
        }
        for (;;) {
            f.limits[node] = f.count;
            if (ts_tree_cursor_goto_next_sibling(&cursor)) {
                node = emit_cursor(&f, &cursor, f.parents[node]);
                break;
            }
            if (!ts_tree_cursor_goto_parent(&cursor)) {
                is_done = true;
                break;
            }
            node = f.parents[node];
        }
    }
    ts_tree_cursor_delete(&cursor);
    finish(&f, out);
}

static bool has_error_below(Subtree subtree)
{
    return ts_subtree_error_cost(subtree) > 0;
}

bool ph_flatten_find_error(const TSTree *tree, uint32_t *offset_out, bool *is_missing_out)
{
    Subtree subtree = tree->root;
    uint32_t position = ts_subtree_padding(subtree).bytes;
    if (!has_error_below(subtree)) {
        return false;
    }
    for (;;) {
        *offset_out = position;
        *is_missing_out = ts_subtree_missing(subtree);
        if (ts_subtree_symbol(subtree) == ts_builtin_sym_error || *is_missing_out) {
            return true;
        }
        uint32_t count = ts_subtree_child_count(subtree);
        const Subtree *children = ts_subtree_children(subtree);
        uint32_t i = 0;
        for (; i < count; i++) {
            position += i == 0 ? 0 : ts_subtree_padding(children[i]).bytes;
            if (has_error_below(children[i])) {
                break;
            }
            position += ts_subtree_size(children[i]).bytes;
        }
        if (i == count) {
            return true;
        }
        subtree = children[i];
    }
}
