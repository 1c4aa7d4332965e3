/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of events. */
#include "core/call.h"
#include "core/events.h"

/** What a listing asks for and what it built. */
typedef struct event_listing {
    int64_t after;
    int32_t max;
    salesinv_id object;
    salesinv_events **out;
} event_listing;

static const sinv_event_row *row_at(const salesinv_events *events, int32_t index)
{
    if (!events || events->magic != SINV_MAGIC_EVENTS || index < 0 ||
        index >= events->count)
        return NULL;
    return &events->rows[index];
}

const char *salesinv_event_action_name(salesinv_event_action action)
{
    static const struct {
        int32_t action;
        const char *name;
    } names[] = {
        {SALESINV_EVENT_CREATED, "created"},
        {SALESINV_EVENT_UPDATED, "updated"},
        {SALESINV_EVENT_SUBMITTED, "submitted"},
        {SALESINV_EVENT_APPROVED, "approved"},
        {SALESINV_EVENT_REJECTED, "rejected"},
        {SALESINV_EVENT_WITHDRAWN, "withdrawn"},
        {SALESINV_EVENT_CONFIRMED, "confirmed"},
        {SALESINV_EVENT_CLOSED, "closed"},
        {SALESINV_EVENT_REOPENED, "reopened"},
        {SALESINV_EVENT_VOIDED, "voided"},
        {SALESINV_EVENT_ACTIVATED, "activated"},
        {SALESINV_EVENT_DEACTIVATED, "deactivated"},
        {SALESINV_EVENT_REMOVED, "removed"},
        {SALESINV_EVENT_ERASED, "erased"},
        {SALESINV_EVENT_IMPORTED, "imported"},
        {SALESINV_EVENT_SHIPPED, "shipped"},
        {SALESINV_EVENT_ISSUED, "issued"},
        {SALESINV_EVENT_GOODS_OUT, "goods_out"},
        {SALESINV_EVENT_GOODS_IN, "goods_in"},
        {SALESINV_EVENT_RECEIVED, "received"},
        {SALESINV_EVENT_RECEIPT_UNDONE, "receipt_undone"},
        {SALESINV_EVENT_FROZEN_ADJUSTED, "frozen_adjusted"},
        {SALESINV_EVENT_STOCK_LOW, "stock_low"},
        {SALESINV_EVENT_SERIALS_REGISTERED, "serials_registered"},
        {SALESINV_EVENT_TRACKED, "tracked"},
        {SALESINV_EVENT_SETTING_CHANGED, "setting_changed"},
        {SALESINV_EVENT_ROLE_CHANGED, "role_changed"},
        {SALESINV_EVENT_ROLE_REMOVED, "role_removed"},
        {SALESINV_EVENT_TENANT_CREATED, "tenant_created"},
        {SALESINV_EVENT_LICENCE_GRANTED, "licence_granted"},
        {SALESINV_EVENT_QUOTA_TAKEN, "quota_taken"},
        {SALESINV_EVENT_QUOTA_GIVEN_BACK, "quota_given_back"},
        {SALESINV_EVENT_EDITION_ENABLED, "edition_enabled"},
        {SALESINV_EVENT_EDITION_SWITCH_REQUESTED, "edition_switch_requested"},
        {SALESINV_EVENT_EDITION_SWITCH_APPROVED, "edition_switch_approved"},
        {SALESINV_EVENT_EDITION_SWITCH_REJECTED, "edition_switch_rejected"},
        {SALESINV_EVENT_EDITION_SWITCHED, "edition_switched"},
        {SALESINV_EVENT_SYNCED, "synced"},
        {SALESINV_EVENT_SYNC_FAILED, "sync_failed"},
        {SALESINV_EVENT_PUSHED, "pushed"},
        {SALESINV_EVENT_PUSH_DEAD, "push_dead"},
        {SALESINV_EVENT_PUSH_RESENT, "push_resent"},
        {SALESINV_EVENT_EPOCH_CONFIRMED, "epoch_confirmed"},
        {SALESINV_EVENT_SYNC_DISMISSED, "sync_dismissed"},
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].action == action)
            return names[i].name;
    return "unknown";
}

static void discard(sinv_call *call)
{
    event_listing *listing = call->arg;

    salesinv_events_free(*listing->out);
    *listing->out = NULL;
}

static salesinv_status list_object(sinv_txn *txn, sinv_call *call)
{
    const event_listing *listing = call->arg;
    int64_t sequence = 0;
    salesinv_id owner = 0;
    salesinv_status rc = sinv_event_head(txn, listing->object, &sequence, &owner);

    if (call->only_own &&
        (rc == SALESINV_E_NOT_FOUND || (rc == SALESINV_OK && owner != txn->user)))
        return sinv_rights_refuse(txn->err, call->right);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, "object_id", "there is no object %lld",
                            (long long)listing->object);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_events_walk(txn, sequence, listing->max, listing->out);
}

/* The feed is whole or not at all: a right to own objects is not enough for it. */
static salesinv_status list_feed(sinv_txn *txn, sinv_call *call)
{
    const event_listing *listing = call->arg;

    if (call->only_own)
        return sinv_rights_refuse(txn->err, call->right);
    return sinv_events_read(txn, listing->after, listing->max, listing->out);
}

static salesinv_status run(salesinv_session *session, const char *function,
                           salesinv_status (*body)(sinv_txn *, sinv_call *),
                           event_listing *listing)
{
    sinv_call call;

    sinv_call_init(&call, session, function);
    call.right.object = session->is_operator ? SINV_OBJECT_TENANT : SINV_OBJECT_EVENT;
    call.right.action = SINV_ACTION_READ;
    call.body = body;
    call.discard = discard;
    call.arg = listing;
    return sinv_call_run(&call);
}

static salesinv_status refuse(const salesinv_session *session, const char *field,
                              int64_t value)
{
    return sinv_err_set(session->engine->err, SALESINV_E_ARG, field,
                        "%s %lld is out of range", field, (long long)value);
}

salesinv_status salesinv_event_list(salesinv_session *session, int64_t after_sequence,
                                    int32_t max_count, salesinv_events **out_events)
{
    event_listing listing = {
        .after = after_sequence, .max = max_count, .out = out_events};
    salesinv_status rc;

    if (out_events)
        *out_events = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if (!out_events)
        rc = sinv_err_set(session->engine->err, SALESINV_E_ARG, "out_events",
                          "out_events is NULL");
    else if (after_sequence < 0)
        rc = refuse(session, "after_sequence", after_sequence);
    else if (max_count < 1 || max_count > SALESINV_EVENTS_MAX)
        rc = refuse(session, "max_count", max_count);
    else
        rc = run(session, "event.list", list_feed, &listing);
    return sinv_session_leave(session, rc);
}

salesinv_status salesinv_event_list_object(salesinv_session *session,
                                           salesinv_id object_id,
                                           salesinv_events **out_events)
{
    event_listing listing = {
        .object = object_id, .max = SALESINV_EVENTS_MAX, .out = out_events};
    salesinv_status rc;

    if (out_events)
        *out_events = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if (!out_events)
        rc = sinv_err_set(session->engine->err, SALESINV_E_ARG, "out_events",
                          "out_events is NULL");
    else if (object_id <= 0)
        rc = refuse(session, "object_id", object_id);
    else
        rc = run(session, "event.list_object", list_object, &listing);
    return sinv_session_leave(session, rc);
}

void salesinv_events_free(salesinv_events *events)
{
    sinv_heap *heap;

    if (!events || events->magic != SINV_MAGIC_EVENTS)
        return;
    heap = events->heap;
    events->magic = 0;
    sinv_free(heap, events);
    sinv_heap_unref(heap);
}

int32_t salesinv_events_count(const salesinv_events *events)
{
    return events && events->magic == SINV_MAGIC_EVENTS ? events->count : 0;
}

int64_t salesinv_events_sequence(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->sequence : 0;
}

salesinv_kind salesinv_events_kind(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->kind : 0;
}

salesinv_id salesinv_events_object(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->object : 0;
}

int64_t salesinv_events_version(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->version : 0;
}

salesinv_id salesinv_events_user(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->user : 0;
}

salesinv_time salesinv_events_at(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->at : SALESINV_TIME_NONE;
}

salesinv_event_action salesinv_events_action(const salesinv_events *events,
                                             int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->action : 0;
}

int64_t salesinv_events_previous(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->previous : 0;
}

const char *salesinv_events_detail(const salesinv_events *events, int32_t index)
{
    const sinv_event_row *row = row_at(events, index);
    return row ? row->detail : NULL;
}
