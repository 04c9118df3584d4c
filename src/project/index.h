#ifndef PH_PROJECT_INDEX_H
#define PH_PROJECT_INDEX_H

/*
 * Which files of a project mention a name, whatever kind of files they are.
 *
 * The root of a file's project is the nearest folder above it with pyproject.toml,
 * pyheap.toml or .git, else the folder that the caller names. The index of a root is built
 * when the first question about it comes, once, and is shared by all workers. It is a table
 * of the words of all files (tree.h, words.h) with the first two files of each: enough to
 * say whether a file other than the one that asks has the word. The names of the files and
 * folders are words too, since a module is a name of its package.
 *
 * Bounds: PH_PROJECT_FILES, PH_PROJECT_BYTES, and PH_PROJECT_WORDS words of 16 bytes each
 * in a table that is at most three quarters full; sizes are looked at before anything is
 * read. Beyond them, and where something cannot be read, every answer is unknown.
 *
 * Two words with one 64-bit hash count as one: then a name is taken to be mentioned that is
 * not, never the reverse.
 */

#include "base/arena.h"

enum { PH_PROJECT_WORDS = 1 << 22 };

typedef struct PhProjects PhProjects;

/* A file that asks. */
typedef struct PhProjectFile {
    PhProjects *projects; /* NULL: this file is the whole project */
    PhBytes path;         /* absolute, without symbolic links; it need not be there */
    PhBytes fallback;     /* the root where nothing marks one; `path` lies below it */
} PhProjectFile;

typedef enum PhMention {
    PH_MENTION_NOWHERE, /* in no other file */
    PH_MENTION_ELSEWHERE,
    PH_MENTION_UNKNOWN,
} PhMention;

PhProjects *ph_projects_new(void);
void ph_projects_free(PhProjects *projects);

/*
 * Does a file other than `file` have `word`, an ASCII name? What `file` itself holds, on
 * the disk or in an editor, does not matter.
 *
 * *where_out is a phrase for PH_MENTION_ELSEWHERE and _UNKNOWN, in `arena`. May be called
 * by several threads at once; the first to ask builds while the others wait.
 */
PhMention ph_project_mention(const PhProjectFile *file, PhArena *arena, PhBytes word,
                             PhBytes *where_out);

/* Between these two a file of the project may be missing or there twice: nothing is built.
 */
void ph_projects_begin_write(PhProjects *projects);
void ph_projects_end_write(PhProjects *projects);

/* How many indexes were built so far. */
size_t ph_projects_built(PhProjects *projects);

#endif
