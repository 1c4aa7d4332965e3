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

static booking_entry entry_of(const sinv_doc *doc, const sinv_booking *booking)
{
    return (booking_entry){
        .line = sinv_doc_line_int(doc, booking->line, SINV_LINE_NUMBER),
        .order_line = sinv_order_line_id(&booking->order),
        .shipment_line =
            booking->shipment ? sinv_doc_line_of(booking->shipment, booking->index) : 0,
        .qty = booking->qty,
        .received = booking->received};
}

static salesinv_status copy(sinv_txn *txn, const sinv_doc *doc,
                            const sinv_return_plan *plan, salesinv_bookings **out)
{
    salesinv_bookings *bookings =
        sinv_alloc(txn->engine->heap,
                   sizeof(*bookings) + plan->booking_count * sizeof(booking_entry));

    if (!bookings)
        return sinv_txn_nomem(txn);
    bookings->heap = sinv_heap_ref(txn->engine->heap);
    bookings->count = (int32_t)plan->booking_count;
    for (uint32_t i = 0; i < plan->booking_count; i++)
        bookings->entries[i] = entry_of(doc, &plan->bookings[i]);
    *out = bookings;
    return SALESINV_OK;
}

static salesinv_status read(sinv_txn *txn, sinv_call *call)
{
    bookings_call *ask = call->arg;
    sinv_return_plan *plan;
    sinv_doc *doc;
    salesinv_status rc = sinv_doc_load_readable(txn, &sinv_return_kind, ask->id, &doc);

    if (rc != SALESINV_OK ||
        (rc = sinv_return_plan_load(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    return copy(txn, doc, plan, ask->out);
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
