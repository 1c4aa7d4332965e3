/* SPDX-License-Identifier: Apache-2.0 */
/* Remembering what an ERP was asked for: a list in one block of the session. */
#include "inventory/recent.h"

#include <string.h>

#include "base/checked.h"
#include "core/settings.h"

static const int64_t SECOND_US = INT64_C(1000000);
static const int64_t KEPT_US =
    INT64_C(3600000000); /* the most that the setting allows */

/* The session's block. */
typedef struct memory {
    uint32_t count;
    sinv_recent items[];
} memory;

static bool is_same_place(const sinv_recent *a, const sinv_recent *b)
{
    return a->product == b->product && a->warehouse == b->warehouse;
}

/* What no setting lets count any more is forgotten. */
static void forget_old(memory *of, salesinv_time now)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < of->count; i++)
        if (now - of->items[i].asked_at <= KEPT_US)
            of->items[kept++] = of->items[i];
    of->count = kept;
}

static void remember(memory *of, const sinv_recent *figure)
{
    uint32_t at = 0;

    while (at < of->count && !is_same_place(&of->items[at], figure))
        at++;
    of->items[at] = *figure;
    of->count += at == of->count;
}

salesinv_status sinv_recent_remember(salesinv_session *session,
                                     const sinv_recent *figures, uint32_t count)
{
    sinv_heap *heap = session->engine->heap;
    const memory *old = session->recent;
    uint32_t held = old ? old->count : 0;
    memory *made;

    if (count == 0)
        return SALESINV_OK;
    made = sinv_alloc(heap, sizeof(*made) + (held + (size_t)count) * sizeof(*figures));
    if (!made)
        return sinv_err_set(session->engine->err, SALESINV_E_NOMEM, NULL,
                            "out of memory");
    made->count = held;
    if (held > 0)
        memcpy(made->items, old->items, held * sizeof(*figures));
    forget_old(made, figures[0].asked_at);
    for (uint32_t i = 0; i < count; i++)
        remember(made, &figures[i]);
    sinv_free(heap, session->recent);
    session->recent = made;
    return SALESINV_OK;
}

/* How long figures count, < 0: they do not. */
static salesinv_status read_age(sinv_txn *txn, int64_t *out)
{
    bool is_synced;
    int64_t is_on = 0;
    int64_t seconds = 0;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    *out = -1;
    if (rc != SALESINV_OK || !is_synced)
        return rc;
    rc = sinv_setting_int(txn, SINV_SET_ERP_REALTIME_STOCK, NULL, &is_on);
    if (rc == SALESINV_OK && is_on)
        rc = sinv_setting_int(txn, SINV_SET_ERP_REALTIME_SECONDS, NULL, &seconds);
    if (rc == SALESINV_OK && is_on)
        *out = seconds * SECOND_US;
    return rc;
}

static bool counts(const sinv_txn *txn, const sinv_recent *figure, int64_t age)
{
    int64_t since = txn->now - figure->asked_at;

    return since >= 0 && since <= age;
}

/* The ERP's answer in the place of what it sent, unless that is later. */
static void overlay(const sinv_recent *figure, sinv_stock *stock)
{
    if (stock->has_row && stock->synced_at > figure->at)
        return;
    *stock = (sinv_stock){.warehouse = figure->warehouse,
                          .on_hand = figure->on_hand,
                          .available = figure->available,
                          .has_row = true,
                          .is_asked = true,
                          .synced_at = figure->at};
    if (!sinv_sub_i64(figure->on_hand, figure->available, &stock->frozen))
        stock->frozen = INT64_MAX;
}

salesinv_status sinv_recent_get(sinv_txn *txn, salesinv_id product,
                                salesinv_id warehouse, sinv_stock *out)
{
    const memory *known = txn->session ? txn->session->recent : NULL;
    int64_t age;
    salesinv_status rc = sinv_stock_get(txn, product, warehouse, out);

    if (rc != SALESINV_OK || !known || (rc = read_age(txn, &age)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < known->count; i++)
        if (known->items[i].product == product &&
            known->items[i].warehouse == warehouse &&
            counts(txn, &known->items[i], age))
            overlay(&known->items[i], out);
    return SALESINV_OK;
}

/* Over the place's figures, or behind them all. */
static salesinv_status overlay_list(sinv_txn *txn, const sinv_recent *figure,
                                    sinv_stocks *stocks)
{
    salesinv_status rc;

    for (uint32_t i = 0; i < stocks->count; i++)
        if (stocks->items[i].warehouse == figure->warehouse) {
            overlay(figure, &stocks->items[i]);
            return SALESINV_OK;
        }
    rc = sinv_txn_grow(txn, (void **)&stocks->items, sizeof(*stocks->items),
                       stocks->count, &stocks->capacity);
    if (rc != SALESINV_OK)
        return rc;
    stocks->items[stocks->count] = (sinv_stock){.synced_at = SALESINV_TIME_NONE};
    overlay(figure, &stocks->items[stocks->count++]);
    return SALESINV_OK;
}

salesinv_status sinv_recent_list(sinv_txn *txn, salesinv_id product, sinv_stocks *out)
{
    const memory *known = txn->session ? txn->session->recent : NULL;
    int64_t age;
    salesinv_status rc = sinv_stock_list(txn, product, out);

    if (rc != SALESINV_OK || !known || (rc = read_age(txn, &age)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < known->count && rc == SALESINV_OK; i++)
        if (known->items[i].product == product && counts(txn, &known->items[i], age))
            rc = overlay_list(txn, &known->items[i], out);
    return rc;
}
