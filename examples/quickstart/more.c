/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rest of the process looks like: an order over all warehouses, a kit, a tracked parcel, an
 * exchange. Drafts are written as JSON here, the other way to fill them.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "quickstart/shop.h"

enum { JSON_MAX = 1024 };

/* A draft from JSON, which `format` makes. */
static salesinv_draft *write_json(shop *s, salesinv_session *session,
                                  salesinv_kind kind, const char *format, ...)
{
    salesinv_draft *draft = new_draft(s, session, kind);
    char json[JSON_MAX];
    va_list values;

    va_start(values, format);
    vsnprintf(json, sizeof(json), format, values);
    va_end(values);
    must(s, salesinv_draft_from_json(draft, json, strlen(json)), json);
    return draft;
}

static void set(shop *s, const char *key, const char *record_type, int64_t value)
{
    char request[96];

    snprintf(request, sizeof(request), "quickstart-%s", key);
    step(s, s->admin,
         salesinv_setting_set_int(s->admin, key, record_type, value, request), key);
}

static void grant(shop *s, const char *code, int64_t units)
{
    char request[96];

    snprintf(request, sizeof(request), "quickstart-%s", code);
    step(s, s->operator_session,
         salesinv_licence_grant(s->operator_session, s->tenant, code,
                                SALESINV_TIME_NONE, units, request),
         code);
}

/* The n-th product that is counted in pieces. */
static const product *piece(const shop *s, int n)
{
    for (int i = 0; i < s->product_count; i++)
        if (!s->products[i].is_serial && n-- == 0)
            return &s->products[i];
    return &s->products[0];
}

static salesinv_id order(shop *s, salesinv_draft *draft, const char *key)
{
    salesinv_order *made;
    salesinv_id id;

    step(s, s->seller,
         salesinv_order_create(s->seller, draft, SALESINV_SUBMIT, key, &made), key);
    id = salesinv_document_id(salesinv_order_document(made));
    salesinv_order_free(made);
    salesinv_draft_free(draft);
    return id;
}

static void ship(shop *s, salesinv_draft *draft, const char *key)
{
    step(s, s->shipper,
         salesinv_shipment_create(s->shipper, draft, SALESINV_SUBMIT, key, NULL), key);
    salesinv_draft_free(draft);
}

/* More than one warehouse holds, checked and frozen over both, shipped from each. */
static void order_over_all_warehouses(shop *s)
{
    const product *p = piece(s, 0);
    salesinv_id id;

    set(s, "order.mode", "pooled", SALESINV_MODE_CONSOLIDATED);
    id = order(s,
               write_json(s, s->seller, SALESINV_KIND_ORDER,
                          "{\"record_type\": \"pooled\", \"account\": %" PRId64
                          ", \"currency\": \"USD\", \"lines\": [{\"product\": %" PRId64
                          ", \"qty\": \"300\"}]}",
                          s->accounts[1], p->id),
               "quickstart-pooled");
    for (int i = 0; i < WAREHOUSES; i++)
        ship(s,
             write_json(s, s->shipper, SALESINV_KIND_SHIPMENT,
                        "{\"order\": %" PRId64 ", \"warehouse\": %" PRId64
                        ", \"lines\": [{\"order_line\": %" PRId64
                        ", \"qty\": \"150\"}]}",
                        id, s->warehouses[i], id << 16 | 1),
             i == 0 ? "quickstart-pooled-central" : "quickstart-pooled-north");
    printf("\nShipped 300 %s, which no warehouse had alone, from both\n", p->code);
}

/* Five sets, picked to order: the components leave, the set counts as shipped. */
static void order_a_kit(shop *s)
{
    const char *const code = "STARTER-SET";
    salesinv_product *made;
    salesinv_draft *draft;
    salesinv_order *got;
    salesinv_id kit;
    salesinv_id id;

    grant(s, "bom", 0);
    set(s, "shipping.kits", NULL, 1);
    draft = write_json(s, s->admin, SALESINV_KIND_PRODUCT,
                       "{\"code\": \"%s\", \"name\": \"Starter set\", \"price\": "
                       "\"250\", \"kit_kind\": %d, \"lines\": [{\"product\": "
                       "%" PRId64 ", \"qty\": \"1\"}, {\"product\": %" PRId64
                       ", \"qty\": \"2\"}]}",
                       code, SALESINV_KIT_PTO, piece(s, 1)->id, piece(s, 2)->id);
    step(s, s->admin,
         salesinv_product_create(s->admin, draft, 0, "quickstart-kit", &made), code);
    kit = salesinv_document_id(salesinv_product_document(made));
    salesinv_product_free(made);
    salesinv_draft_free(draft);
    id = order(s,
               write_json(s, s->seller, SALESINV_KIND_ORDER,
                          "{\"account\": %" PRId64 ", \"warehouse\": %" PRId64
                          ", \"currency\": \"USD\", \"lines\": [{\"product\": %" PRId64
                          ", \"qty\": \"5\"}]}",
                          s->accounts[2], s->warehouses[0], kit),
               "quickstart-kit-order");
    ship(s,
         write_json(s, s->shipper, SALESINV_KIND_SHIPMENT, "{\"order\": %" PRId64 "}",
                    id),
         "quickstart-kit-ship");
    must(s, salesinv_order_get(s->seller, id, &got), code);
    printf(
        "Picked the components of %" PRId64 " %s, order %s\n",
        salesinv_document_get_qty(salesinv_order_document(got), 1, SALESINV_F_SHIPPED) /
            QTY(1),
        code,
        salesinv_document_status_name(
            salesinv_document_status_of(salesinv_order_document(got))));
    salesinv_order_free(got);
}

/* Two pieces come back and two of another product go out for them, in one document. */
static void exchange(shop *s)
{
    salesinv_draft *draft;
    salesinv_return *made;
    const salesinv_document *document;

    set(s, "plugin.exchange", NULL, 1);
    set(s, "plugin.free_return", NULL, 1);
    draft =
        write_json(s, s->seller, SALESINV_KIND_RETURN,
                   "{\"mode\": %d, \"account\": %" PRId64 ", \"warehouse\": %" PRId64
                   ", \"currency\": \"USD\", \"lines\": ["
                   "{\"direction\": %d, \"product\": %" PRId64
                   ", \"qty\": \"2\", \"price\": \"90\"}, {\"direction\": %d, "
                   "\"product\": %" PRId64 ", \"qty\": \"2\", \"price\": \"120\"}]}",
                   SALESINV_RETURN_EXCHANGE, s->accounts[3], s->warehouses[0],
                   SALESINV_DIRECTION_IN, piece(s, 3)->id, SALESINV_DIRECTION_OUT,
                   piece(s, 4)->id);
    step(s, s->seller,
         salesinv_return_create(s->seller, draft, SALESINV_SUBMIT,
                                "quickstart-exchange", &made),
         "exchange");
    document = salesinv_return_document(made);
    printf("Exchanged 2 %s for 2 %s, to be paid: %" PRId64 "\n", piece(s, 3)->code,
           piece(s, 4)->code,
           salesinv_document_get_money(document, 0, SALESINV_F_PRICE_DIFFERENCE) /
               MONEY(1));
    salesinv_return_free(made);
    salesinv_draft_free(draft);
}

/* The body of a webhook as 17TRACK sends it: on its way, then signed. */
#define PARCEL "RR123456785CN"
static const char report[] =
    "{\"event\": \"TRACKING_UPDATED\", \"data\": {\"number\": \"" PARCEL "\", "
    "\"carrier\": 3011, \"track_info\": {\"latest_status\": {\"status\": "
    "\"Delivered\"}, \"tracking\": {\"providers\": [{\"events\": ["
    "{\"time_utc\": \"2024-05-03T09:30:00Z\", \"description\": \"Delivered\", "
    "\"location\": \"BERN\", \"stage\": \"Delivered\"}, "
    "{\"time_utc\": \"2024-05-01T18:00:00Z\", \"description\": \"Accepted\", "
    "\"location\": \"SHENZHEN\", \"stage\": \"PickedUp\"}]}]}}}}";

/* A parcel that its carrier reports as delivered: the receipt is confirmed by that. */
static void track_a_parcel(shop *s)
{
    const product *p = piece(s, 5);
    salesinv_order *got;
    salesinv_id id;

    grant(s, "logistics.small", 1);
    set(s, "receipt.on_delivery", NULL, 1);
    id = order(s,
               write_json(s, s->seller, SALESINV_KIND_ORDER,
                          "{\"account\": %" PRId64 ", \"warehouse\": %" PRId64
                          ", \"currency\": \"USD\", \"lines\": [{\"product\": %" PRId64
                          ", \"qty\": \"4\"}]}",
                          s->accounts[4], s->warehouses[0], p->id),
               "quickstart-parcel-order");
    ship(s,
         write_json(s, s->shipper, SALESINV_KIND_SHIPMENT,
                    "{\"order\": %" PRId64 ", \"carrier\": \"3011\", "
                    "\"tracking_number\": \"" PARCEL "\"}",
                    id),
         "quickstart-parcel-ship");
    step(s, s->shipper,
         salesinv_tracking_put(s->shipper, NULL, PARCEL, SALESINV_PAYLOAD_17TRACK,
                               report, sizeof(report) - 1, "quickstart-parcel-report"),
         "report");
    must(s, salesinv_order_get(s->seller, id, &got), "order");
    printf("Parcel %s was delivered, so its order is %s\n", PARCEL,
           salesinv_document_status_name(
               salesinv_document_status_of(salesinv_order_document(got))));
    salesinv_order_free(got);
}

void show_the_rest(shop *s)
{
    order_over_all_warehouses(s);
    order_a_kit(s);
    track_a_parcel(s);
    exchange(s);
}
