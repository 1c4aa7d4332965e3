/* SPDX-License-Identifier: Apache-2.0 */
/* A carrier that answers what a test told it; see fix_carrier.h. */
#include "support/fix_carrier.h"

#include <stdio.h>
#include <string.h>

/* The clock of the fixtures stands at 2023-11-14 22:13 UTC; China is eight hours ahead. */
static const char *put_item(char *out, size_t room, const char *item)
{
    const char *at = strchr(item, '@');
    const char *end = strchr(item, '|');
    int hour = 0;
    int minute = 0;

    if (!end)
        end = item + strlen(item);
    assert_true(at && at < end);
    assert_int_equal(sscanf(at + 1, "%d:%d", &hour, &minute), 2);
    (void)snprintf(out, room,
                   "{\"time\":\"2023-11-%d %02d:%02d:00\",\"statusCode\":\"%.*s\","
                   "\"context\":\"%.*s\"}",
                   14 + (hour + 8) / 24, (hour + 8) % 24, minute, (int)(at - item),
                   item, (int)(end - at - 7), at + 7);
    return *end ? end + 1 : NULL;
}

static void put_items(char *out, size_t room, const char *items)
{
    size_t used = 0;

    out[0] = '\0';
    while (items && *items) {
        if (used > 0)
            out[used++] = ',';
        items = put_item(out + used, room - used, items);
        used += strlen(out + used);
    }
}

const char *fix_report(char out[FIX_REPORT_MAX], const char *number, const char *items)
{
    char entries[FIX_REPORT_MAX - 256];

    put_items(entries, sizeof(entries), items);
    (void)snprintf(out, FIX_REPORT_MAX, "{\"nu\":\"%s\",\"data\":[%s]}", number,
                   entries);
    return out;
}

static salesinv_status query(void *self, const char *carrier,
                             const char *tracking_number, salesinv_payload *payload)
{
    fix_carrier *fix = self;
    char report[FIX_REPORT_MAX];

    fix->queries++;
    (void)snprintf(fix->asked_carrier, sizeof(fix->asked_carrier), "%s", carrier);
    (void)snprintf(fix->asked_number, sizeof(fix->asked_number), "%s", tracking_number);
    if (fix->during)
        fix->during(fix->during_self);
    if (fix->status != SALESINV_OK) {
        salesinv_payload_fail(payload, 42, "the line is dead");
        return fix->status;
    }
    if (!fix->report[0])
        return SALESINV_OK; /* and nothing handed over */
    (void)fix_report(report, tracking_number, fix->report);
    return salesinv_payload_put(payload, SALESINV_PAYLOAD_KUAIDI100, report,
                                strlen(report));
}

static void destroy(void *self)
{
    fix_carrier *fix = self;

    fix->destroyed++;
}

void fix_carrier_open(fix_carrier *fix, salesinv_session *session)
{
    static const salesinv_carrier_vtable vtable = {
        .struct_size = sizeof(vtable), .name = "fix", .query = query};

    memset(fix, 0, sizeof(*fix));
    assert_ok(session,
              salesinv_carrier_open(session, &vtable, fix, destroy, &fix->carrier));
}

void fix_carrier_close(fix_carrier *fix)
{
    salesinv_carrier_close(fix->carrier);
    assert_int_equal(fix->destroyed, 1);
}

void fix_carrier_says(fix_carrier *fix, const char *items)
{
    (void)snprintf(fix->report, sizeof(fix->report), "%s", items);
}

salesinv_status fix_try_put(salesinv_session *session, const char *number,
                            const char *items)
{
    char report[FIX_REPORT_MAX];

    (void)fix_report(report, number, items);
    return salesinv_tracking_put(session, NULL, number, SALESINV_PAYLOAD_KUAIDI100,
                                 report, strlen(report), NULL);
}

void fix_put(salesinv_session *session, const char *number, const char *items)
{
    assert_ok(session, fix_try_put(session, number, items));
}

static int32_t index_of(const salesinv_parcels *parcels, int32_t number)
{
    for (int32_t i = 0; i < salesinv_parcels_count(parcels); i++)
        if (salesinv_parcels_number(parcels, i) == number)
            return i;
    fail_msg("there is no parcel %d", number);
    return -1;
}

int32_t fix_parcel_state(salesinv_session *session, salesinv_id shipment,
                         int32_t number)
{
    salesinv_parcels *parcels;
    int32_t state;

    assert_ok(session, salesinv_parcels_get(session, shipment, &parcels));
    state = salesinv_parcels_state(parcels, index_of(parcels, number));
    salesinv_parcels_free(parcels);
    return state;
}

int32_t fix_parcel_trace(salesinv_session *session, salesinv_id shipment,
                         int32_t number)
{
    salesinv_parcels *parcels;
    int32_t count;

    assert_ok(session, salesinv_parcels_get(session, shipment, &parcels));
    count = salesinv_parcels_trace_count(parcels, index_of(parcels, number));
    salesinv_parcels_free(parcels);
    return count;
}
