/* SPDX-License-Identifier: Apache-2.0 */
/* Cases of the fault programme: results of an ERP and what they correct; master data, figures and serials that change. */
#include <stdio.h>

#include "support/fix_kinds.h"
#include "support/programme_sync.h"

/* Records with ' for " and @ for the document that was made ready. */
#define ABOUT(kind, id, version)                                                       \
    "{'kind': '" kind "', 'external_id': '" id "', 'version': " #version               \
    ", 'source': {'id': @}, 'warehouse': 'W', "
static const char SENT[] =
    ABOUT("outbound", "D1",
          1) "'lines': [{'source_line': 1, 'qty': '3', 'serials': ['N1..N3']}]}";
static const char SENT_OTHERWISE[] =
    ABOUT("outbound", "D1",
          2) "'carrier': 'DHL', 'tracking_number': 'T1', 'lines': [{'source_line': 1, "
             "'qty': '4', 'serials': ['N2..N3', 'M7..M8']}]}";
static const char TOO_MUCH[] =
    ABOUT("outbound", "D1",
          2) "'lines': [{'source_line': 1, 'qty': '9', 'serials': ['N1..N9']}]}";
static const char UNSENT[] =
    "{'kind': 'outbound', 'external_id': 'D1', 'version': 2, 'status': 'void'}";
static const char RETURNED[] = ABOUT(
    "return", "R1", 1) "'lines': [{'line': 1, 'received': '1', 'serials': ['N1']}]}";
static const char RETURNED_MORE[] =
    ABOUT("return", "R1",
          2) "'lines': [{'line': 1, 'received': '2', 'serials': ['N1..N2']}]}";
static const char OWNED[] =
    "{'kind': 'stock', 'external_id': 'S1', 'version': 1, 'product': 'M', "
    "'warehouse': 'W', 'on_hand': '9'}";
static const char OWNED_OTHERWISE[] =
    "[{'kind': 'product', 'external_id': 'M', 'version': 2, 'name': 'Renamed', "
    "'barcode': '4711'}, "
    "{'kind': 'stock', 'external_id': 'S1', 'version': 2, 'product': 'M', "
    "'warehouse': 'W', 'on_hand': '4'}, "
    "{'kind': 'serial', 'external_id': 'N', 'version': 1, 'product': 'T', "
    "'serials': ['X1..X5'], 'state': 'in_stock', 'warehouse': 'W'}, "
    "{'kind': 'product', 'external_id': 'M', 'version': 3, 'deleted': true}, "
    "{'kind': 'stock', 'external_id': 'S1', 'version': 3, 'deleted': true}]";

static salesinv_status put_about(programme *at, const char *record)
{
    char json[1024];
    size_t used = 0;

    for (; *record; record++) {
        assert_true(used + 24 < sizeof(json));
        if (*record == '@')
            used += (size_t)snprintf(json + used, sizeof(json) - used, "%lld",
                                     (long long)at->ready.id);
        else
            json[used++] = *record == '\'' ? '"' : *record;
    }
    json[used] = '\0';
    return programme_sync_put(at, json);
}

/* A notice of six of the tracked product. */
static void ready_noticed(programme *at)
{
    salesinv_id order;

    programme_sync_ready(at);
    assert_ok(at->admin, fix_core_run(at->admin, true, programme_sync_links, at));
    fix_setting(at->admin, "order.validation", SALESINV_RULE_ALLOW);
    order = programme_make(at, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                           "{'account': %a, 'currency': 'EUR', 'warehouse': %w, "
                           "'lines': [{'product': %t, 'qty': '6'}]}");
    at->ready.id =
        fix_create(at->admin, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT,
                   "{\"account\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                   "\"6\"}]}",
                   (long long)at->goods.account, (long long)sinv_line_id(order, 1));
}

static void ready_sent(programme *at)
{
    ready_noticed(at);
    assert_ok(at->admin, put_about(at, SENT));
}

static void ready_returned(programme *at)
{
    salesinv_id shipment;

    ready_sent(at);
    shipment = at->ready.id;
    fix_setting(at->admin, "plugin.shipment_return", 1);
    at->ready.id =
        fix_create(at->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                   "{\"account\": %lld, \"warehouse\": %lld, \"lines\": "
                   "[{\"shipment_line\": %lld, "
                   "\"qty\": \"2\", \"serials\": [\"N1..N2\"]}]}",
                   (long long)at->goods.account, (long long)at->goods.warehouse,
                   (long long)sinv_line_id(shipment, 1));
    assert_ok(at->admin, put_about(at, RETURNED));
}

static salesinv_status put_sent(programme *at)
{
    return put_about(at, SENT);
}

static salesinv_status put_sent_otherwise(programme *at)
{
    return put_about(at, SENT_OTHERWISE);
}

static salesinv_status put_too_much(programme *at)
{
    return put_about(at, TOO_MUCH);
}

static salesinv_status put_unsent(programme *at)
{
    return put_about(at, UNSENT);
}

static salesinv_status put_returned(programme *at)
{
    return put_about(at, RETURNED_MORE);
}

static void ready_owned(programme *at)
{
    programme_sync_ready(at);
    assert_ok(at->admin, fix_core_run(at->admin, true, programme_sync_links, at));
    assert_ok(at->admin, put_about(at, OWNED));
}

static salesinv_status put_owned(programme *at)
{
    return put_about(at, OWNED_OTHERWISE);
}

/* clang-format off */
static const programme_case cases[] = {
    {"a result comes", put_sent, ready_noticed, NULL, CASE_PLAIN, 0, STAGE_NONE},
    {"a result is corrected", put_sent_otherwise, ready_sent, NULL, CASE_PLAIN, 0, STAGE_NONE},
    {"a correction is refused", put_too_much, ready_sent, NULL, CASE_PLAIN | CASE_TRACES, 0, STAGE_NONE},
    {"a result is taken back", put_unsent, ready_sent, NULL, CASE_PLAIN, 0, STAGE_NONE},
    {"what came of a return is corrected", put_returned, ready_returned, NULL, CASE_PLAIN, 0, STAGE_NONE},
    {"what an ERP owns changes", put_owned, ready_owned, NULL, CASE_PLAIN, 0, STAGE_NONE},
};
/* clang-format on */

const programme_cases programme_result_cases = {cases,
                                                sizeof(cases) / sizeof(cases[0])};
