/* What a commit says. */

#include "cmd/landing.h"
#include "git/trailers.h"

/* The options that have a say in what comes of a tree. */
static const char *const k_recorded[] = {
    "select",        "ignore",  "extend-select",  "all",
    "unsafe-fixes",  "exclude", "extend-exclude", "respect-gitignore",
    "max-file-size", "config",  "transforms"};

typedef struct PhCommitText {
    PhArena *arena;
    const PhSession *session;
    const PhLandingCommit *commit;
    PhBuf buf;
} PhCommitText;

/* The usual text. */
static const char k_form[] = "pyheap: {subject}\n\n{list}\n{proof}\n";

static PhBytes title_of(const PhSession *session, const char *rule)
{
    PhDiags ignored = {.arena = session->arena};
    for (size_t i = 0; i < session->rule_count; i++) {
        if (strcmp(session->rules[i], rule) == 0 &&
            ph_transform_read_page(session->transforms, i, &ignored) == PH_OK) {
            return session->transforms->transforms.items[i].page->title;
        }
    }
    return PH_BYTES("");
}

static void add_subject(PhCommitText *message)
{
    const PhLandingCommit *commit = message->commit;
    ph_buf_add_count(&message->buf, commit->fix_count, "fix");
    ph_buf_add_str(&message->buf, " of ");
    if (commit->rules.count > 3) {
        ph_buf_printf(&message->buf, "%zu rules", commit->rules.count);
    }
    for (size_t i = 0; commit->rules.count <= 3 && i < commit->rules.count; i++) {
        ph_buf_printf(&message->buf, "%s%s", i > 0 ? ", " : "",
                      commit->rules.items[i].rule);
    }
    ph_buf_add_str(&message->buf, " in ");
    ph_buf_add_count(&message->buf, commit->files.count, "file");
    if (commit->group.len > 0) {
        ph_buf_printf(&message->buf, " of %.*s", (int)commit->group.len, commit->group.ptr);
    }
}

/* Lines of at most 72 columns, all but the first indented. */
static void add_wrapped(PhBuf *buf, PhBytes text, size_t column, size_t indent)
{
    bool is_first = true;
    size_t at = 0;
    while (at < text.len) {
        size_t end = ph_bytes_find(text, PH_BYTES(" "), at);
        end = end == PH_NOT_FOUND ? text.len : end;
        PhBytes word = ph_bytes_slice(text, at, end);
        if (word.len > 0 && !is_first && column + 1 + word.len > 72) {
            ph_buf_add_char(buf, '\n');
            ph_buf_add_repeated(buf, ' ', indent);
            column = indent;
        } else if (word.len > 0 && !is_first) {
            ph_buf_add_char(buf, ' ');
            column++;
        }
        ph_buf_add_visible(buf, word);
        column += word.len;
        is_first = is_first && word.len == 0;
        at = end + 1;
    }
    ph_buf_add_char(buf, '\n');
}

static void add_list(PhCommitText *message)
{
    PhArena *arena = message->arena;
    for (size_t i = 0; i < message->commit->rules.count; i++) {
        const PhLandingRule *rule = &message->commit->rules.items[i];
        PhBytes title = title_of(message->session, rule->rule);
        ph_buf_add_str(&message->buf, "- ");
        add_wrapped(&message->buf,
                    ph_arena_format(arena, "%s (%zu): %.*s", rule->rule, rule->fix_count,
                                    (int)title.len, title.ptr),
                    2, 2);
        if (rule->benefit.len > 0) {
            ph_buf_add_str(&message->buf, "  ");
            add_wrapped(&message->buf,
                        ph_arena_format(arena, "Benefit: %.*s", (int)rule->benefit.len,
                                        rule->benefit.ptr),
                        2, 2);
        }
    }
}

static void add_proof(PhCommitText *message)
{
    const PhLandingCommit *commit = message->commit;
    PhArena *arena = message->arena;
    PhBytes text = PH_BYTES("pyheap has proved of each fix that it keeps behaviour, under "
                            "the assumptions that its docs/assumptions.md lists.");
    if (commit->unsafe_count > 0) {
        text = ph_arena_format(arena,
                               "Of %zu of the fixes pyheap has not proved that they keep "
                               "behaviour (--unsafe-fixes).",
                               commit->unsafe_count);
    }
    add_wrapped(&message->buf, text, 0, 0);
    ph_buf_add_str(&message->buf, "`pyheap explain RULE` tells when and why.\n");
}

static void add_rules(PhCommitText *message)
{
    for (size_t i = 0; i < message->commit->rules.count; i++) {
        ph_buf_printf(&message->buf, "%s%s", i > 0 ? ", " : "",
                      message->commit->rules.items[i].rule);
    }
}

static void add_titles(PhCommitText *message)
{
    for (size_t i = 0; i < message->commit->rules.count; i++) {
        PhBytes title = title_of(message->session, message->commit->rules.items[i].rule);
        ph_buf_printf(&message->buf, "%s%.*s", i > 0 ? "; " : "", (int)title.len,
                      title.ptr);
    }
}

static void add_benefit(PhCommitText *message)
{
    bool is_first = true;
    for (size_t i = 0; i < message->commit->rules.count; i++) {
        PhBytes text = message->commit->rules.items[i].benefit;
        if (text.len > 0) {
            ph_buf_add_str(&message->buf, is_first ? "" : "; ");
            ph_buf_add_visible(&message->buf, text);
            is_first = false;
        }
    }
}

static void add_fixes(PhCommitText *message)
{
    ph_buf_printf(&message->buf, "%zu", message->commit->fix_count);
}

static void add_files(PhCommitText *message)
{
    ph_buf_printf(&message->buf, "%zu", message->commit->files.count);
}

static void add_paths(PhCommitText *message)
{
    for (size_t i = 0; i < message->commit->files.count; i++) {
        ph_buf_add_visible(&message->buf, message->commit->files.items[i].path);
        ph_buf_add_char(&message->buf, '\n');
    }
}

static void add_group(PhCommitText *message)
{
    ph_buf_add_visible(&message->buf, message->commit->group);
}

static void add_version(PhCommitText *message)
{
    ph_buf_add_str(&message->buf, PYHEAP_VERSION);
}

static const struct {
    const char *name;
    void (*add)(PhCommitText *message);
} k_names[] = {
    {"rule", add_rules},  {"title", add_titles},    {"fixes", add_fixes},
    {"files", add_files}, {"paths", add_paths},     {"benefit", add_benefit},
    {"group", add_group}, {"version", add_version}, {"subject", add_subject},
    {"list", add_list},   {"proof", add_proof},
};

static PhStatus refuse_name(PhCommitText *message, PhBytes form, size_t at, PhBytes name,
                            PhBytes form_path, PhDiags *diags)
{
    const char *names[PH_COUNT_OF(k_names)];
    uint32_t line = 1;
    uint32_t column = 1;
    for (size_t i = 0; i < PH_COUNT_OF(k_names); i++) {
        names[i] = k_names[i].name;
    }
    for (size_t i = 0; i < at; i++) {
        column = form.ptr[i] == '\n' ? 1 : column + 1;
        line += form.ptr[i] == '\n';
    }
    PhDiag *diag =
        ph_diag_add_at(diags, PH_SEVERITY_ERROR, form_path, line, column,
                       ph_arena_format(diags->arena, "commits know nothing called {%.*s}",
                                       (int)name.len, name.ptr));
    int nearest = ph_bytes_nearest(name, names, PH_COUNT_OF(names));
    diag->hint =
        nearest >= 0
            ? ph_arena_format(diags->arena, "did you mean {%s}?", names[nearest])
            : PH_BYTES("known are {rule}, {title}, {fixes}, {files}, {paths}, "
                       "{benefit}, {group}, {version}, {subject}, {list}, {proof}; "
                       "{{ is a brace");
    ph_buf_release(&message->buf);
    return PH_ERR_USAGE;
}

static PhStatus fill(PhCommitText *message, PhBytes form, PhBytes form_path, PhDiags *diags)
{
    for (size_t at = 0; at < form.len; at++) {
        char c = form.ptr[at];
        bool is_double = at + 1 < form.len && form.ptr[at + 1] == c;
        if ((c == '{' || c == '}') && is_double) {
            ph_buf_add_char(&message->buf, c);
            at++;
            continue;
        }
        size_t end = c == '{' ? ph_bytes_find(form, PH_BYTES("}"), at) : PH_NOT_FOUND;
        if (end == PH_NOT_FOUND) {
            ph_buf_add_char(&message->buf, c);
            continue;
        }
        PhBytes name = ph_bytes_slice(form, at + 1, end);
        size_t known = 0;
        while (known < PH_COUNT_OF(k_names) && !ph_bytes_is(name, k_names[known].name)) {
            known++;
        }
        if (known == PH_COUNT_OF(k_names)) {
            return refuse_name(message, form, at, name, form_path, diags);
        }
        k_names[known].add(message);
        at = end;
    }
    return PH_OK;
}

/* A trailer is one line, and so has to be what it holds. */
static bool is_one_line(const PhBytesVec *paths)
{
    for (size_t i = 0; i < paths->count; i++) {
        if (ph_bytes_find(paths->items[i], PH_BYTES("\n"), 0) != PH_NOT_FOUND) {
            return false;
        }
    }
    return true;
}

PhBytes ph_landing_record(PhArena *arena, const PhOptions *options, const PhBytesVec *paths)
{
    PhOptions defaults = ph_options_default();
    PhBytes whole_tree = PH_BYTES(".");
    const PhBytesVec everything = {.items = &whole_tree, .count = 1};
    PhBytes text = ph_options_render(arena, &ph_command_fix, options, &defaults, k_recorded,
                                     PH_COUNT_OF(k_recorded));
    return ph_options_join(arena, text, is_one_line(paths) ? paths : &everything);
}

/* As git cleans up what an editor leaves; a line that begins with # is not lost. */
static void add_lines(PhBuf *buf, PhBytes text)
{
    PhBytes line;
    while (ph_bytes_next_line(&text, &line)) {
        while (line.len > 0 && (ph_byte_is_blank(line.ptr[line.len - 1]) ||
                                ph_byte_is_line_end(line.ptr[line.len - 1]))) {
            line.len--;
        }
        ph_buf_add(buf, line);
        ph_buf_add_char(buf, '\n');
    }
}

PhStatus ph_landing_message(PhArena *arena, const PhSession *session,
                            const PhLandingCommit *commit, const PhLandingForm *form,
                            PhDiags *diags, PhBytes *message_out)
{
    PhCommitText message = {.arena = arena, .session = session, .commit = commit};
    PhBytes text = form->text.len > 0 ? form->text : ph_bytes_of(k_form);
    PhStatus status = fill(&message, text, form->path, diags);
    if (status != PH_OK) {
        return status;
    }
    PhBuf whole = {0};
    add_lines(&whole, ph_bytes_trim(ph_buf_bytes(&message.buf)));
    /* Only the last paragraph counts as trailers, so those of the form are gone on with. */
    if (ph_trailers_read(arena, ph_buf_bytes(&whole)).count == 0) {
        ph_buf_add_char(&whole, '\n');
    }
    for (size_t i = 0; i < commit->rules.count; i++) {
        ph_buf_printf(&whole, "Pyheap-Rule: %s\n", commit->rules.items[i].rule);
    }
    ph_buf_add_str(&whole, "Pyheap-Version: " PYHEAP_VERSION "\n");
    ph_buf_printf(&whole, "Pyheap-Options: %.*s\n", (int)form->record.len,
                  form->record.ptr);
    *message_out = ph_arena_copy(arena, ph_buf_bytes(&whole));
    ph_buf_release(&whole);
    ph_buf_release(&message.buf);
    return PH_OK;
}

PhBytes ph_landing_subject(PhBytes message)
{
    PhBytes line = PH_BYTES("");
    (void)ph_bytes_next_line(&message, &line);
    return line;
}
