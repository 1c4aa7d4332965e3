/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_OUTBOX_H
#define FIX_OUTBOX_H

/* What tests of the outbox share: one works with a connector, and its messages in few words. */
#include <stdio.h>
#include <string.h>

#include "support/fix_connector.h"
#include "sync/outbox.h"

enum { LEASE_MS = 60000 };
#define LEASE (LEASE_MS * INT64_C(1000))

static fix_connector fix;

static inline int setup(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    fix_setting(fix.trade.core.admin, "order.validation", SALESINV_RULE_ALLOW);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

/* ---- in few words ---- */

static inline salesinv_session *admin(void)
{
    return fix.trade.core.admin;
}

static inline salesinv_id an_order(void)
{
    return fix_order(&fix.trade, fix.warehouse, fix.product, 3);
}

static inline salesinv_id a_notice(salesinv_id order, int64_t units)
{
    salesinv_id notice;

    assert_ok(admin(), fix_try_ship(&fix.trade, order, 0, units, NULL, &notice));
    assert_status(&fix.trade, SALESINV_KIND_SHIPMENT, notice, ISSUED);
    return notice;
}

static inline salesinv_messages *lease_for(const char *connector, int32_t most)
{
    salesinv_messages *page;

    assert_ok(fix.erp, salesinv_outbox_next(fix.erp, connector, most, LEASE_MS, &page));
    return page;
}

static inline salesinv_messages *lease(void)
{
    return lease_for("main", 100);
}

/* One message, which says this of this document. */
static inline void assert_page(const salesinv_messages *page, salesinv_id object,
                               salesinv_message_action action)
{
    assert_int_equal(salesinv_messages_count(page), 1);
    assert_int_equal(salesinv_messages_object(page, 0), object);
    assert_int_equal(salesinv_messages_action(page, 0), action);
    assert_int_equal(salesinv_messages_state(page, 0), SALESINV_OUTBOX_SENT);
}

static inline void assert_nothing_due(void)
{
    salesinv_messages *page = lease();

    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
}

static inline salesinv_status try_ack(const salesinv_messages *page,
                                      const char *external_id)
{
    return salesinv_outbox_ack(fix.erp, salesinv_messages_id(page, 0),
                               salesinv_messages_lease(page, 0), external_id);
}

static inline salesinv_status try_fail(const salesinv_messages *page,
                                       salesinv_status status)
{
    return salesinv_outbox_fail(fix.erp, salesinv_messages_id(page, 0),
                                salesinv_messages_lease(page, 0), status, 42,
                                "the period is closed");
}

/* The one message that is due, about `object`, is acknowledged. */
static inline void push(salesinv_id object, salesinv_message_action action)
{
    salesinv_messages *page = lease();
    char external_id[32];

    assert_page(page, object, action);
    snprintf(external_id, sizeof(external_id), "ERP-%lld", (long long)object);
    assert_ok(fix.erp, try_ack(page, external_id));
    salesinv_messages_free(page);
}

/* It fails in this way; the clock then stands where it is due again. */
static inline void lose(salesinv_status status)
{
    salesinv_messages *page = lease();

    assert_int_equal(salesinv_messages_count(page), 1);
    assert_ok(fix.erp, try_fail(page, status));
    salesinv_messages_free(page);
    fix.trade.core.now += 3600 * INT64_C(1000000);
}

/* The message with this id as it stands; owned by the caller. */
static inline salesinv_messages *message(salesinv_id id)
{
    salesinv_messages *page;

    assert_ok(admin(), salesinv_outbox_find(admin(), NULL, 0, id - 1, 1, &page));
    assert_int_equal(salesinv_messages_id(page, 0), id);
    return page;
}

static inline salesinv_id next_after(salesinv_id id)
{
    salesinv_messages *page;

    assert_ok(admin(), salesinv_outbox_find(admin(), NULL, 0, id, 1, &page));
    id = salesinv_messages_id(page, 0);
    salesinv_messages_free(page);
    return id;
}

static inline void assert_message(salesinv_id id, salesinv_outbox_state state)
{
    salesinv_messages *page = message(id);

    assert_int_equal(salesinv_messages_state(page, 0), state);
    salesinv_messages_free(page);
}

static inline int32_t count_in(salesinv_outbox_state state)
{
    salesinv_messages *page;
    int32_t count;

    assert_ok(admin(), salesinv_outbox_find(admin(), NULL, state, 0, 1000, &page));
    count = salesinv_messages_count(page);
    salesinv_messages_free(page);
    return count;
}

static inline void assert_event(int32_t action, salesinv_id object, const char *piece)
{
    salesinv_events *last = fix_core_last_event(admin());

    assert_int_equal(salesinv_events_kind(last, 0), SALESINV_KIND_CONNECTOR);
    assert_int_equal(salesinv_events_action(last, 0), action);
    assert_int_equal(salesinv_events_object(last, 0), object);
    assert_non_null(strstr(salesinv_events_detail(last, 0), piece));
    salesinv_events_free(last);
}

static inline void step(salesinv_id order, sinv_verb verb)
{
    assert_ok(admin(), fix_step(admin(), SALESINV_KIND_ORDER, order, verb));
}

static inline void revise(salesinv_id order, int64_t units)
{
    assert_ok(admin(), fix_try_update(admin(), SALESINV_KIND_ORDER, order,
                                      "{\"lines\": [{\"line\": 1, \"qty\": \"%lld\"}]}",
                                      (long long)units));
}

#endif
