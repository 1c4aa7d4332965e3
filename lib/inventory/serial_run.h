/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SERIAL_RUN_H
#define SINV_INVENTORY_SERIAL_RUN_H

/*
 * Serial runs: one stored row for consecutive serials with the same product, state, place, holder
 * and last event. Runs never overlap; they are split where a change begins and ends, and never
 * merged. Each piece that changes gets an event that names the former one, so that a
 * serial's life is a chain. `scope` is 0, or the product when serials are unique per product: the
 * caller reads the setting.
 */
#include "core/txn.h"
#include "inventory/serial_set.h"

/** States of domain.md 5.7. Stored, so never renumbered. */
typedef enum sinv_serial_state {
    SINV_SERIAL_UNUSED = 1, /* known, not linked to stock */
    SINV_SERIAL_INCOMING = 2,
    SINV_SERIAL_IN_STOCK = 3,
    SINV_SERIAL_OUTGOING = 4,
    SINV_SERIAL_IN_TRANSIT = 5,
    SINV_SERIAL_USED = 6
} sinv_serial_state;

/** A set of states: SINV_SERIAL_BIT(SINV_SERIAL_UNUSED) | ... */
#define SINV_SERIAL_BIT(state) (UINT32_C(1) << (state))

/** Name of a state as JSON and errors have it ("in_stock"); "" for none. */
const char *sinv_serial_state_name(int32_t state);

/** What is stored about each serial of a run. */
typedef struct sinv_serial_facts {
    salesinv_id product;
    salesinv_id batch;
    salesinv_id warehouse; /* in_stock and outgoing only */
    salesinv_id bin;
    salesinv_id account; /* it was shipped to */
    int64_t holder;      /* document line, 0: none */
    int32_t state;
} sinv_serial_facts;

/** A stored run. */
typedef struct sinv_serial_run {
    salesinv_id scope;
    sinv_serial_range range; /* its prefix lies in the transaction's arena */
    sinv_serial_facts facts;
    int64_t event; /* the last one */
} sinv_serial_run;

typedef struct sinv_serial_runs {
    sinv_serial_run *items;
    uint32_t count;
    uint32_t capacity;
} sinv_serial_runs;

/** A piece of a stored run, or of nothing. */
typedef struct sinv_serial_piece {
    sinv_serial_range range;
    int64_t run_first; /* of the stored run that has it */
    int64_t run_count;
    int64_t event;                     /* its last one */
    const sinv_serial_facts *facts;    /* NULL: these serials are unknown */
    const sinv_serial_facts *restored; /* what SINV_SERIAL_RESTORE goes back to */
} sinv_serial_piece;

typedef struct sinv_serial_pieces {
    sinv_serial_piece *items;
    uint32_t count;
    uint32_t capacity;
} sinv_serial_pieces;

/** The run that has the first serial of `range`; NOT_FOUND without a text. */
salesinv_status sinv_serial_find(sinv_txn *txn, salesinv_id scope,
                                 const sinv_serial_range *range, sinv_serial_run *out);

/** Append the pieces of stored runs, and the gaps between them, that make up a closed set, in order. */
salesinv_status sinv_serial_read(sinv_txn *txn, salesinv_id scope,
                                 const sinv_serial_set *set, sinv_serial_pieces *out);

/** How many serials of some pieces each line holds. */
typedef struct sinv_serial_holding {
    int64_t holder; /* 0: nobody */
    int64_t count;
} sinv_serial_holding;

/** Sum pieces by holder, for pieces that go back by the one they go back to, in order of the line; unknown serials are left out. */
salesinv_status sinv_serial_holdings(sinv_txn *txn, const sinv_serial_pieces *pieces,
                                     sinv_serial_holding **out, uint32_t *out_count);

enum {
    /** Unknown serials become new runs of `product` (and `batch`). */
    SINV_SERIAL_REGISTER = 1,
    /** Warehouse and bin stay as they are. */
    SINV_SERIAL_KEEP_PLACE = 2,
    /** Every serial must be of `batch` (0 too); an unused one that has none takes it. */
    SINV_SERIAL_CHECK_BATCH = 4,
    /**
     * Undo what `line` did: place, account and holder become those of the last event that is not by `line`, or
     * none, and to_state must be its state (unused when there is none), or 0: whatever it was. Refused with SERIAL_STATE when
     * another line came after it: the serial moved on, unless what that line did was taken back.
     */
    SINV_SERIAL_RESTORE = 8,
    /** Every serial must be unknown until now: EXISTS for one that is not. */
    SINV_SERIAL_NEW = 16,
    /**
     * With RESTORE: `line` may have acted again after others that were taken back, so look through the whole life; and what was said of the
     * serial by no line, as an ERP does, since `line` first had it does not count as moving on.
     */
    SINV_SERIAL_THROUGH = 32,
    /** Every serial becomes one of `batch`, whichever it was of. */
    SINV_SERIAL_SET_BATCH = 64,
    /** Of the used ones only those that no document line holds: SERIAL_STATE. */
    SINV_SERIAL_FREE = 128,
    /** Nor those that another account than to_account has: SERIAL_STATE. */
    SINV_SERIAL_SAME_ACCOUNT = 256
};

/** One change of state. Zero-initialise, then set what applies. */
typedef struct sinv_serial_change {
    const char *field; /* input named in errors; NULL: that of the set */
    salesinv_id scope;
    salesinv_id product; /* required: SERIAL_PRODUCT for a serial of another one */
    int64_t line;        /* the document line that does it; 0: by hand */
    uint32_t flags;      /* SINV_SERIAL_REGISTER .. */

    uint32_t from_states; /* allowed now; unknown serials count when REGISTER is set */
    salesinv_id from_warehouse; /* 0: any */
    salesinv_id from_bin;       /* 0: any */
    int64_t from_holder;        /* 0: any */
    salesinv_id batch;

    int32_t to_state;
    salesinv_id to_warehouse;
    salesinv_id to_bin;
    salesinv_id to_account;
    int64_t to_holder;
} sinv_serial_change;

/**
 * Check every serial of the closed set; nothing is written. The first one that does not fit is named in the
 * details (serial, state, warehouse, product, holder.1.document, holder.1.line where they apply):
 *   SERIAL_NOT_FOUND  unknown, EXISTS  known, SERIAL_PRODUCT  of another product,
 *   SERIAL_HELD       promised to another document, SERIAL_STATE  in another state,
 *   SERIAL_PLACE      elsewhere, BATCH_MISMATCH  of another batch.
 * `out` (may be NULL) receives the pieces for sinv_serial_apply.
 */
salesinv_status sinv_serial_check(sinv_txn *txn, const sinv_serial_set *set,
                                  const sinv_serial_change *change,
                                  sinv_serial_pieces *out);

/** Write a change that sinv_serial_check accepted in this transaction, nothing in between. */
salesinv_status sinv_serial_apply(sinv_txn *txn, const sinv_serial_pieces *pieces,
                                  const sinv_serial_change *change);

/**
 * Put into `out` (initialised, empty), closed, those of the closed set that are used as `line` left them, for `holder`: no other
 * line's step counts since, and what an ERP said meanwhile does not.
 */
salesinv_status sinv_serial_left(sinv_txn *txn, salesinv_id scope,
                                 const sinv_serial_set *set, int64_t line,
                                 int64_t holder, sinv_serial_set *out);

/** Put into `out` (initialised, empty), closed, those of the closed set that `line` last brought into `state`, wherever they are now. */
salesinv_status sinv_serial_brought(sinv_txn *txn, salesinv_id scope,
                                    const sinv_serial_set *set, int64_t line,
                                    int32_t state, sinv_serial_set *out);

/** Check, then apply. */
salesinv_status sinv_serial_change_set(sinv_txn *txn, const sinv_serial_set *set,
                                       const sinv_serial_change *change);

/** Which runs of a product to list. */
typedef struct sinv_serial_query {
    salesinv_id product;
    salesinv_id warehouse; /* 0: any */
    uint32_t states;       /* 0: any */
    const sinv_serial_run
        *after;     /* the last run of the former page; NULL: from the start */
    uint32_t limit; /* runs in a page, >= 1 */
} sinv_serial_query;

/** Append the next runs in order of scope, prefix, width, first; fewer than the limit: that was all. */
salesinv_status sinv_serial_list(sinv_txn *txn, const sinv_serial_query *query,
                                 sinv_serial_runs *out);

#endif
