/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYS_STORAGE_H
#define SALESINV_SYS_STORAGE_H

/*
 * The storage port: for authors of storage providers, not for applications.
 *
 * A provider stores typed rows of declared tables and knows nothing of orders.
 * The tables are described by the schema that `open` can read from its host;
 * rows cross the border as opaque `salesinv_row` objects, cell by cell. Columns,
 * keys and indexes are addressed by number, counted from 0.
 *
 * What a provider promises:
 *  - Every primary key is the first `key_count` columns of its table, and its
 *    first column is the tenant. A transaction touches one tenant only.
 *  - Writing transactions of one tenant are serialisable and become visible in
 *    the order of their commits.
 *  - EXISTS, GUARD (SALESINV_E_STORAGE_GUARD) and NOT_FOUND leave the
 *    transaction usable and unchanged. Any other failure dooms it: only
 *    rollback follows.
 *  - Text compares bytewise. NULL sorts before every value and is never equal
 *    to anything in a unique key.
 */

#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/** One row, or the key of one; opaque. Belongs to the library. Since 0.1. */
typedef struct salesinv_row salesinv_row;

/** Which rows a scan delivers, and in which order; opaque. Since 0.1. */
typedef struct salesinv_range salesinv_range;

/** The declared tables; static data of the library. Since 0.1. */
typedef struct salesinv_schema salesinv_schema;

/** The library's side of the port: schema, options, clock, error report. Since 0.1. */
typedef struct salesinv_storage_host salesinv_storage_host;

/** Type of a column or a cell: one of SALESINV_CELL_*. Since 0.1. */
typedef int32_t salesinv_cell_type;
enum {
    SALESINV_CELL_NULL = 0, /**< No value (cells only). */
    SALESINV_CELL_INT = 1,  /**< int64_t. */
    SALESINV_CELL_TEXT = 2, /**< UTF-8 text without NUL. */
    SALESINV_CELL_BLOB = 3  /**< Bytes. */
};

/** How a column is declared: bits SALESINV_COLUMN_*. Since 0.1. */
enum {
    SALESINV_COLUMN_NOT_NULL = 1, /**< A row without a value is refused. */
    SALESINV_COLUMN_MIN =
        2 /**< The value may not fall below salesinv_schema_column_min. */
};

/** How an index is declared: bits SALESINV_INDEX_*. Since 0.1. */
enum {
    SALESINV_INDEX_UNIQUE =
        1, /**< No two rows share a key; insert and update answer EXISTS. */
    SALESINV_INDEX_SPARSE =
        2 /**< Rows whose last unshared column is NULL need no entry. */
};

/** Options of open: bits SALESINV_OPEN_*. Since 0.1. */
enum {
    SALESINV_OPEN_READ_ONLY =
        1, /**< Never write; a writing begin is refused by the library. */
    SALESINV_OPEN_RELAXED = 2 /**< A commit may be lost on power failure, never torn. */
};

/** Options of begin: bits SALESINV_BEGIN_*. Since 0.1. */
enum {
    SALESINV_BEGIN_WRITE =
        1 /**< The transaction writes; take the writer's place now. */
};

/** Options of scan: bits SALESINV_SCAN_*. Since 0.1. */
enum {
    SALESINV_SCAN_DESCENDING = 1, /**< Greatest key first. */
    SALESINV_SCAN_AFTER = 2 /**< Leave out the key that equals the starting bound. */
};

/* ---- the schema, as a provider reads it ---- */

/** Version of the schema, > 0. Since 0.1. */
SALESINV_API int32_t salesinv_schema_version(const salesinv_schema *schema);

/** Number of tables. Since 0.1. */
SALESINV_API int32_t salesinv_schema_table_count(const salesinv_schema *schema);

/** Name of table `table` (borrowed, static), NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_schema_table_name(const salesinv_schema *schema,
                                                    int32_t table);

/** Schema version in which `table` appeared. Since 0.1. */
SALESINV_API int32_t salesinv_schema_table_since(const salesinv_schema *schema,
                                                 int32_t table);

/** Number of columns of `table`; the primary key comes first. At most 64. Since 0.1. */
SALESINV_API int32_t salesinv_schema_column_count(const salesinv_schema *schema,
                                                  int32_t table);

/** Number of leading columns that form the primary key of `table`. Since 0.1. */
SALESINV_API int32_t salesinv_schema_key_count(const salesinv_schema *schema,
                                               int32_t table);

/** Name of a column (borrowed, static), NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_schema_column_name(const salesinv_schema *schema,
                                                     int32_t table, int32_t column);

/** Type of a column: SALESINV_CELL_INT, _TEXT or _BLOB. Since 0.1. */
SALESINV_API salesinv_cell_type salesinv_schema_column_type(
    const salesinv_schema *schema, int32_t table, int32_t column);

/** Flags of a column: bits SALESINV_COLUMN_*. Since 0.1. */
SALESINV_API uint32_t salesinv_schema_column_flags(const salesinv_schema *schema,
                                                   int32_t table, int32_t column);

/** Least value of a column flagged SALESINV_COLUMN_MIN. Since 0.1. */
SALESINV_API int64_t salesinv_schema_column_min(const salesinv_schema *schema,
                                                int32_t table, int32_t column);

/** Schema version in which a column appeared; a later one than its table's is nullable or defaults to 0. Since 0.1. */
SALESINV_API int32_t salesinv_schema_column_since(const salesinv_schema *schema,
                                                  int32_t table, int32_t column);

/** Number of indexes of `table`; index 0 is the primary key. Since 0.1. */
SALESINV_API int32_t salesinv_schema_index_count(const salesinv_schema *schema,
                                                 int32_t table);

/** Flags of an index: bits SALESINV_INDEX_*. Since 0.1. */
SALESINV_API uint32_t salesinv_schema_index_flags(const salesinv_schema *schema,
                                                  int32_t table, int32_t index);

/** Number of columns of an index; every index ends with what makes its order total. Since 0.1. */
SALESINV_API int32_t salesinv_schema_index_width(const salesinv_schema *schema,
                                                 int32_t table, int32_t index);

/** Column number at place `place` of an index, -1 if there is none. Since 0.1. */
SALESINV_API int32_t salesinv_schema_index_column(const salesinv_schema *schema,
                                                  int32_t table, int32_t index,
                                                  int32_t place);

/** Number of leading columns of a unique index that must be unique together; the rest orders. Since 0.1. */
SALESINV_API int32_t salesinv_schema_index_unique_width(const salesinv_schema *schema,
                                                        int32_t table, int32_t index);

/** Schema version in which an index appeared. Since 0.1. */
SALESINV_API int32_t salesinv_schema_index_since(const salesinv_schema *schema,
                                                 int32_t table, int32_t index);

/** Number of guards of `table`, at most 32; bit n of a guard mask names guard n. Since 0.1. */
SALESINV_API int32_t salesinv_schema_guard_count(const salesinv_schema *schema,
                                                 int32_t table);

/** Column of a guard that counts up: the guard is plus - minus >= 0. Since 0.1. */
SALESINV_API int32_t salesinv_schema_guard_plus(const salesinv_schema *schema,
                                                int32_t table, int32_t guard);

/** Column of a guard that counts down, -1 if the guard is plus >= 0. Since 0.1. */
SALESINV_API int32_t salesinv_schema_guard_minus(const salesinv_schema *schema,
                                                 int32_t table, int32_t guard);

/* ---- rows, cell by cell ---- */

/** Type of the value in a cell; SALESINV_CELL_NULL if the cell is empty or absent. Since 0.1. */
SALESINV_API salesinv_cell_type salesinv_row_type(const salesinv_row *row,
                                                  int32_t column);

/** Integer in a cell, 0 if it holds none. Since 0.1. */
SALESINV_API int64_t salesinv_row_int(const salesinv_row *row, int32_t column);

/** Text or bytes in a cell and their size; borrowed until the row changes; NULL if it holds none. Since 0.1. */
SALESINV_API const char *salesinv_row_bytes(const salesinv_row *row, int32_t column,
                                            size_t *out_size);

/** Put an integer into a cell. Since 0.1. */
SALESINV_API void salesinv_row_put_int(salesinv_row *row, int32_t column,
                                       int64_t value);

/** Put text into a cell (copied); returns 0, or SALESINV_E_NOMEM, which the method then returns. Since 0.1. */
SALESINV_API salesinv_status salesinv_row_put_text(salesinv_row *row, int32_t column,
                                                   const char *text, size_t size);

/** Put bytes into a cell (copied); as salesinv_row_put_text. Since 0.1. */
SALESINV_API salesinv_status salesinv_row_put_blob(salesinv_row *row, int32_t column,
                                                   const uint8_t *bytes, size_t size);

/** Empty a cell. Since 0.1. */
SALESINV_API void salesinv_row_put_null(salesinv_row *row, int32_t column);

/* ---- ranges: an index, equal leading columns, and bounds on the columns that follow ---- */

/** Number of the index to walk; 0 is the primary key. Since 0.1. */
SALESINV_API int32_t salesinv_range_index(const salesinv_range *range);

/** Number of leading index columns that must equal those of salesinv_range_from. Since 0.1. */
SALESINV_API int32_t salesinv_range_prefix(const salesinv_range *range);

/** Holds the prefix and the lower bound, by column number (borrowed). Since 0.1. */
SALESINV_API const salesinv_row *salesinv_range_from(const salesinv_range *range);

/** Number of columns after the prefix that, as a tuple, are >= those of salesinv_range_from; 0: no bound. Since 0.1. */
SALESINV_API int32_t salesinv_range_from_count(const salesinv_range *range);

/** Holds the upper bound, by column number (borrowed). Since 0.1. */
SALESINV_API const salesinv_row *salesinv_range_to(const salesinv_range *range);

/** Number of columns after the prefix that, as a tuple, are <= those of salesinv_range_to; 0: no bound. Since 0.1. */
SALESINV_API int32_t salesinv_range_to_count(const salesinv_range *range);

/**
 * Bits SALESINV_SCAN_*. AFTER excludes the tuple that equals the bound where the scan starts: the
 * lower one ascending, the upper one descending. Since 0.1.
 */
SALESINV_API uint32_t salesinv_range_flags(const salesinv_range *range);

/** Most rows to deliver; 0: all. Since 0.1. */
SALESINV_API int64_t salesinv_range_limit(const salesinv_range *range);

/* ---- the host, valid from open until destroy ---- */

/** The schema to store by (borrowed, static). Since 0.1. */
SALESINV_API const salesinv_schema *salesinv_host_schema(
    const salesinv_storage_host *host);

/** Options: bits SALESINV_OPEN_*. Since 0.1. */
SALESINV_API uint32_t salesinv_host_flags(const salesinv_storage_host *host);

/** How long a begin may wait for its turn, in milliseconds, before it answers CONFLICT. Since 0.1. */
SALESINV_API int64_t salesinv_host_busy_ms(const salesinv_storage_host *host);

/** Size of the write-ahead log at which to fold it in, in bytes. Since 0.1. */
SALESINV_API int64_t salesinv_host_checkpoint_bytes(const salesinv_storage_host *host);

/** Microseconds of the engine's monotonic clock. Since 0.1. */
SALESINV_API int64_t salesinv_host_monotonic(const salesinv_storage_host *host);

/** Wait on the engine's clock. Since 0.1. */
SALESINV_API void salesinv_host_sleep(const salesinv_storage_host *host,
                                      int64_t microseconds);

/** 64 random bits of the engine's clock. Since 0.1. */
SALESINV_API uint64_t salesinv_host_random(const salesinv_storage_host *host);

/** 1 once the engine was asked to interrupt: a long method then answers INTERRUPTED. Since 0.1. */
SALESINV_API int32_t salesinv_host_interrupted(const salesinv_storage_host *host);

/** Add the provider's own code and one line of text to the error that the method is about to return. Since 0.1. */
SALESINV_API void salesinv_host_report(const salesinv_storage_host *host,
                                       int64_t vendor_code, const char *message);

/* ---- the provider ---- */

/**
 * Methods of one storage, fourteen in all. `self` is what was given at
 * registration; every method runs on the engine's thread and may call only the
 * salesinv_schema_*, salesinv_row_* and salesinv_host_* functions. Keys and rows are
 * borrowed for the call. Members are only ever appended. Since 0.1.
 */
typedef struct salesinv_storage_vtable {
    uint32_t struct_size; /**< Bytes of this struct as the provider compiled it. */
    uint32_t reserved;    /**< Must be 0. */
    const char *name;     /**< Shown in errors as "storage:NAME" (copied). */

    /**
     * Required. Open or create; bring an older stored schema to the host's (tables, columns
     * and indexes with a later `since`); leave a newer one alone and answer OK, begin reports it.
     * `host` stays valid until destroy. Answers STORAGE_CORRUPT for a foreign or damaged store,
     * STORAGE_UNAVAILABLE if it cannot be reached.
     */
    salesinv_status (*open)(void *self, const salesinv_storage_host *host);
    /**
     * Required. Start a transaction on `tenant`; put the stored schema version into `out_version`.
     * CONFLICT when the writer's turn did not come in time.
     */
    salesinv_status (*begin)(void *self, uint32_t flags, salesinv_id tenant,
                             int32_t *out_version);
    /** Required. Make durable. CONFLICT: certainly not applied. UNKNOWN_OUTCOME: cannot tell. Ends the transaction whatever it answers. */
    salesinv_status (*commit)(void *self);
    /** Required. Undo; never fails; legal when no transaction is open. */
    void (*rollback)(void *self);
    /** Required. Fill `out_row` with the row of `key`, or NOT_FOUND. `key` and `out_row` may be the same row. */
    salesinv_status (*get)(void *self, int32_t table, const salesinv_row *key,
                           salesinv_row *out_row);
    /** Required. Add a row. EXISTS on a primary or unique key. */
    salesinv_status (*insert)(void *self, int32_t table, const salesinv_row *row);
    /** Required. Set the columns in `mask` (bit n = column n, never a key column) of the row of `key`. NOT_FOUND, EXISTS. */
    salesinv_status (*update)(void *self, int32_t table, const salesinv_row *key,
                              uint64_t mask, const salesinv_row *row);
    /** Required. Remove the row of `key`, or NOT_FOUND. */
    salesinv_status (*remove)(void *self, int32_t table, const salesinv_row *key);
    /**
     * Required. Add `deltas` to the integer columns in `mask` of the row of `key` if afterwards every
     * guard in `guards` holds; SALESINV_E_STORAGE_GUARD if not, NOT_FOUND if there is no row. One step:
     * no other writer comes between check and change.
     */
    salesinv_status (*add)(void *self, int32_t table, const salesinv_row *key,
                           uint64_t mask, const salesinv_row *deltas, uint32_t guards);
    /**
     * Required. Start a scan of `table` over `range` (borrowed for the call). The transaction may be
     * written to while scans are open; whether a scan sees rows written after it started is the
     * provider's choice, so callers write after they have read.
     */
    salesinv_status (*scan)(void *self, int32_t table, const salesinv_range *range,
                            void **out_scan);
    /** Required. Fill `out_row` with the next row and answer SALESINV_ROW, or SALESINV_OK at the end. */
    salesinv_status (*scan_next)(void *self, void *scan, salesinv_row *out_row);
    /** Required. End a scan; NULL is a no-op. Rollback and commit follow only after all scans are closed. */
    void (*scan_close)(void *self, void *scan);
    /** Optional. Fold logs in, refresh statistics. Outside transactions. */
    salesinv_status (*maintain)(void *self);
    /** Optional. Write a consistent copy to `target` (UTF-8, meaning is the provider's) while others write. */
    salesinv_status (*backup)(void *self, const char *target);
    /* ---- the members above are version 0.1 ---- */
} salesinv_storage_vtable;

SALESINV_END_DECLS

#endif
