#include "apply/attributes.h"

#include <errno.h>
#include <sys/xattr.h>
#include <unistd.h>

#define PH_ACCESS_LIST "system.posix_acl_access"

static PhStatus cannot_keep(const PhTarget *target, PhDiags *diags, const char *what)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, target->path,
                      "its %s cannot be kept (%s): not written", what, strerror(errno));
    return PH_ERR_REFUSED;
}

static bool must_be_kept(PhBytes name)
{
    return ph_bytes_starts_with(name, PH_BYTES("user.")) ||
           ph_bytes_starts_with(name, PH_BYTES("system.posix_acl_"));
}

static bool copy_attribute(PhArena *arena, int from, int to, const char *name)
{
    ssize_t size = fgetxattr(from, name, NULL, 0);
    if (size < 0) {
        return false;
    }
    char *value = ph_arena_alloc(arena, (size_t)size + 1);
    ssize_t got = fgetxattr(from, name, value, (size_t)size);
    return got >= 0 && fsetxattr(to, name, value, (size_t)got, 0) == 0;
}

static PhStatus copy_attributes(const PhTarget *target, int copy, PhDiags *diags)
{
    bool has_access_list = false;
    ssize_t size = flistxattr(target->file, NULL, 0);
    if (size < 0 && errno != ENOTSUP && errno != ENOSYS) {
        return cannot_keep(target, diags, "extended attributes");
    }
    if (size > 0) {
        char *names = ph_arena_alloc(diags->arena, (size_t)size);
        size = flistxattr(target->file, names, (size_t)size);
        if (size < 0) {
            return cannot_keep(target, diags, "extended attributes");
        }
        const char *name = names;
        for (; name < names + size; name += strlen(name) + 1) {
            bool is_copied = copy_attribute(diags->arena, target->file, copy, name);
            if (!is_copied && must_be_kept(ph_bytes_of(name))) {
                return cannot_keep(target, diags, name);
            }
            has_access_list = has_access_list || strcmp(name, PH_ACCESS_LIST) == 0;
        }
    }
    if (!has_access_list) {
        /* A folder's default list is inherited by the new file and was not wanted by the
         * old one. Where there are no lists, nothing is lost. */
        (void)fremovexattr(copy, PH_ACCESS_LIST);
    }
    return PH_OK;
}

PhStatus ph_attributes_copy(const PhTarget *target, int copy, PhDiags *diags)
{
    struct stat info;
    if (fstat(copy, &info) != 0) {
        return ph_target_io_error(target, diags, "write");
    }
    bool same_owner = info.st_uid == target->info.st_uid;
    bool same_group = info.st_gid == target->info.st_gid;
    if ((!same_owner || !same_group) &&
        fchown(copy, same_owner ? (uid_t)-1 : target->info.st_uid,
               same_group ? (gid_t)-1 : target->info.st_gid) != 0) {
        return cannot_keep(target, diags, same_owner ? "group" : "owner");
    }
    PhStatus status = copy_attributes(target, copy, diags);
    if (status != PH_OK) {
        return status;
    }
    /* Last, because a change of owner takes the set-user-ID bit away. */
    mode_t mode = target->info.st_mode & 07777;
    if (fchmod(copy, mode) != 0 &&
        (fstat(copy, &info) != 0 || (info.st_mode & 07777) != mode)) {
        return cannot_keep(target, diags, "mode");
    }
    return PH_OK;
}
