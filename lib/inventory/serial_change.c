/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deciding a change of serials: every stored piece is held against what the change expects,
 * before anything is written. The first one that does not fit is named with what is known of it.
 */
#include <stdio.h>

#include "inventory/holder.h"
#include "inventory/run_row.h"
#include "inventory/serial_trace.h"

enum { POLL_EVERY = 4096, STATE_TEXT_MAX = 64 };

/* A check under way. */
typedef struct serial_check {
    sinv_txn *txn;
    const sinv_serial_change *change;
    const char *field;
    sinv_row *event;                   /* for going back; used again */
    const sinv_serial_facts *restored; /* shared by pieces that go back alike */
} serial_check;

/* Begin a refusal: the code, a text and the details that every one has. */
static void refuse(const serial_check *check, const sinv_serial_piece *piece,
                   salesinv_status code, const char *what)
{
    sinv_err *err = check->txn->err;
    char text[SINV_SERIAL_TEXT_MAX + 1];

    (void)sinv_serial_format(&piece->range, 0, text);
    (void)sinv_err_set(err, code, check->field, "serial %s %s", text, what);
    sinv_err_add_text(err, "serial", text);
    if (!piece->facts)
        return;
    sinv_err_add_text(err, "state", sinv_serial_state_name(piece->facts->state));
    sinv_err_add_int(err, "product", piece->facts->product);
    if (piece->facts->warehouse != 0)
        sinv_err_add_int(err, "warehouse", piece->facts->warehouse);
    if (piece->facts->bin != 0)
        sinv_err_add_int(err, "bin", piece->facts->bin);
    if (piece->facts->batch != 0)
        sinv_err_add_int(err, "batch", piece->facts->batch);
}

/* Used for a document, or at another account, where only what is nobody's may change. */
static bool is_taken(const sinv_serial_change *change, const sinv_serial_facts *facts)
{
    bool is_held = (change->flags & SINV_SERIAL_FREE) && facts->holder != 0;
    bool is_others = (change->flags & SINV_SERIAL_SAME_ACCOUNT) &&
                     facts->account != 0 && facts->account != change->to_account;

    return facts->state == SINV_SERIAL_USED && (is_held || is_others);
}

/* In a state that is not allowed, or in an allowed one by another document. */
static salesinv_status refuse_state(const serial_check *check,
                                    const sinv_serial_piece *piece)
{
    const uint32_t promised = SINV_SERIAL_BIT(SINV_SERIAL_INCOMING) |
                              SINV_SERIAL_BIT(SINV_SERIAL_OUTGOING) |
                              SINV_SERIAL_BIT(SINV_SERIAL_IN_TRANSIT);
    bool is_held = !is_taken(check->change, piece->facts) &&
                   ((promised | check->change->from_states) &
                    SINV_SERIAL_BIT(piece->facts->state)) != 0;
    int64_t holder = piece->facts->holder;
    bool is_readable = false;
    char what[STATE_TEXT_MAX];
    salesinv_status rc = SALESINV_OK;

    if (holder != 0)
        rc = sinv_holder_is_readable(check->txn, holder, &is_readable);
    if (rc != SALESINV_OK)
        return rc;
    rc = is_held ? SALESINV_E_SERIAL_HELD : SALESINV_E_SERIAL_STATE;
    (void)snprintf(what, sizeof(what), "is %s%s",
                   sinv_serial_state_name(piece->facts->state),
                   is_held ? " by another document" : "");
    refuse(check, piece, rc, what);
    if (holder != 0 && is_readable)
        sinv_holder_name(check->txn, "", 1, holder);
    else if (holder != 0)
        sinv_err_add_int(check->txn->err, "holders_more", 1);
    return rc;
}

static salesinv_status refuse_as(const serial_check *check,
                                 const sinv_serial_piece *piece, salesinv_status code,
                                 const char *what)
{
    refuse(check, piece, code, what);
    return code;
}

static bool is_batch_wrong(const sinv_serial_change *change,
                           const sinv_serial_facts *facts)
{
    if (!(change->flags & SINV_SERIAL_CHECK_BATCH) || facts->batch == change->batch)
        return false;
    return facts->batch != 0 || facts->state != SINV_SERIAL_UNUSED;
}

/* What holds for all serials with these facts. */
static salesinv_status check_facts(const serial_check *check,
                                   const sinv_serial_piece *piece)
{
    const sinv_serial_change *change = check->change;
    const sinv_serial_facts *facts = piece->facts;

    if (facts->state < SINV_SERIAL_UNUSED || facts->state > SINV_SERIAL_USED)
        return sinv_txn_internal(check->txn, "a serial run is in state %d",
                                 facts->state);
    if (facts->product != change->product)
        return refuse_as(check, piece, SALESINV_E_SERIAL_PRODUCT,
                         "belongs to another product");
    if (!(change->from_states & SINV_SERIAL_BIT(facts->state)) ||
        is_taken(change, facts) ||
        (change->from_holder != 0 && facts->holder != change->from_holder))
        return refuse_state(check, piece);
    if (change->from_warehouse != 0 && facts->warehouse != change->from_warehouse)
        return refuse_as(check, piece, SALESINV_E_SERIAL_PLACE,
                         "is in another warehouse");
    if (change->from_bin != 0 && facts->bin != change->from_bin)
        return refuse_as(check, piece, SALESINV_E_SERIAL_PLACE, "is in another bin");
    if (is_batch_wrong(change, facts))
        return refuse_as(check, piece, SALESINV_E_BATCH_MISMATCH,
                         "is of another batch");
    return SALESINV_OK;
}

/* ---- going back ---- */

/* The event before those that one line made in a row, *event being the last of them; its id is 0 when there is none. */
static salesinv_status step_before(const serial_check *check, sinv_serial_event *event)
{
    int64_t line = event->line;
    salesinv_status rc = SALESINV_OK;

    while (event->line == line && rc == SALESINV_OK) {
        if (event->previous == 0) {
            *event = (sinv_serial_event){.to_state = SINV_SERIAL_UNUSED};
            return SALESINV_OK;
        }
        rc = sinv_serial_event_get(check->txn, check->event, event->previous, event);
    }
    return rc;
}

/*
 * Others came after the change's line, or between what it did. Is it the last one that still counts? *out is the event before it.
 */
static salesinv_status look_through(const serial_check *check,
                                    const sinv_serial_piece *piece,
                                    sinv_serial_event *out)
{
    const sinv_serial_change *change = check->change;
    int64_t through = change->flags & SINV_SERIAL_THROUGH ? change->line : 0;
    int64_t last;
    salesinv_status rc =
        sinv_serial_last_line(check->txn, piece->event, through, &last, out);

    return rc != SALESINV_OK || last == change->line
               ? rc
               : refuse_as(check, piece, SALESINV_E_SERIAL_STATE, "has moved on since");
}

/* The last event that is not by the change's line; its id is 0 when there is none. */
static salesinv_status walk_back(const serial_check *check,
                                 const sinv_serial_piece *piece, sinv_serial_event *out)
{
    sinv_arena_mark mark = sinv_arena_tell(check->txn->arena);
    salesinv_status rc =
        sinv_serial_event_get(check->txn, check->event, piece->event, out);

    if (rc != SALESINV_OK)
        return rc;
    if (out->line == check->change->line &&
        !(check->change->flags & SINV_SERIAL_THROUGH))
        return step_before(check, out);
    rc = look_through(check, piece, out);
    sinv_arena_rewind(check->txn->arena, mark);
    return rc;
}

static salesinv_status restore(serial_check *check, sinv_serial_piece *piece)
{
    sinv_serial_facts facts;
    sinv_serial_facts *kept;
    sinv_serial_event event;
    salesinv_status rc = walk_back(check, piece, &event);

    if (rc != SALESINV_OK)
        return rc;
    if (check->change->to_state != 0 && event.to_state != check->change->to_state)
        return refuse_as(check, piece, SALESINV_E_SERIAL_STATE,
                         "was in another state before");
    facts = (sinv_serial_facts){.product = piece->facts->product,
                                .batch = event.id ? piece->facts->batch : 0,
                                .warehouse = event.warehouse,
                                .bin = event.bin,
                                .account = event.account,
                                .holder = event.holder,
                                .state = event.to_state};
    if (!check->restored || !sinv_run_is_same(check->restored, &facts)) {
        rc = sinv_txn_alloc(check->txn, sizeof(*kept), (void **)&kept);
        if (rc != SALESINV_OK)
            return rc;
        *kept = facts;
        check->restored = kept;
    }
    piece->restored = check->restored;
    return SALESINV_OK;
}

/* ---- the whole set ---- */

static salesinv_status check_pieces(serial_check *check, sinv_serial_pieces *pieces)
{
    const sinv_serial_facts *good = NULL; /* facts that passed, shared by pieces */
    uint32_t flags = check->change->flags;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < pieces->count && rc == SALESINV_OK; i++) {
        sinv_serial_piece *piece = &pieces->items[i];
        if (!piece->facts && !(flags & SINV_SERIAL_REGISTER))
            return refuse_as(check, piece, SALESINV_E_SERIAL_NOT_FOUND, "is unknown");
        if (piece->facts && (flags & SINV_SERIAL_NEW))
            return refuse_as(check, piece, SALESINV_E_EXISTS, "is known already");
        if (!piece->facts)
            continue;
        if (piece->facts != good)
            rc = check_facts(check, piece);
        good = piece->facts;
        if (rc == SALESINV_OK && (flags & SINV_SERIAL_RESTORE))
            rc = restore(check, piece);
        if (rc == SALESINV_OK && (i + 1) % POLL_EVERY == 0)
            rc = sinv_txn_poll(check->txn, i + 1, pieces->count);
    }
    return rc;
}

salesinv_status sinv_serial_check(sinv_txn *txn, const sinv_serial_set *set,
                                  const sinv_serial_change *change,
                                  sinv_serial_pieces *out)
{
    serial_check check = {.txn = txn,
                          .change = change,
                          .field = change->field ? change->field : set->field};
    sinv_serial_pieces own = {NULL, 0, 0};
    sinv_serial_pieces *pieces = out ? out : &own;
    salesinv_status rc;

    if (pieces->count > 0)
        return sinv_txn_internal(txn, "pieces of serials were not empty");
    if ((rc = sinv_txn_row(txn, SINV_T_SERIAL_EVENT, &check.event)) != SALESINV_OK)
        return rc;
    rc = sinv_serial_read(txn, change->scope, set, pieces);
    return rc == SALESINV_OK ? check_pieces(&check, pieces) : rc;
}

salesinv_status sinv_serial_change_set(sinv_txn *txn, const sinv_serial_set *set,
                                       const sinv_serial_change *change)
{
    sinv_serial_pieces pieces = {NULL, 0, 0};
    salesinv_status rc = sinv_serial_check(txn, set, change, &pieces);

    return rc == SALESINV_OK ? sinv_serial_apply(txn, &pieces, change) : rc;
}
