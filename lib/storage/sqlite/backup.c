/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A consistent copy while others write. One read transaction lasts for the whole copy: it does
 * not hinder writers, and without it each of their commits would make SQLite begin the copy anew.
 * The copy is written to a new file only and removed when it does not become whole.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "salesinv/status.h"
#include "storage/sqlite/provider.h"

enum { PAGES_A_STEP = 1024 };

/* Claim the name: EXISTS if it is taken. */
static salesinv_status create_target(sinv_sqlite *self, const char *target)
{
    int file = open(target, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (file >= 0) {
        (void)close(file);
        return SALESINV_OK;
    }
    salesinv_host_report(self->host, errno, "cannot create the file of the copy");
    return errno == EEXIST   ? SALESINV_E_EXISTS
           : errno == ENOSPC ? SALESINV_E_STORAGE_FULL
                             : SALESINV_E_STORAGE_UNAVAILABLE;
}

static void remove_target(sinv_sqlite *self, const char *target)
{
    static const char suffix[] = "-journal";
    size_t size = strlen(target);
    char *side = sinv_alloc(self->heap, size + sizeof(suffix));

    (void)unlink(target);
    if (!side)
        return;
    memcpy(side, target, size);
    memcpy(side + size, suffix, sizeof(suffix));
    (void)unlink(side);
    sinv_free(self->heap, side);
}

/* Fix what the copy will contain. Its start is kept apart from checkpoints by the writer lock. */
static salesinv_status pin(sinv_sqlite *self)
{
    int64_t version;
    salesinv_status rc = sinv_lock_take(&self->lock, self->host);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_sqlite_run(self, "BEGIN");
    if (rc == SALESINV_OK)
        rc = sinv_sqlite_ask(self, "PRAGMA user_version", &version);
    sinv_lock_release(&self->lock);
    return rc;
}

static salesinv_status copy_pages(sinv_sqlite *self, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", self->db, "main");
    salesinv_status rc = SALESINV_OK;
    int code = SQLITE_OK;

    if (!backup)
        return sinv_sqlite_fault(self, sqlite3_extended_errcode(to));
    while (code == SQLITE_OK && rc == SALESINV_OK) {
        code = sqlite3_backup_step(backup, PAGES_A_STEP);
        if (code == SQLITE_OK && salesinv_host_interrupted(self->host))
            rc = SALESINV_E_INTERRUPTED;
    }
    (void)sqlite3_backup_finish(backup);
    if (rc == SALESINV_OK && code != SQLITE_DONE)
        rc = sinv_sqlite_fault(self, code);
    return rc;
}

/* EXTRA also writes the folder through, so that a power failure cannot bring the journal back. */
static salesinv_status fill_target(sinv_sqlite *self, const char *target)
{
    sqlite3 *to = NULL;
    salesinv_status rc = SALESINV_OK;
    int code =
        sqlite3_open_v2(target, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_exec(to, "PRAGMA synchronous=EXTRA", NULL, NULL, NULL);
    rc = code == SQLITE_OK ? copy_pages(self, to) : sinv_sqlite_fault(self, code);
    code = sqlite3_close(to);
    if (rc == SALESINV_OK && code != SQLITE_OK)
        rc = sinv_sqlite_fault(self, code);
    return rc;
}

salesinv_status sinv_sqlite_backup(void *self, const char *target)
{
    sinv_sqlite *of = self;
    salesinv_status rc;

    if (!sqlite3_get_autocommit(of->db))
        return sinv_sqlite_refuse(of, SALESINV_E_BUSY, "a transaction is open");
    if ((rc = create_target(of, target)) != SALESINV_OK)
        return rc;
    rc = pin(of);
    if (rc == SALESINV_OK)
        rc = fill_target(of, target);
    if (!sqlite3_get_autocommit(of->db))
        (void)sqlite3_exec(of->db, "ROLLBACK", NULL, NULL, NULL);
    if (rc != SALESINV_OK)
        remove_target(of, target);
    return rc;
}
