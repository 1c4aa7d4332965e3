/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_STOCK_H
#define FIX_STOCK_H

/* Goods to trade with, and questions about them, in whole units as people say them. */
#include "salesinv/serial.h"
#include "salesinv/stock.h"
#include "support/fix_kinds.h"

#define FIX_UNIT INT64_C(1000000)

/** A product of a tracking (SALESINV_TRACKING_*), with the plugin switched on when it is needed. */
salesinv_id fix_product(fix_core *fix, const char *name, int32_t tracking);
salesinv_id fix_warehouse(fix_core *fix, const char *name);
salesinv_id fix_account(fix_core *fix, const char *name);
/** Confirmed opening stock. */
salesinv_id fix_receive(fix_core *fix, salesinv_id warehouse, salesinv_id product,
                        int64_t units);
/** Confirmed opening stock of `units` serials from `first` on. */
salesinv_id fix_receive_serials(fix_core *fix, salesinv_id warehouse,
                                salesinv_id product, const char *first, int64_t units);

/** On hand, frozen and available of a product in a warehouse, as "100/30/70". */
void fix_stock_check(fix_core *fix, salesinv_id product, salesinv_id warehouse,
                     const char *wanted, const char *file, int line);
#define assert_stock(fix, product, warehouse, wanted)                                  \
    fix_stock_check(fix, product, warehouse, wanted, __FILE__, __LINE__)

/** The state of a serial by name, e.g. "in_stock". */
void fix_serial_check(fix_core *fix, const char *serial, const char *wanted,
                      const char *file, int line);
#define assert_serial(fix, serial, wanted)                                             \
    fix_serial_check(fix, serial, wanted, __FILE__, __LINE__)

#endif
