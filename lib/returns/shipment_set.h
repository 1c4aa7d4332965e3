/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_SHIPMENT_SET_H
#define SINV_RETURNS_SHIPMENT_SET_H

/* The shipments that one return looks at, each loaded once; those whose counters change are stored, in the order of their ids. */
#include "fulfil/shipment.h"

typedef struct sinv_shipment_in_use {
    sinv_doc *shipment;
    bool is_changed;
} sinv_shipment_in_use;

typedef struct sinv_shipment_set {
    sinv_shipment_in_use *items; /* in the order of ids */
    uint32_t count;
    uint32_t capacity;
} sinv_shipment_set;

/** The shipment with this id, loaded at the first call; NOT_FOUND names `field`. */
salesinv_status sinv_shipment_set_get(sinv_txn *txn, sinv_shipment_set *set,
                                      salesinv_id id, const char *field,
                                      sinv_doc **out);

/** The shipment line with this line id, named in "shipment_line" of line `place`; NOT_FOUND. */
salesinv_status sinv_shipment_set_find(sinv_txn *txn, sinv_shipment_set *set,
                                       int64_t line, int32_t place, sinv_doc **out,
                                       uint32_t *out_index);

/** Add to a counter of a line of one of them. */
void sinv_shipment_set_count(sinv_shipment_set *set, sinv_doc *shipment, uint32_t index,
                             int32_t column, int64_t delta);

/** Store those that changed with this event. */
salesinv_status sinv_shipment_set_store(sinv_txn *txn, const sinv_shipment_set *set,
                                        int32_t event);

#endif
