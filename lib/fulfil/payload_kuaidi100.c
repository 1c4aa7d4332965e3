/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kuaidi100: `state` of the whole and `data`, newest first, in China's time. A basic subscription gives entries no state; the
 * advanced one gives each a statusCode, whose three and four digits refine the states that are ours too. Pushes have
 * it in `lastResult`. Kuaidi100's 8, customs without further word, is in customs.
 */
#include "fulfil/payload.h"

static const sinv_status_row rows[] = {
    {"0", SALESINV_PARCEL_IN_TRANSIT},
    {"1001", SALESINV_PARCEL_IN_TRANSIT}, /* arrived in the city of delivery */
    {"1002", SALESINV_PARCEL_IN_TRANSIT}, /* trunk line */
    {"1003", SALESINV_PARCEL_IN_TRANSIT}, /* passed on */
    {"1", SALESINV_PARCEL_COLLECTED},
    {"101", SALESINV_PARCEL_COLLECTED}, /* ordered */
    {"102", SALESINV_PARCEL_COLLECTED}, /* to be collected */
    {"103", SALESINV_PARCEL_COLLECTED},
    {"2", SALESINV_PARCEL_PROBLEM},
    {"201", SALESINV_PARCEL_PROBLEM}, /* long not signed */
    {"202", SALESINV_PARCEL_PROBLEM}, /* long without news */
    {"203", SALESINV_PARCEL_REFUSED},
    {"204", SALESINV_PARCEL_PROBLEM}, /* delivery failed */
    {"205", SALESINV_PARCEL_PROBLEM}, /* not picked up in time */
    {"206", SALESINV_PARCEL_PROBLEM}, /* nobody reached */
    {"207", SALESINV_PARCEL_PROBLEM}, /* out of the area */
    {"208", SALESINV_PARCEL_PROBLEM}, /* stuck */
    {"209", SALESINV_PARCEL_PROBLEM}, /* damaged */
    {"210", SALESINV_PARCEL_PROBLEM}, /* called off */
    {"3", SALESINV_PARCEL_SIGNED},
    {"301", SALESINV_PARCEL_SIGNED}, /* in person */
    {"302", SALESINV_PARCEL_SIGNED}, /* after a failed delivery */
    {"303", SALESINV_PARCEL_SIGNED}, /* by another */
    {"304", SALESINV_PARCEL_SIGNED}, /* from a locker or a station */
    {"4", SALESINV_PARCEL_RETURN_SIGNED},
    {"401", SALESINV_PARCEL_RETURN_SIGNED}, /* called off */
    {"5", SALESINV_PARCEL_OUT_FOR_DELIVERY},
    {"501", SALESINV_PARCEL_OUT_FOR_DELIVERY}, /* in a locker or a station */
    {"6", SALESINV_PARCEL_RETURNING},
    {"7", SALESINV_PARCEL_FORWARDED},
    {"8", SALESINV_PARCEL_IN_CUSTOMS},
    {"10", SALESINV_PARCEL_AWAITING_CUSTOMS},
    {"11", SALESINV_PARCEL_IN_CUSTOMS},
    {"12", SALESINV_PARCEL_CLEARED},
    {"13", SALESINV_PARCEL_CUSTOMS_PROBLEM},
    {"14", SALESINV_PARCEL_REFUSED},
};
static const sinv_status_table TABLE = SINV_STATUS_TABLE(rows);

static salesinv_status read_entry(sinv_payload_reader *reader, const sinv_json *item)
{
    static const char *const places[] = {"location", "areaName"};
    const char *time_key = sinv_payload_member(item, "ftime") ? "ftime" : "time";
    sinv_trace_entry entry = {0};
    salesinv_status rc;

    if ((rc = sinv_payload_time(reader, item, time_key, "+08:00", &entry.at)) !=
            SALESINV_OK ||
        (rc = sinv_payload_text(reader, item, "statusCode", SINV_TRACE_STATUS_MAX,
                                &entry.status)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, item, "context", SINV_TRACE_TEXT_MAX,
                                &entry.text)) != SALESINV_OK)
        return rc;
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]) && !entry.place; i++)
        if ((rc = sinv_payload_text(reader, item, places[i], SINV_TRACE_PLACE_MAX,
                                    &entry.place)) != SALESINV_OK)
            return rc;
    entry.state = sinv_status_state(&TABLE, entry.status, NULL);
    return sinv_payload_add(reader, &entry);
}

/* {"result": false, "returnCode": "500", "message": ...} instead of an answer. */
static salesinv_status check_result(const sinv_payload_reader *reader,
                                    const sinv_json *root)
{
    const char *code;
    const char *text;
    salesinv_status rc;

    if ((rc = sinv_payload_text(reader, root, "returnCode", SINV_TRACE_STATUS_MAX,
                                &code)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, root, "message", SINV_TRACE_STATUS_MAX,
                                &text)) != SALESINV_OK)
        return rc;
    return code ? sinv_payload_refused(reader, code, text) : SALESINV_OK;
}

salesinv_status sinv_payload_kuaidi100(sinv_payload_reader *reader,
                                       const sinv_json *root)
{
    const sinv_json *result;
    salesinv_status rc = check_result(reader, root);

    if (rc != SALESINV_OK ||
        (rc = sinv_payload_object(reader, root, "lastResult", &result)) != SALESINV_OK)
        return rc;
    if (result)
        sinv_payload_enter(reader, "lastResult");
    else
        result = root;
    reader->is_newest_first = true;
    if ((rc = sinv_payload_check_number(reader, result, "nu")) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, result, "state", SINV_TRACE_STATUS_MAX,
                                &reader->status)) != SALESINV_OK)
        return rc;
    reader->state = sinv_status_state(&TABLE, reader->status, NULL);
    return sinv_payload_each(reader, result, "data", read_entry);
}
