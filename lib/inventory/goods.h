/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_GOODS_H
#define SINV_INVENTORY_GOODS_H

/*
 * The goods that one line of any document moves: where they lie, which batch and which serials they
 * are. Checked before anything is written, used again when it is.
 */
#include "catalog/product.h"
#include "inventory/serial_run.h"

typedef struct sinv_goods {
    sinv_product product;
    salesinv_id warehouse;
    salesinv_id bin;
    salesinv_id batch;
    int64_t qty;
    bool has_detail;  /* stock is kept by bin or batch */
    bool has_serials; /* managed by serial number */
    sinv_serial_set serials;
    sinv_serial_change change;
    sinv_serial_pieces pieces; /* of the check */
    bool is_fresh;             /* no line before it changes runs of the same product */
    bool is_reported; /* set before it is read: an ERP says so, and needs no bin */
} sinv_goods;

/** Columns of the line table that a goods line is read from. */
typedef struct sinv_goods_columns {
    int16_t product;
    int16_t qty;
    int16_t bin;
    int16_t batch;
} sinv_goods_columns;

/**
 * Read line `index` into *out, empty but for is_reported, and check its bin and batch: BIN_REQUIRED, BIN_MISMATCH, BATCH_REQUIRED, BATCH_MISMATCH; ARG without a quantity.
 */
salesinv_status sinv_goods_read(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                const sinv_row *warehouse, sinv_goods_columns columns,
                                sinv_goods *out);

/** When the goods' batch has expired: BATCH_EXPIRED if the setting says block, else a warning in the detail of the document's event. */
salesinv_status sinv_goods_check_expiry(sinv_txn *txn, sinv_doc *doc,
                                        const sinv_goods *goods, int32_t index);

/** SERIAL_PRODUCT when a draft names serials of a product that has none. */
salesinv_status sinv_goods_check_draft(sinv_txn *txn, const sinv_doc *doc,
                                       uint32_t index, const sinv_product *product);

/** Where serials of a product are unique: 0 in the tenant, or the product. */
salesinv_status sinv_goods_scope(sinv_txn *txn, salesinv_id product, salesinv_id *out);

/** The serials that line `index` names, from the draft or as stored, as many as its quantity: SERIAL_REQUIRED, SERIAL_COUNT. */
salesinv_status sinv_goods_read_serials(sinv_txn *txn, const sinv_doc *doc,
                                        uint32_t index, sinv_goods *goods);

/** How many serials the draft of line `index` names, or are stored for it. */
salesinv_status sinv_goods_count_serials(sinv_txn *txn, const sinv_doc *doc,
                                         uint32_t index, int64_t *out);
/** The serials that a line of another draft names, for line `index`, as many as goods->qty: SERIAL_REQUIRED, SERIAL_COUNT, SERIAL_PRODUCT. */
salesinv_status sinv_goods_take_serials(sinv_txn *txn, const sinv_doc *doc,
                                        uint32_t index, const sinv_draft_line *named,
                                        sinv_goods *goods);

/** SERIAL_DUPLICATE when two lines name one serial. */
salesinv_status sinv_goods_check_distinct(sinv_txn *txn, sinv_goods *goods,
                                          uint32_t count);

/** Check goods->change against the stored runs. */
salesinv_status sinv_goods_check_serials(sinv_txn *txn, sinv_goods *goods);
/** Carry it out. */
salesinv_status sinv_goods_move_serials(sinv_txn *txn, sinv_goods *goods);

/** For sinv_kind.store_serials; goods is NULL or what the check read for the line. */
salesinv_status sinv_goods_store_serials(sinv_txn *txn, const sinv_doc *doc,
                                         uint32_t index, const sinv_goods *goods);

#endif
