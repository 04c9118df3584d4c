#include "apply/folder_stack.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

PhFolder *ph_folder_stack_top(PhFolderStack *stack)
{
    return stack->open.count == 0 ? NULL : &stack->open.items[stack->open.count - 1];
}

static void close_folder(PhFolder *folder)
{
    if (folder->fd >= 0) {
        (void)close(folder->fd);
        folder->fd = -1;
    }
}

bool ph_folder_stack_push(PhFolderStack *stack, const char *name, PhBytes path,
                          PhBytes real)
{
    bool is_first = stack->open.count == 0;
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (is_first ? 0 : O_NOFOLLOW);
    PhFolder folder = {.path = path, .real = real};
    folder.fd = openat(is_first ? AT_FDCWD : ph_folder_stack_top(stack)->fd, name, flags);
    if (folder.fd < 0) {
        return false;
    }
    struct stat info;
    if (fstat(folder.fd, &info) != 0) {
        int reason = errno;
        close_folder(&folder);
        errno = reason;
        return false;
    }
    folder.device = info.st_dev;
    folder.inode = info.st_ino;
    PH_VEC_PUSH(stack->arena, &stack->open, folder);
    if (stack->open.count > PH_FOLDERS_OPEN) {
        close_folder(&stack->open.items[stack->open.count - 1 - PH_FOLDERS_OPEN]);
    }
    return true;
}

static bool reopen(PhFolder *folder, int inner)
{
    folder->fd = openat(inner, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat info;
    if (folder->fd >= 0 &&
        (fstat(folder->fd, &info) != 0 || info.st_dev != folder->device ||
         info.st_ino != folder->inode)) {
        close_folder(folder);
        errno = ENOENT;
    }
    return folder->fd >= 0;
}

bool ph_folder_stack_pop(PhFolderStack *stack)
{
    PhFolder *inner = ph_folder_stack_top(stack);
    assert(inner != NULL);
    stack->open.count--;
    PhFolder *outer = ph_folder_stack_top(stack);
    bool is_good = outer == NULL || outer->fd >= 0 || reopen(outer, inner->fd);
    close_folder(inner);
    return is_good;
}
