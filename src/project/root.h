#ifndef PH_PROJECT_ROOT_H
#define PH_PROJECT_ROOT_H

/* Where a project begins: the nearest folder with pyproject.toml, pyheap.toml or .git. */

#include "base/arena.h"

/*
 * The nearest such folder at or above `folder`, or `fallback` if there is none.
 *
 * Paths are absolute and without symbolic links; the result is a prefix of `folder` or
 * `fallback` itself. `scratch` is marked and released.
 */
PhBytes ph_project_root(PhArena *scratch, PhBytes folder, PhBytes fallback);

#endif
