/* SPDX-License-Identifier: Apache-2.0 */
/* I9 in the edition integration: an outbox in every state, damaged in one cell or row at a time, and what verify says of it. */
#include <stdio.h>
#include <string.h>

#include "support/fix_connector.h"

enum { LEASE_MS = 60000 };

static fix_connector fix;

/* Messages by what became of them; all of orders of their own but for WAITS, which comes after DEAD's. */
enum { ACKNOWLEDGED, SENT, DEAD, WAITS, PENDING, MESSAGES };
static salesinv_id ids[MESSAGES];
static salesinv_id orders[MESSAGES];

static salesinv_session *admin(void)
{
    return fix.trade.core.admin;
}

static salesinv_messages *lease(void)
{
    salesinv_messages *page;

    assert_ok(fix.erp, salesinv_outbox_next(fix.erp, "main", 1, LEASE_MS, &page));
    assert_int_equal(salesinv_messages_count(page), 1);
    return page;
}

/* A new order whose message is leased; the page is the caller's. */
static salesinv_messages *take(int which)
{
    salesinv_messages *page;

    orders[which] = fix_order(&fix.trade, fix.warehouse, fix.product, 3);
    page = lease();
    ids[which] = salesinv_messages_id(page, 0);
    return page;
}

static salesinv_id last_id(void)
{
    salesinv_messages *page;
    salesinv_id id;

    assert_ok(admin(), salesinv_outbox_find(admin(), NULL, SALESINV_OUTBOX_PENDING, 0,
                                            1000, &page));
    id = salesinv_messages_id(page, salesinv_messages_count(page) - 1);
    salesinv_messages_free(page);
    return id;
}

static int start(void **state)
{
    salesinv_messages *page;

    (void)state;
    fix_connector_open(&fix, false);
    fix_setting(admin(), "order.validation", SALESINV_RULE_ALLOW);
    page = take(ACKNOWLEDGED);
    assert_ok(fix.erp, salesinv_outbox_ack(fix.erp, ids[ACKNOWLEDGED],
                                           salesinv_messages_lease(page, 0), "SO-1"));
    salesinv_messages_free(page);
    page = take(DEAD);
    assert_ok(fix.erp,
              salesinv_outbox_fail(fix.erp, ids[DEAD], salesinv_messages_lease(page, 0),
                                   SALESINV_E_UNKNOWN_OUTCOME, 0, NULL));
    salesinv_messages_free(page);
    salesinv_messages_free(take(SENT));
    assert_ok(admin(),
              fix_step(admin(), SALESINV_KIND_ORDER, orders[DEAD], SINV_VERB_CLOSE));
    ids[WAITS] = last_id();
    orders[PENDING] = fix_order(&fix.trade, fix.warehouse, fix.product, 3);
    ids[PENDING] = last_id();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

typedef enum deed { SET, EMPTY, WRITE, REMOVE } deed;

/* One damage: to a column of a message, or of the row that goes with it. */
typedef struct damage {
    const char *name;
    const char *says;
    int which;
    deed deed;
    int32_t column;
    int64_t value; /* negative: the id of message -value - 1 */
    const char *text;
} damage;
#define ID_OF(which) (-1 - (int64_t)(which))

static const damage damages[] = {
    {"an unknown state", "in state 9", PENDING, SET, SINV_OUTBOX_STATE, 9, NULL},
    {"acknowledged at no time", "done at no time", ACKNOWLEDGED, EMPTY,
     SINV_OUTBOX_DONE_AT, 0, NULL},
    {"dead at no time", "done at no time", DEAD, EMPTY, SINV_OUTBOX_DONE_AT, 0, NULL},
    {"done before its end", "before its end", SENT, SET, SINV_OUTBOX_DONE_AT, 1, NULL},
    {"sent to nobody", "taken by nobody", SENT, WRITE, SINV_OUTBOX_CONNECTOR, 0, ""},
    {"tried by nobody", "taken by nobody", PENDING, SET, SINV_OUTBOX_ATTEMPTS, 1, NULL},
    {"sent without a lease", "without a lease", SENT, EMPTY, SINV_OUTBOX_LEASE, 0,
     NULL},
    {"sent in no attempt", "without a lease", SENT, SET, SINV_OUTBOX_ATTEMPTS, 0, NULL},
    {"sent while it waits", "waits and was sent", SENT, SET, SINV_OUTBOX_BLOCKED_BY,
     ID_OF(DEAD), NULL},
    {"acknowledged and unknown", "acknowledged and unknown", ACKNOWLEDGED, SET,
     SINV_OUTBOX_IS_UNKNOWN, 1, NULL},
    {"taken by a stranger", "not registered", SENT, WRITE, SINV_OUTBOX_CONNECTOR, 0,
     "stranger"},
    {"another id of the ERP", "not linked", ACKNOWLEDGED, WRITE,
     SINV_OUTBOX_EXTERNAL_ID, 0, "SO-2"},
    {"another key", "key of another", PENDING, WRITE, SINV_OUTBOX_MESSAGE_KEY, 0, "1"},
    {"another version", "key of another", PENDING, SET, SINV_OUTBOX_VERSION, 7, NULL},
    {"another kind", "not pushed", PENDING, SET, SINV_OUTBOX_KIND,
     SALESINV_KIND_ACCOUNT, NULL},
    {"it waits for what is acknowledged", "not to come", PENDING, SET,
     SINV_OUTBOX_BLOCKED_BY, ID_OF(ACKNOWLEDGED), NULL},
    {"it waits for a later one", "not to come", WAITS, SET, SINV_OUTBOX_BLOCKED_BY,
     ID_OF(PENDING), NULL},
    {"it waits for no longer", "does not wait", WAITS, SET, SINV_OUTBOX_BLOCKED_BY, 0,
     NULL},
    {"one version twice", "told before", WAITS, SET, SINV_OUTBOX_VERSION, 1, NULL},
    {"a message is lost", "has no message", PENDING, REMOVE, 0, 0, NULL},
    {"a message that others wait for is lost", "not to come", DEAD, REMOVE, 0, 0, NULL},
};
enum { DAMAGES = sizeof(damages) / sizeof(damages[0]) };

static salesinv_status do_damage(sinv_txn *txn, void *arg)
{
    const damage *what = arg;
    int64_t value = what->value < 0 ? ids[-what->value - 1] : what->value;
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_OUTBOX, ids[what->which], &row);

    if (rc != SALESINV_OK)
        return rc;
    switch (what->deed) {
    case SET:
        sinv_row_set_int(row, what->column, value);
        break;
    case EMPTY:
        sinv_row_set_null(row, what->column);
        break;
    case WRITE:
        sinv_row_set_text(row, what->column, what->text);
        break;
    case REMOVE:
        return sinv_txn_remove(txn, row);
    }
    return sinv_txn_save(txn, row);
}

/* Some violation is of I9 and says so. */
static void assert_said(const char *says)
{
    salesinv_verdict *verdict;
    bool is_said = false;

    assert_ok(admin(), salesinv_verify(admin(), &verdict));
    for (int32_t i = 0; i < salesinv_verdict_described(verdict); i++)
        is_said =
            is_said || (strcmp(salesinv_verdict_invariant(verdict, i), "I9") == 0 &&
                        strstr(salesinv_verdict_message(verdict, i), says));
    for (int32_t i = 0; !is_said && i < salesinv_verdict_described(verdict); i++)
        print_error("%s\n", salesinv_verdict_message(verdict, i));
    assert_true(is_said);
    salesinv_verdict_free(verdict);
}

static void verify_says_so(void **state)
{
    const damage *what = *state;

    assert_ok(admin(), salesinv_session_begin(admin(), SALESINV_TXN_WRITE));
    assert_ok(admin(), fix_core_run(admin(), true, do_damage, (void *)(uintptr_t)what));
    assert_said(what->says);
    assert_ok(admin(), salesinv_session_rollback(admin()));
    fix_core_verify(admin());
}

int main(void)
{
    struct CMUnitTest tests[DAMAGES];

    for (int i = 0; i < DAMAGES; i++)
        tests[i] = (struct CMUnitTest){.name = damages[i].name,
                                       .test_func = verify_says_so,
                                       .initial_state = (void *)(uintptr_t)&damages[i]};
    return _cmocka_run_group_tests("I9", tests, DAMAGES, start, stop);
}
