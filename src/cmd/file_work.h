#ifndef PH_CMD_FILE_WORK_H
#define PH_CMD_FILE_WORK_H

/*
 * One file of a session on its way through reading, finding and fixing, in memory: what is
 * written, printed or committed of it is its caller's. Everything lives in the arena of the
 * worker until ph_file_worker_reset().
 */

#include "cmd/pool.h"
#include "cmd/session.h"
#include "edit/rounds.h"

/* A worker's memory, used again for each file. */
typedef struct PhFileWorker {
    PhArena *arena;
    PhArena *scratch;
} PhFileWorker;

PhFileWorker *ph_file_worker_new(void);
void ph_file_worker_free(PhFileWorker *worker);
void ph_file_worker_reset(PhFileWorker *worker);

/* A pool whose workers are these, for `count` items of the session, stopped by a signal;
 * the caller sets what is run and what is told. Borrows all of it. */
PhPool ph_file_pool(const PhSession *session, size_t count, void *context);

/* As PhWantFn in rounds.h, with the text that the finding is of. */
typedef bool PhFileWantFn(void *context, PhSource *source, const PhFinding *finding);

typedef struct PhFileWork {
    const PhSession *session;
    const PhPlan *plan;
    const PhWalkFile *file;
    PhFileWorker *worker;
    PhProjectFile project;
    PhDiags diags;
    bool tells_remarks;    /* warnings about remarks are told once, not in each round */
    const char *only_rule; /* NULL: all of the plan */
    PhSource *now;         /* the text of the newest search */
    PhFileWantFn *wants;   /* narrows what is wanted; NULL: everything of the level */
    PhAppliedFn *applied;  /* as in rounds.h */
    void *context;         /* of both */
} PhFileWork;

typedef enum PhFileState {
    PH_FILE_READ,
    PH_FILE_REFUSED,     /* a record in `diags` says why */
    PH_FILE_GENERATED,   /* somebody's tool writes it */
    PH_FILE_PASSED_OVER, /* none of the selected rules can find anything in it */
} PhFileState;

/* Work on file `index` of the session. */
PhFileWork ph_file_work(const PhSession *session, PhFileWorker *worker, size_t index);

/* Reads and parses the file; *bytes_out is set if it could be read, also when refused. */
PhFileState ph_file_work_read(PhFileWork *work, PhBytes *bytes_out, PhParsedFile *file_out);

/* The findings that are to be told, in `file`: the file itself or what fixes made of it. */
void ph_file_work_find(PhFileWork *work, const PhParsedFile *file, PhFindingVec *findings);

/* Whether the level, `only_rule` and `wants` let the fix of a finding in. */
bool ph_file_work_wants(PhFileWork *work, const PhFinding *finding);

/* Applies what is wanted, in rounds; `findings` are those of `file`. */
void ph_file_work_fix(PhFileWork *work, const PhParsedFile *file,
                      const PhFindingVec *findings, PhRoundsResult *out);

#endif
