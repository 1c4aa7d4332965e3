/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AfterShip: a tracking with `checkpoints`, oldest first, each with a tag and a finer subtag. Webhooks have it in
 * `msg`, the API in `data` or, in its older versions, in `data.tracking`. Times without a zone are taken for UTC.
 */
#include "fulfil/payload.h"

static const sinv_status_row rows[] = {
    {"Pending", SALESINV_PARCEL_IN_TRANSIT},
    {"InfoReceived", SALESINV_PARCEL_IN_TRANSIT},
    {"InTransit", SALESINV_PARCEL_IN_TRANSIT},
    {"InTransit_002", SALESINV_PARCEL_COLLECTED}, /* acceptance scan */
    {"InTransit_005", SALESINV_PARCEL_CLEARED},
    {"InTransit_006", SALESINV_PARCEL_IN_CUSTOMS},
    {"InTransit_009", SALESINV_PARCEL_FORWARDED},
    {"OutForDelivery", SALESINV_PARCEL_OUT_FOR_DELIVERY},
    {"AvailableForPickup", SALESINV_PARCEL_OUT_FOR_DELIVERY},
    {"AttemptFail", SALESINV_PARCEL_PROBLEM},
    {"Delivered", SALESINV_PARCEL_SIGNED},
    {"Exception", SALESINV_PARCEL_PROBLEM},
    {"Exception_003", SALESINV_PARCEL_REFUSED},         /* by the customer */
    {"Exception_004", SALESINV_PARCEL_CUSTOMS_PROBLEM}, /* delayed by customs */
    {"Exception_010", SALESINV_PARCEL_RETURNING},
    {"Exception_011", SALESINV_PARCEL_RETURN_SIGNED},
    {"Expired", SALESINV_PARCEL_PROBLEM},
};
static const sinv_status_table TABLE = SINV_STATUS_TABLE(rows);

static salesinv_status read_place(const sinv_payload_reader *reader,
                                  const sinv_json *item, const char **out)
{
    /* Names of countries changed with the version of the API. */
    static const char *const keys[] = {"city", "state", "country_name",
                                       "country_region_name"};
    salesinv_status rc =
        sinv_payload_text(reader, item, "location", SINV_TRACE_PLACE_MAX, out);

    if (rc != SALESINV_OK || *out)
        return rc;
    return sinv_payload_join(reader, item, keys, sizeof(keys) / sizeof(keys[0]), out);
}

static salesinv_status read_status(const sinv_payload_reader *reader,
                                   const sinv_json *object, int32_t *out_state,
                                   const char **out_status)
{
    const char *tag;
    const char *subtag;
    salesinv_status rc;

    if ((rc = sinv_payload_text(reader, object, "tag", SINV_TRACE_STATUS_MAX, &tag)) !=
            SALESINV_OK ||
        (rc = sinv_payload_text(reader, object, "subtag", SINV_TRACE_STATUS_MAX,
                                &subtag)) != SALESINV_OK)
        return rc;
    *out_state = sinv_status_state(&TABLE, subtag, tag);
    *out_status = subtag ? subtag : tag;
    return SALESINV_OK;
}

static salesinv_status read_checkpoint(sinv_payload_reader *reader,
                                       const sinv_json *item)
{
    sinv_trace_entry entry = {0};
    salesinv_status rc;

    if ((rc = sinv_payload_time(reader, item, "checkpoint_time", "Z", &entry.at)) !=
            SALESINV_OK ||
        (rc = read_status(reader, item, &entry.state, &entry.status)) != SALESINV_OK ||
        (rc = read_place(reader, item, &entry.place)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, item, "message", SINV_TRACE_TEXT_MAX,
                                &entry.text)) != SALESINV_OK)
        return rc;
    return sinv_payload_add(reader, &entry);
}

/* The API's envelope says whether there is an answer at all. */
static salesinv_status check_meta(const sinv_payload_reader *reader,
                                  const sinv_json *root)
{
    const sinv_json *meta = sinv_payload_member(root, "meta");
    const sinv_json *code = sinv_payload_member(meta, "code");
    const char *number;
    const char *text;
    salesinv_status rc;

    if (!code ||
        (sinv_json_int(code) >= 200 && sinv_json_int(code) < 300)) /* as HTTP's */
        return SALESINV_OK;
    if ((rc = sinv_payload_text(reader, meta, "code", SINV_TRACE_STATUS_MAX,
                                &number)) != SALESINV_OK ||
        (rc = sinv_payload_text(reader, meta, "message", SINV_TRACE_STATUS_MAX,
                                &text)) != SALESINV_OK)
        return rc;
    return sinv_payload_refused(reader, number, text);
}

salesinv_status sinv_payload_aftership(sinv_payload_reader *reader,
                                       const sinv_json *root)
{
    static const char *const envelopes[] = {"msg", "data", "tracking"};
    const sinv_json *tracking = root;
    salesinv_status rc = check_meta(reader, root);

    for (size_t i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
        const sinv_json *inner = sinv_payload_member(tracking, envelopes[i]);

        if (!inner || sinv_json_type_of(inner) != SINV_JSON_OBJECT)
            continue;
        tracking = inner;
        sinv_payload_enter(reader, envelopes[i]);
    }
    if (rc != SALESINV_OK ||
        (rc = sinv_payload_check_number(reader, tracking, "tracking_number")) !=
            SALESINV_OK ||
        (rc = read_status(reader, tracking, &reader->state, &reader->status)) !=
            SALESINV_OK)
        return rc;
    return sinv_payload_each(reader, tracking, "checkpoints", read_checkpoint);
}
