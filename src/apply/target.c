#include "apply/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/path.h"

PhStatus ph_target_io_error(const PhTarget *target, PhDiags *diags, const char *what)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, target->path, "cannot %s: %s", what,
                      strerror(errno));
    return PH_ERR_IO;
}

static PhStatus refuse(const PhTarget *target, PhDiags *diags, const char *why)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, target->path, "%s: not written", why);
    return PH_ERR_REFUSED;
}

static PhStatus resolve(PhTarget *target, PhBytes root, PhDiags *diags)
{
    char path[PATH_MAX];
    if (target->path.len >= sizeof(path)) {
        errno = ENAMETOOLONG;
        return ph_target_io_error(target, diags, "find");
    }
    memcpy(path, target->path.ptr, target->path.len);
    path[target->path.len] = '\0';
    if (realpath(path, target->real) == NULL) {
        return ph_target_io_error(target, diags, "find");
    }
    if (!ph_path_is_in(ph_bytes_of(target->real), root)) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, target->path,
                          "is a link to %.512s, outside of what was named: not written",
                          target->real);
        return PH_ERR_REFUSED;
    }
    return PH_OK;
}

static PhStatus open_both(PhTarget *target, PhDiags *diags)
{
    char *slash = strrchr(target->real, '/');
    target->name = slash + 1;
    *slash = '\0';
    const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW;
    /* O_PATH: a folder that may be searched and written but not listed will do. */
    target->folder = open(slash == target->real ? "/" : target->real,
                          O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    *slash = '/';
    if (target->folder < 0) {
        return ph_target_io_error(target, diags, "open its folder");
    }
    /* O_NONBLOCK: opening a named pipe must not wait for a writer. */
    target->file = openat(target->folder, target->name, flags | O_NONBLOCK | O_NOCTTY);
    if (target->file < 0 || fstat(target->file, &target->info) != 0) {
        return ph_target_io_error(target, diags, "open");
    }
    return PH_OK;
}

static PhStatus check_kind(const PhTarget *target, PhDiags *diags)
{
    const struct stat *info = &target->info;
    if (!S_ISREG(info->st_mode)) {
        return refuse(target, diags, "not a regular file");
    }
    if (info->st_nlink > 1) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, target->path,
                          "has %lu hard links: not written", (unsigned long)info->st_nlink);
        return PH_ERR_REFUSED;
    }
    /* Whoever may write the file through its name may replace it; the superuser always may.
     */
    if (faccessat(target->folder, target->name, W_OK, AT_EACCESS) != 0) {
        return refuse(target, diags, "read-only");
    }
    if (faccessat(target->folder, ".", W_OK | X_OK, AT_EACCESS) != 0) {
        return refuse(target, diags, "its folder is read-only");
    }
    return PH_OK;
}

PhStatus ph_target_open(PhTarget *target, PhBytes path, PhBytes root, PhDiags *diags)
{
    target->path = path;
    target->name = NULL;
    target->folder = -1;
    target->file = -1;
    PhStatus status = resolve(target, root, diags);
    status = status == PH_OK ? open_both(target, diags) : status;
    return status == PH_OK ? check_kind(target, diags) : status;
}

void ph_target_close(PhTarget *target)
{
    if (target->file >= 0) {
        (void)close(target->file);
    }
    if (target->folder >= 0) {
        (void)close(target->folder);
    }
    target->file = -1;
    target->folder = -1;
}
