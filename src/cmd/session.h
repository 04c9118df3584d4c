#ifndef PH_CMD_SESSION_H
#define PH_CMD_SESSION_H

/*
 * What `check` and `fix` share: the rules, the settings, the files, and the run over them.
 *
 * A session is made and torn down by the calling thread; while ph_session_run() is at work,
 * workers only read it.
 */

#include "apply/journal.h"
#include "apply/walk_files.h"
#include "cmd/commands.h"
#include "cmd/config.h"
#include "cmd/select.h"
#include "project/index.h"
#include "report/format.h"
#include "report/heap_profile.h"
#include "report/summary.h"
#include "template/lazy.h"

/* The settings of one configuration, ready for workers. */
typedef struct PhPlan {
    const PhConfig *config;
    PhSelection selection;
    PhLazyPlan *rules;
    PhFactOptions fact_options;
    bool applies_unsafe;
    bool is_narrow; /* `--select` leaves rules out: files may be left unparsed */
} PhPlan;

typedef struct PhSession {
    PhArena *arena;
    const PhOptions *options;
    PhSummaryKind kind;
    const PhGrammar *grammar;
    PhTransformSet *transforms;
    const char *const *rules; /* ids by index of the transform */
    size_t rule_count;
    bool has_bad_rules; /* a page of the program cannot be read */
    PhConfigs *configs;
    PH_VEC(PhPlan) plans; /* one a configuration */
    PhWalked walked;
    const PhPlan **plan_of_file;
    PhBytes working_folder;
    PhBytes standard_input; /* the bytes, if that is what is checked */
    bool is_standard_input;
    PhHeapProfile *heap_profile; /* NULL: none is given */
    const PhReporter *reporter;
    PhReportOptions report;
    bool colours_errors;
    bool is_visible_diff; /* the diff goes to a terminal */
    bool is_unwritten;    /* the files are copies that nobody writes to */
    PhProjects *projects; /* while the session runs */
    PhJournal *journal;   /* likewise, of a fix; NULL: none is kept */
    PhCompiler *compiler; /* likewise */
} PhSession;

/*
 * Makes a session for the named paths. Everything lives in `arena`.
 *
 * Errors: PH_ERR_USAGE, PH_ERR_IO: the run cannot begin; records say why. Trouble with
 *         single paths leaves records too, and the run goes on without them.
 */
PH_MUST_USE PhStatus ph_session_open(PhArena *arena, const PhOptions *options,
                                     PhSummaryKind kind, const PhBytesVec *paths,
                                     PhDiags *diags, PhSession **session_out);

/* Loads the rules for commands that read no files. */
PH_MUST_USE PhStatus ph_session_load_rules(PhArena *arena, const PhBytesVec *directories,
                                           PhDiags *diags, const PhGrammar **grammar_out,
                                           PhTransformSet **set_out);

/* The rule called `id`, or NULL with one record that may name the nearest. */
const PhTransform *ph_session_find_rule(PhArena *arena, const PhTransformSet *set,
                                        PhBytes id, PhDiags *diags);

/* How file `index` asks about the project that it belongs to, while the session runs. */
PhProjectFile ph_session_project_file(const PhSession *session, size_t index);

/*
 * What runs need while they are at work, made and given up: start() does nothing where that
 * is done, finish() may be called once after it, or without it. It tells what the rules'
 * pages had to tell and returns how bad it was.
 */
void ph_session_start(PhSession *session);
PhSeverity ph_session_finish(PhSession *session);

/* Writes a file of the session, read with `read_hash`, whatever thread. Errors: those of
 * ph_write_replace(). */
PH_MUST_USE PhStatus ph_session_write(const PhSession *session, size_t index,
                                      PhHash read_hash, PhBytes text, PhDiags *diags);

/* Prints what a run comes to; `total` needs its counts only. False: standard output takes
 * no more. */
bool ph_session_tell_summary(const PhSession *session, const PhSummary *total);

/* Whether standard output is for a diff or the text alone, so that a summary goes to
 * standard error. */
bool ph_session_tells_beside(const PhSession *session);

/* How many workers are good for `count` files. */
uint32_t ph_session_threads(const PhSession *session, size_t count);

/* Runs over all files, prints, writes. Returns the exit status. */
int ph_session_run(PhSession *session, const PhDiags *diags);

/* A PhOptionFn: what the configuration `config` sets for an option of a rule. */
PhBytes ph_session_option(const void *config, const char *rule, PhBytes option);

#endif
