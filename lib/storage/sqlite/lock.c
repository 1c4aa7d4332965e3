/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The writer's place: flock without blocking, in a loop that sleeps on the engine's clock,
 * so that it has a deadline. The files are never removed: who removes one splits the lock.
 */
#include "storage/sqlite/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "salesinv/status.h"

enum {
    WRITE_POLL_US = 50, /* one waiter at most: short */
    QUEUE_POLL_US = 150,
    QUEUE_JITTER_US = 128, /* power of two */
    US_PER_MS = 1000
};

void sinv_lock_init(sinv_lock *lock)
{
    lock->queue = -1;
    lock->write = -1;
    lock->is_held = false;
}

/* Open `database` + `suffix` with the rights of the database itself; -1 and errno on failure. */
static int open_side(char *path, size_t size, const char *suffix, const char *database)
{
    struct stat about;
    mode_t mode = 0644;
    int file;

    memcpy(path + size, suffix, strlen(suffix) + 1);
    if (stat(database, &about) == 0)
        mode = about.st_mode & 0777;
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode);
    if (file < 0)
        return -1;
    /* Whoever may write the database may queue, whatever the umask; only the owner can see to it. */
    if (fstat(file, &about) == 0 && (about.st_mode & 0777) != mode &&
        about.st_uid == geteuid())
        (void)fchmod(file, mode);
    return file;
}

salesinv_status sinv_lock_open(sinv_lock *lock, sinv_heap *heap,
                               const salesinv_storage_host *host, const char *database)
{
    size_t size = strlen(database);
    char *path = sinv_alloc(heap, size + sizeof("-queue"));
    int saved;

    if (!path)
        return SALESINV_E_NOMEM;
    memcpy(path, database, size + 1);
    lock->queue = open_side(path, size, "-queue", database);
    if (lock->queue >= 0)
        lock->write = open_side(path, size, "-write", database);
    saved = errno;
    sinv_free(heap, path);
    if (lock->write >= 0)
        return SALESINV_OK;
    sinv_lock_close(lock);
    salesinv_host_report(host, saved, "cannot open the files of the writer lock");
    return SALESINV_E_STORAGE_UNAVAILABLE;
}

/* One try: OK, CONFLICT when another has it, STORAGE_IO. */
static salesinv_status try_file(const salesinv_storage_host *host, int file)
{
    while (flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return SALESINV_E_CONFLICT;
        if (errno == EINTR)
            continue;
        salesinv_host_report(host, errno, "cannot lock the file of the writer lock");
        return SALESINV_E_STORAGE_IO;
    }
    return SALESINV_OK;
}

/* Poll `file` until `deadline`, sleeping `pause` and up to `jitter` (a power of two, or 0) more. */
static salesinv_status wait_file(const salesinv_storage_host *host, int file,
                                 int64_t deadline, int64_t pause, int64_t jitter)
{
    salesinv_status rc;

    while ((rc = try_file(host, file)) == SALESINV_E_CONFLICT) {
        int64_t extra = 0;

        if (salesinv_host_interrupted(host))
            return SALESINV_E_INTERRUPTED;
        if (salesinv_host_monotonic(host) >= deadline) {
            salesinv_host_report(host, 0, "another writer kept its place for too long");
            return SALESINV_E_CONFLICT;
        }
        if (jitter > 0)
            extra = (int64_t)(salesinv_host_random(host) & (uint64_t)(jitter - 1));
        salesinv_host_sleep(host, pause + extra);
    }
    return rc;
}

salesinv_status sinv_lock_take(sinv_lock *lock, const salesinv_storage_host *host)
{
    int64_t deadline;
    salesinv_status rc;

    if (lock->write < 0 || lock->is_held)
        return SALESINV_OK;
    deadline = salesinv_host_monotonic(host) + salesinv_host_busy_ms(host) * US_PER_MS;
    rc = wait_file(host, lock->queue, deadline, QUEUE_POLL_US, QUEUE_JITTER_US);
    if (rc != SALESINV_OK)
        return rc;
    rc = wait_file(host, lock->write, deadline, WRITE_POLL_US, 0);
    (void)flock(lock->queue, LOCK_UN);
    lock->is_held = rc == SALESINV_OK;
    return rc;
}

void sinv_lock_release(sinv_lock *lock)
{
    if (lock->is_held)
        (void)flock(lock->write, LOCK_UN);
    lock->is_held = false;
}

void sinv_lock_close(sinv_lock *lock)
{
    if (lock->queue >= 0)
        (void)close(lock->queue);
    if (lock->write >= 0)
        (void)close(lock->write);
    sinv_lock_init(lock);
}
