/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stock is counted in changes only while nothing of the product is anywhere: not in stock, not on an open
 * document, not with a buyer who may bring it back. A serial number once known keeps its product serial-managed.
 */
#include "catalog/product.h"

#include "core/settings.h"

/* Is the row of stock all zero, ours and where an ERP owns the stock that too? */
static bool is_empty(const sinv_row *stock, bool is_synced)
{
    return sinv_row_int(stock, SINV_STOCK_ON_HAND) == 0 &&
           sinv_row_int(stock, SINV_STOCK_FROZEN) == 0 &&
           (!is_synced || sinv_row_int(stock, SINV_STOCK_SYNCED_ON_HAND) == 0);
}

static salesinv_status refuse_stock(sinv_txn *txn, const char *field,
                                    const sinv_row *stock)
{
    int64_t product = sinv_row_int(stock, SINV_STOCK_PRODUCT);
    int64_t warehouse = sinv_row_int(stock, SINV_STOCK_WAREHOUSE);
    salesinv_status rc =
        sinv_err_set(txn->err, SALESINV_E_IN_USE, field,
                     "%s cannot change while product %lld has stock in warehouse %lld",
                     field, (long long)product, (long long)warehouse);

    sinv_err_add_int(txn->err, "warehouse", warehouse);
    sinv_err_add_qty(txn->err, "on_hand", sinv_row_int(stock, SINV_STOCK_ON_HAND));
    sinv_err_add_qty(txn->err, "frozen", sinv_row_int(stock, SINV_STOCK_FROZEN));
    return rc;
}

/* IN_USE while the product has stock anywhere. */
static salesinv_status check_no_stock(sinv_txn *txn, const char *field,
                                      salesinv_id product)
{
    sinv_range range = {.prefix = 2};
    bool is_found = false;
    bool is_synced;
    sinv_row *key;
    sinv_row *stock;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_edition_is_synced(txn, &is_synced)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_STOCK, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_STOCK, &stock)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_STOCK_PRODUCT, product);
    range.from = key;
    if ((rc = sinv_scan_start(txn, SINV_T_STOCK, &range, &scan)) != SALESINV_OK)
        return rc;
    while (!is_found && (rc = sinv_scan_next(&scan, stock)) == SALESINV_ROW)
        is_found = !is_empty(stock, is_synced);
    sinv_scan_close(&scan);
    return is_found ? refuse_stock(txn, field, stock) : rc;
}

static salesinv_status refuse_shipped(sinv_txn *txn, const char *field,
                                      const sinv_row *line)
{
    int64_t shipment = sinv_row_int(line, SINV_LINE_DOCUMENT);
    int64_t product = sinv_row_int(line, SINV_SHIPMENT_LINE_PRODUCT);
    salesinv_status rc =
        sinv_err_set(txn->err, SALESINV_E_IN_USE, field,
                     "%s cannot change while goods of product %lld are out on shipment "
                     "%lld and may come back",
                     field, (long long)product, (long long)shipment);

    sinv_err_add_int(txn->err, "holder.1.document", shipment);
    sinv_err_add_int(txn->err, "holder.1.line", sinv_row_int(line, SINV_LINE_NUMBER));
    return rc;
}

/* Did the line's goods leave, and not all of them come back? */
static salesinv_status is_out(sinv_txn *txn, const sinv_row *line, bool *out)
{
    const uint32_t left =
        SINV_IN(SALESINV_STATUS_SHIPPED) | SINV_IN(SALESINV_STATUS_RECEIVED);
    sinv_row *shipment;
    salesinv_status rc;

    *out = false;
    if (sinv_row_int(line, SINV_SHIPMENT_LINE_QTY) <=
        sinv_row_int(line, SINV_SHIPMENT_LINE_RETURNED))
        return SALESINV_OK;
    rc = sinv_txn_get_id(txn, SINV_T_SHIPMENT, sinv_row_int(line, SINV_LINE_DOCUMENT),
                         &shipment);
    if (rc == SALESINV_OK)
        *out = (left & SINV_IN(sinv_row_int(shipment, SINV_HEAD_STATUS))) != 0;
    return rc;
}

/* IN_USE while goods are out. Reads the whole table: for what people do by hand, and seldom. */
static salesinv_status check_none_out(sinv_txn *txn, const char *field,
                                      salesinv_id product)
{
    const sinv_range all = {0};
    bool is_found = false;
    sinv_row *line;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SHIPMENT_LINE, &line)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_SHIPMENT_LINE, &all, &scan)) != SALESINV_OK)
        return rc;
    while (!is_found && (rc = sinv_scan_next(&scan, line)) == SALESINV_ROW)
        if (sinv_row_int(line, SINV_SHIPMENT_LINE_PRODUCT) == product &&
            (rc = is_out(txn, line, &is_found)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return is_found ? refuse_shipped(txn, field, line) : rc;
}

static salesinv_status check_no_serials(sinv_txn *txn, const char *field,
                                        salesinv_id product)
{
    sinv_range range = {.index = SINV_INDEX_RUN_PRODUCT, .prefix = 2, .limit = 1};
    sinv_row *run;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_RUN, &run)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(run, SINV_RUN_PRODUCT, product);
    range.from = run;
    if ((rc = sinv_scan_start(txn, SINV_T_RUN, &range, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, run);
    sinv_scan_close(&scan);
    if (rc != SALESINV_ROW)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_IN_USE, field,
                        "%s cannot change: serial numbers of product %lld are known",
                        field, (long long)product);
}

salesinv_status sinv_product_check_fixed(sinv_txn *txn, const sinv_doc *doc,
                                         int32_t column, const char *field)
{
    salesinv_id id = sinv_doc_id(doc);
    salesinv_status rc;

    if (!doc->before || sinv_doc_int(doc->before, column) == sinv_doc_int(doc, column))
        return SALESINV_OK;
    if ((rc = check_no_stock(txn, field, id)) != SALESINV_OK ||
        (rc = sinv_in_use(txn, SALESINV_KIND_PRODUCT, id)) != SALESINV_OK ||
        (rc = check_none_out(txn, field, id)) != SALESINV_OK)
        return rc;
    return column == SINV_PRODUCT_TRACKING ? check_no_serials(txn, field, id)
                                           : SALESINV_OK;
}
