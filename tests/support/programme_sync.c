/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases of the fault programme: synchronisation. The stage's tenant is switched to the edition integration, which closes what
 * it had open, and registers the connector "main".
 */
#include <string.h>

#include "salesinv/inbox.h"
#include "salesinv/link.h"
#include "salesinv/reconcile.h"
#include "salesinv/sync_run.h"
#include "support/fix_connector.h"
#include "support/fix_small.h"
#include "support/programme_sync.h"
#include "sync/link.h"

#define KEY "case"

static void switch_edition(programme *at)
{
    salesinv_id request;

    assert_ok(at->admin,
              salesinv_edition_switch_request(at->admin, SALESINV_EDITION_INTEGRATION,
                                              "an ERP", NULL, &request));
    assert_ok(at->platform, salesinv_edition_switch_approve(at->platform, at->tenant,
                                                            request, "agreed", NULL));
    assert_ok(at->platform, salesinv_edition_switch_run(at->platform, at->tenant,
                                                        request, SALESINV_PURGE, NULL));
    assert_ok(at->platform,
              salesinv_licence_grant(at->platform, at->tenant, "connector.test",
                                     SALESINV_TIME_NONE, 0, NULL));
}

/* What every case that needs the edition begins with. */
void programme_sync_ready(programme *at)
{
    switch_edition(at);
    assert_ok(at->admin, salesinv_sync_enable(at->admin, "main", "test", FIX_PUSHES,
                                              FIX_PULLS, NULL));
}

/* ---- connectors ---- */

static salesinv_status sync_enable(programme *at)
{
    return salesinv_sync_enable(at->admin, "main", "test", FIX_PUSHES, FIX_PULLS, KEY);
}

static salesinv_status sync_pause(programme *at)
{
    return salesinv_sync_pause(at->admin, "main", "the ERP is on holiday", KEY);
}

static void ready_paused(programme *at)
{
    programme_sync_ready(at);
    assert_ok(at->admin, salesinv_sync_pause(at->admin, "main", NULL, NULL));
}

static salesinv_status sync_resume(programme *at)
{
    return salesinv_sync_resume(at->admin, "main", KEY);
}

static salesinv_status sync_retire(programme *at)
{
    return salesinv_sync_retire(at->admin, "main", "the ERP is given up", KEY);
}

static salesinv_status sync_confirm_epoch(programme *at)
{
    return salesinv_sync_confirm_epoch(at->admin, "main", "restored", 0, KEY);
}

static salesinv_status sync_state(programme *at)
{
    salesinv_blob *json;
    salesinv_status rc = salesinv_sync_state(at->admin, NULL, &json);

    assert_true((rc == SALESINV_OK) == (json != NULL));
    salesinv_blob_free(json);
    return rc;
}

/* ---- present stock ---- */

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    (void)self;
    info->brand = "test";
    return SALESINV_OK;
}

static salesinv_status tell_stock(void *self, const salesinv_stock_query *query,
                                  salesinv_figures *into)
{
    (void)self;
    (void)query;
    return salesinv_figures_put(into, 0, NULL, 8000000, 7000000, SALESINV_TIME_NONE);
}

/* What the ERP calls the goods. */
salesinv_status programme_sync_links(sinv_txn *txn, void *arg)
{
    const programme *at = arg;
    const sinv_link_key product = {
        .connector = "main", .kind = SALESINV_KIND_PRODUCT, .external_id = "M"};
    const sinv_link_key warehouse = {
        .connector = "main", .kind = SALESINV_KIND_WAREHOUSE, .external_id = "W"};
    const sinv_link_key tracked = {
        .connector = "main", .kind = SALESINV_KIND_PRODUCT, .external_id = "T"};
    const sinv_link_state tracked_is = {.object = at->goods.tracked, .version = 1};
    const sinv_link_state product_is = {.object = at->goods.plain, .version = 1};
    const sinv_link_state warehouse_is = {.object = at->goods.warehouse, .version = 1};
    salesinv_status rc = sinv_link_put(txn, &product, &product_is);

    if (rc == SALESINV_OK)
        rc = sinv_link_put(txn, &tracked, &tracked_is);
    return rc == SALESINV_OK ? sinv_link_put(txn, &warehouse, &warehouse_is) : rc;
}

static void ready_realtime(programme *at)
{
    static const salesinv_connector_vtable table = {.struct_size = sizeof(table),
                                                    .name = "main",
                                                    .describe = describe,
                                                    .realtime_stock = tell_stock};
    salesinv_connector *connector;

    programme_sync_ready(at);
    assert_ok(at->platform,
              salesinv_licence_grant(at->platform, at->tenant, "ui_events",
                                     SALESINV_TIME_NONE, 1, NULL));
    fix_setting(at->admin, "order.display_stock", 1);
    fix_setting(at->admin, "erp.realtime_stock", 1);
    assert_ok(at->admin, fix_core_run(at->admin, true, programme_sync_links, at));
    assert_ok(at->admin,
              salesinv_connector_create(at->engine, &table, NULL, NULL, &connector));
    at->made = connector;
    at->words = "{'account': %a, 'warehouse': %w, 'currency': 'EUR', 'lines': "
                "[{'product': %p, 'qty': '2'}]}";
    programme_draft(at);
}

static void clear_realtime(programme *at)
{
    salesinv_connector_free(at->made);
    at->made = NULL;
}

/* ---- reconciling ---- */

static salesinv_status describe_goods(void *self, salesinv_connector_info *info)
{
    (void)self;
    info->brand = "test";
    info->pulls = FIX_BIT(PRODUCT);
    return SALESINV_OK;
}

static salesinv_status tell_goods(void *self, salesinv_kind kind, const char *position,
                                  int32_t max_count, salesinv_pulled *into)
{
    static const char record[] = "{\"kind\":\"product\",\"external_id\":\"M\","
                                 "\"version\":2,\"name\":\"Told otherwise\"}";

    (void)self;
    (void)kind;
    (void)position;
    (void)max_count;
    if (salesinv_pulled_put(into, record, sizeof(record) - 1) != SALESINV_OK)
        return SALESINV_E_NOMEM;
    return salesinv_pulled_end(into, "1", 1);
}

static void ready_reconcile(programme *at)
{
    static const salesinv_connector_vtable table = {.struct_size = sizeof(table),
                                                    .name = "main",
                                                    .describe = describe_goods,
                                                    .pull = tell_goods};
    salesinv_connector *connector;

    programme_sync_ready(at);
    assert_ok(at->admin, fix_core_run(at->admin, true, programme_sync_links, at));
    assert_ok(at->admin,
              salesinv_connector_create(at->engine, &table, NULL, NULL, &connector));
    at->made = connector;
}

static salesinv_status sync_reconcile(programme *at)
{
    salesinv_blob *json;
    salesinv_status rc = salesinv_sync_reconcile(at->admin, at->made, 0, 0, &json);

    assert_true((rc == SALESINV_OK) == (json != NULL));
    if (json)
        assert_non_null(strstr(salesinv_blob_data(json), "\"fields\":[\"name\"]"));
    salesinv_blob_free(json);
    return rc;
}

/* What an earlier attempt repaired is no difference any more. */
static salesinv_status sync_repair(programme *at)
{
    salesinv_blob *json;
    salesinv_status rc =
        salesinv_sync_reconcile(at->admin, at->made, 0, SALESINV_REPAIR, &json);

    assert_true((rc == SALESINV_OK) == (json != NULL));
    salesinv_blob_free(json);
    return rc;
}

static salesinv_status availability_ask(programme *at)
{
    salesinv_availability *got;
    salesinv_status rc =
        salesinv_availability_ask(at->admin, 0, at->ready.draft, at->made, 1000, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_availability_qty(got, 0), 7000000);
    salesinv_availability_free(got);
    return rc;
}

static salesinv_status availability_tell(programme *at)
{
    return salesinv_availability_tell(at->admin, "main", at->goods.plain,
                                      at->goods.warehouse, 5000000, 5000000,
                                      SALESINV_TIME_NONE);
}

/* ---- links ---- */

static void ready_links(programme *at)
{
    programme_sync_ready(at);
    assert_ok(at->admin, fix_core_run(at->admin, true, programme_sync_links, at));
}

static salesinv_status link_object(programme *at)
{
    salesinv_id id;
    salesinv_status rc =
        salesinv_link_object(at->admin, "main", SALESINV_KIND_PRODUCT, "M", &id);

    assert_int_equal(id, rc == SALESINV_OK ? at->goods.plain : 0);
    return rc;
}

static salesinv_status link_external_id(programme *at)
{
    salesinv_blob *text;
    salesinv_status rc = salesinv_link_external_id(
        at->admin, "main", SALESINV_KIND_WAREHOUSE, at->goods.warehouse, &text);

    assert_true((rc == SALESINV_OK) == (text != NULL));
    salesinv_blob_free(text);
    return rc;
}

/* ---- the outbox ---- */

/* An order that waits to be pushed. */
static void ready_message(programme *at)
{
    programme_sync_ready(at);
    fix_setting(at->admin, "order.validation", SALESINV_RULE_ALLOW);
    (void)programme_make(at, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                         "{'account': %a, 'currency': 'EUR', 'warehouse': %w, 'lines':"
                         " [{'product': %p, 'qty': '3'}]}");
}

/* It is leased; the page is kept in at->made. */
static void ready_leased(programme *at)
{
    salesinv_messages *page;

    ready_message(at);
    assert_ok(at->admin, salesinv_outbox_next(at->admin, "main", 10, 60000, &page));
    assert_int_equal(salesinv_messages_count(page), 1);
    at->made = page;
}

static void clear_page(programme *at)
{
    salesinv_messages_free(at->made);
}

static void ready_dead(programme *at)
{
    ready_leased(at);
    assert_ok(at->admin,
              salesinv_outbox_fail(at->admin, salesinv_messages_id(at->made, 0),
                                   salesinv_messages_lease(at->made, 0),
                                   SALESINV_E_UNKNOWN_OUTCOME, 7, "no answer"));
}

static salesinv_status check_page(salesinv_status rc, salesinv_messages *page)
{
    assert_true((rc == SALESINV_OK) == (page != NULL));
    salesinv_messages_free(page);
    return rc;
}

static salesinv_status outbox_next(programme *at)
{
    salesinv_messages *page;
    salesinv_status rc = salesinv_outbox_next(at->admin, "main", 10, 60000, &page);

    return check_page(rc, page);
}

static salesinv_status outbox_find(programme *at)
{
    salesinv_messages *page;
    salesinv_status rc =
        salesinv_outbox_find(at->admin, NULL, SALESINV_OUTBOX_PENDING, 0, 10, &page);

    return check_page(rc, page);
}

static salesinv_status outbox_ack(programme *at)
{
    return salesinv_outbox_ack(at->admin, salesinv_messages_id(at->made, 0),
                               salesinv_messages_lease(at->made, 0), "SO-1");
}

static salesinv_status outbox_fail(programme *at)
{
    return salesinv_outbox_fail(at->admin, salesinv_messages_id(at->made, 0),
                                salesinv_messages_lease(at->made, 0),
                                SALESINV_E_CONNECTOR_REFUSED, 7,
                                "the period is closed");
}

static salesinv_status outbox_resend(programme *at)
{
    return salesinv_outbox_resend(at->admin, salesinv_messages_id(at->made, 0), KEY);
}

static salesinv_status outbox_settle(programme *at)
{
    return salesinv_outbox_settle(at->admin, salesinv_messages_id(at->made, 0), "SO-1",
                                  "entered by hand", KEY);
}

/* ---- records ---- */

salesinv_status programme_sync_put(programme *at, const char *json)
{
    salesinv_upsert *report;
    salesinv_status rc =
        salesinv_inbox_put(at->admin, "main", json, strlen(json), &report);

    assert_true((rc == SALESINV_OK) == (report != NULL));
    salesinv_upsert_free(report);
    return rc;
}

#define CATEGORY(id, rest)                                                             \
    "{\"kind\": \"category\", \"external_id\": \"" id "\", \"version\": 1, " rest "}"
#define LATE CATEGORY("C2", "\"name\": \"Hand\", \"parent\": \"C1\"")

static salesinv_status inbox_put(programme *at)
{
    return programme_sync_put(
        at, "[" CATEGORY("C1", "\"name\": \"Pumps\"") ", " LATE ", " LATE "]");
}

/* One that nobody knows the parent of, and kept so. */
static void keep_record(programme *at)
{
    salesinv_upsert *report;

    assert_ok(at->admin,
              salesinv_inbox_put(at->admin, "main", LATE, strlen(LATE), &report));
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_REFUSED);
    at->ready.id = salesinv_upsert_id(report, 0);
    salesinv_upsert_free(report);
}

static void ready_kept(programme *at)
{
    programme_sync_ready(at);
    keep_record(at);
}

/* Its parent is there by now. */
static void ready_retry(programme *at)
{
    ready_kept(at);
    assert_ok(at->admin, programme_sync_put(at, CATEGORY("C1", "\"name\": \"Pumps\"")));
}

static salesinv_status inbox_retry(programme *at)
{
    salesinv_upsert *report;
    salesinv_status rc = salesinv_inbox_retry(at->admin, at->ready.id, KEY, &report);

    assert_true((rc == SALESINV_OK) == (report != NULL));
    salesinv_upsert_free(report);
    return rc;
}

static salesinv_status inbox_dismiss(programme *at)
{
    return salesinv_inbox_dismiss(at->admin, at->ready.id, "not wanted", KEY);
}

static salesinv_status inbox_find(programme *at)
{
    salesinv_messages *page;
    salesinv_status rc =
        salesinv_inbox_find(at->admin, "main", SALESINV_INBOX_REFUSED, 0, 10, &page);

    return check_page(rc, page);
}

static salesinv_status put_refused(programme *at)
{
    return programme_sync_put(at, "[7, " LATE "]");
}

/* ---- a run ---- */

static fix_small erp;

/* A record to pull, one to retry, a message to push and one to ask for. */
static void ready_run(programme *at)
{
    ready_kept(at);
    fix_setting(at->admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_small_init(&erp, 0);
    erp.table.name = "main";
    fix_small_has(
        &erp, SALESINV_KIND_UNIT,
        "{'kind':'unit','external_id':'U1','code':'U1','version':1,'name':'piece'}");
    fix_small_has(&erp, SALESINV_KIND_PRODUCT, "{'kind':'product'");
    for (int i = 0; i < 2; i++)
        (void)programme_make(at, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                             "{'account': %a, 'currency': 'EUR', 'warehouse': %w, "
                             "'lines': [{'product': %p, 'qty': '3'}]}");
    fix_small_answers(&erp, SALESINV_OK, true);
    fix_small_answers(&erp, SALESINV_E_CONNECTOR_TIMEOUT, true);
}

static salesinv_status sync_run(programme *at)
{
    salesinv_connector *connector;
    salesinv_status rc =
        salesinv_connector_create(at->engine, &erp.table, &erp, NULL, &connector);

    if (rc == SALESINV_OK)
        rc = salesinv_sync_run(at->admin, connector, NULL, NULL);
    salesinv_connector_free(connector);
    return rc;
}

/* clang-format off */
static const programme_case cases[] = {
    PROGRAMME_CASE(sync_enable, switch_edition, NULL, 0),
    PROGRAMME_CASE(sync_pause, programme_sync_ready, NULL, 0),
    PROGRAMME_CASE(sync_resume, ready_paused, NULL, 0),
    PROGRAMME_CASE(sync_retire, programme_sync_ready, NULL, 0),
    PROGRAMME_CASE(sync_confirm_epoch, programme_sync_ready, NULL, 0),
    {"availability_ask", availability_ask, ready_realtime, clear_realtime, 0, SALESINV_KIND_ORDER, STAGE_NONE},
    {"availability_tell", availability_tell, ready_realtime, clear_realtime, 0, SALESINV_KIND_ORDER, STAGE_NONE},
    {"sync_reconcile", sync_reconcile, ready_reconcile, clear_realtime, 0, 0, STAGE_NONE},
    PROGRAMME_CASE(sync_state, ready_message, NULL, 0),
    PROGRAMME_CASE(link_object, ready_links, NULL, CASE_QUIET),
    PROGRAMME_CASE(link_external_id, ready_links, NULL, 0),
    PROGRAMME_CASE(outbox_next, ready_message, NULL, CASE_PLAIN),
    PROGRAMME_CASE(outbox_find, ready_message, NULL, 0),
    PROGRAMME_CASE(outbox_ack, ready_leased, clear_page, CASE_PLAIN),
    PROGRAMME_CASE(outbox_fail, ready_leased, clear_page, CASE_PLAIN),
    PROGRAMME_CASE(outbox_resend, ready_dead, clear_page, 0),
    PROGRAMME_CASE(outbox_settle, ready_dead, clear_page, 0),
    PROGRAMME_CASE(inbox_put, programme_sync_ready, NULL, CASE_PLAIN),
    PROGRAMME_CASE(inbox_find, ready_kept, NULL, 0),
    PROGRAMME_CASE(sync_run, ready_run, NULL, CASE_TRACES | CASE_PLAIN),
    PROGRAMME_CASE(inbox_retry, ready_retry, NULL, 0),
    PROGRAMME_CASE(inbox_dismiss, ready_kept, NULL, 0),
};
/* clang-format on */

const programme_cases programme_sync_cases = {cases, sizeof(cases) / sizeof(cases[0])};

/* clang-format off */
static const programme_case modes[] = {
    {"records are refused", put_refused, programme_sync_ready, NULL, CASE_PLAIN | CASE_TRACES, 0, STAGE_NONE},
    {"a refused record comes again", inbox_put, ready_kept, NULL, CASE_PLAIN, 0, STAGE_NONE},
    {"differences are repaired", sync_repair, ready_reconcile, clear_realtime, CASE_STEPS | CASE_PLAIN, 0, STAGE_NONE},
    {"a record is refused once more", inbox_retry, ready_kept, NULL, 0, 0, STAGE_NONE},
};
/* clang-format on */

const programme_cases programme_sync_mode_cases = {modes,
                                                   sizeof(modes) / sizeof(modes[0])};
