/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking over the figures of an ERP. Of a warehouse without a given total these hold at any time: the most detailed figures of places make
 * up its total, and it has none exactly when there are none of them. So a figure that comes changes the total by what it changes itself,
 * and only one that goes makes the others be added up again.
 */
#include "inventory/synced.h"

#include "base/checked.h"
#include "document/doc.h"
#include "inventory/safety.h"

enum { ON_HAND, FROZEN, AVAILABLE, FIGURES };

static const int16_t stock_columns[FIGURES] = {
    SINV_STOCK_SYNCED_ON_HAND, SINV_STOCK_SYNCED_FROZEN, SINV_STOCK_SYNCED_AVAILABLE};
static const int16_t detail_columns[FIGURES] = {SINV_DETAIL_SYNCED_ON_HAND,
                                                SINV_DETAIL_SYNCED_FROZEN,
                                                SINV_DETAIL_SYNCED_AVAILABLE};

/* The figures of one row, none if there are none. */
typedef struct figures {
    int64_t of[FIGURES];
    bool are_there;
} figures;

/* A row whose figures change. */
typedef struct synced_row {
    sinv_row *row;
    bool is_stored;
    figures before;
    figures after;
} synced_row;

/* One change: the place, and the total of its warehouse. */
typedef struct synced_change {
    sinv_txn *txn;
    const sinv_synced_place *place;
    sinv_synced_from rank;
    salesinv_time at;
    synced_row detail; /* unless the place is the warehouse itself */
    synced_row stock;
    sinv_synced_from from; /* of the total, afterwards */
} synced_change;

sinv_synced_from sinv_synced_rank(salesinv_id bin, salesinv_id batch)
{
    return (sinv_synced_from)((bin != 0 ? SINV_SYNCED_BY_BIN : 0) |
                              (batch != 0 ? SINV_SYNCED_BY_BATCH : 0));
}

/* ---- what may be said ---- */

static salesinv_status refuse_other(sinv_txn *txn, salesinv_status code,
                                    const char *what, salesinv_id id, const char *of,
                                    salesinv_id owner)
{
    (void)sinv_err_set(txn->err, code, what, "%s %lld is not one of %s %lld", what,
                       (long long)id, of, (long long)owner);
    sinv_err_add_int(txn->err, what, id);
    sinv_err_add_int(txn->err, of, owner);
    return code;
}

static salesinv_status check_bin(sinv_txn *txn, const sinv_synced_place *place)
{
    sinv_row *row;
    salesinv_status rc = sinv_doc_ref(txn, "bin", SALESINV_KIND_BIN, place->bin, &row);

    if (rc != SALESINV_OK || sinv_row_int(row, SINV_BIN_WAREHOUSE) == place->warehouse)
        return rc;
    return refuse_other(txn, SALESINV_E_BIN_MISMATCH, "bin", place->bin, "warehouse",
                        place->warehouse);
}

static salesinv_status check_batch(sinv_txn *txn, const sinv_synced_place *place)
{
    sinv_row *row;
    salesinv_status rc =
        sinv_doc_ref(txn, "batch", SALESINV_KIND_BATCH, place->batch, &row);

    if (rc != SALESINV_OK || sinv_row_int(row, SINV_BATCH_PRODUCT) == place->product)
        return rc;
    return refuse_other(txn, SALESINV_E_BATCH_MISMATCH, "batch", place->batch,
                        "product", place->product);
}

salesinv_status sinv_synced_check_place(sinv_txn *txn, const sinv_synced_place *place)
{
    sinv_row *row;
    salesinv_status rc =
        sinv_doc_ref(txn, "product", SALESINV_KIND_PRODUCT, place->product, &row);

    if (rc == SALESINV_OK && place->warehouse != 0)
        rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE, place->warehouse,
                          &row);
    if (rc == SALESINV_OK && place->bin != 0)
        rc = check_bin(txn, place);
    if (rc == SALESINV_OK && place->batch != 0)
        rc = check_batch(txn, place);
    return rc;
}

static salesinv_status refuse_size(sinv_txn *txn, const char *field)
{
    return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, field, "%s does not fit", field);
}

/* All three figures, whichever of them were said. */
static salesinv_status complete(sinv_txn *txn, const sinv_synced_figure *said,
                                figures *out)
{
    int64_t *of = out->of;

    *out = (figures){{said->on_hand, said->frozen, said->available}, true};
    if (said->has_frozen && said->frozen < 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "frozen",
                            "a frozen quantity of %s is below 0",
                            sinv_txn_qty(txn, said->frozen));
    if (!said->has_frozen) {
        of[FROZEN] = 0;
        if (said->has_available && said->available < said->on_hand &&
            !sinv_sub_i64(said->on_hand, said->available, &of[FROZEN]))
            return refuse_size(txn, "frozen");
    }
    if (!said->has_available && !sinv_sub_i64(of[ON_HAND], of[FROZEN], &of[AVAILABLE]))
        return refuse_size(txn, "available");
    return SALESINV_OK;
}

/* ---- rows ---- */

static void take(const sinv_row *row, const int16_t columns[FIGURES], figures *out)
{
    out->are_there = !sinv_row_is_null(row, columns[ON_HAND]);
    for (int32_t i = 0; i < FIGURES; i++)
        out->of[i] = sinv_row_int(row, columns[i]);
}

static salesinv_status read(sinv_txn *txn, const int16_t columns[FIGURES],
                            synced_row *out)
{
    salesinv_status rc = sinv_txn_get(txn, out->row);

    out->is_stored = rc == SALESINV_OK;
    take(out->row, columns, &out->before);
    out->after = out->before;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static salesinv_status start(sinv_txn *txn, const sinv_synced_place *place,
                             synced_change *out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_STOCK, &out->stock.row);

    out->txn = txn;
    out->place = place;
    out->rank = sinv_synced_rank(place->bin, place->batch);
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(out->stock.row, SINV_STOCK_PRODUCT, place->product);
    sinv_row_set_int(out->stock.row, SINV_STOCK_WAREHOUSE, place->warehouse);
    if ((rc = read(txn, stock_columns, &out->stock)) != SALESINV_OK)
        return rc;
    out->from = (sinv_synced_from)sinv_row_int(out->stock.row, SINV_STOCK_SYNCED_FROM);
    if (out->rank == SINV_SYNCED_GIVEN ||
        (rc = sinv_txn_row(txn, SINV_T_DETAIL, &out->detail.row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(out->detail.row, SINV_DETAIL_PRODUCT, place->product);
    sinv_row_set_int(out->detail.row, SINV_DETAIL_WAREHOUSE, place->warehouse);
    sinv_row_set_int(out->detail.row, SINV_DETAIL_BIN, place->bin);
    sinv_row_set_int(out->detail.row, SINV_DETAIL_BATCH, place->batch);
    return read(txn, detail_columns, &out->detail);
}

static bool are_same(const figures *a, const figures *b)
{
    if (a->are_there != b->are_there)
        return false;
    for (int32_t i = 0; i < FIGURES && a->are_there; i++)
        if (a->of[i] != b->of[i])
            return false;
    return true;
}

static void set(sinv_row *row, const int16_t columns[FIGURES], int32_t at_column,
                const figures *now, salesinv_time at)
{
    for (int32_t i = 0; i < FIGURES; i++) {
        if (now->are_there)
            sinv_row_set_int(row, columns[i], now->of[i]);
        else
            sinv_row_set_null(row, columns[i]);
    }
    if (now->are_there)
        sinv_row_set_int(row, at_column, at);
    else
        sinv_row_set_null(row, at_column);
}

static salesinv_status store(sinv_txn *txn, const synced_row *of)
{
    salesinv_status rc =
        of->is_stored ? sinv_txn_save(txn, of->row) : sinv_txn_insert(txn, of->row);

    if (rc == SALESINV_E_EXISTS || rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(txn, "a row of stock changed under its figures (%d)",
                                 rc);
    return rc;
}

/* Write one row, if its figures or their time are others now; *out_changed is left when they are not. */
static salesinv_status write_row(const synced_change *change, synced_row *of,
                                 const int16_t columns[FIGURES], int32_t at_column,
                                 bool *out_changed)
{
    bool is_new_time =
        of->after.are_there && (sinv_row_is_null(of->row, at_column) ||
                                sinv_row_int(of->row, at_column) != change->at);

    if (!is_new_time && are_same(&of->before, &of->after))
        return SALESINV_OK;
    *out_changed = true;
    set(of->row, columns, at_column, &of->after, change->at);
    return store(change->txn, of);
}

/* Does the total change with the place? Its time is that of the place which changed last. */
static bool is_total_touched(const synced_change *change, sinv_synced_from before)
{
    return change->rank == SINV_SYNCED_GIVEN || change->from != before ||
           change->from == change->rank ||
           !are_same(&change->stock.before, &change->stock.after);
}

static salesinv_status write_all(synced_change *change, bool *out_changed)
{
    sinv_txn *txn = change->txn;
    const sinv_synced_place *place = change->place;
    sinv_synced_from before =
        (sinv_synced_from)sinv_row_int(change->stock.row, SINV_STOCK_SYNCED_FROM);
    salesinv_status rc = SALESINV_OK;

    *out_changed = false;
    if (change->detail.row)
        rc = write_row(change, &change->detail, detail_columns, SINV_DETAIL_SYNCED_AT,
                       out_changed);
    if (rc != SALESINV_OK || !is_total_touched(change, before))
        return rc;
    rc = sinv_safety_watch(txn, place->product, place->warehouse,
                           change->stock.after.of[AVAILABLE],
                           change->stock.before.of[AVAILABLE]);
    if (rc != SALESINV_OK)
        return rc;
    if (change->from != before)
        sinv_row_set_int(change->stock.row, SINV_STOCK_SYNCED_FROM, change->from);
    return write_row(change, &change->stock, stock_columns, SINV_STOCK_SYNCED_AT,
                     out_changed);
}

/* ---- totals ---- */

static salesinv_status add(sinv_txn *txn, figures *sum, const figures *part)
{
    for (int32_t i = 0; i < FIGURES; i++)
        if (!sinv_add_i64(sum->of[i], part->of[i], &sum->of[i]))
            return refuse_size(txn, "on_hand");
    sum->are_there = true;
    return SALESINV_OK;
}

static salesinv_status subtract(sinv_txn *txn, figures *sum, const figures *part)
{
    for (int32_t i = 0; i < FIGURES && part->are_there; i++)
        if (!sinv_sub_i64(sum->of[i], part->of[i], &sum->of[i]))
            return refuse_size(txn, "on_hand");
    return SALESINV_OK;
}

/* The total after the place got its figure. */
static salesinv_status put_into_total(synced_change *change)
{
    figures *total = &change->stock.after;
    bool is_given = total->are_there && change->from == SINV_SYNCED_GIVEN;
    salesinv_status rc;

    if (is_given || (total->are_there && change->from > change->rank))
        return SALESINV_OK;
    if (change->from != change->rank) { /* nothing as detailed as this until now */
        *total = change->detail.after;
        change->from = change->rank;
        return SALESINV_OK;
    }
    if ((rc = subtract(change->txn, total, &change->detail.before)) != SALESINV_OK)
        return rc;
    return add(change->txn, total, &change->detail.after);
}

/* Is it the row of the place itself, whose figure is about to go? */
static bool is_place(const sinv_synced_place *place, const sinv_row *row)
{
    return place->bin == sinv_row_int(row, SINV_DETAIL_BIN) &&
           place->batch == sinv_row_int(row, SINV_DETAIL_BATCH);
}

/* Add the figures of a place to the total if none is more detailed. */
static salesinv_status add_place(synced_change *change, const sinv_row *row)
{
    sinv_synced_from rank = sinv_synced_rank(sinv_row_int(row, SINV_DETAIL_BIN),
                                             sinv_row_int(row, SINV_DETAIL_BATCH));
    figures part;

    take(row, detail_columns, &part);
    if (!part.are_there || rank < change->from)
        return SALESINV_OK;
    if (rank > change->from) {
        change->from = rank;
        change->stock.after = part;
        return SALESINV_OK;
    }
    return add(change->txn, &change->stock.after, &part);
}

/* The total from all places but the one that goes. */
static salesinv_status sum_places(synced_change *change)
{
    const sinv_synced_place *place = change->place;
    sinv_range range = {.prefix = SINV_DETAIL_WAREHOUSE + 1};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(change->txn, SINV_T_DETAIL, &row);

    change->from = SINV_SYNCED_GIVEN;
    change->stock.after = (figures){{0}, false};
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_DETAIL_PRODUCT, place->product);
    sinv_row_set_int(row, SINV_DETAIL_WAREHOUSE, place->warehouse);
    range.from = row;
    rc = sinv_scan_start(change->txn, SINV_T_DETAIL, &range, &scan);
    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (!is_place(place, row) && (rc = add_place(change, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

/* ---- the two changes ---- */

salesinv_status sinv_synced_put(sinv_txn *txn, const sinv_synced_place *place,
                                const sinv_synced_figure *figure, bool *out_changed)
{
    synced_change change = {.at = figure->at < txn->now ? figure->at : txn->now};
    figures now;
    salesinv_status rc;

    *out_changed = false;
    if ((rc = sinv_synced_check_place(txn, place)) != SALESINV_OK ||
        (rc = complete(txn, figure, &now)) != SALESINV_OK ||
        (rc = start(txn, place, &change)) != SALESINV_OK)
        return rc;
    if (change.rank == SINV_SYNCED_GIVEN) {
        change.stock.after = now;
        change.from = SINV_SYNCED_GIVEN;
    } else {
        change.detail.after = now;
        rc = put_into_total(&change);
    }
    return rc == SALESINV_OK ? write_all(&change, out_changed) : rc;
}

salesinv_status sinv_synced_remove(sinv_txn *txn, const sinv_synced_place *place,
                                   bool *out_changed)
{
    synced_change change = {.at = txn->now};
    synced_row *of = &change.detail;
    salesinv_status rc = start(txn, place, &change);

    *out_changed = false;
    if (rc != SALESINV_OK)
        return rc;
    if (change.rank == SINV_SYNCED_GIVEN)
        of = &change.stock;
    if (!of->before.are_there ||
        (of == &change.stock && change.from != SINV_SYNCED_GIVEN))
        return SALESINV_OK;
    of->after = (figures){{0}, false};
    if (of == &change.stock ||
        (change.stock.before.are_there && change.from == change.rank))
        rc = sum_places(&change);
    return rc == SALESINV_OK ? write_all(&change, out_changed) : rc;
}
