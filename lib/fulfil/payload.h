/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PAYLOAD_H
#define SINV_FULFIL_PAYLOAD_H

/*
 * What carriers report, read into entries of one shape. Each format has a file with its table of statuses and
 * the few lines that know where things are; this is what they share.
 *
 * Statuses that no table knows are in transit, with the carrier's word kept: carriers add statuses, and a report must not be
 * lost for that. A value of a wrong type, a missing or impossible time, another parcel's number: CONNECTOR_MALFORMED, the
 * error's field is its path. A report that says it is a refusal: CONNECTOR_REFUSED.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/json.h"
#include "salesinv/tracking.h"

enum {
    SINV_TRACE_PAYLOAD_MAX = 1000, /* entries of one payload */
    SINV_TRACE_STATUS_MAX = 128,   /* bytes; longer texts are cut */
    SINV_TRACE_PLACE_MAX = 256,
    SINV_TRACE_TEXT_MAX = 1024
};

/** One thing that happened to a parcel. */
typedef struct sinv_trace_entry {
    salesinv_time at;
    int32_t state; /* SALESINV_PARCEL_*; UNKNOWN: the carrier gives no state for it */
    const char *status; /* the carrier's word, NULL: none */
    const char *place;  /* NULL: none */
    const char *text;   /* NULL: none */
} sinv_trace_entry;

/** All that a payload says, in the order of the carrier's time. Lives in the reader's arena. */
typedef struct sinv_trace_entries {
    sinv_trace_entry *items;
    uint32_t count;
    uint32_t capacity;
} sinv_trace_entries;

/** What is read, and where it goes. */
typedef struct sinv_payload_source {
    sinv_err *err;
    sinv_arena *arena;
    salesinv_payload_format format;
    const char *bytes;
    size_t size;
    const char *tracking_number; /* the parcel it must be about */
    salesinv_time now;           /* a report from the future is none */
} sinv_payload_source;

/** Read it. CONNECTOR_MALFORMED, CONNECTOR_REFUSED, ARG for an unknown format, NOMEM. */
salesinv_status sinv_payload_read(const sinv_payload_source *source,
                                  sinv_trace_entries *out);

/** True for a state after which nothing more is expected. */
static inline bool sinv_parcel_is_final(int64_t state)
{
    return state == SALESINV_PARCEL_SIGNED || state == SALESINV_PARCEL_RETURN_SIGNED ||
           state == SALESINV_PARCEL_REFUSED;
}

/** True for a value of SALESINV_PARCEL_* other than UNKNOWN. */
static inline bool sinv_parcel_is_state(int64_t state)
{
    return (state >= SALESINV_PARCEL_IN_TRANSIT &&
            state <= SALESINV_PARCEL_FORWARDED) ||
           (state >= SALESINV_PARCEL_AWAITING_CUSTOMS &&
            state <= SALESINV_PARCEL_REFUSED);
}

/* ---- for the formats ---- */

enum { SINV_PAYLOAD_PATH_MAX = 112 };

typedef struct sinv_payload_reader {
    const sinv_payload_source *source;
    sinv_trace_entries *entries;
    char path[SINV_PAYLOAD_PATH_MAX]; /* of the object being read, "" for the root */
    bool is_newest_first;
    int32_t
        state; /* of the parcel as a whole, for entries without one; UNKNOWN: none */
    const char *status; /* likewise, the carrier's word */
} sinv_payload_reader;

/** A row of a format's table. */
typedef struct sinv_status_row {
    const char *status;
    int32_t state;
} sinv_status_row;

typedef struct sinv_status_table {
    const sinv_status_row *rows;
    size_t count;
} sinv_status_table;
#define SINV_STATUS_TABLE(rows)                                                        \
    {                                                                                  \
        rows, sizeof(rows) / sizeof((rows)[0])                                         \
    }

/** The state of a status, UNKNOWN if the table has it not or it is NULL. */
int32_t sinv_status_find(const sinv_status_table *table, const char *status);
/** Fine first, then coarse; in transit for what the table has not; UNKNOWN when both are NULL. */
int32_t sinv_status_state(const sinv_status_table *table, const char *fine,
                          const char *coarse);

/** CONNECTOR_MALFORMED at the path, behind which `key` (may be NULL) is put. */
salesinv_status sinv_payload_malformed(const sinv_payload_reader *reader,
                                       const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** CONNECTOR_REFUSED with the carrier's own code and text. */
salesinv_status sinv_payload_refused(const sinv_payload_reader *reader,
                                     const char *vendor_code, const char *text);

/** A member, NULL if it is absent or null, or `object` is NULL or no object. */
const sinv_json *sinv_payload_member(const sinv_json *object, const char *key);
/** A member that must be an object if it is there; CONNECTOR_MALFORMED. */
salesinv_status sinv_payload_object(const sinv_payload_reader *reader,
                                    const sinv_json *object, const char *key,
                                    const sinv_json **out);
/** A text member, cut at `max` bytes; integers are taken as texts. NULL: absent, null or empty. */
salesinv_status sinv_payload_text(const sinv_payload_reader *reader,
                                  const sinv_json *object, const char *key, size_t max,
                                  const char **out);
/** Texts of several members, with ", " between them, as far as they are there. */
salesinv_status sinv_payload_join(const sinv_payload_reader *reader,
                                  const sinv_json *object, const char *const *keys,
                                  size_t key_count, const char **out);
/**
 * A time: RFC 3339, also with a blank for the T, and in `zone` ("Z", "+08:00") when it names none. Required, not before 2000 nor
 * more than a day ahead.
 */
salesinv_status sinv_payload_time(const sinv_payload_reader *reader,
                                  const sinv_json *object, const char *key,
                                  const char *zone, salesinv_time *out);
/** The required member `key` must name the parcel that was asked for, whatever the case of its letters. */
salesinv_status sinv_payload_check_number(const sinv_payload_reader *reader,
                                          const sinv_json *object, const char *key);
bool sinv_payload_same_number(const char *a, const char *b);

/** Append an entry. CONNECTOR_MALFORMED above the limit, NOMEM. */
salesinv_status sinv_payload_add(sinv_payload_reader *reader,
                                 const sinv_trace_entry *entry);
typedef salesinv_status (*sinv_payload_item)(sinv_payload_reader *reader,
                                             const sinv_json *item);
/** Call `read` with each object of the array member `key`; absent and null are empty. Sets the path. */
salesinv_status sinv_payload_each(sinv_payload_reader *reader, const sinv_json *object,
                                  const char *key, sinv_payload_item read);
/** Append ".key" to the path. */
void sinv_payload_enter(sinv_payload_reader *reader, const char *key);

salesinv_status sinv_payload_aftership(sinv_payload_reader *reader,
                                       const sinv_json *root);
salesinv_status sinv_payload_17track(sinv_payload_reader *reader,
                                     const sinv_json *root);
salesinv_status sinv_payload_easypost(sinv_payload_reader *reader,
                                      const sinv_json *root);
salesinv_status sinv_payload_kuaidi100(sinv_payload_reader *reader,
                                       const sinv_json *root);

#endif
