/* SPDX-License-Identifier: Apache-2.0 */
/* What carriers report, read from files as they come, and from what no carrier should send. */
#include "../base/fix_base.h"

#include <stdio.h>

#include "fulfil/payload.h"

enum { FILE_MAX = 8192 };
static const salesinv_time NOW = INT64_C(1700180000000000); /* 2023-11-17 00:13 UTC */

typedef struct reading {
    fix_base *base;
    sinv_arena arena;
    sinv_trace_entries entries;
} reading;

static salesinv_status read_text(reading *to, salesinv_payload_format format,
                                 const char *number, const char *text, size_t size)
{
    const sinv_payload_source source = {.err = to->base->err,
                                        .arena = &to->arena,
                                        .format = format,
                                        .bytes = text,
                                        .size = size,
                                        .tracking_number = number,
                                        .now = NOW};

    memset(&to->entries, 0, sizeof(to->entries));
    return sinv_payload_read(&source, &to->entries);
}

static salesinv_status read_file(reading *to, salesinv_payload_format format,
                                 const char *number, const char *name)
{
    char path[512];
    char text[FILE_MAX];
    size_t size;
    FILE *file;

    (void)snprintf(path, sizeof(path), "%s/%s", SALESINV_TEST_DATA, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    size = fread(text, 1, sizeof(text), file);
    assert_true(size > 0 && size < sizeof(text));
    (void)fclose(file);
    return read_text(to, format, number, text, size);
}

static int setup(void **state)
{
    static reading to;

    memset(&to, 0, sizeof(to));
    if (fix_base_open((void **)&to.base) != 0)
        return -1;
    sinv_arena_init(&to.arena, to.base->heap);
    *state = &to;
    return 0;
}

static int teardown(void **state)
{
    reading *to = *state;

    sinv_arena_free(&to->arena);
    return fix_base_close((void **)&to->base);
}

static void assert_states(const reading *to, const int32_t *states, uint32_t count)
{
    assert_int_equal(to->entries.count, count);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(to->entries.items[i].state, states[i]);
}

static void aftership_by_subtag_and_tag(void **state)
{
    static const int32_t states[] = {1, 11, 12, 5, 3};
    reading *to = *state;

    assert_int_equal(read_file(to, SALESINV_PAYLOAD_AFTERSHIP, "1z999aa10123456784",
                               "aftership_webhook.json"),
                     SALESINV_OK);
    assert_states(to, states, 5);
    assert_string_equal(to->entries.items[0].place, "Louisville, KY, USA");
    assert_string_equal(to->entries.items[1].place, "Koeln, Germany");
    assert_string_equal(to->entries.items[4].status, "Delivered_003");
    assert_int_equal(to->entries.items[0].at, INT64_C(1700029800000000));
    /* no zone: UTC */
    assert_int_equal(to->entries.items[3].at, INT64_C(1700121900000000));
}

static void track17_by_sub_status_and_stage(void **state)
{
    static const int32_t states[] = {0, 1, 0, 11};
    reading *to = *state;

    assert_int_equal(read_file(to, SALESINV_PAYLOAD_17TRACK, "RR123456789CN",
                               "17track_webhook.json"),
                     SALESINV_OK);
    assert_states(to, states, 4);
    assert_string_equal(to->entries.items[1].text, "Picked up");
    /* no UTC: with its own zone */
    assert_int_equal(to->entries.items[1].at, INT64_C(1699956000000000));
    assert_null(to->entries.items[0].place);
}

static void easypost_by_status_and_detail(void **state)
{
    static const int32_t states[] = {0, 1, 5, 2, 6};
    reading *to = *state;

    assert_int_equal(read_file(to, SALESINV_PAYLOAD_EASYPOST, "9400110898825022579493",
                               "easypost_event.json"),
                     SALESINV_OK);
    assert_states(to, states, 5);
    assert_string_equal(to->entries.items[1].place, "HOUSTON, TX, US");
    assert_string_equal(to->entries.items[2].place, "CHARLESTON, SC");
}

static void kuaidi100_by_code_in_chinas_time(void **state)
{
    static const int32_t states[] = {1, 0, 5, 3};
    reading *to = *state;

    assert_int_equal(read_file(to, SALESINV_PAYLOAD_KUAIDI100, "YT4537928716290",
                               "kuaidi100_push.json"),
                     SALESINV_OK);
    assert_states(to, states, 4);
    assert_int_equal(to->entries.items[3].at, INT64_C(1700105131000000));
    assert_string_equal(to->entries.items[3].place, "深圳市");
    assert_string_equal(to->entries.items[2].place, "广东,深圳市");
}

static void kuaidi100_without_codes_has_the_state_of_the_whole(void **state)
{
    static const int32_t states[] = {SALESINV_PARCEL_UNKNOWN, 5};
    reading *to = *state;

    assert_int_equal(read_file(to, SALESINV_PAYLOAD_KUAIDI100, "YT4537928716290",
                               "kuaidi100_basic.json"),
                     SALESINV_OK);
    assert_states(to, states, 2);
}

/* One entry of a status in each format. */
typedef struct one_status {
    salesinv_payload_format format;
    const char *fine;
    const char *coarse;
    int32_t state;
} one_status;

#define AFTERSHIP SALESINV_PAYLOAD_AFTERSHIP
#define TRACK17 SALESINV_PAYLOAD_17TRACK
#define EASYPOST SALESINV_PAYLOAD_EASYPOST
#define KUAIDI100 SALESINV_PAYLOAD_KUAIDI100

static const one_status statuses[] = {
    {AFTERSHIP, "InfoReceived_001", "InfoReceived", 0},
    {AFTERSHIP, "InTransit_009", "InTransit", 7},
    {AFTERSHIP, "AttemptFail_001", "AttemptFail", 2},
    {AFTERSHIP, "AvailableForPickup_001", "AvailableForPickup", 5},
    {AFTERSHIP, "Exception_003", "Exception", 14},
    {AFTERSHIP, "Exception_004", "Exception", 13},
    {AFTERSHIP, "Exception_010", "Exception", 6},
    {AFTERSHIP, "Exception_011", "Exception", 4},
    {AFTERSHIP, "Exception_999", "Exception", 2},
    {AFTERSHIP, "Expired_001", "Expired", 2},
    {AFTERSHIP, "Teleported_001", "Teleported", 0},
    {TRACK17, "InTransit_CustomsReleased", "", 12},
    {TRACK17, "InTransit_CustomsRequiringInformation", "", 13},
    {TRACK17, "InTransit_Other", "", 0},
    {TRACK17, "InTransit_Other", "PickedUp", 1},
    {TRACK17, "OutForDelivery_Other", "OutForDelivery", 5},
    {TRACK17, "AvailableForPickup_Other", "", 5},
    {TRACK17, "Delivered_Other", "", 3},
    {TRACK17, "DeliveryFailure_NoBody", "", 2},
    {TRACK17, "DeliveryFailure_Rejected", "", 14},
    {TRACK17, "Exception_Rejected", "", 14},
    {TRACK17, "Exception_Lost", "", 2},
    {TRACK17, "Exception_Returning", "", 6},
    {TRACK17, "Exception_Returned", "Returned", 4},
    {TRACK17, "Teleported_Other", "", 0},
    {EASYPOST, "arrived_at_destination", "delivered", 3},
    {EASYPOST, "refused", "failure", 14},
    {EASYPOST, "delivery_exception", "failure", 2},
    {EASYPOST, "transferred_to_destination_carrier", "in_transit", 7},
    {EASYPOST, "arrived_at_pickup_location", "available_for_pickup", 5},
    {EASYPOST, "cancelled", "cancelled", 2},
    {EASYPOST, "teleported", "teleported", 0},
    {KUAIDI100, "0", NULL, 0},
    {KUAIDI100, "1", NULL, 1},
    {KUAIDI100, "203", NULL, 14},
    {KUAIDI100, "206", NULL, 2},
    {KUAIDI100, "304", NULL, 3},
    {KUAIDI100, "4", NULL, 4},
    {KUAIDI100, "501", NULL, 5},
    {KUAIDI100, "6", NULL, 6},
    {KUAIDI100, "7", NULL, 7},
    {KUAIDI100, "8", NULL, 11},
    {KUAIDI100, "10", NULL, 10},
    {KUAIDI100, "11", NULL, 11},
    {KUAIDI100, "12", NULL, 12},
    {KUAIDI100, "13", NULL, 13},
    {KUAIDI100, "14", NULL, 14},
    {KUAIDI100, "9999", NULL, 0},
};

/* The shape of each format, where @ is the finer status and then the coarser. */
static void write_one(const one_status *of, char *out, size_t size)
{
    static const char *const shapes[] = {
        [AFTERSHIP] = "{'tracking_number':'T','checkpoints':[{'checkpoint_time':"
                      "'2023-11-16T08:00:00Z','subtag':'@','tag':'@'}]}",
        [TRACK17] = "{'number':'T','track_info':{'tracking':{'providers':[{'events':"
                    "[{'time_utc':'2023-11-16T08:00:00Z','sub_status':'@',"
                    "'stage':'@'}]}]}}}",
        [EASYPOST] = "{'tracking_code':'T','tracking_details':[{'datetime':"
                     "'2023-11-16T08:00:00Z','status_detail':'@','status':'@'}]}",
        [KUAIDI100] = "{'nu':'T','data':[{'time':'2023-11-16 08:00:00',"
                      "'statusCode':'@'}]}"};
    const char *word = of->fine;
    size_t used = 0;

    for (const char *from = shapes[of->format]; *from; from++) {
        if (*from == '@') {
            used += (size_t)snprintf(out + used, size - used, "%s", word);
            word = of->coarse;
        } else {
            out[used++] = *from == '\'' ? '"' : *from;
        }
        assert_true(used + 1 < size);
    }
    out[used] = '\0';
}

static void every_status_has_its_state(void **state)
{
    reading *to = *state;
    char text[512];

    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
        write_one(&statuses[i], text, sizeof(text));
        assert_int_equal(read_text(to, statuses[i].format, "T", text, strlen(text)),
                         SALESINV_OK);
        assert_int_equal(to->entries.count, 1);
        if (to->entries.items[0].state != statuses[i].state)
            fail_msg("%s/%s is %d, not %d", statuses[i].fine,
                     statuses[i].coarse ? statuses[i].coarse : "",
                     to->entries.items[0].state, statuses[i].state);
        assert_non_null(to->entries.items[0].status); /* the carrier's word is kept */
    }
}

/* What is refused, and the path it names. */
typedef struct bad_payload {
    salesinv_payload_format format;
    salesinv_status rc;
    const char *field;
    const char *text;
} bad_payload;

#define MALFORMED SALESINV_E_CONNECTOR_MALFORMED
#define REFUSED SALESINV_E_CONNECTOR_REFUSED

static const bad_payload bad_payloads[] = {
    {AFTERSHIP, MALFORMED, "payload", ""},
    {AFTERSHIP, MALFORMED, "payload", "{\"msg\":"},
    {AFTERSHIP, MALFORMED, "", "[]"},
    {AFTERSHIP, MALFORMED, "tracking_number", "{}"},
    {AFTERSHIP, MALFORMED, "msg.tracking_number", "{\"msg\":{\"tracking_number\":[]}}"},
    {AFTERSHIP, MALFORMED, "data.tracking.tracking_number",
     "{\"meta\":{\"code\":200},\"data\":{\"tracking\":{\"tracking_number\":\"U\"}}}"},
    {AFTERSHIP, MALFORMED, "checkpoints",
     "{\"tracking_number\":\"T\",\"checkpoints\":{}}"},
    {AFTERSHIP, MALFORMED, "checkpoints[0]",
     "{\"tracking_number\":\"T\",\"checkpoints\":[7]}"},
    {AFTERSHIP, MALFORMED, "checkpoints[0].checkpoint_time",
     "{\"tracking_number\":\"T\",\"checkpoints\":[{\"tag\":\"InTransit\"}]}"},
    {AFTERSHIP, MALFORMED, "checkpoints[0].checkpoint_time",
     "{\"tracking_number\":\"T\",\"checkpoints\":[{\"checkpoint_time\":\"yesterday\"}]"
     "}"},
    {AFTERSHIP, MALFORMED, "checkpoints[0].checkpoint_time",
     "{\"tracking_number\":\"T\",\"checkpoints\":[{\"checkpoint_time\":"
     "\"1999-12-31T23:59:59Z\"}]}"},
    {AFTERSHIP, MALFORMED, "checkpoints[1].checkpoint_time",
     "{\"tracking_number\":\"T\",\"checkpoints\":[{\"checkpoint_time\":"
     "\"2023-11-16T23:59:59Z\"},{\"checkpoint_time\":\"2023-11-18T00:14:00Z\"}]}"},
    {AFTERSHIP, MALFORMED, "checkpoints[0].checkpoint_time",
     "{\"tracking_number\":\"T\",\"checkpoints\":[{\"checkpoint_time\":"
     "\"9999-12-31T23:59:59Z\"}]}"},
    {AFTERSHIP, MALFORMED, "checkpoints[0].message",
     "{\"tracking_number\":\"T\",\"checkpoints\":[{\"checkpoint_time\":"
     "\"2023-11-16T23:59:59Z\",\"message\":{}}]}"},
    {AFTERSHIP, REFUSED, "",
     "{\"meta\":{\"code\":4004,\"message\":\"Tracking does not exist.\"},"
     "\"data\":{}}"},
    {TRACK17, MALFORMED, "number", "{\"track_info\":{}}"},
    {TRACK17, MALFORMED, "data.track_info",
     "{\"data\":{\"number\":\"T\",\"track_info\":[]}}"},
    {TRACK17, MALFORMED, "data.accepted",
     "{\"data\":{\"accepted\":[{\"number\":\"U\"}]}}"},
    {TRACK17, MALFORMED,
     "data.accepted[1].track_info.tracking.providers[0].events[0].time_iso",
     "{\"data\":{\"accepted\":[{\"number\":\"U\"},{\"number\":\"T\",\"track_info\":{"
     "\"tracking\":{\"providers\":[{\"events\":[{}]}]}}}]}}"},
    {TRACK17, REFUSED, "",
     "{\"data\":{\"rejected\":[{\"number\":\"U\"},{\"number\":\"T\",\"error\":{"
     "\"code\":-18019902,\"message\":\"not registered\"}}]}}"},
    {EASYPOST, MALFORMED, "result", "{\"result\":[]}"},
    {EASYPOST, MALFORMED, "result.tracking_code", "{\"result\":{}}"},
    {EASYPOST, MALFORMED, "tracking_details[0].tracking_location",
     "{\"tracking_code\":\"T\",\"tracking_details\":[{\"tracking_location\":3}]}"},
    {EASYPOST, REFUSED, "",
     "{\"error\":{\"code\":\"TRACKER.NOT_FOUND\",\"message\":\"none\"}}"},
    {KUAIDI100, MALFORMED, "nu", "{\"message\":\"ok\"}"},
    {KUAIDI100, MALFORMED, "lastResult.data[0].ftime",
     "{\"lastResult\":{\"nu\":\"T\",\"data\":[{\"ftime\":\"2023-13-16 08:00:00\"}]}}"},
    {KUAIDI100, REFUSED, "",
     "{\"result\":false,\"returnCode\":\"500\",\"message\":\"none\"}"},
    {9, SALESINV_E_ARG, "format", "{}"},
};

static void nonsense_is_refused_by_its_path(void **state)
{
    reading *to = *state;

    for (size_t i = 0; i < sizeof(bad_payloads) / sizeof(bad_payloads[0]); i++) {
        const bad_payload *bad = &bad_payloads[i];
        salesinv_status rc =
            read_text(to, bad->format, "T", bad->text, strlen(bad->text));
        const char *field = salesinv_error_field(to->base->err);

        if (rc != bad->rc || strcmp(field ? field : "", bad->field) != 0)
            fail_msg("%s: %s at \"%s\"", bad->text, salesinv_status_name(rc),
                     field ? field : "");
    }
}

static void too_deep_and_too_many_are_refused(void **state)
{
    reading *to = *state;
    enum { DEEP = 5000, MANY = 1001, EACH = 64 };
    static char text[MANY * EACH + 64];
    size_t used = 0;

    memset(text, '[', DEEP);
    assert_int_equal(read_text(to, AFTERSHIP, "T", text, DEEP), MALFORMED);
    used += (size_t)sprintf(text, "{\"nu\":\"T\",\"data\":[");
    for (int i = 0; i < MANY; i++)
        used += (size_t)sprintf(text + used, "%s{\"time\":\"2023-11-16 08:%02d:%02d\"}",
                                i ? "," : "", i / 60, i % 60);
    used += (size_t)sprintf(text + used, "]}");
    assert_int_equal(read_text(to, KUAIDI100, "T", text, used), MALFORMED);
    assert_string_equal(salesinv_error_field(to->base->err), "data[1000]");
}

static void long_texts_are_cut_between_characters(void **state)
{
    reading *to = *state;
    char text[4096];
    size_t used = (size_t)sprintf(text, "{\"nu\":\"T\",\"data\":[{\"time\":"
                                        "\"2023-11-16 08:00:00\",\"context\":\"x");

    for (int i = 0; i < 600; i++)
        used += (size_t)sprintf(text + used, "签");
    used += (size_t)sprintf(text + used, "\"}]}");
    assert_int_equal(read_text(to, KUAIDI100, "T", text, used), SALESINV_OK);
    assert_int_equal(strlen(to->entries.items[0].text), 1024);
}

static void equal_times_stay_in_the_order_of_the_format(void **state)
{
    static const char newest_first[] =
        "{\"nu\":\"T\",\"data\":[{\"time\":\"2023-11-16 08:00:00\",\"context\":\"c\"},"
        "{\"time\":\"2023-11-16 08:00:00\",\"context\":\"b\"},"
        "{\"time\":\"2023-11-16 07:00:00\",\"context\":\"a\"}]}";
    reading *to = *state;

    assert_int_equal(
        read_text(to, KUAIDI100, "T", newest_first, sizeof(newest_first) - 1),
        SALESINV_OK);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(to->entries.items[i].text[0], 'a' + i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(aftership_by_subtag_and_tag, setup, teardown),
        cmocka_unit_test_setup_teardown(track17_by_sub_status_and_stage, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(easypost_by_status_and_detail, setup, teardown),
        cmocka_unit_test_setup_teardown(kuaidi100_by_code_in_chinas_time, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            kuaidi100_without_codes_has_the_state_of_the_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(every_status_has_its_state, setup, teardown),
        cmocka_unit_test_setup_teardown(nonsense_is_refused_by_its_path, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(too_deep_and_too_many_are_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(long_texts_are_cut_between_characters, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(equal_times_stay_in_the_order_of_the_format,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
