/* SPDX-License-Identifier: Apache-2.0 */
/* The inbox: which records are news, what is kept of the others, and how they get through after all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "salesinv/category.h"
#include "support/fix_inbox.h"

static fix_connector fix;

static int open_fix(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    return 0;
}

static int close_fix(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

#define ERP (fix.erp)
#define CATEGORY(id, version, rest)                                                    \
    "{'kind': 'category', 'external_id': '" id "', 'version': " #version ", " rest "}"

static void assert_name(salesinv_id category, const char *wanted)
{
    salesinv_document *document;

    assert_ok(fix.trade.core.admin,
              sinv_verb_get(fix.trade.core.admin, SALESINV_KIND_CATEGORY, category,
                            &document));
    assert_string_equal(salesinv_document_get_text(document, 0, SALESINV_F_NAME),
                        wanted);
    salesinv_document_free(document);
}

/* ---- versions ---- */

static void a_record_is_applied_once(void **state)
{
    salesinv_id id = fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'Pumps'"));
    int64_t events = fix_core_event_count(fix.trade.core.admin);

    (void)state;
    assert_int_equal(fix_linked(ERP, SALESINV_KIND_CATEGORY, "C1"), id);
    assert_int_equal(fix_put(ERP, UNCHANGED, CATEGORY("C1", 1, "'name': 'Pumps'")), id);
    assert_int_equal(fix_put(ERP, UNCHANGED,
                             " {'version' :1,'name':'Pumps' ,\n'kind':'category',"
                             "'external_id':'C1'}\t"),
                     id);
    assert_int_equal(fix_core_event_count(fix.trade.core.admin), events);
    assert_int_equal(fix_kept_count(ERP, 0), 0);
}

static void a_newer_version_wins_and_an_older_one_is_ignored(void **state)
{
    salesinv_id id = fix_put(ERP, CREATED, CATEGORY("C1", 2, "'name': 'Pumps'"));

    (void)state;
    assert_int_equal(fix_put(ERP, UPDATED, CATEGORY("C1", 9, "'name': 'Valves'")), id);
    assert_int_equal(fix_put(ERP, IGNORED, CATEGORY("C1", 3, "'name': 'Hoses'")), id);
    assert_int_equal(fix_put(ERP, IGNORED, CATEGORY("C1", 2, "'name': 'Pumps'")), id);
    assert_name(id, "Valves");
    assert_int_equal(fix_kept_count(ERP, 0), 0);
}

static void the_same_version_with_another_content_is_refused_and_kept(void **state)
{
    salesinv_id id = fix_put(ERP, CREATED, CATEGORY("C1", 2, "'name': 'Pumps'"));
    salesinv_id kept =
        fix_put_refused(ERP, EXISTS, "version", CATEGORY("C1", 2, "'name': 'Valves'"));

    (void)state;
    assert_name(id, "Pumps");
    assert_int_equal(
        fix_put_refused(ERP, EXISTS, "version", CATEGORY("C1", 2, "'name': 'Valves'")),
        kept);
    assert_int_equal(fix_kept_int(ERP, kept, SINV_INBOX_ATTEMPTS), 2);
    fix_put(ERP, UPDATED, CATEGORY("C1", 3, "'name': 'Hoses'"));
    assert_kept(ERP, kept, SUPERSEDED);
}

static void versions_are_as_large_as_64_bits(void **state)
{
    (void)state;
    fix_put(ERP, CREATED, CATEGORY("C1", 9007199254740993, "'name': 'Pumps'"));
    fix_put(ERP, IGNORED, CATEGORY("C1", 9007199254740992, "'name': 'Valves'"));
    fix_put(ERP, UPDATED, CATEGORY("C1", '9223372036854775807', "'name': 'Hoses'"));
    fix_put_refused(ERP, OVERFLOW, "version",
                    CATEGORY("C1", 9223372036854775808, "'name': 'Seals'"));
}

/* ---- pages ---- */

static void one_bad_record_does_not_fail_the_page(void **state)
{
    salesinv_upsert *report;

    (void)state;
    assert_ok(ERP, fix_try_records(ERP, &report, "[%s, %s, 7, %s, %s]",
                                   CATEGORY("C1", 1, "'name': 'Pumps'"),
                                   CATEGORY("C2", 1, "'name': 'Sumps', 'parent': 'C9'"),
                                   CATEGORY("C3", 1, "'name': 'Hand', 'parent': 'C1'"),
                                   CATEGORY("C1", 1, "'name': 'Pumps'")));
    assert_int_equal(salesinv_upsert_count(report), 5);
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_CREATED);
    assert_int_equal(salesinv_upsert_status(report, 1), SALESINV_E_NOT_FOUND);
    assert_string_equal(salesinv_upsert_field(report, 1), "parent");
    assert_non_null(strstr(salesinv_upsert_message(report, 1), "\"C9\""));
    assert_int_equal(salesinv_upsert_status(report, 2), SALESINV_E_ARG);
    assert_int_equal(salesinv_upsert_outcome(report, 3), SALESINV_UPSERT_CREATED);
    assert_int_equal(salesinv_upsert_outcome(report, 4), SALESINV_UPSERT_UNCHANGED);
    assert_int_equal(fix_kept_count(ERP, SALESINV_INBOX_REFUSED), 2);
    assert_int_equal(fix_linked(ERP, SALESINV_KIND_CATEGORY, "C2"), 0);
    salesinv_upsert_free(report);
}

static void a_page_has_its_limits(void **state)
{
    enum { SIZE = 3 * (SALESINV_INBOX_MAX + 2) };
    salesinv_upsert *report;
    char *page = malloc(SIZE);
    size_t size = 0;

    (void)state;
    assert_ok(ERP, fix_try_records(ERP, &report, "[]"));
    assert_int_equal(salesinv_upsert_count(report), 0);
    salesinv_upsert_free(report);
    for (int32_t i = 0; i < SALESINV_INBOX_MAX + 1; i++)
        size +=
            (size_t)snprintf(page + size, SIZE - size, "%c%d", i ? ',' : '[', i % 7);
    size += (size_t)snprintf(page + size, SIZE - size, "]");
    assert_refused(ERP, OVERFLOW, salesinv_inbox_put(ERP, "main", page, size, &report));
    assert_null(report);
    assert_field(ERP, "json");
    free(page);
}

static void a_page_that_is_no_json_is_the_callers_mistake(void **state)
{
    static const char *const texts[] = {
        "", "{", "[1,]", "nonsense", "{\"a\":1} {}", "{\"a\":1,\"a\":2}"};
    salesinv_upsert *report;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_refused(
            ERP, ARG,
            salesinv_inbox_put(ERP, "main", texts[i], strlen(texts[i]), &report));
    assert_refused(ERP, TEXT, salesinv_inbox_put(ERP, "main", "\"\xff\"", 3, &report));
    assert_refused(ERP, ARG, salesinv_inbox_put(ERP, "main", NULL, 3, &report));
    assert_int_equal(fix_kept_count(ERP, 0), 0);
}

static void a_page_inside_a_transaction_goes_with_it(void **state)
{
    (void)state;
    assert_ok(ERP, salesinv_session_begin(ERP, SALESINV_TXN_WRITE));
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'Pumps'"));
    fix_put_refused(ERP, NOT_FOUND, "parent",
                    CATEGORY("C2", 1, "'name': 'Sumps', 'parent': 'C9'"));
    fix_put(ERP, CREATED, CATEGORY("C3", 1, "'name': 'Hand', 'parent': 'C1'"));
    assert_ok(ERP, salesinv_session_rollback(ERP));
    assert_int_equal(fix_kept_count(ERP, 0), 0);
    assert_int_equal(fix_linked(ERP, SALESINV_KIND_CATEGORY, "C1"), 0);
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'Pumps'"));
}

/* ---- kinds ---- */

static void a_kind_must_be_one_that_the_connector_delivers(void **state)
{
    salesinv_id kept;

    (void)state;
    assert_ok(fix.trade.core.admin,
              salesinv_sync_enable(fix.trade.core.admin, "main", "test", FIX_PUSHES,
                                   FIX_BIT(PRODUCT), NULL));
    kept = fix_put_refused(ERP, ARG, "kind", CATEGORY("C1", 1, "'name': 'Pumps'"));
    assert_ok(fix.trade.core.admin,
              salesinv_sync_enable(fix.trade.core.admin, "main", "test", FIX_PUSHES,
                                   FIX_PULLS, NULL));
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, kept, APPLIED);
}

/* ---- once more ---- */

static void a_refused_record_gets_through_when_it_comes_again(void **state)
{
    static const char *const record =
        CATEGORY("C2", 1, "'name': 'Hand', 'parent': 'C1'");
    salesinv_id kept = fix_put_refused(ERP, NOT_FOUND, "parent", "%s", record);
    salesinv_id id;

    (void)state;
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'Pumps'"));
    id = fix_put(ERP, CREATED, "%s", record);
    assert_kept(ERP, kept, APPLIED);
    assert_int_equal(fix_kept_int(ERP, kept, SINV_INBOX_OBJECT), id);
    fix_put(ERP, UNCHANGED, "%s", record);
}

static void all_due_ones_are_tried_as_long_as_something_gets_through(void **state)
{
    salesinv_id kept[3];

    (void)state;
    kept[0] = fix_put_refused(ERP, NOT_FOUND, "parent",
                              CATEGORY("C4", 1, "'name': 'Four', 'parent': 'C3'"));
    kept[1] = fix_put_refused(ERP, NOT_FOUND, "parent",
                              CATEGORY("C3", 1, "'name': 'Three', 'parent': 'C2'"));
    kept[2] = fix_put_refused(ERP, NOT_FOUND, "parent",
                              CATEGORY("C2", 1, "'name': 'Two', 'parent': 'C1'"));
    fix_put_refused(ERP, NOT_FOUND, "parent",
                    CATEGORY("C9", 1, "'name': 'Nine', 'parent': 'C8'"));
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'One'"));
    assert_int_equal(fix_retry_due(ERP), 0); /* none is due yet */
    fix.trade.core.now += 11 * 1000000;
    assert_int_equal(fix_retry_due(ERP), 3);
    for (int32_t i = 0; i < 3; i++)
        assert_kept(ERP, kept[i], APPLIED);
    assert_int_equal(fix_kept_count(ERP, SALESINV_INBOX_REFUSED), 1);
}

static void each_attempt_waits_twice_as_long(void **state)
{
    salesinv_id kept = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 1, "'name': 'Two', 'parent': 'C1'"));
    int64_t wait = 10 * 1000000;

    (void)state;
    for (int32_t attempt = 1; attempt < 14; attempt++) {
        int64_t next = fix_kept_int(ERP, kept, SINV_INBOX_NEXT_AT);
        assert_in_range(next - fix.trade.core.now, wait / 2, wait);
        assert_int_equal(fix_kept_int(ERP, kept, SINV_INBOX_ATTEMPTS), attempt);
        fix.trade.core.now = next - 1;
        assert_int_equal(fix_retry_due(ERP), 0);
        assert_int_equal(fix_kept_int(ERP, kept, SINV_INBOX_ATTEMPTS), attempt);
        fix.trade.core.now = next;
        assert_int_equal(fix_retry_due(ERP), 0);
        wait = wait * 2 > 60 * FIX_MINUTE ? 60 * FIX_MINUTE : wait * 2;
    }
}

static void a_later_version_settles_the_refused_ones_before_it(void **state)
{
    salesinv_id first = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 1, "'name': 'Two', 'parent': 'C1'"));
    salesinv_id second = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 2, "'name': 'Zwei', 'parent': 'C1'"));
    salesinv_id later;

    (void)state;
    fix_put(ERP, CREATED, CATEGORY("C2", 3, "'name': 'Deux'"));
    assert_kept(ERP, first, SUPERSEDED);
    assert_kept(ERP, second, SUPERSEDED);
    later = fix_put_refused(ERP, NOT_FOUND, "parent",
                            CATEGORY("C2", 5, "'name': 'Duo', 'parent': 'C1'"));
    fix_put(ERP, UPDATED, CATEGORY("C2", 4, "'name': 'Dos'"));
    assert_kept(ERP, later, REFUSED);
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'One'"));
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, later, APPLIED);
    assert_name(fix_linked(ERP, SALESINV_KIND_CATEGORY, "C2"), "Duo");
}

static void versions_that_wait_are_applied_in_their_order(void **state)
{
    salesinv_id first = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 1, "'name': 'Two', 'parent': 'C1'"));
    salesinv_id second = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 2, "'name': 'Zwei', 'parent': 'C1'"));

    (void)state;
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'One'"));
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 2);
    assert_kept(ERP, first, APPLIED);
    assert_kept(ERP, second, APPLIED);
    assert_name(fix_linked(ERP, SALESINV_KIND_CATEGORY, "C2"), "Zwei");
}

/* ---- by hand ---- */

static void a_person_tries_one_again(void **state)
{
    salesinv_id kept = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 1, "'name': 'Two', 'parent': 'C1'"));
    salesinv_upsert *report;

    (void)state;
    assert_ok(ERP, salesinv_inbox_retry(ERP, kept, NULL, &report));
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_REFUSED);
    assert_int_equal(salesinv_upsert_id(report, 0), kept);
    assert_int_equal(salesinv_upsert_status(report, 0), SALESINV_E_NOT_FOUND);
    salesinv_upsert_free(report);
    assert_int_equal(fix_kept_int(ERP, kept, SINV_INBOX_ATTEMPTS), 2);
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'One'"));
    for (int32_t i = 0; i < 2; i++) { /* the second time is a repeat */
        assert_ok(ERP, salesinv_inbox_retry(ERP, kept, "again", &report));
        assert_int_equal(salesinv_upsert_outcome(report, 0),
                         i == 0 ? SALESINV_UPSERT_CREATED : SALESINV_UPSERT_UNCHANGED);
        assert_int_equal(salesinv_upsert_is_repeat(report), i);
        assert_int_equal(salesinv_upsert_id(report, 0),
                         fix_linked(ERP, SALESINV_KIND_CATEGORY, "C2"));
        salesinv_upsert_free(report);
    }
    assert_kept(ERP, kept, APPLIED);
    assert_refused(ERP, INVALID_STATE, salesinv_inbox_retry(ERP, kept, NULL, NULL));
    assert_refused(ERP, NOT_FOUND, salesinv_inbox_retry(ERP, 999, NULL, NULL));
    assert_refused(ERP, REQUEST_REUSED, salesinv_inbox_retry(ERP, 999, "again", NULL));
}

static void a_person_decides_against_one(void **state)
{
    static const char *const record =
        CATEGORY("C2", 1, "'name': 'Two', 'parent': 'C1'");
    salesinv_session *admin = fix.trade.core.admin;
    salesinv_id kept = fix_put_refused(ERP, NOT_FOUND, "parent", "%s", record);

    (void)state;
    assert_refused(ERP, FORBIDDEN, salesinv_inbox_dismiss(ERP, kept, "no", NULL));
    assert_refused(admin, ARG, salesinv_inbox_dismiss(admin, kept, "", NULL));
    assert_refused(admin, ARG, salesinv_inbox_dismiss(admin, kept, NULL, NULL));
    assert_ok(admin, salesinv_inbox_dismiss(admin, kept, "typed twice", "once"));
    assert_ok(admin, salesinv_inbox_dismiss(admin, kept, "typed twice", "once"));
    assert_kept(ERP, kept, DISMISSED);
    assert_refused(admin, INVALID_STATE,
                   salesinv_inbox_dismiss(admin, kept, "again", NULL));
    fix_put(ERP, CREATED, CATEGORY("C1", 1, "'name': 'One'"));
    fix_put(ERP, IGNORED, "%s", record);
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 0);
    fix_put(ERP, CREATED, CATEGORY("C2", 2, "'name': 'Two', 'parent': 'C1'"));
    assert_kept(ERP, kept, DISMISSED);
}

static void refused_records_are_listed_with_their_reason(void **state)
{
    salesinv_id first = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 1, "'name': 'Two', 'parent': 'C1'"));
    salesinv_id second = fix_put_refused(ERP, ARG, "kind", "{'kind': 'grue'}");
    salesinv_messages *page;

    (void)state;
    assert_ok(ERP,
              salesinv_inbox_find(ERP, "main", SALESINV_INBOX_REFUSED, 0, 10, &page));
    assert_int_equal(salesinv_messages_count(page), 2);
    assert_int_equal(salesinv_messages_id(page, 0), first);
    assert_int_equal(salesinv_messages_kind(page, 0), SALESINV_KIND_CATEGORY);
    assert_int_equal(salesinv_messages_version(page, 0), 1);
    assert_int_equal(salesinv_messages_state(page, 0), SALESINV_INBOX_REFUSED);
    assert_int_equal(salesinv_messages_attempts(page, 0), 1);
    assert_int_equal(salesinv_messages_at(page, 0), FIX_START);
    assert_true(salesinv_messages_next_at(page, 0) > FIX_START);
    assert_int_equal(salesinv_messages_done_at(page, 0), SALESINV_TIME_NONE);
    assert_int_equal(salesinv_messages_status(page, 0), SALESINV_E_NOT_FOUND);
    assert_string_equal(salesinv_messages_field(page, 0), "parent");
    assert_non_null(strstr(salesinv_messages_reason(page, 0), "\"C1\" is unknown"));
    assert_string_equal(salesinv_messages_external_id(page, 0), "C2");
    assert_string_equal(salesinv_messages_connector(page, 0), "main");
    assert_non_null(strstr(salesinv_messages_body(page, 0), "\"Two\""));
    assert_int_equal(salesinv_messages_id(page, 1), second);
    assert_int_equal(salesinv_messages_kind(page, 1), 0);
    salesinv_messages_free(page);
    assert_ok(ERP, salesinv_inbox_find(ERP, NULL, 0, first, 10, &page));
    assert_int_equal(salesinv_messages_count(page), 1);
    assert_int_equal(salesinv_messages_id(page, 0), second);
    salesinv_messages_free(page);
    assert_ok(ERP, salesinv_inbox_find(ERP, NULL, 0, 0, 1, &page));
    assert_int_equal(salesinv_messages_id(page, 0), first);
    salesinv_messages_free(page);
    assert_ok(ERP, salesinv_inbox_find(ERP, "other", 0, 0, 10, &page));
    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
    assert_ok(ERP,
              salesinv_inbox_find(ERP, NULL, SALESINV_INBOX_APPLIED, 0, 10, &page));
    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
}

static void a_search_for_records_is_checked(void **state)
{
    salesinv_messages *page;

    (void)state;
    assert_refused(ERP, ARG, salesinv_inbox_find(ERP, NULL, 5, 0, 10, &page));
    assert_field(ERP, "state");
    assert_refused(ERP, ARG, salesinv_inbox_find(ERP, NULL, -1, 0, 10, &page));
    assert_refused(ERP, ARG, salesinv_inbox_find(ERP, NULL, 0, -1, 10, &page));
    assert_field(ERP, "after_id");
    assert_refused(ERP, ARG, salesinv_inbox_find(ERP, NULL, 0, 0, 0, &page));
    assert_refused(ERP, ARG, salesinv_inbox_find(ERP, NULL, 0, 0, 1001, &page));
    assert_field(ERP, "max_count");
    assert_refused(ERP, ARG, salesinv_inbox_find(ERP, "No Name", 0, 0, 10, &page));
    assert_null(page);
}

/* ---- lives of the ERP ---- */

static void in_a_new_epoch_every_version_is_new(void **state)
{
    salesinv_session *admin = fix.trade.core.admin;
    salesinv_id id = fix_put(ERP, CREATED, CATEGORY("C1", 7, "'name': 'Pumps'"));
    salesinv_id kept = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C2", 8, "'name': 'Two', 'parent': 'C9'"));
    salesinv_id waits =
        fix_put_refused(ERP, NOT_FOUND, "parent",
                        CATEGORY("C3", 8, "'name': 'Three', 'parent': 'C1x'"));

    (void)state;
    assert_ok(admin, salesinv_sync_confirm_epoch(admin, "main", "restored",
                                                 SALESINV_TIME_NONE, NULL));
    assert_int_equal(fix_put(ERP, UPDATED, CATEGORY("C1", 5, "'name': 'Valves'")), id);
    fix_put(ERP, UNCHANGED, CATEGORY("C1", 5, "'name': 'Valves'"));
    fix_put(ERP, IGNORED, CATEGORY("C1", 4, "'name': 'Hoses'"));
    assert_name(id, "Valves");
    fix_put(ERP, CREATED, CATEGORY("C2", 1, "'name': 'Two'"));
    assert_kept(ERP, kept, SUPERSEDED);
    fix_put(ERP, CREATED, CATEGORY("C1x", 1, "'name': 'Parent'"));
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1); /* of a life that is over: settled */
    assert_kept(ERP, waits, SUPERSEDED);
    assert_int_equal(fix_linked(ERP, SALESINV_KIND_CATEGORY, "C3"), 0);
}

/* ---- deletion ---- */

static void deletion_of_what_never_came_outruns_what_comes_late(void **state)
{
    salesinv_id kept = fix_put_refused(
        ERP, NOT_FOUND, "parent", CATEGORY("C1", 1, "'name': 'One', 'parent': 'C0'"));

    (void)state;
    assert_int_equal(fix_put(ERP, UNCHANGED, CATEGORY("C1", 3, "'deleted': true")), 0);
    assert_kept(ERP, kept, SUPERSEDED);
    fix_put(ERP, IGNORED, CATEGORY("C1", 2, "'name': 'One'"));
    fix_put(ERP, CREATED, CATEGORY("C1", 4, "'name': 'One'"));
}

/* ---- who may ---- */

static void only_a_connector_that_works_delivers(void **state)
{
    static const char *const record = CATEGORY("C1", 1, "'name': 'One'");
    salesinv_session *admin = fix.trade.core.admin;
    salesinv_upsert *report;

    (void)state;
    assert_refused(ERP, CONNECTOR_REQUIRED,
                   salesinv_inbox_put(ERP, "other", "[]", 2, &report));
    assert_refused(ERP, ARG, salesinv_inbox_put(ERP, "Main", "[]", 2, &report));
    assert_refused(ERP, ARG, salesinv_inbox_put(ERP, NULL, "[]", 2, &report));
    assert_ok(admin, salesinv_sync_pause(admin, "main", NULL, NULL));
    assert_refused(ERP, INVALID_STATE, fix_try_records(ERP, &report, "%s", record));
    assert_ok(admin, salesinv_sync_resume(admin, "main", NULL));
    fix_put(ERP, CREATED, "%s", record);
}

static void a_connector_needs_its_licence(void **state)
{
    salesinv_session *admin = fix.trade.core.admin;
    salesinv_session *platform = fix.trade.core.platform;
    salesinv_upsert *report;

    (void)state;
    assert_ok(platform,
              salesinv_licence_grant(platform, fix.trade.core.tenant, "connector.sap",
                                     fix.trade.core.now + FIX_DAY, 0, NULL));
    assert_ok(admin, salesinv_sync_enable(admin, "sap", "sap", 0, FIX_PULLS, NULL));
    assert_ok(ERP, salesinv_inbox_put(ERP, "sap", "[]", 2, NULL));
    fix.trade.core.now += 2 * FIX_DAY;
    assert_refused(ERP, LICENSE_REQUIRED,
                   salesinv_inbox_put(ERP, "sap", "[]", 2, &report));
}

static void two_connectors_have_ids_of_their_own(void **state)
{
    static const char *const record =
        "{\"kind\": \"category\", \"external_id\": \"C1\", \"version\": 1, \"name\": "
        "\"Other\"}";
    salesinv_session *admin = fix.trade.core.admin;
    salesinv_id id = fix_put(ERP, CREATED, CATEGORY("C1", 5, "'name': 'One'"));
    salesinv_upsert *report;

    (void)state;
    assert_ok(admin, salesinv_sync_enable(admin, "second", "test", 0, FIX_PULLS, NULL));
    assert_ok(ERP, salesinv_inbox_put(ERP, "second", record, strlen(record), &report));
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_CREATED);
    assert_true(salesinv_upsert_id(report, 0) != id);
    assert_name(id, "One");
    salesinv_upsert_free(report);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)
    const struct CMUnitTest tests[] = {
        TEST(a_record_is_applied_once),
        TEST(a_newer_version_wins_and_an_older_one_is_ignored),
        TEST(the_same_version_with_another_content_is_refused_and_kept),
        TEST(versions_are_as_large_as_64_bits),
        TEST(one_bad_record_does_not_fail_the_page),
        TEST(a_page_has_its_limits),
        TEST(a_page_that_is_no_json_is_the_callers_mistake),
        TEST(a_page_inside_a_transaction_goes_with_it),
        TEST(a_kind_must_be_one_that_the_connector_delivers),
        TEST(a_refused_record_gets_through_when_it_comes_again),
        TEST(all_due_ones_are_tried_as_long_as_something_gets_through),
        TEST(each_attempt_waits_twice_as_long),
        TEST(a_later_version_settles_the_refused_ones_before_it),
        TEST(versions_that_wait_are_applied_in_their_order),
        TEST(a_person_tries_one_again),
        TEST(a_person_decides_against_one),
        TEST(refused_records_are_listed_with_their_reason),
        TEST(a_search_for_records_is_checked),
        TEST(in_a_new_epoch_every_version_is_new),
        TEST(deletion_of_what_never_came_outruns_what_comes_late),
        TEST(only_a_connector_that_works_delivers),
        TEST(a_connector_needs_its_licence),
        TEST(two_connectors_have_ids_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
