/* SPDX-License-Identifier: Apache-2.0 */
/* The ERP in memory, by itself and through its connector: records, documents, results, failures, its state. */
#include <stdio.h>
#include <string.h>

#include "support/fix_loopback.h"
#include "sync/connector.h"

#define STOCK SALESINV_KIND_STOCK
#define OUTBOUND SALESINV_KIND_OUTBOUND
#define NOTICE SALESINV_KIND_SHIPMENT
#define TEN                                                                            \
    "{'kind':'stock','product':'M','warehouse':'W','on_hand':'10','available':'8','"   \
    "at':'2023-11-14T22:13:20Z'}"

typedef struct place {
    fix_core core;
    salesinv_loopback *erp;
    salesinv_connector *connector;
} place;

static int setup(void **state)
{
    static place at;

    memset(&at, 0, sizeof(at));
    fix_core_open(&at.core, false);
    at.erp = fix_erp_open();
    assert_ok(at.core.admin, salesinv_connector_create(at.core.engine,
                                                       salesinv_loopback_vtable(at.erp),
                                                       at.erp, NULL, &at.connector));
    *state = &at;
    return 0;
}

static int teardown(void **state)
{
    place *at = *state;

    salesinv_connector_free(at->connector);
    salesinv_loopback_free(at->erp);
    fix_core_close(&at->core);
    return 0;
}

/* A message about a document with ten pieces of M on its first line. */
static salesinv_push_item item_of(salesinv_kind kind, const char *key, const char *body)
{
    return (salesinv_push_item){.struct_size = sizeof(salesinv_push_item),
                                .kind = kind,
                                .action = SALESINV_MESSAGE_PUT,
                                .attempt = 1,
                                .object = 70,
                                .version = 1,
                                .key = key,
                                .body = body,
                                .size = strlen(body)};
}

static const char notice[] =
    "{\"kind\":\"shipment\",\"number\":\"SH-1\",\"lines\":[{\"line\":1,\"product\":{"
    "\"id\":5,\"external_id\":\"M\"},\"qty\":\"10\"}]}";

static salesinv_status push(place *at, const salesinv_push_item *item)
{
    return sinv_connector_push(at->connector, &item, 1);
}

static void push_notice(place *at)
{
    const salesinv_push_item item = item_of(NOTICE, "t/9/70/1", notice);

    assert_int_equal(push(at, &item), SALESINV_OK);
    assert_int_equal(at->connector->answers.answers[0].status, SALESINV_OK);
}

static void assert_on_hand(place *at, const char *on_hand)
{
    char wanted[64];

    (void)snprintf(wanted, sizeof(wanted), "\"on_hand\":\"%s\"", on_hand);
    assert_non_null(strstr(salesinv_loopback_record(at->erp, STOCK, "M/W"), wanted));
}

/* Pull stock from a position, and expect so many records; the position of the next page. */
static const char *pull(place *at, salesinv_kind kind, const char *position,
                        int32_t max_count, int32_t wanted)
{
    assert_int_equal(sinv_connector_pull(at->connector, kind, position, max_count),
                     SALESINV_OK);
    assert_int_equal(at->connector->pulled.count, wanted);
    return at->connector->pulled.position;
}

/* ---- records ---- */

static void a_change_of_a_record_is_a_version(void **state)
{
    place *at = *state;

    fix_erp_put(at->erp, "{'kind':'product','external_id':'M','name':'Switch'}");
    fix_erp_put(at->erp, "{'kind':'product','external_id':'M','name':'Switch'}");
    fix_erp_assert_record(
        at->erp, SALESINV_KIND_PRODUCT, "M",
        "{'kind':'product','external_id':'M','version':1,'name':'Switch'}");
    fix_erp_put(at->erp, "{'kind':'product','external_id':'M','name':'Switch 2'}");
    fix_erp_assert_record(
        at->erp, SALESINV_KIND_PRODUCT, "M",
        "{'kind':'product','external_id':'M','version':2,'name':'Switch 2'}");
    fix_erp_put(at->erp, "{'kind':'product','external_id':'M','version':1,'name':'S'}");
    fix_erp_assert_record(
        at->erp, SALESINV_KIND_PRODUCT, "M",
        "{'kind':'product','external_id':'M','version':1,'name':'S'}");
    assert_erp(at->erp, salesinv_loopback_remove(at->erp, SALESINV_KIND_PRODUCT, "M"));
    assert_erp(at->erp, salesinv_loopback_remove(at->erp, SALESINV_KIND_PRODUCT, "M"));
    fix_erp_assert_record(
        at->erp, SALESINV_KIND_PRODUCT, "M",
        "{'kind':'product','external_id':'M','version':2,'deleted':true}");
}

static void what_is_no_record_is_refused_by_its_field(void **state)
{
    place *at = *state;
    salesinv_loopback *other = at->erp;

    assert_erp_refused(at->erp, ARG, fix_try_erp_put(at->erp, "{'kind':"));
    assert_erp_refused(at->erp, ARG, fix_try_erp_put(at->erp, "[]"));
    assert_erp_refused(at->erp, ARG,
                       fix_try_erp_put(at->erp, "{'kind':'ghost','external_id':'M'}"));
    assert_string_equal(salesinv_error_field(salesinv_loopback_error(at->erp)), "kind");
    assert_erp_refused(at->erp, ARG, fix_try_erp_put(at->erp, "{'kind':'product'}"));
    assert_string_equal(salesinv_error_field(salesinv_loopback_error(at->erp)),
                        "external_id");
    assert_erp_refused(at->erp, ARG,
                       fix_try_erp_put(at->erp, "{'kind':'stock','product':'M'}"));
    assert_string_equal(salesinv_error_field(salesinv_loopback_error(at->erp)),
                        "warehouse");
    assert_erp_refused(at->erp, NOT_FOUND,
                       salesinv_loopback_remove(at->erp, SALESINV_KIND_PRODUCT, "M"));
    assert_null(salesinv_loopback_record(at->erp, SALESINV_KIND_PRODUCT, "M"));
    assert_int_equal(salesinv_loopback_create(NULL, NULL, "No", "test", &other),
                     SALESINV_E_ARG);
    assert_null(other);
}

static void every_change_is_delivered_once(void **state)
{
    place *at = *state;
    char position[SALESINV_POSITION_MAX + 1];

    for (int i = 0; i < 100; i++)
        fix_erp_put(at->erp, "{'kind':'unit','external_id':'U%d','name':'u%d'}", i, i);
    (void)snprintf(position, sizeof(position), "%s",
                   pull(at, SALESINV_KIND_UNIT, "", 60, 60));
    assert_false(at->connector->pulled.is_last);
    (void)snprintf(position, sizeof(position), "%s",
                   pull(at, SALESINV_KIND_UNIT, position, 60, 40));
    assert_true(at->connector->pulled.is_last);
    fix_erp_put(at->erp, "{'kind':'unit','external_id':'U3','name':'box'}");
    fix_erp_put(at->erp, "{'kind':'category','external_id':'C','name':'c'}");
    (void)snprintf(position, sizeof(position), "%s",
                   pull(at, SALESINV_KIND_UNIT, position, 60, 1));
    assert_non_null(strstr(sinv_pulled_bytes(&at->connector->pulled, 0), "\"U3\""));
    (void)pull(at, SALESINV_KIND_UNIT, position, 60, 0);
}

/* ---- documents and results ---- */

static void one_key_has_one_effect(void **state)
{
    place *at = *state;
    salesinv_push_item item = item_of(NOTICE, "t/9/70/1", notice);

    push_notice(at);
    push_notice(at);
    assert_int_equal(salesinv_loopback_message_count(at->erp), 1);
    assert_int_equal(salesinv_loopback_document_count(at->erp, NOTICE), 1);
    assert_string_equal(salesinv_loopback_document_id(at->erp, NOTICE, 0), "E-SH-1");
    assert_null(salesinv_loopback_document_id(at->erp, NOTICE, 1));
    assert_string_equal(salesinv_loopback_document(at->erp, NOTICE, "E-SH-1"), notice);
    assert_int_equal(sinv_connector_outcome(at->connector, &item), SALESINV_OK);
    assert_string_equal(at->connector->answers.answers[0].external_id, "E-SH-1");
    item.key = "t/9/70/2";
    assert_int_equal(sinv_connector_outcome(at->connector, &item), SALESINV_OK);
    assert_int_equal(at->connector->answers.answers[0].status, SALESINV_E_NOT_FOUND);
}

static void a_notice_is_shipped_in_parts_and_stock_follows(void **state)
{
    place *at = *state;

    fix_erp_put(at->erp, TEN);
    push_notice(at);
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W','carrier':'dhl','lines':"
                          "[{'line':1,'qty':'6','serials':['A1..A6']}]}");
    fix_erp_assert_record(
        at->erp, OUTBOUND, "OUT-000001",
        "{'kind':'outbound','external_id':'OUT-000001','version':1,'source':'E-SH-1','"
        "warehouse':'W','carrier':'dhl','lines':[{'source_line':1,'product':'M','qty':'"
        "6','serials':['A1..A6']}]}");
    fix_erp_assert_record(at->erp, STOCK, "M/W",
                          "{'kind':'stock','external_id':'M/W','version':2,'product':'"
                          "M','warehouse':'W','on_hand':'4','available':'2'}");
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W'}");
    fix_erp_assert_record(
        at->erp, OUTBOUND, "OUT-000002",
        "{'kind':'outbound','external_id':'OUT-000002','version':1,'source':'E-SH-1','"
        "warehouse':'W','lines':[{'source_line':1,'product':'M','qty':'4'}]}");
    assert_on_hand(at, "0");
}

static void a_result_is_corrected_and_voided(void **state)
{
    place *at = *state;

    fix_erp_put(at->erp, TEN);
    push_notice(at);
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W','external_id':'S7','"
                          "lines':[{'line':1,'qty':'6'}]}");
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W','external_id':'S7','"
                          "lines':[{'line':1,'qty':'6'}]}");
    assert_on_hand(at, "4");
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W','external_id':'S7','"
                          "lines':[{'line':1,'qty':'5'}]}");
    assert_on_hand(at, "5");
    assert_non_null(
        strstr(salesinv_loopback_record(at->erp, OUTBOUND, "S7"), "\"version\":2"));
    assert_non_null(
        strstr(salesinv_loopback_record(at->erp, STOCK, "M/W"), "\"version\":3"));
    assert_erp(at->erp, salesinv_loopback_remove(at->erp, OUTBOUND, "S7"));
    assert_on_hand(at, "10");
    fix_erp_assert_record(
        at->erp, OUTBOUND, "S7",
        "{'kind':'outbound','external_id':'S7','version':3,'deleted':true}");
    /* What is void is not gone: all ten are left, and the same id may be used again. */
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W','external_id':'S7'}");
    assert_on_hand(at, "0");
}

static void bins_and_batches_have_figures_of_their_own(void **state)
{
    place *at = *state;

    fix_erp_put(at->erp, TEN);
    fix_erp_put(at->erp, "{'kind':'stock','product':'M','warehouse':'W','batch':'B','"
                         "on_hand':'7'}");
    push_notice(at);
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W','lines':[{'line':1,'qty'"
                          ":'2','batch':'B'},{'line':1,'qty':'1'}]}");
    assert_on_hand(at, "7");
    fix_erp_assert_record(at->erp, STOCK, "M/W//B",
                          "{'kind':'stock','external_id':'M/W//B','version':2,'product'"
                          ":'M','warehouse':'W','batch':'B','on_hand':'5'}");
}

static void what_cannot_be_shipped_changes_nothing(void **state)
{
    place *at = *state;

    fix_erp_put(at->erp, TEN);
    push_notice(at);
    assert_erp_refused(at->erp, ARG, fix_try_erp_ship(at->erp, "{'warehouse':'W'}"));
    assert_erp_refused(at->erp, NOT_FOUND,
                       fix_try_erp_ship(at->erp, "{'notice':'E-SH-2'}"));
    assert_erp_refused(
        at->erp, NOT_FOUND,
        fix_try_erp_ship(at->erp,
                         "{'notice':'E-SH-1','lines':[{'line':2,'qty':'1'}]}"));
    assert_erp_refused(
        at->erp, ARG,
        fix_try_erp_ship(at->erp, "{'notice':'E-SH-1','lines':[{'line':1}]}"));
    assert_erp_refused(
        at->erp, INSUFFICIENT_STOCK,
        fix_try_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W','lines':[{'line':"
                                  "1,'qty':'11'}]}"));
    assert_on_hand(at, "10");
    assert_null(salesinv_loopback_record(at->erp, OUTBOUND, "OUT-000001"));
}

static void orders_and_returns_have_results_too(void **state)
{
    place *at = *state;
    salesinv_push_item order = item_of(SALESINV_KIND_ORDER, "t/8/60/1", notice);
    salesinv_push_item back = item_of(SALESINV_KIND_RETURN, "t/12/80/1", notice);

    fix_erp_put(at->erp, TEN);
    order.external_id = "O-5";
    back.external_id = "R-5";
    assert_int_equal(push(at, &order), SALESINV_OK);
    assert_int_equal(push(at, &back), SALESINV_OK);
    fix_erp_ship(at->erp, "{'order':'O-5','warehouse':'W'}");
    fix_erp_assert_record(
        at->erp, SALESINV_KIND_SHIPMENT, "SHP-000001",
        "{'kind':'shipment','external_id':'SHP-000001','version':1,'order':'O-5','"
        "warehouse':'W','lines':[{'order_line':1,'qty':'10'}]}");
    fix_erp_receive(at->erp, "{'return':'R-5','warehouse':'W','lines':[{'line':1,'"
                             "received':'2'}]}");
    assert_on_hand(at, "2");
    fix_erp_receive(at->erp, "{'return':'R-5','warehouse':'W'}");
    assert_on_hand(at, "10");
    fix_erp_assert_record(at->erp, SALESINV_KIND_RETURN, "RCV-R-5",
                          "{'kind':'return','external_id':'RCV-R-5','version':2,'"
                          "source':'R-5','warehouse':"
                          "'W','lines':[{'line':1,'received':'10'}]}");
}

static void an_exchange_moves_both_ways(void **state)
{
    static const char exchange[] =
        "{\"number\":\"RT-1\",\"warehouse\":{\"external_id\":\"W\"},\"lines\":[{"
        "\"line\":1,"
        "\"direction\":1,\"product\":\"M\",\"qty\":\"3\"},{\"line\":2,\"direction\":2,"
        "\"product\":\"N\",\"qty\":\"2\"}]}";
    place *at = *state;
    salesinv_push_item item = item_of(SALESINV_KIND_RETURN, "t/12/80/1", exchange);

    fix_erp_put(at->erp, TEN);
    fix_erp_put(at->erp,
                "{'kind':'stock','product':'N','warehouse':'V','on_hand':'5'}");
    assert_int_equal(push(at, &item), SALESINV_OK);
    fix_erp_receive(at->erp, "{'return':'E-RT-1','out_warehouse':'V'}");
    assert_on_hand(at, "13");
    assert_non_null(
        strstr(salesinv_loopback_record(at->erp, STOCK, "N/V"), "\"on_hand\":\"3\""));
    assert_erp(at->erp,
               salesinv_loopback_remove(at->erp, SALESINV_KIND_RETURN, "RCV-E-RT-1"));
    assert_on_hand(at, "10");
}

static void an_older_message_does_not_undo_a_newer_one(void **state)
{
    place *at = *state;
    static const char newer[] = "{\"number\":\"SH-1\",\"version\":3,\"lines\":[]}";
    salesinv_push_item item = item_of(NOTICE, "t/9/70/3", newer);

    item.version = 3;
    assert_int_equal(push(at, &item), SALESINV_OK);
    push_notice(at);
    assert_int_equal(salesinv_loopback_message_count(at->erp), 2);
    assert_string_equal(salesinv_loopback_document(at->erp, NOTICE, "E-SH-1"), newer);
}

/* ---- stock ---- */

static void stock_is_told_as_it_is_now(void **state)
{
    static const char *const products[] = {"M", "N"};
    place *at = *state;
    salesinv_stock_query query = {.struct_size = sizeof(query),
                                  .count = 2,
                                  .timeout_ms = 1000,
                                  .products = products,
                                  .warehouse = "W"};

    fix_erp_put(at->erp, TEN);
    fix_erp_put(at->erp, "{'kind':'stock','product':'N','warehouse':'V','on_hand':'5','"
                         "frozen':'2'}");
    fix_erp_put(at->erp, "{'kind':'stock','product':'M','warehouse':'W','bin':'B','"
                         "on_hand':'3'}");
    assert_int_equal(sinv_connector_stock(at->connector, &query), SALESINV_OK);
    assert_int_equal(at->connector->figures.count, 1);
    assert_true(at->connector->figures.figures[0].available == 8000000);
    query.warehouse = NULL;
    assert_int_equal(sinv_connector_stock(at->connector, &query), SALESINV_OK);
    assert_int_equal(at->connector->figures.count, 2);
    assert_true(at->connector->figures.figures[1].on_hand == 5000000);
    assert_true(at->connector->figures.figures[1].available == 3000000);
}

/* ---- failures ---- */

static void it_fails_as_it_is_told(void **state)
{
    place *at = *state;
    salesinv_push_item item = item_of(NOTICE, "t/9/70/1", notice);

    fix_erp_put(at->erp, TEN);
    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_ALL,
                                               SALESINV_LOOPBACK_LOST, -1));
    assert_int_equal(sinv_connector_describe(at->connector),
                     SALESINV_E_CONNECTOR_TIMEOUT);
    assert_int_equal(sinv_connector_pull(at->connector, STOCK, "", 9),
                     SALESINV_E_CONNECTOR_TIMEOUT);
    (void)push(at, &item);
    assert_int_equal(at->connector->answers.answers[0].status,
                     SALESINV_E_CONNECTOR_TIMEOUT);
    assert_int_equal(salesinv_loopback_message_count(at->erp), 0);
    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_ALL,
                                               SALESINV_LOOPBACK_NONE, -1));
    assert_int_equal(sinv_connector_describe(at->connector), SALESINV_OK);
    assert_string_equal(at->connector->said.epoch, "1");
    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_PUSH,
                                               SALESINV_LOOPBACK_REFUSED, 1));
    (void)push(at, &item);
    assert_int_equal(at->connector->answers.answers[0].status,
                     SALESINV_E_CONNECTOR_REFUSED);
    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_PUSH,
                                               SALESINV_LOOPBACK_UNANSWERED, 1));
    (void)push(at, &item);
    assert_int_equal(at->connector->answers.answers[0].status,
                     SALESINV_E_CONNECTOR_TIMEOUT);
    assert_int_equal(salesinv_loopback_message_count(at->erp), 1);
    push_notice(at);
    assert_int_equal(salesinv_loopback_message_count(at->erp), 1);
}

static void pages_come_damaged_twice_and_backwards(void **state)
{
    place *at = *state;

    fix_erp_put(at->erp, "{'kind':'unit','external_id':'U1','name':'u1'}");
    fix_erp_put(at->erp, "{'kind':'unit','external_id':'U2','name':'u2'}");
    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_PULL,
                                               SALESINV_LOOPBACK_MALFORMED, 1));
    (void)pull(at, SALESINV_KIND_UNIT, "", 9, 2);
    assert_true(at->connector->pulled.records[0].size <
                at->connector->pulled.records[1].size);
    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_PULL,
                                               SALESINV_LOOPBACK_TWICE, 1));
    (void)pull(at, SALESINV_KIND_UNIT, "", 9, 4);
    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_PULL,
                                               SALESINV_LOOPBACK_REORDERED, 1));
    (void)pull(at, SALESINV_KIND_UNIT, "", 9, 2);
    assert_non_null(strstr(sinv_pulled_bytes(&at->connector->pulled, 0), "\"U2\""));
    (void)pull(at, SALESINV_KIND_UNIT, "", 9, 2);
    assert_non_null(strstr(sinv_pulled_bytes(&at->connector->pulled, 0), "\"U1\""));
    assert_erp_refused(at->erp, ARG,
                       salesinv_loopback_fail(at->erp, 9, SALESINV_LOOPBACK_LOST, 1));
    assert_erp_refused(at->erp, ARG, salesinv_loopback_fail(at->erp, 0, 9, 1));
    assert_erp_refused(at->erp, ARG,
                       salesinv_loopback_fail(at->erp, 0, SALESINV_LOOPBACK_LOST, 0));
}

static void half_of_a_batch_arrives(void **state)
{
    place *at = *state;
    const salesinv_push_item one = item_of(NOTICE, "t/9/70/1", notice);
    const salesinv_push_item two = item_of(NOTICE, "t/9/70/2", notice);
    const salesinv_push_item *const both[] = {&one, &two};

    assert_erp(at->erp, salesinv_loopback_fail(at->erp, SALESINV_LOOPBACK_PUSH,
                                               SALESINV_LOOPBACK_PARTIAL, 1));
    assert_int_equal(sinv_connector_push(at->connector, both, 2), SALESINV_OK);
    assert_int_equal(at->connector->answers.answers[0].status, SALESINV_OK);
    assert_int_equal(at->connector->answers.answers[1].status,
                     SALESINV_E_CONNECTOR_TIMEOUT);
    assert_int_equal(salesinv_loopback_message_count(at->erp), 1);
}

/* ---- its state ---- */

static char saved[16384];

static salesinv_status keep(void *self, const char *state, size_t size)
{
    int *count = self;

    if (++*count == 3)
        return SALESINV_E_STORAGE_FULL;
    assert_true(size < sizeof(saved));
    memcpy(saved, state, size + 1);
    return SALESINV_OK;
}

static void its_state_survives_it(void **state)
{
    place *at = *state;
    salesinv_loopback *next = fix_erp_open();
    const char *now;
    int changes = 0;

    salesinv_loopback_keep_state(at->erp, keep, &changes);
    fix_erp_put(at->erp, TEN);
    push_notice(at);
    push_notice(at); /* nothing new */
    assert_int_equal(changes, 2);
    assert_erp(next, salesinv_loopback_restore(next, saved, strlen(saved), NULL));
    assert_erp(next, salesinv_loopback_save(next, &now));
    assert_string_equal(now, saved);
    salesinv_loopback_free(next);
    /* What could not be kept is not answered as done. */
    assert_erp_refused(
        at->erp, STORAGE_FULL,
        fix_try_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W'}"));
    assert_on_hand(at, "0");
}

static void a_backup_forgets_what_came_after(void **state)
{
    place *at = *state;
    char backup[16384];
    const char *now;

    fix_erp_put(at->erp, TEN);
    push_notice(at);
    assert_erp(at->erp, salesinv_loopback_save(at->erp, &now));
    (void)snprintf(backup, sizeof(backup), "%s", now);
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W'}");
    assert_erp_refused(
        at->erp, ARG,
        salesinv_loopback_restore(at->erp, "{\"epoch\":\"2\"}", 13, NULL));
    assert_on_hand(at, "0");
    assert_erp(at->erp,
               salesinv_loopback_restore(at->erp, backup, strlen(backup), "2"));
    assert_on_hand(at, "10");
    assert_null(salesinv_loopback_record(at->erp, OUTBOUND, "OUT-000001"));
    assert_int_equal(salesinv_loopback_message_count(at->erp), 1);
    assert_int_equal(sinv_connector_describe(at->connector), SALESINV_OK);
    assert_string_equal(at->connector->said.epoch, "2");
    /* No id means two things. */
    fix_erp_ship(at->erp, "{'notice':'E-SH-1','warehouse':'W'}");
    assert_non_null(salesinv_loopback_record(at->erp, OUTBOUND, "OUT-000002"));
}

#define AT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT(a_change_of_a_record_is_a_version),
        AT(what_is_no_record_is_refused_by_its_field),
        AT(every_change_is_delivered_once),
        AT(one_key_has_one_effect),
        AT(a_notice_is_shipped_in_parts_and_stock_follows),
        AT(a_result_is_corrected_and_voided),
        AT(bins_and_batches_have_figures_of_their_own),
        AT(what_cannot_be_shipped_changes_nothing),
        AT(orders_and_returns_have_results_too),
        AT(an_exchange_moves_both_ways),
        AT(an_older_message_does_not_undo_a_newer_one),
        AT(stock_is_told_as_it_is_now),
        AT(it_fails_as_it_is_told),
        AT(pages_come_damaged_twice_and_backwards),
        AT(half_of_a_batch_arrives),
        AT(its_state_survives_it),
        AT(a_backup_forgets_what_came_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
