/* SPDX-License-Identifier: Apache-2.0 */
/* A line that brings back picked kits stands for a line per component: these are what left, and what comes in. */
#include "returns/return_kit.h"

#include "base/decimal.h"
#include "sales/kit.h"

/* What only goods can have. */
static salesinv_status check_line(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    static const struct {
        int32_t column;
        const char *key;
    } of_goods[] = {{SINV_RETURN_LINE_PRICE, "price"},
                    {SINV_RETURN_LINE_BIN, "bin"},
                    {SINV_RETURN_LINE_BATCH, "batch"}};
    const sinv_draft_line *draft = doc->lines[index].draft;
    int64_t qty = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY);
    const char *key = draft && draft->has_serials ? "serials" : NULL;

    for (size_t i = 0; i < sizeof(of_goods) / sizeof(of_goods[0]); i++)
        if (draft && (draft->row->changed >> of_goods[i].column & 1))
            key = of_goods[i].key;
    if (key)
        return sinv_err_set(
            txn->err, SALESINV_E_ARG, sinv_doc_field(txn, (int32_t)index, key),
            "the line brings back kits: %s is of their components", key);
    if (qty <= 0 || qty % SINV_QTY_ONE != 0)
        return sinv_err_set(
            txn->err, SALESINV_E_ARG, sinv_doc_field(txn, (int32_t)index, "qty"),
            "%s kits: they come back in whole numbers", sinv_txn_qty(txn, qty));
    return SALESINV_OK;
}

static salesinv_status refuse_more(sinv_txn *txn, const sinv_order_line *kit,
                                   uint32_t index, int64_t wanted, int64_t most)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_EXCEEDS_RETURNABLE,
        sinv_doc_field(txn, (int32_t)index, "qty"),
        "wanted %s kits back of line %lld of order %lld, %s can be returned",
        sinv_txn_qty(txn, wanted), (long long)sinv_line_number(sinv_order_line_id(kit)),
        (long long)sinv_doc_id(kit->order), sinv_txn_qty(txn, most));

    sinv_err_add_qty(txn->err, "wanted", wanted);
    sinv_err_add_qty(txn->err, "returnable", most);
    sinv_err_add_int(txn->err, "order_line", sinv_order_line_id(kit));
    return rc;
}

/* Of the pieces, as much as `unshipped` kits have of each. */
static int64_t unshipped_of(const sinv_kit_pieces *unshipped, const sinv_kit_piece *of)
{
    for (uint32_t i = 0; i < unshipped->count; i++)
        if (unshipped->items[i].line == of->line)
            return unshipped->items[i].qty;
    return 0;
}

/* Line `index` becomes the first piece; the others follow behind. */
static salesinv_status put(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                           const sinv_order_line *kit, const sinv_kit_pieces *pieces,
                           const sinv_kit_pieces *unshipped)
{
    bool is_stated =
        !sinv_row_is_null(doc->lines[index].row, SINV_RETURN_LINE_UNSHIPPED);
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < pieces->count; i++) {
        const sinv_kit_piece *piece = &pieces->items[i];
        uint32_t at = index;
        sinv_row *row;

        if (i > 0 && (rc = sinv_doc_add_line(txn, doc, &at)) != SALESINV_OK)
            return rc;
        row = doc->lines[at].row;
        sinv_row_set_int(row, SINV_RETURN_LINE_DIRECTION, SALESINV_DIRECTION_IN);
        sinv_row_set_int(row, SINV_RETURN_LINE_ORDER_LINE,
                         sinv_doc_line_of(kit->order, piece->line));
        sinv_row_set_int(row, SINV_RETURN_LINE_QTY, piece->qty);
        if (is_stated)
            sinv_row_set_int(row, SINV_RETURN_LINE_UNSHIPPED,
                             unshipped_of(unshipped, piece));
    }
    return rc;
}

static salesinv_status expand(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                              const sinv_order_line *kit)
{
    int64_t kits = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY);
    int64_t stated = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_UNSHIPPED);
    int64_t before = sinv_kits_returned(kit->order, kit->index) + kit->use->wanted;
    int64_t ordered = sinv_order_line_int(kit, SINV_ORDER_LINE_QTY);
    sinv_kit_pieces pieces = {NULL, 0, 0};
    sinv_kit_pieces unshipped = {NULL, 0, 0};
    salesinv_status rc = check_line(txn, doc, index);

    if (rc != SALESINV_OK)
        return rc;
    if (kits > ordered - before)
        return refuse_more(txn, kit, index, kits,
                           before < ordered ? ordered - before : 0);
    if (stated > kits || stated % SINV_QTY_ONE != 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "unshipped"),
                            "unshipped %s of %s kits", sinv_txn_qty(txn, stated),
                            sinv_txn_qty(txn, kits));
    if ((rc = sinv_kits_pieces(txn, kit->order, kit->index, before, kits, &pieces)) !=
            SALESINV_OK ||
        (rc = sinv_kits_pieces(txn, kit->order, kit->index, before, stated,
                               &unshipped)) != SALESINV_OK)
        return rc;
    if (pieces.count == 0)
        return refuse_more(txn, kit, index, kits, 0);
    kit->use->wanted += kits;
    return put(txn, doc, index, kit, &pieces, &unshipped);
}

/* Does the line name an order line, and nothing that says more than that? */
static bool names_order_line(const sinv_doc *doc, uint32_t index)
{
    return !doc->lines[index].is_removed && doc->lines[index].is_new &&
           sinv_doc_line_int(doc, index, SINV_RETURN_LINE_ORDER_LINE) != 0 &&
           sinv_doc_line_int(doc, index, SINV_RETURN_LINE_SHIPMENT_LINE) == 0;
}

salesinv_status sinv_return_expand_kits(sinv_txn *txn, sinv_doc *doc,
                                        sinv_order_set *orders)
{
    const uint32_t given = doc->line_count;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < given && rc == SALESINV_OK; i++) {
        sinv_order_line named;

        if (!names_order_line(doc, i))
            continue;
        rc = sinv_order_set_find(txn, orders,
                                 sinv_doc_line_int(doc, i, SINV_RETURN_LINE_ORDER_LINE),
                                 (int32_t)i, &named);
        if (rc == SALESINV_OK &&
            sinv_order_line_int(&named, SINV_ORDER_LINE_KIT_KIND) == SALESINV_KIT_PTO)
            rc = expand(txn, doc, i, &named);
    }
    return rc;
}
