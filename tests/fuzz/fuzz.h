#ifndef PH_TESTS_FUZZ_H
#define PH_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the program so that a fuzzer keeps the input; in builds without assert too. */
#define PH_FUZZ_HOLDS(condition)                                                  \
    do {                                                                          \
        if (!(condition)) {                                                       \
            (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                              \
        }                                                                         \
    } while (0)

/* The entry of a fuzz target, as libFuzzer and replay.c call it. */
/* NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
