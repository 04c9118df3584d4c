#ifndef PH_NAMES_SCOPE_H
#define PH_NAMES_SCOPE_H

/*
 * Scopes, bindings and references of one file: which binding every identifier means.
 *
 * The rules are CPython's (symtable.c): global and nonlocal, class scopes that nested
 * functions do not see, comprehensions as scopes of their own whose first iterable belongs
 * outside, walrus targets that skip comprehensions, match captures, except-as with its
 * implied del, star imports, private name mangling, type parameters (PEP 695), decorators,
 * defaults and annotations in the outer scope. Names are compared in NFKC form.
 *
 * A binding is a name in the scope that owns it. A name that no scope of the file binds
 * belongs to the module scope as a binding that is not bound: a builtin, something a star
 * import brought, or an error at run time.
 *
 * Not references: attribute names, names of keyword arguments and keyword patterns, the
 * parts of a module's name, and what stands in a string annotation.
 *
 * Everything lives in the arena given to ph_names_new() and is read-only afterwards. The
 * work is linear in the size of the tree, whatever its shape.
 */

#include "base/map.h"
#include "syntax/tree.h"

typedef uint32_t PhScopeId;
typedef uint32_t PhBindingId;
typedef uint32_t PhRefId;

#define PH_SCOPE_MODULE 0
#define PH_SCOPE_NONE   UINT32_MAX
#define PH_BINDING_NONE UINT32_MAX
#define PH_REF_NONE     UINT32_MAX

typedef enum PhScopeKind {
    PH_SCOPE_KIND_MODULE,
    PH_SCOPE_KIND_CLASS,
    PH_SCOPE_KIND_FUNCTION,
    PH_SCOPE_KIND_LAMBDA,
    PH_SCOPE_KIND_COMPREHENSION, /* list, set, dict comprehension or generator expression */
    PH_SCOPE_KIND_TYPE_PARAMS,   /* of a generic def or class (PEP 695) */
    PH_SCOPE_KIND_TYPE_ALIAS,    /* the value of `type X = ...` */
} PhScopeKind;

typedef struct PhScope {
    PhScopeKind kind;
    PhNodeId node;    /* the def, class, lambda, comprehension ...; 0 for the module */
    PhScopeId parent; /* PH_SCOPE_NONE for the module */
    PhScopeId limit;  /* nested scopes are (this, limit): scopes are in preorder */
    PhBindingId first_binding;
    uint32_t binding_count;
    /*
     * It or a scope in it may reach names by their text: the builtins locals, vars, dir,
     * eval or exec, called or passed on (`vars(x)` and `dir(x)` look at x and do not
     * count), _getframe, currentframe, inspect.stack, or a star import. The builtin globals
     * makes the module opaque, and nothing else.
     */
    bool is_opaque;
    bool has_star_import; /* in this very scope */
    bool is_generator;    /* yield in this very scope; generator expressions too */
    bool is_async;        /* async def; a comprehension with async for or await */
} PhScope;

/* How a reference touches its binding. */
typedef enum PhRefKind {
    PH_REF_LOAD,
    PH_REF_ASSIGN,        /* `x = ..`, unpacking included */
    PH_REF_AUGMENTED,     /* `x += ..`: reads and stores */
    PH_REF_ANNOTATED,     /* `x: T = ..` */
    PH_REF_DECLARED,      /* `x: T` without a value: binds the name, stores nothing */
    PH_REF_FOR,           /* target of a for statement */
    PH_REF_COMPREHENSION, /* target of a comprehension's for */
    PH_REF_WITH,
    PH_REF_EXCEPT, /* `except E as x`: stored, and deleted at the end of the handler */
    PH_REF_IMPORT, /* import and from-import, with or without as */
    PH_REF_FUNCTION,
    PH_REF_CLASS,
    PH_REF_PARAMETER,
    PH_REF_WALRUS,
    PH_REF_MATCH, /* capture, star or ** of a pattern */
    PH_REF_DELETE,
    PH_REF_GLOBAL, /* named in a global statement: no load, no store */
    PH_REF_NONLOCAL,
    PH_REF_TYPE_PARAM,
    PH_REF_TYPE_ALIAS,
    PH_REF_SUPER, /* the implied read of __class__ where `super` is read: its node is the
                     identifier `super`, which has a reference of its own just before */
    PH_REF_KIND_COUNT,
} PhRefKind;

typedef struct PhRef {
    PhNodeId node; /* the identifier; of `import a.b` the node of `a`; of `print >>f` and of
                      `type(x).y = z`, in which the grammar sees a keyword, that token */
    PhRefKind kind;
    PhScopeId scope; /* where it stands, not where its binding lives */
    PhBindingId binding;
    PhRefId next; /* of the same binding, in source order; PH_REF_NONE at the end */
} PhRef;

typedef struct PhBinding {
    PhBytes name; /* NFKC and mangled, as the compiled code has it */
    PhScopeId scope;
    PhRefId first_ref;
    uint32_t ref_count;
    uint32_t store_count; /* references that store or delete; parameters and imports count,
                             `x: T` alone does not */
    uint32_t name_id;     /* equal names of a file have equal ids */
    bool is_bound;        /* some reference makes it a name of its scope */
    bool is_captured;     /* referenced from a scope other than its own */
    bool is_declared_global; /* some scope says `global` of it */
    bool is_class_cell;      /* the __class__ that methods of class `scope` see */
} PhBinding;

/* From node `first` on, expressions are evaluated in `scope`. */
typedef struct PhScopeSegment {
    PhNodeId first;
    PhScopeId scope;
} PhScopeSegment;

/* What a name means in a scope that mentions it. */
typedef struct PhNameUse {
    uint32_t name_id;
    PhBindingId binding;
} PhNameUse;

typedef struct PhNames {
    const PhTree *tree;
    const PhScope *scopes;
    uint32_t scope_count;
    const PhBinding *bindings; /* grouped by scope; the module's come first */
    uint32_t binding_count;
    const PhRef *refs; /* in source order */
    uint32_t ref_count;
    /* By node: the reference that an identifier is; see ph_names_ref(). */
    const PhRefId *ref_of_node;

    /* Builtins may be given another meaning without a binding: exec, builtins.x = .. */
    bool may_rebind_builtins;

    /* For the functions below. */
    const PhScopeSegment *segments; /* by first node, ascending */
    uint32_t segment_count;
    PhMap name_ids;
    uint32_t name_count;
    const PhBindingId *module_bindings; /* by name id, or PH_BINDING_NONE */
    const PhNameUse *uses;              /* grouped by scope, in a group by name id */
    const uint32_t *first_use;          /* by scope, and one more */
} PhNames;

PhNames *ph_names_new(PhArena *arena, const PhTree *tree);

/* The reference that identifier `node` is, or PH_REF_NONE (attribute and keyword names). */
PhRefId ph_names_ref(const PhNames *names, PhNodeId node);

/* The binding that identifier `node` means, or PH_BINDING_NONE. */
PhBindingId ph_names_binding(const PhNames *names, PhNodeId node);

/* The innermost scope whose body holds `node`: where an expression there is evaluated. */
PhScopeId ph_names_scope_at(const PhNames *names, PhNodeId node);

/* The binding of `name` owned by `scope` itself, or PH_BINDING_NONE. */
PhBindingId ph_names_find(const PhNames *names, PhScopeId scope, PhBytes name);

/* What `name` would mean if it were read in `scope`: a binding or PH_BINDING_NONE. */
PhBindingId ph_names_lookup(const PhNames *names, PhScopeId scope, PhBytes name);

/*
 * True if `name`, read in `scope`, can only be the builtin: nothing in the file binds it
 * on the way out, no `global` store reaches it, the module has no star import, and nothing
 * may rebind builtins behind our back.
 */
bool ph_names_is_builtin(const PhNames *names, PhScopeId scope, PhBytes name);

#endif
