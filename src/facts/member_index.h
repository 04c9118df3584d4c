#ifndef PH_FACTS_MEMBER_INDEX_H
#define PH_FACTS_MEMBER_INDEX_H

/*
 * For the files of members.h only: the classes of a file, and where something is stored
 * under an attribute, by the name of that. Found in one walk when first asked, and kept;
 * lives in the facts' arena.
 */

#include "facts/members.h"

enum { PH_FAMILY_CLASSES = 256 };

/* The classes of a file, and for each the first of its family. */
typedef struct PhFamilies {
    PhNodeId classes[PH_FAMILY_CLASSES];
    uint32_t heads[PH_FAMILY_CLASSES];
    uint32_t count;
    bool is_full; /* the file has more classes than can be told apart */
} PhFamilies;

typedef struct PhMemberSite {
    PhBytes name;
    PhNodeId node;  /* the target */
    PhNodeId owner; /* the class whose name is stored, or PH_NODE_NONE */
    PhNodeId place; /* the class in whose body it stands, or PH_NODE_NONE */
    uint32_t next;  /* of the same name, in source order; PH_MAP_NONE at the end */
} PhMemberSite;

typedef struct PhMemberSites {
    PH_VEC(PhMemberSite) all;
    PhMap first_of; /* by name */
} PhMemberSites;

/* An answer of ph_member_stores(). */
typedef struct PhKnownMember {
    PhMemberStores stores;
    bool is_known;
} PhKnownMember;

struct PhMemberIndex {
    PhFamilies families;
    PhMemberSites names;   /* stored in the bodies of classes */
    PhMemberSites targets; /* attributes that are targets */
    PhMemberNodes setters; /* names `setattr` that are called */
    PH_VEC(PhKnownMember) known;
    PhMap known_of; /* by family and name */
};

PhMemberIndex *ph_member_index(PhFacts *facts);

/* The first of the family of a class of the file. */
uint32_t ph_family_of(const PhFamilies *families, PhNodeId class_node);

/* The first site of the name, or PH_MAP_NONE. */
uint32_t ph_member_first(const PhMemberSites *sites, PhBytes name);

#endif
