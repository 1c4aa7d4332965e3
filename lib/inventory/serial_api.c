/* SPDX-License-Identifier: Apache-2.0 */
/* Exported reading of one serial and of its life; what all readings of serials share. */
#include <string.h>

#include "base/text.h"
#include "core/settings.h"
#include "inventory/serial_call.h"
#include "inventory/serial_trace.h"
#include "salesinv/settings.h"

struct salesinv_serial {
    sinv_heap *heap; /* a reference */
    sinv_serial_facts facts;
    char text[SINV_SERIAL_TEXT_MAX + 1];
};

struct salesinv_trace {
    sinv_heap *heap; /* a reference */
    int32_t count;
    sinv_serial_event events[]; /* oldest first */
};

salesinv_status sinv_serial_scope(sinv_txn *txn, salesinv_id product, salesinv_id *out)
{
    int64_t scope;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_SERIAL_SCOPE, NULL, &scope);

    *out = scope == SALESINV_SERIAL_SCOPE_PRODUCT ? product : 0;
    if (rc == SALESINV_OK && scope == SALESINV_SERIAL_SCOPE_PRODUCT && product == 0)
        rc = sinv_err_set(txn->err, SALESINV_E_ARG, "product",
                          "serials are unique per product: product is missing");
    return rc;
}

salesinv_status sinv_serial_unknown(sinv_txn *txn, const sinv_serial_call *ask)
{
    salesinv_status rc = sinv_err_set(txn->err, SALESINV_E_SERIAL_NOT_FOUND, "serial",
                                      "serial %s is unknown", ask->text);

    sinv_err_add_text(txn->err, "serial", ask->text);
    return rc;
}

static salesinv_status read_serial(sinv_txn *txn, sinv_call *call)
{
    sinv_serial_call *ask = call->arg;
    salesinv_serial *serial;
    sinv_serial_run run;
    salesinv_id scope;
    salesinv_status rc = sinv_serial_scope(txn, ask->product, &scope);

    if (rc == SALESINV_OK)
        rc = sinv_serial_find(txn, scope, &ask->range, &run);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_serial_unknown(txn, ask);
    if (rc != SALESINV_OK)
        return rc;
    serial = sinv_alloc(txn->engine->heap, sizeof(*serial));
    if (!serial)
        return sinv_txn_nomem(txn);
    serial->heap = sinv_heap_ref(txn->engine->heap);
    serial->facts = run.facts;
    (void)sinv_serial_format(&ask->range, 0, serial->text);
    *ask->out_serial = serial;
    return SALESINV_OK;
}

static salesinv_status read_trace(sinv_txn *txn, sinv_call *call)
{
    sinv_serial_call *ask = call->arg;
    sinv_serial_events events = {NULL, 0, 0};
    salesinv_trace *trace;
    salesinv_id scope;
    salesinv_status rc = sinv_serial_scope(txn, ask->product, &scope);

    if (rc == SALESINV_OK)
        rc = sinv_serial_trace(txn, scope, &ask->range, &events);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_serial_unknown(txn, ask);
    if (rc != SALESINV_OK)
        return rc;
    trace = sinv_alloc(txn->engine->heap,
                       sizeof(*trace) + events.count * sizeof(trace->events[0]));
    if (!trace)
        return sinv_txn_nomem(txn);
    trace->heap = sinv_heap_ref(txn->engine->heap);
    trace->count = (int32_t)events.count;
    for (uint32_t i = 0; i < events.count; i++)
        trace->events[i] = events.items[events.count - 1 - i];
    *ask->out_trace = trace;
    return SALESINV_OK;
}

static void discard(sinv_call *call)
{
    sinv_serial_call *ask = call->arg;

    if (ask->out_serial) {
        salesinv_serial_free(*ask->out_serial);
        *ask->out_serial = NULL;
    }
    if (ask->out_trace) {
        salesinv_trace_free(*ask->out_trace);
        *ask->out_trace = NULL;
    }
    if (ask->out_list) {
        salesinv_serial_list_free(*ask->out_list);
        *ask->out_list = NULL;
    }
}

static salesinv_status check(salesinv_session *session, sinv_serial_call *ask)
{
    sinv_err *err = session->engine->err;
    size_t size;
    salesinv_status rc;

    if (ask->line < 0 || (ask->out_list && ask->product == 0 && ask->line == 0))
        return sinv_err_set(err, SALESINV_E_ARG, ask->is_of_line ? "line" : "product",
                            "%s is missing", ask->is_of_line ? "line" : "product");
    if (ask->product < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "product", "product %lld is not > 0",
                            (long long)ask->product);
    if (ask->warehouse < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "warehouse",
                            "warehouse %lld is negative", (long long)ask->warehouse);
    if (ask->state < 0 || ask->state > SALESINV_SERIAL_USED)
        return sinv_err_set(err, SALESINV_E_ARG, "state", "state %d is unknown",
                            ask->state);
    if (ask->out_list && (ask->max_count < 1 || ask->max_count > SINV_SERIAL_LIST_MAX))
        return sinv_err_set(err, SALESINV_E_ARG, "max_count",
                            "max_count %d is not in 1..%d", ask->max_count,
                            SINV_SERIAL_LIST_MAX);
    if (ask->out_list && !ask->text)
        return SALESINV_OK;
    rc = sinv_text_check(err, "serial", ask->text, SINV_SERIAL_TEXT_MAX, &size);
    return rc == SALESINV_OK
               ? sinv_serial_parse(err, "serial", ask->text, size, &ask->range)
               : rc;
}

salesinv_status sinv_serial_ask(salesinv_session *session, const char *function,
                                salesinv_status (*body)(sinv_txn *txn, sinv_call *call),
                                sinv_serial_call *ask)
{
    sinv_call call;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if ((rc = check(session, ask)) == SALESINV_OK) {
        sinv_call_init(&call, session, function);
        call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
        call.body = body;
        call.discard = discard;
        call.arg = ask;
        rc = sinv_call_run(&call);
    }
    return sinv_session_leave(session, rc);
}

salesinv_status salesinv_serial_get(salesinv_session *session, salesinv_id product,
                                    const char *serial, salesinv_serial **out_serial)
{
    sinv_serial_call ask = {
        .product = product, .text = serial, .out_serial = out_serial};

    if (!out_serial)
        return sinv_session_missing(session, "out_serial");
    *out_serial = NULL;
    return sinv_serial_ask(session, "serial.get", read_serial, &ask);
}

salesinv_status salesinv_serial_trace(salesinv_session *session, salesinv_id product,
                                      const char *serial, salesinv_trace **out_trace)
{
    sinv_serial_call ask = {.product = product, .text = serial, .out_trace = out_trace};

    if (!out_trace)
        return sinv_session_missing(session, "out_trace");
    *out_trace = NULL;
    return sinv_serial_ask(session, "serial.trace", read_trace, &ask);
}

const char *salesinv_serial_state_name(salesinv_serial_state state)
{
    return sinv_serial_state_name(state);
}

const char *salesinv_serial_text(const salesinv_serial *serial)
{
    return serial ? serial->text : NULL;
}

salesinv_serial_state salesinv_serial_state_of(const salesinv_serial *serial)
{
    return serial ? serial->facts.state : 0;
}

salesinv_id salesinv_serial_product(const salesinv_serial *serial)
{
    return serial ? serial->facts.product : 0;
}

salesinv_id salesinv_serial_warehouse(const salesinv_serial *serial)
{
    return serial ? serial->facts.warehouse : 0;
}

salesinv_id salesinv_serial_bin(const salesinv_serial *serial)
{
    return serial ? serial->facts.bin : 0;
}

salesinv_id salesinv_serial_batch(const salesinv_serial *serial)
{
    return serial ? serial->facts.batch : 0;
}

salesinv_id salesinv_serial_holder(const salesinv_serial *serial)
{
    return serial ? serial->facts.holder : 0;
}

salesinv_id salesinv_serial_account(const salesinv_serial *serial)
{
    return serial ? serial->facts.account : 0;
}

void salesinv_serial_free(salesinv_serial *serial)
{
    sinv_heap *heap;

    if (!serial)
        return;
    heap = serial->heap;
    sinv_free(heap, serial);
    sinv_heap_unref(heap);
}

static const sinv_serial_event *event_at(const salesinv_trace *trace, int32_t index)
{
    return trace && index >= 0 && index < trace->count ? &trace->events[index] : NULL;
}

int32_t salesinv_trace_count(const salesinv_trace *trace)
{
    return trace ? trace->count : 0;
}

salesinv_time salesinv_trace_at(const salesinv_trace *trace, int32_t index)
{
    const sinv_serial_event *event = event_at(trace, index);

    return event ? event->at : SALESINV_TIME_NONE;
}

salesinv_id salesinv_trace_user(const salesinv_trace *trace, int32_t index)
{
    const sinv_serial_event *event = event_at(trace, index);

    return event ? event->user : 0;
}

salesinv_id salesinv_trace_line(const salesinv_trace *trace, int32_t index)
{
    const sinv_serial_event *event = event_at(trace, index);

    return event ? event->line : 0;
}

salesinv_serial_state salesinv_trace_from(const salesinv_trace *trace, int32_t index)
{
    const sinv_serial_event *event = event_at(trace, index);

    return event ? event->from_state : 0;
}

salesinv_serial_state salesinv_trace_to(const salesinv_trace *trace, int32_t index)
{
    const sinv_serial_event *event = event_at(trace, index);

    return event ? event->to_state : 0;
}

salesinv_id salesinv_trace_warehouse(const salesinv_trace *trace, int32_t index)
{
    const sinv_serial_event *event = event_at(trace, index);

    return event ? event->warehouse : 0;
}

salesinv_id salesinv_trace_account(const salesinv_trace *trace, int32_t index)
{
    const sinv_serial_event *event = event_at(trace, index);

    return event ? event->account : 0;
}

void salesinv_trace_free(salesinv_trace *trace)
{
    sinv_heap *heap;

    if (!trace)
        return;
    heap = trace->heap;
    sinv_free(heap, trace);
    sinv_heap_unref(heap);
}
