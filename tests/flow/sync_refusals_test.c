/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the calls of synchronisation refuse, each once: the code, the input at fault, the numbers behind it, and a store that is the same as
 * before. The codes of documents beside an ERP are in refusals_test.c.
 */
#include "flow/fix_outbox.h"
#include "flow/fix_refused.h"
#include "support/fix_edition.h"
#include "support/fix_inbox.h"

/* Messages in every state, kept records in two, and connectors that cannot work. */
static struct {
    salesinv_session *clerk; /* may not synchronise */
    salesinv_messages *dead;
    salesinv_messages *sent;
    salesinv_messages *told; /* and a later one of its document */
    salesinv_id later;
    salesinv_id kept;
    salesinv_id dismissed;
} given;

static fix_core *core(void)
{
    return &fix.trade.core;
}

static salesinv_status see_epoch(sinv_txn *txn, void *arg)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_CONNECTOR, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_CONNECTOR_NAME, "restored");
    if ((rc = sinv_txn_get(txn, row)) != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_CONNECTOR_NEW_EPOCH, arg);
    return sinv_txn_save(txn, row);
}

static void enable(const char *name, const char *brand)
{
    assert_ok(admin(), salesinv_sync_enable(admin(), name, brand, 0, FIX_PULLS, NULL));
}

static void open_connectors(void)
{
    assert_ok(core()->platform,
              salesinv_licence_grant(core()->platform, core()->tenant, "connector.old",
                                     core()->now + 1, 0, NULL));
    enable("ended", "old");
    enable("paused", "test");
    assert_ok(admin(), salesinv_sync_pause(admin(), "paused", NULL, NULL));
    enable("restored", "test");
    assert_ok(admin(), fix_core_run(admin(), true, see_epoch, "e2"));
    enable("retired", "test");
    assert_ok(admin(), salesinv_sync_retire(admin(), "retired", NULL, NULL));
    core()->now += 1;
}

static void open_messages(void)
{
    salesinv_id order = an_order();

    given.told = lease();
    assert_ok(fix.erp, try_ack(given.told, "SO-1"));
    step(order, SINV_VERB_CLOSE);
    given.later = next_after(salesinv_messages_id(given.told, 0));
    push(order, SALESINV_MESSAGE_CLOSE);
    an_order();
    given.dead = lease();
    assert_ok(fix.erp, try_fail(given.dead, SALESINV_E_UNKNOWN_OUTCOME));
    an_order();
    given.sent = lease();
    an_order();
}

static void open_records(void)
{
    static const char record[] =
        "{'kind': 'category', 'external_id': 'C%d', 'version': 1, 'nonsense': 1}";

    (void)fix_put(fix.erp, CREATED,
                  "{'kind': 'category', 'external_id': 'C0', 'version': 1, "
                  "'name': 'Phones'}");
    given.kept = fix_put_refused(fix.erp, ARG, NULL, record, 1);
    given.dismissed = fix_put_refused(fix.erp, ARG, NULL, record, 2);
    assert_ok(admin(),
              salesinv_inbox_dismiss(admin(), given.dismissed, "nonsense", NULL));
}

static int open_refusals(void **state)
{
    (void)setup(state);
    given.clerk = fix_core_session(core()->engine, core()->tenant, "finance");
    open_messages();
    open_records();
    open_connectors();
    return 0;
}

static int close_refusals(void **state)
{
    salesinv_messages_free(given.dead);
    salesinv_messages_free(given.sent);
    salesinv_messages_free(given.told);
    salesinv_session_close(given.clerk);
    return teardown(state);
}

static salesinv_status next_for(const char *connector)
{
    salesinv_messages *page;
    salesinv_status rc = salesinv_outbox_next(fix.erp, connector, 1, LEASE_MS, &page);

    assert_null(page);
    return rc;
}

static salesinv_status put_for(const char *connector)
{
    static const char json[] = "{\"kind\": \"category\", \"external_id\": \"C9\", "
                               "\"version\": 1, \"name\": \"Late\"}";
    salesinv_upsert *report;
    salesinv_status rc =
        salesinv_inbox_put(fix.erp, connector, json, sizeof(json) - 1, &report);

    assert_null(report);
    return rc;
}

static salesinv_status next_for_nobody(void)
{
    return next_for("nobody");
}

static salesinv_status next_for_a_retired_one(void)
{
    return next_for("retired");
}

static salesinv_status next_without_licence(void)
{
    return next_for("ended");
}

static salesinv_status put_by_nobody(void)
{
    return put_for("nobody");
}

static salesinv_status put_without_licence(void)
{
    return put_for("ended");
}

static salesinv_status put_while_paused(void)
{
    return put_for("paused");
}

static salesinv_status put_in_a_new_epoch(void)
{
    return put_for("restored");
}

static salesinv_status enable_without_licence(void)
{
    return salesinv_sync_enable(admin(), "new", "sap", 0, 0, NULL);
}

static salesinv_status enable_with_other_kinds_while_leased(void)
{
    return salesinv_sync_enable(admin(), "main", "test", 0, 0, NULL);
}

static salesinv_status pause_nobody(void)
{
    return salesinv_sync_pause(admin(), "nobody", NULL, NULL);
}

static salesinv_status resume_without_licence(void)
{
    return salesinv_sync_resume(admin(), "ended", NULL);
}

static salesinv_status retire_with_leases(void)
{
    return salesinv_sync_retire(admin(), "main", NULL, NULL);
}

static salesinv_status confirm_another_epoch(void)
{
    return salesinv_sync_confirm_epoch(admin(), "restored", "e3", SALESINV_TIME_NONE,
                                       NULL);
}

static salesinv_status confirm_what_is_lost_tomorrow(void)
{
    return salesinv_sync_confirm_epoch(admin(), "main", "e1", core()->now + FIX_DAY,
                                       NULL);
}

static salesinv_status state_of_nobody(void)
{
    salesinv_blob *json;

    return salesinv_sync_state(admin(), "nobody", &json);
}

static salesinv_status acknowledge_nothing(void)
{
    return salesinv_outbox_ack(fix.erp, 1 << 20, 1, NULL);
}

static salesinv_status acknowledge_by_another_lease(void)
{
    return salesinv_outbox_ack(fix.erp, salesinv_messages_id(given.sent, 0),
                               salesinv_messages_lease(given.sent, 0) + 1, NULL);
}

static salesinv_status acknowledge_under_an_id_that_is_taken(void)
{
    return try_ack(given.sent, "SO-1");
}

static salesinv_status fail_what_is_acknowledged(void)
{
    return try_fail(given.told, SALESINV_E_CONNECTOR_REFUSED);
}

static salesinv_status fail_without_reason(void)
{
    return try_fail(given.sent, SALESINV_E_NOMEM);
}

static salesinv_status resend_what_is_on_its_way(void)
{
    return salesinv_outbox_resend(admin(), salesinv_messages_id(given.sent, 0), NULL);
}

static salesinv_status resend_what_was_followed(void)
{
    return salesinv_outbox_resend(admin(), salesinv_messages_id(given.told, 0), NULL);
}

static salesinv_status settle_what_is_leased(void)
{
    return salesinv_outbox_settle(admin(), salesinv_messages_id(given.sent, 0), NULL,
                                  "there", NULL);
}

static salesinv_status settle_what_is_acknowledged(void)
{
    return salesinv_outbox_settle(admin(), given.later, NULL, "there", NULL);
}

static salesinv_status settle_under_an_id_that_is_taken(void)
{
    return salesinv_outbox_settle(admin(), salesinv_messages_id(given.dead, 0), "SO-1",
                                  "there", NULL);
}

static salesinv_status settle_what_nobody_took(void)
{
    return salesinv_outbox_settle(
        admin(), next_after(salesinv_messages_id(given.sent, 0)), NULL, "there", NULL);
}

static salesinv_status retry_nothing(void)
{
    return salesinv_inbox_retry(admin(), 1 << 20, NULL, NULL);
}

static salesinv_status retry_what_was_dismissed(void)
{
    return salesinv_inbox_retry(admin(), given.dismissed, NULL, NULL);
}

static salesinv_status dismiss_it_again(void)
{
    return salesinv_inbox_dismiss(admin(), given.dismissed, "again", NULL);
}

static salesinv_status put_by_who_may_not(void)
{
    static const char json[] = "[]";
    salesinv_upsert *report;
    salesinv_status rc =
        salesinv_inbox_put(given.clerk, "main", json, sizeof(json) - 1, &report);

    assert_null(report);
    return rc;
}

static const struct refusal {
    salesinv_status (*call)(void);
    fix_refused wanted;
} refusals[] = {
    {next_for_nobody, {SALESINV_E_CONNECTOR_REQUIRED, "name", "connector"}},
    {next_for_a_retired_one, {SALESINV_E_CONNECTOR_REQUIRED, "name", "connector"}},
    {next_without_licence, {SALESINV_E_LICENSE_REQUIRED, "", "licence"}},
    {put_by_nobody, {SALESINV_E_CONNECTOR_REQUIRED, "name", "connector"}},
    {put_without_licence, {SALESINV_E_LICENSE_REQUIRED, "", "licence"}},
    {put_while_paused, {SALESINV_E_INVALID_STATE, "name", "connector"}},
    {put_in_a_new_epoch, {SALESINV_E_INVALID_STATE, "name", "connector epoch"}},
    {put_by_who_may_not, {SALESINV_E_FORBIDDEN, "", "object action"}},
    {enable_without_licence, {SALESINV_E_LICENSE_REQUIRED, "", "licence"}},
    {enable_with_other_kinds_while_leased,
     {SALESINV_E_INVALID_STATE, "name", "connector leased lease_end"}},
    {pause_nobody, {SALESINV_E_CONNECTOR_REQUIRED, "name", "connector"}},
    {resume_without_licence, {SALESINV_E_LICENSE_REQUIRED, "", "licence"}},
    {retire_with_leases,
     {SALESINV_E_INVALID_STATE, "name", "connector leased lease_end"}},
    {confirm_another_epoch, {SALESINV_E_STALE, "epoch", "epoch"}},
    {confirm_what_is_lost_tomorrow, {SALESINV_E_ARG, "lost_since", ""}},
    {state_of_nobody, {SALESINV_E_CONNECTOR_REQUIRED, "name", "connector"}},
    {acknowledge_nothing, {SALESINV_E_NOT_FOUND, "message_id", ""}},
    {acknowledge_by_another_lease, {SALESINV_E_STALE, "lease", "state"}},
    {acknowledge_under_an_id_that_is_taken, {SALESINV_E_EXISTS, "external_id", ""}},
    {fail_what_is_acknowledged, {SALESINV_E_STALE, "lease", "state"}},
    {fail_without_reason, {SALESINV_E_ARG, "status", ""}},
    {resend_what_is_on_its_way, {SALESINV_E_INVALID_STATE, "message_id", "state"}},
    {resend_what_was_followed, {SALESINV_E_INVALID_STATE, "message_id", "state"}},
    {settle_what_is_leased, {SALESINV_E_INVALID_STATE, "message_id", "state"}},
    {settle_what_is_acknowledged, {SALESINV_E_INVALID_STATE, "message_id", "state"}},
    {settle_under_an_id_that_is_taken, {SALESINV_E_EXISTS, "external_id", ""}},
    {settle_what_nobody_took, {SALESINV_E_INVALID_STATE, "message_id", "state"}},
    {retry_nothing, {SALESINV_E_NOT_FOUND, "record_id", ""}},
    {retry_what_was_dismissed, {SALESINV_E_INVALID_STATE, "record_id", "state"}},
    {dismiss_it_again, {SALESINV_E_INVALID_STATE, "record_id", "state"}},
};

static void refuse_all(const struct refusal *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *before = dump_store(core()->engine);

        then_refused(core()->engine, rows[i].call(), &rows[i].wanted, before);
    }
}

static void every_refusal_explains_itself_and_changes_nothing(void **state)
{
    (void)state;
    refuse_all(refusals, sizeof(refusals) / sizeof(refusals[0]));
}

static salesinv_status enable_standalone(void)
{
    return salesinv_sync_enable(admin(), "new", "test", 0, 0, NULL);
}

static salesinv_status put_standalone(void)
{
    return put_for("main");
}

static salesinv_status retry_standalone(void)
{
    return salesinv_inbox_retry(admin(), given.kept, NULL, NULL);
}

static const struct refusal standalone[] = {
    {enable_standalone, {SALESINV_E_EDITION_NOT_SUPPORTED, "", "edition"}},
    {put_standalone, {SALESINV_E_EDITION_NOT_SUPPORTED, "", "edition"}},
    {retry_standalone, {SALESINV_E_EDITION_NOT_SUPPORTED, "", "edition"}},
};

static void what_the_standalone_edition_refuses(void **state)
{
    (void)state;
    assert_ok(core()->platform,
              fix_try_switch(core(), SALESINV_EDITION_STANDALONE, SALESINV_PURGE));
    refuse_all(standalone, sizeof(standalone) / sizeof(standalone[0]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_refusals, close_refusals)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_refusal_explains_itself_and_changes_nothing),
        TEST(what_the_standalone_edition_refuses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
