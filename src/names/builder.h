#ifndef PH_NAMES_BUILDER_H
#define PH_NAMES_BUILDER_H

/*
 * What the passes of ph_names_new() hand to each other; nobody else includes this.
 *
 * 1. collect.c walks the tree once: scopes in the order of their first token, references
 *    with their name and standing scope.
 * 2. resolve.c puts scopes into preorder and finds each reference's binding.
 * 3. opaque.c marks the scopes whose names may be reached by their text.
 *
 * Until resolve.c has run, PhRef.binding holds a name id and PhRef.next the scope that the
 * reference would bind in, both in collect.c's numbers.
 */

#include "base/vec.h"
#include "names/scope.h"

/* Names with a meaning of their own. Their ids are these numbers in every file. */
typedef enum PhSpecialName {
    PH_NAME_SUPER,
    PH_NAME_CLASS,
    PH_NAME_LOCALS, /* from here on: names that make a scope opaque */
    PH_NAME_VARS,
    PH_NAME_DIR,
    PH_NAME_EVAL,
    PH_NAME_EXEC,
    PH_NAME_GETFRAME,
    PH_NAME_CURRENTFRAME,
    PH_NAME_GLOBALS,
    PH_NAME_SPECIAL_COUNT,
} PhSpecialName;

/* What only building needs to know of a scope. */
typedef struct PhScopeDraft {
    PhScopeId home;  /* where a walrus binds: itself, or what encloses comprehensions */
    PhScopeId class; /* the innermost class that holds it or that it is, or PH_SCOPE_NONE */
    PhBytes private_prefix; /* of that class, for mangling; may be empty */
    bool needs_class_cell;  /* a class whose methods read __class__ */
} PhScopeDraft;

/* While the walk is before node `limit`; then `outer` is the current scope again. */
typedef struct PhRegion {
    PhNodeId limit;
    PhScopeId outer;
} PhRegion;

/* A read or an import of a special name. */
typedef struct PhSuspect {
    PhRefId ref;
    PhSpecialName name;
} PhSuspect;

typedef PH_VEC(PhScope) PhScopeVec;
typedef PH_VEC(PhScopeDraft) PhScopeDraftVec;
typedef PH_VEC(PhRef) PhRefVec;
typedef PH_VEC(PhBytes) PhBytesVec;
typedef PH_VEC(PhScopeSegment) PhScopeSegmentVec;
typedef PH_VEC(PhRegion) PhRegionVec;
typedef PH_VEC(PhSuspect) PhSuspectVec;
typedef PH_VEC(PhBinding) PhBindingVec;
typedef PH_VEC(PhNameUse) PhNameUseVec;

typedef struct PhNamesBuilder {
    PhArena *arena;
    const PhTree *tree;
    PhScopeVec scopes;
    PhScopeDraftVec drafts; /* by scope */
    PhScopeId current;
    PhRegionVec regions;
    PhScopeSegmentVec segments;
    PhRefVec refs;
    PhMap name_ids;
    PhBytesVec names; /* by name id */
    PhSuspectVec suspects;
    uint32_t
        *slots; /* by node: PH_REF_NONE, a mark for the walk, or in the end a PhRefId */
} PhNamesBuilder;

/*
 * Marks that the walk leaves at a node for when it comes there. No file has 2^30 scopes or
 * references: it would have more bytes than a source may have.
 */
#define PH_SLOT_SCOPE    0x80000000U /* | scope: the subtree belongs to that scope */
#define PH_SLOT_ROLE     0x40000000U /* | PhRefKind: how the identifier is touched */
#define PH_SLOT_NO_ROLE  (PH_SLOT_ROLE | 0xffU) /* the identifier is no reference */
#define PH_SLOT_ARGUMENT 0x3fffffffU

static inline bool ph_slot_is_scope(uint32_t slot)
{
    return slot != PH_REF_NONE && (slot & PH_SLOT_SCOPE) != 0;
}

static inline bool ph_slot_is_role(uint32_t slot)
{
    return (slot & (PH_SLOT_SCOPE | PH_SLOT_ROLE)) == PH_SLOT_ROLE;
}

static inline void ph_slot_set_scope(PhNamesBuilder *b, PhNodeId node, PhScopeId scope)
{
    b->slots[node] = PH_SLOT_SCOPE | scope;
}

static inline void ph_slot_set_role(PhNamesBuilder *b, PhNodeId node, PhRefKind kind)
{
    b->slots[node] = PH_SLOT_ROLE | (uint32_t)kind;
}

static_assert(PH_REF_KIND_COUNT <= 32, "a set of kinds is a 32-bit number");

#define PH_REF_KIND_BIT(kind) (1U << (uint32_t)(kind))
#define PH_REF_KINDS_NOT_BINDING                                    \
    (PH_REF_KIND_BIT(PH_REF_LOAD) | PH_REF_KIND_BIT(PH_REF_SUPER) | \
     PH_REF_KIND_BIT(PH_REF_GLOBAL) | PH_REF_KIND_BIT(PH_REF_NONLOCAL))

/* True if such a reference makes its name a name of the scope that it stands in. */
static inline bool ph_ref_kind_binds(PhRefKind kind)
{
    return (PH_REF_KIND_BIT(kind) & PH_REF_KINDS_NOT_BINDING) == 0;
}

/* True for scopes whose names are seen from scopes within. */
static inline bool ph_scope_kind_is_seen_within(PhScopeKind kind)
{
    return kind != PH_SCOPE_KIND_MODULE && kind != PH_SCOPE_KIND_CLASS;
}

/* PEP 695: these look into the class that they stand in directly. */
static inline bool ph_scope_kind_sees_class(PhScopeKind kind)
{
    return kind == PH_SCOPE_KIND_TYPE_PARAMS || kind == PH_SCOPE_KIND_TYPE_ALIAS;
}

/* collect.c */
void ph_names_collect(PhNamesBuilder *b);

/* role.c: marks identifiers at nodes that the walk has still to reach. */
void ph_role_mark_targets(PhNamesBuilder *b, PhNodeId top, PhRefKind kind);
void ph_role_mark_assignment(PhNamesBuilder *b, PhNodeId node);
void ph_role_mark_dotted_name(PhNamesBuilder *b, PhNodeId node);
void ph_role_mark_type_params(PhNamesBuilder *b, PhNodeId params);

/* How an identifier without a mark is touched: a PhRefKind, or PH_SLOT_NO_ROLE. */
uint32_t ph_role_by_parent(const PhTree *tree, PhNodeId node);

/* resolve.c */
void ph_names_resolve(PhNamesBuilder *b, PhNames *names);

/* opaque.c */
bool ph_opaque_is_attribute(const PhTree *tree, PhNodeId name);
void ph_opaque_mark(PhNamesBuilder *b, PhNames *names);

/* rebinding.c: asked when the names are complete. */
bool ph_rebinding_is_possible(const PhNames *names);

#endif
