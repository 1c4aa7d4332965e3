/* SPDX-License-Identifier: Apache-2.0 */
/* Building snapshots of parcels: everything is read into the call's memory, then copied into one block. */
#include "fulfil/parcels.h"

#include <string.h>

#include "fulfil/tracking.h"

/* Where the next things of a block go. */
typedef struct block {
    sinv_trace_entry *entries;
    char *text;
} block;

static size_t text_size(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static size_t sizes_of(const sinv_parcels *parcels, const sinv_trace *traces,
                       size_t *out_texts)
{
    size_t entries = 0;

    *out_texts = 0;
    for (uint32_t i = 0; i < parcels->count; i++) {
        *out_texts += text_size(sinv_row_text(parcels->rows[i], SINV_PARCEL_CARRIER));
        *out_texts +=
            text_size(sinv_row_text(parcels->rows[i], SINV_PARCEL_TRACKING_NUMBER));
        for (uint32_t k = 0; k < traces[i].count; k++)
            *out_texts += text_size(traces[i].items[k].status) +
                          text_size(traces[i].items[k].place) +
                          text_size(traces[i].items[k].text);
        entries += traces[i].count;
    }
    return entries;
}

static const char *put_text(block *to, const char *text)
{
    size_t size = text_size(text);
    char *kept = to->text;

    if (!text)
        return NULL;
    memcpy(kept, text, size);
    to->text += size;
    return kept;
}

/* By the carrier's time; what has the same time as it was reported. */
static void sort(sinv_trace_entry *items, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        const sinv_trace_entry entry = items[i];
        uint32_t place = i;

        for (; place > 0 && items[place - 1].at > entry.at; place--)
            items[place] = items[place - 1];
        items[place] = entry;
    }
}

static void put_trace(block *to, const sinv_trace *trace, sinv_parcel_facts *facts)
{
    facts->trace = to->entries;
    facts->trace_count = (int32_t)trace->count;
    sort(trace->items, trace->count);
    for (uint32_t i = 0; i < trace->count; i++) {
        sinv_trace_entry *entry = to->entries++;

        *entry = trace->items[i];
        entry->status = put_text(to, trace->items[i].status);
        entry->place = put_text(to, trace->items[i].place);
        entry->text = put_text(to, trace->items[i].text);
    }
}

static salesinv_time time_of(const sinv_row *row, int32_t column)
{
    return sinv_row_is_null(row, column) ? SALESINV_TIME_NONE
                                         : sinv_row_int(row, column);
}

static void put_parcel(block *to, const sinv_row *row, const sinv_trace *trace,
                       sinv_parcel_facts *facts)
{
    facts->number = (int32_t)sinv_row_int(row, SINV_PARCEL_NUMBER);
    facts->carrier = put_text(to, sinv_row_text(row, SINV_PARCEL_CARRIER));
    facts->tracking_number =
        put_text(to, sinv_row_text(row, SINV_PARCEL_TRACKING_NUMBER));
    facts->state = sinv_parcel_state(row);
    facts->state_at = time_of(row, SINV_PARCEL_STATE_AT);
    facts->answered_at = time_of(row, SINV_PARCEL_ANSWERED_AT);
    put_trace(to, trace, facts);
}

static salesinv_status build(sinv_txn *txn, const sinv_parcels *parcels,
                             const sinv_trace *traces, salesinv_parcels **out)
{
    sinv_heap *heap = txn->engine->heap;
    size_t texts;
    size_t entries = sizes_of(parcels, traces, &texts);
    size_t head = sizeof(salesinv_parcels) + parcels->count * sizeof(sinv_parcel_facts);
    salesinv_parcels *snapshot =
        sinv_alloc(heap, head + entries * sizeof(sinv_trace_entry) + texts);
    block to;

    if (!snapshot)
        return sinv_txn_nomem(txn);
    snapshot->magic = SINV_MAGIC_PARCELS;
    snapshot->heap = sinv_heap_ref(heap);
    snapshot->count = (int32_t)parcels->count;
    to.entries = (sinv_trace_entry *)(void *)((char *)snapshot + head);
    to.text = (char *)(to.entries + entries);
    for (uint32_t i = 0; i < parcels->count; i++)
        put_parcel(&to, parcels->rows[i], &traces[i], &snapshot->parcels[i]);
    *out = snapshot;
    return SALESINV_OK;
}

salesinv_status sinv_parcels_snapshot(sinv_txn *txn, salesinv_id shipment,
                                      salesinv_parcels **out)
{
    sinv_parcels parcels = {0};
    sinv_trace *traces;
    salesinv_status rc;

    if ((rc = sinv_parcels_load(txn, shipment, &parcels)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, (parcels.count + 1) * sizeof(*traces),
                             (void **)&traces)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < parcels.count && rc == SALESINV_OK; i++)
        rc = sinv_trace_load(txn, parcels.rows[i], &traces[i]);
    return rc == SALESINV_OK ? build(txn, &parcels, traces, out) : rc;
}
