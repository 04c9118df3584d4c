#include "cmd/verify_run.h"

#include <errno.h>
#include <stdlib.h>

#include "base/process.h"
#include "cmd/interrupt.h"

enum { PH_OUTPUT_KEPT = 1 << 20 };

static int by_name(const void *a, const void *b)
{
    return ph_bytes_compare(*(const PhBytes *)a, *(const PhBytes *)b);
}

void ph_test_names_settle(PhTestNames *names)
{
    size_t kept = 0;
    if (names->count > 0) {
        qsort(names->items, names->count, sizeof(PhBytes), by_name);
    }
    for (size_t i = 0; i < names->count; i++) {
        if (kept == 0 || !ph_bytes_equal(names->items[kept - 1], names->items[i])) {
            names->items[kept++] = names->items[i];
        }
    }
    names->count = kept;
}

/* "FAILED tests/test_a.py::test_b - AssertionError", "ERROR: test_b (test_a.Case.test_b)"
 */
PhTestNames ph_failing_tests(PhArena *arena, PhBytes output)
{
    static const char *const k_starts[] = {"FAILED ", "ERROR ", "FAIL: ", "ERROR: "};
    PhTestNames names = {0};
    PhBytes line;
    while (ph_bytes_next_line(&output, &line)) {
        for (size_t i = 0; i < PH_COUNT_OF(k_starts); i++) {
            if (ph_bytes_starts_with(line, ph_bytes_of(k_starts[i]))) {
                size_t end = ph_bytes_find(line, PH_BYTES(" - "), 0);
                PhBytes name = ph_bytes_slice(line, strlen(k_starts[i]),
                                              end == PH_NOT_FOUND ? line.len : end);
                PH_VEC_PUSH(arena, &names, ph_bytes_trim(name));
            }
        }
    }
    ph_test_names_settle(&names);
    return names;
}

PhStatus ph_verify_run(PhArena *arena, const PhVerifyRun *run, PhDiags *diags,
                       PhTestVerdict *verdict_out)
{
    const char *const argv[] = {
        "sh", "-c", ph_arena_format(arena, "exec 2>&1\n%s", run->command).ptr, NULL};
    PhProcess process = {.argv = argv,
                         .environment = run->environment,
                         .folder = run->folder,
                         .input = PH_BYTES(""),
                         .is_alone = true,
                         .keeps_tail = true,
                         .output_limit = PH_OUTPUT_KEPT,
                         .seconds = run->seconds,
                         .is_stopped = ph_interrupt_is_set};
    PhProcessResult result;
    if (ph_process_run(arena, &process, &result) != PH_OK) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "the tests cannot be run: %s", strerror(errno));
        return PH_ERR_IO;
    }
    *verdict_out = (PhTestVerdict){.status = result.status,
                                   .is_timed_out = result.is_timed_out,
                                   .is_stopped = result.is_stopped,
                                   .seconds = result.seconds,
                                   .failing = ph_failing_tests(arena, result.out),
                                   .output = result.out,
                                   .lines = PH_BYTES("")};
    return PH_OK;
}

static bool has_name(const PhTestNames *names, PhBytes name)
{
    return names->count > 0 &&
           bsearch(&name, names->items, names->count, sizeof(PhBytes), by_name) != NULL;
}

bool ph_verdict_is_worse(const PhTestVerdict *before, const PhTestVerdict *now)
{
    if (now->is_timed_out) {
        return true;
    }
    if (before->status == 0 || now->status == 0) {
        return now->status != 0;
    }
    for (size_t i = 0; i < now->failing.count; i++) {
        if (!has_name(&before->failing, now->failing.items[i])) {
            return true;
        }
    }
    /* Tests that nobody names: a crash instead of a failure is another status. */
    return now->failing.count == 0
               ? before->failing.count > 0 || now->status != before->status
               : now->status > 128;
}

void ph_verdict_add_failing(PhArena *arena, PhTestVerdict *verdict,
                            const PhTestVerdict *other)
{
    for (size_t i = 0; i < other->failing.count; i++) {
        PH_VEC_PUSH(arena, &verdict->failing, other->failing.items[i]);
    }
    ph_test_names_settle(&verdict->failing);
}
