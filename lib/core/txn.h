/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_TXN_H
#define SINV_CORE_TXN_H

/*
 * A storage transaction as domain code sees it: rows in, rows out, all memory
 * from one arena that dies with the call. Bodies decide first and write last: a refusal
 * before the first write leaves an explicit transaction as it was, any failure after it
 * dooms the whole. Ids and sequences are taken from the tenant's counter row, which is
 * read at begin and written once, at commit.
 *
 * NOT_FOUND, EXISTS and STORAGE_GUARD come back without an error text: only the
 * caller knows what they mean. Everything else has set txn->err.
 */
#include <stdbool.h>

#include "base/alloc.h"
#include "base/error.h"
#include "core/kept.h"
#include "salesinv/engine.h"
#include "salesinv/session.h"
#include "schema/tables.h"
#include "storage/port.h"

typedef struct sinv_counters {
    int64_t next_id;
    int64_t next_event;
    int64_t next_movement;
    int64_t next_serial_event;
    int64_t settings_version;
} sinv_counters;

typedef struct sinv_txn {
    salesinv_engine *engine;
    salesinv_session *session;
    sinv_err *err;
    sinv_arena *arena;
    sinv_storage *storage;
    salesinv_id tenant;
    salesinv_id user;
    salesinv_time now; /* read once, before begin */
    bool is_write;
    bool is_open;
    bool is_explicit;
    bool has_written; /* since begin */
    bool call_wrote;  /* since the present call started */
    bool is_doomed;
    salesinv_status doomed_by; /* what the storage answered, 0: it was something else */
    bool has_counter_row;
    sinv_counters counters; /* as they stand */
    sinv_counters stored;   /* as the row has them */
    void *refs;             /* objects read in this call; document/doc.c's */
    void *watched;          /* products whose stock moves in it; inventory/safety.c's */
    /* What is due once the call's body is done, set by who has something to do; NULL: nothing. May write. */
    salesinv_status (*before_end)(struct sinv_txn *txn);
    struct sinv_undo *undo; /* keeps the opposite of every write; NULL: nothing does */
    sinv_kept *kept;        /* master data over calls; NULL: not kept */
} sinv_txn;

/** An empty row of `table` with this tenant set; never NULL on OK. */
salesinv_status sinv_txn_row(sinv_txn *txn, int32_t table, sinv_row **out);

/** Fill `row` by its key cells. NOT_FOUND leaves the key. */
salesinv_status sinv_txn_get(sinv_txn *txn, sinv_row *row);
/** The row of `table` with key (tenant, id): a new row, or NOT_FOUND. */
salesinv_status sinv_txn_get_id(sinv_txn *txn, int32_t table, salesinv_id id,
                                sinv_row **out);
/**
 * The same for master data, which an explicit writing transaction keeps over its calls: for reading only, and valid until the
 * call ends. NOT_FOUND.
 */
salesinv_status sinv_txn_get_master(sinv_txn *txn, int32_t table, salesinv_id id,
                                    sinv_row **out);
/** Insert; unset required integers are written as 0. EXISTS. Clears the changed mask. */
salesinv_status sinv_txn_insert(sinv_txn *txn, sinv_row *row);
/** Write the columns changed since the row was filled, cleared required integers as 0; nothing changed is OK. EXISTS, NOT_FOUND. */
salesinv_status sinv_txn_save(sinv_txn *txn, sinv_row *row);
salesinv_status sinv_txn_remove(sinv_txn *txn, const sinv_row *key);
/** Add the changed non-key cells of `deltas` (key cells name the row) under `guards`. STORAGE_GUARD, NOT_FOUND. */
salesinv_status sinv_txn_add(sinv_txn *txn, sinv_row *deltas, uint32_t guards);

/**
 * Walk rows of this tenant. As the port's range, except that `prefix` 0 stands for the tenant
 * alone: the tenant column is always part of the prefix and set here (`from` NULL is then fine).
 */
typedef struct sinv_scan {
    sinv_txn *txn;
    void *scan;
} sinv_scan;
salesinv_status sinv_scan_start(sinv_txn *txn, int32_t table, const sinv_range *range,
                                sinv_scan *out);
/** SALESINV_ROW, OK at the end, or a failure. */
salesinv_status sinv_scan_next(sinv_scan *scan, sinv_row *row);
void sinv_scan_close(sinv_scan *scan);
/** All of a range: `visit` gets each row, valid during its call and not to be kept, and writes nothing; what it fails with ends the walk. */
salesinv_status sinv_scan_each(sinv_txn *txn, int32_t table, const sinv_range *range,
                               salesinv_status (*visit)(void *arg, const sinv_row *row),
                               void *arg);

/** The next id; OVERFLOW beyond 2^47. */
salesinv_status sinv_txn_next_id(sinv_txn *txn, salesinv_id *out);
int64_t sinv_txn_next_event(sinv_txn *txn);
int64_t sinv_txn_next_movement(sinv_txn *txn);
int64_t sinv_txn_next_serial_event(sinv_txn *txn);

/** Zeroed scratch memory that lives until the call ends; NOMEM. */
salesinv_status sinv_txn_alloc(sinv_txn *txn, size_t size, void **out);
/** Make room for one more item in an array in the arena: *items may move. NOMEM. */
salesinv_status sinv_txn_grow(sinv_txn *txn, void **items, size_t item_size,
                              uint32_t count, uint32_t *capacity);

/** INTERRUPTED when asked to stop; also reports progress. For long loops; `total` 0: unknown. */
salesinv_status sinv_txn_poll(sinv_txn *txn, int64_t done, int64_t total);

/** A quantity as people write it, "12.5", for messages; lives until the call ends. */
const char *sinv_txn_qty(sinv_txn *txn, salesinv_qty qty);

/** Set NOMEM and return it. */
salesinv_status sinv_txn_nomem(sinv_txn *txn);
/** An invariant of ours failed: INTERNAL with the text. The runner rolls back. */
salesinv_status sinv_txn_internal(sinv_txn *txn, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- for core/call.c and the explicit transactions of sessions ---- */

/** Prepare for `session` (NULL: none, tenant 0), with memory from `arena`; reads the clock. */
void sinv_txn_init(sinv_txn *txn, salesinv_engine *engine, salesinv_session *session,
                   sinv_arena *arena);
salesinv_status sinv_txn_begin(sinv_txn *txn, bool is_write);
/** Writes the counter row, commits. The transaction is over whatever it answers. */
salesinv_status sinv_txn_commit(sinv_txn *txn);
void sinv_txn_rollback(sinv_txn *txn);

#endif
