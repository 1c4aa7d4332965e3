/* SPDX-License-Identifier: Apache-2.0 */
/* Results of the ERP about a return: held against what was known of it, and the difference carried out. */
#include "returns/result.h"

#include "base/checked.h"
#include "base/decimal.h"
#include "catalog/fields.h"
#include "document/verbs.h"
#include "returns/result_plan.h"
#include "sales/amount.h"

#define BIT(column) (UINT64_C(1) << (column))
#define OF(status) SINV_IN(SALESINV_STATUS_##status)

enum { TAKES = OF(CONFIRMED) | OF(RECEIVED) };

static bool gave(const sinv_draft_line *given, int32_t column)
{
    return given && (given->row->changed & BIT(column)) != 0;
}

/* ---- what the draft says ---- */

static salesinv_status take_line(sinv_txn *txn, sinv_result *result,
                                 const salesinv_draft *draft, uint32_t place)
{
    const uint64_t settable = BIT(SINV_RETURN_LINE_QTY) | BIT(SINV_RETURN_LINE_BIN) |
                              BIT(SINV_RETURN_LINE_BATCH);
    const sinv_draft_line *given = &draft->lines[place];
    const char *field = sinv_doc_field(txn, (int32_t)place, "line");
    int32_t index =
        given->number != 0 ? sinv_doc_find_line(result->doc, given->number) : -1;

    if (index < 0)
        return sinv_err_set(
            txn->err, SALESINV_E_NOT_FOUND, field, "return %lld has no line %lld",
            (long long)sinv_doc_id(result->doc), (long long)given->number);
    if (result->lines[index].given)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field, "line %lld is named twice",
                            (long long)given->number);
    if (given->row->changed & ~settable)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                            "results set qty, bin, batch and serials alone");
    result->lines[index].given = given;
    return SALESINV_OK;
}

static salesinv_status take_warehouse(sinv_txn *txn, const sinv_doc *doc,
                                      const sinv_row *given, int32_t column,
                                      const char *field)
{
    sinv_row *row;
    salesinv_status rc;

    if (!(given->changed & BIT(column)))
        return SALESINV_OK;
    rc = sinv_doc_ref(txn, field, SALESINV_KIND_WAREHOUSE, sinv_row_int(given, column),
                      &row);
    if (rc == SALESINV_OK)
        sinv_row_change_int(doc->head, column, sinv_row_int(given, column));
    return rc;
}

static salesinv_status take_draft(sinv_txn *txn, sinv_result *result,
                                  const salesinv_draft *draft)
{
    const uint64_t settable =
        BIT(SINV_RETURN_WAREHOUSE) | BIT(SINV_RETURN_OUT_WAREHOUSE);
    salesinv_status rc;

    if (draft->head->changed & ~settable)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "draft",
                            "results set the warehouses of a return alone");
    if ((rc = take_warehouse(txn, result->doc, draft->head, SINV_RETURN_WAREHOUSE,
                             "warehouse")) != SALESINV_OK ||
        (rc = take_warehouse(txn, result->doc, draft->head, SINV_RETURN_OUT_WAREHOUSE,
                             "out_warehouse")) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < draft->line_count && rc == SALESINV_OK; i++)
        rc = take_line(txn, result, draft, i);
    return rc;
}

/* Of line `index`, as much as it may ever be. */
static int64_t whole(const sinv_result *result, uint32_t index)
{
    return sinv_return_open(result->doc, index) + result->lines[index].before;
}

/* As given, else as many as serials are named, else all. */
static salesinv_status read_qty(sinv_txn *txn, const sinv_result *result,
                                uint32_t index)
{
    sinv_result_line *line = &result->lines[index];
    const sinv_draft_line *given = line->given;
    const char *field = sinv_doc_field(txn, (int32_t)index, "qty");
    sinv_serial_set named;
    int64_t open = whole(result, index);
    salesinv_status rc;

    line->total = given ? open : 0;
    if (gave(given, SINV_RETURN_LINE_QTY)) {
        line->total = sinv_row_int(given->row, SINV_RETURN_LINE_QTY);
    } else if (given && given->serial_count > 0) {
        sinv_serial_set_init(&named, txn->err, txn->arena,
                             sinv_doc_field(txn, (int32_t)index, "serials"));
        if ((rc = sinv_serial_set_add_draft(&named, given)) != SALESINV_OK ||
            (rc = sinv_serial_set_close(&named)) != SALESINV_OK)
            return rc;
        if (!sinv_mul_i64(named.total, SINV_QTY_ONE, &line->total))
            line->total = INT64_MAX; /* more than the line is of all the same */
    }
    if (line->total == 0)
        return SALESINV_OK;
    if (line->total <= open)
        return sinv_product_check_qty(txn, &result->plan->goods[index].product, field,
                                      line->total);
    rc = sinv_err_set(
        txn->err, SALESINV_E_EXCEEDS_REMAINING, field,
        "the result says %s of line %lld, it is of %s", sinv_txn_qty(txn, line->total),
        (long long)sinv_doc_line_int(result->doc, index, SINV_LINE_NUMBER),
        sinv_txn_qty(txn, open));
    sinv_err_add_qty(txn->err, "wanted", line->total);
    sinv_err_add_qty(txn->err, "open", open);
    return rc;
}

/* ---- places ---- */

static salesinv_status check_bin(sinv_txn *txn, const sinv_goods *goods, uint32_t index)
{
    const char *field = sinv_doc_field(txn, (int32_t)index, "bin");
    sinv_row *bin;
    salesinv_status rc = sinv_doc_ref(txn, field, SALESINV_KIND_BIN, goods->bin, &bin);

    if (rc != SALESINV_OK || sinv_row_int(bin, SINV_BIN_WAREHOUSE) == goods->warehouse)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_BIN_MISMATCH, field,
                      "bin %lld is not one of warehouse %lld", (long long)goods->bin,
                      (long long)goods->warehouse);
    sinv_err_add_int(txn->err, "bin", goods->bin);
    sinv_err_add_int(txn->err, "warehouse", goods->warehouse);
    return rc;
}

static salesinv_status read_bin(sinv_txn *txn, const sinv_result *result,
                                uint32_t index)
{
    sinv_row *row = result->doc->lines[index].row;
    const sinv_result_line *line = &result->lines[index];
    bool is_out = result->plan->lines[index].is_out;
    sinv_goods *goods = &result->plan->goods[index];
    bool is_given = gave(line->given, SINV_RETURN_LINE_BIN);

    if (is_given)
        sinv_row_change_int(row, SINV_RETURN_LINE_BIN,
                            sinv_row_int(line->given->row, SINV_RETURN_LINE_BIN));
    goods->bin = sinv_row_int(row, SINV_RETURN_LINE_BIN);
    goods->warehouse = sinv_doc_int(result->doc, is_out ? SINV_RETURN_OUT_WAREHOUSE
                                                        : SINV_RETURN_WAREHOUSE);
    if (line->total <= line->before && !is_given)
        return SALESINV_OK;
    if (goods->warehouse == 0 &&
        (goods->bin != 0 ||
         (!is_out && goods->product.tracking == SALESINV_TRACKING_SERIAL)))
        return sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_REQUIRED,
                            is_out ? "out_warehouse" : "warehouse",
                            "neither the result nor return %lld names a warehouse",
                            (long long)sinv_doc_id(result->doc));
    return goods->bin != 0 ? check_bin(txn, goods, index) : SALESINV_OK;
}

static salesinv_status read_batch(sinv_txn *txn, const sinv_result *result,
                                  uint32_t index)
{
    const sinv_draft_line *given = result->lines[index].given;
    const sinv_goods *goods = &result->plan->goods[index];
    const char *field = sinv_doc_field(txn, (int32_t)index, "batch");
    sinv_row *batch;
    salesinv_id id;
    salesinv_status rc;

    if (!gave(given, SINV_RETURN_LINE_BATCH))
        return SALESINV_OK;
    id = sinv_row_int(given->row, SINV_RETURN_LINE_BATCH);
    if ((rc = sinv_doc_ref(txn, field, SALESINV_KIND_BATCH, id, &batch)) != SALESINV_OK)
        return rc;
    if (sinv_row_int(batch, SINV_BATCH_PRODUCT) != goods->product.id) {
        rc = sinv_err_set(txn->err, SALESINV_E_BATCH_MISMATCH, field,
                          "batch %lld is not one of product %lld", (long long)id,
                          (long long)goods->product.id);
        sinv_err_add_int(txn->err, "batch", id);
        sinv_err_add_int(txn->err, "product", goods->product.id);
        return rc;
    }
    sinv_row_change_int(result->doc->lines[index].row, SINV_RETURN_LINE_BATCH, id);
    return result->plan->lines[index].is_out
               ? SALESINV_OK
               : sinv_return_check_batch(txn, result->doc, result->plan, index);
}

static salesinv_status check_line(sinv_txn *txn, const sinv_result *result,
                                  uint32_t index)
{
    sinv_goods *goods = &result->plan->goods[index];
    salesinv_status rc = sinv_product_for_line(
        txn, (int32_t)index,
        sinv_doc_line_int(result->doc, index, SINV_RETURN_LINE_PRODUCT), false,
        &goods->product);

    result->lines[index].before =
        sinv_doc_line_int(result->doc, index, SINV_RETURN_LINE_RECEIVED);
    if (rc != SALESINV_OK || (rc = read_qty(txn, result, index)) != SALESINV_OK ||
        (rc = read_bin(txn, result, index)) != SALESINV_OK ||
        (rc = read_batch(txn, result, index)) != SALESINV_OK ||
        (rc = sinv_result_check_serials(txn, result, index)) != SALESINV_OK)
        return rc;
    return sinv_result_distribute(txn, result, index);
}

/* ---- the whole ---- */

static bool is_changed(const sinv_result *result)
{
    const sinv_doc *doc = result->doc;
    bool is = doc->head->changed != 0;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        const sinv_result_line *line = &result->lines[i];

        is |= doc->lines[i].row->changed != 0 || line->total != line->before ||
              line->added.count > 0 || line->removed.count > 0;
    }
    return is;
}

static salesinv_status refuse(sinv_txn *txn, const sinv_doc *doc, const char *why)
{
    return sinv_doc_refuse_state(txn, "source", "return", doc, why);
}

static bool has_come(const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (sinv_doc_line_int(doc, i, SINV_RETURN_LINE_RECEIVED) != 0)
            return true;
    return false;
}

static salesinv_status load(sinv_txn *txn, salesinv_id id, sinv_result *result)
{
    const uint32_t known = TAKES | OF(CLOSED) | OF(VOID);
    salesinv_status rc = sinv_doc_load(txn, &sinv_return_kind, id, &result->doc);

    if (rc != SALESINV_OK)
        return rc;
    if (!sinv_return_is_pushed(result->doc) ||
        !(known & SINV_IN(sinv_doc_int(result->doc, SINV_HEAD_STATUS))))
        return refuse(txn, result->doc, "it was not pushed to the ERP");
    return SALESINV_OK;
}

/*
 * *out_is_known: nothing is said and nothing was known. Of a return at its end of which nothing came that is all that is taken; what it
 * named may be there no more.
 */
static salesinv_status make_plan(sinv_txn *txn, sinv_result *result,
                                 const salesinv_draft *draft, bool *out_is_known)
{
    bool takes = TAKES & SINV_IN(sinv_doc_int(result->doc, SINV_HEAD_STATUS));
    bool is_empty = !has_come(result->doc);
    bool is_silent = !draft || draft->line_count == 0;
    salesinv_status rc;

    *out_is_known =
        is_empty && is_silent && (!takes || !draft || draft->head->changed == 0);
    if (*out_is_known)
        return SALESINV_OK;
    if (is_empty && !takes)
        return refuse(txn, result->doc, "it takes no other result");
    if ((rc = sinv_return_plan_load(txn, result->doc, &result->plan)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < result->plan->booking_count; i++)
        result->plan->bookings[i].moving = 0;
    return sinv_txn_alloc(txn, (result->doc->line_count + 1) * sizeof(*result->lines),
                          (void **)&result->lines);
}

static salesinv_status check_lines(sinv_txn *txn, const sinv_result *result)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < result->doc->line_count && rc == SALESINV_OK; i++)
        rc = check_line(txn, result, i);
    return rc == SALESINV_OK ? sinv_goods_check_distinct(txn, result->plan->goods,
                                                         result->doc->line_count)
                             : rc;
}

/* One that is void or closed refuses all that is not known already, whatever else is wrong with it. */
static salesinv_status check(sinv_txn *txn, sinv_result *result, bool *out_is_changed)
{
    const sinv_doc *doc = result->doc;
    bool takes = (TAKES & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))) != 0;
    salesinv_status rc = check_lines(txn, result);

    *out_is_changed = rc == SALESINV_OK && is_changed(result);
    if (takes || (rc == SALESINV_OK && !*out_is_changed) ||
        (rc != SALESINV_OK && !sinv_err_is_refusal(rc)))
        return rc;
    return refuse(txn, doc, "it takes no other result");
}

/* Status and event say whether more came, or less. */
static int32_t note(const sinv_result *result)
{
    sinv_doc *doc = result->doc;
    int32_t event = SALESINV_EVENT_UPDATED;
    int64_t status;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        const sinv_result_line *line = &result->lines[i];

        sinv_row_change_int(doc->lines[i].row, SINV_RETURN_LINE_RECEIVED, line->total);
        if (line->total > line->before)
            event = SALESINV_EVENT_GOODS_IN;
    }
    status = sinv_return_is_done(doc, result->plan) ? SALESINV_STATUS_RECEIVED
                                                    : SALESINV_STATUS_CONFIRMED;
    sinv_row_change_int(doc->head, SINV_HEAD_STATUS, status);
    return event;
}

static salesinv_status apply(sinv_txn *txn, const sinv_result *result)
{
    sinv_doc *doc = result->doc;
    sinv_return_plan *plan = result->plan;
    int32_t event;
    salesinv_status rc = SALESINV_OK;

    sinv_return_count_pending(plan, -1);
    sinv_return_count_received(plan);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = sinv_result_move_serials(txn, result, i);
    if (rc != SALESINV_OK || (rc = sinv_booking_save(txn, doc, plan)) != SALESINV_OK)
        return rc;
    event = note(result);
    if ((rc = sinv_return_store_sources(txn, doc, plan, event,
                                        sinv_doc_int(doc, SINV_RETURN_MODE) ==
                                            SALESINV_RETURN_ORDER)) != SALESINV_OK)
        return rc;
    return sinv_doc_store(txn, doc, event);
}

static salesinv_status carry_out(sinv_txn *txn, sinv_result *result,
                                 bool *out_is_changed)
{
    salesinv_status rc = check(txn, result, out_is_changed);

    return rc == SALESINV_OK && *out_is_changed ? apply(txn, result) : rc;
}

salesinv_status sinv_return_result_put(sinv_txn *txn, const salesinv_draft *draft,
                                       salesinv_id id, bool *out_is_changed)
{
    sinv_result result = {NULL, NULL, NULL};
    bool is_known;
    salesinv_status rc;

    *out_is_changed = false;
    if ((rc = load(txn, id, &result)) != SALESINV_OK ||
        (rc = make_plan(txn, &result, draft, &is_known)) != SALESINV_OK || is_known ||
        (rc = take_draft(txn, &result, draft)) != SALESINV_OK)
        return rc;
    return carry_out(txn, &result, out_is_changed);
}

salesinv_status sinv_return_result_void(sinv_txn *txn, salesinv_id id,
                                        const char *reason, bool *out_is_changed)
{
    sinv_result result = {NULL, NULL, NULL};
    bool is_known;
    salesinv_status rc;

    *out_is_changed = false;
    if ((rc = load(txn, id, &result)) != SALESINV_OK ||
        (rc = make_plan(txn, &result, NULL, &is_known)) != SALESINV_OK || is_known ||
        (rc = sinv_doc_note_reason(txn, result.doc, reason)) != SALESINV_OK)
        return rc;
    return carry_out(txn, &result, out_is_changed);
}
