/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of maintenance. */
#include "salesinv/maintain.h"

#include "core/call.h"
#include "core/maintain.h"

enum { MAGIC = 0x534d4e54 };

struct salesinv_maintenance {
    uint32_t magic;
    sinv_heap *heap;
    int64_t request_keys;
    int64_t messages;
    int64_t records;
    int64_t reservations;
};

/** One step: works on a copy, because the body may run again. */
typedef struct sweep_step {
    salesinv_status (*sweep)(sinv_txn *txn, sinv_sweep *sweep);
    const sinv_sweep *before;
    sinv_sweep after;
} sweep_step;

static salesinv_status run_step(sinv_txn *txn, sinv_call *call)
{
    sweep_step *step = call->arg;

    step->after = *step->before;
    return step->sweep(txn, &step->after);
}

static salesinv_status sweep_all(salesinv_session *session,
                                 salesinv_status (*sweep)(sinv_txn *, sinv_sweep *),
                                 int64_t *out_dropped)
{
    sinv_sweep state = {0};
    sweep_step step = {.sweep = sweep, .before = &state};
    sinv_call call;
    salesinv_status rc;

    do {
        sinv_call_init(&call, session, "maintain");
        call.right.object =
            session->is_operator ? SINV_OBJECT_TENANT : SINV_OBJECT_VERIFY;
        call.right.action = SINV_ACTION_UPDATE;
        call.is_write = true;
        call.body = run_step;
        call.arg = &step;
        if ((rc = sinv_call_run(&call)) != SALESINV_OK)
            return rc;
        state = step.after;
    } while (!state.is_done);
    *out_dropped = state.dropped;
    return SALESINV_OK;
}

static salesinv_status maintain(salesinv_session *session, salesinv_maintenance *report)
{
    salesinv_engine *engine = session->engine;
    salesinv_status rc;

    if (engine->open_txn)
        return sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                            "a session of the engine has an open transaction");
    if ((rc = sweep_all(session, sinv_sweep_requests, &report->request_keys)) != 0 ||
        (rc = sweep_all(session, sinv_sweep_outbox, &report->messages)) != 0 ||
        (rc = sweep_all(session, sinv_sweep_inbox, &report->records)) != 0 ||
        (rc = sweep_all(session, sinv_sweep_reservations, &report->reservations)) != 0)
        return rc;
    return session->is_dry_run ? SALESINV_OK : sinv_storage_maintain(engine->storage);
}

salesinv_status salesinv_maintain(salesinv_session *session,
                                  salesinv_maintenance **out_report)
{
    salesinv_maintenance *report;
    sinv_heap *heap;
    salesinv_status rc;

    if (out_report)
        *out_report = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    heap = session->engine->heap;
    report = sinv_alloc(heap, sizeof(*report));
    if (report) {
        report->magic = MAGIC;
        report->heap = sinv_heap_ref(heap);
        rc = maintain(session, report);
    } else {
        rc =
            sinv_err_set(session->engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    }
    if (rc == SALESINV_OK && out_report)
        *out_report = report;
    else
        salesinv_maintenance_free(report);
    return sinv_session_leave(session, rc);
}

static const salesinv_maintenance *checked(const salesinv_maintenance *report)
{
    return report && report->magic == MAGIC ? report : NULL;
}

int64_t salesinv_maintenance_request_keys(const salesinv_maintenance *report)
{
    return checked(report) ? report->request_keys : 0;
}

int64_t salesinv_maintenance_messages(const salesinv_maintenance *report)
{
    return checked(report) ? report->messages : 0;
}

int64_t salesinv_maintenance_records(const salesinv_maintenance *report)
{
    return checked(report) ? report->records : 0;
}

int64_t salesinv_maintenance_reservations(const salesinv_maintenance *report)
{
    return checked(report) ? report->reservations : 0;
}

void salesinv_maintenance_free(salesinv_maintenance *report)
{
    sinv_heap *heap;

    if (!checked(report))
        return;
    heap = report->heap;
    report->magic = 0;
    sinv_free(heap, report);
    sinv_heap_unref(heap);
}
