#include "cmd/verify_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "base/process.h"
#include "source/source.h"

/* A line that ran. */
typedef struct PhRunLine {
    uint32_t file;
    uint32_t line;
} PhRunLine;

struct PhRunLines {
    PhArena *arena;
    PhBytes folder;
    size_t file_count;
    PhBytes text; /* "file:line" a line, each once */
    PH_VEC(PhRunLine) lines;
};

/* Small and careful: it runs in every python of the user's tests. */
static const char k_module[] =
    "import os, sys\n"
    "def _pyheap_watch():\n"
    "    folder = os.path.dirname(os.path.abspath(__file__))\n"
    "    try:\n"
    "        with open(os.path.join(folder, 'targets'), encoding='utf-8',\n"
    "                  errors='surrogateescape') as file:\n"
    "            names = file.read().split('\\0')[:-1]\n"
    "    except OSError:\n"
    "        return\n"
    "    index = {name: i for i, name in enumerate(names)}\n"
    "    hits = os.open(os.path.join(folder, 'hits'),\n"
    "                   os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)\n"
    "    known, seen = {}, set()\n"
    "    def number_of(code):\n"
    "        name = code.co_filename\n"
    "        if name not in known:\n"
    "            known[name] = index.get(name)\n"
    "            if known[name] is None and name.endswith('.py'):\n"
    "                known[name] = index.get(os.path.realpath(name))\n"
    "        return known[name]\n"
    "    def note(number, line):\n"
    "        if (number, line) not in seen:\n"
    "            seen.add((number, line))\n"
    "            try:\n"
    "                os.write(hits, b'%d:%d\\n' % (number, line))\n"
    "            except OSError:\n"
    "                pass\n"
    "    monitoring = getattr(sys, 'monitoring', None)\n"
    "    if monitoring is not None:\n"
    "        for tool in (4, 3, 5):\n"
    "            try:\n"
    "                monitoring.use_tool_id(tool, 'pyheap')\n"
    "                break\n"
    "            except ValueError:\n"
    "                continue\n"
    "        else:\n"
    "            return\n"
    "        def on_line(code, line):\n"
    "            number = number_of(code)\n"
    "            if number is not None:\n"
    "                note(number, line)\n"
    "            return monitoring.DISABLE\n"
    "        monitoring.register_callback(tool, monitoring.events.LINE, on_line)\n"
    "        monitoring.set_events(tool, monitoring.events.LINE)\n"
    "        return\n"
    "    import threading\n"
    "    def on_event(frame, event, arg):\n"
    "        number = number_of(frame.f_code)\n"
    "        if number is None:\n"
    "            return None\n"
    "        def on_line(frame, event, arg):\n"
    "            if event == 'line':\n"
    "                note(number, frame.f_lineno)\n"
    "            return on_line\n"
    "        return on_line\n"
    "    threading.settrace(on_event)\n"
    "    sys.settrace(on_event)\n"
    "_pyheap_watch()\n"
    "def _pyheap_hand_on():\n"
    "    import importlib.machinery, importlib.util\n"
    "    here = os.path.dirname(os.path.abspath(__file__))\n"
    "    path = [p for p in sys.path if os.path.abspath(p or '.') != here]\n"
    "    spec = importlib.machinery.PathFinder.find_spec('sitecustomize', path)\n"
    "    if spec is not None and spec.loader is not None:\n"
    "        module = importlib.util.module_from_spec(spec)\n"
    "        spec.loader.exec_module(module)\n"
    "_pyheap_hand_on()\n";

static bool write_file(PhArena *arena, PhBytes folder, const char *name, PhBytes bytes)
{
    PhBytes path = ph_arena_format(arena, "%s/%s", folder.ptr, name);
    return ph_write_file(path.ptr, O_CREAT | O_TRUNC, 0600, bytes);
}

PhStatus ph_run_lines_new(PhArena *arena, PhBytes folder, const PhBytes *files,
                          size_t count, PhDiags *diags, PhRunLines **out)
{
    PhRunLines *lines = PH_NEW(arena, PhRunLines);
    PhBuf targets = {0};
    *lines = (PhRunLines){
        .arena = arena, .folder = folder, .file_count = count, .text = PH_BYTES("")};
    for (size_t i = 0; i < count; i++) {
        ph_buf_add(&targets, files[i]);
        ph_buf_add_char(&targets, '\0');
    }
    bool is_good = write_file(arena, folder, "sitecustomize.py", ph_bytes_of(k_module)) &&
                   write_file(arena, folder, "targets", ph_buf_bytes(&targets));
    ph_buf_release(&targets);
    *out = lines;
    if (!is_good) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, folder, "cannot be written to: %s",
                          strerror(errno));
        return PH_ERR_IO;
    }
    return PH_OK;
}

static const char *value_of(const char *name)
{
    const char *value = getenv(name);
    return value == NULL ? "" : value;
}

const char *const *ph_run_lines_environment(const PhRunLines *lines, PhArena *arena,
                                            PhBytes roots, bool is_watching)
{
    static const char *const k_without[] = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE",
                                            "PYHEAP_VERIFY", NULL};
    const char *old = value_of("PYTHONPATH");
    PhBytes watched = is_watching ? lines->folder : PH_BYTES("");
    PhBytes path =
        ph_arena_format(arena, "%.*s%.*s%s%s", (int)watched.len, watched.ptr,
                        (int)roots.len, roots.ptr, old[0] == '\0' ? "" : ":", old);
    path = ph_bytes_starts_with(path, PH_BYTES(":")) ? ph_bytes_slice(path, 1, path.len)
                                                     : path;
    const char *const with[] = {
        ph_arena_format(arena, "PYTHONPATH=%.*s", (int)path.len, path.ptr).ptr,
        "PYTHONDONTWRITEBYTECODE=1", "PYHEAP_VERIFY=1", NULL};
    return ph_process_environment(arena, k_without, with);
}

static int by_place(const void *a, const void *b)
{
    const PhRunLine *left = a;
    const PhRunLine *right = b;
    if (left->file != right->file) {
        return left->file < right->file ? -1 : 1;
    }
    return left->line < right->line ? -1 : left->line > right->line;
}

void ph_run_lines_take(PhRunLines *lines, PhBytes text)
{
    PhBytes line;
    lines->text = ph_arena_copy(lines->arena, text);
    lines->lines.count = 0;
    while (ph_bytes_next_line(&text, &line)) {
        char *end = NULL;
        const char *start = ph_arena_string(lines->arena, line);
        unsigned long file = strtoul(start, &end, 10);
        if (end != start && *end == ':' && file < lines->file_count) {
            PhRunLine one = {(uint32_t)file, (uint32_t)strtoul(end + 1, NULL, 10)};
            PH_VEC_PUSH(lines->arena, &lines->lines, one);
        }
    }
    if (lines->lines.count > 0) {
        qsort(lines->lines.items, lines->lines.count, sizeof(PhRunLine), by_place);
    }
}

void ph_run_lines_read(PhRunLines *lines)
{
    PhDiags ignored = {.arena = lines->arena};
    PhBytes path = ph_arena_format(lines->arena, "%s/hits", lines->folder.ptr);
    PhBytes text;
    if (ph_file_read(lines->arena, path, UINT32_MAX, &ignored, &text) == PH_OK) {
        ph_run_lines_take(lines, text);
    }
}

bool ph_run_lines_ran(const PhRunLines *lines, size_t index, uint32_t first, uint32_t last)
{
    size_t low = 0;
    size_t high = lines->lines.count;
    const PhRunLine wanted = {(uint32_t)index, first};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_place(&lines->lines.items[middle], &wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < lines->lines.count && lines->lines.items[low].file == index &&
           lines->lines.items[low].line <= last;
}

size_t ph_run_lines_count(const PhRunLines *lines)
{
    return lines->lines.count;
}

PhBytes ph_run_lines_text(const PhRunLines *lines)
{
    return lines->text;
}
