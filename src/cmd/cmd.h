#ifndef PH_CMD_CMD_H
#define PH_CMD_CMD_H

/* The commands: each gets its parsed command line and returns the exit status. */

#include "cmd/commands.h"

typedef struct PhCommandLine {
    PhArena *arena;
    PhOptions options;
    PhBytesVec operands;
    PhDiags *diags;
} PhCommandLine;

typedef int PhCommandFn(const PhCommandLine *line);

#define PH_COMMAND(name) PhCommandFn ph_cmd_##name;
#include "cmd/commands.def"
#undef PH_COMMAND

/* Prints the records on standard error; 2 if any is an error, 3 if any is a defect. */
int ph_cmd_tell(const PhCommandLine *line);

#endif
