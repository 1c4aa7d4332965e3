/* SPDX-License-Identifier: Apache-2.0 */
/* A works and its ERP, run together; see fix_run.h. */
#include "support/fix_run.h"

#include <string.h>

void fix_run_open(fix_run *fix, uint32_t abilities)
{
    memset(fix, 0, sizeof(*fix));
    fix_connector_open(&fix->works, false);
    fix_setting(fix->works.trade.core.admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_small_init(&fix->erp, abilities);
    fix->erp.table.name = "main";
    fix->connector = fix_small_connect(&fix->erp, fix->works.trade.core.engine);
}

void fix_run_close(fix_run *fix)
{
    salesinv_sync_report_free(fix->report);
    salesinv_connector_free(fix->connector);
    assert_int_equal(fix->erp.destroyed, 1);
    fix_connector_close(&fix->works);
}

salesinv_status fix_run_try(fix_run *fix, const salesinv_sync_options *options)
{
    salesinv_sync_report_free(fix->report);
    return salesinv_sync_run(fix->works.erp, fix->connector, options, &fix->report);
}

void fix_run_once(fix_run *fix)
{
    assert_ok(fix->works.erp, fix_run_try(fix, NULL));
}

void fix_run_wait(fix_run *fix, int64_t minutes)
{
    fix->works.trade.core.now += minutes * FIX_MINUTE;
}

salesinv_id fix_run_order(fix_run *fix)
{
    return fix_order(&fix->works.trade, fix->works.warehouse, fix->works.product, 3);
}

int fix_run_outbox(fix_run *fix, salesinv_outbox_state state)
{
    salesinv_messages *page;
    int count;

    assert_ok(fix->works.erp,
              salesinv_outbox_find(fix->works.erp, NULL, state, 0, 1000, &page));
    count = salesinv_messages_count(page);
    salesinv_messages_free(page);
    return count;
}
