#ifndef PH_TEMPLATE_READER_H
#define PH_TEMPLATE_READER_H

/* For the files that read the programs of pages: program.c, patch_lines.c, bindings.c,
 * choice.c. */

#include "template/guard.h"
#include "template/lexer.h"
#include "template/parameters.h"

/* A clause as it stands in the fence; patch lines belong to the `match` before them. */
typedef struct PhClause {
    PhBytes keyword;
    PhBytes text; /* after the keyword, continuation lines joined */
    uint32_t line;
    PhPatchLineVec patch;
} PhClause;

typedef PH_VEC(PhClause) PhClauseVec;

/* What `define` gave a name. */
typedef struct PhDefinition {
    PhBytes name;
    PhTextVec names; /* of its parameters */
    PhBytes text;
    uint32_t line;
    bool is_used;
} PhDefinition;

/* One of the patches or parts of patches that a `choice` holds. */
typedef struct PhPiece {
    PhPatchLineVec lines;
    PhBytes gift; /* behind `=` */
    uint32_t line;
    bool has_gift;
} PhPiece;

typedef struct PhChoice {
    PhBytes name;
    PhTextVec names; /* of its parameters */
    PH_VEC(PhPiece) pieces;
    uint32_t line;
    bool is_used;
} PhChoice;

/* A condition that the rule has already, and the text that it was read from. */
typedef struct PhKnownCondition {
    PhBytes text;
    PhCondition condition;
} PhKnownCondition;

typedef struct PhProgramReader {
    PhArena *arena;
    PhBytes path;
    PhLexer lexer;
    PhRule *rule;
    PH_VEC(PhDefinition) definitions;
    size_t shared_count; /* definitions for all rules of the fence */
    PH_VEC(PhChoice) choices;
    /* Of the rule: alternatives that come of one choice repeat them. */
    PH_VEC(PhKnownCondition) known_conditions;
    bool is_failed;
} PhProgramReader;

/* Leaves a record. */
void ph_reader_fail(PhProgramReader *reader, uint32_t line, PhBytes message);

/* True if what the lexer has read so far was right; what failed there fails the page. */
bool ph_reader_is_well(PhProgramReader *reader);

/* program.c: what several clauses hold. */
PhMessage ph_reader_string(PhProgramReader *reader);
PhConsequence ph_reader_consequence(PhProgramReader *reader);
void ph_reader_condition(PhProgramReader *reader, PhBytes text, uint32_t line,
                         PhConditionVec *conditions);

/* patch_lines.c: patches, their annotations and arms. */
bool ph_reader_is_patch_line(PhBytes line);
PhPatchLine ph_reader_patch_line(PhBytes line, uint32_t number);

/* Notes the metavariables and labels of a clause's patch lines and of what it binds,
 * before anything speaks of them. `is_late`: its labels are those of arms. */
void ph_reader_collect(PhProgramReader *reader, const PhClause *clause);

void ph_reader_match(PhProgramReader *reader, const PhClause *clause);
void ph_reader_arms(PhProgramReader *reader, const PhClause *clause, PhArmVec *arms);

/* bindings.c: the clauses uses, every, find, let and report. Each leaves records. */
void ph_reader_uses(PhProgramReader *reader, const PhClause *clause);
void ph_reader_every(PhProgramReader *reader, const PhClause *clause);
void ph_reader_find(PhProgramReader *reader, const PhClause *clause);
void ph_reader_let(PhProgramReader *reader, const PhClause *clause);
void ph_reader_report(PhProgramReader *reader, const PhClause *clause);

#endif
