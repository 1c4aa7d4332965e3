/* SPDX-License-Identifier: Apache-2.0 */
/* The serials of a line: read, told apart from those of other lines, checked, moved, stored. */
#include "inventory/goods.h"

#include "core/settings.h"
#include "inventory/line_serial.h"

/* The serials that a draft names, read once and kept for whoever asks next. */
static salesinv_status read_draft(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                  sinv_serial_set **out)
{
    sinv_doc_line *line = &doc->lines[index];
    salesinv_status rc;

    *out = line->serials;
    if (*out)
        return SALESINV_OK;
    if ((rc = sinv_txn_alloc(txn, sizeof(**out), (void **)out)) != SALESINV_OK)
        return rc;
    sinv_serial_set_init(*out, txn->err, txn->arena,
                         sinv_doc_field(txn, (int32_t)index, "serials"));
    if ((rc = sinv_serial_set_add_draft(*out, line->draft)) != SALESINV_OK ||
        (rc = sinv_serial_set_close(*out)) != SALESINV_OK)
        return rc;
    line->serials = *out;
    return SALESINV_OK;
}

static salesinv_status refuse_product(sinv_txn *txn, uint32_t index,
                                      const sinv_product *product)
{
    salesinv_status rc = sinv_err_set(txn->err, SALESINV_E_SERIAL_PRODUCT,
                                      sinv_doc_field(txn, (int32_t)index, "serials"),
                                      "product %lld is not managed by serial number",
                                      (long long)product->id);

    sinv_err_add_int(txn->err, "product", product->id);
    return rc;
}

salesinv_status sinv_goods_check_draft(sinv_txn *txn, const sinv_doc *doc,
                                       uint32_t index, const sinv_product *product)
{
    const sinv_draft_line *draft = doc->lines[index].draft;
    sinv_serial_set *set;

    if (!draft || draft->serial_count == 0)
        return SALESINV_OK;
    if (product->tracking == SALESINV_TRACKING_SERIAL)
        return read_draft(txn, doc, index, &set);
    return refuse_product(txn, index, product);
}

static salesinv_status read_set(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                sinv_serial_set *out)
{
    const sinv_doc_line *line = &doc->lines[index];
    sinv_serial_set *read;
    salesinv_status rc;

    if (line->draft && line->draft->has_serials) {
        if ((rc = read_draft(txn, doc, index, &read)) == SALESINV_OK)
            *out = *read;
        return rc;
    }
    sinv_serial_set_init(out, txn->err, txn->arena,
                         sinv_doc_field(txn, (int32_t)index, "serials"));
    if (line->is_new)
        return sinv_serial_set_close(out);
    return sinv_line_serial_load(txn, sinv_doc_line_of(doc, index), out);
}

/* Serials are unique in the tenant (0) or per product. */
salesinv_status sinv_goods_scope(sinv_txn *txn, salesinv_id product, salesinv_id *out)
{
    int64_t scope;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_SERIAL_SCOPE, NULL, &scope);

    *out = rc == SALESINV_OK && scope == SALESINV_SERIAL_SCOPE_PRODUCT ? product : 0;
    return rc;
}

/* The set was read: is it what the goods want, and what changes with it? */
static salesinv_status accept_set(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                  sinv_goods *goods)
{
    salesinv_status rc;

    if (!goods->has_serials)
        return goods->serials.count == 0 ? SALESINV_OK
                                         : refuse_product(txn, index, &goods->product);
    if ((rc = sinv_serial_set_expect(&goods->serials, goods->qty)) != SALESINV_OK)
        return rc;
    goods->change.field = goods->serials.field;
    goods->change.product = goods->product.id;
    goods->change.line = sinv_doc_line_of(doc, index);
    return sinv_goods_scope(txn, goods->product.id, &goods->change.scope);
}

salesinv_status sinv_goods_read_serials(sinv_txn *txn, const sinv_doc *doc,
                                        uint32_t index, sinv_goods *goods)
{
    salesinv_status rc;

    if (!goods->has_serials && doc->lines[index].is_new)
        return SALESINV_OK; /* its draft was checked */
    rc = read_set(txn, doc, index, &goods->serials);
    return rc == SALESINV_OK ? accept_set(txn, doc, index, goods) : rc;
}

salesinv_status sinv_goods_count_serials(sinv_txn *txn, const sinv_doc *doc,
                                         uint32_t index, int64_t *out)
{
    sinv_serial_set set;
    salesinv_status rc = read_set(txn, doc, index, &set);

    *out = rc == SALESINV_OK ? set.total : 0;
    return rc;
}

salesinv_status sinv_goods_take_serials(sinv_txn *txn, const sinv_doc *doc,
                                        uint32_t index, const sinv_draft_line *named,
                                        sinv_goods *goods)
{
    salesinv_status rc;

    sinv_serial_set_init(&goods->serials, txn->err, txn->arena,
                         sinv_doc_field(txn, (int32_t)index, "serials"));
    if ((rc = sinv_serial_set_add_draft(&goods->serials, named)) != SALESINV_OK ||
        (rc = sinv_serial_set_close(&goods->serials)) != SALESINV_OK)
        return rc;
    return accept_set(txn, doc, index, goods);
}

/* Everything that lines of one scope name, in one set: closing it finds what is named twice. */
static salesinv_status check_scope(sinv_txn *txn, const sinv_goods *goods,
                                   uint32_t from, uint32_t count)
{
    sinv_serial_set all;
    salesinv_status rc = SALESINV_OK;

    sinv_serial_set_init(&all, txn->err, txn->arena, "lines");
    for (uint32_t i = from; i < count; i++) {
        const sinv_serial_set *set = &goods[i].serials;

        if (!goods[i].has_serials || goods[i].change.scope != goods[from].change.scope)
            continue;
        for (uint32_t k = 0; k < set->count && rc == SALESINV_OK; k++)
            rc = sinv_serial_set_add(&all, &set->items[k]);
        if (rc != SALESINV_OK)
            return rc;
    }
    return sinv_serial_set_close(&all);
}

static uint32_t count_lines(const sinv_goods *goods, uint32_t from, uint32_t to,
                            bool by_product, const sinv_goods *as)
{
    uint32_t found = 0;

    for (uint32_t i = from; i < to; i++)
        if (goods[i].has_serials &&
            (by_product ? goods[i].product.id == as->product.id
                        : goods[i].change.scope == as->change.scope))
            found++;
    return found;
}

salesinv_status sinv_goods_check_distinct(sinv_txn *txn, sinv_goods *goods,
                                          uint32_t count)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        if (!goods[i].has_serials)
            continue;
        goods[i].is_fresh = count_lines(goods, 0, i, true, &goods[i]) == 0;
        if (count_lines(goods, 0, i, false, &goods[i]) == 0 &&
            count_lines(goods, i + 1, count, false, &goods[i]) > 0)
            rc = check_scope(txn, goods, i, count);
    }
    return rc;
}

salesinv_status sinv_goods_check_serials(sinv_txn *txn, sinv_goods *goods)
{
    if (!goods->has_serials)
        return SALESINV_OK;
    return sinv_serial_check(txn, &goods->serials, &goods->change, &goods->pieces);
}

salesinv_status sinv_goods_move_serials(sinv_txn *txn, sinv_goods *goods)
{
    if (!goods->has_serials)
        return SALESINV_OK;
    /* What the check read is stale once another line has split runs of the product. */
    if (!goods->is_fresh)
        return sinv_serial_change_set(txn, &goods->serials, &goods->change);
    return sinv_serial_apply(txn, &goods->pieces, &goods->change);
}

salesinv_status sinv_goods_store_serials(sinv_txn *txn, const sinv_doc *doc,
                                         uint32_t index, const sinv_goods *goods)
{
    int64_t line = sinv_doc_line_of(doc, index);
    sinv_serial_set set;
    salesinv_status rc;

    if (goods && goods->has_serials)
        return sinv_line_serial_store(txn, line, &goods->serials);
    if ((rc = read_set(txn, doc, index, &set)) != SALESINV_OK)
        return rc;
    return sinv_line_serial_store(txn, line, &set);
}
