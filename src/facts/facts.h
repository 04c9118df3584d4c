#ifndef PH_FACTS_FACTS_H
#define PH_FACTS_FACTS_H

/*
 * What can be proved about the code of one file.
 *
 * A fact answers a question with proved, unknown or refuted, and says which node made it so
 * and why. Unknown is the answer to whatever an analysis has not been taught; it is never
 * safe. Facts run only for sites that a template has matched; names and types of a file are
 * built when the first fact asks.
 *
 * facts.def has one line per analysis; the function is ph_fact_<name> in <name>.c.
 */

#include "base/vec.h"
#include "names/imported.h"
#include "project/index.h"
#include "source/source.h"

/* Ordered: `and` is the minimum, `or` the maximum (Kleene's strong logic). */
typedef enum PhVerdict {
    PH_REFUTED,
    PH_UNKNOWN,
    PH_PROVED,
} PhVerdict;

typedef PH_VEC(PhSpan) PhSpanVec;

typedef struct PhFactOptions {
    bool trust_annotations; /* an annotation is proof */
    bool trust_constants;   /* a name of the module that this file stores once is not
                               stored elsewhere */
    uint32_t line_length;   /* that changed code should keep to; 0: the default */
    bool closed_world;      /* no code outside the project uses it */
    uint32_t python_minor;  /* the oldest Python that runs it, 3.N; 0: not known */
} PhFactOptions;

typedef struct PhTypes PhTypes;
typedef struct PhFlow PhFlow;
typedef struct PhPrivacyMap PhPrivacyMap;
typedef struct PhMemberIndex PhMemberIndex;
typedef struct PhLastMentions PhLastMentions;
typedef struct PhValueFlow PhValueFlow;
typedef struct PhClassList PhClassList;
typedef struct PhRecordsEntry PhRecordsEntry;
typedef struct PhLookers PhLookers;
typedef struct PhClassReads PhClassReads;
typedef struct PhAttributeStores PhAttributeStores;
typedef struct PhAnswer PhAnswer;
typedef struct PhGivenType PhGivenType;

/* What is asked once and kept. Zero is the first, as of new memory. */
typedef enum PhAsked {
    PH_ASKED_NEVER,
    PH_ASKED_NO,
    PH_ASKED_YES,
} PhAsked;

static inline PhAsked ph_asked(bool answer)
{
    return answer ? PH_ASKED_YES : PH_ASKED_NO;
}

/* What is known of one file; grows while facts ask. Lives in `arena`. */
typedef struct PhFacts {
    PhArena *arena;
    PhSource *source;
    const PhTree *tree;
    PhFactOptions options;
    const PhProjectFile *project; /* set by who makes the facts; NULL: nothing is known */
    PhNames *names;               /* by ph_facts_names() */
    PhImported *imported;         /* by ph_facts_means() */
    PhTypes *types;               /* by facts/types.c */
    PhFlow *flow;                 /* by facts/flow.c */
    PhPrivacyMap *privacy;        /* by facts/privacy.c */
    PhMemberIndex *members;       /* by facts/member_index.c */
    const PhClassList *classes;   /* by facts/classes.c */
    PhValueFlow *flows;           /* by facts/value_flow.c, for each class asked about */
    PhRecordsEntry *records;      /* by facts/records.c, for each display asked about */
    uint8_t *function_effects;    /* by facts/function_effect.c: a PhAsked for each scope */
    PhLastMentions *last_mentions; /* by facts/last_mentions.c */
    PhNodeId *last_large;          /* by facts/large_after.c, for each block */
    uint32_t function_depth;       /* of calls that it is following */
    const PhGivenType *given; /* of parameters, for one call alone; see facts/types.h */
    uint32_t given_count;
    const PhAnswer *observed_defaults; /* by facts/defaults_observed.c */
    PhValueFlow *no_flow; /* by facts/value_flow.c: what it says when it has had enough */
    uint64_t flow_nodes;  /* that it has looked at */
    PhAsked has_open_by_text;        /* by facts/exit_closes.c */
    PhAsked uses_django;             /* by facts/models.c */
    PhAsked serves_requests;         /* by facts/handlers.c */
    PhAsked has_handlers;            /* the same */
    PhAsked hands_code_on;           /* by facts/in_background.c */
    uint8_t *handlers;               /* by facts/handlers.c: a PhAsked for each node */
    uint8_t *in_background;          /* by facts/in_background.c: likewise */
    const PhLookers *lookers;        /* by facts/objects_examined.c */
    const PhClassReads *class_reads; /* by facts/hides_class_name.c */
    const PhAttributeStores *attribute_stores; /* by facts/layouts.c */
    PhSpanVec *claims; /* regions that answers relied on; NULL: not collected */
} PhFacts;

PhFacts *ph_facts_new(PhArena *arena, PhSource *source, const PhTree *tree,
                      PhFactOptions options);

const PhNames *ph_facts_names(PhFacts *facts);

/* ph_imported_means(): true if the value of `expression` is surely that of "module.name".
 */
bool ph_facts_means(PhFacts *facts, PhNodeId expression, PhBytes path);

/* ph_imported_is_sure() of the name that `chain`, attributes of a name, begins with. */
bool ph_facts_may_mean(PhFacts *facts, PhNodeId chain);

/* Notes that an answer depends on the bytes of `node`. */
void ph_facts_claim(PhFacts *facts, PhNodeId node);

/* What a metavariable holds: one node, or the siblings that a `$*x` stands for. */
typedef struct PhCapture {
    PhNodeId *nodes;
    uint32_t count;
    uint32_t capacity; /* of `nodes`, if ph_capture_add() made them; else 0 */
    PhSpan span;       /* of all nodes and what is between them */
    bool is_list;
    bool is_bound;
    PhBytes text; /* of what is no code of the file but a text that was made; else empty */
} PhCapture;

/* Adds a node; the capture counts as bound. */
void ph_capture_add(PhArena *arena, PhCapture *capture, PhNodeId node);

/* Its code, or the text that was made. */
PhBytes ph_capture_text(const PhTree *tree, const PhCapture *capture);

typedef struct PhFactArg {
    const PhCapture *capture; /* NULL for text */
    PhBytes text;
} PhFactArg;

typedef struct PhFactQuery {
    PhFacts *facts;
    const PhFactArg *args; /* as many as the fact's `params` has letters */
} PhFactQuery;

struct PhAnswer {
    PhVerdict verdict;
    int64_t number;  /* of a fact that counts */
    PhNodeId node;   /* what made it so, or PH_NODE_NONE */
    PhBytes why;     /* what that node is: "parameter, line 3"; may be empty */
    PhNodeId *nodes; /* of a fact that yields nodes: tuples, one after the other */
    uint32_t node_count;
};

static inline PhAnswer ph_answer(PhVerdict verdict)
{
    return (PhAnswer){.verdict = verdict, .node = PH_NODE_NONE};
}

typedef PhAnswer PhFactFn(const PhFactQuery *query);

typedef enum PhFactResult {
    PH_RESULT_VERDICT, /* proved, unknown or refuted */
    PH_RESULT_EXACT,   /* proved or refuted: never unknown */
    PH_RESULT_NUMBER,
    PH_RESULT_NODES, /* nodes, for `find` and `let` */
} PhFactResult;

typedef struct PhFactSpec {
    const char *name; /* as written after `where` in a page */
    PhFactFn *run;
    const char
        *params; /* a letter each: e one expression, l any captured nodes, s a string */
    PhFactResult result;
    const char *help; /* one line, shown by `pyheap explain --facts` */
} PhFactSpec;

#define PH_FACT(name, params, result, help) PhFactFn ph_fact_##name;
#include "facts/facts.def"
#undef PH_FACT

/* The fact called `name`, or NULL. */
const PhFactSpec *ph_facts_find(PhBytes name);

const PhFactSpec *ph_facts_table(size_t *count_out);

/* The answer for several nodes: the weakest, with its node and reason. */
PhAnswer ph_answer_weakest(PhAnswer a, PhAnswer b);

/* The strongest; of two that are as strong, `a`. */
PhAnswer ph_answer_strongest(PhAnswer a, PhAnswer b);

#endif
