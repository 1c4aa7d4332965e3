/* SPDX-License-Identifier: Apache-2.0 */
/* Maintenance: what is dropped, what stays, and the outbox it works on. */
#include <stdio.h>
#include <string.h>

#include "core/licence.h"
#include "core/maintain.h"
#include "core/outbox.h"
#include "support/fix_core.h"
#include "sync/inbox_row.h"

static int setup(void **state)
{
    static fix_core fix;

    fix_core_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(*state);
    return 0;
}

/** What a maintenance must report. */
static void assert_dropped(salesinv_session *session, int64_t keys, int64_t messages,
                           int64_t reservations)
{
    salesinv_maintenance *report;

    assert_ok(session, salesinv_maintain(session, &report));
    assert_int_equal(salesinv_maintenance_request_keys(report), keys);
    assert_int_equal(salesinv_maintenance_messages(report), messages);
    assert_int_equal(salesinv_maintenance_reservations(report), reservations);
    salesinv_maintenance_free(report);
}

static void old_request_keys_go(void **state)
{
    fix_core *fix = *state;
    int64_t events;

    assert_ok(fix->admin,
              salesinv_setting_set_int(fix->admin, "order.mode", NULL, 1, "old"));
    fix->now += FIX_DAY;
    assert_ok(fix->admin,
              salesinv_setting_set_int(fix->admin, "order.mode", NULL, 2, "new"));
    events = fix_core_event_count(fix->admin);
    fix->now = FIX_START + 30 * FIX_DAY;
    assert_dropped(fix->admin, 0, 0, 0);
    fix->now++;
    assert_dropped(fix->admin, 1, 0, 0);
    assert_int_equal(fix_core_event_count(fix->admin), events);
    assert_refused(fix->admin, REQUEST_REUSED,
                   salesinv_setting_set_int(fix->admin, "order.mode", NULL, 1, "new"));
    assert_ok(fix->admin,
              salesinv_setting_set_int(fix->admin, "request_key.days", NULL, 1, "old"));
    fix->now += FIX_DAY;
    assert_dropped(fix->admin, 1, 0, 0);
}

static salesinv_status put_keys(sinv_txn *txn, void *arg)
{
    static const uint8_t print[16] = {1};
    char key[16];
    sinv_row *row;
    salesinv_status rc;

    (void)arg;
    for (int32_t i = 0; i < 2 * SINV_SWEEP_ROWS + 5; i++) {
        if ((rc = sinv_txn_row(txn, SINV_T_REQUEST, &row)) != SALESINV_OK)
            return rc;
        snprintf(key, sizeof(key), "k%06d", i);
        sinv_row_set_text(row, SINV_REQUEST_KEY, key);
        sinv_row_set_bytes(row, SINV_REQUEST_FINGERPRINT, print, sizeof(print));
        sinv_row_set_int(row, SINV_REQUEST_AT, i % 2 ? txn->now : 0);
        if ((rc = sinv_txn_insert(txn, row)) != SALESINV_OK)
            return rc;
    }
    return SALESINV_OK;
}

static void many_keys_go_in_steps(void **state)
{
    fix_core *fix = *state;

    assert_ok(fix->admin, fix_core_run(fix->admin, true, put_keys, NULL));
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 1));
    assert_dropped(fix->admin, SINV_SWEEP_ROWS + 3, 0, 0);
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 0));
    assert_dropped(fix->admin, SINV_SWEEP_ROWS + 3, 0, 0);
    assert_dropped(fix->admin, 0, 0, 0);
}

/** A message and the state it shall have. */
typedef struct message_step {
    int64_t state;
    salesinv_id object;
    salesinv_id id;
    bool is_sound; /* as it was appended */
} message_step;

static salesinv_status send(sinv_txn *txn, void *arg)
{
    message_step *step = arg;
    char key[SINV_MESSAGE_KEY_MAX + 1];
    sinv_message message = {.kind = SALESINV_KIND_ORDER,
                            .object = step->object,
                            .version = 1,
                            .key = key,
                            .body = "{}"};
    sinv_row *row;
    salesinv_status rc;

    sinv_message_key(key, txn->tenant, "order", step->object, 1);
    if ((rc = sinv_outbox_append(txn, &message, &step->id)) != SALESINV_OK ||
        (rc = sinv_txn_get_id(txn, SINV_T_OUTBOX, step->id, &row)) != SALESINV_OK)
        return rc;
    step->is_sound = strcmp(sinv_row_text(row, SINV_OUTBOX_MESSAGE_KEY), key) == 0 &&
                     strcmp(sinv_row_text(row, SINV_OUTBOX_BODY), "{}") == 0 &&
                     sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_PENDING;
    sinv_row_set_int(row, SINV_OUTBOX_STATE, step->state);
    if (step->state != SALESINV_OUTBOX_PENDING) {
        sinv_row_set_text(row, SINV_OUTBOX_CONNECTOR, "main");
        sinv_row_set_int(row, SINV_OUTBOX_ATTEMPTS, 1);
        sinv_row_set_int(row, SINV_OUTBOX_LEASE, 1);
    }
    if (step->state >= SALESINV_OUTBOX_ACKNOWLEDGED)
        sinv_row_set_int(row, SINV_OUTBOX_DONE_AT, txn->now);
    return sinv_txn_save(txn, row);
}

static salesinv_status register_connector(sinv_txn *txn, void *arg)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_CONNECTOR, &row);

    (void)arg;
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_CONNECTOR_NAME, "main");
    sinv_row_set_text(row, SINV_CONNECTOR_BRAND, "test");
    sinv_row_set_text(row, SINV_CONNECTOR_EPOCH, "");
    sinv_row_set_int(row, SINV_CONNECTOR_STATUS, SALESINV_CONNECTOR_ACTIVE);
    return sinv_txn_insert(txn, row);
}

/** How many rows of a table are in each state. */
typedef struct state_count {
    int32_t table;
    int32_t column;
    int64_t counts[SINV_OUTBOX_STATES];
} state_count;

static salesinv_status count(sinv_txn *txn, void *arg)
{
    state_count *of = arg;
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    memset(of->counts, 0, sizeof(of->counts));
    if ((rc = sinv_txn_row(txn, of->table, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, of->table, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        of->counts[sinv_row_int(row, of->column)]++;
    sinv_scan_close(&scan);
    return rc;
}

static void acknowledged_messages_go(void **state)
{
    static const int64_t states[] = {
        SALESINV_OUTBOX_PENDING, SALESINV_OUTBOX_SENT, SALESINV_OUTBOX_ACKNOWLEDGED,
        SALESINV_OUTBOX_ACKNOWLEDGED, SALESINV_OUTBOX_DEAD};
    fix_core *fix = *state;
    state_count found = {.table = SINV_T_OUTBOX, .column = SINV_OUTBOX_STATE};
    const int64_t *counts = found.counts;

    assert_ok(fix->admin, fix_core_run(fix->admin, true, register_connector, NULL));
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        message_step step = {.state = states[i], .object = 5 + (salesinv_id)i};

        assert_ok(fix->admin, fix_core_run(fix->admin, true, send, &step));
        assert_true(step.is_sound);
    }
    assert_ok(fix->admin, fix_core_run(fix->admin, false, count, &found));
    assert_int_equal(counts[SALESINV_OUTBOX_ACKNOWLEDGED], 2);
    assert_dropped(fix->admin, 0, 0, 0);
    fix->now += 30 * FIX_DAY + 1;
    assert_dropped(fix->admin, 0, 2, 0);
    assert_ok(fix->admin, fix_core_run(fix->admin, false, count, &found));
    assert_int_equal(counts[SALESINV_OUTBOX_ACKNOWLEDGED], 0);
    assert_int_equal(counts[SALESINV_OUTBOX_PENDING], 1);
    assert_int_equal(counts[SALESINV_OUTBOX_SENT], 1);
    assert_int_equal(counts[SALESINV_OUTBOX_DEAD], 1);
}

static salesinv_status receive(sinv_txn *txn, void *arg)
{
    static const uint8_t digest[16] = {1};
    const int64_t *state = arg;
    salesinv_id id;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, &row)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, &id)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_INBOX_ID, id);
    sinv_row_set_text(row, SINV_INBOX_CONNECTOR, "main");
    sinv_row_set_text(row, SINV_INBOX_EXTERNAL_ID, "M-1");
    sinv_row_set_bytes(row, SINV_INBOX_DIGEST, digest, sizeof(digest));
    sinv_row_set_int(row, SINV_INBOX_MARK, sinv_inbox_mark(digest));
    sinv_row_set_int(row, SINV_INBOX_STATE, *state);
    sinv_row_set_int(row, SINV_INBOX_ATTEMPTS, 1);
    sinv_row_set_text(row, SINV_INBOX_BODY, "{}");
    if (*state == SALESINV_INBOX_REFUSED)
        sinv_row_set_int(row, SINV_INBOX_CODE, SALESINV_E_ARG);
    else
        sinv_row_set_int(row, SINV_INBOX_DONE_AT, txn->now);
    return sinv_txn_insert(txn, row);
}

static void records_that_need_nothing_more_go(void **state)
{
    fix_core *fix = *state;
    state_count found = {.table = SINV_T_INBOX, .column = SINV_INBOX_STATE};
    salesinv_maintenance *report;

    assert_ok(fix->admin, fix_core_run(fix->admin, true, register_connector, NULL));
    for (int64_t i = SALESINV_INBOX_APPLIED; i <= SALESINV_INBOX_DISMISSED; i++)
        assert_ok(fix->admin, fix_core_run(fix->admin, true, receive, &i));
    fix->now += 30 * FIX_DAY;
    assert_ok(fix->admin, salesinv_maintain(fix->admin, &report));
    assert_int_equal(salesinv_maintenance_records(report), 0);
    salesinv_maintenance_free(report);
    fix->now++;
    assert_ok(fix->admin, salesinv_maintain(fix->admin, &report));
    assert_int_equal(salesinv_maintenance_records(report), 3);
    salesinv_maintenance_free(report);
    assert_ok(fix->admin, fix_core_run(fix->admin, false, count, &found));
    assert_int_equal(found.counts[SALESINV_INBOX_REFUSED], 1);
    assert_int_equal(salesinv_maintenance_records(NULL), 0);
}

static salesinv_status reserve(sinv_txn *txn, void *arg)
{
    return sinv_quota_reserve(txn, "logistics", arg);
}

static void unsettled_reservations_return(void **state)
{
    fix_core *fix = *state;
    salesinv_id reservation;
    int64_t used;

    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "logistics.small",
                                     SALESINV_TIME_NONE, 1, NULL));
    for (int32_t i = 0; i < 3; i++)
        assert_ok(fix->admin, fix_core_run(fix->admin, true, reserve, &reservation));
    assert_dropped(fix->admin, 0, 0, 0);
    fix->now += 10 * FIX_MINUTE;
    assert_ok(fix->admin, fix_core_run(fix->admin, true, reserve, &reservation));
    assert_dropped(fix->admin, 0, 0, 3);
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "logistics", NULL, &used, NULL));
    assert_int_equal(used, 1);
}

static void rights_and_states(void **state)
{
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");
    salesinv_maintenance *report = (salesinv_maintenance *)fix;

    assert_refused(sales, FORBIDDEN, salesinv_maintain(sales, &report));
    assert_null(report);
    salesinv_session_close(sales);
    assert_int_equal(salesinv_maintain(NULL, &report), SALESINV_E_ARG);
    assert_ok(fix->admin, salesinv_maintain(fix->admin, NULL));
    assert_dropped(fix->platform, 0, 0, 0);
    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    assert_refused(fix->admin, BUSY, salesinv_maintain(fix->admin, &report));
    assert_ok(fix->admin, salesinv_session_rollback(fix->admin));
    salesinv_engine_interrupt(fix->engine);
    assert_refused(fix->admin, INTERRUPTED, salesinv_maintain(fix->admin, &report));
    assert_int_equal(salesinv_maintenance_request_keys(NULL), 0);
    assert_int_equal(salesinv_maintenance_messages(NULL), 0);
    assert_int_equal(salesinv_maintenance_reservations(NULL), 0);
    salesinv_maintenance_free(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(old_request_keys_go),           TEST(many_keys_go_in_steps),
        TEST(acknowledged_messages_go),      TEST(records_that_need_nothing_more_go),
        TEST(unsettled_reservations_return), TEST(rights_and_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
