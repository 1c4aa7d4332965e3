/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_DISPATCH_H
#define SINV_FULFIL_DISPATCH_H

/*
 * Goods that leave a warehouse for lines of orders, whichever document sends them: read, checked against stock and
 * serials, frozen while in approval, moved, and taken back. The sender says which order line each of its lines stands for;
 * counters of orders change here, documents are stored by the sender.
 *
 * Whose goods they are is the dispatch's origin. Ours are moved by the ledger and release what the orders froze. An ERP's are only
 * counted: what users send is held against the figures that it sent, what it says that it sent is held against the orders alone, and
 * its serials are taken over as it names them.
 *
 * Order lines are matched first; then read_goods, then one of the checks, then what it decided.
 */
#include "inventory/goods.h"
#include "sales/order_set.h"

/** What a verb does; void depends on the status that it finds. */
typedef enum sinv_dispatch_step {
    SINV_DISPATCH_NOTHING, /* a draft: nobody knows of it */
    SINV_DISPATCH_PEND,    /* into approval */
    SINV_DISPATCH_SHIP,    /* out, at once or after approval */
    SINV_DISPATCH_RELEASE, /* back from approval */
    SINV_DISPATCH_UNDO     /* back from outside */
} sinv_dispatch_step;

/** Columns of the sender's lines. */
typedef struct sinv_dispatch_columns {
    sinv_goods_columns goods;
    int16_t released; /* of the order line's freeze, by this line */
} sinv_dispatch_columns;

typedef struct sinv_dispatch {
    sinv_doc *doc; /* the sender */
    const sinv_dispatch_columns *columns;
    salesinv_id account;
    salesinv_id warehouse;
    salesinv_time effective_at; /* of the movements; 0: now */
    sinv_order_set orders;
    sinv_order_line *sources; /* per line of the sender */
    int64_t *holders;         /* likewise: the line that serials are held by once out */
    int32_t
        counter; /* of the order lines, in which the goods count until they are out; -1: none */
    int64_t origin; /* SALESINV_ORIGIN_* */
    sinv_dispatch_step step;
    bool was_pending;  /* it was in approval */
    sinv_goods *goods; /* per line of the sender */
    int64_t *own;      /* likewise: frozen under the line itself */
} sinv_dispatch;

/** Where the goods of a document come from that is about to be submitted: by the present edition, or as the ERP reports. */
salesinv_status sinv_dispatch_decide_origin(sinv_txn *txn, const sinv_doc *doc,
                                            int64_t *out);
/** SYNC_ONLY when an ERP wrote the document and a user is about to change it. */
salesinv_status sinv_dispatch_check_writer(sinv_txn *txn, const sinv_doc *doc,
                                           int64_t origin);

/** Make room for what is kept per line. */
salesinv_status sinv_dispatch_start(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_dispatch_columns *columns,
                                    sinv_dispatch *dispatch);

/** ACCOUNT_MISMATCH, or INVALID_STATE unless every order is confirmed: only those are shipped. */
salesinv_status sinv_dispatch_check_orders(sinv_txn *txn,
                                           const sinv_dispatch *dispatch);

/** The warehouse that sends: enabled, unless an ERP says so. WAREHOUSE_REQUIRED, WAREHOUSE_DISABLED, NOT_FOUND. */
salesinv_status sinv_dispatch_find_warehouse(sinv_txn *txn,
                                             const sinv_dispatch *dispatch,
                                             salesinv_id id, sinv_row **out);
/** Read the goods of every line, their serials included, and add up what each order line gives. */
salesinv_status sinv_dispatch_read_goods(sinv_txn *txn, sinv_dispatch *dispatch,
                                         const sinv_row *warehouse);
/** Read what each line froze under itself while it was in approval. */
salesinv_status sinv_dispatch_read_own(sinv_txn *txn, sinv_dispatch *dispatch);

/** PEND and SHIP: expired batches, the serials' states, and whether the warehouse gives all lines what they want together. */
salesinv_status sinv_dispatch_check_out(sinv_txn *txn, sinv_dispatch *dispatch);
/** RELEASE and UNDO: may the serials go back to where the lines took them from, and would the goods fit there? OVERFLOW. */
salesinv_status sinv_dispatch_check_back(sinv_txn *txn, sinv_dispatch *dispatch);
/** Put into `out`, closed, those of the serials of line `index` that are away as it sent them; of goods without, none. */
salesinv_status sinv_dispatch_left(sinv_txn *txn, const sinv_dispatch *dispatch,
                                   uint32_t index, sinv_serial_set *out);

/** PEND: freeze what the orders' own freezes do not cover. */
salesinv_status sinv_dispatch_pend(sinv_txn *txn, sinv_dispatch *dispatch);
/** RELEASE: the contrary. */
salesinv_status sinv_dispatch_release(sinv_txn *txn, sinv_dispatch *dispatch);
/** SHIP: the goods leave under `posting`, and with them what was frozen for them, wherever. */
salesinv_status sinv_dispatch_ship(sinv_txn *txn, sinv_dispatch *dispatch,
                                   salesinv_id posting);
/** UNDO: they come back under `posting` and are frozen again where they lie, as far as they had been and the orders still want them. */
salesinv_status sinv_dispatch_undo(sinv_txn *txn, sinv_dispatch *dispatch,
                                   salesinv_id posting);

#endif
