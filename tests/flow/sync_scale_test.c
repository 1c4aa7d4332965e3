/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Leasing when the outbox is large: tens of thousands of acknowledged messages, thousands behind a dead one, thousands that
 * are not due. What is counted are calls of the storage, which say more than a clock and never flicker.
 */
#include <string.h>

#include "core/outbox.h"
#include "salesinv/sync.h"
#include "support/programme.h"

enum { ACKNOWLEDGED = 20000, BEHIND = 3000, LATER = 3000, FIRST_OBJECT = 1000000 };

static programme stage;

/* The programme's own case, with one order that waits to be pushed. */
static const programme_case *find_case(const char *name)
{
    for (int i = 0; i < programme_sync_cases.count; i++)
        if (strcmp(programme_sync_cases.items[i].name, name) == 0)
            return &programme_sync_cases.items[i];
    fail_msg("no case %s", name);
    return NULL;
}

static salesinv_status put(sinv_txn *txn, salesinv_id object, int64_t version,
                           salesinv_id *out_id, sinv_row **out)
{
    char key[SINV_MESSAGE_KEY_MAX + 1];
    const sinv_message message = {.kind = SALESINV_KIND_ORDER,
                                  .action = SALESINV_MESSAGE_PUT,
                                  .object = object,
                                  .version = version,
                                  .key = key,
                                  .body = "{\"kind\":\"order\"}"};
    salesinv_status rc;

    sinv_message_key(key, txn->tenant, "order", object, version);
    if ((rc = sinv_outbox_append(txn, &message, out_id)) != SALESINV_OK)
        return rc;
    return sinv_txn_get_id(txn, SINV_T_OUTBOX, *out_id, out);
}

static salesinv_status finish(sinv_txn *txn, sinv_row *row, int32_t state)
{
    sinv_row_set_int(row, SINV_OUTBOX_STATE, state);
    sinv_row_set_int(row, SINV_OUTBOX_DONE_AT, txn->now);
    sinv_row_set_text(row, SINV_OUTBOX_CONNECTOR, "main");
    return sinv_txn_save(txn, row);
}

static salesinv_status fill(sinv_txn *txn, void *arg)
{
    sinv_arena_mark mark = sinv_arena_tell(txn->arena);
    salesinv_id object = FIRST_OBJECT;
    salesinv_id id;
    sinv_row *row;
    salesinv_status rc = SALESINV_OK;

    (void)arg;
    for (int32_t i = 0; i < ACKNOWLEDGED && rc == SALESINV_OK; i++) {
        if ((rc = put(txn, object++, 1, &id, &row)) == SALESINV_OK)
            rc = finish(txn, row, SALESINV_OUTBOX_ACKNOWLEDGED);
        sinv_arena_rewind(txn->arena, mark);
    }
    if (rc == SALESINV_OK && (rc = put(txn, object, 1, &id, &row)) == SALESINV_OK)
        rc = finish(txn, row, SALESINV_OUTBOX_DEAD);
    for (int32_t i = 0; i < BEHIND && rc == SALESINV_OK; i++) {
        rc = put(txn, object, i + 2, &id, &row);
        sinv_arena_rewind(txn->arena, mark);
    }
    for (int32_t i = 0; i < LATER && rc == SALESINV_OK; i++) {
        if ((rc = put(txn, ++object, 1, &id, &row)) == SALESINV_OK) {
            sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT, txn->now + FIX_DAY);
            rc = sinv_txn_save(txn, row);
        }
        sinv_arena_rewind(txn->arena, mark);
    }
    return rc;
}

/* Calls of the storage that a lease of ten and an acknowledgement take; it must find the one that is due. */
static int64_t count_calls(void)
{
    salesinv_messages *page;

    memset(&stage.plan, 0, sizeof(stage.plan));
    stage.plan.methods = FAULTY_ALL;
    assert_ok(stage.admin, salesinv_outbox_next(stage.admin, "main", 10, 60000, &page));
    assert_int_equal(salesinv_messages_count(page), 1);
    assert_ok(stage.admin,
              salesinv_outbox_ack(stage.admin, salesinv_messages_id(page, 0),
                                  salesinv_messages_lease(page, 0), NULL));
    salesinv_messages_free(page);
    return stage.plan.calls;
}

static void a_lease_looks_at_what_is_due_alone(void **state)
{
    const programme_case *of = find_case("outbox_next");
    int64_t alone;
    int64_t among_many;

    (void)state;
    programme_begin(&stage, of);
    alone = count_calls();
    programme_close(&stage);
    programme_begin(&stage, of);
    assert_ok(stage.admin, fix_core_run(stage.admin, true, fill, NULL));
    among_many = count_calls();
    programme_close(&stage);
    if (among_many > alone)
        fail_msg("%lld calls, among many %lld", (long long)alone,
                 (long long)among_many);
}

/* Calls of the storage that reading the state takes. */
static int64_t count_calls_of_state(void)
{
    salesinv_blob *json;

    memset(&stage.plan, 0, sizeof(stage.plan));
    stage.plan.methods = FAULTY_ALL;
    assert_ok(stage.admin, salesinv_sync_state(stage.admin, NULL, &json));
    salesinv_blob_free(json);
    return stage.plan.calls;
}

static void the_state_looks_at_what_waits_alone(void **state)
{
    const programme_case *of = find_case("sync_state");
    int64_t alone;
    int64_t among_many;

    (void)state;
    programme_begin(&stage, of);
    alone = count_calls_of_state();
    assert_ok(stage.admin, fix_core_run(stage.admin, true, fill, NULL));
    among_many = count_calls_of_state();
    programme_close(&stage);
    if (among_many > alone + BEHIND + LATER + 1)
        fail_msg("%lld calls, among many %lld", (long long)alone,
                 (long long)among_many);
}

static int start(void **state)
{
    (void)state;
    programme_start(&stage);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    programme_stop(&stage);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lease_looks_at_what_is_due_alone),
        cmocka_unit_test(the_state_looks_at_what_waits_alone)};

    return cmocka_run_group_tests(tests, start, stop);
}
