/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 17TRACK, version 2: `track_info` with the latest status, and the events of every provider, newest first, each with a
 * sub-status and, at milestones, a stage. Webhooks have it in `data`, gettrackinfo in `data.accepted`.
 */
#include "fulfil/payload.h"

static const sinv_status_row rows[] = {
    {"NotFound", SALESINV_PARCEL_IN_TRANSIT},
    {"InfoReceived", SALESINV_PARCEL_IN_TRANSIT},
    {"InTransit", SALESINV_PARCEL_IN_TRANSIT},
    {"InTransit_PickedUp", SALESINV_PARCEL_COLLECTED},
    {"InTransit_CustomsProcessing", SALESINV_PARCEL_IN_CUSTOMS},
    {"InTransit_CustomsReleased", SALESINV_PARCEL_CLEARED},
    {"InTransit_CustomsRequiringInformation", SALESINV_PARCEL_CUSTOMS_PROBLEM},
    {"AvailableForPickup", SALESINV_PARCEL_OUT_FOR_DELIVERY},
    {"OutForDelivery", SALESINV_PARCEL_OUT_FOR_DELIVERY},
    {"DeliveryFailure", SALESINV_PARCEL_PROBLEM},
    {"DeliveryFailure_Rejected", SALESINV_PARCEL_REFUSED},
    {"Delivered", SALESINV_PARCEL_SIGNED},
    {"Exception", SALESINV_PARCEL_PROBLEM},
    {"Exception_Rejected", SALESINV_PARCEL_REFUSED},
    {"Exception_Returning", SALESINV_PARCEL_RETURNING},
    {"Exception_Returned", SALESINV_PARCEL_RETURN_SIGNED},
    {"Expired", SALESINV_PARCEL_PROBLEM},
    /* stages of events */
    {"PickedUp", SALESINV_PARCEL_COLLECTED},
    {"Departure", SALESINV_PARCEL_IN_TRANSIT},
    {"Arrival", SALESINV_PARCEL_IN_TRANSIT},
    {"Returning", SALESINV_PARCEL_RETURNING},
    {"Returned", SALESINV_PARCEL_RETURN_SIGNED},
};
static const sinv_status_table TABLE = SINV_STATUS_TABLE(rows);

enum { MAIN_MAX = 32 };

/* "Exception_Damage" is an Exception: what stands before the underscore. */
static const char *main_of(const char *sub_status, char out[MAIN_MAX])
{
    size_t size = 0;

    if (!sub_status)
        return NULL;
    for (; sub_status[size] && sub_status[size] != '_' && size + 1 < MAIN_MAX; size++)
        out[size] = sub_status[size];
    out[size] = '\0';
    return out;
}

/* The sub-status, else what it is a part of, else the stage or status beside it. */
static salesinv_status read_status(const sinv_payload_reader *reader,
                                   const sinv_json *object, const char *beside_key,
                                   int32_t *out_state, const char **out_status)
{
    char whole[MAIN_MAX];
    const char *sub;
    const char *beside;
    salesinv_status rc;

    if ((rc = sinv_payload_text(reader, object, "sub_status", SINV_TRACE_STATUS_MAX,
                                &sub)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, object, beside_key, SINV_TRACE_STATUS_MAX,
                                &beside)) != SALESINV_OK)
        return rc;
    *out_state = sinv_status_find(&TABLE, sub);
    if (*out_state == SALESINV_PARCEL_UNKNOWN)
        *out_state = sinv_status_state(&TABLE, beside, main_of(sub, whole));
    *out_status = sub ? sub : beside;
    return SALESINV_OK;
}

/* UTC, else with its own zone. */
static salesinv_status read_time(sinv_payload_reader *reader, const sinv_json *item,
                                 salesinv_time *out)
{
    const char *key = sinv_payload_member(item, "time_utc") ? "time_utc" : "time_iso";

    return sinv_payload_time(reader, item, key, "Z", out);
}

static salesinv_status read_event(sinv_payload_reader *reader, const sinv_json *item)
{
    sinv_trace_entry entry = {0};
    salesinv_status rc;

    if ((rc = read_time(reader, item, &entry.at)) != SALESINV_OK ||
        (rc = read_status(reader, item, "stage", &entry.state, &entry.status)) !=
            SALESINV_OK ||
        (rc = sinv_payload_text(reader, item, "location", SINV_TRACE_PLACE_MAX,
                                &entry.place)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, item, "description", SINV_TRACE_TEXT_MAX,
                                &entry.text)) != SALESINV_OK)
        return rc;
    return sinv_payload_add(reader, &entry);
}

static salesinv_status read_provider(sinv_payload_reader *reader, const sinv_json *item)
{
    return sinv_payload_each(reader, item, "events", read_event);
}

static salesinv_status read_info(sinv_payload_reader *reader, const sinv_json *info)
{
    const sinv_json *latest;
    const sinv_json *tracking;
    salesinv_status rc;

    if ((rc = sinv_payload_object(reader, info, "latest_status", &latest)) !=
            SALESINV_OK ||
        (rc = sinv_payload_object(reader, info, "tracking", &tracking)) !=
            SALESINV_OK ||
        (rc = read_status(reader, latest, "status", &reader->state, &reader->status)) !=
            SALESINV_OK)
        return rc;
    sinv_payload_enter(reader, "tracking");
    return sinv_payload_each(reader, tracking, "providers", read_provider);
}

static salesinv_status read_parcel(sinv_payload_reader *reader, const sinv_json *parcel)
{
    const sinv_json *info;
    salesinv_status rc = sinv_payload_check_number(reader, parcel, "number");

    if (rc == SALESINV_OK)
        rc = sinv_payload_object(reader, parcel, "track_info", &info);
    if (rc != SALESINV_OK)
        return rc;
    reader->is_newest_first = true;
    sinv_payload_enter(reader, "track_info");
    return read_info(reader, info);
}

/* An entry of gettrackinfo: of several parcels, the one that was asked for. */
static salesinv_status read_accepted(sinv_payload_reader *reader, const sinv_json *item)
{
    const char *number;
    salesinv_status rc = sinv_payload_text(reader, item, "number",
                                           SALESINV_TRACKING_NUMBER_MAX, &number);

    if (rc != SALESINV_OK || !number ||
        !sinv_payload_same_number(number, reader->source->tracking_number))
        return rc;
    return read_parcel(reader, item);
}

/* An entry of gettrackinfo that says why there is nothing. */
static salesinv_status read_rejected(sinv_payload_reader *reader, const sinv_json *item)
{
    const sinv_json *error = sinv_payload_member(item, "error");
    const char *number;
    const char *code;
    const char *text;
    salesinv_status rc;

    if ((rc = sinv_payload_text(reader, item, "number", SALESINV_TRACKING_NUMBER_MAX,
                                &number)) != SALESINV_OK ||
        !number || !sinv_payload_same_number(number, reader->source->tracking_number))
        return rc;
    if ((rc = sinv_payload_text(reader, error, "code", SINV_TRACE_STATUS_MAX, &code)) !=
            SALESINV_OK ||
        (rc = sinv_payload_text(reader, error, "message", SINV_TRACE_STATUS_MAX,
                                &text)) != SALESINV_OK)
        return rc;
    return sinv_payload_refused(reader, code, text);
}

static salesinv_status read_lists(sinv_payload_reader *reader, const sinv_json *data)
{
    salesinv_status rc = sinv_payload_each(reader, data, "rejected", read_rejected);

    if (rc == SALESINV_OK)
        rc = sinv_payload_each(reader, data, "accepted", read_accepted);
    if (rc != SALESINV_OK || reader->is_newest_first)
        return rc;
    return sinv_payload_malformed(reader, "accepted", "it is not about %s",
                                  reader->source->tracking_number);
}

salesinv_status sinv_payload_17track(sinv_payload_reader *reader, const sinv_json *root)
{
    const sinv_json *data = sinv_payload_member(root, "data");

    if (!data)
        return read_parcel(reader, root);
    sinv_payload_enter(reader, "data");
    if (sinv_payload_member(data, "accepted") || sinv_payload_member(data, "rejected"))
        return read_lists(reader, data);
    return read_parcel(reader, data);
}
