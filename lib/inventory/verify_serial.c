/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I4, I5, I14. Runs come in key order, so an overlap can only be with the run before; those in
 * a warehouse are counted and compared with on hand, unless an ERP owns the stock; those promised are held by a line of an open
 * document; and from each run the chain of events is walked back to its registration.
 */
#include <string.h>

#include "base/decimal.h"
#include "core/session.h"
#include "core/tenant.h"
#include "inventory/verify.h"
#include "salesinv/product.h"
#include "salesinv/serial.h"

enum { SERIALS, ON_HAND };

typedef struct serial_state {
    sinv_tally places;            /* by product, warehouse */
    sinv_tally products;          /* products that have serials at all */
    sinv_row *rows[SINV_T_COUNT]; /* one per table, to read into */
    int64_t holder;               /* the line asked about last */
    bool is_waiting;              /* and what it is */
    bool has_before;
    int64_t scope; /* the run before */
    char prefix[64];
    size_t prefix_size;
    int64_t width;
    int64_t end; /* number behind its last */
} serial_state;

static bool follows_before(const serial_state *state, const sinv_row *run)
{
    size_t size = sinv_row_size(run, SINV_RUN_PREFIX);

    return state->has_before && state->scope == sinv_row_int(run, SINV_RUN_SCOPE) &&
           state->width == sinv_row_int(run, SINV_RUN_WIDTH) &&
           state->prefix_size == size &&
           memcmp(state->prefix, sinv_row_text(run, SINV_RUN_PREFIX), size) == 0;
}

static void remember(serial_state *state, const sinv_row *run)
{
    size_t size = sinv_row_size(run, SINV_RUN_PREFIX);

    state->has_before = size <= sizeof(state->prefix);
    if (!state->has_before)
        return;
    memcpy(state->prefix, sinv_row_text(run, SINV_RUN_PREFIX), size);
    state->prefix_size = size;
    state->scope = sinv_row_int(run, SINV_RUN_SCOPE);
    state->width = sinv_row_int(run, SINV_RUN_WIDTH);
    state->end = sinv_verify_sum(sinv_row_int(run, SINV_RUN_FIRST),
                                 sinv_row_int(run, SINV_RUN_COUNT));
}

static salesinv_status report(sinv_verify *verify, const char *invariant,
                              const sinv_row *run, const char *what)
{
    return sinv_verify_report(verify, invariant, sinv_row_int(run, SINV_RUN_PRODUCT),
                              "serial run %s/%lld from %lld (%lld): %s",
                              sinv_row_text(run, SINV_RUN_PREFIX),
                              (long long)sinv_row_int(run, SINV_RUN_WIDTH),
                              (long long)sinv_row_int(run, SINV_RUN_FIRST),
                              (long long)sinv_row_int(run, SINV_RUN_COUNT), what);
}

static bool is_in_warehouse(int64_t state)
{
    return state == SALESINV_SERIAL_IN_STOCK || state == SALESINV_SERIAL_OUTGOING;
}

static salesinv_status check_place(sinv_verify *verify, serial_state *state,
                                   const sinv_row *run)
{
    int64_t warehouse = sinv_row_int(run, SINV_RUN_WAREHOUSE);
    bool is_placed = is_in_warehouse(sinv_row_int(run, SINV_RUN_STATE));
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (is_placed != (warehouse != 0))
        return report(verify, "I4", run, "state and warehouse do not go together");
    rc = sinv_tally_at(verify->txn, &state->products,
                       sinv_row_int(run, SINV_RUN_PRODUCT), 0, &entry);
    if (rc != SALESINV_OK || !is_placed)
        return rc;
    rc = sinv_tally_at(verify->txn, &state->places, sinv_row_int(run, SINV_RUN_PRODUCT),
                       warehouse, &entry);
    if (rc == SALESINV_OK)
        sinv_tally_add(entry, SERIALS, sinv_row_int(run, SINV_RUN_COUNT));
    return rc;
}

/* An empty row to read into. */
static salesinv_status empty_row(sinv_verify *verify, serial_state *state,
                                 int32_t table, sinv_row **out)
{
    salesinv_status rc = SALESINV_OK;

    if (!state->rows[table]) {
        rc = sinv_txn_row(verify->txn, table, &state->rows[table]);
    } else {
        sinv_row_clear(state->rows[table]);
        sinv_row_set_int(state->rows[table], SINV_HEAD_TENANT, verify->txn->tenant);
    }
    *out = state->rows[table];
    return rc;
}

/* Is it a line of an open document of this kind? NOT_FOUND if the document is of another. */
static salesinv_status ask_kind(sinv_verify *verify, serial_state *state,
                                const sinv_kind *kind, int64_t line)
{
    sinv_row *row;
    salesinv_status rc;

    if ((rc = empty_row(verify, state, kind->table, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_HEAD_ID, sinv_line_document(line));
    if ((rc = sinv_txn_get(verify->txn, row)) != SALESINV_OK ||
        !sinv_kind_is_open(kind, row))
        return rc;
    if ((rc = empty_row(verify, state, kind->line_table, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_LINE_DOCUMENT, sinv_line_document(line));
    sinv_row_set_int(row, SINV_LINE_NUMBER, sinv_line_number(line));
    rc = sinv_txn_get(verify->txn, row);
    state->is_waiting = rc == SALESINV_OK;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static salesinv_status ask_kinds(sinv_verify *verify, serial_state *state, int64_t line)
{
    const sinv_assembly *assembly = verify->txn->engine->assembly;
    salesinv_status rc = SALESINV_E_NOT_FOUND;

    state->holder = line;
    state->is_waiting = false;
    for (int32_t i = 0; i < assembly->kind_count && rc == SALESINV_E_NOT_FOUND; i++)
        if (assembly->kinds[i]->flags & SINV_KIND_SERIALS)
            rc = ask_kind(verify, state, assembly->kinds[i], line);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* Many runs of one line follow each other, so the last answer is kept. */
static salesinv_status check_holder(sinv_verify *verify, serial_state *state,
                                    const sinv_row *run)
{
    int64_t is = sinv_row_int(run, SINV_RUN_STATE);
    int64_t holder = sinv_row_int(run, SINV_RUN_HOLDER);
    salesinv_status rc;

    if (is != SALESINV_SERIAL_INCOMING && is != SALESINV_SERIAL_OUTGOING)
        return is == SALESINV_SERIAL_IN_STOCK && holder != 0
                   ? report(verify, "I4", run, "it is free and has a holder")
                   : SALESINV_OK;
    if (holder != state->holder &&
        (rc = ask_kinds(verify, state, holder)) != SALESINV_OK)
        return rc;
    return state->is_waiting
               ? SALESINV_OK
               : report(verify, "I4", run, "its holder is no line of an open document");
}

/* One event back: does it cover the run, and does it lead to where the walk came from? */
static bool is_link(const sinv_row *event, const sinv_row *run, int64_t to_state)
{
    int64_t first = sinv_row_int(run, SINV_RUN_FIRST);
    int64_t from = sinv_row_int(event, SINV_SERIAL_EVENT_FIRST);

    return sinv_row_int(event, SINV_SERIAL_EVENT_TO_STATE) == to_state &&
           from <= first &&
           sinv_verify_sum(first, sinv_row_int(run, SINV_RUN_COUNT)) <=
               sinv_verify_sum(from, sinv_row_int(event, SINV_SERIAL_EVENT_COUNT));
}

static salesinv_status check_chain(sinv_verify *verify, serial_state *state,
                                   const sinv_row *run)
{
    sinv_row *event;
    int64_t to_state = sinv_row_int(run, SINV_RUN_STATE);
    int64_t id = sinv_row_int(run, SINV_RUN_EVENT);
    salesinv_status rc;

    while (id != 0) {
        int64_t previous;
        if ((rc = empty_row(verify, state, SINV_T_SERIAL_EVENT, &event)) != SALESINV_OK)
            return rc;
        sinv_row_set_int(event, SINV_SERIAL_EVENT_ID, id);
        rc = sinv_txn_get(verify->txn, event);
        if (rc == SALESINV_E_NOT_FOUND)
            return report(verify, "I14", run, "an event of its life is missing");
        if (rc != SALESINV_OK || (rc = sinv_verify_count(verify)) != SALESINV_OK)
            return rc;
        if (!is_link(event, run, to_state))
            return report(verify, "I14", run, "an event does not lead to the next");
        previous = sinv_row_int(event, SINV_SERIAL_EVENT_PREVIOUS);
        if (previous >= id)
            return report(verify, "I14", run, "its events do not go back in time");
        to_state = sinv_row_int(event, SINV_SERIAL_EVENT_FROM_STATE);
        id = previous;
    }
    return to_state == 0 ? SALESINV_OK
                         : report(verify, "I14", run, "its life has no beginning");
}

static salesinv_status visit_run(sinv_verify *verify, const sinv_row *run,
                                 void *context)
{
    serial_state *state = context;
    salesinv_status rc = SALESINV_OK;

    if (follows_before(state, run) && sinv_row_int(run, SINV_RUN_FIRST) < state->end)
        rc = report(verify, "I4", run, "it overlaps the run before");
    remember(state, run);
    if (rc == SALESINV_OK)
        rc = check_place(verify, state, run);
    if (rc == SALESINV_OK)
        rc = check_holder(verify, state, run);
    return rc == SALESINV_OK ? check_chain(verify, state, run) : rc;
}

static salesinv_status visit_stock(sinv_verify *verify, const sinv_row *row,
                                   void *context)
{
    serial_state *state = context;
    int64_t product = sinv_row_int(row, SINV_STOCK_PRODUCT);
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (!sinv_tally_find(&state->products, product, 0))
        return SALESINV_OK;
    rc = sinv_tally_at(verify->txn, &state->places, product,
                       sinv_row_int(row, SINV_STOCK_WAREHOUSE), &entry);
    if (rc == SALESINV_OK)
        entry->sums[ON_HAND] = sinv_row_int(row, SINV_STOCK_ON_HAND);
    return rc;
}

static salesinv_status visit_product(sinv_verify *verify, const sinv_row *row,
                                     void *context)
{
    serial_state *state = context;
    sinv_tally_entry *entry;

    if (sinv_row_int(row, SINV_PRODUCT_TRACKING) != SALESINV_TRACKING_SERIAL)
        return SALESINV_OK;
    return sinv_tally_at(verify->txn, &state->products, sinv_row_int(row, SINV_HEAD_ID),
                         0, &entry);
}

static salesinv_status compare(sinv_verify *verify, const serial_state *state)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < state->places.capacity && rc == SALESINV_OK; i++) {
        const sinv_tally_entry *entry = &state->places.entries[i];
        if (entry->is_used &&
            (entry->sums[ON_HAND] % SINV_QTY_ONE != 0 ||
             entry->sums[ON_HAND] / SINV_QTY_ONE != entry->sums[SERIALS]))
            rc = sinv_verify_report(
                verify, "I5", entry->a,
                "product %lld, warehouse %lld: %lld serials, on hand %lld millionths",
                (long long)entry->a, (long long)entry->b,
                (long long)entry->sums[SERIALS], (long long)entry->sums[ON_HAND]);
    }
    return rc;
}

salesinv_status sinv_verify_serials(sinv_verify *verify)
{
    salesinv_edition edition;
    serial_state state;
    salesinv_status rc;

    memset(&state, 0, sizeof(state));
    if ((rc = sinv_verify_walk(verify, SINV_T_PRODUCT, 0, visit_product, &state)) !=
            SALESINV_OK ||
        (rc = sinv_verify_walk(verify, SINV_T_RUN, 0, visit_run, &state)) !=
            SALESINV_OK ||
        (rc = sinv_verify_walk(verify, SINV_T_STOCK, 0, visit_stock, &state)) !=
            SALESINV_OK)
        return rc;
    if ((rc = sinv_edition_read(verify->txn, &edition)) != SALESINV_OK ||
        edition == SALESINV_EDITION_INTEGRATION)
        return rc;
    return compare(verify, &state);
}
