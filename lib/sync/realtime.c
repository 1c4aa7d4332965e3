/* SPDX-License-Identifier: Apache-2.0 */
/* The three steps of asking for present stock; see realtime.h. */
#include "sync/realtime.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/licence.h"
#include "core/settings.h"
#include "sync/link.h"
#include "sync/registry.h"

static const int64_t MS_US = 1000;

/* ---- what is to be asked ---- */

static salesinv_status call_it(sinv_txn *txn, const sinv_realtime *of,
                               salesinv_kind kind, salesinv_id id, uint32_t *count)
{
    sinv_called *to = &of->called[of->product_count + of->place_count];
    const char *name;
    salesinv_status rc =
        sinv_link_external_id(txn, of->connector->name, kind, id, &name);

    if (rc != SALESINV_OK || !name)
        return rc;
    to->id = id;
    (void)snprintf(to->name, sizeof(to->name), "%s", name);
    ++*count;
    return SALESINV_OK;
}

/* What the ERP does not know it is not asked for. */
static salesinv_status take_names(sinv_txn *txn, sinv_realtime *of,
                                  const sinv_available *available)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < available->product_count && rc == SALESINV_OK; i++)
        rc = call_it(txn, of, SALESINV_KIND_PRODUCT, available->products[i],
                     &of->product_count);
    if (of->is_single && rc == SALESINV_OK)
        return call_it(txn, of, SALESINV_KIND_WAREHOUSE, available->warehouse,
                       &of->place_count);
    for (uint32_t i = 0; i < available->places.count && rc == SALESINV_OK; i++)
        rc = call_it(txn, of, SALESINV_KIND_WAREHOUSE, available->places.items[i].id,
                     &of->place_count);
    return rc;
}

static salesinv_status check_connector(sinv_txn *txn, sinv_realtime *of)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_require(txn, of->connector->name, &row);

    if (rc != SALESINV_OK)
        return rc;
    of->is_paused = !sinv_connector_is_active(row);
    return sinv_setting_require(txn, SINV_SET_ERP_REALTIME_STOCK, NULL);
}

salesinv_status sinv_realtime_find(sinv_txn *txn, sinv_realtime *of)
{
    sinv_heap *heap = txn->engine->heap;
    sinv_available available;
    uint32_t most;
    salesinv_status rc;

    sinv_realtime_free(of); /* of an earlier attempt */
    if ((rc = check_connector(txn, of)) != SALESINV_OK ||
        (rc = sinv_availability_look(txn, &of->ask, &available)) != SALESINV_OK)
        return rc;
    of->is_single = available.mode == SALESINV_MODE_SINGLE;
    of->is_needed = available.product_count > 0;
    most = available.product_count + 1 + available.places.count;
    of->called = sinv_alloc(heap, most * sizeof(*of->called));
    return of->called ? take_names(txn, of, &available) : sinv_txn_nomem(txn);
}

void sinv_realtime_free(sinv_realtime *of)
{
    sinv_free(of->session->engine->heap, of->called);
    of->called = NULL;
    of->product_count = 0;
    of->place_count = 0;
}

/* ---- asking ---- */

static void note(sinv_realtime *of, salesinv_status outcome, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void note(sinv_realtime *of, salesinv_status outcome, const char *format, ...)
{
    va_list args;

    of->ask.outcome = outcome;
    va_start(args, format);
    (void)vsnprintf(of->ask.reason, sizeof(of->ask.reason), format, args);
    va_end(args);
}

/* Call the connector and look at the clock. */
static salesinv_status call_connector(sinv_realtime *of, const char *const *names)
{
    const salesinv_engine *engine = of->session->engine;
    const salesinv_clock *clock = &engine->clock;
    const salesinv_stock_query query = {
        .struct_size = sizeof(query),
        .count = (int32_t)of->product_count,
        .timeout_ms = of->timeout_ms,
        .products = names,
        .warehouse = of->is_single ? of->called[of->product_count].name : NULL,
    };
    int64_t before = clock->monotonic(engine->clock_self);
    salesinv_status rc = sinv_connector_stock(of->connector, &query);
    int64_t took = clock->monotonic(engine->clock_self) - before;

    if (rc != SALESINV_OK)
        note(of, rc, "%s", salesinv_error_message(engine->err));
    else if (took > of->timeout_ms * MS_US)
        note(of, SALESINV_E_CONNECTOR_TIMEOUT,
             "the ERP answered after %lld ms, %lld ms were given",
             (long long)(took / MS_US), (long long)of->timeout_ms);
    return rc == SALESINV_E_NOMEM || rc == SALESINV_E_INTERRUPTED ? rc : SALESINV_OK;
}

static const sinv_called *find_place(const sinv_realtime *of, const char *name)
{
    for (uint32_t i = 0; i < of->place_count; i++)
        if (strcmp(of->called[of->product_count + i].name, name) == 0)
            return &of->called[of->product_count + i];
    return NULL;
}

/* What it said of warehouses of ours. */
static salesinv_status remember(sinv_realtime *of, salesinv_time asked_at)
{
    const salesinv_figures *figures = &of->connector->figures;
    sinv_heap *heap = of->session->engine->heap;
    uint32_t count = 0;
    sinv_recent *recent =
        sinv_alloc(heap, ((size_t)figures->count + 1) * sizeof(*recent));
    salesinv_status rc;

    if (!recent)
        return sinv_err_set(of->session->engine->err, SALESINV_E_NOMEM, NULL,
                            "out of memory");
    for (int32_t i = 0; i < figures->count; i++) {
        const sinv_figure *figure = &figures->figures[i];
        const sinv_called *place = find_place(of, figure->warehouse);

        if (place)
            recent[count++] = (sinv_recent){
                .product = of->called[figure->product].id,
                .warehouse = place->id,
                .on_hand = figure->on_hand,
                .available = figure->available,
                .at = figure->at != SALESINV_TIME_NONE ? figure->at : asked_at,
                .asked_at = asked_at};
    }
    rc = sinv_recent_remember(of->session, recent, count);
    sinv_free(heap, recent);
    return rc;
}

/* An ERP that fails is no failure of the call: the error of an earlier one stays as it is. */
static salesinv_status call_quietly(sinv_realtime *of, const char *const *names)
{
    salesinv_engine *engine = of->session->engine;
    sinv_err *before = sinv_alloc(engine->heap, sinv_err_size());
    salesinv_status rc;

    if (!before)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    sinv_err_copy(before, engine->err);
    rc = call_connector(of, names);
    if (rc == SALESINV_OK)
        sinv_err_copy(engine->err, before);
    sinv_free(engine->heap, before);
    return rc;
}

static salesinv_status ask_for_all(sinv_realtime *of)
{
    salesinv_engine *engine = of->session->engine;
    salesinv_time asked_at = engine->clock.now(engine->clock_self);
    const char **names = sinv_alloc(engine->heap, of->product_count * sizeof(*names));
    salesinv_status rc;

    if (!names)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    for (uint32_t i = 0; i < of->product_count; i++)
        names[i] = of->called[i].name;
    rc = call_quietly(of, names);
    sinv_free(engine->heap, names);
    return rc == SALESINV_OK && of->ask.outcome == SALESINV_OK ? remember(of, asked_at)
                                                               : rc;
}

salesinv_status sinv_realtime_ask(sinv_realtime *of)
{
    if (!of->is_needed)
        return SALESINV_OK;
    if (of->is_paused) {
        note(of, SALESINV_E_INVALID_STATE, "connector %s is paused",
             of->connector->name);
        return SALESINV_OK;
    }
    if (of->product_count == 0 || of->place_count == 0) {
        note(of, SALESINV_E_NOT_FOUND, "the ERP knows no %s of the order",
             of->product_count == 0 ? "product" : "warehouse");
        return SALESINV_OK;
    }
    return ask_for_all(of);
}

/* ---- the answer ---- */

/* Asking needs no display beside orders; showing the figures does. */
static salesinv_status read_is_shown(sinv_txn *txn, bool *out)
{
    int64_t is_on;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_ORDER_DISPLAY_STOCK, NULL, &is_on);

    *out = is_on != 0;
    return rc == SALESINV_OK && is_on
               ? sinv_licence_is_valid(txn, SINV_AVAILABILITY_LICENCE, out)
               : rc;
}

salesinv_status sinv_realtime_answer(sinv_txn *txn, const sinv_realtime *of)
{
    sinv_available available;
    bool is_shown;
    salesinv_status rc = sinv_availability_look(txn, &of->ask, &available);

    if (rc != SALESINV_OK || (rc = read_is_shown(txn, &is_shown)) != SALESINV_OK)
        return rc;
    return sinv_availability_make(txn, &of->ask, &available, is_shown);
}
