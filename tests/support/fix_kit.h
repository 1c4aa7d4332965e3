/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_KIT_H
#define FIX_KIT_H

/*
 * Kits to trade with: a pump set, picked or assembled, of a pump, two hoses and 1.5 m of cable, with one manual for
 * however many sets are ordered. Its list price is 100, those of the pieces 60, 10, 8 and 0.
 */
#include "salesinv/product.h"
#include "support/fix_trade.h"

typedef struct fix_kit {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id pump;
    salesinv_id hose;
    salesinv_id cable; /* in tenths of a metre */
    salesinv_id manual;
    salesinv_id picked;
    salesinv_id assembled;
} fix_kit;

int fix_kit_setup(void **state);
int fix_kit_teardown(void **state);

/** Stock of the pieces. */
void fix_kit_receive(fix_kit *fix, int64_t pumps, int64_t hoses, int64_t cable,
                     int64_t manuals);
/** An order of one line, from the warehouse. */
salesinv_id fix_kit_order(fix_kit *fix, salesinv_id product, int64_t units);
/** Give line 1 of an order, its kit, another quantity; its components are not named. */
salesinv_status fix_kit_try_qty(fix_kit *fix, salesinv_id order, const char *qty);
/** Give a product one component line; `rest` continues its JSON, e.g. ", \"qty\": \"1\"". */
salesinv_status fix_kit_try_component(fix_kit *fix, salesinv_id kit, salesinv_id of,
                                      const char *rest);

/** Ship a quantity of one line of an order. */
salesinv_status fix_kit_try_ship(fix_kit *fix, salesinv_id order, int64_t number,
                                 const char *qty, salesinv_id *out);
salesinv_id fix_kit_ship(fix_kit *fix, salesinv_id order, int64_t number,
                         const char *qty);
/** Ship everything that is left, as auto-population fills it in. */
salesinv_id fix_kit_ship_rest(fix_kit *fix, salesinv_id order);

/** A field of an order line. */
int64_t fix_kit_line(fix_kit *fix, salesinv_id order, int32_t line,
                     salesinv_field field);
/** A figure of an order line, in thousandths. */
#define then_line(fix, order, line, field, thousandths)                                \
    assert_int_equal(fix_kit_line(fix, order, line, SALESINV_F_##field),               \
                     (thousandths)*1000)
/** On hand / frozen / available of one of the fixture's products. */
#define then_stock(fix, product, wanted)                                               \
    assert_stock(&(fix)->trade.core, (fix)->product, (fix)->warehouse, wanted)

#endif
