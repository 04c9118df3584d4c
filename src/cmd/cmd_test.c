/* The samples of the rules' pages as tests. */

#include "cmd/cmd.h"
#include "cmd/interrupt.h"
#include "cmd/python.h"
#include "cmd/sample_test.h"
#include "cmd/session.h"
#include "cmd/terminal.h"

typedef struct PhTestRun {
    const PhCommandLine *line;
    const PhGrammar *grammar;
    PhTransformSet *set;
    bool has_python;
    size_t passed;
    size_t failed;
    bool is_output_lost;
} PhTestRun;

static void print_and_release(PhTestRun *run, PhBuf *buf)
{
    if (!ph_terminal_print(ph_buf_bytes(buf))) {
        run->is_output_lost = true;
    }
    ph_buf_release(buf);
}

static void test_rule(PhTestRun *run, size_t index)
{
    PhArena *arena = run->line->arena;
    const PhTransform *transform = &run->set->transforms.items[index];
    bool *is_selected = PH_NEW_ARRAY(arena, bool, run->set->transforms.count);
    is_selected[index] = true;
    PhDispatch *dispatch = ph_dispatch_new(
        arena, run->set,
        &(PhDispatchWants){.is_selected = is_selected, .python_minor = UINT32_MAX});
    dispatch->line_length = PH_SAMPLE_LINE_LENGTH;
    PhSampleTest test = {.grammar = run->grammar,
                         .transform = transform,
                         .dispatch = dispatch,
                         .has_python = run->has_python,
                         .has_trace = run->line->options.has_trace};
    PhSampleResult result = {0};
    PhBuf out = {0};
    ph_sample_test(&test, &result);
    ph_buf_add(&out, ph_buf_bytes(&result.out));
    ph_buf_release(&result.out);
    ph_buf_printf(&out, "%s %s: ", result.failures == 0 ? "ok" : "failed", transform->id);
    ph_buf_add_count(&out, result.samples, "sample");
    ph_buf_add_str(&out, ", ");
    ph_buf_add_count(&out, result.mutations, "mutation");
    if (result.failures > 0) {
        ph_buf_add_str(&out, ", ");
        ph_buf_add_count(&out, result.failures, "failure");
    }
    ph_buf_add_char(&out, '\n');
    run->passed += result.failures == 0;
    run->failed += result.failures > 0;
    print_and_release(run, &out);
}

static bool select_rules(PhTestRun *run, bool *is_wanted)
{
    const PhBytesVec *operands = &run->line->operands;
    bool is_good = true;
    for (size_t i = 0; i < run->set->transforms.count; i++) {
        is_wanted[i] = operands->count == 0;
    }
    for (size_t i = 0; i < operands->count; i++) {
        const PhTransform *transform = ph_session_find_rule(
            run->line->arena, run->set, operands->items[i], run->line->diags);
        if (transform == NULL) {
            return false;
        }
        is_wanted[transform - run->set->transforms.items] = true;
    }
    for (size_t i = 0; i < run->set->transforms.count; i++) {
        if (is_wanted[i] &&
            (ph_transform_read_page(run->set, i, run->line->diags) != PH_OK ||
             ph_transform_compile(run->set, i, run->line->diags) != PH_OK)) {
            is_good = false;
        }
    }
    return is_good;
}

int ph_cmd_test(const PhCommandLine *line)
{
    PhTestRun run = {.line = line};
    if (ph_session_load_rules(line->arena, &line->options.transforms, line->diags,
                              &run.grammar, &run.set) != PH_OK) {
        return ph_cmd_tell(line);
    }
    bool *is_wanted = PH_NEW_ARRAY(line->arena, bool, run.set->transforms.count);
    if (!select_rules(&run, is_wanted)) {
        return ph_cmd_tell(line);
    }
    run.has_python = ph_python_is_there(line->arena);
    if (!run.has_python) {
        (void)ph_diag_add(line->diags, PH_SEVERITY_WARNING, PH_BYTES(""),
                          "no python3 was found: nothing is compiled or run");
        (void)ph_cmd_tell(line);
    }
    for (size_t i = 0; i < run.set->transforms.count && ph_interrupt_signal() == 0; i++) {
        if (is_wanted[i]) {
            test_rule(&run, i);
        }
    }
    PhBuf out = {0};
    ph_buf_printf(&out, "%zu passed, %zu failed\n", run.passed, run.failed);
    print_and_release(&run, &out);
    if (ph_interrupt_signal() != 0) {
        return 128 + ph_interrupt_signal();
    }
    return run.is_output_lost ? 2 : run.failed > 0 ? 1 : 0;
}
