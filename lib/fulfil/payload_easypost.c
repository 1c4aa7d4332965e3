/* SPDX-License-Identifier: Apache-2.0 */
/*
 * EasyPost: a Tracker with `tracking_details`, oldest first, each with a status and a finer status_detail; events have it in
 * `result`. A detail refines a status that says little, and never one that says where the parcel went.
 */
#include "fulfil/payload.h"

static const sinv_status_row decisive[] = {
    {"delivered", SALESINV_PARCEL_SIGNED},
    {"out_for_delivery", SALESINV_PARCEL_OUT_FOR_DELIVERY},
    {"available_for_pickup", SALESINV_PARCEL_OUT_FOR_DELIVERY},
    {"return_to_sender", SALESINV_PARCEL_RETURNING},
};
static const sinv_status_row finer[] = {
    {"received_at_origin_facility", SALESINV_PARCEL_COLLECTED},
    {"refused", SALESINV_PARCEL_REFUSED},
    {"return", SALESINV_PARCEL_RETURNING},
    {"transferred_to_destination_carrier", SALESINV_PARCEL_FORWARDED},
    {"failure", SALESINV_PARCEL_PROBLEM},
    {"error", SALESINV_PARCEL_PROBLEM},
    {"cancelled", SALESINV_PARCEL_PROBLEM},
};
static const sinv_status_table DECISIVE = SINV_STATUS_TABLE(decisive);
static const sinv_status_table FINER = SINV_STATUS_TABLE(finer);

static salesinv_status read_status(const sinv_payload_reader *reader,
                                   const sinv_json *object, int32_t *out_state,
                                   const char **out_status)
{
    const char *status;
    const char *detail;
    salesinv_status rc;

    if ((rc = sinv_payload_text(reader, object, "status", SINV_TRACE_STATUS_MAX,
                                &status)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, object, "status_detail", SINV_TRACE_STATUS_MAX,
                                &detail)) != SALESINV_OK)
        return rc;
    *out_state = sinv_status_find(&DECISIVE, status);
    *out_status = status ? status : detail;
    if (*out_state != SALESINV_PARCEL_UNKNOWN)
        return SALESINV_OK;
    *out_state = sinv_status_state(&FINER, detail, status);
    if (sinv_status_find(&FINER, detail) != SALESINV_PARCEL_UNKNOWN)
        *out_status = detail;
    return SALESINV_OK;
}

static salesinv_status read_detail(sinv_payload_reader *reader, const sinv_json *item)
{
    static const char *const keys[] = {"city", "state", "country"};
    const sinv_json *location;
    sinv_trace_entry entry = {0};
    salesinv_status rc;

    if ((rc = sinv_payload_object(reader, item, "tracking_location", &location)) !=
            SALESINV_OK ||
        (rc = sinv_payload_time(reader, item, "datetime", "Z", &entry.at)) !=
            SALESINV_OK ||
        (rc = read_status(reader, item, &entry.state, &entry.status)) != SALESINV_OK ||
        (rc = sinv_payload_join(reader, location, keys, sizeof(keys) / sizeof(keys[0]),
                                &entry.place)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, item, "message", SINV_TRACE_TEXT_MAX,
                                &entry.text)) != SALESINV_OK)
        return rc;
    return sinv_payload_add(reader, &entry);
}

static salesinv_status check_error(const sinv_payload_reader *reader,
                                   const sinv_json *root)
{
    const sinv_json *error = sinv_payload_member(root, "error");
    const char *code;
    const char *text;
    salesinv_status rc;

    if (!error)
        return SALESINV_OK;
    if ((rc = sinv_payload_text(reader, error, "code", SINV_TRACE_STATUS_MAX, &code)) !=
            SALESINV_OK ||
        (rc = sinv_payload_text(reader, error, "message", SINV_TRACE_STATUS_MAX,
                                &text)) != SALESINV_OK)
        return rc;
    return sinv_payload_refused(reader, code, text);
}

salesinv_status sinv_payload_easypost(sinv_payload_reader *reader,
                                      const sinv_json *root)
{
    const sinv_json *tracker;
    salesinv_status rc = check_error(reader, root);

    if (rc != SALESINV_OK ||
        (rc = sinv_payload_object(reader, root, "result", &tracker)) != SALESINV_OK)
        return rc;
    if (tracker)
        sinv_payload_enter(reader, "result");
    else
        tracker = root;
    if ((rc = sinv_payload_check_number(reader, tracker, "tracking_code")) !=
            SALESINV_OK ||
        (rc = read_status(reader, tracker, &reader->state, &reader->status)) !=
            SALESINV_OK)
        return rc;
    return sinv_payload_each(reader, tracker, "tracking_details", read_detail);
}
