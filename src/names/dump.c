#include "names/dump.h"

/* Deeper scopes are not indented further: the listing stays linear in what it lists. */
#define PH_MAX_INDENT 40

static const char *const k_scope_kinds[] = {
    [PH_SCOPE_KIND_MODULE] = "module",
    [PH_SCOPE_KIND_CLASS] = "class",
    [PH_SCOPE_KIND_FUNCTION] = "function",
    [PH_SCOPE_KIND_LAMBDA] = "lambda",
    [PH_SCOPE_KIND_COMPREHENSION] = "comprehension",
    [PH_SCOPE_KIND_TYPE_PARAMS] = "type parameters",
    [PH_SCOPE_KIND_TYPE_ALIAS] = "type alias",
};

static const char *const k_ref_kinds[PH_REF_KIND_COUNT] = {
    [PH_REF_LOAD] = "load",
    [PH_REF_ASSIGN] = "assign",
    [PH_REF_AUGMENTED] = "augmented",
    [PH_REF_ANNOTATED] = "annotated",
    [PH_REF_DECLARED] = "declared",
    [PH_REF_FOR] = "for",
    [PH_REF_COMPREHENSION] = "comprehension",
    [PH_REF_WITH] = "with",
    [PH_REF_EXCEPT] = "except",
    [PH_REF_IMPORT] = "import",
    [PH_REF_FUNCTION] = "function",
    [PH_REF_CLASS] = "class",
    [PH_REF_PARAMETER] = "parameter",
    [PH_REF_WALRUS] = "walrus",
    [PH_REF_MATCH] = "match",
    [PH_REF_DELETE] = "delete",
    [PH_REF_GLOBAL] = "global",
    [PH_REF_NONLOCAL] = "nonlocal",
    [PH_REF_TYPE_PARAM] = "type-param",
    [PH_REF_TYPE_ALIAS] = "type-alias",
    [PH_REF_SUPER] = "super",
};

const char *ph_scope_kind_name(PhScopeKind kind)
{
    return k_scope_kinds[kind];
}

const char *ph_ref_kind_name(PhRefKind kind)
{
    return k_ref_kinds[kind];
}

static PhBytes definition_name(const PhNames *names, const PhScope *scope)
{
    PhNodeId name = PH_NODE_NONE;
    if (scope->kind == PH_SCOPE_KIND_FUNCTION || scope->kind == PH_SCOPE_KIND_CLASS) {
        name = ph_tree_child(names->tree, scope->node, PH_FIELD_NAME);
    }
    return name == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(names->tree, name);
}

static void dump_scope_line(PhBuf *out, const PhNames *names, const PhLines *lines,
                            const PhScope *scope)
{
    ph_buf_add_str(out, k_scope_kinds[scope->kind]);
    PhBytes name = definition_name(names, scope);
    if (name.len > 0) {
        ph_buf_add_char(out, ' ');
        ph_buf_add_visible(out, name);
    }
    if (scope->parent != PH_SCOPE_NONE) {
        PhPlace place = ph_lines_place(lines, names->tree->starts[scope->node]);
        ph_buf_printf(out, " %u:%u", place.line, place.column);
    }
    ph_buf_add_str(out, scope->is_async ? ", async" : "");
    ph_buf_add_str(out, scope->is_generator ? ", generator" : "");
    ph_buf_add_str(out, scope->has_star_import ? ", star import" : "");
    ph_buf_add_str(out, scope->is_opaque ? ", opaque" : "");
    ph_buf_add_char(out, '\n');
}

static void dump_binding(PhBuf *out, const PhNames *names, const PhLines *lines,
                         const PhBinding *binding)
{
    ph_buf_add_visible(out, binding->name);
    if (binding->is_class_cell) {
        ph_buf_add_str(out, " (class cell)");
    } else if (!binding->is_bound) {
        ph_buf_add_str(out, " (not bound)");
    }
    ph_buf_add_str(out, binding->is_captured ? ", captured" : "");
    ph_buf_add_str(out, binding->is_declared_global ? ", declared global" : "");
    ph_buf_add_char(out, ':');
    for (PhRefId id = binding->first_ref; id != PH_REF_NONE; id = names->refs[id].next) {
        const PhRef *ref = &names->refs[id];
        PhPlace place = ph_lines_place(lines, names->tree->starts[ref->node]);
        ph_buf_printf(out, "%s %s %u:%u", id == binding->first_ref ? "" : ",",
                      k_ref_kinds[ref->kind], place.line, place.column);
    }
    ph_buf_add_char(out, '\n');
}

void ph_names_dump(PhBuf *out, const PhNames *names, const PhLines *lines)
{
    PhArena *scratch = ph_arena_new();
    uint32_t *depths = PH_NEW_ARRAY(scratch, uint32_t, names->scope_count);
    for (PhScopeId i = 0; i < names->scope_count; i++) {
        const PhScope *scope = &names->scopes[i];
        depths[i] = i == 0 ? 0 : depths[scope->parent] + 1;
        size_t indent = (size_t)(depths[i] < PH_MAX_INDENT ? depths[i] : PH_MAX_INDENT) * 2;
        ph_buf_add_repeated(out, ' ', indent);
        dump_scope_line(out, names, lines, scope);
        for (uint32_t j = 0; j < scope->binding_count; j++) {
            ph_buf_add_repeated(out, ' ', indent + 2);
            dump_binding(out, names, lines, &names->bindings[scope->first_binding + j]);
        }
    }
    ph_arena_free(scratch);
}
