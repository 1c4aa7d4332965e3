/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I9: a message is in one state, and everything it says goes with it: lease, times, connector, link. Those of one document
 * stand in their order: acknowledged ones, then one that is under way or dead, then ones that wait for the one before. And
 * no document that an ERP has to know was kept from it: it has a message, or one was acknowledged and is gone since.
 */
#include <stdio.h>
#include <string.h>

#include "core/outbox.h"
#include "core/session.h"
#include "core/tenant.h"
#include "document/doc.h"
#include "document/push.h"
#include "salesinv/event.h"
#include "sync/link.h"
#include "sync/verify.h"

enum { HAS_MESSAGE };

typedef struct outbox_state {
    sinv_tally told; /* by document */
    int64_t object;  /* of the message before */
    int64_t message;
    int64_t version;
    bool is_open; /* it or one before it is not acknowledged */
} outbox_state;

static salesinv_status report(sinv_verify *verify, const sinv_row *row,
                              const char *what)
{
    return sinv_verify_report(verify, "I9", sinv_row_int(row, SINV_OUTBOX_ID),
                              "outbox message %lld %s",
                              (long long)sinv_row_int(row, SINV_OUTBOX_ID), what);
}

/* ---- one message ---- */

static bool is_taken(const sinv_row *row)
{
    return *sinv_row_text(row, SINV_OUTBOX_CONNECTOR) != '\0';
}

/* What is wrong with a message in its state; NULL: nothing. */
static const char *find_contradiction(const sinv_row *row)
{
    int64_t state = sinv_row_int(row, SINV_OUTBOX_STATE);
    bool is_done =
        state == SALESINV_OUTBOX_ACKNOWLEDGED || state == SALESINV_OUTBOX_DEAD;

    if (sinv_row_is_null(row, SINV_OUTBOX_DONE_AT) == is_done)
        return is_done ? "is done at no time" : "is done before its end";
    if ((state != SALESINV_OUTBOX_PENDING ||
         sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) > 0) &&
        !is_taken(row))
        return "was taken by nobody";
    if (state == SALESINV_OUTBOX_SENT && (sinv_row_is_null(row, SINV_OUTBOX_LEASE) ||
                                          sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) < 1))
        return "is sent without a lease";
    if (state != SALESINV_OUTBOX_PENDING &&
        sinv_row_int(row, SINV_OUTBOX_BLOCKED_BY) != 0)
        return "waits and was sent";
    if (state == SALESINV_OUTBOX_ACKNOWLEDGED &&
        sinv_row_int(row, SINV_OUTBOX_IS_UNKNOWN) != 0)
        return "is acknowledged and unknown";
    return NULL;
}

static salesinv_status check_connector(sinv_verify *verify, const sinv_row *row)
{
    sinv_row *connector;
    salesinv_status rc = SALESINV_OK;

    if (!is_taken(row))
        return SALESINV_OK;
    if ((rc = sinv_txn_row(verify->txn, SINV_T_CONNECTOR, &connector)) != SALESINV_OK)
        return rc;
    sinv_row_copy_cell(connector, SINV_CONNECTOR_NAME, row, SINV_OUTBOX_CONNECTOR);
    rc = sinv_txn_get(verify->txn, connector);
    return rc == SALESINV_E_NOT_FOUND
               ? report(verify, row, "was taken by a connector that is not registered")
               : rc;
}

static salesinv_status check_link(sinv_verify *verify, const sinv_row *row)
{
    const sinv_link_key key = {sinv_row_text(row, SINV_OUTBOX_CONNECTOR),
                               (salesinv_kind)sinv_row_int(row, SINV_OUTBOX_KIND),
                               sinv_row_text(row, SINV_OUTBOX_EXTERNAL_ID)};
    sinv_row *link;
    salesinv_status rc;

    if (sinv_row_int(row, SINV_OUTBOX_STATE) != SALESINV_OUTBOX_ACKNOWLEDGED ||
        !key.external_id)
        return SALESINV_OK;
    if ((rc = sinv_link_find(verify->txn, &key, &link)) != SALESINV_OK || link)
        return rc;
    return report(verify, row, "is acknowledged under an id that is not linked");
}

static salesinv_status check_key(sinv_verify *verify, const sinv_row *row)
{
    const sinv_kind *kind = sinv_kind_of(
        verify->txn->engine, (salesinv_kind)sinv_row_int(row, SINV_OUTBOX_KIND));
    char key[SINV_MESSAGE_KEY_MAX + 1];

    if (!kind || kind->pushed == 0)
        return report(verify, row, "is of a kind that is not pushed");
    sinv_message_key(key, verify->txn->tenant, kind->name,
                     sinv_row_int(row, SINV_OUTBOX_OBJECT),
                     sinv_row_int(row, SINV_OUTBOX_VERSION));
    if (strcmp(key, sinv_row_text(row, SINV_OUTBOX_MESSAGE_KEY)) == 0)
        return SALESINV_OK;
    return report(verify, row, "has the key of another one");
}

/* ---- its place ---- */

static salesinv_status check_blocker(sinv_verify *verify, const sinv_row *row)
{
    salesinv_id blocker = sinv_row_int(row, SINV_OUTBOX_BLOCKED_BY);
    sinv_row *other;
    salesinv_status rc;

    if (blocker == 0)
        return SALESINV_OK;
    rc = blocker < sinv_row_int(row, SINV_OUTBOX_ID)
             ? sinv_txn_get_id(verify->txn, SINV_T_OUTBOX, blocker, &other)
             : SALESINV_E_NOT_FOUND;
    if (rc == SALESINV_E_NOT_FOUND ||
        (rc == SALESINV_OK &&
         sinv_row_int(other, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_ACKNOWLEDGED))
        return report(verify, row, "waits for what is not to come");
    return rc;
}

/* What other rows say of it; the rows that it takes are given back at once. */
static salesinv_status check_others(sinv_verify *verify, const sinv_row *row)
{
    sinv_arena_mark mark = sinv_arena_tell(verify->txn->arena);
    salesinv_status rc = check_connector(verify, row);

    if (rc == SALESINV_OK)
        rc = check_link(verify, row);
    if (rc == SALESINV_OK)
        rc = check_key(verify, row);
    if (rc == SALESINV_OK)
        rc = check_blocker(verify, row);
    sinv_arena_rewind(verify->txn->arena, mark);
    return rc;
}

/* Messages come by document, in the order of their ids. */
static salesinv_status check_order(sinv_verify *verify, const sinv_row *row,
                                   outbox_state *of)
{
    int64_t object = sinv_row_int(row, SINV_OUTBOX_OBJECT);
    bool is_first = object != of->object;
    salesinv_status rc = SALESINV_OK;

    if (is_first)
        of->is_open = false;
    if (!is_first && sinv_row_int(row, SINV_OUTBOX_VERSION) <= of->version)
        rc = report(verify, row, "tells a version that was told before");
    if (rc == SALESINV_OK && of->is_open &&
        sinv_row_int(row, SINV_OUTBOX_BLOCKED_BY) != of->message)
        rc = report(verify, row, "does not wait for the one before");
    of->is_open = of->is_open ||
                  sinv_row_int(row, SINV_OUTBOX_STATE) != SALESINV_OUTBOX_ACKNOWLEDGED;
    of->object = object;
    of->message = sinv_row_int(row, SINV_OUTBOX_ID);
    of->version = sinv_row_int(row, SINV_OUTBOX_VERSION);
    return rc;
}

static salesinv_status note_told(sinv_verify *verify, outbox_state *of, int64_t object)
{
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, &of->told, object, 0, &entry);

    if (rc == SALESINV_OK)
        entry->sums[HAS_MESSAGE] = 1;
    return rc;
}

static salesinv_status visit_message(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    int64_t value = sinv_row_int(row, SINV_OUTBOX_STATE);
    const char *wrong;
    salesinv_status rc =
        note_told(verify, state, sinv_row_int(row, SINV_OUTBOX_OBJECT));

    if (rc != SALESINV_OK)
        return rc;
    if (value < SALESINV_OUTBOX_PENDING || value > SALESINV_OUTBOX_DEAD)
        return sinv_verify_report(verify, "I9", sinv_row_int(row, SINV_OUTBOX_ID),
                                  "outbox message %lld is in state %lld",
                                  (long long)sinv_row_int(row, SINV_OUTBOX_ID),
                                  (long long)value);
    if ((wrong = find_contradiction(row)) != NULL &&
        (rc = report(verify, row, wrong)) != SALESINV_OK)
        return rc;
    if ((rc = check_others(verify, row)) != SALESINV_OK)
        return rc;
    return check_order(verify, row, state);
}

/* ---- documents ---- */

typedef struct head_state {
    const sinv_kind *kind;
    outbox_state *outbox;
    salesinv_time since; /* the edition is in force */
} head_state;

static salesinv_status visit_event(sinv_verify *verify, const sinv_row *row,
                                   void *state)
{
    if (sinv_row_int(row, SINV_EVENT_KIND) != SALESINV_KIND_CONNECTOR ||
        sinv_row_int(row, SINV_EVENT_ACTION) != SALESINV_EVENT_PUSHED)
        return SALESINV_OK;
    return note_told(verify, state, sinv_row_int(row, SINV_EVENT_OBJECT));
}

static salesinv_status visit_switch(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    salesinv_time *since = state;

    (void)verify;
    if (!sinv_row_is_null(row, SINV_EDITION_SWITCH_SWITCHED_AT))
        *since = sinv_row_int(row, SINV_EDITION_SWITCH_SWITCHED_AT);
    return SALESINV_OK;
}

/* In effect, and it took effect in this edition: it is younger, or open, which nothing was when the edition began. */
static bool must_be_told(const head_state *of, const sinv_row *head)
{
    int64_t status = sinv_row_int(head, SINV_HEAD_STATUS);

    if (status < 0 || status > 31 || !(of->kind->pushed & SINV_IN(status)) ||
        !sinv_push_concerns(of->kind, head))
        return false;
    return sinv_row_int(head, SINV_HEAD_CREATED_AT) > of->since ||
           (of->kind->open & SINV_IN(status));
}

static salesinv_status visit_head(sinv_verify *verify, const sinv_row *row, void *state)
{
    const head_state *of = state;
    salesinv_id id = sinv_row_int(row, SINV_HEAD_ID);

    if (!must_be_told(of, row) || sinv_tally_find(&of->outbox->told, id, 0))
        return SALESINV_OK;
    return sinv_verify_report(verify, "I9", id,
                              "%s %lld is in effect and has no message to the ERP",
                              of->kind->name, (long long)id);
}

static salesinv_status check_documents(sinv_verify *verify, outbox_state *outbox)
{
    const sinv_assembly *assembly = verify->txn->engine->assembly;
    head_state of = {.outbox = outbox, .since = SALESINV_TIME_NONE};
    salesinv_status rc = sinv_verify_walk(verify, SINV_T_EVENT, 0, visit_event, outbox);

    if (rc == SALESINV_OK)
        rc =
            sinv_verify_walk(verify, SINV_T_EDITION_SWITCH, 0, visit_switch, &of.since);
    for (int32_t i = 0; i < assembly->kind_count && rc == SALESINV_OK; i++) {
        of.kind = assembly->kinds[i];
        if (of.kind->pushed != 0)
            rc = sinv_verify_walk(verify, of.kind->table, 0, visit_head, &of);
    }
    return rc;
}

salesinv_status sinv_verify_outbox(sinv_verify *verify)
{
    outbox_state state = {.object = 0};
    salesinv_edition edition = SALESINV_EDITION_NONE;
    salesinv_status rc = sinv_verify_walk(
        verify, SINV_T_OUTBOX, SINV_INDEX_OUTBOX_OBJECT, visit_message, &state);

    if (rc == SALESINV_OK)
        rc = sinv_edition_read(verify->txn, &edition);
    if (rc != SALESINV_OK || edition != SALESINV_EDITION_INTEGRATION)
        return rc;
    return check_documents(verify, &state);
}
