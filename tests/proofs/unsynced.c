/* A disk that loses what was not synced.
 *
 * Preloaded into a process, it copies every file under FOLLOWED into KEPT whenever that file is synced
 * (fsync, fdatasync): KEPT is what a disk without power would still have. What is only written, and
 * written by others who map the file, is in the file itself and not in KEPT.
 *
 * SQLite syncs the log before the commit is answered (synchronous=FULL), and the database before the
 * log is begun anew. A file that was never synced is not in KEPT; names are followed on unlink.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int name_kept(const char *path, char *kept) {
    const char *followed = getenv("FOLLOWED"), *into = getenv("KEPT");
    size_t length = followed ? strlen(followed) : 0;
    if (!length || !into || strncmp(path, followed, length) != 0) return 0;
    const char *name = strrchr(path, '/');
    return snprintf(kept, PATH_MAX, "%s%s", into, name) < PATH_MAX;
}

static int find_path(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

/* Copies under another name and renames: a cut in the middle of it is no cut of the disk.
 * It reads through the descriptor that is open already: closing another one of this file would give up
 * every lock that the process holds on it. */
static void keep(int file) {
    char path[PATH_MAX], kept[PATH_MAX], part[PATH_MAX + 8], piece[1 << 16];
    if (!find_path(file, path) || !name_kept(path, kept)) return;
    pthread_mutex_lock(&turn);
    snprintf(part, sizeof part, "%s.part", kept);
    int copy = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t length;
    off_t at = 0;
    while (copy >= 0 && (length = pread(file, piece, sizeof piece, at)) > 0) {
        if (write(copy, piece, length) != length) abort();
        at += length;
    }
    if (copy >= 0 && close(copy) == 0 && rename(part, kept) != 0) abort();
    pthread_mutex_unlock(&turn);
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    int status = real(file);
    if (status == 0) keep(file);
    return status;
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    int status = real(file);
    if (status == 0) keep(file);
    return status;
}

int unlink(const char *path) {
    static int (*real)(const char *);
    char kept[PATH_MAX];
    if (!real) real = dlsym(RTLD_NEXT, "unlink");
    if (name_kept(path, kept)) real(kept);
    return real(path);
}
