/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_STORAGE_SQLITE_PROVIDER_H
#define SINV_STORAGE_SQLITE_PROVIDER_H

/*
 * What the files of this provider share: one open database, its prepared statements by
 * table, and how SQLite's results are translated. Nothing outside this folder sees it.
 */
#include <sqlite3.h>
#include <stdbool.h>

#include "base/alloc.h"
#include "base/text.h"
#include "storage/sqlite/lock.h"
#include "storage/sqlite/sqlite.h"

enum {
    SINV_SQLITE_COLUMNS = 64,
    /* "SINV", in the header of every file of ours. */
    SINV_SQLITE_APPLICATION = 0x53494e56
};

/** What a statement does to its table. */
typedef enum sinv_sqlite_operation {
    SINV_SQLITE_GET,
    SINV_SQLITE_INSERT,
    SINV_SQLITE_REMOVE,
    SINV_SQLITE_UPDATE,
    SINV_SQLITE_ADD,
    SINV_SQLITE_SCAN
} sinv_sqlite_operation;

/** A prepared statement, kept for the next call of the same shape; the object that a scan is. */
typedef struct sinv_sqlite_statement {
    struct sinv_sqlite_statement *next;
    sqlite3_stmt *stmt;
    uint64_t mask;  /* columns written; of a scan: which of its bounds are NULL */
    uint64_t shape; /* guards of an add, form of a scan */
    int32_t table;
    sinv_sqlite_operation operation;
    bool is_busy; /* a scan that is open */
    bool is_done; /* a scan that has delivered its last row */
    /* What the first places are bound to since earlier runs: most cells of a table's rows hardly ever change. */
    uint64_t ints;  /* bit n: place n + 1 has the number values[n] */
    uint64_t nulls; /* bit n: it has NULL */
    int64_t values[SINV_SQLITE_COLUMNS];
} sinv_sqlite_statement;

/** One table: what the hot path asks of the schema, and its statements, last used first. */
typedef struct sinv_sqlite_table {
    int32_t column_count;
    int32_t key_count;
    int32_t statement_count;
    uint8_t types[SINV_SQLITE_COLUMNS];
    sinv_sqlite_statement *statements;
} sinv_sqlite_table;

typedef struct sinv_sqlite {
    sinv_heap *heap;
    char *path;
    const salesinv_storage_host *host; /* from open on */
    const salesinv_schema *schema;
    sqlite3 *db;
    sinv_lock lock;
    sinv_buf sql; /* scratch */
    sqlite3_stmt *begin_read;
    sqlite3_stmt *begin_write;
    sqlite3_stmt *commit;
    sqlite3_stmt *rollback;
    sqlite3_stmt *version;
    sinv_sqlite_table *tables;
    int32_t table_count;
    bool is_memory;
    bool is_writing;
    int64_t page_size;
    int64_t wal_pages;  /* in the log after the last commit */
    int64_t wal_folded; /* in the log at the last checkpoint; 0 when it began anew */
} sinv_sqlite;

/* ---- fault.c ---- */

/** Translate the failure `code` of SQLite and report it to the host. */
salesinv_status sinv_sqlite_fault(sinv_sqlite *self, int code);
/** Answer `rc` with a text of our own. */
salesinv_status sinv_sqlite_refuse(sinv_sqlite *self, salesinv_status rc,
                                   const char *text);

/* ---- statement.c ---- */

/** The statement of this shape, prepared if need be and ready to be bound; NULL with *out_rc set. */
sinv_sqlite_statement *sinv_sqlite_find(sinv_sqlite *self, int32_t table,
                                        sinv_sqlite_operation operation, uint64_t mask,
                                        uint64_t shape, salesinv_status *out_rc);
/** Prepare one statement that is kept for the whole life of the connection. */
salesinv_status sinv_sqlite_prepare(sinv_sqlite *self, const char *sql,
                                    sqlite3_stmt **out);
/** Run statements that deliver nothing. */
salesinv_status sinv_sqlite_run(sinv_sqlite *self, const char *sql);
/** Run a statement that delivers one integer. */
salesinv_status sinv_sqlite_ask(sinv_sqlite *self, const char *sql, int64_t *out);
/** Bind a cell at the 1-based place, unless it has that value already; `lifetime` is SQLITE_STATIC or SQLITE_TRANSIENT. */
int sinv_sqlite_bind(sinv_sqlite_statement *to, int place, const salesinv_row *row,
                     int32_t column, sqlite3_destructor_type lifetime);
/** Put the value at `place` of the row that `stmt` stands on into a cell. */
salesinv_status sinv_sqlite_fetch(sinv_sqlite *self, sqlite3_stmt *stmt, int place,
                                  int32_t table, int32_t column, salesinv_row *out_row);
/** Learn the tables of the host's schema. */
salesinv_status sinv_sqlite_learn(sinv_sqlite *self);
/** Finalise every statement. */
void sinv_sqlite_forget(sinv_sqlite *self);
/** Release our part of every statement and leave SQLite's alone: in a forked child. */
void sinv_sqlite_drop(sinv_sqlite *self);

/* ---- sql.c: the text of statements, written into self->sql ---- */

void sinv_sqlite_write_sql(sinv_sqlite *self, int32_t table,
                           sinv_sqlite_operation operation, uint64_t mask,
                           uint64_t shape);
/** The column that is NULL where a sparse index has no entry; -1 for other indexes. */
int32_t sinv_sqlite_sparse_column(const salesinv_schema *schema, int32_t table,
                                  int32_t index);
/** Quoted name of an index, from its columns: numbers may move, what an index is does not. */
void sinv_sqlite_put_index_name(sinv_buf *sql, const salesinv_schema *schema,
                                int32_t table, int32_t index);
void sinv_sqlite_put_name(sinv_buf *sql, const char *name);

/** Form of a scan, packed into `shape`. */
typedef struct sinv_sqlite_form {
    int32_t index;
    int32_t prefix;
    int32_t from_count;
    int32_t to_count;
    uint32_t flags; /* SALESINV_SCAN_* */
} sinv_sqlite_form;
uint64_t sinv_sqlite_pack_form(const sinv_sqlite_form *form);
sinv_sqlite_form sinv_sqlite_unpack_form(uint64_t shape);
/** Bits in the mask of a scan: the bound at `place` of the index is NULL. */
static inline uint64_t sinv_sqlite_null_from(int32_t place)
{
    return 1ULL << place;
}
static inline uint64_t sinv_sqlite_null_to(int32_t place)
{
    return 1ULL << (32 + place);
}

/* ---- migrate.c ---- */

/** CORRUPT for a foreign or damaged file; else its schema version, 0 for an empty one. */
salesinv_status sinv_sqlite_inspect(sinv_sqlite *self, int64_t *out_stored);
/** Create what a file of version `stored` lacks. Under the writer lock. */
salesinv_status sinv_sqlite_migrate(sinv_sqlite *self, int64_t stored);

/* ---- row.c, scan.c, backup.c: methods ---- */

salesinv_status sinv_sqlite_get(void *self, int32_t table, const salesinv_row *key,
                                salesinv_row *out_row);
salesinv_status sinv_sqlite_insert(void *self, int32_t table, const salesinv_row *row);
salesinv_status sinv_sqlite_update(void *self, int32_t table, const salesinv_row *key,
                                   uint64_t mask, const salesinv_row *row);
salesinv_status sinv_sqlite_remove(void *self, int32_t table, const salesinv_row *key);
salesinv_status sinv_sqlite_add(void *self, int32_t table, const salesinv_row *key,
                                uint64_t mask, const salesinv_row *deltas,
                                uint32_t guards);
salesinv_status sinv_sqlite_scan(void *self, int32_t table, const salesinv_range *range,
                                 void **out_scan);
salesinv_status sinv_sqlite_scan_next(void *self, void *scan, salesinv_row *out_row);
void sinv_sqlite_scan_close(void *self, void *scan);
salesinv_status sinv_sqlite_backup(void *self, const char *target);

#endif
