#ifndef PH_CMD_SAMPLE_TEST_H
#define PH_CMD_SAMPLE_TEST_H

/*
 * The samples of one page as tests of its transform.
 *
 * before  its findings have the level that the sample names (safe if it names none), and
 *         the fixes of at least that level, applied in rounds, give exactly the `after`.
 * keep    no fix of that level changes it, and what `because` names stopped it. A sample
 *         that no patch could start in is a failure too: it would pass for no reason.
 * advise  it is reported as display-only, and nothing changes it.
 *
 * Then each sample is run in every form that cmd/mutate.h makes of it. Only the transform
 * of the page is run, and it does not matter what its fixes gain.
 */

#include "base/buf.h"
#include "template/transform.h"

enum { PH_SAMPLE_LINE_LENGTH = 88 }; /* whatever the settings where the test is run */

typedef struct PhSampleTest {
    const PhGrammar *grammar;
    const PhTransform *transform;
    const PhDispatch *dispatch; /* of this transform alone */
    bool has_python;            /* results are compiled, `run` samples are run */
    bool has_trace;
} PhSampleTest;

typedef struct PhSampleResult {
    size_t samples; /* a `before` with its `after` is one */
    size_t mutations;
    size_t failures;
    PhBuf out; /* failures and traces, for people; released by the caller */
} PhSampleResult;

void ph_sample_test(const PhSampleTest *test, PhSampleResult *result);

#endif
