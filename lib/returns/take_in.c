/* SPDX-License-Identifier: Apache-2.0 */
/* Goods of a return that come in separately: in parts, by quantity or serials, until nothing is open. */
#include "base/checked.h"
#include "base/decimal.h"
#include "inventory/warehouse.h"
#include "returns/plan.h"
#include "sales/amount.h"

#define GIVEN_COLUMNS                                                                  \
    (UINT64_C(1) << SINV_RETURN_LINE_QTY | UINT64_C(1) << SINV_RETURN_LINE_BIN |       \
     UINT64_C(1) << SINV_RETURN_LINE_BATCH)

static bool gave(const sinv_draft_line *given, int32_t column)
{
    return given && (given->row->changed >> column & 1) != 0;
}

/* ---- what the draft says ---- */

static salesinv_status check_given(sinv_txn *txn, const sinv_doc *doc,
                                   const salesinv_draft *draft,
                                   const sinv_return_plan *plan)
{
    if (draft->head->changed)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "draft",
                            "goods in set fields of lines alone");
    for (uint32_t i = 0; i < draft->line_count; i++) {
        const sinv_draft_line *line = &draft->lines[i];
        int32_t index = line->number != 0 ? sinv_doc_find_line(doc, line->number) : -1;

        if (index < 0 || !sinv_return_is_in(doc, plan, (uint32_t)index))
            return sinv_err_set(txn->err,
                                line->number ? SALESINV_E_NOT_FOUND : SALESINV_E_ARG,
                                sinv_doc_field(txn, (int32_t)i, "line"),
                                "goods in name lines of the return: %lld is none",
                                (long long)line->number);
        if (line->row->changed & ~GIVEN_COLUMNS)
            return sinv_err_set(txn->err, SALESINV_E_ARG,
                                sinv_doc_field(txn, (int32_t)i, "qty"),
                                "goods in set qty, bin, batch and serials alone");
    }
    return SALESINV_OK;
}

static const sinv_draft_line *given_for(const sinv_doc *doc, uint32_t index)
{
    const salesinv_draft *draft = doc->draft;
    int64_t number = sinv_doc_line_int(doc, index, SINV_LINE_NUMBER);

    for (uint32_t i = 0; draft && i < draft->line_count; i++)
        if (draft->lines[i].number == number)
            return &draft->lines[i];
    return NULL;
}

/* As given, else as many as serials are named, else all that is open; nothing of a line that the draft does not name. */
static salesinv_status quantity(sinv_txn *txn, const sinv_doc *doc,
                                sinv_return_plan *plan, uint32_t index,
                                const sinv_draft_line *given)
{
    int64_t open = sinv_return_open(doc, index);
    int64_t *qty = &plan->lines[index].moving;
    sinv_serial_set named;
    salesinv_status rc;

    *qty = doc->draft && doc->draft->has_lines && !given ? 0 : open;
    if (gave(given, SINV_RETURN_LINE_QTY)) {
        *qty = sinv_row_int(given->row, SINV_RETURN_LINE_QTY);
    } else if (given && given->serial_count > 0) {
        sinv_serial_set_init(&named, txn->err, txn->arena,
                             sinv_doc_field(txn, (int32_t)index, "serials"));
        if ((rc = sinv_serial_set_add_draft(&named, given)) != SALESINV_OK ||
            (rc = sinv_serial_set_close(&named)) != SALESINV_OK)
            return rc;
        if (!sinv_mul_i64(named.total, SINV_QTY_ONE, qty))
            *qty = INT64_MAX; /* more than is open all the same */
    }
    if (*qty <= open)
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_EXCEEDS_REMAINING,
                      sinv_doc_field(txn, (int32_t)index, "qty"),
                      "%s are to come in, %s are open", sinv_txn_qty(txn, *qty),
                      sinv_txn_qty(txn, open));
    sinv_err_add_qty(txn->err, "wanted", *qty);
    sinv_err_add_qty(txn->err, "open", open);
    return rc;
}

/* Bin and batch may be said when the first goods come in, and are then the line's. */
static salesinv_status take_place(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                  const sinv_draft_line *given, int32_t column,
                                  const char *key)
{
    sinv_row *row = doc->lines[index].row;
    int64_t value;

    if (!gave(given, column))
        return SALESINV_OK;
    value = sinv_row_int(given->row, column);
    if (sinv_row_int(row, column) != value &&
        sinv_row_int(row, SINV_RETURN_LINE_RECEIVED) > 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, key),
                            "%s %lld took in the first goods of the line", key,
                            (long long)sinv_row_int(row, column));
    sinv_row_change_int(row, column, value);
    return SALESINV_OK;
}

/* Goods that are of another batch after all: is as much of it away as the lines up to this one turn to it? */
static salesinv_status check_turned(sinv_txn *txn, const sinv_doc *doc,
                                    const sinv_return_plan *plan,
                                    const sinv_booking *of)
{
    int64_t batch = sinv_doc_line_int(doc, of->line, SINV_RETURN_LINE_BATCH);
    int64_t turned = 0;
    int64_t away;
    salesinv_status rc;

    if (batch == of->batch)
        return SALESINV_OK;
    rc = sinv_shipment_batch_away(txn, of->shipment, of->index, batch, &away);
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        const sinv_booking *other = &plan->bookings[i];

        if (other->shipment == of->shipment && other->index == of->index &&
            other->line <= of->line && other->batch != batch &&
            sinv_doc_line_int(doc, other->line, SINV_RETURN_LINE_BATCH) == batch)
            turned += other->qty;
    }
    return rc == SALESINV_OK && turned > away
               ? sinv_booking_refuse(txn, of, batch, turned, away)
               : rc;
}

salesinv_status sinv_return_check_batch(sinv_txn *txn, const sinv_doc *doc,
                                        const sinv_return_plan *plan, uint32_t index)
{
    int64_t given = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_BATCH);
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->booking_count && rc == SALESINV_OK; i++) {
        const sinv_booking *of = &plan->bookings[i];

        if (!of->shipment || of->line != index)
            continue;
        rc = sinv_shipment_check_batch(txn, of->shipment, of->index, given, index);
        if (rc == SALESINV_OK)
            rc = check_turned(txn, doc, plan, of);
    }
    return rc;
}

/* ---- the goods ---- */

/* Those that are named, else all that are on their way. */
static salesinv_status read_serials(sinv_txn *txn, sinv_doc *doc,
                                    sinv_return_plan *plan, uint32_t index,
                                    const sinv_draft_line *given)
{
    sinv_goods *goods = &plan->goods[index];
    int64_t moving = plan->lines[index].moving;
    sinv_serial_set all;
    salesinv_status rc;

    plan->lines[index].moving = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY) -
                                plan->lines[index].unshipped;
    rc = sinv_return_read_goods(txn, doc, plan, index);
    plan->lines[index].moving = moving;
    goods->qty = moving;
    if (rc != SALESINV_OK)
        return rc;
    if (given && given->has_serials)
        return sinv_goods_take_serials(txn, doc, index, given, goods);
    if (!goods->has_serials)
        return SALESINV_OK;
    all = goods->serials;
    sinv_serial_set_init(&goods->serials, txn->err, txn->arena, goods->change.field);
    if (moving == sinv_return_open(doc, index))
        rc = sinv_serial_brought(txn, goods->change.scope, &all, goods->change.line,
                                 SINV_SERIAL_INCOMING, &goods->serials);
    else
        rc = sinv_serial_set_close(&goods->serials);
    return rc == SALESINV_OK ? sinv_serial_set_expect(&goods->serials, goods->qty) : rc;
}

static salesinv_status check_serials(sinv_txn *txn, sinv_goods *goods)
{
    sinv_serial_change *change = &goods->change;

    change->from_states = SINV_SERIAL_BIT(SINV_SERIAL_INCOMING);
    change->from_holder = change->line;
    change->to_state = SINV_SERIAL_IN_STOCK;
    change->to_warehouse = goods->warehouse;
    change->to_bin = goods->bin;
    return sinv_goods_check_serials(txn, goods);
}

static salesinv_status check_line(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan,
                                  uint32_t index, const sinv_row *warehouse)
{
    const sinv_draft_line *given = given_for(doc, index);
    salesinv_status rc = quantity(txn, doc, plan, index, given);

    if (rc != SALESINV_OK || plan->lines[index].moving == 0)
        return rc;
    if ((rc = take_place(txn, doc, index, given, SINV_RETURN_LINE_BIN, "bin")) !=
            SALESINV_OK ||
        (rc = take_place(txn, doc, index, given, SINV_RETURN_LINE_BATCH, "batch")) !=
            SALESINV_OK ||
        (rc = sinv_return_check_batch(txn, doc, plan, index)) != SALESINV_OK ||
        (rc = read_serials(txn, doc, plan, index, given)) != SALESINV_OK ||
        (rc = sinv_return_read_place(txn, doc, plan, index, warehouse)) != SALESINV_OK)
        return rc;
    rc = check_serials(txn, &plan->goods[index]);
    return rc == SALESINV_OK ? sinv_return_distribute(txn, plan, index) : rc;
}

static salesinv_status check_lines(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan,
                                   const sinv_row *warehouse)
{
    bool has_goods = false;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->booking_count; i++)
        plan->bookings[i].moving = 0;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (!sinv_return_is_in(doc, plan, i))
            continue;
        rc = check_line(txn, doc, plan, i, warehouse);
        has_goods |= plan->lines[i].moving > 0;
    }
    if (rc != SALESINV_OK)
        return rc;
    if (!has_goods)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lines", "no goods come in");
    rc = sinv_goods_check_distinct(txn, plan->goods, doc->line_count);
    return rc == SALESINV_OK ? sinv_return_check_room(txn, doc, plan, false) : rc;
}

salesinv_status sinv_return_check_take_in(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    sinv_row *warehouse;
    salesinv_status rc = sinv_return_require_separate(txn, doc);

    if (rc == SALESINV_OK && sinv_return_is_pushed(doc))
        rc = sinv_err_set(txn->err, SALESINV_E_SYNC_ONLY, "origin",
                          "return %lld was pushed to the ERP: what comes in is its "
                          "result, by synchronisation alone",
                          (long long)sinv_doc_id(doc));
    if (rc != SALESINV_OK ||
        (rc = sinv_return_plan_load(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_TAKE_IN;
    if (doc->draft && (rc = check_given(txn, doc, doc->draft, plan)) != SALESINV_OK)
        return rc;
    rc = sinv_warehouse_for_document(
        txn, "warehouse", sinv_doc_int(doc, SINV_RETURN_WAREHOUSE), &warehouse);
    return rc == SALESINV_OK ? check_lines(txn, doc, plan, warehouse) : rc;
}

/* ---- carried out ---- */

salesinv_status sinv_return_apply_take_in(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan = doc->plan;
    salesinv_status rc;

    sinv_return_count_pending(plan, -1);
    if ((rc = sinv_return_take_goods(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_booking_save(txn, doc, plan)) != SALESINV_OK)
        return rc;
    if (sinv_return_is_done(doc, plan))
        sinv_row_set_int(doc->head, SINV_HEAD_STATUS, SALESINV_STATUS_RECEIVED);
    return sinv_return_store_sources(txn, doc, plan, SALESINV_EVENT_GOODS_IN,
                                     sinv_doc_int(doc, SINV_RETURN_MODE) ==
                                         SALESINV_RETURN_ORDER);
}
