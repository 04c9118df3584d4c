# The profile-guided build. Both halves use the same build folder, because the compiler looks
# for a profile under the path of the object that it makes; scripts/build.sh runs them.

if(PYHEAP_PGO AND NOT CMAKE_C_COMPILER_ID STREQUAL "GNU")
    message(FATAL_ERROR "PYHEAP_PGO needs gcc, and the compiler is ${CMAKE_C_COMPILER_ID}")
endif()

if(PYHEAP_PGO STREQUAL "generate")
    # Atomic: the workers of one training run count into the same counters.
    set(PGO_FLAGS -fprofile-generate -fprofile-update=atomic)
    target_link_options(pyheap_build INTERFACE -fprofile-generate)
elseif(PYHEAP_PGO STREQUAL "use")
    # Without a profile a file would silently be built plain, so that is an error. What the
    # training did not reach is optimised as ever, not for size.
    set(PGO_FLAGS -fprofile-use -fprofile-partial-training
        -Werror=missing-profile -Werror=coverage-mismatch)
elseif(PYHEAP_PGO)
    message(FATAL_ERROR "PYHEAP_PGO is '${PYHEAP_PGO}', not empty, generate or use")
endif()

# For the targets that the program is linked from. Tests are not among them: they are not
# run in training.
function(pyheap_use_profile TARGET)
    target_compile_options(${TARGET} PRIVATE ${PGO_FLAGS})
endfunction()
