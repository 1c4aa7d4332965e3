/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_TRACKING_H
#define FIX_TRACKING_H

/* A shipment on its way with one parcel. */
#include "salesinv/product.h"
#include "support/fix_carrier.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER, SHIPMENT = SALESINV_KIND_SHIPMENT };

typedef struct fix_tracking {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id order;    /* of 10 */
    salesinv_id shipment; /* of 6; parcel T-1 by mule */
} fix_tracking;

static inline int setup(void **state)
{
    static fix_tracking fix;
    salesinv_id warehouse;
    salesinv_id product;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    warehouse = fix_warehouse(&fix.trade.core, "W");
    product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, warehouse, product, 10);
    fix.order = fix_order(&fix.trade, warehouse, product, 10);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 6, NULL);
    assert_ok(fix.admin,
              fix_try_update(fix.admin, SHIPMENT, fix.shipment,
                             "{\"carrier\": \"mule\", \"tracking_number\": \"T-1\"}"));
    *state = &fix;
    return 0;
}

static inline int teardown(void **state)
{
    fix_tracking *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static inline void given_a_package(fix_tracking *fix, int64_t units)
{
    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "logistics", SALESINV_TIME_NONE, units, NULL));
}

static inline void given_receipt_on_delivery(fix_tracking *fix)
{
    given_a_package(fix, 1);
    fix_setting(fix->admin, "receipt.on_delivery", 1);
}

static inline int32_t add_parcel(fix_tracking *fix, const char *number)
{
    int32_t parcel;

    assert_ok(fix->admin, salesinv_parcel_add(fix->admin, fix->shipment, 0, "mule",
                                              number, NULL, &parcel));
    return parcel;
}

static inline int32_t state_of(fix_tracking *fix, int32_t number)
{
    return fix_parcel_state(fix->admin, fix->shipment, number);
}

static inline int32_t trace_of(fix_tracking *fix, int32_t number)
{
    return fix_parcel_trace(fix->admin, fix->shipment, number);
}

static inline int64_t method_of(fix_tracking *fix)
{
    return fix_int(fix->admin, SHIPMENT, fix->shipment, 0, SALESINV_F_RECEIPT_METHOD);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
