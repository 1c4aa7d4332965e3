/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases of the fault programme: calls that other files have in their plainest form, here as plugins and settings
 * let them go further. What comes before, the draft included, is made in `ready`.
 */
#include "salesinv/order.h"
#include "salesinv/outbound.h"
#include "salesinv/return.h"
#include "salesinv/shipment.h"
#include "support/fix_kinds.h"
#include "support/programme.h"

#define KEY "case"

/* Create what at->ready.draft says, submitted; or take at->ready.id one step further. */
#define CREATE(noun)                                                                   \
    static salesinv_status create_##noun(programme *at)                                \
    {                                                                                  \
        salesinv_##noun *got;                                                          \
        salesinv_status rc = salesinv_##noun##_create(at->admin, at->ready.draft,      \
                                                      SALESINV_SUBMIT, KEY, &got);     \
                                                                                       \
        assert_true((rc == SALESINV_OK) == (got != NULL));                             \
        salesinv_##noun##_free(got);                                                   \
        return rc;                                                                     \
    }
#define STEP(noun, step, ...)                                                          \
    static salesinv_status step##_##noun(programme *at)                                \
    {                                                                                  \
        salesinv_##noun *got;                                                          \
        salesinv_status rc =                                                           \
            salesinv_##noun##_##step(at->admin, at->ready.id, 0, __VA_ARGS__, &got);   \
                                                                                       \
        assert_true((rc == SALESINV_OK) == (got != NULL));                             \
        salesinv_##noun##_free(got);                                                   \
        return rc;                                                                     \
    }

CREATE(order)
CREATE(shipment)
CREATE(outbound)
CREATE(return )
STEP(shipment, void, "why", KEY)
STEP(outbound, void, "why", KEY)
STEP(outbound, approve, KEY)
STEP(return, void, "why", KEY)
STEP(return, approve, KEY)

/* ---- what comes before ---- */

static void write_draft(programme *at, const char *words)
{
    at->words = words;
    programme_draft(at);
}

static void order_over_all(programme *at)
{
    fix_setting(at->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    write_draft(at, "{'account': %a, 'currency': 'EUR', 'lines': [{'product': %p,"
                    " 'qty': '4'}, {'product': %t, 'qty': '2'}]}");
}

static void ready_kits(programme *at)
{
    write_draft(at, "{'account': %a, 'currency': 'EUR', 'warehouse': %w, 'lines':"
                    " [{'product': %m, 'qty': '3'}, {'product': %m, 'qty': '2'}]}");
}

static void order_kits(programme *at)
{
    at->ready.id =
        programme_make(at, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                       "{'account': %a, 'currency': 'EUR', 'warehouse': %w, 'lines':"
                       " [{'product': %m, 'qty': '3'}]}");
    write_draft(at, "{'order': %x}");
}

static void order_again(programme *at)
{
    fix_setting(at->admin, "plugin.multi_order", 1);
    at->ready.id =
        programme_make(at, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                       "{'account': %a, 'currency': 'EUR', 'warehouse': %w, 'lines':"
                       " [{'product': %p, 'qty': '3'}]}");
}

#define TWO_ORDERS                                                                     \
    "{'lines': [{'order_line': %1, 'qty': '2'}, {'order_line': %5, 'qty': '3'}]}"

static void ready_two_orders(programme *at)
{
    order_again(at);
    write_draft(at, TWO_ORDERS);
}

static void ship_two_orders(programme *at)
{
    order_again(at);
    at->ready.id =
        programme_make(at, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT, TWO_ORDERS);
}

static void order_by_notice(programme *at)
{
    fix_setting(at->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    at->ready.id =
        programme_make(at, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                       "{'account': %a, 'currency': 'EUR', 'warehouse': %w, 'lines':"
                       " [{'product': %p, 'qty': '3'}, {'product': %t, 'qty': '2'}]}");
}

static void ready_notice(programme *at)
{
    order_by_notice(at);
    write_draft(at, "{'order': %x}");
}

static void issue_notice(programme *at)
{
    order_by_notice(at);
    at->ready.id =
        programme_make(at, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT, "{'order': %x}");
}

#define OUT_FOR_NOTICE                                                                 \
    "{'type': 1, 'warehouse': %w, 'lines': [{'source_line': %5, 'qty': '2'},"          \
    " {'source_line': %6, 'qty': '1', 'serials': ['SN0009']}]}"

static void ready_outbound(programme *at)
{
    issue_notice(at);
    write_draft(at, OUT_FOR_NOTICE);
}

static void go_out(programme *at)
{
    issue_notice(at);
    at->ready.id =
        programme_make(at, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT, OUT_FOR_NOTICE);
}

static void wait_to_go_out(programme *at)
{
    fix_setting(at->admin, "approval.outbound", 1);
    go_out(at);
}

static void allow_exchanges(programme *at)
{
    fix_setting(at->admin, "plugin.exchange", 1);
    fix_setting(at->admin, "plugin.free_return", 1);
}

#define EXCHANGE                                                                       \
    "{'mode': 4, 'shipment': %s, 'warehouse': %w, 'lines':"                            \
    " [{'shipment_line': %4, 'qty': '1', 'serials': ['SN0002']},"                      \
    " {'direction': 2, 'product': %t, 'qty': '1', 'serials': ['SN0011']},"             \
    " {'direction': 2, 'product': %p, 'qty': '2'}]}"

static void ready_exchange(programme *at)
{
    allow_exchanges(at);
    write_draft(at, EXCHANGE);
}

static void exchange(programme *at)
{
    allow_exchanges(at);
    at->ready.id = programme_make(at, SALESINV_KIND_RETURN, SALESINV_SUBMIT, EXCHANGE);
}

static void wait_for_exchange(programme *at)
{
    fix_setting(at->admin, "approval.return", 1);
    exchange(at);
}

#define OF_ORDER                                                                       \
    "{'mode': 1, 'warehouse': %w, 'lines': [{'order_line': %1, 'qty': '8',"            \
    " 'unshipped': '5'}, {'order_line': %2, 'qty': '2', 'serials': ['SN0001'],"        \
    " 'unshipped': '1'}]}"

static void ready_return(programme *at)
{
    write_draft(at, OF_ORDER);
}

static void return_order(programme *at)
{
    at->ready.id = programme_make(at, SALESINV_KIND_RETURN, SALESINV_SUBMIT, OF_ORDER);
}

static void ready_free(programme *at)
{
    allow_exchanges(at);
    fix_setting(at->admin, "return.free_new_serials", 1);
    write_draft(at, "{'mode': 3, 'account': %a, 'currency': 'EUR', 'warehouse': %w,"
                    " 'lines': [{'product': %p, 'qty': '2', 'price': '5'}, {'product':"
                    " %t, 'qty': '2', 'price': '5', 'serials': ['NEW1..NEW2']}]}");
}

/* clang-format off */
#define MODE(what, act, ready, KIND)                                                   \
    {what, act, ready, NULL, 0, SALESINV_KIND_##KIND, STAGE_NONE}

static const programme_case modes[] = {
    MODE("an order over all warehouses", create_order, order_over_all, ORDER),
    MODE("an order of kits", create_order, ready_kits, ORDER),
    MODE("a shipment of kits", create_shipment, order_kits, SHIPMENT),
    MODE("a shipment of two orders", create_shipment, ready_two_orders, SHIPMENT),
    MODE("a shipment of two orders is void", void_shipment, ship_two_orders, SHIPMENT),
    MODE("a notice", create_shipment, ready_notice, SHIPMENT),
    MODE("a notice is void", void_shipment, issue_notice, SHIPMENT),
    MODE("goods go out for a notice", create_outbound, ready_outbound, OUTBOUND),
    MODE("goods for a notice are approved", approve_outbound, wait_to_go_out, OUTBOUND),
    MODE("goods for a notice come back", void_outbound, go_out, OUTBOUND),
    MODE("an exchange", create_return, ready_exchange, RETURN),
    MODE("an exchange is approved", approve_return, wait_for_exchange, RETURN),
    MODE("an exchange is void", void_return, exchange, RETURN),
    MODE("a return of an order", create_return, ready_return, RETURN),
    MODE("a return of an order is void", void_return, return_order, RETURN),
    MODE("a return without source", create_return, ready_free, RETURN),
};
/* clang-format on */

const programme_cases programme_mode_cases = {modes, sizeof(modes) / sizeof(modes[0])};
