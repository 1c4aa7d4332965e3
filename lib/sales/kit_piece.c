/* SPDX-License-Identifier: Apache-2.0 */
/* What a number of picked kits is in goods: the lines of their components, by the ratio of the quantities ordered. */
#include "base/checked.h"
#include "base/decimal.h"
#include "sales/kit.h"

/* The kits whose pieces are asked for, and those that came back before them. */
typedef struct pieces_of {
    const sinv_doc *order;
    uint32_t kit;
    int64_t before;
    int64_t kits;
    sinv_kit_pieces *out;
} pieces_of;

/* Fixed quantities are counted down to whole units: they belong to the kit that completes them. */
static bool quantity_up_to(const pieces_of *of, uint32_t line, bool is_fixed,
                           int64_t kits, int64_t *out)
{
    int64_t ordered = sinv_doc_line_int(of->order, of->kit, SINV_ORDER_LINE_QTY);
    int64_t qty = sinv_doc_line_int(of->order, line, SINV_ORDER_LINE_QTY);

    if (!sinv_muldiv_floor_i64(kits, qty, ordered, out))
        return false;
    if (is_fixed)
        *out -= *out % SINV_QTY_ONE;
    return true;
}

/* What neither came back, or is about to, nor was given up. */
static int64_t left_of(const pieces_of *of, uint32_t line)
{
    static const int32_t gone[] = {
        SINV_ORDER_LINE_RETURN_PENDING, SINV_ORDER_LINE_RETURNED_SHIPPED,
        SINV_ORDER_LINE_UNSHIPPED_PENDING, SINV_ORDER_LINE_RETURNED_UNSHIPPED,
        SINV_ORDER_LINE_CLOSED};
    int64_t left = sinv_doc_line_int(of->order, line, SINV_ORDER_LINE_QTY);

    for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
        left -= sinv_doc_line_int(of->order, line, gone[i]);
    return left;
}

static salesinv_status add(sinv_txn *txn, const pieces_of *of, uint32_t line,
                           bool is_fixed)
{
    sinv_kit_pieces *out = of->out;
    int64_t before;
    int64_t after;
    int64_t qty;
    salesinv_status rc;

    if (!quantity_up_to(of, line, is_fixed, of->before, &before) ||
        !quantity_up_to(of, line, is_fixed, of->before + of->kits, &after))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                            "the components of the kits do not fit");
    qty = after - before;
    if (is_fixed && qty > left_of(of, line))
        qty = left_of(of, line); /* kits come back without it as well */
    if (qty <= 0)
        return SALESINV_OK;
    rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                       &out->capacity);
    if (rc == SALESINV_OK)
        out->items[out->count++] = (sinv_kit_piece){line, qty};
    return rc;
}

/* `around` is the kit, or one inside of it. */
static salesinv_status list(sinv_txn *txn, const pieces_of *of, uint32_t around,
                            bool is_fixed)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = sinv_kits_first(of->order, around); i >= 0 && rc == SALESINV_OK;
         i = sinv_kits_next(of->order, i)) {
        uint32_t line = (uint32_t)i;
        bool is_line_fixed =
            is_fixed ||
            sinv_doc_line_int(of->order, line, SINV_ORDER_LINE_PER_KIT) == 0;

        rc = sinv_order_moves(of->order, line) ? add(txn, of, line, is_line_fixed)
                                               : list(txn, of, line, is_line_fixed);
    }
    return rc;
}

salesinv_status sinv_kits_pieces(sinv_txn *txn, const sinv_doc *order, uint32_t kit,
                                 int64_t before, int64_t kits, sinv_kit_pieces *out)
{
    const pieces_of of = {order, kit, before, kits, out};

    return list(txn, &of, kit, false);
}
