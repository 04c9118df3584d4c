#include "apply/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "apply/attributes.h"
#include "apply/file_hash.h"
#include "apply/target.h"
#include "base/io.h"

/* The new bytes on their way, in the folder of the target. */
typedef struct PhTemp {
    char name[40]; /* empty: there is none to remove */
    int fd;
    PhJournal *journal; /* or NULL */
    uint32_t number;    /* of its entry there */
    bool is_begun;      /* there is one */
    bool is_left;       /* it is somebody else's by now, and stays */
} PhTemp;

static PhStatus conflict(const PhTarget *target, PhDiags *diags)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, target->path,
                      "changed since it was read: not written");
    return PH_ERR_CONFLICT;
}

/* A short name, because that of the target may have all the 255 bytes there are. */
static bool choose_name(PhTemp *temp)
{
    uint64_t number = 0;
    if (getrandom(&number, sizeof(number), 0) != (ssize_t)sizeof(number)) {
        return false;
    }
    (void)snprintf(temp->name, sizeof(temp->name), ".pyheap-%016llx.tmp",
                   (unsigned long long)number);
    return true;
}

static PhStatus begin_entry(const PhTarget *target, PhTemp *temp, const PhWrite *write,
                            PhDiags *diags)
{
    PhJournalEntry entry = {.path = ph_bytes_of(target->real),
                            .temp = ph_bytes_of(temp->name),
                            .device = (uint64_t)target->info.st_dev,
                            .inode = (uint64_t)target->info.st_ino,
                            .owner = target->info.st_uid,
                            .old_hash = write->read_hash,
                            .new_hash = ph_hash(write->new_text),
                            .new_size = write->new_text.len};
    PhBuf old_text = {0};
    PhStatus status = PH_OK;
    if (!ph_read_all(target->file, &old_text)) {
        status = ph_target_io_error(target, diags, "read");
    } else if (!ph_hash_equal(ph_hash(ph_buf_bytes(&old_text)), write->read_hash)) {
        status = conflict(target, diags);
    } else {
        status = ph_journal_begin(temp->journal, &entry, ph_buf_bytes(&old_text), diags,
                                  &temp->number);
    }
    temp->is_begun = status == PH_OK;
    ph_buf_release(&old_text);
    return status;
}

/*
 * The name is noted before there is a file of that name, its inode before there is anything
 * in it: a file that is found empty or with this inode after a kill is pyheap's own. With
 * 64 random bits, a name that is taken is no accident.
 */
static PhStatus make_temp(const PhTarget *target, PhTemp *temp, const PhWrite *write,
                          PhDiags *diags)
{
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    if (!choose_name(temp)) {
        return ph_target_io_error(target, diags, "name a file beside it");
    }
    PhStatus status = PH_OK;
    if (temp->journal != NULL) {
        status = begin_entry(target, temp, write, diags);
    }
    if (status == PH_OK) {
        temp->fd = openat(target->folder, temp->name, flags, 0600);
        if (temp->fd < 0) {
            status = ph_target_io_error(target, diags, "make a file beside it");
        }
    }
    if (temp->fd < 0) {
        temp->name[0] = '\0';
        return status;
    }
    struct stat info;
    if (temp->journal != NULL && fstat(temp->fd, &info) == 0) {
        status = ph_journal_made(temp->journal, temp->number, &info, diags);
    }
    return status;
}

static bool has_hash(int fd, PhHash hash)
{
    PhHash held;
    return ph_file_hash(fd, &held) && ph_hash_equal(held, hash);
}

/* Hashes what `name` in the target's folder holds, and says which file that is. */
static bool look_at(const PhTarget *target, const char *name, struct stat *info_out,
                    PhHash *hash_out)
{
    int fd = ph_file_hash_open(target->folder, name);
    bool is_read = fd >= 0 && fstat(fd, info_out) == 0 && ph_file_hash(fd, hash_out);
    if (fd >= 0) {
        (void)close(fd);
    }
    return is_read;
}

/* Whether `name` in the target's folder is the file of `info` and holds what has `hash`. */
static bool still_holds(const PhTarget *target, const char *name, const struct stat *info,
                        PhHash hash)
{
    int fd = ph_file_hash_open(target->folder, name);
    if (fd < 0) {
        return false;
    }
    struct stat now;
    bool is_same = fstat(fd, &now) == 0 && now.st_dev == info->st_dev &&
                   now.st_ino == info->st_ino && now.st_mode == info->st_mode &&
                   now.st_uid == info->st_uid && now.st_gid == info->st_gid &&
                   now.st_nlink == info->st_nlink && has_hash(fd, hash);
    (void)close(fd);
    return is_same;
}

/*
 * Somebody saved the file between the last look at it and the swap: his file goes back to
 * its place. Should he have saved once more before that, the newer one comes out instead of
 * ours and goes back in turn; what then comes out is the older one that he replaced. Should
 * he not stop, the last that came out stays under the temporary name.
 */
static PhStatus swap_back(const PhTarget *target, PhTemp *temp, PhHash new_hash,
                          PhDiags *diags)
{
    struct stat put_in;
    PhHash put_in_hash = new_hash;
    bool is_known = fstat(temp->fd, &put_in) == 0;
    for (int tries = 0; tries < 16 && is_known; tries++) {
        struct stat taken_out;
        PhHash taken_out_hash = {0};
        is_known = look_at(target, temp->name, &taken_out, &taken_out_hash);
        if (renameat2(target->folder, temp->name, target->folder, target->name,
                      RENAME_EXCHANGE) != 0) {
            break;
        }
        if (still_holds(target, temp->name, &put_in, put_in_hash)) {
            return conflict(target, diags);
        }
        put_in = taken_out;
        put_in_hash = taken_out_hash;
    }
    (void)ph_diag_add(
        diags, PH_SEVERITY_ERROR, target->path,
        "changed while it was written: another version is kept beside it in %s",
        temp->name);
    temp->name[0] = '\0';
    temp->is_left = true;
    return PH_ERR_CONFLICT;
}

static PhStatus swap_in(const PhTarget *target, PhTemp *temp, const PhWrite *write,
                        PhDiags *diags)
{
    if (!still_holds(target, target->name, &target->info, write->read_hash)) {
        return conflict(target, diags);
    }
    if (renameat2(target->folder, temp->name, target->folder, target->name,
                  RENAME_EXCHANGE) == 0) {
        bool is_ours = still_holds(target, temp->name, &target->info, write->read_hash);
        return is_ours ? PH_OK : swap_back(target, temp, ph_hash(write->new_text), diags);
    }
    if (errno == ENOENT) {
        return conflict(target, diags);
    }
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) {
        return ph_target_io_error(target, diags, "replace");
    }
    /* The file system or the kernel cannot swap. What is saved within the microseconds
     * since the last look would be lost here; there is no way to know. */
    if (renameat(target->folder, temp->name, target->folder, target->name) != 0) {
        return ph_target_io_error(target, diags, "replace");
    }
    temp->name[0] = '\0';
    return PH_OK;
}

static PhStatus fill_temp(const PhTarget *target, const PhTemp *temp, const PhWrite *write,
                          PhDiags *diags)
{
    if (!ph_write_all(temp->fd, write->new_text)) {
        return ph_target_io_error(target, diags, "write");
    }
    PhStatus status = ph_attributes_copy(target, temp->fd, diags);
    if (status == PH_OK && fsync(temp->fd) != 0) {
        return ph_target_io_error(target, diags, "write");
    }
    if (status == PH_OK && temp->journal != NULL) {
        status = ph_journal_swap(temp->journal, temp->number, diags);
    }
    return status;
}

/* Only whether the new name survives a loss of power depends on it, so its outcome does
 * not count. */
static void sync_folder(const PhTarget *target)
{
    int fd = openat(target->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
}

static void remove_temp(const PhTarget *target, PhTemp *temp, PhDiags *diags)
{
    if (temp->name[0] != '\0' && unlinkat(target->folder, temp->name, 0) != 0) {
        (void)ph_diag_add(diags, PH_SEVERITY_WARNING, target->path,
                          "cannot remove %s beside it: %s", temp->name, strerror(errno));
    }
    if (temp->fd >= 0) {
        (void)close(temp->fd);
    }
}

PhStatus ph_write_replace(const PhWrite *write, PhDiags *diags)
{
    PhTarget target;
    PhTemp temp = {.fd = -1, .journal = write->journal};
    PhStatus status = ph_target_open(&target, write->path, write->root, diags);
    status = status == PH_OK ? make_temp(&target, &temp, write, diags) : status;
    status = status == PH_OK ? fill_temp(&target, &temp, write, diags) : status;
    status = status == PH_OK ? swap_in(&target, &temp, write, diags) : status;
    remove_temp(&target, &temp, diags);
    if (temp.is_begun) {
        ph_journal_end(temp.journal, temp.number,
                       temp.is_left      ? PH_JOURNAL_LEFT
                       : status == PH_OK ? PH_JOURNAL_WRITTEN
                                         : PH_JOURNAL_DROPPED);
    }
    if (status == PH_OK) {
        sync_folder(&target);
    }
    ph_target_close(&target);
    return status;
}

PhStatus ph_write_check(PhBytes path, PhBytes root, PhDiags *diags)
{
    PhTarget target;
    PhStatus status = ph_target_open(&target, path, root, diags);
    ph_target_close(&target);
    return status;
}
