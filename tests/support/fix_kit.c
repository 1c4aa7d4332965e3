/* SPDX-License-Identifier: Apache-2.0 */
/* The pump set and its pieces. */
#include "support/fix_kit.h"

#include <string.h>

static salesinv_id goods(fix_kit *fix, const char *name, const char *price)
{
    salesinv_id id = fix_product(&fix->trade.core, name, SALESINV_TRACKING_NONE);

    assert_ok(fix->admin, fix_try_update(fix->admin, SALESINV_KIND_PRODUCT, id,
                                         "{\"price\": \"%s\"}", price));
    return id;
}

static salesinv_id set_of(fix_kit *fix, const char *name, int32_t kind)
{
    return fix_create(
        fix->admin, SALESINV_KIND_PRODUCT, 0,
        "{\"name\": \"%s\", \"kit_kind\": %d, \"price\": \"100\", \"lines\": ["
        "{\"product\": %lld, \"qty\": \"1\"}, {\"product\": %lld, \"qty\": \"2\"}, "
        "{\"product\": %lld, \"qty\": \"1.5\"}, "
        "{\"product\": %lld, \"qty\": \"1\", \"is_fixed\": 1}]}",
        name, kind, (long long)fix->pump, (long long)fix->hose, (long long)fix->cable,
        (long long)fix->manual);
}

int fix_kit_setup(void **state)
{
    static fix_kit fix;
    fix_core *core = &fix.trade.core;

    memset(&fix, 0, sizeof(fix));
    fix_trade_open(&fix.trade);
    fix.admin = core->admin;
    fix.warehouse = fix_warehouse(core, "W");
    fix.pump = goods(&fix, "Pump", "60");
    fix.hose = goods(&fix, "Hose", "10");
    fix.cable = goods(&fix, "Cable", "8");
    fix.manual = goods(&fix, "Manual", "0");
    assert_ok(fix.admin, fix_try_update(fix.admin, SALESINV_KIND_PRODUCT, fix.cable,
                                        "{\"scale\": 1}"));
    fix.picked = set_of(&fix, "Set, picked", SALESINV_KIT_PTO);
    fix.assembled = set_of(&fix, "Set, assembled", SALESINV_KIT_ATO);
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "bom",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(fix.admin, "shipping.kits", 1);
    *state = &fix;
    return 0;
}

int fix_kit_teardown(void **state)
{
    fix_kit *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

void fix_kit_receive(fix_kit *fix, int64_t pumps, int64_t hoses, int64_t cable,
                     int64_t manuals)
{
    fix_receive(&fix->trade.core, fix->warehouse, fix->pump, pumps);
    fix_receive(&fix->trade.core, fix->warehouse, fix->hose, hoses);
    fix_receive(&fix->trade.core, fix->warehouse, fix->cable, cable);
    fix_receive(&fix->trade.core, fix->warehouse, fix->manual, manuals);
}

salesinv_id fix_kit_order(fix_kit *fix, salesinv_id product, int64_t units)
{
    return fix_order(&fix->trade, fix->warehouse, product, units);
}

salesinv_status fix_kit_try_qty(fix_kit *fix, salesinv_id order, const char *qty)
{
    return fix_try_update(fix->admin, SALESINV_KIND_ORDER, order,
                          "{\"lines\": [{\"line\": 1, \"qty\": \"%s\"}]}", qty);
}

salesinv_status fix_kit_try_component(fix_kit *fix, salesinv_id kit, salesinv_id of,
                                      const char *rest)
{
    return fix_try_update(fix->admin, SALESINV_KIND_PRODUCT, kit,
                          "{\"lines\": [{\"product\": %lld%s}]}", (long long)of, rest);
}

static salesinv_status create_shipment(fix_kit *fix, salesinv_draft *draft,
                                       salesinv_id *out)
{
    salesinv_shipment *shipment = NULL;
    salesinv_status rc = salesinv_shipment_create(fix->admin, draft, SALESINV_SUBMIT,
                                                  NULL, out ? &shipment : NULL);

    if (shipment)
        *out = salesinv_document_id(salesinv_shipment_document(shipment));
    salesinv_shipment_free(shipment);
    salesinv_draft_free(draft);
    return rc;
}

salesinv_status fix_kit_try_ship(fix_kit *fix, salesinv_id order, int64_t number,
                                 const char *qty, salesinv_id *out)
{
    return create_shipment(
        fix,
        fix_draft(fix->admin, SALESINV_KIND_SHIPMENT,
                  "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                  "\"qty\": \"%s\"}]}",
                  (long long)order, (long long)sinv_line_id(order, number), qty),
        out);
}

salesinv_id fix_kit_ship(fix_kit *fix, salesinv_id order, int64_t number,
                         const char *qty)
{
    salesinv_id id = 0;

    assert_ok(fix->admin, fix_kit_try_ship(fix, order, number, qty, &id));
    return id;
}

salesinv_id fix_kit_ship_rest(fix_kit *fix, salesinv_id order)
{
    salesinv_id id = 0;

    assert_ok(fix->admin,
              create_shipment(fix,
                              fix_draft(fix->admin, SALESINV_KIND_SHIPMENT,
                                        "{\"order\": %lld}", (long long)order),
                              &id));
    return id;
}

int64_t fix_kit_line(fix_kit *fix, salesinv_id order, int32_t line,
                     salesinv_field field)
{
    return fix_int(fix->admin, SALESINV_KIND_ORDER, order, line, field);
}
