/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_TRADE_H
#define FIX_TRADE_H

/* Orders, shipments and returns of one line each, as a story tells them. Lines are numbered from 1. */
#include "salesinv/order.h"
#include "salesinv/return.h"
#include "salesinv/shipment.h"
#include "support/fix_stock.h"

/** A works with one account; goods and warehouses are the test's. */
typedef struct fix_trade {
    fix_core core;
    salesinv_id account;
} fix_trade;

void fix_trade_open(fix_trade *fix);
void fix_trade_close(fix_trade *fix);

/** Submitted at once, with approval switched off by default. `warehouse` 0: none. */
salesinv_status fix_try_order(fix_trade *fix, salesinv_id warehouse,
                              salesinv_id product, int64_t units, salesinv_id *out);
salesinv_id fix_order(fix_trade *fix, salesinv_id warehouse, salesinv_id product,
                      int64_t units);

/**
 * Ship `units` of the order's first line from `warehouse` (0: as ordered), submitted at once. `serials` is the JSON of
 * its list, e.g. "[\"A1..A3\"]", or NULL.
 */
salesinv_status fix_try_ship(fix_trade *fix, salesinv_id order, salesinv_id warehouse,
                             int64_t units, const char *serials, salesinv_id *out);
salesinv_id fix_ship(fix_trade *fix, salesinv_id order, salesinv_id warehouse,
                     int64_t units, const char *serials);

/** Take back `units` of the shipment's first line, submitted at once. */
salesinv_status fix_try_return(fix_trade *fix, salesinv_id shipment, int64_t units,
                               const char *serials, salesinv_id *out);
salesinv_id fix_return(fix_trade *fix, salesinv_id shipment, int64_t units,
                       const char *serials);

/** A quantity of the document's first line, in whole units. */
int64_t fix_units(fix_trade *fix, salesinv_kind kind, salesinv_id id,
                  salesinv_field field);
#define assert_units(fix, kind, id, field, wanted)                                     \
    assert_int_equal(fix_units(fix, kind, id, field), wanted)
/** The status of a document, SALESINV_STATUS_<name>. */
#define assert_status(fix, kind, id, name)                                             \
    assert_int_equal(fix_int((fix)->core.admin, kind, id, 0, SALESINV_F_STATUS),       \
                     SALESINV_STATUS_##name)

#endif
