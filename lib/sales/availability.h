/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_AVAILABILITY_H
#define SINV_SALES_AVAILABILITY_H

/*
 * What stock an order that is being written could take, line by line, each after the ones before it. Reads only.
 */
#include "inventory/warehouse_list.h"
#include "sales/order.h"

/** One line as the caller sees them. */
typedef struct sinv_available_line {
    salesinv_id product; /* 0: not named yet */
    int32_t level;       /* SALESINV_LEVEL_*; NONE: nothing is said */
    salesinv_qty qty;
    bool is_asked;    /* the ERP was asked for the figure, see inventory/recent.h */
    salesinv_time at; /* of the ERP's figure; SALESINV_TIME_NONE: there is none */
} sinv_available_line;

typedef struct sinv_available {
    int64_t mode;          /* SALESINV_MODE_* */
    salesinv_id warehouse; /* of mode "single" */
    sinv_available_line *lines;
    uint32_t count;
    salesinv_id
        *products; /* whose stock was looked at: the lines', and kits' components */
    uint32_t product_count;
    sinv_warehouses places; /* of mode "consolidated" */
} sinv_available;

/** What a picked kit takes of one product: for each kit, or with the line however many kits it orders. */
typedef struct sinv_need {
    salesinv_id product; /* 0: nothing */
    int64_t per_kit;     /* 0: fixed */
    int64_t fixed;
    int64_t shipped; /* has left already */
    int64_t gone;    /* that, and what is not wanted any more */
} sinv_need;

typedef struct sinv_needs {
    sinv_need *items;
    uint32_t count;
    uint32_t capacity;
} sinv_needs;

/** What line `index`, of a product that is a picked kit, takes: as its product is made up, or as the order has fixed it. */
salesinv_status sinv_order_needs(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                 sinv_needs *out);
/** What is still needed for this many kits; false: it does not fit. */
bool sinv_need_of(const sinv_need *need, int64_t kits, int64_t *out);
/** For how many kits, those that left included, `left` is enough; false: it does not fit. */
bool sinv_need_kits(const sinv_need *need, int64_t left, int64_t *out);

/**
 * The figures of `doc`, filled from its draft (which may be unfinished) or as it is stored. WAREHOUSE_DISABLED,
 * WAREHOUSE_NOT_APPLICABLE, ARG for a quantity that the product cannot have, OVERFLOW.
 */
salesinv_status sinv_order_available(sinv_txn *txn, sinv_doc *doc, sinv_available *out);

#endif
