#include "template/page.h"

#include <cmark.h>

typedef struct PhPageReader {
    PhArena *arena;
    PhDiags *diags;
    PhPage *page;
    size_t next_heading; /* which of k_headings must come next */
    bool is_failed;
} PhPageReader;

static const char *const k_headings[] = {
    "What it does", "Why it matters", "When it is safe", "When it is not", "References",
};

static void fail(PhPageReader *reader, uint32_t line, PhBytes message)
{
    reader->is_failed = true;
    (void)ph_diag_add_at(reader->diags, PH_SEVERITY_ERROR, reader->page->path, line, 0,
                         message);
}

/* The text of the inlines below `node`, markup left out. */
static PhBytes inline_text(PhArena *arena, cmark_node *node)
{
    PhBytes text = PH_BYTES("");
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *inner = cmark_iter_get_node(iter);
        const char *literal = cmark_node_get_literal(inner);
        cmark_node_type type = cmark_node_get_type(inner);
        bool is_break = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
        if (event == CMARK_EVENT_ENTER && (literal != NULL || is_break)) {
            text = ph_arena_format(arena, "%.*s%s", (int)text.len, text.ptr,
                                   is_break ? " " : literal);
        }
    }
    cmark_iter_free(iter);
    return text;
}

static void read_heading(PhPageReader *reader, cmark_node *node)
{
    uint32_t line = (uint32_t)cmark_node_get_start_line(node);
    PhBytes text = inline_text(reader->arena, node);
    int level = cmark_node_get_heading_level(node);
    if (level == 1) {
        if (reader->page->id.len > 0) {
            fail(reader, line, PH_BYTES("a second page heading"));
        }
        reader->page->id = text;
        return;
    }
    if (level != 2) {
        return;
    }
    if (reader->next_heading < PH_COUNT_OF(k_headings) &&
        ph_bytes_is(text, k_headings[reader->next_heading])) {
        reader->next_heading++;
        return;
    }
    const char *wanted = reader->next_heading < PH_COUNT_OF(k_headings)
                             ? k_headings[reader->next_heading]
                             : "nothing more";
    fail(reader, line,
         ph_arena_format(reader->arena, "heading '%.*s' where '%s' was expected",
                         (int)text.len, text.ptr, wanted));
}

static const char *const k_roles[] = {"before", "after", "keep", "advise"};

/* Takes the next blank-separated word; an attribute's "quoted value" may hold blanks. */
static bool next_word(PhBytes *rest, PhBytes *word_out)
{
    *rest = ph_bytes_trim(*rest);
    if (rest->len == 0) {
        return false;
    }
    bool is_quoted = false;
    size_t end = 0;
    while (end < rest->len && (is_quoted || rest->ptr[end] != ' ')) {
        is_quoted = is_quoted != (rest->ptr[end] == '"');
        end++;
    }
    *word_out = ph_bytes_slice(*rest, 0, end);
    *rest = ph_bytes_slice(*rest, end, rest->len);
    return true;
}

static PhBytes unquoted(PhBytes value)
{
    bool is_quoted =
        value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"';
    return is_quoted ? ph_bytes_slice(value, 1, value.len - 1) : value;
}

static bool read_attribute(PhSample *sample, PhBytes word)
{
    if (ph_bytes_is(word, "run")) {
        sample->is_run = true;
        return true;
    }
    if (ph_bytes_starts_with(word, PH_BYTES("level="))) {
        sample->level = unquoted(ph_bytes_slice(word, 6, word.len));
        return true;
    }
    if (ph_bytes_starts_with(word, PH_BYTES("because="))) {
        sample->because = unquoted(ph_bytes_slice(word, 8, word.len));
        return true;
    }
    return false;
}

static void read_sample(PhPageReader *reader, PhBytes info, PhBytes code, uint32_t line)
{
    PhBytes word;
    PhSample sample = {.code = code, .line = line + 1};
    int role = -1;
    if (next_word(&info, &word)) {
        for (size_t i = 0; i < PH_COUNT_OF(k_roles); i++) {
            role = ph_bytes_is(word, k_roles[i]) ? (int)i : role;
        }
    }
    if (role < 0) {
        fail(reader, line,
             PH_BYTES("a python fence needs a role: before, after, keep or advise"));
        return;
    }
    sample.role = (PhSampleRole)role;
    while (next_word(&info, &word)) {
        if (!read_attribute(&sample, word)) {
            fail(reader, line,
                 ph_arena_format(reader->arena, "unknown attribute '%.*s' of a sample",
                                 (int)word.len, word.ptr));
        }
    }
    const PhSampleVec *samples = &reader->page->samples;
    bool follows_before =
        samples->count > 0 && samples->items[samples->count - 1].role == PH_SAMPLE_BEFORE;
    if ((sample.role == PH_SAMPLE_AFTER) != follows_before) {
        fail(reader, line,
             follows_before ? PH_BYTES("a before sample must be followed by its after")
                            : PH_BYTES("an after sample without a before"));
    }
    PH_VEC_PUSH(reader->arena, &reader->page->samples, sample);
}

/* libcmark closes a fence at the end of the page by itself. */
static bool is_closed(const PhPageReader *reader, cmark_node *node)
{
    PhBytes rest = reader->page->text;
    PhBytes line = {0};
    int last = cmark_node_get_end_line(node);
    for (int i = 0; i < last && ph_bytes_next_line(&rest, &line); i++) {
    }
    return last > cmark_node_get_start_line(node) &&
           ph_bytes_starts_with(ph_bytes_trim(line), PH_BYTES("```"));
}

static void read_fence(PhPageReader *reader, cmark_node *node)
{
    uint32_t line = (uint32_t)cmark_node_get_start_line(node);
    PhBytes info = ph_bytes_of(cmark_node_get_fence_info(node));
    PhBytes rest = info;
    PhBytes language = PH_BYTES("");
    if (!next_word(&rest, &language)) {
        return;
    }
    bool is_program = ph_bytes_is(language, "pyheap");
    if (!is_program && !ph_bytes_is(language, "python")) {
        return;
    }
    if (cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT) {
        fail(reader, line, PH_BYTES("this fence stands in a list or a quotation"));
        return;
    }
    if (!is_closed(reader, node)) {
        fail(reader, line, PH_BYTES("this fence is not closed"));
        return;
    }
    PhBytes code = ph_arena_copy(reader->arena, ph_bytes_of(cmark_node_get_literal(node)));
    if (is_program) {
        PhProgramFence fence = {code, line + 1};
        PH_VEC_PUSH(reader->arena, &reader->page->programs, fence);
    } else {
        read_sample(reader, ph_arena_copy(reader->arena, rest), code, line);
    }
}

static void read_nodes(PhPageReader *reader, cmark_node *document)
{
    bool wants_title = false;
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER) {
            continue;
        }
        if (type == CMARK_NODE_HEADING) {
            read_heading(reader, node);
            wants_title = cmark_node_get_heading_level(node) == 1;
        } else if (type == CMARK_NODE_PARAGRAPH && wants_title) {
            reader->page->title = inline_text(reader->arena, node);
            wants_title = false;
        } else if (type == CMARK_NODE_CODE_BLOCK) {
            read_fence(reader, node);
        }
    }
    cmark_iter_free(iter);
}

/* "transforms/set-membership.md" is the page of set-membership. */
static PhBytes stem_of(PhBytes path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/') {
        start--;
    }
    PhBytes name = ph_bytes_slice(path, start, path.len);
    return ph_bytes_ends_with(name, PH_BYTES(".md")) ? ph_bytes_slice(name, 0, name.len - 3)
                                                     : name;
}

static void check_whole(PhPageReader *reader)
{
    PhPage *page = reader->page;
    PhBytes stem = stem_of(page->path);
    size_t keeps = 0;
    const PhSample *last = NULL;
    for (size_t i = 0; i < page->samples.count; i++) {
        last = &page->samples.items[i];
        keeps += last->role == PH_SAMPLE_KEEP;
    }
    if (last != NULL && last->role == PH_SAMPLE_BEFORE) {
        fail(reader, last->line - 1,
             PH_BYTES("a before sample must be followed by its after"));
    }
    if (page->id.len == 0) {
        fail(reader, 1, PH_BYTES("no page heading: '# <rule-id>'"));
    } else if (!ph_bytes_equal(page->id, stem)) {
        fail(reader, 1,
             ph_arena_format(reader->arena, "heading '%.*s' is not the file's name '%.*s'",
                             (int)page->id.len, page->id.ptr, (int)stem.len, stem.ptr));
    }
    if (page->title.len == 0) {
        fail(reader, 1, PH_BYTES("no title below the page heading"));
    }
    if (reader->next_heading < PH_COUNT_OF(k_headings)) {
        fail(reader, 0,
             ph_arena_format(reader->arena, "no heading '## %s'",
                             k_headings[reader->next_heading]));
    }
    if (page->programs.count == 0) {
        fail(reader, 0, PH_BYTES("no pyheap fence: the page has no program"));
    }
    if (keeps == 0) {
        fail(reader, 0, PH_BYTES("no keep sample: nothing shows when it must not fire"));
    }
}

PhStatus ph_page_load(PhArena *arena, PhBytes path, PhBytes text, PhDiags *diags,
                      PhPage **page_out)
{
    PhPage *page = PH_NEW(arena, PhPage);
    page->path = path;
    page->text = text;
    PhPageReader reader = {.arena = arena, .diags = diags, .page = page};
    cmark_node *document = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
    read_nodes(&reader, document);
    cmark_node_free(document);
    check_whole(&reader);
    if (reader.is_failed) {
        return PH_ERR_USAGE;
    }
    *page_out = page;
    return PH_OK;
}

PhProgramFenceVec ph_page_programs(PhArena *arena, PhBytes text)
{
    PhProgramFenceVec programs = {0};
    PhBytes rest = text;
    PhBytes line;
    PhBytes fence = PH_BYTES("```");
    bool is_program = false;
    bool is_other = false;
    for (uint32_t number = 1; ph_bytes_next_line(&rest, &line); number++) {
        PhProgramFence *last = is_program ? &programs.items[programs.count - 1] : NULL;
        size_t end = (size_t)(line.ptr - text.ptr);
        if (!ph_bytes_starts_with(line, fence)) {
            continue;
        }
        if (last != NULL) {
            last->code.len = end - (size_t)(last->code.ptr - text.ptr);
            is_program = false;
        } else if (is_other) {
            is_other = false;
        } else if (ph_bytes_is(ph_bytes_trim(line), "```pyheap")) {
            PhProgramFence program = {ph_bytes_slice(rest, 0, 0), number + 1};
            PH_VEC_PUSH(arena, &programs, program);
            is_program = true;
        } else {
            is_other = true;
        }
    }
    return programs;
}

PhBytes ph_page_explain(PhArena *arena, const PhPage *page)
{
    PhBytes rest = page->text;
    PhBytes line;
    char *text = ph_arena_alloc(arena, page->text.len + 1);
    size_t len = 0;
    bool is_program = false;
    bool was_blank = false;
    while (ph_bytes_next_line(&rest, &line)) {
        bool is_fence = ph_bytes_starts_with(line, PH_BYTES("```"));
        if (is_fence && (is_program || ph_bytes_starts_with(line, PH_BYTES("```pyheap")))) {
            is_program = !is_program;
            continue;
        }
        bool is_blank = line.len == 0;
        if (is_program || (is_blank && was_blank)) {
            continue;
        }
        was_blank = is_blank;
        memcpy(text + len, line.ptr, line.len);
        len += line.len;
        text[len++] = '\n';
    }
    return (PhBytes){text, len};
}
