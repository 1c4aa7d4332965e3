/* SPDX-License-Identifier: Apache-2.0 */
/* What a sales order says before any rule of stock: defaults, quantities that the product can hold, amounts. */
#include "base/checked.h"
#include "catalog/account.h"
#include "catalog/product.h"
#include "sales/amount.h"
#include "sales/order.h"

static const char *record_type_of(const sinv_doc *doc)
{
    return sinv_row_text(doc->head, SINV_HEAD_RECORD_TYPE);
}

/* The address must be one of the account's. */
static salesinv_status check_ship_to(sinv_txn *txn, const sinv_doc *doc)
{
    const uint64_t columns =
        UINT64_C(1) << SINV_ORDER_SHIP_TO | UINT64_C(1) << SINV_ORDER_ACCOUNT;

    if (!doc->draft || !(doc->draft->head->changed & columns))
        return SALESINV_OK;
    return sinv_account_check_address(txn, "ship_to",
                                      sinv_doc_int(doc, SINV_ORDER_ACCOUNT),
                                      sinv_doc_int(doc, SINV_ORDER_SHIP_TO));
}

/* A line that the draft touched. */
static salesinv_status prepare_line(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    static const sinv_qty_columns columns = {SINV_ORDER_LINE_PRODUCT,
                                             SINV_ORDER_LINE_QTY, SINV_ORDER_LINE_UNIT,
                                             SINV_ORDER_LINE_UNIT_QTY};
    sinv_row *row = doc->lines[index].row;
    sinv_product product;
    salesinv_status rc = sinv_product_for_line(
        txn, (int32_t)index, sinv_row_int(row, SINV_ORDER_LINE_PRODUCT), false,
        &product);

    if (rc != SALESINV_OK)
        return rc;
    if (sinv_row_is_null(row, SINV_ORDER_LINE_PRICE))
        sinv_row_set_int(row, SINV_ORDER_LINE_PRICE,
                         sinv_row_int(product.row, SINV_PRODUCT_PRICE));
    if (sinv_row_is_null(row, SINV_ORDER_LINE_DISCOUNT))
        sinv_row_set_int(row, SINV_ORDER_LINE_DISCOUNT, 0);
    return sinv_line_quantity(txn, &product, doc, index, columns);
}

static salesinv_status set_amount(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                                  int64_t step, int64_t *sum)
{
    sinv_row *row = doc->lines[index].row;
    int64_t amount;

    if (!sinv_amount_of_line(sinv_row_int(row, SINV_ORDER_LINE_PRICE),
                             sinv_row_int(row, SINV_ORDER_LINE_QTY),
                             sinv_row_int(row, SINV_ORDER_LINE_DISCOUNT), step,
                             &amount) ||
        !sinv_add_i64(*sum, amount, sum))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                            sinv_doc_field(txn, (int32_t)index, "price"),
                            "the amount does not fit");
    sinv_row_change_int(row, SINV_ORDER_LINE_AMOUNT, amount);
    return SALESINV_OK;
}

salesinv_status sinv_order_prepare(sinv_txn *txn, sinv_doc *doc)
{
    int64_t sum = 0;
    int64_t step;
    salesinv_status rc;

    if (sinv_row_is_null(doc->head, SINV_ORDER_ORDERED_AT))
        sinv_row_set_int(doc->head, SINV_ORDER_ORDERED_AT, txn->now);
    if ((rc = sinv_currency_settle(txn, doc->head, SINV_ORDER_CURRENCY)) !=
            SALESINV_OK ||
        (rc = check_ship_to(txn, doc)) != SALESINV_OK ||
        (rc = sinv_amount_step(txn, record_type_of(doc),
                               sinv_row_text(doc->head, SINV_ORDER_CURRENCY), &step)) !=
            SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        if (doc->lines[i].draft && (rc = prepare_line(txn, doc, i)) != SALESINV_OK)
            return rc;
        if ((rc = set_amount(txn, doc, i, step, &sum)) != SALESINV_OK)
            return rc;
    }
    sinv_row_change_int(doc->head, SINV_ORDER_AMOUNT, sum);
    return SALESINV_OK;
}
