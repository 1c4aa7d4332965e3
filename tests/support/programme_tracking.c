/* SPDX-License-Identifier: Apache-2.0 */
/* Cases of the fault programme: carriers, connectors, parcels and what is known of them. */
#include "salesinv/jsonl.h"
#include "salesinv/shipment.h"
#include "salesinv/sync.h"
#include "salesinv/tracking.h"
#include "support/fix_kinds.h"
#include "support/programme.h"

#define KEY "case"

static const char report[] =
    "{\"nu\":\"T-1\",\"data\":[{\"time\":\"2023-11-14 08:00:00\",\"statusCode\":\"1\","
    "\"context\":\"collected\"},{\"time\":\"2023-11-14 "
    "07:00:00\",\"statusCode\":\"0\"}]}";

static salesinv_status answer(void *self, const char *carrier,
                              const char *tracking_number, salesinv_payload *payload)
{
    (void)self;
    (void)carrier;
    (void)tracking_number;
    return salesinv_payload_put(payload, SALESINV_PAYLOAD_KUAIDI100, report,
                                sizeof(report) - 1);
}

static const salesinv_carrier_vtable vtable = {
    .struct_size = sizeof(vtable), .name = "stage", .query = answer};

static salesinv_status carrier_open(programme *at)
{
    salesinv_carrier *carrier;
    salesinv_status rc =
        salesinv_carrier_open(at->admin, &vtable, NULL, NULL, &carrier);

    assert_true((rc == SALESINV_OK) == (carrier != NULL));
    salesinv_carrier_close(carrier);
    return rc;
}

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    (void)self;
    info->brand = "stage";
    return SALESINV_OK;
}

static salesinv_status connector_create(programme *at)
{
    static const salesinv_connector_vtable table = {
        .struct_size = sizeof(table), .name = "stage", .describe = describe};
    salesinv_connector *connector;
    salesinv_status rc =
        salesinv_connector_create(at->engine, &table, NULL, NULL, &connector);

    assert_true((rc == SALESINV_OK) == (connector != NULL));
    salesinv_connector_free(connector);
    return rc;
}

static salesinv_status jsonl_create(programme *at)
{
    salesinv_connector *connector;
    salesinv_status rc =
        salesinv_jsonl_create(at->engine, NULL, at->folder, 0, &connector);

    assert_true((rc == SALESINV_OK) == (connector != NULL));
    salesinv_connector_free(connector);
    return rc;
}

static void ready_parcel(programme *at)
{
    assert_ok(at->admin, salesinv_parcel_add(at->admin, at->goods.shipment, 0, "mule",
                                             "T-1", NULL, NULL));
}

static void ready_trace(programme *at)
{
    ready_parcel(at);
    assert_ok(at->admin,
              salesinv_tracking_put(at->admin, NULL, "T-1", SALESINV_PAYLOAD_KUAIDI100,
                                    report, sizeof(report) - 1, NULL));
}

static salesinv_status parcel_add(programme *at)
{
    int32_t number;
    salesinv_status rc = salesinv_parcel_add(at->admin, at->goods.shipment, 0, "mule",
                                             "T-2", KEY, &number);

    assert_int_equal(number, rc == SALESINV_OK ? 2 : 0);
    return rc;
}

static salesinv_status parcel_remove(programme *at)
{
    return salesinv_parcel_remove(at->admin, at->goods.shipment, 0, 1, KEY);
}

static salesinv_status parcels_get(programme *at)
{
    salesinv_parcels *got;
    salesinv_status rc = salesinv_parcels_get(at->admin, at->goods.shipment, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    salesinv_parcels_free(got);
    return rc;
}

static salesinv_status tracking_put(programme *at)
{
    return salesinv_tracking_put(at->admin, "mule", "T-1", SALESINV_PAYLOAD_KUAIDI100,
                                 report, sizeof(report) - 1, KEY);
}

/* A shipment on its way with a parcel, and a package. */
static void ready_query(programme *at)
{
    assert_ok(at->admin, salesinv_shipment_undo_receipt(at->admin, at->goods.shipment,
                                                        0, NULL, NULL, NULL));
    ready_parcel(at);
    assert_ok(at->platform,
              salesinv_licence_grant(at->platform, at->tenant, "logistics",
                                     SALESINV_TIME_NONE, 9, NULL));
    fix_setting(at->admin, "receipt.on_delivery", 1);
}

static salesinv_status tracking_query(programme *at)
{
    salesinv_carrier *carrier;
    salesinv_parcels *got = NULL;
    salesinv_status rc =
        salesinv_carrier_open(at->admin, &vtable, NULL, NULL, &carrier);

    if (rc == SALESINV_OK)
        rc = salesinv_tracking_query(at->admin, at->goods.shipment, carrier, KEY, &got);
    assert_true((rc == SALESINV_OK) == (got != NULL));
    salesinv_parcels_free(got);
    salesinv_carrier_close(carrier);
    return rc;
}

static salesinv_status tracking_run_due(programme *at)
{
    salesinv_carrier *carrier;
    int32_t asked;
    int32_t failed;
    salesinv_status rc =
        salesinv_carrier_open(at->admin, &vtable, NULL, NULL, &carrier);

    if (rc == SALESINV_OK)
        rc = salesinv_tracking_run_due(at->admin, carrier, 10, &asked, &failed);
    salesinv_carrier_close(carrier);
    return rc;
}

static const programme_case cases[] = {
    PROGRAMME_CASE(carrier_open, NULL, NULL, 0),
    PROGRAMME_CASE(connector_create, NULL, NULL, 0),
    PROGRAMME_CASE(jsonl_create, NULL, NULL, 0),
    PROGRAMME_CASE(parcel_add, ready_parcel, NULL, 0),
    PROGRAMME_CASE(parcel_remove, ready_trace, NULL, 0),
    PROGRAMME_CASE(parcels_get, ready_trace, NULL, 0),
    PROGRAMME_CASE(tracking_put, ready_parcel, NULL, 0),
    PROGRAMME_CASE(tracking_query, ready_query, NULL, CASE_TRACES | CASE_PLAIN),
    PROGRAMME_CASE(tracking_run_due, ready_query, NULL, CASE_TRACES | CASE_PLAIN),
};

const programme_cases programme_tracking_cases = {cases,
                                                  sizeof(cases) / sizeof(cases[0])};
