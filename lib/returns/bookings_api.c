/* SPDX-License-Identifier: Apache-2.0 */
/* Exported reading of the bookings of a return. */
#include "document/doc.h"
#include "returns/plan.h"

typedef struct booking_entry {
    int64_t line;
    salesinv_id order_line;
    salesinv_id shipment_line;
    salesinv_qty qty;
    salesinv_qty received;
} booking_entry;

struct salesinv_bookings {
    sinv_heap *heap; /* a reference */
    int32_t count;
    booking_entry entries[];
};

/* What the call is asked and gives. */
typedef struct bookings_call {
    salesinv_id id;
    salesinv_bookings **out;
} bookings_call;

/* Entries on their way into a snapshot. */
typedef struct entry_list {
    booking_entry *items;
    uint32_t count;
    uint32_t capacity;
} entry_list;

static salesinv_status take(sinv_txn *txn, entry_list *list, const sinv_row *row)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&list->items, sizeof(*list->items),
                                       list->count, &list->capacity);

    if (rc == SALESINV_OK)
        list->items[list->count++] = (booking_entry){
            .line = sinv_row_int(row, SINV_BOOKING_NUMBER),
            .order_line = sinv_row_int(row, SINV_BOOKING_ORDER_LINE),
            .shipment_line = sinv_row_int(row, SINV_BOOKING_SHIPMENT_LINE),
            .qty = sinv_row_int(row, SINV_BOOKING_QTY),
            .received = sinv_row_int(row, SINV_BOOKING_RECEIVED)};
    return rc;
}

/* As they are stored: the order of a void return may have lost the line since. */
static salesinv_status list_entries(sinv_txn *txn, const sinv_doc *doc, entry_list *out)
{
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = sinv_booking_scan(txn, doc, &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = take(txn, out, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status copy(sinv_txn *txn, const entry_list *list,
                            salesinv_bookings **out)
{
    salesinv_bookings *bookings = sinv_alloc(
        txn->engine->heap, sizeof(*bookings) + list->count * sizeof(booking_entry));

    if (!bookings)
        return sinv_txn_nomem(txn);
    bookings->heap = sinv_heap_ref(txn->engine->heap);
    bookings->count = (int32_t)list->count;
    for (uint32_t i = 0; i < list->count; i++)
        bookings->entries[i] = list->items[i];
    *out = bookings;
    return SALESINV_OK;
}

static salesinv_status read(sinv_txn *txn, sinv_call *call)
{
    bookings_call *ask = call->arg;
    entry_list list = {NULL, 0, 0};
    sinv_doc *doc;
    salesinv_status rc = sinv_doc_load_readable(txn, &sinv_return_kind, ask->id, &doc);

    if (rc != SALESINV_OK || (rc = list_entries(txn, doc, &list)) != SALESINV_OK)
        return rc;
    return copy(txn, &list, ask->out);
}

static void discard(sinv_call *call)
{
    bookings_call *ask = call->arg;

    salesinv_bookings_free(*ask->out);
    *ask->out = NULL;
}

static salesinv_status run(salesinv_session *session, bookings_call *ask)
{
    sinv_call call;

    if (ask->id <= 0)
        return sinv_err_set(session->engine->err, SALESINV_E_ARG, "id",
                            "id %lld is not > 0", (long long)ask->id);
    sinv_call_init(&call, session, "return.bookings");
    call.right = (sinv_right){SINV_OBJECT_RETURN, SINV_ACTION_READ};
    call.body = read;
    call.discard = discard;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_return_bookings(salesinv_session *session, salesinv_id id,
                                         salesinv_bookings **out_bookings)
{
    bookings_call ask = {id, out_bookings};
    salesinv_status rc;

    if (!out_bookings)
        return sinv_session_missing(session, "out_bookings");
    *out_bookings = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, &ask));
}

int32_t salesinv_bookings_count(const salesinv_bookings *bookings)
{
    return bookings ? bookings->count : 0;
}

static const booking_entry *entry_at(const salesinv_bookings *bookings, int32_t index)
{
    static const booking_entry none = {0, 0, 0, 0, 0};

    return bookings && index >= 0 && index < bookings->count ? &bookings->entries[index]
                                                             : &none;
}

int64_t salesinv_bookings_line(const salesinv_bookings *bookings, int32_t index)
{
    return entry_at(bookings, index)->line;
}

salesinv_id salesinv_bookings_order_line(const salesinv_bookings *bookings,
                                         int32_t index)
{
    return entry_at(bookings, index)->order_line;
}

salesinv_id salesinv_bookings_shipment_line(const salesinv_bookings *bookings,
                                            int32_t index)
{
    return entry_at(bookings, index)->shipment_line;
}

salesinv_qty salesinv_bookings_qty(const salesinv_bookings *bookings, int32_t index)
{
    return entry_at(bookings, index)->qty;
}

salesinv_qty salesinv_bookings_received(const salesinv_bookings *bookings,
                                        int32_t index)
{
    return entry_at(bookings, index)->received;
}

void salesinv_bookings_free(salesinv_bookings *bookings)
{
    sinv_heap *heap = bookings ? bookings->heap : NULL;

    if (!bookings)
        return;
    sinv_free(heap, bookings);
    sinv_heap_unref(heap);
}
