/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A shop beside an ERP, by a connector of one's own (own_connector/connector.c): goods, accounts and stock come in, an order is
 * written against them and goes out, and running again does nothing twice.
 *
 * usage: own_connector
 */
#include <inttypes.h>
#include <salesinv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "own_connector/connector.h"
#include "own_connector/erp.h"

static const char *const rows[] = {
    "product "
    "{\"kind\":\"product\",\"external_id\":\"M-77\",\"version\":1,\"code\":\"SM-400\","
    "\"name\":\"Motor\","
    "\"unit\":\"EA\",\"price\":\"1250\"}",
    "unit "
    "{\"kind\":\"unit\",\"external_id\":\"EA\",\"version\":1,\"code\":\"EA\",\"name\":"
    "\"piece\"}",
    "warehouse "
    "{\"kind\":\"warehouse\",\"external_id\":\"W-N\",\"version\":1,\"code\":\"NORTH\","
    "\"name\":\"North\"}",
    "account "
    "{\"kind\":\"account\",\"external_id\":\"C-1\",\"version\":1,\"code\":\"1001\","
    "\"name\":\"Harbour Cranes\"}",
    "stock "
    "{\"kind\":\"stock\",\"version\":1,\"product\":\"M-77\",\"warehouse\":\"W-N\",\"on_"
    "hand\":\"5\"}",
    NULL};

typedef struct shop {
    salesinv_engine *engine;
    salesinv_session *admin;
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
    salesinv_session *platform;
    salesinv_id tenant;

    must(s, salesinv_config_create(NULL, NULL, &config), "config");
    must(s, salesinv_config_set_sqlite(config, ":memory:"), "sqlite");
    must(s, salesinv_config_allow_operator(config, 1), "operator");
    must(s, salesinv_engine_open(config, &s->engine), "engine");
    salesinv_config_free(config);
    must(s, salesinv_session_open_operator(s->engine, 1, &platform), "session");
    must(s, salesinv_tenant_create(platform, "Shop", NULL, &tenant), "tenant");
    must(s,
         salesinv_licence_grant(platform, tenant, "inventory", SALESINV_TIME_NONE, 0,
                                NULL),
         "licence");
    must(s,
         salesinv_licence_grant(platform, tenant, "connector.acme", SALESINV_TIME_NONE,
                                0, NULL),
         "licence");
    salesinv_session_close(platform);
    must(s, salesinv_session_open(s->engine, tenant, 1, &s->admin), "session");
    must(s, salesinv_session_add_role(s->admin, "admin"), "role");
    must(s, salesinv_edition_enable(s->admin, SALESINV_EDITION_INTEGRATION, NULL),
         "edition");
}

/* Everything that there is to exchange; prints what was. */
static int64_t run(const shop *s, salesinv_connector *connector,
                   salesinv_sync_counter counter)
{
    salesinv_sync_report *report;
    int64_t count;

    must(s, salesinv_sync_run(s->admin, connector, NULL, &report), "run");
    count = salesinv_sync_report_get(report, 0, counter);
    printf("pulled %" PRId64 ", refused %" PRId64 ", pushed %" PRId64 "\n",
           salesinv_sync_report_get(report, 0, SALESINV_SYNC_PULLED),
           salesinv_sync_report_get(report, 0, SALESINV_SYNC_REFUSED),
           salesinv_sync_report_get(report, 0, SALESINV_SYNC_PUSHED));
    salesinv_sync_report_free(report);
    return count;
}

/* The object of a kind with this code. */
static salesinv_id find(const shop *s, salesinv_kind kind, const char *code)
{
    const salesinv_document *found = NULL;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_id id = 0;

    must(s, salesinv_filter_create(s->admin, kind, &filter), "filter");
    must(s, salesinv_filter_set_code(filter, code), "filter");
    must(s, salesinv_document_find(s->admin, filter, &cursor), "find");
    if (salesinv_cursor_next(cursor, &found) == SALESINV_ROW)
        id = salesinv_document_id(found);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    return id;
}

static void sell(const shop *s)
{
    salesinv_draft *draft;
    char text[256];

    (void)snprintf(text, sizeof(text),
                   "{\"account\": %" PRId64 ", \"warehouse\": %" PRId64
                   ", \"currency\": \"EUR\", \"lines\": [{\"product\": %" PRId64
                   ", \"qty\": \"2\"}]}",
                   find(s, SALESINV_KIND_ACCOUNT, "1001"),
                   find(s, SALESINV_KIND_WAREHOUSE, "NORTH"),
                   find(s, SALESINV_KIND_PRODUCT, "SM-400"));
    must(s, salesinv_draft_create(s->admin, SALESINV_KIND_ORDER, &draft), "draft");
    must(s, salesinv_draft_from_json(draft, text, strlen(text)), "draft");
    must(s, salesinv_order_create(s->admin, draft, SALESINV_SUBMIT, NULL, NULL),
         "order");
    salesinv_draft_free(draft);
}

int main(void)
{
    const uint64_t everything =
        UINT64_C(1) << SALESINV_KIND_UNIT | UINT64_C(1) << SALESINV_KIND_PRODUCT |
        UINT64_C(1) << SALESINV_KIND_WAREHOUSE | UINT64_C(1) << SALESINV_KIND_ACCOUNT |
        UINT64_C(1) << SALESINV_KIND_STOCK;
    erp system = {.rows = rows};
    shop s = {NULL, NULL};
    salesinv_connector *connector;
    int failed;

    open_shop(&s);
    must(&s,
         salesinv_connector_create(s.engine, &own_connector, &system, NULL, &connector),
         "connector");
    must(&s,
         salesinv_sync_enable(s.admin, "acme", "acme",
                              UINT64_C(1) << SALESINV_KIND_ORDER, everything, NULL),
         "registration");
    failed = run(&s, connector, SALESINV_SYNC_CREATED) != 5;
    sell(&s);
    failed += run(&s, connector, SALESINV_SYNC_PUSHED) != 1;
    failed += run(&s, connector, SALESINV_SYNC_PUSHED) != 0;
    printf("the ERP has %d order: %s\n", system.count, system.keys[0]);
    failed += system.count != 1;
    salesinv_connector_free(connector);
    salesinv_session_close(s.admin);
    salesinv_engine_close(s.engine);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
