#include "facts/owners.h"

#include "facts/calls.h"
#include "facts/members.h"
#include "facts/sole.h"
#include "syntax/walk.h"

PhNodeId ph_owner_class(const PhTree *tree, PhNodeId name)
{
    return ph_tree_nearest(tree, name, PH_KIND_CLASS_DEFINITION);
}

static bool is_parameter_of(PhFacts *facts, PhNodeId name, PhNodeId def)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_sole_binding(facts, name);
    return id != PH_BINDING_NONE &&
           names->refs[names->bindings[id].first_ref].kind == PH_REF_PARAMETER &&
           names->scopes[names->bindings[id].scope].node == def;
}

PhNodeId ph_owner_parameter(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId attribute = ph_tree_parent(tree, name);
    PhNodeId value = ph_stored_value(tree, attribute);
    PhNodeId def = ph_tree_nearest(tree, name, PH_KIND_FUNCTION_DEFINITION);
    return value != PH_NODE_NONE && def != PH_NODE_NONE &&
                   is_parameter_of(facts, value, def)
               ? value
               : PH_NODE_NONE;
}

/* The class whose object `name` is, being the first parameter of a plain method. */
static PhNodeId self_class(PhFacts *facts, PhNodeId name)
{
    PhMethodKind kind;
    PhNodeId owner = ph_class_of_self(facts, name, &kind);
    return kind == PH_METHOD_PLAIN ? owner : PH_NODE_NONE;
}

/* `p.list.append(self)`, `p.add(self)`: the name of the list, or of the method. */
static PhNodeId registered_by(PhFacts *facts, PhNodeId call, PhNodeId parameter,
                              PhNodeId class_node)
{
    static const char *const k_adders[] = {"add", "append", "appendleft", "insert"};
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId object;
    PhBytes name = ph_call_method(tree, call, &object);
    if (!ph_bytes_is_one_of(name, k_adders, PH_COUNT_OF(k_adders)) ||
        ph_tree_kind(tree, object) != PH_KIND_ATTRIBUTE) {
        return PH_NODE_NONE;
    }
    PhNodeId base = ph_tree_child(tree, object, PH_FIELD_OBJECT);
    bool is_same = ph_tree_kind(tree, base) == PH_KIND_IDENTIFIER &&
                   ph_names_binding(names, base) == ph_names_binding(names, parameter);
    PhNodeId args = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    bool has_self = false;
    for (uint32_t i = 0; i < 2; i++) {
        PhNodeId arg = ph_tree_nth_named(tree, args, i);
        has_self =
            has_self || (arg != PH_NODE_NONE && self_class(facts, arg) == class_node);
    }
    return is_same && has_self ? ph_tree_child(tree, object, PH_FIELD_ATTRIBUTE)
                               : PH_NODE_NONE;
}

/* The name of the list of the owner that a method puts its object into. */
static PhNodeId list_of_owner(PhFacts *facts, PhNodeId name, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    PhNodeId parameter = ph_owner_parameter(facts, name);
    PhNodeId def = ph_tree_nearest(tree, name, PH_KIND_FUNCTION_DEFINITION);
    PhNodeId limit = parameter == PH_NODE_NONE ? 0 : ph_tree_limit(tree, def);
    for (PhNodeId node = def; node < limit; node++) {
        PhNodeId found = ph_tree_kind(tree, node) == PH_KIND_CALL
                             ? registered_by(facts, node, parameter, class_node)
                             : PH_NODE_NONE;
        if (found != PH_NODE_NONE) {
            return found;
        }
    }
    return PH_NODE_NONE;
}

/* The attribute, or an element of it, is stored, or it is a container that something is put
 * into. */
static bool keeps(const PhTree *tree, PhNodeId attribute)
{
    static const char *const k_adders[] = {"add",    "append",     "appendleft",
                                           "insert", "setdefault", "extend"};
    PhNodeId up = ph_tree_parent(tree, attribute);
    while (ph_tree_kind(tree, up) == PH_KIND_SUBSCRIPT) {
        attribute = up;
        up = ph_tree_parent(tree, attribute);
    }
    return ph_is_target(tree, attribute) ||
           (ph_tree_kind(tree, up) == PH_KIND_ATTRIBUTE &&
            ph_bytes_is_one_of(
                ph_tree_text(tree, ph_tree_child(tree, up, PH_FIELD_ATTRIBUTE)), k_adders,
                PH_COUNT_OF(k_adders)));
}

/* The name is put into a container of `self`, or stored there, in this function. */
static bool is_kept_by_self(PhFacts *facts, PhNodeId call, PhNodeId owner)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, call);
    PhNodeId left = ph_tree_kind(tree, parent) == PH_KIND_ASSIGNMENT
                        ? ph_tree_child(tree, parent, PH_FIELD_LEFT)
                        : PH_NODE_NONE;
    PhBytes name = ph_tree_kind(tree, left) == PH_KIND_IDENTIFIER ? ph_tree_text(tree, left)
                                                                  : PH_BYTES("");
    PhNodeId def = ph_tree_nearest(tree, call, PH_KIND_FUNCTION_DEFINITION);
    for (PhNodeId node = def; node < ph_tree_limit(tree, def); node++) {
        bool is_it = name.len > 0 ? ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER &&
                                        ph_bytes_equal(ph_tree_text(tree, node), name)
                                  : node == call;
        if (!is_it) {
            continue;
        }
        /* Up to the statement: something of self stores it or is called with it. */
        PhNodeId statement = ph_tree_statement_of(tree, node);
        for (PhNodeId one = statement; one < ph_tree_limit(tree, statement); one++) {
            PhNodeId object = ph_tree_kind(tree, one) == PH_KIND_ATTRIBUTE
                                  ? ph_tree_child(tree, one, PH_FIELD_OBJECT)
                                  : PH_NODE_NONE;
            bool is_own = object != PH_NODE_NONE && self_class(facts, object) == owner;
            if (is_own && !ph_tree_is_within(tree, one, call) && keeps(tree, one)) {
                return true;
            }
        }
    }
    return false;
}

/* What the call passes for the parameter that the attribute is given. */
static PhNodeId passed_owner(PhFacts *facts, PhNodeId call, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId def = ph_tree_nearest(tree, name, PH_KIND_FUNCTION_DEFINITION);
    PhNodeId parameter = ph_owner_parameter(facts, name);
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    PhNodeId args = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    uint32_t place = 0;
    if (parameter == PH_NODE_NONE ||
        !ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME)),
                     "__init__")) {
        return PH_NODE_NONE;
    }
    PhBytes wanted = ph_tree_text(tree, parameter);
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child), place++) {
        PhNodeId own = ph_parameter_name(tree, child);
        if (own != PH_NODE_NONE && ph_bytes_equal(ph_tree_text(tree, own), wanted)) {
            break;
        }
    }
    uint32_t n = 1; /* self is passed by Python */
    for (PhNodeId arg = ph_tree_first_named(tree, args); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        PhKind kind = ph_tree_kind(tree, arg);
        if (kind == PH_KIND_KEYWORD_ARGUMENT) {
            if (ph_bytes_equal(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)),
                               wanted)) {
                return ph_tree_child(tree, arg, PH_FIELD_VALUE);
            }
        } else if (n++ == place && kind != PH_KIND_LIST_SPLAT) {
            return arg;
        }
    }
    return PH_NODE_NONE;
}

/* The classes whose methods make and keep an object as `C(self, ..)`. */
static void add_makers(PhFacts *facts, PhNodeId name, PhNodeId class_node,
                       PhAttributeVec *out)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_class_binding(facts, class_node);
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
        PhNodeId call = names->refs[ref].kind == PH_REF_LOAD
                            ? ph_call_of(tree, names->refs[ref].node)
                            : PH_NODE_NONE;
        PhNodeId passed =
            call == PH_NODE_NONE ? PH_NODE_NONE : passed_owner(facts, call, name);
        PhNodeId owner = passed == PH_NODE_NONE ? PH_NODE_NONE : self_class(facts, passed);
        if (owner != PH_NODE_NONE && is_kept_by_self(facts, call, owner)) {
            PH_VEC_PUSH(facts->arena, out, owner);
        }
    }
}

/* The classes whose methods store a new list under the name. */
static void add_list_owners(PhFacts *facts, PhBytes list, PhAttributeVec *out)
{
    for (PhNodeId one = ph_class_next(facts, 0); one != PH_NODE_NONE;
         one = ph_class_next(facts, one)) {
        PhAttributeVec own;
        ph_layout_attributes(facts, one, &own);
        if (ph_layout_has(facts, &own, list)) {
            PH_VEC_PUSH(facts->arena, out, one);
        }
    }
}

bool ph_owner_classes(PhFacts *facts, PhNodeId name, PhAttributeVec *out)
{
    PhNodeId class_node = ph_owner_class(facts->tree, name);
    *out = (PhAttributeVec){0};
    PhNodeId list = list_of_owner(facts, name, class_node);
    if (list != PH_NODE_NONE) {
        add_list_owners(facts, ph_layout_name(facts, list), out);
        return out->count > 0;
    }
    add_makers(facts, name, class_node, out);
    return out->count > 0;
}

void ph_owner_links(PhFacts *facts, PhNodeId class_node, PhAttributeVec *out)
{
    PhAttributeVec attributes;
    PhAttributeVec owners;
    *out = (PhAttributeVec){0};
    if (ph_layout_is_dataclass(facts, class_node)) {
        return;
    }
    ph_layout_attributes(facts, class_node, &attributes);
    for (size_t i = 0; i < attributes.count; i++) {
        PhNodeId name = attributes.items[i];
        bool is_link = ph_owner_parameter(facts, name) != PH_NODE_NONE &&
                       (list_of_owner(facts, name, class_node) != PH_NODE_NONE ||
                        ph_owner_classes(facts, name, &owners));
        if (is_link) {
            PH_VEC_PUSH(facts->arena, out, name);
        }
    }
}
