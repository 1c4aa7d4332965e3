/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: available stock beside the lines of an order. */
#include "salesinv/availability.h"

#include "sales/available_call.h"

static salesinv_status read_availability(sinv_txn *txn, sinv_call *call)
{
    sinv_availability_call *ask = call->arg;
    sinv_available available;
    salesinv_status rc = sinv_availability_gate(txn);

    if (rc != SALESINV_OK ||
        (rc = sinv_availability_look(txn, ask, &available)) != SALESINV_OK)
        return rc;
    return sinv_availability_make(txn, ask, &available, true);
}

static salesinv_status run(salesinv_session *session, sinv_availability_call *ask)
{
    sinv_call call;
    salesinv_status rc = sinv_availability_check(session, ask);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "availability.get");
    call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
    call.body = read_availability;
    call.discard = sinv_availability_discard;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_availability_get(salesinv_session *session, salesinv_id order,
                                          const salesinv_draft *draft,
                                          salesinv_availability **out_availability)
{
    sinv_availability_call ask = {
        .order = order, .draft = draft, .out = out_availability};
    salesinv_status rc;

    if (!out_availability)
        return sinv_session_missing(session, "out_availability");
    *out_availability = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, &ask));
}

static const sinv_available_line *line_at(const salesinv_availability *availability,
                                          int32_t index)
{
    return availability && index >= 0 && index < availability->count
               ? &availability->lines[index]
               : NULL;
}

salesinv_display_style salesinv_availability_style(
    const salesinv_availability *availability)
{
    return availability ? availability->style : 0;
}

salesinv_ordering_mode salesinv_availability_mode(
    const salesinv_availability *availability)
{
    return availability ? availability->mode : 0;
}

int32_t salesinv_availability_count(const salesinv_availability *availability)
{
    return availability ? availability->count : 0;
}

salesinv_id salesinv_availability_product(const salesinv_availability *availability,
                                          int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line ? line->product : 0;
}

salesinv_id salesinv_availability_warehouse(const salesinv_availability *availability,
                                            int32_t index)
{
    return line_at(availability, index) ? availability->warehouse : 0;
}

salesinv_stock_level salesinv_availability_level(
    const salesinv_availability *availability, int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line ? line->level : SALESINV_LEVEL_NONE;
}

salesinv_qty salesinv_availability_qty(const salesinv_availability *availability,
                                       int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line ? line->qty : 0;
}

salesinv_time salesinv_availability_at(const salesinv_availability *availability,
                                       int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line ? line->at : SALESINV_TIME_NONE;
}

int64_t salesinv_availability_age(const salesinv_availability *availability,
                                  int32_t index)
{
    salesinv_time at = salesinv_availability_at(availability, index);

    return at != SALESINV_TIME_NONE && at < availability->now ? availability->now - at
                                                              : 0;
}

int32_t salesinv_availability_is_stale(const salesinv_availability *availability,
                                       int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line && availability->is_live && line->level != SALESINV_LEVEL_NONE &&
           !line->is_asked;
}

salesinv_status salesinv_availability_outcome(const salesinv_availability *availability)
{
    return availability ? availability->outcome : SALESINV_OK;
}

const char *salesinv_availability_reason(const salesinv_availability *availability)
{
    return availability ? availability->reason : "";
}

void salesinv_availability_free(salesinv_availability *availability)
{
    sinv_heap *heap;

    if (!availability)
        return;
    heap = availability->heap;
    sinv_free(heap, availability);
    sinv_heap_unref(heap);
}
