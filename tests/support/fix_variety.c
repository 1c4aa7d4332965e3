/* SPDX-License-Identifier: Apache-2.0 */
/* Plain goods, serials, a batch in a bin: shipped, received, returned, and waiting for approval. */
#include "support/fix_variety.h"

#include <string.h>

#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_carrier.h"

static void trade_plain(fix_variety *fix)
{
    int64_t *ids = fix->ids;

    ids[PLAIN] = fix_product(&fix->trade.core, "Cable", SALESINV_TRACKING_NONE);
    fix_receive(&fix->trade.core, ids[WAREHOUSE], ids[PLAIN], 10);
    ids[ORDER] = fix_order(&fix->trade, ids[WAREHOUSE], ids[PLAIN], 6);
    ids[SHIPMENT] = fix_ship(&fix->trade, ids[ORDER], 0, 2, NULL);
    ids[RECEIVED] = fix_ship(&fix->trade, ids[ORDER], 0, 2, NULL);
    assert_ok(fix->admin, salesinv_shipment_receive(fix->admin, ids[RECEIVED], 0, NULL,
                                                    NULL, NULL));
    ids[RETURN] = fix_return(&fix->trade, ids[SHIPMENT], 1, NULL);
    fix_setting(fix->admin, "approval.shipment", 1);
    ids[WAITING] = fix_ship(&fix->trade, ids[ORDER], 0, 1, NULL);
    fix_setting(fix->admin, "approval.shipment", 0);
    ids[ORDER_LINE] = sinv_line_id(ids[ORDER], 1);
    ids[RECEIVED_LINE] = sinv_line_id(ids[RECEIVED], 1);
    ids[SHIPMENT_LINE] = sinv_line_id(ids[SHIPMENT], 1);
    ids[RETURN_LINE] = sinv_line_id(ids[RETURN], 1);
}

static void trade_parcels(fix_variety *fix)
{
    int64_t *ids = fix->ids;

    assert_ok(fix->admin, salesinv_parcel_add(fix->admin, ids[SHIPMENT], 0, "mule",
                                              "T-1", NULL, NULL));
    assert_ok(fix->admin, salesinv_parcel_add(fix->admin, ids[SHIPMENT], 0, "mule",
                                              "T-2", NULL, NULL));
    fix_put(fix->admin, "T-1", "1@07:00 picked up|5@09:00 on the van");
    fix_put(fix->admin, "T-2", "3@09:30 signed");
    ids[PARCEL] = sinv_line_id(ids[SHIPMENT], 1);
    ids[SIGNED] = sinv_line_id(ids[SHIPMENT], 2);
}

static void trade_serials(fix_variety *fix)
{
    int64_t *ids = fix->ids;
    salesinv_id order;
    salesinv_id shipment;

    ids[SERIAL] = fix_product(&fix->trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive_serials(&fix->trade.core, ids[WAREHOUSE], ids[SERIAL], "A1", 6);
    order = fix_order(&fix->trade, ids[WAREHOUSE], ids[SERIAL], 4);
    shipment = fix_ship(&fix->trade, order, 0, 2, "[\"A1..A2\"]");
    fix_return(&fix->trade, shipment, 1, "[\"A1\"]");
    fix_setting(fix->admin, "approval.shipment", 1);
    fix_setting(fix->admin, "approval.return", 1);
    fix_return(&fix->trade, shipment, 1, "[\"A2\"]");
    ids[HOLDING] = fix_ship(&fix->trade, order, 0, 1, "[\"A3\"]");
    ids[IN_STOCK] = SALESINV_SERIAL_IN_STOCK;
    ids[COMING] = 2;
    ids[TAKEN] = 3;
    ids[SERIAL_ORDER_LINE] = sinv_line_id(order, 1);
}

static void trade_batches(fix_variety *fix)
{
    static const char goods[] =
        "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
        "\"qty\": \"%d\", \"bin\": %lld, \"batch\": %lld}]}";
    int64_t *ids = fix->ids;
    long long bin;
    long long batch;

    ids[PASTE] = fix_product(&fix->trade.core, "Paste", SALESINV_TRACKING_BATCH);
    batch = fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                       "{\"code\": \"B1\", \"product\": %lld}", (long long)ids[PASTE]);
    fix_setting(fix->admin, "warehouse.bins", 1);
    ids[SHELVES] = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                              "{\"name\": \"Shelves\", \"has_bins\": 1}");
    bin = fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                     "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
                     (long long)ids[SHELVES]);
    fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT, goods,
               SALESINV_INBOUND_OPENING, (long long)ids[SHELVES], (long long)ids[PASTE],
               8, bin, batch);
    fix_setting(fix->admin, "approval.outbound", 1);
    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT, goods,
               SALESINV_OUTBOUND_OTHER, (long long)ids[SHELVES], (long long)ids[PASTE],
               3, bin, batch);
    fix_order(&fix->trade, ids[SHELVES], ids[PASTE], 2);
}

static salesinv_id kit_of(fix_variety *fix, const char *name, int32_t kind,
                          salesinv_id piece, int32_t pieces)
{
    return fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                      "{\"name\": \"%s\", \"kit_kind\": %d, \"price\": \"9\", "
                      "\"lines\": [{\"product\": %lld, \"qty\": \"%d\"}]}",
                      name, kind, (long long)piece, pieces);
}

static void trade_kits(fix_variety *fix)
{
    fix_core *core = &fix->trade.core;
    int64_t *ids = fix->ids;

    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "bom",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(fix->admin, "shipping.kits", 1);
    ids[PIECE] = fix_product(core, "Piece", SALESINV_TRACKING_NONE);
    ids[INSIDE] = fix_product(core, "Inside", SALESINV_TRACKING_NONE);
    ids[KIT] = kit_of(fix, "Kit", SALESINV_KIT_PTO, ids[PIECE], 3);
    ids[CASE] = kit_of(fix, "Case", SALESINV_KIT_ATO, ids[INSIDE], 1);
    fix_receive(core, ids[WAREHOUSE], ids[PIECE], 6);
    fix_receive(core, ids[WAREHOUSE], ids[CASE], 1);
    ids[KIT_LINE] =
        sinv_line_id(fix_order(&fix->trade, ids[WAREHOUSE], ids[KIT], 2), 1);
    ids[PIECE_LINE] = ids[KIT_LINE] + 1;
    ids[CASE_LINE] =
        sinv_line_id(fix_order(&fix->trade, ids[WAREHOUSE], ids[CASE], 1), 1);
    ids[INSIDE_LINE] = ids[CASE_LINE] + 1;
}

static void go_out(fix_variety *fix, int units)
{
    (void)fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
                     "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                     "[{\"source_line\": %lld, \"qty\": \"%d\"}]}",
                     (long long)fix->ids[WAREHOUSE], (long long)fix->ids[NOTICE_LINE],
                     units);
}

static void trade_notice(fix_variety *fix)
{
    fix_core *core = &fix->trade.core;
    int64_t *ids = fix->ids;
    salesinv_id order;

    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    fix_setting(fix->admin, "approval.shipment", 0);
    fix_setting(fix->admin, "approval.outbound", 0);
    ids[NOTED] = fix_product(core, "Noted", SALESINV_TRACKING_NONE);
    fix_receive(core, ids[WAREHOUSE], ids[NOTED], 9);
    order = fix_order(&fix->trade, ids[WAREHOUSE], ids[NOTED], 9);
    ids[NOTED_LINE] = sinv_line_id(order, 1);
    ids[NOTICE_LINE] = sinv_line_id(fix_ship(&fix->trade, order, 0, 5, NULL), 1);
    go_out(fix, 2);
    fix_setting(fix->admin, "approval.outbound", 1);
    go_out(fix, 1);
}

static salesinv_id return_of_order(fix_variety *fix, salesinv_id order, int units)
{
    return fix_create(fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order_line\": %lld, \"qty\": \"%d\"}]}",
                      (long long)sinv_line_id(order, 1), units);
}

/* Returns of orders: one that waits for approval, one that waits for goods. */
static void trade_returns(fix_variety *fix)
{
    int64_t *ids = fix->ids;
    salesinv_id product = fix_product(&fix->trade.core, "Tape", SALESINV_TRACKING_NONE);
    salesinv_draft *part;
    salesinv_id order;

    fix_setting(fix->admin, "approval.shipment", 0);
    fix_receive(&fix->trade.core, ids[WAREHOUSE], product, 10);
    order = fix_order(&fix->trade, ids[WAREHOUSE], product, 5);
    ids[GIVEN_UP_LINE] = sinv_line_id(order, 1);
    ids[GIVING_UP] = return_of_order(fix, order, 2);
    fix_setting(fix->admin, "approval.return", 0);
    fix_setting(fix->admin, "return.goods_in", SALESINV_GOODS_IN_SEPARATE);
    order = fix_order(&fix->trade, ids[WAREHOUSE], product, 4);
    fix_ship(&fix->trade, order, 0, 4, NULL);
    ids[AWAITED] = return_of_order(fix, order, 3);
    ids[AWAITED_LINE] = sinv_line_id(ids[AWAITED], 1);
    part = fix_draft(fix->admin, SALESINV_KIND_RETURN,
                     "{\"lines\": [{\"line\": 1, \"qty\": \"1\"}]}");
    assert_ok(fix->admin,
              salesinv_return_take_in(fix->admin, ids[AWAITED], 0, part, NULL, NULL));
    salesinv_draft_free(part);
}

/* One account with a request key. */
static void trade_key(fix_variety *fix)
{
    salesinv_document *account = NULL;
    salesinv_draft *draft =
        fix_draft(fix->admin, SALESINV_KIND_ACCOUNT, "{\"name\": \"Keyed\"}");
    const sinv_request request = {.session = fix->admin,
                                  .kind = SALESINV_KIND_ACCOUNT,
                                  .verb = SINV_VERB_CREATE,
                                  .draft = draft,
                                  .request_key = "key-1"};

    assert_ok(fix->admin, sinv_verb_run(&request, &account));
    fix->ids[ACCOUNT] = salesinv_document_id(account);
    salesinv_document_free(account);
    salesinv_draft_free(draft);
}

void fix_variety_open(fix_variety *fix)
{
    memset(fix, 0, sizeof(*fix));
    fix_trade_open(&fix->trade);
    fix->admin = fix->trade.core.admin;
    fix->ids[WAREHOUSE] = fix_warehouse(&fix->trade.core, "W");
    trade_key(fix);
    trade_plain(fix);
    trade_parcels(fix);
    trade_serials(fix);
    trade_batches(fix);
    trade_returns(fix);
    trade_kits(fix);
    trade_notice(fix);
    fix_core_verify(fix->admin);
}

void fix_variety_close(fix_variety *fix)
{
    fix_trade_close(&fix->trade);
}
