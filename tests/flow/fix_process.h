/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_PROCESS_H
#define FIX_PROCESS_H

/* A works beside the ERP in memory, which has its goods; and what people do on both sides, for the tests of the whole process. */
#include <string.h>

#include "salesinv/inbox.h"
#include "salesinv/link.h"
#include "salesinv/product.h"
#include "salesinv/sync_run.h"
#include "support/fix_loopback.h"
#include "support/fix_sync.h"

enum {
    PRODUCT = SALESINV_KIND_PRODUCT,
    WAREHOUSE = SALESINV_KIND_WAREHOUSE,
    ACCOUNT = SALESINV_KIND_ACCOUNT,
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    RETURN = SALESINV_KIND_RETURN,
    STOCK = SALESINV_KIND_STOCK
};
#define BIT(kind) (UINT64_C(1) << (kind))

typedef struct fix_process {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_loopback *erp;
    salesinv_connector *connector;
    salesinv_id router; /* M-100: serials R1..R9 in stock */
    salesinv_id cable;  /* M-200: 500 */
    salesinv_id main;   /* W1 */
} fix_process;

/* ---- synchronisation ---- */

static inline int64_t run(fix_process *fix, int32_t counter)
{
    salesinv_sync_report *report;
    int64_t count;

    assert_ok(fix->admin, salesinv_sync_run(fix->admin, fix->connector, NULL, &report));
    count = salesinv_sync_report_get(report, 0, counter);
    salesinv_sync_report_free(report);
    return count;
}

static inline void synchronise(fix_process *fix)
{
    (void)run(fix, SALESINV_SYNC_PUSHED);
}

/* A run that the ERP does not let come to its end. */
static inline void synchronise_in_vain(fix_process *fix)
{
    assert_refused(fix->admin, CONNECTOR_TIMEOUT,
                   salesinv_sync_run(fix->admin, fix->connector, NULL, NULL));
}

/* What an id of the ERP means here; 0: nothing. */
static inline salesinv_id here(fix_process *fix, salesinv_kind kind,
                               const char *external_id)
{
    salesinv_id id;
    salesinv_status rc =
        salesinv_link_object(fix->admin, "erp", kind, external_id, &id);

    if (rc != SALESINV_E_NOT_FOUND)
        assert_ok(fix->admin, rc);
    return id;
}

/* Records that are kept because they were refused. */
static inline int32_t refused(fix_process *fix)
{
    salesinv_messages *found;
    int32_t count;

    assert_ok(fix->admin, salesinv_inbox_find(fix->admin, "erp", SALESINV_INBOX_REFUSED,
                                              0, 100, &found));
    count = salesinv_messages_count(found);
    for (int32_t i = 0; i < count; i++)
        print_message("refused: %s: %s [%s]\n", salesinv_messages_external_id(found, i),
                      salesinv_messages_reason(found, i),
                      salesinv_messages_field(found, i));
    salesinv_messages_free(found);
    return count;
}

static inline int32_t messages(fix_process *fix, salesinv_outbox_state state)
{
    salesinv_messages *found;
    int32_t count;

    assert_ok(fix->admin,
              salesinv_outbox_find(fix->admin, "erp", state, 0, 100, &found));
    count = salesinv_messages_count(found);
    salesinv_messages_free(found);
    return count;
}

static inline int32_t waiting(fix_process *fix)
{
    return messages(fix, SALESINV_OUTBOX_PENDING) + messages(fix, SALESINV_OUTBOX_SENT);
}

/* ---- the stage ---- */

static inline void fill(salesinv_loopback *erp)
{
    fix_erp_put(erp, "{'kind':'category','external_id':'NET','name':'Network'}");
    fix_erp_put(erp, "{'kind':'unit','external_id':'PC','code':'PC','name':'piece'}");
    fix_erp_put(erp,
                "{'kind':'product','external_id':'M-100','name':'Router','tracking'"
                ":2,'category':'NET','unit':'PC'}");
    fix_erp_put(erp, "{'kind':'product','external_id':'M-200','name':'Cable'}");
    fix_erp_put(erp, "{'kind':'warehouse','external_id':'W1','name':'Main'}");
    fix_erp_put(erp, "{'kind':'account','external_id':'C-7','name':'Harbour'}");
    fix_erp_put(erp,
                "{'kind':'serial','external_id':'LOT','product':'M-100','serials':["
                "'R1..R9'],'state':'in_stock','warehouse':'W1'}");
    fix_erp_put(erp,
                "{'kind':'stock','product':'M-100','warehouse':'W1','on_hand':'9'}");
    fix_erp_put(erp,
                "{'kind':'stock','product':'M-200','warehouse':'W1','on_hand':'500'}");
}

static inline int setup(void **state)
{
    static fix_process fix;
    uint64_t pulls = BIT(OUTBOUND) | BIT(SHIPMENT) | BIT(RETURN) | BIT(STOCK) |
                     BIT(SALESINV_KIND_SERIAL);

    for (salesinv_kind kind = 1; kind <= SALESINV_KIND_BATCH; kind++)
        pulls |= BIT(kind);
    memset(&fix, 0, sizeof(fix));
    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "plugin.batch_serial", 1);
    assert_ok(fix.admin, salesinv_sync_enable(fix.admin, "erp", "test",
                                              BIT(ORDER) | BIT(SHIPMENT) | BIT(RETURN),
                                              pulls, NULL));
    fix.erp = fix_erp_open();
    assert_ok(fix.admin, salesinv_connector_create(fix.trade.core.engine,
                                                   salesinv_loopback_vtable(fix.erp),
                                                   fix.erp, NULL, &fix.connector));
    fill(fix.erp);
    synchronise(&fix);
    assert_int_equal(refused(&fix), 0);
    fix.router = here(&fix, PRODUCT, "M-100");
    fix.cable = here(&fix, PRODUCT, "M-200");
    fix.main = here(&fix, WAREHOUSE, "W1");
    fix.trade.account = here(&fix, ACCOUNT, "C-7");
    *state = &fix;
    return 0;
}

/* In the end nothing waits, nothing is refused, and no message had two effects. */
static inline int teardown(void **state)
{
    fix_process *fix = *state;

    synchronise(fix);
    assert_int_equal(waiting(fix), 0);
    assert_int_equal(refused(fix), 0);
    assert_int_equal(messages(fix, SALESINV_OUTBOX_ACKNOWLEDGED),
                     salesinv_loopback_message_count(fix->erp));
    salesinv_connector_free(fix->connector);
    salesinv_loopback_free(fix->erp);
    fix_trade_close(&fix->trade);
    return 0;
}

/* ---- what people do ---- */

static inline salesinv_id order_of(fix_process *fix, salesinv_id product, int64_t units)
{
    return fix_order(&fix->trade, fix->main, product, units);
}

static inline salesinv_id notice_of(fix_process *fix, salesinv_id order)
{
    return fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, "{\"order\": %lld}",
                      (long long)order);
}

#define PROCESS(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
