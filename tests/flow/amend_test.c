/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changing what waits for its approval (domain.md 9.1): its effect follows at once: what it freezes,
 * what counts as pending, which serials it holds. A refused change leaves all of that as it was, also inside a transaction.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/dump.h"
#include "support/fix_trade.h"

#define ORDER SALESINV_KIND_ORDER
#define SHIPMENT SALESINV_KIND_SHIPMENT
#define RETURN SALESINV_KIND_RETURN
#define INBOUND SALESINV_KIND_INBOUND
#define OUTBOUND SALESINV_KIND_OUTBOUND

/* P: 22 received, 12 ordered, 6 of them shipped. S: serials A1 to A9 received, 6 ordered, A1 to A3 shipped. */
typedef struct fix_amend {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id plain;
    salesinv_id serial;
    salesinv_id order;
    salesinv_id shipment;
    salesinv_id serial_order;
    salesinv_id serial_shipment;
} fix_amend;

static fix_amend fix;

static int setup(void **state)
{
    (void)state;
    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "plugin.shipment_return", 1);
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.plain = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.serial = fix_product(&fix.trade.core, "S", SALESINV_TRACKING_SERIAL);
    fix_receive(&fix.trade.core, fix.warehouse, fix.plain, 22);
    fix_receive_serials(&fix.trade.core, fix.warehouse, fix.serial, "A1", 9);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.plain, 12);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 6, NULL);
    fix.serial_order = fix_order(&fix.trade, fix.warehouse, fix.serial, 6);
    fix.serial_shipment = fix_ship(&fix.trade, fix.serial_order, 0, 3, "[\"A1..A3\"]");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fix_trade_close(&fix.trade);
    return 0;
}

/* ---- one document of each kind ---- */

typedef struct amendment {
    salesinv_kind kind;
    const char *setting;
    const char *waiting; /* stock of P while 2 units wait */
    const char *changed; /* while 3 do */
    const char *done;    /* when they have been approved */
    int64_t too_many;    /* 0: serial goods without their serials */
    salesinv_status refusal;
} amendment;

static const amendment amendments[] = {
    {SHIPMENT, "approval.shipment", "16/6/10", "16/6/10", "13/3/10", 7,
     SALESINV_E_EXCEEDS_SHIPPABLE},
    {INBOUND, "approval.inbound", "16/6/10", "16/6/10", "19/6/13", 0,
     SALESINV_E_SERIAL_REQUIRED},
    {OUTBOUND, "approval.outbound", "16/8/8", "16/9/7", "13/6/7", 11,
     SALESINV_E_INSUFFICIENT_STOCK},
    {RETURN, "approval.return", "16/6/10", "16/6/10", "19/6/13", 7,
     SALESINV_E_EXCEEDS_RETURNABLE},
};
enum { AMENDMENTS = sizeof(amendments) / sizeof(amendments[0]) };

/* What a line of `units` says: its source or its product, and serials. */
static const char *put_lines(salesinv_kind kind, bool is_serial, int64_t units,
                             const char *serials, char text[256])
{
    salesinv_id order = is_serial ? fix.serial_order : fix.order;
    salesinv_id shipment = is_serial ? fix.serial_shipment : fix.shipment;
    const char *key = kind == SHIPMENT ? "order_line"
                      : kind == RETURN ? "shipment_line"
                                       : "product";
    int64_t of = kind == SHIPMENT ? sinv_line_id(order, 1)
                 : kind == RETURN ? sinv_line_id(shipment, 1)
                 : is_serial      ? fix.serial
                                  : fix.plain;

    (void)snprintf(text, 256, "\"lines\": [{\"%s\": %lld, \"qty\": \"%lld\"%s%s}]", key,
                   (long long)of, (long long)units, serials ? ", \"serials\": " : "",
                   serials ? serials : "");
    return text;
}

static const char *put_head(salesinv_kind kind, bool is_serial, char text[128])
{
    if (kind == SHIPMENT)
        (void)snprintf(text, 128, "\"order\": %lld",
                       (long long)(is_serial ? fix.serial_order : fix.order));
    else if (kind == RETURN)
        (void)snprintf(text, 128, "\"shipment\": %lld",
                       (long long)(is_serial ? fix.serial_shipment : fix.shipment));
    else
        (void)snprintf(text, 128, "\"type\": %d, \"warehouse\": %lld",
                       kind == INBOUND ? SALESINV_INBOUND_OPENING
                                       : SALESINV_OUTBOUND_OTHER,
                       (long long)fix.warehouse);
    return text;
}

static salesinv_id make(salesinv_kind kind, bool is_serial, int64_t units,
                        const char *serials)
{
    char head[128];
    char lines[256];

    return fix_create(fix.admin, kind, SALESINV_SUBMIT, "{%s, %s}",
                      put_head(kind, is_serial, head),
                      put_lines(kind, is_serial, units, serials, lines));
}

static salesinv_status change(salesinv_kind kind, salesinv_id id, bool is_serial,
                              int64_t units, const char *serials)
{
    char lines[256];

    return fix_try_update(fix.admin, kind, id, "{%s}",
                          put_lines(kind, is_serial, units, serials, lines));
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix.trade.core, fix.plain, fix.warehouse, wanted)
#define then_serial(serial, wanted) assert_serial(&fix.trade.core, serial, wanted)

static void then_status(salesinv_kind kind, salesinv_id id, int32_t wanted)
{
    assert_int_equal(fix_int(fix.admin, kind, id, 0, SALESINV_F_STATUS), wanted);
}

static void what_waits_may_be_changed_and_waits_on(void **state)
{
    const amendment *of = *state;
    salesinv_events *events;
    salesinv_id id;
    int64_t version;

    fix_setting(fix.admin, of->setting, 1);
    id = make(of->kind, false, 2, NULL);
    then_stock(of->waiting);
    version = fix_int(fix.admin, of->kind, id, 0, SALESINV_F_VERSION);
    fix_setting(fix.admin, of->setting, 0); /* it waits all the same */
    assert_ok(fix.admin, change(of->kind, id, false, 3, NULL));
    then_status(of->kind, id, SALESINV_STATUS_IN_APPROVAL);
    assert_int_equal(fix_int(fix.admin, of->kind, id, 0, SALESINV_F_VERSION),
                     version + 1);
    events = fix_core_last_event(fix.admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_UPDATED);
    assert_int_equal(salesinv_events_object(events, 0), id);
    salesinv_events_free(events);
    then_stock(of->changed);
    fix_core_verify(fix.admin);
    assert_ok(fix.admin, fix_step(fix.admin, of->kind, id, SINV_VERB_APPROVE));
    then_stock(of->done);
}

static void a_change_may_be_withdrawn_with_the_whole(void **state)
{
    const amendment *of = *state;
    salesinv_id id;

    fix_setting(fix.admin, of->setting, 1);
    id = make(of->kind, false, 2, NULL);
    assert_ok(fix.admin, change(of->kind, id, false, 3, NULL));
    assert_ok(fix.admin, change(of->kind, id, false, 1, NULL));
    assert_ok(fix.admin, fix_step(fix.admin, of->kind, id, SINV_VERB_WITHDRAW));
    then_stock("16/6/10");
}

static void then_refused(const amendment *of, salesinv_id id)
{
    salesinv_status rc = of->too_many > 0
                             ? change(of->kind, id, false, of->too_many, NULL)
                             : change(of->kind, id, true, 1, NULL);

    fix_core_check(fix.admin, rc, of->refusal, __FILE__, __LINE__);
}

/* Two statements in one transaction: the first is refused, the second counts. */
static void a_refused_change_changes_nothing(void **state)
{
    const amendment *of = *state;
    salesinv_id id;
    char *before;
    char *after;

    fix_setting(fix.admin, of->setting, 1);
    id = make(of->kind, false, 2, NULL);
    before = dump_store(fix.trade.core.engine);
    then_refused(of, id);
    after = dump_store(fix.trade.core.engine);
    dump_assert_same(before, after, "a refused change");
    free(after);

    assert_ok(fix.admin, salesinv_session_begin(fix.admin, SALESINV_TXN_WRITE));
    then_refused(of, id);
    assert_ok(fix.admin, salesinv_session_commit(fix.admin));
    after = dump_store(fix.trade.core.engine);
    dump_assert_same(before, after, "a refused change inside a transaction");
    free(before);
    free(after);

    assert_ok(fix.admin, salesinv_session_begin(fix.admin, SALESINV_TXN_WRITE));
    then_refused(of, id);
    assert_ok(fix.admin, change(of->kind, id, false, 3, NULL));
    assert_ok(fix.admin, salesinv_session_commit(fix.admin));
    then_stock(of->changed);
}

static void the_record_type_stays(void **state)
{
    const amendment *of = *state;
    salesinv_id id;

    fix_setting(fix.admin, of->setting, 1);
    id = make(of->kind, false, 2, NULL);
    assert_refused(
        fix.admin, ARG,
        fix_try_update(fix.admin, of->kind, id, "{\"record_type\": \"web\"}"));
    assert_field(fix.admin, "record_type");
}

/* ---- what single kinds do ---- */

static void own_goods_count_as_available(void **state)
{
    salesinv_id id;

    (void)state;
    fix_setting(fix.admin, "approval.outbound", 1);
    id = make(OUTBOUND, false, 2, NULL);
    assert_ok(fix.admin, change(OUTBOUND, id, false, 10, NULL)); /* 8 and its own 2 */
    then_stock("16/16/0");
    assert_ok(fix.admin, change(OUTBOUND, id, false, 1, NULL));
    then_stock("16/7/9");
}

static void an_outbound_order_swaps_its_serials(void **state)
{
    salesinv_id id;

    (void)state;
    fix_setting(fix.admin, "approval.outbound", 1);
    id = make(OUTBOUND, true, 2, "[\"A4..A5\"]");
    assert_ok(fix.admin, change(OUTBOUND, id, true, 2, "[\"A5..A6\"]"));
    then_serial("A4", "in_stock");
    then_serial("A5", "outgoing");
    then_serial("A6", "outgoing");
    assert_refused(fix.admin, SERIAL_STATE, change(OUTBOUND, id, true, 1, "[\"A1\"]"));
    then_serial("A5", "outgoing");
    fix_core_verify(fix.admin);
    assert_ok(fix.admin, fix_step(fix.admin, OUTBOUND, id, SINV_VERB_APPROVE));
    then_serial("A4", "in_stock");
    then_serial("A6", "used");
}

static void an_inbound_order_swaps_its_serials(void **state)
{
    salesinv_id id;

    (void)state;
    fix_setting(fix.admin, "approval.inbound", 1);
    id = make(INBOUND, true, 2, "[\"B1..B2\"]");
    assert_ok(fix.admin, change(INBOUND, id, true, 2, "[\"B2..B3\"]"));
    then_serial("B1", "unused");
    then_serial("B2", "incoming");
    then_serial("B3", "incoming");
    assert_refused(fix.admin, SERIAL_STATE,
                   change(INBOUND, id, true, 2, "[\"B4\", \"A4\"]"));
    assert_ok(fix.admin, fix_step(fix.admin, INBOUND, id, SINV_VERB_APPROVE));
    then_serial("B3", "in_stock");
}

static void a_shipment_swaps_its_serials_and_counts_on_its_order(void **state)
{
    salesinv_id id;

    (void)state;
    fix_setting(fix.admin, "approval.shipment", 1);
    id = make(SHIPMENT, true, 3, "[\"A4..A6\"]"); /* all that is left */
    assert_units(&fix.trade, ORDER, fix.serial_order, SALESINV_F_SHIP_PENDING, 3);
    assert_ok(fix.admin, change(SHIPMENT, id, true, 2, "[\"A6..A7\"]"));
    assert_units(&fix.trade, ORDER, fix.serial_order, SALESINV_F_SHIP_PENDING, 2);
    then_serial("A4", "in_stock");
    then_serial("A7", "outgoing");
    assert_refused(fix.admin, EXCEEDS_SHIPPABLE,
                   change(SHIPMENT, id, true, 4, "[\"A4..A7\"]"));
    assert_units(&fix.trade, ORDER, fix.serial_order, SALESINV_F_SHIP_PENDING, 2);
    fix_core_verify(fix.admin);
    assert_ok(fix.admin, fix_step(fix.admin, SHIPMENT, id, SINV_VERB_APPROVE));
    assert_units(&fix.trade, ORDER, fix.serial_order, SALESINV_F_SHIPPED, 5);
    then_serial("A6", "used");
}

static void a_return_swaps_its_serials_and_counts_on_its_shipment(void **state)
{
    salesinv_id id;

    (void)state;
    fix_setting(fix.admin, "approval.return", 1);
    id = make(RETURN, true, 2, "[\"A1..A2\"]");
    assert_ok(fix.admin, change(RETURN, id, true, 1, "[\"A3\"]"));
    assert_units(&fix.trade, SHIPMENT, fix.serial_shipment, SALESINV_F_RETURN_PENDING,
                 1);
    then_serial("A1", "used");
    then_serial("A3", "incoming");
    assert_ok(fix.admin, change(RETURN, id, true, 3, "[\"A1..A3\"]"));
    assert_ok(fix.admin, fix_step(fix.admin, RETURN, id, SINV_VERB_APPROVE));
    then_serial("A1", "in_stock");
    assert_units(&fix.trade, SHIPMENT, fix.serial_shipment, SALESINV_F_RETURNED, 3);
}

/* What carries the goods is noted without touching what they are. */
static void logistics_leave_the_order_alone(void **state)
{
    salesinv_id id;
    int64_t version;

    (void)state;
    fix_setting(fix.admin, "approval.shipment", 1);
    id = make(SHIPMENT, false, 2, NULL);
    version = fix_int(fix.admin, ORDER, fix.order, 0, SALESINV_F_VERSION);
    assert_ok(fix.admin,
              fix_try_update(fix.admin, SHIPMENT, id, "{\"carrier\": \"Mule\"}"));
    assert_int_equal(fix_int(fix.admin, ORDER, fix.order, 0, SALESINV_F_VERSION),
                     version);
}

/* The plain product is ordered while shipments are notices. */
static salesinv_id order_by_notice(void)
{
    fix_setting(fix.admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    return fix_order(&fix.trade, fix.warehouse, fix.plain, 8);
}

static void a_notice_in_approval_says_something_else(void **state)
{
    salesinv_id order = order_by_notice();
    salesinv_id id;
    int64_t line = sinv_line_id(order, 1);

    (void)state;
    fix_setting(fix.admin, "approval.shipment", 1);
    id = fix_create(fix.admin, SHIPMENT, SALESINV_SUBMIT,
                    "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                    "\"5\"}]}",
                    (long long)order, (long long)line);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPABLE, 3);
    assert_ok(fix.admin, fix_try_update(fix.admin, SHIPMENT, id,
                                        "{\"lines\": [{\"order_line\": %lld, \"qty\": "
                                        "\"7\"}]}",
                                        (long long)line));
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPABLE, 1);
    assert_refused(fix.admin, EXCEEDS_SHIPPABLE,
                   fix_try_update(fix.admin, SHIPMENT, id,
                                  "{\"lines\": [{\"order_line\": %lld, \"qty\": "
                                  "\"9\"}]}",
                                  (long long)line));
    assert_ok(fix.admin, fix_step(fix.admin, SHIPMENT, id, SINV_VERB_APPROVE));
    then_status(SHIPMENT, id, SALESINV_STATUS_ISSUED);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_NOTICED, 7);
}

static void what_goes_out_for_a_notice_changes_too(void **state)
{
    salesinv_id notice = fix_ship(&fix.trade, order_by_notice(), 0, 8, NULL);
    salesinv_id id;
    int64_t line = sinv_line_id(notice, 1);

    (void)state;
    fix_setting(fix.admin, "approval.outbound", 1);
    id = fix_create(fix.admin, OUTBOUND, SALESINV_SUBMIT,
                    "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                    "[{\"source_line\": %lld, \"qty\": \"5\"}]}",
                    (long long)fix.warehouse, (long long)line);
    assert_ok(fix.admin, fix_try_update(fix.admin, OUTBOUND, id,
                                        "{\"lines\": [{\"source_line\": %lld, \"qty\": "
                                        "\"8\"}]}",
                                        (long long)line));
    assert_refused(fix.admin, EXCEEDS_SHIPPABLE,
                   fix_try_update(fix.admin, OUTBOUND, id,
                                  "{\"lines\": [{\"source_line\": %lld, \"qty\": "
                                  "\"9\"}]}",
                                  (long long)line));
    fix_core_verify(fix.admin);
    assert_ok(fix.admin, fix_step(fix.admin, OUTBOUND, id, SINV_VERB_APPROVE));
    then_status(SHIPMENT, notice, SALESINV_STATUS_OUTBOUND);
    then_stock("8/6/2");
}

/* Available: 10 of P. The exchange waits with 2 to go out. */
static void an_exchange_changes_what_goes_out(void **state)
{
    static const char lines[] =
        "\"lines\": [{\"product\": %lld, \"qty\": \"1\", \"price\": \"10\"}, "
        "{\"direction\": 2, \"product\": %lld, \"qty\": \"%d\"}]";
    char text[256];
    salesinv_id other;
    salesinv_id id;

    (void)state;
    other = fix_product(&fix.trade.core, "Q", SALESINV_TRACKING_NONE);
    fix_setting(fix.admin, "plugin.exchange", 1);
    fix_setting(fix.admin, "approval.return", 1);
    (void)snprintf(text, sizeof(text), lines, (long long)other, (long long)fix.plain,
                   2);
    id = fix_create(fix.admin, RETURN, SALESINV_SUBMIT,
                    "{\"mode\": 4, \"account\": %lld, \"currency\": \"EUR\", "
                    "\"warehouse\": %lld, %s}",
                    (long long)fix.trade.account, (long long)fix.warehouse, text);
    then_stock("16/8/8");
    (void)snprintf(text, sizeof(text), lines, (long long)other, (long long)fix.plain,
                   10);
    assert_ok(fix.admin, fix_try_update(fix.admin, RETURN, id, "{%s}", text));
    then_stock("16/16/0");
    (void)snprintf(text, sizeof(text), lines, (long long)other, (long long)fix.plain,
                   11);
    assert_refused(fix.admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix.admin, RETURN, id, "{%s}", text));
    then_stock("16/16/0");
    assert_refused(
        fix.admin, IN_USE,
        salesinv_setting_set_int(fix.admin, "plugin.exchange", NULL, 0, NULL));
    assert_int_equal(fix_detail(fix.admin, "holder.1.id"), id);
    assert_ok(fix.admin, fix_step(fix.admin, RETURN, id, SINV_VERB_APPROVE));
    then_stock("6/6/0");
}

int main(void)
{
    static const CMUnitTestFunction each[] = {
        what_waits_may_be_changed_and_waits_on,
        a_change_may_be_withdrawn_with_the_whole,
        a_refused_change_changes_nothing,
        the_record_type_stays,
    };
    static const CMUnitTestFunction single[] = {
        own_goods_count_as_available,
        an_outbound_order_swaps_its_serials,
        an_inbound_order_swaps_its_serials,
        a_shipment_swaps_its_serials_and_counts_on_its_order,
        a_return_swaps_its_serials_and_counts_on_its_shipment,
        logistics_leave_the_order_alone,
        a_notice_in_approval_says_something_else,
        what_goes_out_for_a_notice_changes_too,
        an_exchange_changes_what_goes_out,
    };
    enum {
        EACH = sizeof(each) / sizeof(each[0]),
        SINGLE = sizeof(single) / sizeof(single[0])
    };
    struct CMUnitTest tests[EACH * AMENDMENTS + SINGLE];
    size_t count = 0;

    for (int i = 0; i < EACH; i++)
        for (int k = 0; k < AMENDMENTS; k++)
            tests[count++] =
                (struct CMUnitTest){amendments[k].setting, each[i], setup, teardown,
                                    (void *)(uintptr_t)&amendments[k]};
    for (int i = 0; i < SINGLE; i++)
        tests[count++] =
            (struct CMUnitTest){"single", single[i], setup, teardown, NULL};
    return _cmocka_run_group_tests("amend", tests, count, NULL, NULL);
}
