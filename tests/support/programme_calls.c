/* SPDX-License-Identifier: Apache-2.0 */
/* Cases of the fault programme: drafts, filters, cursors, snapshots, upserts, stock and serials. */
#include <string.h>

#include "salesinv/availability.h"
#include "salesinv/catalog.h"
#include "salesinv/inbound.h"
#include "salesinv/picking.h"
#include "salesinv/serial.h"
#include "salesinv/stock.h"
#include "support/fix_kinds.h"
#include "support/programme.h"

#define KEY "case"

/* ---- drafts ---- */

static salesinv_status draft_create(programme *at)
{
    salesinv_draft *draft;
    salesinv_status rc =
        salesinv_draft_create(at->admin, SALESINV_KIND_INBOUND, &draft);

    assert_true((rc == SALESINV_OK) == (draft != NULL));
    salesinv_draft_free(draft);
    return rc;
}

static void ready_snapshot(programme *at)
{
    assert_ok(at->admin, sinv_verb_get(at->admin, SALESINV_KIND_SHIPMENT,
                                       at->goods.shipment, &at->ready.document));
}

static salesinv_status draft_from_document(programme *at)
{
    salesinv_draft *draft;
    salesinv_status rc =
        salesinv_draft_from_document(at->admin, at->ready.document, &draft);

    assert_true((rc == SALESINV_OK) == (draft != NULL));
    salesinv_draft_free(draft);
    return rc;
}

static salesinv_status draft_from_json(programme *at)
{
    static const char text[] = "{\"lines\": [{\"serials\": [\"A1\", \"A3..A9\"]}]}";

    return salesinv_draft_from_json(at->ready.draft, text, sizeof(text) - 1);
}

/* Drafts without lines: the first line, the first text and the first serial want memory. */
static void ready_draft(programme *at)
{
    assert_ok(at->admin, salesinv_draft_create(at->admin, SALESINV_KIND_INBOUND,
                                               &at->ready.draft));
}

static void ready_line(programme *at)
{
    int32_t line;

    ready_draft(at);
    assert_ok(at->admin, salesinv_draft_add_line(at->ready.draft, &line));
}

static salesinv_status draft_add_line_once(programme *at)
{
    int32_t line;

    return salesinv_draft_add_line(at->ready.draft, &line);
}

static salesinv_status draft_keep_line_once(programme *at)
{
    int32_t line;

    return salesinv_draft_keep_line(at->ready.draft, ++at->found, &line);
}

static salesinv_status draft_set_id(programme *at)
{
    return salesinv_draft_set_id(at->ready.draft, 0, SALESINV_F_WAREHOUSE, 7);
}

static salesinv_status draft_set_int(programme *at)
{
    return salesinv_draft_set_int(at->ready.draft, 0, SALESINV_F_TYPE, 2);
}

static salesinv_status draft_set_qty(programme *at)
{
    return salesinv_draft_set_qty(at->ready.draft, 1, SALESINV_F_QTY, 5000000);
}

static salesinv_status draft_set_money(programme *at)
{
    return salesinv_draft_set_money(at->ready.draft, 0, SALESINV_F_PRICE, 5000000);
}

static salesinv_status draft_set_time(programme *at)
{
    return salesinv_draft_set_time(at->ready.draft, 0, SALESINV_F_EFFECTIVE_AT,
                                   FIX_START);
}

static salesinv_status draft_set_text_once(programme *at)
{
    return salesinv_draft_set_text(at->ready.draft, 0, SALESINV_F_EXTERNAL_ID, "erp-9");
}

static salesinv_status draft_add_serial_once(programme *at)
{
    return salesinv_draft_add_serial(at->ready.draft, 1, "A1");
}

static salesinv_status draft_add_serial_range_once(programme *at)
{
    return salesinv_draft_add_serial_range(at->ready.draft, 1, "A1", "A9");
}

static salesinv_status draft_add_serial_count_once(programme *at)
{
    return salesinv_draft_add_serial_count(at->ready.draft, 1, "A1", 9);
}

/* A draft takes memory by the block: the call under test is the one that needs the next. */
static salesinv_status until_it_grows(programme *at,
                                      salesinv_status (*once)(programme *))
{
    int64_t before = at->memory.calls;
    salesinv_status rc = SALESINV_OK;

    for (int i = 0; i < 20000 && rc == SALESINV_OK && at->memory.calls == before; i++)
        rc = once(at);
    return rc;
}

#define GROWING(call)                                                                  \
    static salesinv_status call(programme *at)                                         \
    {                                                                                  \
        return until_it_grows(at, call##_once);                                        \
    }

GROWING(draft_add_line)
GROWING(draft_keep_line)
GROWING(draft_set_text)
GROWING(draft_add_serial)
GROWING(draft_add_serial_range)
GROWING(draft_add_serial_count)

/* ---- filters and cursors ---- */

static salesinv_status filter_create(programme *at)
{
    salesinv_filter *filter;
    salesinv_status rc =
        salesinv_filter_create(at->admin, SALESINV_KIND_ORDER, &filter);

    assert_true((rc == SALESINV_OK) == (filter != NULL));
    salesinv_filter_free(filter);
    return rc;
}

static salesinv_status filter_add_status(programme *at)
{
    return salesinv_filter_add_status(at->ready.filter, SALESINV_STATUS_SHIPPED);
}

#define FILTER_SET(what, value)                                                        \
    static salesinv_status filter_set_##what(programme *at)                            \
    {                                                                                  \
        return salesinv_filter_set_##what(at->ready.filter, value);                    \
    }

FILTER_SET(account, at->goods.account)
FILTER_SET(product, at->goods.plain)
FILTER_SET(warehouse, at->goods.warehouse)
FILTER_SET(from, FIX_START)
FILTER_SET(to, FIX_START)
FILTER_SET(external_id, "erp-1")
FILTER_SET(number, "SO-1")
FILTER_SET(code, "SW")
FILTER_SET(text, "switch")
FILTER_SET(record_type, "web")
FILTER_SET(limit, 10)

/* A token is a cursor's: one that stands behind the first product. */
static void ready_cursor(programme *at)
{
    assert_ok(at->admin, salesinv_filter_set_limit(at->ready.filter, 1));
    assert_ok(at->admin,
              salesinv_document_find(at->admin, at->ready.filter, &at->ready.cursor));
}

static void ready_token(programme *at)
{
    const salesinv_document *document;

    ready_cursor(at);
    assert_int_equal(salesinv_cursor_next(at->ready.cursor, &document), SALESINV_ROW);
    at->made = (void *)(uintptr_t)salesinv_cursor_token(at->ready.cursor);
    assert_non_null(at->made);
}

static salesinv_status filter_set_after(programme *at)
{
    return salesinv_filter_set_after(at->ready.filter, at->made);
}

static salesinv_status document_find(programme *at)
{
    salesinv_cursor *cursor;
    salesinv_status rc = salesinv_document_find(at->admin, at->ready.filter, &cursor);

    assert_true((rc == SALESINV_OK) == (cursor != NULL));
    salesinv_cursor_free(cursor);
    return rc;
}

/* A failed step leaves the cursor where it was: the repeat delivers what is due. */
static salesinv_status cursor_next(programme *at)
{
    const salesinv_document *document;
    salesinv_status rc = salesinv_cursor_next(at->ready.cursor, &document);

    assert_true((rc == SALESINV_ROW) == (document != NULL));
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static salesinv_status document_to_json(programme *at)
{
    salesinv_blob *json;
    salesinv_status rc = salesinv_document_to_json(at->ready.document, &json);

    assert_true((rc == SALESINV_OK) == (json != NULL));
    salesinv_blob_free(json);
    return rc;
}

/* ---- upserts ---- */

static salesinv_status catalog_upsert(programme *at)
{
    const salesinv_draft *drafts[1] = {at->ready.draft};
    salesinv_upsert *got;
    salesinv_status rc = salesinv_catalog_upsert(at->admin, SALESINV_KIND_PRODUCT,
                                                 drafts, 1, 0, KEY, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_upsert_status(got, 0), SALESINV_OK);
    salesinv_upsert_free(got);
    return rc;
}

/* ---- stock and serials ---- */

static salesinv_status stock_get(programme *at)
{
    salesinv_stock *got;
    salesinv_status rc = salesinv_stock_get(at->admin, at->goods.plain, 0, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_stock_on_hand(got, -1), 96000000);
    salesinv_stock_free(got);
    return rc;
}

static salesinv_status stock_available(programme *at)
{
    salesinv_qty available = 9;
    salesinv_status rc =
        salesinv_stock_available(at->admin, at->goods.plain, 0, &available);

    assert_int_equal(available, rc == SALESINV_OK ? 90000000 : 0);
    return rc;
}

static salesinv_status stock_find(programme *at)
{
    salesinv_stock_list *got;
    salesinv_status rc =
        salesinv_stock_find(at->admin, at->goods.plain, at->goods.warehouse, 9, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_stock_list_on_hand(got, 0), 96000000);
    salesinv_stock_list_free(got);
    return rc;
}

/* Goods of a batch, of which the stage has none. */
static void ready_batch(programme *at)
{
    at->ready.id = fix_create(at->admin, SALESINV_KIND_BATCH, 0,
                              "{\"code\": \"B1\", \"product\": %lld}",
                              (long long)at->goods.batched);
    fix_create(at->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
               "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
               "[{\"product\": %lld, \"qty\": \"5\", \"batch\": %lld}]}",
               SALESINV_INBOUND_OPENING, (long long)at->goods.warehouse,
               (long long)at->goods.batched, (long long)at->ready.id);
}

static salesinv_status stock_find_detail(programme *at)
{
    salesinv_stock_list *got;
    salesinv_status rc = salesinv_stock_find_detail(at->admin, 0, at->goods.warehouse,
                                                    0, at->ready.id, 9, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_stock_list_count(got), 1);
    salesinv_stock_list_free(got);
    return rc;
}

/* One row a page: the first of all, before the faults. */
static void ready_stock(programme *at)
{
    salesinv_stock_list *first;

    assert_ok(at->admin, salesinv_stock_find(at->admin, 0, 0, 1, &first));
    at->made = first;
}

static void clear_stock(programme *at)
{
    salesinv_stock_list_free(at->made);
    at->made = NULL;
}

static salesinv_status stock_find_next(programme *at)
{
    salesinv_stock_list *got;
    salesinv_status rc = salesinv_stock_find_next(at->admin, at->made, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_true(salesinv_stock_list_product(got, 0) >
                    salesinv_stock_list_product(at->made, 0));
    salesinv_stock_list_free(got);
    return rc;
}

/* A package of UI events, and the switch that takes one. */
static void ready_display(programme *at)
{
    assert_ok(at->platform,
              salesinv_licence_grant(at->platform, at->tenant, "ui_events",
                                     SALESINV_TIME_NONE, 1, NULL));
    fix_setting(at->admin, "order.display_stock", 1);
}

static salesinv_status availability_get(programme *at)
{
    salesinv_availability *got;
    salesinv_status rc = salesinv_availability_get(at->admin, 0, at->ready.draft, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_availability_qty(got, 0), 45000000); /* of two each */
    salesinv_availability_free(got);
    return rc;
}

static salesinv_status picking_get(programme *at)
{
    salesinv_picking *got;
    salesinv_status rc =
        salesinv_picking_get(at->admin, at->goods.batched, at->goods.warehouse, 9000000,
                             SALESINV_PICK_FEFO, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_picking_line_missing(got, 0), 4000000);
    salesinv_picking_free(got);
    return rc;
}

static salesinv_status picking_get_for(programme *at)
{
    salesinv_picking *got;
    salesinv_status rc = salesinv_picking_get_for(
        at->admin, SALESINV_KIND_ORDER, at->ready.id, 0, SALESINV_PICK_FIFO, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_picking_qty(got, 0), 2000000); /* the kit has none */
    salesinv_picking_free(got);
    return rc;
}

static salesinv_status serial_get(programme *at)
{
    salesinv_serial *got;
    salesinv_status rc = salesinv_serial_get(at->admin, 0, "SN0002", &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    salesinv_serial_free(got);
    return rc;
}

static salesinv_status serial_register(programme *at)
{
    return salesinv_serial_register(at->admin, at->goods.tracked, "SN0101", 50, "case");
}

static salesinv_status serial_trace(programme *at)
{
    salesinv_trace *got;
    salesinv_status rc = salesinv_serial_trace(at->admin, 0, "SN0002", &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_in_range(salesinv_trace_count(got), 2, 9);
    salesinv_trace_free(got);
    return rc;
}

static salesinv_status serial_find(programme *at)
{
    salesinv_serial_list *got;
    salesinv_status rc =
        salesinv_serial_find(at->admin, at->goods.tracked, 0, 0, NULL, 50, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_serial_list_count(got), 2);
    salesinv_serial_list_free(got);
    return rc;
}

static salesinv_status serial_find_line(programme *at)
{
    salesinv_serial_list *got;
    salesinv_status rc = salesinv_serial_find_line(
        at->admin, sinv_line_id(at->goods.shipment, 2), NULL, 50, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    if (got)
        assert_int_equal(salesinv_serial_list_count(got), 1);
    salesinv_serial_list_free(got);
    return rc;
}

static salesinv_status event_list_object(programme *at)
{
    salesinv_events *got;
    salesinv_status rc =
        salesinv_event_list_object(at->admin, at->goods.shipment, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    salesinv_events_free(got);
    return rc;
}

/* ---- errors and sessions ---- */

static salesinv_status error_dup(programme *at)
{
    salesinv_error *copy = salesinv_error_dup(salesinv_engine_error(at->engine));

    salesinv_error_free(copy);
    return copy ? SALESINV_OK : SALESINV_E_NOMEM;
}

static salesinv_status session_add_department(programme *at)
{
    return salesinv_session_add_department(at->admin, 12);
}

static salesinv_status session_set_account(programme *at)
{
    return salesinv_session_set_account(at->admin, at->goods.account);
}

static salesinv_status session_set_dry_run(programme *at)
{
    return salesinv_session_set_dry_run(at->admin, 0);
}

/* clang-format off */
#define QUIET(call) PROGRAMME_CASE(call, NULL, NULL, CASE_QUIET)
#define WITH(call, ready, flags) PROGRAMME_CASE(call, ready, NULL, flags)
#define FILTERED(call, flags)                                                          \
    {#call, call, NULL, NULL, flags, SALESINV_KIND_PRODUCT, STAGE_FILTER}
#define OF_ORDERS(call, flags)                                                         \
    {#call, call, NULL, NULL, flags, SALESINV_KIND_ORDER, STAGE_FILTER}

static const programme_case cases[] = {
    WITH(draft_create, NULL, 0),
    WITH(draft_from_document, ready_snapshot, 0),
    WITH(draft_from_json, ready_draft, 0),
    WITH(draft_add_line, ready_draft, 0),
    WITH(draft_keep_line, ready_draft, 0),
    WITH(draft_set_id, ready_draft, CASE_QUIET),
    WITH(draft_set_int, ready_draft, CASE_QUIET),
    WITH(draft_set_qty, ready_line, CASE_QUIET),
    WITH(draft_set_time, ready_draft, CASE_QUIET),
    WITH(draft_set_text, ready_draft, 0),
    {"draft_set_money", draft_set_money, NULL, NULL, CASE_QUIET, SALESINV_KIND_PRODUCT, STAGE_FRESH},
    WITH(draft_add_serial, ready_line, 0),
    WITH(draft_add_serial_range, ready_line, 0),
    WITH(draft_add_serial_count, ready_line, 0),
    WITH(filter_create, NULL, 0),
    OF_ORDERS(filter_add_status, CASE_QUIET),
    OF_ORDERS(filter_set_account, CASE_QUIET),
    OF_ORDERS(filter_set_product, CASE_QUIET),
    OF_ORDERS(filter_set_warehouse, CASE_QUIET),
    OF_ORDERS(filter_set_from, CASE_QUIET),
    OF_ORDERS(filter_set_to, CASE_QUIET),
    OF_ORDERS(filter_set_number, CASE_QUIET),
    OF_ORDERS(filter_set_record_type, CASE_QUIET),
    FILTERED(filter_set_external_id, CASE_QUIET),
    FILTERED(filter_set_code, CASE_QUIET),
    FILTERED(filter_set_text, CASE_QUIET),
    FILTERED(filter_set_limit, CASE_QUIET),
    {"filter_set_after", filter_set_after, ready_token, NULL, CASE_QUIET, SALESINV_KIND_PRODUCT, STAGE_FILTER},
    FILTERED(document_find, 0),
    {"cursor_next", cursor_next, ready_cursor, NULL, 0, SALESINV_KIND_PRODUCT, STAGE_FILTER},
    WITH(document_to_json, ready_snapshot, CASE_UNSAID),
    {"catalog_upsert", catalog_upsert, NULL, NULL, 0, SALESINV_KIND_PRODUCT, STAGE_FRESH},
    WITH(stock_get, NULL, 0),
    WITH(stock_available, NULL, 0),
    WITH(stock_find, NULL, 0),
    WITH(stock_find_detail, ready_batch, 0),
    PROGRAMME_CASE(stock_find_next, ready_stock, clear_stock, 0),
    {"availability_get", availability_get, ready_display, NULL, 0, SALESINV_KIND_ORDER, STAGE_FRESH},
    WITH(picking_get, ready_batch, 0),
    {"picking_get_for", picking_get_for, NULL, NULL, 0, SALESINV_KIND_ORDER, STAGE_DONE},
    WITH(serial_get, NULL, 0),
    WITH(serial_register, NULL, 0),
    WITH(serial_trace, NULL, 0),
    WITH(serial_find, NULL, 0),
    WITH(serial_find_line, NULL, 0),
    WITH(event_list_object, NULL, 0),
    WITH(error_dup, NULL, CASE_QUIET),
    QUIET(session_add_department),
    QUIET(session_set_account),
    QUIET(session_set_dry_run),
};
/* clang-format on */

const programme_cases programme_call_cases = {cases, sizeof(cases) / sizeof(cases[0])};
