/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The edit of a submitted order. It takes effect at once: an increase is checked and frozen, a decrease gives back
 * what is frozen above the new remainder. What is shipped, pending, returned or closed stays covered.
 */
#include <string.h>

#include "base/checked.h"
#include "catalog/product.h"
#include "core/settings.h"
#include "sales/allocate.h"
#include "sales/kit.h"

/* What happens to the freezes, per line of the order. */
typedef struct order_revision {
    int64_t *
        increases; /* to be frozen anew; beside an ERP, all that is to come of raised products */
    sinv_releases *releases;
    sinv_releases
        *covered; /* beside an ERP: what it may have frozen for the order as it was */
    sinv_allocations parts; /* where the increases are frozen */
} order_revision;

static bool is_same_text(const sinv_row *a, const sinv_row *b, int32_t column)
{
    const char *left = sinv_row_text(a, column);
    const char *right = sinv_row_text(b, column);

    return left && right ? strcmp(left, right) == 0 : left == right;
}

/* What was fixed at submission stays. */
static salesinv_status check_head(sinv_txn *txn, const sinv_doc *doc)
{
    const sinv_row *now = doc->head;
    const sinv_row *before = doc->before->head;
    const char *field = NULL;

    if (!is_same_text(now, before, SINV_HEAD_RECORD_TYPE))
        field = "record_type";
    else if (!is_same_text(now, before, SINV_ORDER_CURRENCY))
        field = "currency";
    else if (sinv_row_int(now, SINV_ORDER_ACCOUNT) !=
             sinv_row_int(before, SINV_ORDER_ACCOUNT))
        field = "account";
    else if (sinv_row_int(now, SINV_ORDER_WAREHOUSE) !=
             sinv_row_int(before, SINV_ORDER_WAREHOUSE))
        field = "warehouse";
    if (!field)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, field, "%s is fixed at submission",
                        field);
}

static int64_t qty_of(const sinv_doc *doc, uint32_t index)
{
    return doc->lines[index].is_removed
               ? 0
               : sinv_doc_line_int(doc, index, SINV_ORDER_LINE_QTY);
}

/* What of a line cannot be given up any more. */
static int64_t committed(const sinv_doc *doc, uint32_t index)
{
    return sinv_doc_line_int(doc, index, SINV_ORDER_LINE_SHIPPED) +
           sinv_doc_line_int(doc, index, SINV_ORDER_LINE_SHIP_PENDING) +
           sinv_doc_line_int(doc, index, SINV_ORDER_LINE_NOTICED) +
           sinv_doc_line_int(doc, index, SINV_ORDER_LINE_UNSHIPPED_PENDING) +
           sinv_doc_line_int(doc, index, SINV_ORDER_LINE_RETURNED_UNSHIPPED) +
           sinv_doc_line_int(doc, index, SINV_ORDER_LINE_CLOSED);
}

/* As ordered before; an ERP may have delivered more, and the line may stay as it is then. */
static int64_t qty_before(const sinv_doc *doc, uint32_t index)
{
    return index < doc->before->line_count
               ? sinv_doc_line_int(doc->before, index, SINV_ORDER_LINE_QTY)
               : 0;
}

static salesinv_status refuse_below(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    salesinv_status rc =
        sinv_err_set(txn->err, SALESINV_E_EXCEEDS_REMAINING,
                     sinv_doc_field(txn, (int32_t)index, "qty"),
                     "line %lld cannot fall to %s: %s are shipped, pending, "
                     "returned or closed",
                     (long long)sinv_doc_line_int(doc, index, SINV_LINE_NUMBER),
                     sinv_txn_qty(txn, qty_of(doc, index)),
                     sinv_txn_qty(txn, committed(doc, index)));

    sinv_err_add_qty(txn->err, "wanted", qty_of(doc, index));
    sinv_err_add_qty(txn->err, "committed", committed(doc, index));
    return rc;
}

/* A line as the draft left it: may it be that? */
static salesinv_status check_line(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    const sinv_doc *before = doc->before;
    salesinv_id id = sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT);
    sinv_product product;

    if (qty_of(doc, index) < committed(doc, index) &&
        qty_of(doc, index) < qty_before(doc, index))
        return refuse_below(txn, doc, index);
    if (doc->lines[index].is_removed)
        return SALESINV_OK;
    if (qty_of(doc, index) <= 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "qty"),
                            "qty is required");
    if (index >= before->line_count)
        return sinv_product_for_line(txn, (int32_t)index, id, true, &product);
    if (id == sinv_doc_line_int(before, index, SINV_ORDER_LINE_PRODUCT))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG,
                        sinv_doc_field(txn, (int32_t)index, "product"),
                        "the product of a submitted line is fixed: remove the line");
}

/* How the freeze of a line follows its quantity. */
static salesinv_status plan_line(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                 order_revision *revision)
{
    int64_t change = qty_of(doc, index) - qty_before(doc, index);
    int64_t frozen = sinv_doc_line_int(doc, index, SINV_ORDER_LINE_FROZEN);
    int64_t remaining = sinv_order_remaining(doc, index);

    if (doc->lines[index].is_removed)
        remaining = 0;
    if (change >= 0) {
        revision->increases[index] = change;
        return SALESINV_OK;
    }
    if (frozen <= remaining)
        return SALESINV_OK;
    return sinv_order_find_freeze(txn, doc, index, 0, frozen - remaining,
                                  &revision->releases[index]);
}

static salesinv_id product_of(const sinv_doc *doc, uint32_t index)
{
    return sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT);
}

static int64_t to_come(const sinv_doc *doc, uint32_t index)
{
    return index < doc->line_count && !doc->lines[index].is_removed
               ? sinv_order_remaining(doc, index)
               : 0;
}

/* Of a product that is raised all that is to come is wanted anew: no freeze of ours holds what was ordered before. */
static salesinv_status want_product(sinv_txn *txn, const sinv_doc *doc, uint32_t raised,
                                    order_revision *revision)
{
    int64_t before = 0;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (product_of(doc, i) != product_of(doc, raised))
            continue;
        revision->increases[i] = to_come(doc, i);
        before += to_come(doc->before, i);
    }
    return sinv_order_cover(txn, doc, product_of(doc, raised), before,
                            &revision->covered[raised]);
}

static salesinv_status want_anew(sinv_txn *txn, const sinv_doc *doc,
                                 order_revision *revision)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        bool is_first = true;

        for (uint32_t k = 0; k < i; k++)
            is_first = is_first && (revision->increases[k] == 0 ||
                                    product_of(doc, k) != product_of(doc, i));
        if (is_first && revision->increases[i] > 0)
            rc = want_product(txn, doc, i, revision);
    }
    return rc;
}

static salesinv_status make_revision(sinv_txn *txn, const sinv_doc *doc,
                                     order_revision **out)
{
    const size_t lines = doc->line_count + 1;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(**out), (void **)out)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*(*out)->increases),
                             (void **)&(*out)->increases)) != SALESINV_OK)
        return rc;
    if ((rc = sinv_txn_alloc(txn, lines * sizeof(*(*out)->covered),
                             (void **)&(*out)->covered)) != SALESINV_OK)
        return rc;
    return sinv_txn_alloc(txn, lines * sizeof(*(*out)->releases),
                          (void **)&(*out)->releases);
}

static salesinv_status allocate(sinv_txn *txn, const sinv_doc *doc,
                                order_revision *revision)
{
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    if (rc == SALESINV_OK && is_synced)
        rc = want_anew(txn, doc, revision);
    return rc == SALESINV_OK
               ? sinv_order_allocate(txn, doc, sinv_order_rules_of(doc),
                                     revision->increases,
                                     is_synced ? revision->covered : revision->releases,
                                     &revision->parts)
               : rc;
}

salesinv_status sinv_order_check_revise(sinv_txn *txn, sinv_doc *doc)
{
    bool freezes = sinv_doc_int(doc, SINV_ORDER_MODE) != SALESINV_MODE_NONE;
    bool has_kits = sinv_doc_int(doc, SINV_ORDER_KITS) != 0;
    order_revision *revision;
    salesinv_status rc;

    if ((rc = check_head(txn, doc)) != SALESINV_OK ||
        (has_kits && (rc = sinv_kits_revise(txn, doc)) != SALESINV_OK) ||
        (rc = sinv_order_check_lines(txn, doc)) != SALESINV_OK ||
        (rc = make_revision(txn, doc, &revision)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if ((rc = check_line(txn, doc, i)) != SALESINV_OK)
            return rc;
        if (freezes && sinv_order_moves(doc, i) &&
            (rc = plan_line(txn, doc, i, revision)) != SALESINV_OK)
            return rc;
    }
    doc->plan = revision;
    return allocate(txn, doc, revision);
}

salesinv_status sinv_order_apply_revise(sinv_txn *txn, sinv_doc *doc)
{
    const order_revision *revision = doc->plan;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = sinv_order_give_back(txn, doc, i, &revision->releases[i]); /* makes room */
    if (rc == SALESINV_OK)
        rc = sinv_order_freeze_parts(txn, doc, &revision->parts);
    if (rc == SALESINV_OK &&
        sinv_doc_int(doc, SINV_HEAD_STATUS) != SALESINV_STATUS_IN_APPROVAL)
        rc = sinv_order_settle_receipt(txn, doc, 0);
    return rc;
}
