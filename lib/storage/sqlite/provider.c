/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQLite provider: its life, its transactions, its checkpoints. SQLite before 3.51.3 can damage
 * a write-ahead log when one connection writes while another folds the log in; hence
 * whatever does either runs under the writer lock, and SQLite's own checkpoints are off.
 */
#include "storage/sqlite/provider.h"

#include <limits.h>
#include <string.h>

#include "salesinv/status.h"

enum {
    STEPS_BETWEEN_POLLS = 10000,
    SQL_MAX = 1 << 16,
};

/* ---- life ---- */

salesinv_status sinv_sqlite_create(sinv_heap *heap, const char *path, void **out_self)
{
    size_t size = path ? strlen(path) : 0;
    sinv_sqlite *self;

    *out_self = NULL;
    if (size == 0)
        return SALESINV_E_ARG;
    self = sinv_alloc(heap, sizeof(*self));
    if (!self)
        return SALESINV_E_NOMEM;
    self->path = sinv_alloc(heap, size + 1);
    if (!self->path) {
        sinv_free(heap, self);
        return SALESINV_E_NOMEM;
    }
    memcpy(self->path, path, size + 1);
    self->heap = sinv_heap_ref(heap);
    self->is_memory = strcmp(path, ":memory:") == 0;
    sinv_lock_init(&self->lock);
    sinv_buf_init(&self->sql, heap, SQL_MAX);
    *out_self = self;
    return SALESINV_OK;
}

/* Close the connection. The last one of a file folds the log in, so it needs the writer's place. */
static void close_database(sinv_sqlite *self)
{
    if (!self->db)
        return;
    sqlite3_progress_handler(self->db, 0, NULL, NULL);
    if (!sqlite3_get_autocommit(self->db))
        (void)sqlite3_exec(self->db, "ROLLBACK", NULL, NULL, NULL);
    sinv_sqlite_forget(self);
    if (sinv_lock_take(&self->lock, self->host) != SALESINV_OK)
        (void)sqlite3_db_config(self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    (void)sqlite3_close(self->db);
    self->db = NULL;
    sinv_lock_release(&self->lock);
}

static void free_memory(sinv_sqlite *self)
{
    sinv_heap *heap = self->heap;

    sinv_buf_free(&self->sql);
    sinv_free(heap, self->tables);
    sinv_free(heap, self->path);
    sinv_free(heap, self);
    sinv_heap_unref(heap);
}

void sinv_sqlite_destroy(void *self)
{
    sinv_sqlite *of = self;

    if (!of)
        return;
    close_database(of);
    sinv_sqlite_forget(of);
    sinv_lock_close(&of->lock);
    free_memory(of);
}

void sinv_sqlite_abandon(void *self)
{
    sinv_sqlite *of = self;

    if (!of)
        return;
    sinv_lock_close(&of->lock);
    sinv_sqlite_drop(of);
    free_memory(of);
}

/* ---- open ---- */

static int poll_interrupt(void *self)
{
    const sinv_sqlite *of = self;

    return salesinv_host_interrupted(of->host) != 0;
}

static int note_wal_size(void *self, sqlite3 *db, const char *name, int pages)
{
    sinv_sqlite *of = self;

    (void)db;
    (void)name;
    of->wal_pages = pages;
    return SQLITE_OK;
}

static bool is_read_only(const sinv_sqlite *self)
{
    return (salesinv_host_flags(self->host) & SALESINV_OPEN_READ_ONLY) != 0;
}

/* Open the connection. SQLite creates an empty file if there is none, and reads nothing yet. */
static salesinv_status connect(sinv_sqlite *self)
{
    int64_t busy_ms = salesinv_host_busy_ms(self->host);
    int flags = SQLITE_OPEN_NOMUTEX;
    int rc;

    if (is_read_only(self) && !self->is_memory)
        flags |= SQLITE_OPEN_READONLY;
    else
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    rc = sqlite3_open_v2(self->path, &self->db, flags, NULL);
    if (rc != SQLITE_OK)
        return sinv_sqlite_fault(self, rc);
    (void)sqlite3_extended_result_codes(self->db, 1);
    (void)sqlite3_busy_timeout(self->db, busy_ms > INT_MAX ? INT_MAX : (int)busy_ms);
    sqlite3_progress_handler(self->db, STEPS_BETWEEN_POLLS, poll_interrupt, self);
    (void)sqlite3_wal_hook(self->db, note_wal_size, self); /* and no checkpoint */
    if (!is_read_only(self) && sqlite3_db_readonly(self->db, "main") == 1)
        return sinv_sqlite_refuse(self, SALESINV_E_STORAGE_READ_ONLY,
                                  "the file may not be written");
    return SALESINV_OK;
}

/* Options that hold for the connection; those of the file come with create_file. */
static salesinv_status set_options(sinv_sqlite *self)
{
    salesinv_status rc = sinv_sqlite_run(self, "PRAGMA temp_store=MEMORY;"
                                               "PRAGMA secure_delete=OFF;"
                                               "PRAGMA trusted_schema=OFF;"
                                               "PRAGMA cache_size=-65536");

    if (rc != SALESINV_OK)
        return rc;
    return sinv_sqlite_run(self, salesinv_host_flags(self->host) & SALESINV_OPEN_RELAXED
                                     ? "PRAGMA synchronous=NORMAL"
                                     : "PRAGMA synchronous=FULL");
}

/* Small pages make a commit write less; they can be chosen only while the file is empty. */
static salesinv_status bring_file(sinv_sqlite *self, int64_t stored)
{
    salesinv_status rc = SALESINV_OK;

    if (stored == 0)
        rc = sinv_sqlite_run(self, "PRAGMA page_size=2048");
    if (rc == SALESINV_OK && !self->is_memory)
        rc = sinv_sqlite_run(self, "PRAGMA journal_mode=WAL");
    return rc == SALESINV_OK ? sinv_sqlite_migrate(self, stored) : rc;
}

static salesinv_status prepare_transactions(sinv_sqlite *self)
{
    salesinv_status rc = sinv_sqlite_prepare(self, "BEGIN", &self->begin_read);

    if (rc == SALESINV_OK)
        rc = sinv_sqlite_prepare(self, "BEGIN IMMEDIATE", &self->begin_write);
    if (rc == SALESINV_OK)
        rc = sinv_sqlite_prepare(self, "COMMIT", &self->commit);
    if (rc == SALESINV_OK)
        rc = sinv_sqlite_prepare(self, "ROLLBACK", &self->rollback);
    if (rc == SALESINV_OK)
        rc = sinv_sqlite_prepare(self, "PRAGMA user_version", &self->version);
    return rc;
}

/* The part of open that reads and writes the file. */
static salesinv_status enter_file(sinv_sqlite *self)
{
    int64_t stored = 0;
    salesinv_status rc = sinv_sqlite_inspect(self, &stored);

    if (rc == SALESINV_OK)
        rc = set_options(self);
    if (rc == SALESINV_OK && (!is_read_only(self) || self->is_memory))
        rc = bring_file(self, stored);
    else if (rc == SALESINV_OK && stored < salesinv_schema_version(self->schema))
        rc = sinv_sqlite_refuse(
            self, SALESINV_E_STORAGE_READ_ONLY,
            "the file has an older schema; open it for writing once");
    if (rc == SALESINV_OK)
        rc = sinv_sqlite_ask(self, "PRAGMA page_size", &self->page_size);
    if (rc == SALESINV_OK)
        rc = prepare_transactions(self);
    return rc;
}

/* Take the writer's place of the file, whose true path SQLite has found out. */
static salesinv_status take_place(sinv_sqlite *self)
{
    const char *path = sqlite3_db_filename(self->db, "main");
    salesinv_status rc;

    if (self->is_memory || is_read_only(self))
        return SALESINV_OK;
    if (!path || path[0] == '\0')
        return sinv_sqlite_refuse(self, SALESINV_E_STORAGE_UNAVAILABLE,
                                  "the path names no file");
    rc = sinv_lock_open(&self->lock, self->heap, self->host, path);
    return rc == SALESINV_OK ? sinv_lock_take(&self->lock, self->host) : rc;
}

static salesinv_status open_storage(void *self, const salesinv_storage_host *host)
{
    sinv_sqlite *of = self;
    salesinv_status rc;

    of->host = host;
    of->schema = salesinv_host_schema(host);
    if ((rc = sinv_sqlite_learn(of)) != SALESINV_OK ||
        (rc = connect(of)) != SALESINV_OK || (rc = take_place(of)) != SALESINV_OK)
        return rc;
    rc = enter_file(of);
    sinv_lock_release(&of->lock);
    return rc;
}

/* ---- transactions ---- */

/* Run a statement of a transaction's frame; answers SQLite's code. */
static int step_once(sqlite3_stmt *stmt)
{
    int rc = sqlite3_step(stmt);

    (void)sqlite3_reset(stmt);
    return rc;
}

static void roll_back(void *self)
{
    sinv_sqlite *of = self;

    if (of->rollback && !sqlite3_get_autocommit(of->db))
        (void)step_once(of->rollback);
    of->is_writing = false;
    sinv_lock_release(&of->lock);
}

/* The stored schema version. This read also fixes what the transaction sees. */
static salesinv_status read_version(sinv_sqlite *self, int32_t *out_version)
{
    salesinv_status rc = SALESINV_OK;
    int code = sqlite3_step(self->version);

    if (code == SQLITE_ROW)
        *out_version = sqlite3_column_int(self->version, 0);
    else
        rc = sinv_sqlite_fault(self, code);
    (void)sqlite3_reset(self->version);
    return rc;
}

static salesinv_status begin(void *self, uint32_t flags, salesinv_id tenant,
                             int32_t *out_version)
{
    sinv_sqlite *of = self;
    bool writes = (flags & SALESINV_BEGIN_WRITE) != 0;
    salesinv_status rc;
    int code;

    (void)tenant; /* one writer at a time, whatever the tenant */
    *out_version = 0;
    if (!sqlite3_get_autocommit(of->db))
        return sinv_sqlite_refuse(of, SALESINV_E_BUSY, "a transaction is open");
    if (writes && (rc = sinv_lock_take(&of->lock, of->host)) != SALESINV_OK)
        return rc;
    code = step_once(writes ? of->begin_write : of->begin_read);
    of->is_writing = writes;
    rc = code == SQLITE_DONE ? read_version(of, out_version)
                             : sinv_sqlite_fault(of, code);
    if (rc != SALESINV_OK)
        roll_back(of);
    return rc;
}

/* Fold the log in as far as readers allow. A failure leaves the log as it is, which loses nothing. */
static int fold_log(sinv_sqlite *self)
{
    int pages = 0;
    int rc = sqlite3_wal_checkpoint_v2(self->db, "main", SQLITE_CHECKPOINT_PASSIVE,
                                       &pages, NULL);

    self->wal_folded = rc == SQLITE_OK && pages > 0 ? pages : self->wal_pages;
    return rc;
}

/* A reader can keep the log from beginning anew; then another interval passes before the next try. */
static void fold_log_if_long(sinv_sqlite *self)
{
    int64_t interval = salesinv_host_checkpoint_bytes(self->host) / self->page_size;

    if (self->wal_pages < self->wal_folded)
        self->wal_folded = 0;
    if (self->wal_pages - self->wal_folded > interval)
        (void)fold_log(self);
}

/*
 * A commit that failed. Only a full disk and a busy file are certain to have left no whole
 * commit in the log; after any other failure a later recovery may find one.
 */
static salesinv_status judge_commit(sinv_sqlite *self, int code)
{
    salesinv_status rc = sinv_sqlite_fault(self, code);

    if (!self->is_writing || rc == SALESINV_E_CONFLICT || rc == SALESINV_E_STORAGE_FULL)
        return rc;
    return SALESINV_E_UNKNOWN_OUTCOME;
}

static salesinv_status commit(void *self)
{
    sinv_sqlite *of = self;
    salesinv_status rc = SALESINV_OK;
    int code;

    if (sqlite3_get_autocommit(of->db)) {
        roll_back(of);
        return sinv_sqlite_refuse(of, SALESINV_E_STORAGE_IO,
                                  "the transaction had been rolled back");
    }
    code = step_once(of->commit);
    if (code != SQLITE_DONE)
        rc = judge_commit(of, code);
    else if (of->is_writing && !of->is_memory)
        fold_log_if_long(of);
    roll_back(of);
    return rc;
}

/* Statistics are not gathered: every statement names its index, so no plan depends on them. */
static salesinv_status maintain(void *self)
{
    sinv_sqlite *of = self;
    salesinv_status rc;
    int code;

    if (of->is_memory || is_read_only(of))
        return SALESINV_OK;
    if ((rc = sinv_lock_take(&of->lock, of->host)) != SALESINV_OK)
        return rc;
    code = fold_log(of);
    if (code != SQLITE_OK)
        rc = sinv_sqlite_fault(of, code);
    sinv_lock_release(&of->lock);
    return rc;
}

static const salesinv_storage_vtable methods = {
    .struct_size = sizeof(methods),
    .name = "sqlite",
    .open = open_storage,
    .begin = begin,
    .commit = commit,
    .rollback = roll_back,
    .get = sinv_sqlite_get,
    .insert = sinv_sqlite_insert,
    .update = sinv_sqlite_update,
    .remove = sinv_sqlite_remove,
    .add = sinv_sqlite_add,
    .scan = sinv_sqlite_scan,
    .scan_next = sinv_sqlite_scan_next,
    .scan_close = sinv_sqlite_scan_close,
    .maintain = maintain,
    .backup = sinv_sqlite_backup,
};

const char *sinv_sqlite_version(void)
{
    return sqlite3_libversion();
}

const salesinv_storage_vtable *sinv_sqlite_vtable(void)
{
    return &methods;
}
