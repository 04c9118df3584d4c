# Debian's libraries, and the pinned npm sources of the parser.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBGIT2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark>=0.30)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.13)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash>=0.8)

# The lock file is the version: unpacked again when it is not the one that was unpacked.
set(LOCK "${CMAKE_SOURCE_DIR}/scripts/deps/package-lock.json")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${LOCK})
file(SHA256 ${LOCK} WANTED)
set(HAVE "")
if(EXISTS ${PYHEAP_DEPS}/lock.sha256)
    file(READ ${PYHEAP_DEPS}/lock.sha256 HAVE)
endif()
if(NOT HAVE STREQUAL WANTED)
    find_program(NPM npm REQUIRED)
    message(STATUS "Fetching the parser sources with npm")
    file(REMOVE_RECURSE ${PYHEAP_DEPS})
    file(COPY ${CMAKE_SOURCE_DIR}/scripts/deps/ DESTINATION ${PYHEAP_DEPS})
    execute_process(
        COMMAND ${NPM} ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund
        WORKING_DIRECTORY ${PYHEAP_DEPS}
        RESULT_VARIABLE FAILED)
    if(FAILED)
        message(FATAL_ERROR "npm ci failed in ${PYHEAP_DEPS}")
    endif()
    file(WRITE ${PYHEAP_DEPS}/lock.sha256 ${WANTED})
endif()
