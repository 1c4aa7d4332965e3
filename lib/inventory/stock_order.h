/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_STOCK_ORDER_H
#define SINV_INVENTORY_STOCK_ORDER_H

/*
 * What inbound and outbound orders share: the same columns, so one set of fields; the goods of their lines, read and
 * checked before anything moves, and then moved. Each kind says which serials may go which way, and what is frozen.
 */
#include "catalog/fields.h"
#include "inventory/goods.h"
#include "inventory/ledger.h"

enum { SINV_STOCK_TYPE_MAX = 6, SINV_STOCK_REASON_MAX = 512 };

#define SINV_STOCK_ORDER_FIELDS                                                        \
    SINV_HEAD_FIELDS,                                                                  \
        SINV_ROW_NUMBER(TYPE, INT, SINV_INBOUND_TYPE, SINV_MUST, 1,                    \
                        SINV_STOCK_TYPE_MAX, "type"),                                  \
        SINV_ROW_ID(WAREHOUSE, SINV_INBOUND_WAREHOUSE, SINV_MUST,                      \
                    SALESINV_KIND_WAREHOUSE, "warehouse"),                             \
        SINV_ROW_NUMBER(EFFECTIVE_AT, TIME, SINV_INBOUND_EFFECTIVE_AT, SINV_MAY, 0, 0, \
                        "effective_at"),                                               \
        SINV_ROW_TEXT(REASON, SINV_INBOUND_REASON, SINV_MAY, SINV_STOCK_REASON_MAX,    \
                      "reason"),                                                       \
        SINV_ROW_NUMBER(IS_REVERSAL, INT, SINV_INBOUND_IS_REVERSAL, 0, 0, 0,           \
                        "is_reversal")

#define SINV_STOCK_ORDER_LINE_FIELDS                                                   \
    SINV_LINE_FIELDS,                                                                  \
        SINV_ROW_ID(PRODUCT, SINV_INBOUND_LINE_PRODUCT, SINV_MAY,                      \
                    SALESINV_KIND_PRODUCT, "product"),                                 \
        SINV_ROW_NUMBER(QTY, QTY, SINV_INBOUND_LINE_QTY, SINV_MAY, 1, INT64_MAX,       \
                        "qty"),                                                        \
        SINV_ROW_ID(UNIT, SINV_INBOUND_LINE_UNIT, SINV_MAY, SALESINV_KIND_UNIT,        \
                    "unit"),                                                           \
        SINV_ROW_NUMBER(UNIT_QTY, QTY, SINV_INBOUND_LINE_UNIT_QTY, SINV_MAY, 1,        \
                        INT64_MAX, "unit_qty"),                                        \
        SINV_ROW_ID(BIN, SINV_INBOUND_LINE_BIN, SINV_MAY, SALESINV_KIND_BIN, "bin"),   \
        SINV_ROW_ID(BATCH, SINV_INBOUND_LINE_BATCH, SINV_MAY, SALESINV_KIND_BATCH,     \
                    "batch")

/** What a step is about to do, kept in doc->plan. */
typedef enum sinv_stock_step {
    SINV_STOCK_NOTHING, /* a draft is void: nothing moves */
    SINV_STOCK_PEND,    /* into approval */
    SINV_STOCK_POST,    /* confirmed: stock moves */
    SINV_STOCK_RELEASE, /* out of approval */
    SINV_STOCK_UNDO     /* confirmed and void: stock moves back */
} sinv_stock_step;

typedef struct sinv_stock_plan {
    sinv_stock_step step;
    sinv_goods *goods;    /* by line; those of removed lines stay zero */
    salesinv_qty *frozen; /* by line: what it has frozen itself */
} sinv_stock_plan;

/** For sinv_kind.prepare: SOURCE_REQUIRED unless the type is one of `by_hand` (bits 1 << type), lines' quantities and serials. */
salesinv_status sinv_stock_order_prepare(sinv_txn *txn, sinv_doc *doc,
                                         uint32_t by_hand);

/** Product, quantity and serials of one line of a draft; ARG without a product. */
salesinv_status sinv_stock_order_prepare_line(sinv_txn *txn, sinv_doc *doc,
                                              uint32_t index);

/** Did another document make it? Then it is read only, and its lines are movements. */
bool sinv_stock_order_is_generated(const sinv_doc *doc);

/** ARG unless effective_at is unset or past. */
salesinv_status sinv_stock_order_check_time(sinv_txn *txn, const sinv_doc *doc);

/** The step of a void: what the present status asks for; READ_ONLY for an order that another document made. */
salesinv_status sinv_stock_order_void_step(sinv_txn *txn, const sinv_doc *doc,
                                           sinv_stock_step *out);

/**
 * Start the plan: read the goods of all lines. When something is to come or go (PEND, POST) there must be a line and the
 * warehouse must be enabled.
 */
salesinv_status sinv_stock_order_plan(sinv_txn *txn, sinv_doc *doc,
                                      sinv_stock_step step, sinv_stock_plan **out);

/**
 * Check the serials of every line against `change`, a pattern: product, line and batch are the line's own, and a warehouse,
 * bin or holder that is not 0 in it stands for that of the line.
 */
salesinv_status sinv_stock_order_check_serials(sinv_txn *txn, const sinv_doc *doc,
                                               sinv_stock_plan *plan,
                                               const sinv_serial_change *change);

/** Move every line: on_hand and frozen are signs (-1, 0, 1), times the line's quantity and what it froze. Then its serials. */
salesinv_status sinv_stock_order_move(sinv_txn *txn, sinv_doc *doc,
                                      const sinv_stock_plan *plan, int32_t on_hand,
                                      int32_t frozen);

/** For sinv_kind.store_serials. */
salesinv_status sinv_stock_order_store_serials(sinv_txn *txn, sinv_doc *doc,
                                               uint32_t index);

/** For sinv_kind.load_lines: lines of a generated order are the movements that name it. */
salesinv_status sinv_stock_order_load_lines(sinv_txn *txn, sinv_doc *doc);

#endif
