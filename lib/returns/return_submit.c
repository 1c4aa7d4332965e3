/* SPDX-License-Identifier: Apache-2.0 */
/* What a return must satisfy: goods that left and did not come back yet (domain.md 5.13, 5.14). Reads only. */
#include "catalog/account.h"
#include "core/settings.h"
#include "core/tenant.h"
#include "inventory/warehouse.h"
#include "returns/plan.h"
#include "returns/plugin.h"
#include "returns/split.h"
#include "sales/amount.h"

/* ---- rules of the mode ---- */

static uint32_t count_lines(const sinv_doc *doc, const sinv_return_plan *plan,
                            bool is_out)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed && plan->lines[i].is_out == is_out)
            count++;
    return count;
}

static bool names_order_lines(const sinv_doc *doc, const sinv_return_plan *plan)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed && plan->lines[i].order.order &&
            !plan->lines[i].shipment)
            return true;
    return false;
}

static salesinv_status check_mode(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_return_plan *plan)
{
    int64_t mode = sinv_doc_int(doc, SINV_RETURN_MODE);
    salesinv_status rc = SALESINV_OK;

    if (sinv_return_plugin_of(mode) >= 0)
        rc = sinv_setting_require(txn, sinv_return_plugin_of(mode), "mode");
    if (rc == SALESINV_OK && plan->orders.count > 1 && names_order_lines(doc, plan))
        rc = sinv_setting_require(txn, SINV_SET_RETURN_SEVERAL_ORDERS, "lines");
    if (rc != SALESINV_OK)
        return rc;
    if (count_lines(doc, plan, false) == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                            "a return has at least one line of goods that come in");
    if (mode == SALESINV_RETURN_EXCHANGE && count_lines(doc, plan, true) == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                            "an exchange has at least one line of goods that go out");
    return SALESINV_OK;
}

/* Of whatever a line names. */
static salesinv_status check_sources(sinv_txn *txn, const sinv_doc *doc,
                                     const sinv_return_plan *plan)
{
    const uint32_t ordered = SINV_ORDER_SHIPPING | SINV_IN(SALESINV_STATUS_CLOSED);

    for (uint32_t i = 0; i < doc->line_count; i++) {
        const sinv_return_line *line = &plan->lines[i];

        if (doc->lines[i].is_removed)
            continue;
        if (line->shipment &&
            !(SINV_SHIPMENT_OUT &
              SINV_IN(sinv_doc_int(line->shipment, SINV_HEAD_STATUS))))
            return sinv_doc_refuse_state(txn, "shipment", "shipment", line->shipment,
                                         "its goods are not out");
        if (line->order.order && !line->shipment &&
            !(ordered & SINV_IN(sinv_doc_int(line->order.order, SINV_HEAD_STATUS))))
            return sinv_doc_refuse_state(txn, "order", "order", line->order.order,
                                         "only confirmed orders are returned");
    }
    return SALESINV_OK;
}

/* What comes in without a source has a price; it and what goes out are of active products, also when the draft is older. */
static salesinv_status check_unsourced(sinv_txn *txn, const sinv_doc *doc,
                                       const sinv_return_plan *plan)
{
    sinv_product product;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (doc->lines[i].is_removed || plan->lines[i].order.order)
            continue;
        if (sinv_row_is_null(doc->lines[i].row, SINV_RETURN_LINE_PRICE))
            return sinv_err_set(txn->err, SALESINV_E_ARG,
                                sinv_doc_field(txn, (int32_t)i, "price"),
                                "price is required: the goods have no source");
        rc = sinv_product_for_line(txn, (int32_t)i,
                                   sinv_doc_line_int(doc, i, SINV_RETURN_LINE_PRODUCT),
                                   true, &product);
    }
    return rc;
}

/* ---- goods ---- */

/* The batch that comes back is one that left. */
static salesinv_status check_batch(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_return_plan *plan, uint32_t index)
{
    const sinv_return_line *line = &plan->lines[index];

    return line->shipment
               ? sinv_shipment_check_batch(
                     txn, line->shipment, line->index,
                     sinv_doc_line_int(doc, index, SINV_RETURN_LINE_BATCH), index)
               : SALESINV_OK;
}

static salesinv_status require_qty(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    if (sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY) > 0)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG,
                        sinv_doc_field(txn, (int32_t)index, "qty"), "qty is required");
}

static salesinv_status read_goods(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (doc->lines[i].is_removed)
            continue;
        if ((rc = require_qty(txn, doc, i)) != SALESINV_OK ||
            (rc = check_batch(txn, doc, plan, i)) != SALESINV_OK ||
            (rc = sinv_return_split(txn, doc, plan, i)) != SALESINV_OK)
            return rc;
        rc = sinv_return_read_goods(txn, doc, plan, i);
    }
    return rc == SALESINV_OK
               ? sinv_goods_check_distinct(txn, plan->goods, doc->line_count)
               : rc;
}

/* Serials must be out: on the shipment line that is named, or anywhere; without a source they may be new. */
static salesinv_status check_serials_out(sinv_txn *txn, const sinv_doc *doc,
                                         sinv_return_plan *plan, uint32_t index)
{
    const sinv_return_line *line = &plan->lines[index];
    sinv_serial_change *change = &plan->goods[index].change;
    int64_t is_new_legal = 0;
    salesinv_status rc = SALESINV_OK;

    if (!plan->goods[index].has_serials)
        return SALESINV_OK;
    change->from_states = SINV_SERIAL_BIT(SINV_SERIAL_USED);
    change->batch = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_BATCH);
    if (line->shipment)
        change->from_holder = sinv_doc_line_of(line->shipment, line->index);
    if (!line->order.order)
        rc = sinv_setting_int(txn, SINV_SET_RETURN_FREE_NEW_SERIALS, NULL,
                              &is_new_legal);
    if (is_new_legal) {
        change->from_states |= SINV_SERIAL_BIT(SINV_SERIAL_UNUSED);
        change->flags |= SINV_SERIAL_REGISTER;
    }
    return rc == SALESINV_OK ? sinv_goods_check_serials(txn, &plan->goods[index]) : rc;
}

/* Where the serials of a line go: on their way, or in. */
static void lead_serials(const sinv_return_plan *plan, uint32_t index, bool is_in)
{
    sinv_goods *goods = &plan->goods[index];
    sinv_serial_change *change = &goods->change;

    change->to_state = is_in ? SINV_SERIAL_IN_STOCK : SINV_SERIAL_INCOMING;
    change->to_holder = is_in ? 0 : change->line;
    change->to_warehouse = is_in ? goods->warehouse : 0;
    change->to_bin = is_in ? goods->bin : 0;
}

/* Unless it is named: where the first goods left. */
static salesinv_status settle_warehouse(sinv_txn *txn, sinv_doc *doc,
                                        const sinv_return_plan *plan, sinv_row **out)
{
    for (uint32_t i = 0;
         i < plan->booking_count && sinv_doc_int(doc, SINV_RETURN_WAREHOUSE) == 0; i++)
        if (plan->bookings[i].shipment)
            sinv_row_change_int(
                doc->head, SINV_RETURN_WAREHOUSE,
                sinv_doc_int(plan->bookings[i].shipment, SINV_SHIPMENT_WAREHOUSE));
    if (sinv_doc_int(doc, SINV_RETURN_WAREHOUSE) == 0 && sinv_return_is_pushed(doc))
        return SALESINV_OK; /* the ERP finds one */
    return sinv_warehouse_for_document(txn, "warehouse",
                                       sinv_doc_int(doc, SINV_RETURN_WAREHOUSE), out);
}

/* The goods that come in with this step, where they will lie; when they come separately that is asked then. */
static salesinv_status place_goods(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    bool is_in = plan->step == SINV_RETURN_CONFIRM && !plan->is_separate;
    sinv_row *warehouse = NULL;
    salesinv_status rc = SALESINV_OK;

    if (sinv_return_has_goods(doc, plan))
        rc = settle_warehouse(txn, doc, plan, &warehouse);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (!sinv_return_is_in(doc, plan, i) || plan->lines[i].moving == 0)
            continue;
        if (!plan->is_separate)
            rc = sinv_return_read_place(txn, doc, plan, i, warehouse);
        lead_serials(plan, i, is_in);
    }
    return rc == SALESINV_OK && is_in ? sinv_return_check_room(txn, doc, plan, false)
                                      : rc;
}

/* Whose stock it moves is fixed at submission, by the edition of that time. */
static salesinv_status fix_origin(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_edition edition;
    salesinv_status rc = sinv_edition_read(txn, &edition);

    if (rc == SALESINV_OK)
        sinv_row_change_int(doc->head, SINV_RETURN_ORIGIN,
                            edition == SALESINV_EDITION_INTEGRATION
                                ? SALESINV_ORIGIN_INTEGRATION
                                : SALESINV_ORIGIN_OWN);
    return rc;
}

/* Fixed at submission. An ERP says later what it took in; here both halves of an exchange go together. */
static salesinv_status fix_goods_in(sinv_txn *txn, sinv_doc *doc,
                                    sinv_return_plan *plan)
{
    int64_t goods_in = SALESINV_GOODS_IN_AT_CONFIRM;
    bool has_goods = sinv_return_has_goods(doc, plan);
    salesinv_status rc = SALESINV_OK;

    if (has_goods && sinv_return_is_pushed(doc))
        goods_in = SALESINV_GOODS_IN_SEPARATE;
    else if (has_goods &&
             sinv_doc_int(doc, SINV_RETURN_MODE) != SALESINV_RETURN_EXCHANGE)
        rc = sinv_setting_int(txn, SINV_SET_RETURN_GOODS_IN, NULL, &goods_in);
    sinv_row_change_int(doc->head, SINV_RETURN_GOODS_IN, goods_in);
    plan->is_separate = goods_in == SALESINV_GOODS_IN_SEPARATE;
    return rc;
}

/* ---- the steps ---- */

static salesinv_status check_rules(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    sinv_row *account;
    salesinv_status rc;

    if ((rc = check_mode(txn, doc, plan)) != SALESINV_OK ||
        (rc = check_sources(txn, doc, plan)) != SALESINV_OK ||
        (rc = check_unsourced(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return sinv_doc_int(doc, SINV_RETURN_MODE) == SALESINV_RETURN_EXCHANGE
               ? sinv_account_for_document(
                     txn, "account", sinv_doc_int(doc, SINV_RETURN_ACCOUNT), &account)
               : SALESINV_OK;
}

static salesinv_status check_in(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    salesinv_status rc;

    if ((rc = read_goods(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_return_choose_named(txn, doc, plan)) != SALESINV_OK ||
        (rc = fix_goods_in(txn, doc, plan)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i))
            rc = check_serials_out(txn, doc, plan, i);
    if (rc != SALESINV_OK || (rc = sinv_return_choose(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return place_goods(txn, doc, plan);
}

salesinv_status sinv_return_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc = sinv_return_plan_get(txn, doc, &plan);

    if (rc != SALESINV_OK)
        return rc;
    plan->step = doc->is_direct ? SINV_RETURN_CONFIRM : SINV_RETURN_PEND;
    if ((rc = fix_origin(txn, doc)) != SALESINV_OK ||
        (rc = check_rules(txn, doc, plan)) != SALESINV_OK ||
        (rc = check_in(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_exchange_check_out(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_return_price(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return plan->step == SINV_RETURN_CONFIRM ? sinv_return_find_releases(txn, plan)
                                             : SALESINV_OK;
}

/* The serials are on their way, by the line itself. */
static salesinv_status check_arriving(sinv_txn *txn, sinv_doc *doc,
                                      sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_serial_change *change = &plan->goods[i].change;

        if (!sinv_return_is_in(doc, plan, i) || plan->lines[i].moving == 0)
            continue;
        change->from_states = SINV_SERIAL_BIT(SINV_SERIAL_INCOMING);
        change->from_holder = change->line;
        rc = sinv_goods_check_serials(txn, &plan->goods[i]);
    }
    return rc;
}

static salesinv_status check_arrival(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = sinv_return_read_goods(txn, doc, plan, i);
    if (rc != SALESINV_OK ||
        (rc = sinv_goods_check_distinct(txn, plan->goods, doc->line_count)) !=
            SALESINV_OK ||
        (rc = place_goods(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return check_arriving(txn, doc, plan);
}

salesinv_status sinv_return_check_approve(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc = sinv_return_plan_load(txn, doc, &plan);

    if (rc != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_CONFIRM;
    plan->was_pending = true;
    if ((rc = sinv_return_check_unshipped(txn, plan)) != SALESINV_OK ||
        (!plan->is_separate && (rc = check_arrival(txn, doc, plan)) != SALESINV_OK) ||
        (rc = sinv_exchange_check_out(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return sinv_return_find_releases(txn, plan);
}
