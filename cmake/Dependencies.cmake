# Debian's libraries, and the pinned npm sources of the parser.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBGIT2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark>=0.30)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.13)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash>=0.8)

# The lock file is the version: unpacked again when it is not the one that was unpacked.
# Hashes in it are checked by npm; scripts of the packages never run.
function(pyheap_fetch_deps LOCK)
    file(SHA256 ${LOCK} WANTED)
    # Presets share the folder, and two may be configured at a time.
    file(MAKE_DIRECTORY ${PYHEAP_DEPS})
    file(LOCK ${PYHEAP_DEPS}/fetch.lock GUARD FUNCTION TIMEOUT 600)
    set(STAMP ${PYHEAP_DEPS}/lock.sha256)
    if(EXISTS ${STAMP})
        file(READ ${STAMP} HAVE)
        if(HAVE STREQUAL WANTED)
            return()
        endif()
    endif()
    find_program(NPM npm)
    if(NOT NPM)
        message(FATAL_ERROR "npm is not on the path. It fetches the sources of the parser; "
                            "`./dev setup` installs it on Debian.")
    endif()
    message(STATUS "Fetching the parser sources with npm")
    file(REMOVE ${STAMP})
    get_filename_component(FROM ${LOCK} DIRECTORY)
    file(COPY ${FROM}/package.json ${LOCK} DESTINATION ${PYHEAP_DEPS})
    execute_process(
        COMMAND ${NPM} ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund
                --prefer-offline
        WORKING_DIRECTORY ${PYHEAP_DEPS}
        RESULT_VARIABLE FAILED
        OUTPUT_VARIABLE LOG
        ERROR_VARIABLE LOG)
    if(FAILED)
        message("${LOG}")
        message(FATAL_ERROR "npm could not fetch the parser sources (its words are above). "
                            "It needs its registry once, or a filled cache; then configure again.")
    endif()
    file(WRITE ${STAMP} ${WANTED})
endfunction()

set(LOCK "${CMAKE_SOURCE_DIR}/scripts/deps/package-lock.json")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${LOCK})
pyheap_fetch_deps(${LOCK})
