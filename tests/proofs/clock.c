/* A clock that can be set for one process: seconds from the file CLOCK_OFFSET are added to the time of
 * day. The file is mapped, so that whoever writes eight bytes into it sets the clock at once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *find_offset(void) {
    static volatile int64_t *offset, none;
    if (!offset) {
        const char *name = getenv("CLOCK_OFFSET");
        int file = name ? open(name, O_RDONLY) : -1;
        void *mapped = file < 0 ? MAP_FAILED : mmap(0, 8, PROT_READ, MAP_SHARED, file, 0);
        offset = mapped == MAP_FAILED ? &none : mapped;
    }
    return offset;
}

int clock_gettime(clockid_t which, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int status = real(which, time);
    if (status == 0 && which == CLOCK_REALTIME) time->tv_sec += *find_offset();
    return status;
}
