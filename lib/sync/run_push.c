/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages to the ERP, batch by batch: lease, ask what became of those whose outcome is unknown, push the others, say what became of
 * each. Every leased message ends in one transaction with its verdict; should that not come, its lease ends and it is asked for.
 */
#include "sync/outbox.h"
#include "sync/run.h"

#include <stdio.h>

/* What was found out about one leased message. */
typedef enum verdict {
    UNTRIED, /* released, as if it had not been leased */
    TO_PUSH,
    ANSWERED,  /* as its answer says */
    UNKNOWABLE /* nobody can tell, and the connector cannot be asked */
} verdict;

typedef struct batch {
    sinv_run *run;
    sinv_lease_wish wish;
    salesinv_messages *messages;
    /* one for each message, in one block */
    salesinv_push_item *items;
    const salesinv_push_item **pushed; /* those that are pushed, and .. */
    int32_t *places;                   /* .. which ones they are */
    sinv_answer *answers;
    verdict *verdicts;
    bool *is_dead;
    int32_t pushed_count;
} batch;

/* ---- lease ---- */

static salesinv_status lease(sinv_txn *txn, sinv_call *call)
{
    batch *of = call->arg;
    sinv_message_list list = {.txn = txn};
    salesinv_status rc = sinv_run_check_epoch(txn, of->run);

    if (rc == SALESINV_OK)
        rc = sinv_outbox_lease(txn, &of->wish, &list);
    return rc == SALESINV_OK ? sinv_messages_build(&list, &of->messages) : rc;
}

static void discard(sinv_call *call)
{
    batch *of = call->arg;

    salesinv_messages_free(of->messages);
    of->messages = NULL;
}

static salesinv_status lease_batch(batch *of)
{
    sinv_call call;

    sinv_call_init(&call, of->run->session, "sync.lease");
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_UPDATE};
    call.is_write = true;
    call.body = lease;
    call.discard = discard;
    call.arg = of;
    return sinv_call_run(&call);
}

/* ---- memory of a batch ---- */

static void *take(sinv_arena *arena, int32_t count, size_t size)
{
    return sinv_arena_alloc(arena, (size_t)count * size);
}

static salesinv_status prepare(batch *of, sinv_arena *arena)
{
    int32_t count = of->messages->count;

    of->items = take(arena, count, sizeof(*of->items));
    of->pushed = take(arena, count, sizeof(*of->pushed));
    of->places = take(arena, count, sizeof(*of->places));
    of->answers = take(arena, count, sizeof(*of->answers));
    of->verdicts = take(arena, count, sizeof(*of->verdicts));
    of->is_dead = take(arena, count, sizeof(*of->is_dead));
    if (!of->items || !of->pushed || !of->places || !of->answers || !of->verdicts ||
        !of->is_dead)
        return sinv_err_set(of->run->session->engine->err, SALESINV_E_NOMEM, NULL,
                            "out of memory");
    return SALESINV_OK;
}

static void fill_item(const sinv_message_item *message, salesinv_push_item *out)
{
    *out = (salesinv_push_item){.struct_size = sizeof(*out),
                                .kind = message->kind,
                                .action = message->action,
                                .attempt = message->attempts,
                                .object = message->object,
                                .version = message->version,
                                .key = message->key,
                                .external_id = message->external_id,
                                .body = message->body,
                                .size = message->body_size};
}

static void fill_items(batch *of)
{
    for (int32_t i = 0; i < of->messages->count; i++) {
        fill_item(&of->messages->items[i], &of->items[i]);
        of->verdicts[i] = UNTRIED;
    }
}

/* ---- what is unknown is asked for ---- */

/* One key has one effect, so it is sent again; but what is on its way is asked for, or it would be sent for ever. */
static bool is_sent_again(const salesinv_connector *connector,
                          const sinv_message_item *message)
{
    return connector->said.abilities & SALESINV_CONNECTOR_IDEMPOTENT &&
           (message->status != SALESINV_E_BUSY ||
            !sinv_connector_knows_outcomes(connector));
}

static salesinv_status ask(batch *of, int32_t index)
{
    salesinv_connector *connector = of->run->connector;
    const sinv_answer *answer;
    salesinv_status rc;

    if (!of->messages->items[index].is_unknown ||
        is_sent_again(connector, &of->messages->items[index])) {
        of->verdicts[index] = TO_PUSH;
        return SALESINV_OK;
    }
    if (!sinv_connector_knows_outcomes(connector)) {
        of->verdicts[index] = UNKNOWABLE;
        return SALESINV_OK;
    }
    rc = sinv_connector_outcome(connector, &of->items[index]);
    if (connector->answers.count == 0)
        return rc;
    answer = &connector->answers.answers[0];
    of->verdicts[index] = answer->status == SALESINV_E_NOT_FOUND ? TO_PUSH : ANSWERED;
    of->answers[index] = *answer;
    return rc;
}

static salesinv_status check_interrupt(const sinv_run *run)
{
    salesinv_engine *engine = run->session->engine;

    if (!engine->interrupted)
        return SALESINV_OK;
    return sinv_err_set(engine->err, SALESINV_E_INTERRUPTED, NULL,
                        "interrupted between messages");
}

static salesinv_status ask_all(batch *of)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < of->messages->count && rc == SALESINV_OK; i++)
        if ((rc = check_interrupt(of->run)) == SALESINV_OK)
            rc = ask(of, i);
    return rc;
}

/* ---- push ---- */

static salesinv_status push_all(batch *of)
{
    salesinv_connector *connector = of->run->connector;
    salesinv_status rc;

    for (int32_t i = 0; i < of->messages->count; i++)
        if (of->verdicts[i] == TO_PUSH) {
            of->places[of->pushed_count] = i;
            of->pushed[of->pushed_count++] = &of->items[i];
        }
    if (of->pushed_count == 0)
        return SALESINV_OK;
    rc = sinv_connector_push(connector, of->pushed, of->pushed_count);
    for (int32_t i = 0; i < connector->answers.count; i++) {
        of->answers[of->places[i]] = connector->answers.answers[i];
        of->verdicts[of->places[i]] = ANSWERED;
    }
    return rc;
}

/* ---- the verdicts ---- */

/* The ERP gave the same id to two documents, or one that is none: for a person. */
static salesinv_status acknowledge(sinv_txn *txn, const sinv_claim *claim,
                                   const sinv_answer *answer)
{
    char text[SINV_FAILURE_MAX + 1];
    sinv_push_failure failure = {.status = SALESINV_E_UNKNOWN_OUTCOME, .text = text};
    salesinv_status rc = sinv_outbox_acknowledge(
        txn, claim, answer->has_external_id ? answer->external_id : NULL);

    if (rc != SALESINV_E_EXISTS && rc != SALESINV_E_TEXT && rc != SALESINV_E_ARG)
        return rc;
    (void)snprintf(text, sizeof(text), "%s", salesinv_error_message(txn->err));
    return sinv_outbox_note_failure(txn, claim, &failure);
}

static salesinv_status give_up(sinv_txn *txn, const sinv_claim *claim)
{
    const sinv_push_failure failure = {
        .status = SALESINV_E_UNKNOWN_OUTCOME,
        .text = "the connector does not know what became of it, and is not idempotent"};

    return sinv_outbox_note_failure(txn, claim, &failure);
}

static salesinv_status note_answer(sinv_txn *txn, const batch *of, int32_t index,
                                   const sinv_claim *claim)
{
    const sinv_answer *answer = &of->answers[index];
    const sinv_push_failure failure = {.status = answer->status,
                                       .vendor_code = answer->failure.vendor_code,
                                       .text = answer->failure.text};

    return answer->status == SALESINV_OK
               ? acknowledge(txn, claim, answer)
               : sinv_outbox_note_failure(txn, claim, &failure);
}

static salesinv_status note_one(sinv_txn *txn, batch *of, int32_t index)
{
    const sinv_message_item *message = &of->messages->items[index];
    const sinv_claim claim = {message->id, message->lease};
    sinv_row *row;
    salesinv_status rc;

    switch (of->verdicts[index]) {
    case ANSWERED:
        rc = note_answer(txn, of, index, &claim);
        break;
    case UNKNOWABLE:
        rc = give_up(txn, &claim);
        break;
    case UNTRIED:
    case TO_PUSH:
    default:
        rc = sinv_outbox_release(txn, &claim);
        break;
    }
    if (rc == SALESINV_E_STALE) /* somebody else has it: his word counts */
        return SALESINV_OK;
    if (rc == SALESINV_OK &&
        (rc = sinv_outbox_get(txn, message->id, &row)) == SALESINV_OK)
        of->is_dead[index] =
            sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_DEAD;
    return rc;
}

static salesinv_status note_all(sinv_txn *txn, sinv_call *call)
{
    batch *of = call->arg;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < of->messages->count && rc == SALESINV_OK; i++)
        rc = note_one(txn, of, i);
    return rc;
}

static salesinv_sync_counter counter_of(const batch *of, int32_t index)
{
    if (of->is_dead[index])
        return SALESINV_SYNC_PUSH_DEAD;
    switch (of->answers[index].status) {
    case SALESINV_OK:
        return SALESINV_SYNC_PUSHED;
    case SALESINV_E_CONNECTOR_REFUSED:
        return SALESINV_SYNC_PUSH_FAILED;
    case SALESINV_E_BUSY:
        return SALESINV_SYNC_PUSH_WAITING;
    default:
        return SALESINV_SYNC_PUSH_UNKNOWN;
    }
}

static void count_batch(batch *of)
{
    int32_t tried = 0;

    for (int32_t i = 0; i < of->messages->count; i++) {
        if (of->verdicts[i] != ANSWERED && !of->is_dead[i])
            continue; /* not tried, or somebody else has said what became of it */
        tried++;
        sinv_report_add(of->run->report, of->items[i].kind, counter_of(of, i), 1);
    }
    sinv_run_progress(of->run, tried);
}

static salesinv_status run_batch(batch *of, sinv_arena *arena)
{
    salesinv_status rc = prepare(of, arena);
    salesinv_status noted;

    if (rc != SALESINV_OK)
        return rc;
    fill_items(of);
    rc = ask_all(of);
    if (rc == SALESINV_OK)
        rc = push_all(of);
    sinv_run_keep(of->run, rc); /* what is noted may replace the error */
    noted = sinv_run_step(of->run, "sync.note", note_all, of, true);
    if (noted != SALESINV_OK)
        return noted;
    count_batch(of);
    return rc;
}

static salesinv_status push_batch(sinv_run *run, int32_t room, bool *out_more)
{
    batch of = {.run = run,
                .wish = {.connector = run->connector->name,
                         .kinds = run->pushes,
                         .lease_ms = run->options.lease_ms,
                         .max_count = room}};
    sinv_arena arena;
    salesinv_status rc = lease_batch(&of);

    *out_more = false;
    if (rc != SALESINV_OK)
        return rc;
    sinv_arena_init(&arena, run->session->engine->heap);
    if (of.messages->count > 0) {
        rc = run_batch(&of, &arena);
        *out_more = rc == SALESINV_OK;
    }
    sinv_arena_free(&arena);
    salesinv_messages_free(of.messages);
    return rc;
}

salesinv_status sinv_run_push(sinv_run *run)
{
    bool has_more = run->pushes != 0;
    int32_t room;
    salesinv_status rc = SALESINV_OK;

    while (has_more && rc == SALESINV_OK) {
        if ((rc = sinv_run_room(run, &room)) != SALESINV_OK || room == 0)
            return rc;
        rc = push_batch(run, room, &has_more);
    }
    return sinv_run_go_on(run, rc);
}
