/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serials of a result: those that it names and the line did not bring in or out before, and those of before that it names no more. The
 * others may have moved on since, and nobody asks where they are.
 */
#include "base/decimal.h"
#include "inventory/line_serial.h"
#include "returns/result_plan.h"

static bool is_out(const sinv_result *result, uint32_t index)
{
    return result->plan->lines[index].is_out;
}

static const char *field_of(sinv_txn *txn, uint32_t index)
{
    return sinv_doc_field(txn, (int32_t)index, "serials");
}

static void start_set(sinv_txn *txn, uint32_t index, sinv_serial_set *out)
{
    sinv_serial_set_init(out, txn->err, txn->arena, field_of(txn, index));
}

/* What the line is about: announced goods that come in, those sent before that go out; and which of them it brought there. */
static salesinv_status read_known(sinv_txn *txn, const sinv_result *result,
                                  uint32_t index, sinv_serial_set *all,
                                  sinv_serial_set *had)
{
    const sinv_goods *goods = &result->plan->goods[index];
    salesinv_status rc;

    start_set(txn, index, all);
    start_set(txn, index, had);
    if ((rc = sinv_line_serial_load(txn, goods->change.line, all)) != SALESINV_OK)
        return rc;
    return sinv_serial_brought(
        txn, goods->change.scope, all, goods->change.line,
        is_out(result, index) ? SINV_SERIAL_USED : SINV_SERIAL_IN_STOCK, had);
}

/* As named; else those of before, or all that were announced, if that is how many they are. */
static salesinv_status read_named(sinv_txn *txn, const sinv_result *result,
                                  uint32_t index, const sinv_serial_set *all,
                                  const sinv_serial_set *had)
{
    sinv_result_line *line = &result->lines[index];
    int64_t units = line->total / SINV_QTY_ONE;
    salesinv_status rc;

    start_set(txn, index, &line->named);
    if (line->given && line->given->has_serials) {
        rc = sinv_serial_set_add_draft(&line->named, line->given);
        if (rc == SALESINV_OK)
            rc = sinv_serial_set_close(&line->named);
    } else if (units == had->total) {
        line->named = *had;
        rc = SALESINV_OK;
    } else if (units == all->total && !is_out(result, index)) {
        line->named = *all;
        rc = SALESINV_OK;
    } else {
        rc = sinv_serial_set_close(&line->named);
    }
    return rc == SALESINV_OK ? sinv_serial_set_expect(&line->named, line->total) : rc;
}

/* ---- what changes ---- */

static sinv_serial_change as_added(const sinv_result *result, uint32_t index)
{
    const sinv_goods *goods = &result->plan->goods[index];
    sinv_serial_change change = goods->change;

    if (is_out(result, index)) {
        change.flags =
            SINV_SERIAL_REGISTER | (SINV_SERIAL_FREE | SINV_SERIAL_SAME_ACCOUNT);
        change.from_states = SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK) |
                             SINV_SERIAL_BIT(SINV_SERIAL_UNUSED) |
                             SINV_SERIAL_BIT(SINV_SERIAL_USED);
        change.to_state = SINV_SERIAL_USED;
        change.to_account = sinv_doc_int(result->doc, SINV_RETURN_ACCOUNT);
        change.to_holder = change.line;
        return change;
    }
    change.flags = SINV_SERIAL_THROUGH;
    change.from_states = SINV_SERIAL_BIT(SINV_SERIAL_INCOMING);
    change.from_holder = change.line;
    change.to_state = SINV_SERIAL_IN_STOCK;
    change.to_warehouse = goods->warehouse;
    change.to_bin = goods->bin;
    return change;
}

/*
 * Goods in are on their way again, wherever the ERP's own record of the serials, which may come first, says that they are; goods out are
 * where they came from.
 */
static sinv_serial_change as_removed(const sinv_result *result, uint32_t index)
{
    sinv_serial_change change = result->plan->goods[index].change;

    if (is_out(result, index)) {
        change.flags = SINV_SERIAL_RESTORE | SINV_SERIAL_THROUGH;
        change.from_states = SINV_SERIAL_BIT(SINV_SERIAL_USED);
        change.from_holder = change.line;
        return change;
    }
    change.flags = SINV_SERIAL_THROUGH;
    change.from_states =
        SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK) | SINV_SERIAL_BIT(SINV_SERIAL_USED);
    change.to_state = SINV_SERIAL_INCOMING;
    change.to_holder = change.line;
    return change;
}

static salesinv_status check_added(sinv_txn *txn, const sinv_result *result,
                                   uint32_t index)
{
    const sinv_serial_change change = as_added(result, index);

    return sinv_serial_check(txn, &result->lines[index].added, &change, NULL);
}

/* No line took them on since, or what one did was taken back. */
static salesinv_status check_removed(sinv_txn *txn, const sinv_result *result,
                                     uint32_t index)
{
    sinv_serial_change change = as_removed(result, index);

    if (!is_out(result, index)) {
        change.flags |= (SINV_SERIAL_FREE | SINV_SERIAL_SAME_ACCOUNT);
        change.to_account = sinv_doc_int(result->doc, SINV_RETURN_ACCOUNT);
    }
    change.flags |= SINV_SERIAL_RESTORE;
    change.to_state = 0;
    return sinv_serial_check(txn, &result->lines[index].removed, &change, NULL);
}

salesinv_status sinv_result_check_serials(sinv_txn *txn, const sinv_result *result,
                                          uint32_t index)
{
    sinv_result_line *line = &result->lines[index];
    sinv_goods *goods = &result->plan->goods[index];
    sinv_serial_set all;
    sinv_serial_set had;
    salesinv_status rc;

    if (goods->product.tracking != SALESINV_TRACKING_SERIAL)
        return line->given && line->given->serial_count > 0
                   ? sinv_goods_take_serials(txn, result->doc, index, line->given,
                                             goods)
                   : SALESINV_OK;
    goods->change = (sinv_serial_change){.field = field_of(txn, index),
                                         .product = goods->product.id,
                                         .line = sinv_doc_line_of(result->doc, index)};
    if ((rc = sinv_goods_scope(txn, goods->product.id, &goods->change.scope)) !=
            SALESINV_OK ||
        (rc = read_known(txn, result, index, &all, &had)) != SALESINV_OK ||
        (rc = read_named(txn, result, index, &all, &had)) != SALESINV_OK)
        return rc;
    start_set(txn, index, &line->added);
    start_set(txn, index, &line->removed);
    goods->serials = line->named;
    goods->has_serials = true;
    if ((rc = sinv_serial_set_subtract(&line->named, &had, &line->added)) !=
            SALESINV_OK ||
        (rc = sinv_serial_set_subtract(&had, &line->named, &line->removed)) !=
            SALESINV_OK ||
        (rc = check_removed(txn, result, index)) != SALESINV_OK)
        return rc;
    return check_added(txn, result, index);
}

salesinv_status sinv_result_distribute(sinv_txn *txn, const sinv_result *result,
                                       uint32_t index)
{
    const sinv_result_line *line = &result->lines[index];
    sinv_serial_change added = as_added(result, index);
    sinv_serial_change removed = as_removed(result, index);
    salesinv_status rc;

    result->plan->lines[index].moving = line->total - line->before;
    if (is_out(result, index))
        return SALESINV_OK;
    if (!result->plan->goods[index].has_serials)
        return sinv_return_distribute(txn, result->plan, index);
    rc = sinv_return_distribute_serials(txn, result->plan, index, &line->removed,
                                        &removed, -1);
    return rc == SALESINV_OK ? sinv_return_distribute_serials(txn, result->plan, index,
                                                              &line->added, &added, 1)
                             : rc;
}

/* A line that sends goods out names those that it sent. */
static salesinv_status note_sent(sinv_txn *txn, const sinv_result *result,
                                 uint32_t index)
{
    const sinv_result_line *line = &result->lines[index];

    if (!is_out(result, index) || (line->added.count == 0 && line->removed.count == 0))
        return SALESINV_OK;
    return sinv_line_serial_store(txn, sinv_doc_line_of(result->doc, index),
                                  &line->named);
}

salesinv_status sinv_result_move_serials(sinv_txn *txn, const sinv_result *result,
                                         uint32_t index)
{
    const sinv_result_line *line = &result->lines[index];
    const sinv_serial_change removed = as_removed(result, index);
    const sinv_serial_change added = as_added(result, index);
    salesinv_status rc;

    if (!result->plan->goods[index].has_serials)
        return SALESINV_OK;
    if ((rc = sinv_serial_change_set(txn, &line->removed, &removed)) != SALESINV_OK ||
        (rc = sinv_serial_change_set(txn, &line->added, &added)) != SALESINV_OK)
        return rc;
    return note_sent(txn, result, index);
}
