/* SPDX-License-Identifier: Apache-2.0 */
/*
 * INSUFFICIENT_STOCK, explained: the figures in one line for people, and as details with
 * the lines that hold most of the product. Texts are made first: reading may replace the error.
 */
#include <stdio.h>

#include "base/decimal.h"
#include "core/settings.h"
#include "inventory/freeze.h"
#include "inventory/holder.h"
#include "inventory/stock.h"

enum { HOLDERS_NAMED = 10, SHORT_NAMED = 5, SHORT_HOLDERS = 3, KEY_MAX = 40 };
enum { SOURCE_TEXT = 64 };
static const int64_t SECOND_US = INT64_C(1000000);

/* The greatest holders, and how many there are. */
typedef struct shortage {
    salesinv_id product;
    salesinv_id warehouse; /* 0: several */
    salesinv_qty wanted;
    int64_t line; /* 0: none */
    salesinv_qty own;
    const sinv_stock *stock;
    const sinv_freeze *holders[HOLDERS_NAMED];
    int32_t named;
    int64_t count;
} shortage;

/* Put a freeze among the greatest ones; the last of a full list falls out. */
static void rank(shortage *of, const sinv_freeze *freeze)
{
    int32_t at = of->named < HOLDERS_NAMED ? of->named++ : HOLDERS_NAMED;

    while (at > 0 && of->holders[at - 1]->qty < freeze->qty) {
        if (at < HOLDERS_NAMED)
            of->holders[at] = of->holders[at - 1];
        at--;
    }
    if (at < HOLDERS_NAMED)
        of->holders[at] = freeze;
}

static salesinv_status rank_readable(sinv_txn *txn, shortage *of,
                                     const sinv_freezes *freezes)
{
    for (uint32_t i = 0; i < freezes->count; i++) {
        const sinv_freeze *freeze = &freezes->items[i];
        if (freeze->line == of->line)
            continue;
        of->count++;
        rank(of, freeze);
    }
    for (int32_t i = 0; i < of->named; i++) {
        bool is_readable;
        salesinv_status rc =
            sinv_holder_is_readable(txn, of->holders[i]->line, &is_readable);
        if (rc != SALESINV_OK)
            return rc;
        if (!is_readable)
            of->holders[i] = NULL;
    }
    return SALESINV_OK;
}

static salesinv_status list_holders(sinv_txn *txn, shortage *of)
{
    sinv_freezes freezes = {NULL, 0, 0};
    sinv_stocks places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    if (of->warehouse != 0)
        rc = sinv_freeze_list(txn, of->product, of->warehouse, 0, &freezes);
    else
        rc = sinv_stock_list(txn, of->product, &places);
    for (uint32_t i = 0; i < places.count && rc == SALESINV_OK; i++)
        if (places.items[i].frozen > 0)
            rc = sinv_freeze_list(txn, of->product, places.items[i].warehouse, 0,
                                  &freezes);
    return rc == SALESINV_OK ? rank_readable(txn, of, &freezes) : rc;
}

static void add_figures(sinv_err *err, const shortage *of)
{
    sinv_err_add_int(err, "product", of->product);
    if (of->warehouse != 0)
        sinv_err_add_int(err, "warehouse", of->warehouse);
    sinv_err_add_qty(err, "wanted", of->wanted);
    sinv_err_add_qty(err, "on_hand", of->stock->on_hand);
    sinv_err_add_qty(err, "frozen", of->stock->frozen);
    sinv_err_add_qty(err, "available", of->stock->available);
    if (of->line != 0)
        sinv_err_add_qty(err, "own", of->own);
}

/* Where an ERP owns the stock: what its figures are worth. */
typedef struct source {
    bool is_synced;
    bool is_stale; /* the ERP is to be asked for figures, and was not */
    char text[SOURCE_TEXT];
} source;

static salesinv_status read_source(sinv_txn *txn, const sinv_stock *stock, source *out)
{
    int64_t is_live = 0;
    salesinv_status rc = sinv_edition_is_synced(txn, &out->is_synced);

    out->text[0] = '\0';
    if (rc != SALESINV_OK || !out->is_synced)
        return rc;
    rc = sinv_setting_int(txn, SINV_SET_ERP_REALTIME_STOCK, NULL, &is_live);
    out->is_stale = is_live && !stock->is_asked;
    if (stock->is_asked)
        (void)snprintf(out->text, sizeof(out->text), ", asked of the ERP");
    else if (stock->synced_at == SALESINV_TIME_NONE)
        (void)snprintf(out->text, sizeof(out->text), ", never synchronised");
    else
        (void)snprintf(out->text, sizeof(out->text), ", synchronised %lld s ago",
                       (long long)((txn->now - stock->synced_at) / SECOND_US));
    return rc;
}

static void add_source(sinv_err *err, const char *before, const sinv_stock *stock,
                       const source *of)
{
    char key[2 * KEY_MAX];

    if (!of->is_synced)
        return;
    (void)snprintf(key, sizeof(key), "%ssource", before);
    sinv_err_add_text(err, key, stock->is_asked ? "erp" : "synced");
    (void)snprintf(key, sizeof(key), "%sat", before);
    if (stock->synced_at != SALESINV_TIME_NONE)
        sinv_err_add_int(err, key, stock->synced_at);
    (void)snprintf(key, sizeof(key), "%sstale", before);
    sinv_err_add_int(err, key, of->is_stale);
}

/* `before` stands before each key: "", or "short.2.". */
static void add_holders(sinv_txn *txn, const char *before, int32_t most,
                        const shortage *of)
{
    char key[KEY_MAX];
    int32_t n = 0;

    for (int32_t i = 0; i < of->named && n < most; i++) {
        if (!of->holders[i])
            continue;
        n++;
        sinv_holder_name(txn, before, n, of->holders[i]->line);
        sinv_holder_add_qty(txn, before, n, of->holders[i]->qty);
    }
    (void)snprintf(key, sizeof(key), "%sholders_more", before);
    if (of->count > n)
        sinv_err_add_int(txn->err, key, of->count - n);
}

static salesinv_status refuse(sinv_txn *txn, const char *field, shortage *of)
{
    char wanted[SINV_DECIMAL_TEXT_MAX];
    char on_hand[SINV_DECIMAL_TEXT_MAX];
    char frozen[SINV_DECIMAL_TEXT_MAX];
    char available[SINV_DECIMAL_TEXT_MAX];
    char own[SINV_DECIMAL_TEXT_MAX];
    source from;
    salesinv_status rc = list_holders(txn, of);

    if (rc != SALESINV_OK || (rc = read_source(txn, of->stock, &from)) != SALESINV_OK)
        return rc;
    (void)sinv_decimal_format(of->wanted, SINV_QTY_SCALE, wanted);
    (void)sinv_decimal_format(of->stock->on_hand, SINV_QTY_SCALE, on_hand);
    (void)sinv_decimal_format(of->stock->frozen, SINV_QTY_SCALE, frozen);
    (void)sinv_decimal_format(of->stock->available, SINV_QTY_SCALE, available);
    (void)sinv_decimal_format(of->own, SINV_QTY_SCALE, own);
    rc = sinv_err_set(txn->err, SALESINV_E_INSUFFICIENT_STOCK, field,
                      "wanted %s, on hand %s, frozen %s, available %s%s%s%s", wanted,
                      on_hand, frozen, available, of->line ? ", own " : "",
                      of->line ? own : "", from.text);
    add_figures(txn->err, of);
    add_source(txn->err, "", of->stock, &from);
    add_holders(txn, "", HOLDERS_NAMED, of);
    return rc;
}

salesinv_status sinv_stock_refuse(sinv_txn *txn, const char *field, salesinv_id product,
                                  salesinv_id warehouse, salesinv_qty wanted,
                                  int64_t line)
{
    sinv_stock stock;
    shortage of = {.product = product,
                   .warehouse = warehouse,
                   .wanted = wanted,
                   .line = line,
                   .stock = &stock};
    salesinv_status rc = sinv_stock_own(txn, product, warehouse, line, &stock, &of.own);

    return rc == SALESINV_OK ? refuse(txn, field, &of) : rc;
}

static void add_figure(sinv_err *err, const char *before, const char *what,
                       salesinv_qty value)
{
    char key[2 * KEY_MAX];

    (void)snprintf(key, sizeof(key), "%s%s", before, what);
    sinv_err_add_qty(err, key, value);
}

/* With the figures that were found too small. */
static salesinv_status refuse_first(sinv_txn *txn, sinv_shortages *of,
                                    const sinv_short *what)
{
    sinv_stock stored;
    shortage found = {.product = what->product,
                      .warehouse = what->warehouse,
                      .wanted = what->wanted,
                      .line = what->own_line,
                      .stock = what->stock};
    salesinv_status rc = what->own_line != 0
                             ? sinv_stock_own(txn, what->product, what->warehouse,
                                              what->own_line, &stored, &found.own)
                             : SALESINV_OK;

    if (rc != SALESINV_OK)
        return rc;
    of->status = refuse(txn, what->field, &found);
    return of->status == SALESINV_E_INSUFFICIENT_STOCK ? SALESINV_OK : of->status;
}

/* Behind the first refusal: reading who holds the product leaves that as it is. */
static salesinv_status add_short(sinv_txn *txn, int32_t n, const sinv_short *what)
{
    shortage of = {.product = what->product,
                   .warehouse = what->warehouse,
                   .wanted = what->wanted,
                   .line = what->own_line};
    char before[KEY_MAX];
    char key[KEY_MAX];
    source from;
    salesinv_status rc = list_holders(txn, &of);

    if (rc != SALESINV_OK || (rc = read_source(txn, what->stock, &from)) != SALESINV_OK)
        return rc;
    (void)snprintf(before, sizeof(before), "short.%d.", n);
    (void)snprintf(key, sizeof(key), "short.%d.product", n);
    sinv_err_add_int(txn->err, key, what->product);
    add_figure(txn->err, before, "wanted", what->wanted);
    add_figure(txn->err, before, "on_hand", what->stock->on_hand);
    add_figure(txn->err, before, "frozen", what->stock->frozen);
    add_figure(txn->err, before, "available", what->stock->available);
    add_source(txn->err, before, what->stock, &from);
    add_holders(txn, before, SHORT_HOLDERS, &of);
    return SALESINV_OK;
}

salesinv_status sinv_shortages_add(sinv_txn *txn, sinv_shortages *of,
                                   const sinv_short *what)
{
    if (++of->count == 1)
        return refuse_first(txn, of, what);
    return of->count <= SHORT_NAMED ? add_short(txn, of->count, what) : SALESINV_OK;
}

salesinv_status sinv_shortages_end(sinv_txn *txn, const sinv_shortages *of)
{
    if (of->count > 1)
        sinv_err_add_int(txn->err, "shorts", of->count);
    return of->status;
}
