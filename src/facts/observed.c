#include "facts/observed.h"

typedef enum PhCatch {
    PH_CATCH_NEVER,
    PH_CATCH_PERHAPS,
    PH_CATCH_SURELY,
} PhCatch;

typedef struct PhErrorBases {
    const char *error;
    const char *bases[4]; /* itself and what it is an instance of */
} PhErrorBases;

static const PhErrorBases k_errors[] = {
    {"IndexError", {"BaseException", "Exception", "IndexError", "LookupError"}},
    {"ValueError", {"BaseException", "Exception", "ValueError", "ValueError"}},
};

/* Builtin exceptions; what is not among the bases of an error does not take it. */
static const char *const k_known[] = {
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "ConnectionError",
    "EOFError",
    "EnvironmentError",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "IndexError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotADirectoryError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PermissionError",
    "RecursionError",
    "RuntimeError",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "ValueError",
    "ZeroDivisionError",
};

/* Names by which a handler gets at the exception that it is handling. */
static const char *const k_observers[] = {
    "breakpoint",
    "exc_info",
    "exc_text",
    "excepthook",
    "exception",
    "format_exc",
    "print_exc",
    "format_exception",
    "print_last",
    "print_exception",
    "settrace",
    "traceback",
    "TracebackException",
    "last_value",
    "__context__",
    "set_trace",
    "post_mortem",
    "exec",
    "eval",
};

static PhCatch catch_of_name(PhFacts *facts, const PhErrorBases *error, PhNodeId node)
{
    if (!ph_flow_is_builtin(facts, node)) {
        return PH_CATCH_PERHAPS;
    }
    PhBytes name = ph_tree_text(facts->tree, node);
    if (ph_bytes_is_one_of(name, error->bases, PH_COUNT_OF(error->bases))) {
        return PH_CATCH_SURELY;
    }
    return ph_bytes_is_one_of(name, k_known, PH_COUNT_OF(k_known)) ? PH_CATCH_NEVER
                                                                   : PH_CATCH_PERHAPS;
}

/* A class, or a tuple of them of which one is enough. */
static PhCatch catch_of_classes(PhFacts *facts, const PhErrorBases *error, PhNodeId value)
{
    const PhTree *tree = facts->tree;
    value = ph_tree_strip_parens(tree, value);
    if (ph_tree_kind(tree, value) != PH_KIND_TUPLE) {
        return catch_of_name(facts, error, value);
    }
    PhCatch catch = PH_CATCH_NEVER;
    for (PhNodeId name = ph_tree_first_named(tree, value); name != PH_NODE_NONE;
         name = ph_tree_next_named(tree, name)) {
        PhCatch one = catch_of_name(facts, error, ph_tree_strip_parens(tree, name));
        catch = one > catch ? one : catch;
    }
    return catch;
}

typedef struct PhHandler {
    PhCatch catch;
    PhNodeId alias; /* what `as` binds, or PH_NODE_NONE */
    PhNodeId block;
} PhHandler;

static PhHandler read_handler(PhFacts *facts, const PhErrorBases *error, PhNodeId clause)
{
    const PhTree *tree = facts->tree;
    PhHandler handler = {PH_CATCH_PERHAPS, PH_NODE_NONE, ph_flow_block_of(tree, clause)};
    PhNodeId value = PH_NODE_NONE;
    uint32_t values = 0;
    bool is_group = false;
    PH_FOR_EACH_CHILD(tree, clause, child)
    {
        is_group |= tree->kinds[child] == PH_TOKEN_STAR;
        if (ph_kind_is_named(tree->kinds[child]) && child != handler.block) {
            value = child;
            values++;
        }
    }
    if (values == 0) {
        handler.catch = PH_CATCH_SURELY;
    } else if (values == 1 && ph_tree_kind(tree, value) == PH_KIND_AS_PATTERN) {
        handler.alias = ph_tree_child(tree, value, PH_FIELD_ALIAS);
        handler.catch = catch_of_classes(facts, error, ph_tree_first_named(tree, value));
    } else if (values == 1) {
        handler.catch = catch_of_classes(facts, error, value);
    }
    /* A group shows what it holds to whoever splits it: not taught. */
    handler.catch = is_group ? PH_CATCH_PERHAPS : handler.catch;
    return handler;
}

/* Some code of the file looks at exceptions, and a handler may call it. */
static bool file_observes(const PhTree *tree)
{
    if (tree->count > PH_FLOW_BUDGET) {
        return true;
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] == PH_KIND_IDENTIFIER &&
            ph_bytes_is_one_of(ph_tree_text(tree, node), k_observers,
                               PH_COUNT_OF(k_observers))) {
            return true;
        }
    }
    return false;
}

/* What the code does with the exception in flight: proved is that it shows it. */
static PhAnswer judge_block(PhFacts *facts, PhNodeId block)
{
    const PhTree *tree = facts->tree;
    bool has_call = false;
    if (block == PH_NODE_NONE || ph_tree_limit(tree, block) - block > PH_FLOW_BUDGET) {
        return ph_flow_answer(PH_UNKNOWN, block, PH_BYTES("too much code"));
    }
    for (PhNodeId node = block; node < ph_tree_limit(tree, block); node++) {
        PhKind kind = tree->kinds[node];
        if (kind == PH_KIND_RAISE_STATEMENT) {
            return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("raises on"));
        }
        if (kind == PH_KIND_IDENTIFIER &&
            ph_bytes_is_one_of(ph_tree_text(tree, node), k_observers,
                               PH_COUNT_OF(k_observers))) {
            bool is_argument_name = tree->fields[node] == PH_FIELD_NAME;
            return ph_flow_answer(is_argument_name ? PH_UNKNOWN : PH_PROVED, node,
                                  PH_BYTES("shows the exception"));
        }
        has_call |=
            kind == PH_KIND_CALL &&
            !ph_flow_is_builtin(facts, ph_tree_child(tree, node, PH_FIELD_FUNCTION));
        if (kind == PH_KIND_YIELD || kind == PH_KIND_AWAIT) {
            return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("other code runs here"));
        }
    }
    if (has_call && file_observes(tree)) {
        return ph_flow_answer(PH_UNKNOWN, block,
                              PH_BYTES("what it calls may show the exception"));
    }
    return ph_answer(PH_REFUTED);
}

static PhAnswer judge_alias(PhFacts *facts, PhHandler handler)
{
    const PhTree *tree = facts->tree;
    PhNodeId name = ph_tree_first_named(tree, handler.alias);
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), name);
    if (binding != PH_BINDING_NONE && handler.block != PH_NODE_NONE) {
        PhFlowRefs refs =
            ph_flow_refs_in(facts, binding, ph_tree_span(tree, handler.block));
        for (uint32_t i = 0; i < refs.count; i++) {
            const PhRef *ref = &facts->names->refs[refs.items[i]];
            if (ref->kind == PH_REF_LOAD) {
                return ph_flow_answer(PH_PROVED, ref->node,
                                      PH_BYTES("reads the exception"));
            }
        }
    }
    return ph_flow_answer(PH_UNKNOWN, name, PH_BYTES("binds the exception"));
}

/* The handlers of a try whose body raises. Sets *is_taken if one ends the matter. */
static PhAnswer judge_handlers(PhFacts *facts, const PhErrorBases *error,
                               PhNodeId statement, bool *is_taken)
{
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_REFUTED);
    *is_taken = false;
    PH_FOR_EACH_CHILD(tree, statement, clause)
    {
        if (tree->kinds[clause] != PH_KIND_EXCEPT_CLAUSE || *is_taken) {
            continue;
        }
        PhHandler handler = read_handler(facts, error, clause);
        if (handler.catch == PH_CATCH_NEVER) {
            continue;
        }
        PhAnswer one = handler.alias != PH_NODE_NONE ? judge_alias(facts, handler)
                                                     : judge_block(facts, handler.block);
        if (handler.catch == PH_CATCH_PERHAPS && one.verdict == PH_PROVED) {
            one.verdict = PH_UNKNOWN;
        }
        answer = ph_answer_strongest(answer, one);
        *is_taken = handler.catch == PH_CATCH_SURELY;
    }
    return answer;
}

static PhAnswer judge_finally(PhFacts *facts, PhNodeId statement)
{
    PH_FOR_EACH_CHILD(facts->tree, statement, clause)
    {
        if (facts->tree->kinds[clause] == PH_KIND_FINALLY_CLAUSE) {
            return judge_block(facts, ph_flow_block_of(facts->tree, clause));
        }
    }
    return ph_answer(PH_REFUTED);
}

static PhAnswer judge_site(PhFacts *facts, const PhErrorBases *error, PhNodeId site)
{
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhNodeId child = site;
    for (PhNodeId parent = ph_tree_parent(tree, site); parent != PH_NODE_NONE;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        PhKind kind = ph_tree_kind(tree, parent);
        PhAnswer one = ph_answer(PH_REFUTED);
        if (kind == PH_KIND_WITH_STATEMENT && !ph_flow_with_is_transparent(facts, parent)) {
            one = ph_flow_answer(PH_UNKNOWN, parent, PH_BYTES("__exit__ gets to see it"));
        } else if (kind == PH_KIND_GENERATOR_EXPRESSION) {
            one = ph_flow_answer(PH_UNKNOWN, parent, PH_BYTES("runs elsewhere"));
        } else if (kind == PH_KIND_TRY_STATEMENT && tree->fields[child] == PH_FIELD_BODY) {
            bool is_taken;
            one = judge_handlers(facts, error, parent, &is_taken);
            answer = ph_answer_strongest(answer, one);
            if (is_taken) {
                return answer;
            }
            one = judge_finally(facts, parent);
        } else if (kind == PH_KIND_TRY_STATEMENT &&
                   tree->kinds[child] != PH_KIND_FINALLY_CLAUSE) {
            one = judge_finally(facts, parent);
        } else if ((kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_LAMBDA) &&
                   tree->fields[child] == PH_FIELD_BODY) {
            break;
        }
        answer = ph_answer_strongest(answer, one);
    }
    return answer.verdict == PH_REFUTED
               ? ph_flow_answer(PH_UNKNOWN, site, PH_BYTES("the exception may leave"))
               : answer;
}

PhAnswer ph_observed_in(const PhFactQuery *query, PhBytes error)
{
    const PhCapture *sites = query->args[0].capture;
    const PhErrorBases *bases = NULL;
    for (size_t i = 0; i < PH_COUNT_OF(k_errors); i++) {
        bases = ph_bytes_is(error, k_errors[i].error) ? &k_errors[i] : bases;
    }
    if (sites == NULL || sites->count == 0 || bases == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    PhAnswer answer = ph_answer(PH_REFUTED);
    for (uint32_t i = 0; i < sites->count; i++) {
        PhAnswer one = judge_site(query->facts, bases, sites->nodes[i]);
        answer = ph_answer_strongest(answer, one);
    }
    return answer;
}
