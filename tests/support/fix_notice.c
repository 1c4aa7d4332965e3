/* SPDX-License-Identifier: Apache-2.0 */
#include "support/fix_notice.h"

int fix_notice_open(void **state)
{
    static fix_notice fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 20);
    fix_setting(fix.admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    fix.notice = fix_notice_of(&fix, fix.order);
    *state = &fix;
    return 0;
}

int fix_notice_close(void **state)
{
    fix_notice *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

salesinv_id fix_notice_of(fix_notice *fix, salesinv_id order)
{
    return fix_create(fix->admin, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT,
                      "{\"order\": %lld}", (long long)order);
}

salesinv_status fix_notice_try_out(fix_notice *fix, salesinv_id notice, int units,
                                   const char *more, salesinv_id *out_outbound)
{
    salesinv_draft *draft = fix_draft(
        fix->admin, SALESINV_KIND_OUTBOUND,
        "{\"type\": 1, \"warehouse\": %lld, \"lines\": [{\"source_line\": "
        "%lld, \"qty\": \"%d\"%s}]}",
        (long long)fix->warehouse, (long long)sinv_line_id(notice, 1), units, more);
    salesinv_outbound *made;
    salesinv_status rc =
        salesinv_outbound_create(fix->admin, draft, SALESINV_SUBMIT, NULL, &made);

    if (out_outbound)
        *out_outbound = salesinv_document_id(salesinv_outbound_document(made));
    salesinv_outbound_free(made);
    salesinv_draft_free(draft);
    return rc;
}

salesinv_id fix_notice_out(fix_notice *fix, salesinv_id notice, int units,
                           const char *more)
{
    salesinv_id id;

    assert_ok(fix->admin, fix_notice_try_out(fix, notice, units, more, &id));
    return id;
}
