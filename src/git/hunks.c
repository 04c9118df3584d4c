#include "git/hunks.h"

#include <git2.h>

#include "git/git.h"

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload)
{
    (void)delta;
    const PhHunkSink *sink = payload;
    const PhLineHunk plain = {(uint32_t)hunk->old_start, (uint32_t)hunk->old_lines,
                              (uint32_t)hunk->new_start, (uint32_t)hunk->new_lines};
    sink->hunk(sink->context, &plain);
    return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
                   const git_diff_line *line, void *payload)
{
    (void)delta;
    (void)hunk;
    const PhHunkSink *sink = payload;
    /* The other origins only repeat that a final newline is missing, which the line itself
     * shows. */
    if (line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
        line->origin == GIT_DIFF_LINE_DELETION) {
        sink->line(sink->context, line->origin,
                   (PhBytes){line->content, line->content_len});
    }
    return 0;
}

PhStatus ph_hunks_each(PhBytes old_text, PhBytes new_text, const PhHunkSink *sink)
{
    git_diff_options options;
    PhHunkSink copy = *sink;
    if (!ph_git_start()) {
        return PH_ERR_REFUSED;
    }
    int failed = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
    options.context_lines = 3;
    options.max_size = -1;
    if (failed == 0) {
        /* A null buffer would stand for a file that does not exist. */
        failed = git_diff_buffers(old_text.len == 0 ? "" : old_text.ptr, old_text.len, NULL,
                                  new_text.len == 0 ? "" : new_text.ptr, new_text.len, NULL,
                                  &options, NULL, NULL, on_hunk, on_line, &copy);
    }
    return failed == 0 ? PH_OK : PH_ERR_REFUSED;
}
