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
 * belongs to the module scope as a binding without stores: a builtin, something a star
 * import brought, or an error at run time.
 *
 * Everything lives in the arena given to ph_names_new() and is read-only afterwards.
 */

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
    bool
        is_opaque; /* it or a scope in it may reach locals by name: locals, vars, dir, eval,
                      exec, _getframe or a frame, called or passed on, or a star import */
    bool has_star_import; /* in this very scope */
    bool is_generator;    /* yield in this very scope */
    bool is_async;
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
} PhRefKind;

typedef struct PhRef {
    PhNodeId node; /* the identifier; of `import a.b` the node of `a` */
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
    uint32_t store_count;    /* references that bind; parameters and imports count */
    bool is_captured;        /* referenced from a scope below other than its own */
    bool is_declared_global; /* some scope says `global` of it */
} PhBinding;

typedef struct PhNames {
    const PhTree *tree;
    const PhScope *scopes;
    uint32_t scope_count;
    const PhBinding *bindings; /* grouped by scope */
    uint32_t binding_count;
    const PhRef *refs; /* in source order */
    uint32_t ref_count;
    /* By node: the reference that an identifier is; see ph_names_ref(). */
    const PhRefId *ref_of_node;
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
 * on the way out, no `global` store reaches it, and the module has no star import.
 */
bool ph_names_is_builtin(const PhNames *names, PhScopeId scope, PhBytes name);

#endif
