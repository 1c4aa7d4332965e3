/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PARCEL_H
#define SINV_FULFIL_PARCEL_H

/*
 * Parcels of shipments and their traces, as rows. Parcel 1 is what the shipment's own carrier and tracking number say and follows
 * them; further ones have numbers that are never given twice. A parcel is named elsewhere as a line is: shipment << 16 | number.
 *
 * A trace only grows: what was reported is never reported again. The present state is the latest by the carrier's time;
 * an entry with a final state ends this, whenever it comes, and the first of them stays.
 */
#include "document/doc.h"
#include "fulfil/payload.h"

enum {
    SINV_PARCELS_MAX = 100,     /* of one shipment */
    SINV_TRACE_MAX = 5000,      /* entries of one parcel */
    SINV_PARCEL_OF_SHIPMENT = 1 /* the number of the shipment's own */
};

/** SINV_PARCEL_ASK_AT of a parcel that reached a final state. */
#define SINV_ASK_NEVER INT64_MAX

typedef struct sinv_parcels {
    sinv_row **rows;
    uint32_t count;
    uint32_t capacity;
} sinv_parcels;

/** A trace as stored, in the order in which it was reported. */
typedef struct sinv_trace {
    sinv_trace_entry *items;
    uint32_t count;
    uint32_t capacity;
} sinv_trace;

static inline int64_t sinv_parcel_line(const sinv_row *parcel)
{
    return sinv_line_id(sinv_row_int(parcel, SINV_PARCEL_SHIPMENT),
                        sinv_row_int(parcel, SINV_PARCEL_NUMBER));
}
/** SALESINV_PARCEL_*, UNKNOWN before the first report. */
static inline int32_t sinv_parcel_state(const sinv_row *parcel)
{
    return sinv_row_is_null(parcel, SINV_PARCEL_STATE)
               ? SALESINV_PARCEL_UNKNOWN
               : (int32_t)sinv_row_int(parcel, SINV_PARCEL_STATE);
}

/** All parcels of a shipment, by number. */
salesinv_status sinv_parcels_load(sinv_txn *txn, salesinv_id shipment,
                                  sinv_parcels *out);
/** One of them; NOT_FOUND without an error text. */
salesinv_status sinv_parcel_get(sinv_txn *txn, salesinv_id shipment, int64_t number,
                                sinv_row **out);
/** All parcels with this tracking number, of all shipments. */
salesinv_status sinv_parcels_find(sinv_txn *txn, const char *tracking_number,
                                  sinv_parcels *out);
salesinv_status sinv_trace_load(sinv_txn *txn, const sinv_row *parcel, sinv_trace *out);

/** The hook of shipments that are written: parcel 1 follows their carrier and tracking number. EXISTS. */
salesinv_status sinv_parcel_follow(sinv_txn *txn, sinv_doc *shipment);

/** EXISTS when another parcel of the shipment than `number` has this carrier and tracking number. */
salesinv_status sinv_parcel_check_free(sinv_txn *txn, salesinv_id shipment,
                                       int64_t number, const char *carrier,
                                       const char *tracking_number);
/** `carrier` may be NULL. */
salesinv_status sinv_parcel_insert(sinv_txn *txn, salesinv_id shipment, int64_t number,
                                   const char *carrier, const char *tracking_number);
/** With its trace. */
salesinv_status sinv_parcel_remove(sinv_txn *txn, const sinv_row *parcel);

/** Give a shipment, which the caller stores, one parcel more. EXISTS, OVERFLOW. `carrier` may be NULL. */
salesinv_status sinv_parcel_add(sinv_txn *txn, sinv_doc *shipment, const char *carrier,
                                const char *tracking_number, int32_t *out_number);
/** Take a parcel from a shipment, which the caller stores. */
salesinv_status sinv_parcel_take(sinv_txn *txn, sinv_doc *shipment,
                                 const sinv_row *parcel);

/** What a report adds to a parcel. */
typedef struct sinv_parcel_news {
    sinv_row *parcel;
    sinv_trace_entries added;
    int32_t state; /* after it */
    salesinv_time state_at;
} sinv_parcel_news;

/** Compare a report with what is known; writes nothing. OVERFLOW. */
salesinv_status sinv_parcel_compare(sinv_txn *txn, sinv_row *parcel,
                                    const sinv_trace_entries *reported,
                                    sinv_parcel_news *out);
/** Store it: also that the parcel was answered for now. */
salesinv_status sinv_parcel_store_news(sinv_txn *txn, const sinv_parcel_news *news);

#endif
