/* SPDX-License-Identifier: Apache-2.0 */
/* Parcels and what their carriers report: several a shipment, late and repeated reports, who sees them. */
#include <stdio.h>
#include <string.h>

#include "fix_tracking.h"

/* ---- parcels ---- */

static void the_shipments_own_number_is_its_first_parcel(void **state)
{
    fix_tracking *fix = *state;
    salesinv_parcels *parcels;

    assert_ok(fix->admin, salesinv_parcels_get(fix->admin, fix->shipment, &parcels));
    assert_int_equal(salesinv_parcels_count(parcels), 1);
    assert_int_equal(salesinv_parcels_number(parcels, 0), 1);
    assert_string_equal(salesinv_parcels_carrier(parcels, 0), "mule");
    assert_string_equal(salesinv_parcels_tracking_number(parcels, 0), "T-1");
    assert_int_equal(salesinv_parcels_state(parcels, 0), SALESINV_PARCEL_UNKNOWN);
    assert_true(salesinv_parcels_time(parcels, 0, SALESINV_PARCEL_TIME_STATE) ==
                SALESINV_TIME_NONE);
    assert_true(salesinv_parcels_time(parcels, 0, SALESINV_PARCEL_TIME_ANSWER) ==
                SALESINV_TIME_NONE);
    assert_int_equal(salesinv_parcels_trace_count(parcels, 0), 0);
    for (int32_t i = -1; i <= 1; i += 2) {
        assert_int_equal(salesinv_parcels_number(parcels, i), 0);
        assert_null(salesinv_parcels_carrier(parcels, i));
        assert_null(salesinv_parcels_tracking_number(parcels, i));
        assert_int_equal(salesinv_parcels_state(parcels, i), SALESINV_PARCEL_UNKNOWN);
        assert_int_equal(salesinv_parcels_trace_count(parcels, i), 0);
        assert_true(salesinv_parcels_trace_at(parcels, 0, i) == SALESINV_TIME_NONE);
        assert_int_equal(salesinv_parcels_trace_state(parcels, i, 0),
                         SALESINV_PARCEL_UNKNOWN);
        assert_null(salesinv_parcels_trace_text(parcels, 0, i, SALESINV_TRACE_TEXT));
    }
    assert_true(salesinv_parcels_time(parcels, 0, 9) == SALESINV_TIME_NONE);
    assert_string_equal(salesinv_parcel_state_name(9), "");
    assert_string_equal(salesinv_parcel_state_name(15), "");
    assert_string_equal(salesinv_parcel_state_name(SALESINV_PARCEL_UNKNOWN), "unknown");
    salesinv_parcels_free(parcels);
}

static void created_and_submitted_in_one_call_it_has_its_parcel_too(void **state)
{
    fix_tracking *fix = *state;
    salesinv_id at_once =
        fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                   "{\"order\": %lld, \"tracking_number\": \"T-9\", \"lines\": "
                   "[{\"order_line\": %lld, \"qty\": \"1\"}]}",
                   (long long)fix->order, (long long)fix->order << 16 | 1);

    assert_int_equal(fix_parcel_state(fix->admin, at_once, 1), SALESINV_PARCEL_UNKNOWN);
    fix_put(fix->admin, "T-9", "1@08:00 collected");
    assert_int_equal(fix_parcel_state(fix->admin, at_once, 1),
                     SALESINV_PARCEL_COLLECTED);
}

static void another_number_is_another_parcel(void **state)
{
    fix_tracking *fix = *state;

    fix_put(fix->admin, "T-1", "0@08:00 somewhere");
    assert_int_equal(trace_of(fix, 1), 1);
    assert_ok(fix->admin, fix_try_update(fix->admin, SHIPMENT, fix->shipment,
                                         "{\"tracking_number\": \"T-2\"}"));
    assert_int_equal(trace_of(fix, 1), 0);
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_UNKNOWN);
    assert_refused(fix->admin, NOT_FOUND, fix_try_put(fix->admin, "T-1", ""));
    /* a change of other fields leaves it */
    fix_put(fix->admin, "T-2", "0@08:00 somewhere");
    assert_ok(fix->admin, fix_try_update(fix->admin, SHIPMENT, fix->shipment,
                                         "{\"receiver\": \"Anna\"}"));
    assert_int_equal(trace_of(fix, 1), 1);
}

static void a_shipment_has_several_parcels(void **state)
{
    fix_tracking *fix = *state;

    assert_int_equal(add_parcel(fix, "T-2"), 2);
    assert_int_equal(add_parcel(fix, "T-3"), 3);
    assert_refused(
        fix->admin, EXISTS,
        salesinv_parcel_add(fix->admin, fix->shipment, 0, "mule", "T-1", NULL, NULL));
    assert_field(fix->admin, "tracking_number");
    assert_refused(fix->admin, EXISTS,
                   fix_try_update(fix->admin, SHIPMENT, fix->shipment,
                                  "{\"tracking_number\": \"T-3\"}"));
    assert_ok(fix->admin,
              salesinv_parcel_remove(fix->admin, fix->shipment, 0, 3, NULL));
    assert_int_equal(add_parcel(fix, "T-3"), 4); /* a number is given once */
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_parcel_remove(fix->admin, fix->shipment, 0, 3, NULL));
}

static void a_shipment_without_a_number_takes_the_first_one(void **state)
{
    fix_tracking *fix = *state;
    salesinv_document *shipment;

    add_parcel(fix, "T-2");
    assert_ok(fix->admin,
              salesinv_parcel_remove(fix->admin, fix->shipment, 0, 1, NULL));
    assert_ok(fix->admin,
              sinv_verb_get(fix->admin, SHIPMENT, fix->shipment, &shipment));
    assert_null(salesinv_document_get_text(shipment, 0, SALESINV_F_TRACKING_NUMBER));
    salesinv_document_free(shipment);
    assert_int_equal(add_parcel(fix, "T-5"), 1);
    assert_ok(fix->admin,
              sinv_verb_get(fix->admin, SHIPMENT, fix->shipment, &shipment));
    assert_string_equal(
        salesinv_document_get_text(shipment, 0, SALESINV_F_TRACKING_NUMBER), "T-5");
    salesinv_document_free(shipment);
}

static void parcels_are_changed_by_request_and_version(void **state)
{
    fix_tracking *fix = *state;
    int32_t number;

    assert_refused(
        fix->admin, STALE,
        salesinv_parcel_add(fix->admin, fix->shipment, 1, NULL, "T-2", NULL, NULL));
    for (int i = 0; i < 2; i++) {
        assert_ok(fix->admin, salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL,
                                                  "T-2", "add", &number));
        assert_int_equal(number, 2);
        assert_int_equal(salesinv_session_is_repeat(fix->admin), i);
    }
    assert_refused(
        fix->admin, REQUEST_REUSED,
        salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL, "T-3", "add", &number));
    assert_int_equal(number, 0);
    assert_refused(
        fix->admin, ARG,
        salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL, "", NULL, NULL));
    assert_refused(
        fix->admin, TEXT,
        salesinv_parcel_add(fix->admin, fix->shipment, 0, "a\tb", "T", NULL, NULL));
    assert_field(fix->admin, "carrier");
    assert_refused(
        fix->admin, NOT_FOUND,
        salesinv_parcel_add(fix->admin, fix->order, 0, NULL, "T", NULL, NULL));
    assert_refused(fix->admin, ARG, salesinv_parcel_remove(fix->admin, 0, 0, 1, NULL));
}

static void a_shipment_has_a_hundred_parcels_at_most(void **state)
{
    fix_tracking *fix = *state;
    char number[16];

    for (int i = 2; i <= 100; i++) {
        (void)snprintf(number, sizeof(number), "N-%d", i);
        assert_int_equal(add_parcel(fix, number), i);
    }
    assert_refused(
        fix->admin, OVERFLOW,
        salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL, "N-101", NULL, NULL));
}

/* ---- reports ---- */

static void a_report_is_a_trace_a_state_and_an_event(void **state)
{
    fix_tracking *fix = *state;
    salesinv_parcels *parcels;
    salesinv_events *events;

    fix_put(fix->admin, "T-1", "5@09:30 on the van|1@07:15 picked up");
    assert_ok(fix->admin, salesinv_parcels_get(fix->admin, fix->shipment, &parcels));
    assert_int_equal(salesinv_parcels_state(parcels, 0),
                     SALESINV_PARCEL_OUT_FOR_DELIVERY);
    assert_int_equal(salesinv_parcels_trace_count(parcels, 0), 2);
    assert_string_equal(salesinv_parcels_trace_text(parcels, 0, 0, SALESINV_TRACE_TEXT),
                        "picked up");
    assert_int_equal(salesinv_parcels_trace_state(parcels, 0, 0),
                     SALESINV_PARCEL_COLLECTED);
    assert_string_equal(
        salesinv_parcels_trace_text(parcels, 0, 1, SALESINV_TRACE_STATUS), "5");
    assert_null(salesinv_parcels_trace_text(parcels, 0, 1, SALESINV_TRACE_PLACE));
    assert_int_equal(salesinv_parcels_trace_at(parcels, 0, 1),
                     salesinv_parcels_time(parcels, 0, SALESINV_PARCEL_TIME_STATE));
    assert_int_equal(salesinv_parcels_time(parcels, 0, SALESINV_PARCEL_TIME_STATE),
                     INT64_C(1699954200000000));
    assert_int_equal(salesinv_parcels_time(parcels, 0, SALESINV_PARCEL_TIME_ANSWER),
                     FIX_START);
    salesinv_parcels_free(parcels);
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_TRACKED);
    assert_string_equal(
        salesinv_events_detail(events, 0),
        "{\"parcel\":1,\"carrier\":\"mule\",\"from\":"
        "\"unknown\",\"state\":\"out_for_delivery\",\"at\":\"2023-11-14T09:30:00Z\"}");
    salesinv_events_free(events);
}

static void a_repeated_report_adds_nothing(void **state)
{
    fix_tracking *fix = *state;
    int64_t events;

    fix_put(fix->admin, "T-1", "1@07:15 picked up|0@08:00 hub");
    events = fix_core_event_count(fix->admin);
    fix_put(fix->admin, "T-1", "1@07:15 picked up|0@08:00 hub");
    fix_put(fix->admin, "T-1", "0@08:00 hub|0@08:00 hub");
    assert_int_equal(trace_of(fix, 1), 2);
    assert_int_equal(fix_core_event_count(fix->admin), events);
    fix_put(fix->admin, "T-1", "1@07:15 picked up|0@08:00 hub|0@08:30 next hub");
    assert_int_equal(trace_of(fix, 1), 3);
    assert_int_equal(fix_core_event_count(fix->admin), events); /* the same state */
}

static void what_comes_late_is_put_in_its_place(void **state)
{
    fix_tracking *fix = *state;
    salesinv_parcels *parcels;

    fix_put(fix->admin, "T-1", "5@09:30 on the van");
    fix_put(fix->admin, "T-1", "1@07:15 picked up");
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_OUT_FOR_DELIVERY);
    assert_ok(fix->admin, salesinv_parcels_get(fix->admin, fix->shipment, &parcels));
    assert_string_equal(salesinv_parcels_trace_text(parcels, 0, 0, SALESINV_TRACE_TEXT),
                        "picked up");
    assert_string_equal(salesinv_parcels_trace_text(parcels, 0, 1, SALESINV_TRACE_TEXT),
                        "on the van");
    salesinv_parcels_free(parcels);
}

static void a_final_state_stays(void **state)
{
    fix_tracking *fix = *state;

    fix_put(fix->admin, "T-1", "0@10:00 a word after the end");
    fix_put(fix->admin, "T-1", "14@09:30 refused"); /* late, and final */
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_REFUSED);
    fix_put(fix->admin, "T-1", "3@11:00 signed|0@12:00 moved");
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_REFUSED);
    assert_int_equal(trace_of(fix, 1), 4);
}

static void entries_without_a_state_are_known_by_what_they_say(void **state)
{
    fix_tracking *fix = *state;

    fix_put(fix->admin, "T-1", "5@09:30 on the van");
    /* the same entry, from a subscription that gives no states */
    fix_put(fix->admin, "T-1", "@09:30 on the van|@10:00 waiting");
    assert_int_equal(trace_of(fix, 1), 2);
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_IN_TRANSIT);
}

static char *read_data(const char *name, size_t *out_size)
{
    static char text[8192];
    char path[512];
    FILE *file;

    (void)snprintf(path, sizeof(path), "%s/%s", SALESINV_TEST_DATA, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    *out_size = fread(text, 1, sizeof(text), file);
    (void)fclose(file);
    return text;
}

static void four_services_report(void **state)
{
    static const struct {
        salesinv_payload_format format;
        const char *number;
        const char *file;
        int32_t entries;
        int32_t state;
    } reports[] = {
        {SALESINV_PAYLOAD_AFTERSHIP, "1Z999AA10123456784", "aftership_webhook.json", 5,
         SALESINV_PARCEL_SIGNED},
        {SALESINV_PAYLOAD_17TRACK, "RR123456789CN", "17track_webhook.json", 4,
         SALESINV_PARCEL_IN_CUSTOMS},
        {SALESINV_PAYLOAD_EASYPOST, "9400110898825022579493", "easypost_event.json", 5,
         SALESINV_PARCEL_RETURNING},
        {SALESINV_PAYLOAD_KUAIDI100, "YT4537928716290", "kuaidi100_push.json", 4,
         SALESINV_PARCEL_SIGNED},
    };
    fix_tracking *fix = *state;
    const char *text;
    size_t size;

    fix->trade.core.now += 3 * FIX_DAY; /* the files are of the days after */
    for (int32_t i = 0; i < 4; i++) {
        text = read_data(reports[i].file, &size);
        assert_int_equal(add_parcel(fix, reports[i].number), i + 2);
        for (int again = 0; again < 2; again++)
            assert_ok(fix->admin,
                      salesinv_tracking_put(fix->admin, "mule", reports[i].number,
                                            reports[i].format, text, size, NULL));
        assert_int_equal(trace_of(fix, i + 2), reports[i].entries);
        assert_int_equal(state_of(fix, i + 2), reports[i].state);
    }
}

static void a_report_finds_its_parcels(void **state)
{
    fix_tracking *fix = *state;
    salesinv_id other = fix_ship(&fix->trade, fix->order, 0, 1, NULL);
    char report[FIX_REPORT_MAX];
    const char *text = fix_report(report, "T-1", "1@08:00 picked up");

    assert_refused(fix->admin, NOT_FOUND, fix_try_put(fix->admin, "T-7", ""));
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_tracking_put(fix->admin, "horse", "T-1",
                                         SALESINV_PAYLOAD_KUAIDI100, text, strlen(text),
                                         NULL));
    /* one parcel with goods of two shipments; without a carrier it is of any */
    assert_ok(fix->admin,
              salesinv_parcel_add(fix->admin, other, 0, NULL, "T-1", NULL, NULL));
    assert_ok(fix->admin, salesinv_tracking_put(fix->admin, "mule", "T-1",
                                                SALESINV_PAYLOAD_KUAIDI100, text,
                                                strlen(text), "hook-1"));
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_COLLECTED);
    assert_int_equal(fix_parcel_state(fix->admin, other, 1), SALESINV_PARCEL_COLLECTED);
    assert_ok(fix->admin, salesinv_tracking_put(fix->admin, "mule", "T-1",
                                                SALESINV_PAYLOAD_KUAIDI100, text,
                                                strlen(text), "hook-1"));
    assert_int_equal(salesinv_session_is_repeat(fix->admin), 1);
}

static void nonsense_changes_nothing(void **state)
{
    static const char *const bad[] = {
        "",
        "{",
        "[]",
        "{\"nu\":\"T-1\",\"data\":3}",
        "{\"nu\":\"T-2\"}",
        "{\"nu\":\"T-1\",\"data\":[{\"time\":\"2023-11-14 08:00:00\"},{\"time\":7}]}"};
    fix_tracking *fix = *state;
    int64_t events = fix_core_event_count(fix->admin);

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(fix->admin, CONNECTOR_MALFORMED,
                       salesinv_tracking_put(fix->admin, NULL, "T-1",
                                             SALESINV_PAYLOAD_KUAIDI100, bad[i],
                                             strlen(bad[i]), NULL));
    assert_field(fix->admin, "data[1].time");
    assert_refused(fix->admin, CONNECTOR_REFUSED,
                   salesinv_tracking_put(fix->admin, NULL, "T-1",
                                         SALESINV_PAYLOAD_KUAIDI100,
                                         "{\"returnCode\":\"500\"}", 20, NULL));
    assert_refused(fix->admin, ARG,
                   salesinv_tracking_put(fix->admin, NULL, "T-1", 5, "{}", 2, NULL));
    assert_refused(fix->admin, OVERFLOW,
                   salesinv_tracking_put(fix->admin, NULL, "T-1",
                                         SALESINV_PAYLOAD_KUAIDI100, "{}",
                                         SALESINV_PAYLOAD_SIZE_MAX + 1, NULL));
    assert_int_equal(fix_core_event_count(fix->admin), events);
    assert_int_equal(trace_of(fix, 1), 0);
}

static void a_trace_ends_at_its_limit(void **state)
{
    fix_tracking *fix = *state;
    enum { PER_REPORT = 1000, EACH = 64 };
    static char text[PER_REPORT * EACH + 64];
    salesinv_status rc = SALESINV_OK;

    for (int part = 0; part < 6 && rc == SALESINV_OK; part++) {
        size_t used = (size_t)sprintf(text, "{\"nu\":\"T-1\",\"data\":[");
        for (int i = 0; i < PER_REPORT; i++)
            used += (size_t)sprintf(
                text + used, "%s{\"time\":\"2023-11-%02d %02d:%02d:%02d\"}",
                i ? "," : "", 1 + part, i / 3600, i / 60 % 60, i % 60);
        used += (size_t)sprintf(text + used, "]}");
        rc = salesinv_tracking_put(fix->admin, NULL, "T-1", SALESINV_PAYLOAD_KUAIDI100,
                                   text, used, NULL);
        assert_int_equal(rc, part < 5 ? SALESINV_OK : SALESINV_E_OVERFLOW);
    }
    assert_int_equal(trace_of(fix, 1), 5000);
}

/* ---- rights ---- */

static void buyers_and_sellers_see_the_trace(void **state)
{
    fix_tracking *fix = *state;
    const fix_core *core = &fix->trade.core;
    salesinv_session *seller = fix_core_session(core->engine, core->tenant, "sales");
    salesinv_session *buyer = fix_core_session(core->engine, core->tenant, "buyer");
    salesinv_session *other = fix_core_session(core->engine, core->tenant, "buyer");
    salesinv_session *finance = fix_core_session(core->engine, core->tenant, "finance");
    salesinv_parcels *parcels;

    assert_ok(buyer, salesinv_session_set_account(buyer, fix->trade.account));
    assert_ok(other, salesinv_session_set_account(
                         other, fix_account(&fix->trade.core, "Other")));
    fix_put(fix->admin, "T-1", "1@08:00 picked up");
    assert_int_equal(fix_parcel_state(seller, fix->shipment, 1), 1);
    assert_int_equal(fix_parcel_state(buyer, fix->shipment, 1), 1);
    assert_refused(other, FORBIDDEN,
                   salesinv_parcels_get(other, fix->shipment, &parcels));
    assert_null(parcels);
    assert_refused(other, FORBIDDEN, salesinv_parcels_get(other, 4711, &parcels));
    assert_refused(finance, FORBIDDEN,
                   salesinv_parcels_get(finance, fix->shipment, &parcels));
    assert_refused(seller, FORBIDDEN, fix_try_put(seller, "T-1", ""));
    assert_refused(buyer, FORBIDDEN,
                   salesinv_parcel_add(buyer, fix->shipment, 0, NULL, "T", NULL, NULL));
    assert_refused(buyer, FORBIDDEN,
                   salesinv_parcel_remove(buyer, fix->shipment, 0, 1, NULL));
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_parcels_get(fix->admin, 4711, &parcels));
    assert_refused(fix->admin, ARG, salesinv_parcels_get(fix->admin, 0, &parcels));
    salesinv_session_close(seller);
    salesinv_session_close(buyer);
    salesinv_session_close(other);
    salesinv_session_close(finance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(the_shipments_own_number_is_its_first_parcel),
        STORY(created_and_submitted_in_one_call_it_has_its_parcel_too),
        STORY(another_number_is_another_parcel),
        STORY(a_shipment_has_several_parcels),
        STORY(a_shipment_without_a_number_takes_the_first_one),
        STORY(parcels_are_changed_by_request_and_version),
        STORY(a_shipment_has_a_hundred_parcels_at_most),
        STORY(a_report_is_a_trace_a_state_and_an_event),
        STORY(a_repeated_report_adds_nothing),
        STORY(what_comes_late_is_put_in_its_place),
        STORY(a_final_state_stays),
        STORY(entries_without_a_state_are_known_by_what_they_say),
        STORY(four_services_report),
        STORY(a_report_finds_its_parcels),
        STORY(nonsense_changes_nothing),
        STORY(a_trace_ends_at_its_limit),
        STORY(buyers_and_sellers_see_the_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
