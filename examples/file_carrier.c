/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A shipment in two parcels, tracked through a carrier of one's own that answers from a file: what it reports is
 * shown, asking again costs nothing, and when both parcels are signed the receipt is confirmed by itself.
 *
 * usage: file_carrier [FILE]
 */
#include <inttypes.h>
#include <salesinv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file_carrier/file_carrier.h"

typedef struct shop {
    salesinv_engine *engine;
    salesinv_session *platform; /* of the operator */
    salesinv_session *admin;
    salesinv_id tenant;
} shop;

static void must(const shop *s, salesinv_status rc, const char *what)
{
    if (rc == SALESINV_OK)
        return;
    fprintf(stderr, "%s: %s: %s\n", what, salesinv_status_name(rc),
            s->engine ? salesinv_error_message(salesinv_engine_error(s->engine)) : "");
    exit(EXIT_FAILURE);
}

static void open_shop(shop *s)
{
    salesinv_config *config;

    must(s, salesinv_config_create(NULL, NULL, &config), "config");
    must(s, salesinv_config_set_sqlite(config, ":memory:"), "sqlite");
    must(s, salesinv_config_allow_operator(config, 1), "operator");
    must(s, salesinv_engine_open(config, &s->engine), "engine");
    salesinv_config_free(config);
    must(s, salesinv_session_open_operator(s->engine, 1, &s->platform), "session");
    must(s, salesinv_tenant_create(s->platform, "Shop", NULL, &s->tenant), "tenant");
    must(s,
         salesinv_licence_grant(s->platform, s->tenant, "inventory", SALESINV_TIME_NONE,
                                0, NULL),
         "licence");
    must(s,
         salesinv_licence_grant(s->platform, s->tenant, "logistics.small",
                                SALESINV_TIME_NONE, 1, NULL),
         "package");
    must(s, salesinv_session_open(s->engine, s->tenant, 1, &s->admin), "session");
    must(s, salesinv_session_add_role(s->admin, "admin"), "role");
    must(s, salesinv_edition_enable(s->admin, SALESINV_EDITION_STANDALONE, NULL),
         "edition");
    must(s, salesinv_setting_set_int(s->admin, "receipt.on_delivery", NULL, 1, NULL),
         "receipt.on_delivery");
}

/* A draft of a kind from JSON with at most three ids in it. */
static salesinv_draft *draft_of(const shop *s, salesinv_kind kind, const char *shape,
                                const salesinv_id ids[3])
{
    salesinv_draft *draft;
    char text[256];
    size_t used = 0;

    for (int next = 0; *shape; shape++) {
        if (*shape == '@')
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%" PRId64,
                                     ids[next++]);
        else
            text[used++] = *shape == '\'' ? '"' : *shape;
    }
    must(s, salesinv_draft_create(s->admin, kind, &draft), "draft");
    must(s, salesinv_draft_from_json(draft, text, used), "draft");
    return draft;
}

#define CREATE(noun, KIND, flags, out, shape, ...)                                     \
    do {                                                                               \
        const salesinv_id ids[3] = {__VA_ARGS__};                                      \
        salesinv_draft *draft = draft_of(s, KIND, shape, ids);                         \
        salesinv_##noun *made;                                                         \
        must(s, salesinv_##noun##_create(s->admin, draft, flags, NULL, &made), #noun); \
        *(out) = salesinv_document_id(salesinv_##noun##_document(made));               \
        salesinv_##noun##_free(made);                                                  \
        salesinv_draft_free(draft);                                                    \
    } while (0)

/* Two pieces on their way in two parcels. */
static salesinv_id ship(const shop *s)
{
    salesinv_id warehouse, product, account, received, order, shipment;

    CREATE(warehouse, SALESINV_KIND_WAREHOUSE, 0, &warehouse, "{'name': 'South'}", 0);
    CREATE(product, SALESINV_KIND_PRODUCT, 0, &product,
           "{'name': 'Router', 'price': '99'}", 0);
    CREATE(account, SALESINV_KIND_ACCOUNT, 0, &account, "{'name': 'R. Maier'}", 0);
    CREATE(inbound, SALESINV_KIND_INBOUND, SALESINV_SUBMIT, &received,
           "{'type': 2, 'warehouse': @, 'lines': [{'product': @, 'qty': '5'}]}",
           warehouse, product);
    CREATE(order, SALESINV_KIND_ORDER, SALESINV_SUBMIT, &order,
           "{'account': @, 'warehouse': @, 'currency': 'EUR', 'lines': [{'product': @, "
           "'qty': '2'}]}",
           account, warehouse, product);
    CREATE(shipment, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT, &shipment,
           "{'order': @, 'carrier': 'ups', 'tracking_number': '1Z999AA10123456784'}",
           order);
    must(s,
         salesinv_parcel_add(s->admin, shipment, 0, "yuantong", "YT4537928716290", NULL,
                             NULL),
         "parcel");
    return shipment;
}

static void show(const salesinv_parcels *parcels)
{
    for (int32_t i = 0; i < salesinv_parcels_count(parcels); i++) {
        printf("parcel %d, %s %s: %s\n", salesinv_parcels_number(parcels, i),
               salesinv_parcels_carrier(parcels, i),
               salesinv_parcels_tracking_number(parcels, i),
               salesinv_parcel_state_name(salesinv_parcels_state(parcels, i)));
        for (int32_t k = 0; k < salesinv_parcels_trace_count(parcels, i); k++)
            printf(
                "  %-16s %s (%s)\n",
                salesinv_parcel_state_name(salesinv_parcels_trace_state(parcels, i, k)),
                salesinv_parcels_trace_text(parcels, i, k, SALESINV_TRACE_TEXT),
                salesinv_parcels_trace_text(parcels, i, k, SALESINV_TRACE_PLACE));
    }
}

/* Ask twice; the units that this took. */
static int64_t track(const shop *s, salesinv_id shipment, char *path)
{
    salesinv_carrier *carrier;
    salesinv_parcels *parcels;
    int64_t used;

    must(s, salesinv_carrier_open(s->admin, &file_carrier, path, NULL, &carrier),
         "carrier");
    must(s, salesinv_tracking_query(s->admin, shipment, carrier, NULL, &parcels),
         "query");
    show(parcels);
    salesinv_parcels_free(parcels);
    must(s, salesinv_tracking_query(s->admin, shipment, carrier, NULL, NULL), "reload");
    salesinv_carrier_close(carrier);
    must(s, salesinv_licence_get(s->admin, "logistics", NULL, &used, NULL), "licence");
    return used;
}

static int64_t read_int(const shop *s, salesinv_id shipment, salesinv_field field)
{
    salesinv_shipment *got;
    int64_t value;

    must(s, salesinv_shipment_get(s->admin, shipment, &got), "shipment");
    value = salesinv_document_get_int(salesinv_shipment_document(got), 0, field);
    salesinv_shipment_free(got);
    return value;
}

int main(int argc, char **argv)
{
    static char sample[] = FILE_CARRIER_DATA;
    shop s = {0};
    salesinv_id shipment;
    int64_t used;
    int64_t method;

    open_shop(&s);
    shipment = ship(&s);
    used = track(&s, shipment, argc > 1 ? argv[1] : sample);
    method = read_int(&s, shipment, SALESINV_F_RECEIPT_METHOD);
    printf("%" PRId64 " units of the package used; the receipt is %s\n", used,
           method == SALESINV_RECEIPT_LOGISTICS ? "confirmed by delivery" : "open");
    salesinv_session_close(s.admin);
    salesinv_session_close(s.platform);
    salesinv_engine_close(s.engine);
    return used == 2 && (argc > 1 || method == SALESINV_RECEIPT_LOGISTICS)
               ? EXIT_SUCCESS
               : EXIT_FAILURE;
}
