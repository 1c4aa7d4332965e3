/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I8, I10, I12: request keys, versions with their events in sequence,
 * statuses that the kind knows. Events are walked once, in order, into a tally by object; request
 * keys and heads are held against it.
 */
#include "core/session.h"
#include "document/doc.h"
#include "document/verify.h"

enum { FINGERPRINT_SIZE = 16 };
enum { LAST_SEQUENCE, LAST_VERSION, HAS_HEAD };

static salesinv_status visit_event(sinv_verify *verify, const sinv_row *row,
                                   void *state)
{
    int64_t object = sinv_row_int(row, SINV_EVENT_OBJECT);
    int64_t version = sinv_row_int(row, SINV_EVENT_VERSION);
    int64_t sequence = sinv_row_int(row, SINV_EVENT_SEQUENCE);
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (sinv_row_int(row, SINV_EVENT_KIND) >= SALESINV_KIND_SETTING)
        return SALESINV_OK; /* of a setting, a role, a licence: no versions */
    rc = sinv_tally_at(verify->txn, state, sinv_row_int(row, SINV_EVENT_KIND), object,
                       &entry);
    if (rc != SALESINV_OK)
        return rc;
    if (version != sinv_verify_sum(entry->sums[LAST_VERSION], 1) ||
        sinv_row_int(row, SINV_EVENT_PREVIOUS) != entry->sums[LAST_SEQUENCE])
        rc = sinv_verify_report(
            verify, "I10", object,
            "event %lld has version %lld after %lld, previous %lld after %lld",
            (long long)sequence, (long long)version,
            (long long)entry->sums[LAST_VERSION],
            (long long)sinv_row_int(row, SINV_EVENT_PREVIOUS),
            (long long)entry->sums[LAST_SEQUENCE]);
    entry->sums[LAST_VERSION] = version;
    entry->sums[LAST_SEQUENCE] = sequence;
    return rc;
}

/*
 * Is what the key did on record? An object has events, as many as its version; a call on several objects names
 * none, and settings, roles, licences and tenants have no versions.
 */
static bool is_on_record(const sinv_row *row, const sinv_tally *events)
{
    int64_t kind = sinv_row_int(row, SINV_REQUEST_KIND);
    int64_t object = sinv_row_int(row, SINV_REQUEST_OBJECT);
    int64_t version = sinv_row_int(row, SINV_REQUEST_VERSION);
    const sinv_tally_entry *entry = sinv_tally_find(events, kind, object);

    if (kind == 0 || (kind >= SALESINV_KIND_SETTING && kind <= SALESINV_KIND_TENANT))
        return true;
    if (object == 0)
        return kind >= SALESINV_KIND_CATEGORY && kind <= SALESINV_KIND_RETURN;
    return entry && version >= 1 && version <= entry->sums[LAST_VERSION];
}

static salesinv_status visit_request(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    int64_t object = sinv_row_int(row, SINV_REQUEST_OBJECT);
    const char *key = sinv_row_text(row, SINV_REQUEST_KEY);
    size_t size = sinv_row_size(row, SINV_REQUEST_FINGERPRINT);
    salesinv_status rc = SALESINV_OK;

    if (size != FINGERPRINT_SIZE)
        rc = sinv_verify_report(verify, "I8", object,
                                "request key \"%s\" has a fingerprint of %zu bytes",
                                key, size);
    if (rc != SALESINV_OK || is_on_record(row, state))
        return rc;
    return sinv_verify_report(verify, "I8", object,
                              "request key \"%s\" names version %lld of object %lld, "
                              "kind %lld: there is none",
                              key, (long long)sinv_row_int(row, SINV_REQUEST_VERSION),
                              (long long)object,
                              (long long)sinv_row_int(row, SINV_REQUEST_KIND));
}

/* What the visit of heads needs. */
typedef struct head_state {
    const sinv_kind *kind;
    sinv_tally *events;
    uint32_t statuses; /* SINV_IN bits the kind can reach */
} head_state;

static uint32_t statuses_of(const sinv_kind *kind)
{
    uint32_t all = kind->flags & SINV_KIND_MASTER ? SINV_IN(SALESINV_STATUS_ACTIVE)
                                                  : SINV_IN(SALESINV_STATUS_DRAFT);

    all |= SINV_IN(kind->confirmed ? kind->confirmed : SALESINV_STATUS_CONFIRMED);
    all |= kind->open | kind->late | kind->editable | kind->revisable;
    for (int32_t i = 0; i < kind->transition_count; i++) {
        all |= kind->transitions[i].from;
        if (kind->transitions[i].to != 0)
            all |= SINV_IN(kind->transitions[i].to);
        if (kind->transitions[i].verb == SINV_VERB_SUBMIT)
            all |= SINV_IN(SALESINV_STATUS_IN_APPROVAL);
    }
    return all;
}

static salesinv_status visit_head(sinv_verify *verify, const sinv_row *row, void *state)
{
    const head_state *heads = state;
    salesinv_id id = sinv_row_int(row, SINV_HEAD_ID);
    int64_t version = sinv_row_int(row, SINV_HEAD_VERSION);
    int64_t status = sinv_row_int(row, SINV_HEAD_STATUS);
    sinv_tally_entry *entry;
    salesinv_status rc =
        sinv_tally_at(verify->txn, heads->events, heads->kind->kind, id, &entry);

    if (rc != SALESINV_OK)
        return rc;
    entry->sums[HAS_HEAD] = 1;
    if (entry->sums[LAST_VERSION] != version ||
        entry->sums[LAST_SEQUENCE] != sinv_row_int(row, SINV_HEAD_EVENT))
        rc = sinv_verify_report(
            verify, "I10", id,
            "%s %lld has version %lld, its events end at version %lld",
            heads->kind->name, (long long)id, (long long)version,
            (long long)entry->sums[LAST_VERSION]);
    if (rc == SALESINV_OK &&
        (status < 0 || status > 31 || !(heads->statuses & SINV_IN(status))))
        rc = sinv_verify_report(verify, "I12", id, "%s %lld has status %lld",
                                heads->kind->name, (long long)id, (long long)status);
    return rc;
}

/* Objects that are known by their events alone. Nothing that was stored is ever removed. */
static salesinv_status check_heads(sinv_verify *verify, const sinv_tally *events)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < events->capacity && rc == SALESINV_OK; i++) {
        const sinv_tally_entry *entry = &events->entries[i];
        if (entry->is_used && !entry->sums[HAS_HEAD])
            rc = sinv_verify_report(
                verify, "I10", entry->b,
                "object %lld of kind %lld has %lld events and is not there",
                (long long)entry->b, (long long)entry->a,
                (long long)entry->sums[LAST_VERSION]);
    }
    return rc;
}

salesinv_status sinv_verify_versions(sinv_verify *verify)
{
    const sinv_assembly *assembly = verify->txn->engine->assembly;
    sinv_tally events = {NULL, 0, 0};
    salesinv_status rc =
        sinv_verify_walk(verify, SINV_T_EVENT, 0, visit_event, &events);

    if (rc == SALESINV_OK)
        rc = sinv_verify_walk(verify, SINV_T_REQUEST, 0, visit_request, &events);
    for (int32_t i = 0; i < assembly->kind_count && rc == SALESINV_OK; i++) {
        head_state heads = {assembly->kinds[i], &events,
                            statuses_of(assembly->kinds[i])};
        rc = sinv_verify_walk(verify, assembly->kinds[i]->table, 0, visit_head, &heads);
    }
    return rc == SALESINV_OK ? check_heads(verify, &events) : rc;
}
