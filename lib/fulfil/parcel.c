/* SPDX-License-Identifier: Apache-2.0 */
/* Parcels and traces as rows; see parcel.h. */
#include "fulfil/parcel.h"

#include <string.h>

#include "fulfil/shipment.h"

static const char *text_of(const sinv_row *row, int32_t column)
{
    const char *text = sinv_row_text(row, column);

    return text && *text ? text : NULL;
}

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static salesinv_status copy_row(sinv_txn *txn, const sinv_row *from, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, from->table, out);

    if (rc != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < from->count; i++)
        sinv_row_copy_cell(*out, i, from, i);
    (*out)->changed = 0;
    return (*out)->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status collect(sinv_txn *txn, const sinv_range *range,
                               sinv_parcels *out)
{
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_PARCEL, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_PARCEL, range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = sinv_txn_grow(txn, (void **)&out->rows, sizeof(*out->rows),
                                out->count, &out->capacity)) != SALESINV_OK ||
            (rc = copy_row(txn, row, &out->rows[out->count++])) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_parcels_load(sinv_txn *txn, salesinv_id shipment,
                                  sinv_parcels *out)
{
    sinv_range range = {.prefix = 2};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_PARCEL, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_PARCEL_SHIPMENT, shipment);
    range.from = from;
    return collect(txn, &range, out);
}

salesinv_status sinv_parcels_find(sinv_txn *txn, const char *tracking_number,
                                  sinv_parcels *out)
{
    sinv_range range = {.index = SINV_INDEX_PARCEL_NUMBER, .prefix = 2};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_PARCEL, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(from, SINV_PARCEL_TRACKING_NUMBER, tracking_number);
    range.from = from;
    return collect(txn, &range, out);
}

salesinv_status sinv_parcel_get(sinv_txn *txn, salesinv_id shipment, int64_t number,
                                sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_PARCEL, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(*out, SINV_PARCEL_SHIPMENT, shipment);
    sinv_row_set_int(*out, SINV_PARCEL_NUMBER, number);
    return sinv_txn_get(txn, *out);
}

static salesinv_status keep_text(sinv_txn *txn, const sinv_row *row, int32_t column,
                                 const char **out)
{
    const char *text = text_of(row, column);

    *out = text ? sinv_arena_text(txn->arena, text, sinv_row_size(row, column)) : NULL;
    return text && !*out ? sinv_txn_nomem(txn) : SALESINV_OK;
}

static salesinv_status keep_entry(sinv_txn *txn, const sinv_row *row, sinv_trace *out)
{
    sinv_trace_entry *entry;
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc != SALESINV_OK)
        return rc;
    entry = &out->items[out->count++];
    entry->at = sinv_row_int(row, SINV_PARCEL_TRACE_AT);
    entry->state = (int32_t)sinv_row_int(row, SINV_PARCEL_TRACE_STATE);
    if ((rc = keep_text(txn, row, SINV_PARCEL_TRACE_STATUS, &entry->status)) !=
            SALESINV_OK ||
        (rc = keep_text(txn, row, SINV_PARCEL_TRACE_PLACE, &entry->place)) !=
            SALESINV_OK)
        return rc;
    return keep_text(txn, row, SINV_PARCEL_TRACE_TEXT, &entry->text);
}

salesinv_status sinv_trace_load(sinv_txn *txn, const sinv_row *parcel, sinv_trace *out)
{
    sinv_range range = {.prefix = 2};
    sinv_row *from;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_PARCEL_TRACE, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_PARCEL_TRACE, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_PARCEL_TRACE_PARCEL, sinv_parcel_line(parcel));
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_PARCEL_TRACE, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = keep_entry(txn, row, out)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_parcel_insert(sinv_txn *txn, salesinv_id shipment, int64_t number,
                                   const char *carrier, const char *tracking_number)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_PARCEL, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_PARCEL_SHIPMENT, shipment);
    sinv_row_set_int(row, SINV_PARCEL_NUMBER, number);
    sinv_row_set_text(row, SINV_PARCEL_CARRIER, carrier);
    sinv_row_set_text(row, SINV_PARCEL_TRACKING_NUMBER, tracking_number);
    sinv_row_set_int(row, SINV_PARCEL_ASK_AT, 0); /* at once */
    return sinv_txn_insert(txn, row);
}

static salesinv_status clear_trace(sinv_txn *txn, const sinv_row *parcel)
{
    int64_t count = sinv_row_int(parcel, SINV_PARCEL_ENTRIES);
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_PARCEL_TRACE, &row);

    for (int64_t i = 1; i <= count && rc == SALESINV_OK; i++) {
        sinv_row_set_int(row, SINV_PARCEL_TRACE_PARCEL, sinv_parcel_line(parcel));
        sinv_row_set_int(row, SINV_PARCEL_TRACE_NUMBER, i);
        rc = sinv_txn_remove(txn, row);
    }
    return rc;
}

salesinv_status sinv_parcel_remove(sinv_txn *txn, const sinv_row *parcel)
{
    salesinv_status rc = clear_trace(txn, parcel);

    return rc == SALESINV_OK ? sinv_txn_remove(txn, parcel) : rc;
}

salesinv_status sinv_parcel_check_free(sinv_txn *txn, salesinv_id shipment,
                                       int64_t number, const char *carrier,
                                       const char *tracking_number)
{
    sinv_parcels parcels = {0};
    salesinv_status rc = sinv_parcels_load(txn, shipment, &parcels);

    for (uint32_t i = 0; i < parcels.count && rc == SALESINV_OK; i++) {
        const sinv_row *row = parcels.rows[i];

        if (sinv_row_int(row, SINV_PARCEL_NUMBER) == number ||
            !is_same(text_of(row, SINV_PARCEL_TRACKING_NUMBER), tracking_number) ||
            !is_same(text_of(row, SINV_PARCEL_CARRIER), carrier))
            continue;
        rc = sinv_err_set(txn->err, SALESINV_E_EXISTS, "tracking_number",
                          "parcel %lld of shipment %lld is %s already",
                          (long long)sinv_row_int(row, SINV_PARCEL_NUMBER),
                          (long long)shipment, tracking_number);
        sinv_err_add_int(txn->err, "parcel", sinv_row_int(row, SINV_PARCEL_NUMBER));
    }
    return rc;
}

/* The shipment's own parcel as it is stored; *out is NULL if there is none. */
static salesinv_status get_own(sinv_txn *txn, const sinv_doc *shipment, sinv_row **out)
{
    sinv_row *row;
    salesinv_status rc;

    *out = NULL;
    if (shipment->is_new)
        return SALESINV_OK;
    rc = sinv_parcel_get(txn, sinv_doc_id(shipment), SINV_PARCEL_OF_SHIPMENT, &row);
    if (rc == SALESINV_OK)
        *out = row;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* Another carrier or number is another parcel: it starts afresh. */
salesinv_status sinv_parcel_follow(sinv_txn *txn, sinv_doc *shipment)
{
    const char *carrier = text_of(shipment->head, SINV_SHIPMENT_CARRIER);
    const char *number = text_of(shipment->head, SINV_SHIPMENT_TRACKING_NUMBER);
    salesinv_id id = sinv_doc_id(shipment);
    sinv_row *own;
    salesinv_status rc = get_own(txn, shipment, &own);

    if (rc != SALESINV_OK || (!own && !number))
        return rc;
    if (own && is_same(text_of(own, SINV_PARCEL_TRACKING_NUMBER), number) &&
        is_same(text_of(own, SINV_PARCEL_CARRIER), carrier))
        return SALESINV_OK;
    if (number && !shipment->is_new &&
        (rc = sinv_parcel_check_free(txn, id, SINV_PARCEL_OF_SHIPMENT, carrier,
                                     number)) != SALESINV_OK)
        return rc;
    if (own && (rc = sinv_parcel_remove(txn, own)) != SALESINV_OK)
        return rc;
    return number
               ? sinv_parcel_insert(txn, id, SINV_PARCEL_OF_SHIPMENT, carrier, number)
               : SALESINV_OK;
}

static bool is_reported(const sinv_trace_entry *items, uint32_t count,
                        const sinv_trace_entry *entry)
{
    for (uint32_t i = 0; i < count; i++)
        if (items[i].at == entry->at && is_same(items[i].text, entry->text) &&
            is_same(items[i].place, entry->place) &&
            (entry->state == SALESINV_PARCEL_UNKNOWN || items[i].state == entry->state))
            return true;
    return false;
}

/* Let one more entry decide where the parcel is. */
static void advance(sinv_parcel_news *news, const sinv_trace_entry *entry)
{
    if (sinv_parcel_is_final(news->state))
        return;
    if (news->state != SALESINV_PARCEL_UNKNOWN && entry->at < news->state_at &&
        !sinv_parcel_is_final(entry->state))
        return;
    news->state = entry->state;
    news->state_at = entry->at;
}

static salesinv_status add_news(sinv_txn *txn, const sinv_trace_entry *entry,
                                sinv_parcel_news *news)
{
    sinv_trace_entries *added = &news->added;
    salesinv_status rc =
        sinv_txn_grow(txn, (void **)&added->items, sizeof(*added->items), added->count,
                      &added->capacity);

    if (rc != SALESINV_OK)
        return rc;
    added->items[added->count] = *entry;
    if (entry->state == SALESINV_PARCEL_UNKNOWN)
        added->items[added->count].state = SALESINV_PARCEL_IN_TRANSIT;
    advance(news, &added->items[added->count++]);
    return SALESINV_OK;
}

static salesinv_status check_room(sinv_txn *txn, const sinv_trace *known,
                                  const sinv_parcel_news *news)
{
    if (known->count + news->added.count <= SINV_TRACE_MAX)
        return SALESINV_OK;
    return sinv_err_set(
        txn->err, SALESINV_E_OVERFLOW, "payload",
        "the parcel has %u entries: with %u more there would be over %d", known->count,
        news->added.count, SINV_TRACE_MAX);
}

salesinv_status sinv_parcel_compare(sinv_txn *txn, sinv_row *parcel,
                                    const sinv_trace_entries *reported,
                                    sinv_parcel_news *out)
{
    sinv_trace known = {0};
    salesinv_status rc = sinv_trace_load(txn, parcel, &known);

    memset(out, 0, sizeof(*out));
    out->parcel = parcel;
    out->state = sinv_parcel_state(parcel);
    out->state_at = sinv_row_int(parcel, SINV_PARCEL_STATE_AT);
    for (uint32_t i = 0; i < reported->count && rc == SALESINV_OK; i++) {
        const sinv_trace_entry *entry = &reported->items[i];

        if (!is_reported(known.items, known.count, entry) &&
            !is_reported(out->added.items, out->added.count, entry))
            rc = add_news(txn, entry, out);
    }
    return rc == SALESINV_OK ? check_room(txn, &known, out) : rc;
}

static salesinv_status insert_entry(sinv_txn *txn, const sinv_row *parcel,
                                    int64_t number, const sinv_trace_entry *entry)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_PARCEL_TRACE, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_PARCEL_TRACE_PARCEL, sinv_parcel_line(parcel));
    sinv_row_set_int(row, SINV_PARCEL_TRACE_NUMBER, number);
    sinv_row_set_int(row, SINV_PARCEL_TRACE_AT, entry->at);
    sinv_row_set_int(row, SINV_PARCEL_TRACE_STATE, entry->state);
    sinv_row_set_text(row, SINV_PARCEL_TRACE_STATUS, entry->status);
    sinv_row_set_text(row, SINV_PARCEL_TRACE_PLACE, entry->place);
    sinv_row_set_text(row, SINV_PARCEL_TRACE_TEXT, entry->text);
    sinv_row_set_int(row, SINV_PARCEL_TRACE_RECORDED_AT, txn->now);
    return sinv_txn_insert(txn, row);
}

salesinv_status sinv_parcel_store_news(sinv_txn *txn, const sinv_parcel_news *news)
{
    sinv_row *parcel = news->parcel;
    int64_t count = sinv_row_int(parcel, SINV_PARCEL_ENTRIES);
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < news->added.count && rc == SALESINV_OK; i++)
        rc = insert_entry(txn, parcel, ++count, &news->added.items[i]);
    if (rc != SALESINV_OK)
        return rc;
    if (news->state != SALESINV_PARCEL_UNKNOWN) {
        sinv_row_set_int(parcel, SINV_PARCEL_STATE, news->state);
        sinv_row_set_int(parcel, SINV_PARCEL_STATE_AT, news->state_at);
    }
    sinv_row_set_int(parcel, SINV_PARCEL_ENTRIES, count);
    sinv_row_set_int(parcel, SINV_PARCEL_ANSWERED_AT, txn->now);
    sinv_row_set_int(parcel, SINV_PARCEL_ASK_AT,
                     sinv_parcel_is_final(news->state) ? SINV_ASK_NEVER : txn->now);
    return sinv_txn_save(txn, parcel);
}
