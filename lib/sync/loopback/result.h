/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_LOOPBACK_RESULT_H
#define SINV_SYNC_LOOPBACK_RESULT_H

/*
 * What a result does to the stock figures that the ERP has: one sum for each stock record. A figure that it does not have is none of
 * its concern.
 */
#include "sync/loopback/loopback.h"

typedef struct sinv_posting {
    char *stock; /* id of the record */
    int64_t qty;
} sinv_posting;

typedef struct sinv_postings {
    sinv_posting *items;
    uint32_t count;
    uint32_t capacity;
} sinv_postings;

/** Add to the sum of a record; `stock` is the postings' from then on, NULL answers NOMEM. OVERFLOW. */
salesinv_status sinv_postings_add(salesinv_loopback *erp, sinv_postings *postings,
                                  char *stock, int64_t qty);
/** As JSON, e.g. {"M-77/W1":"-6"}, and what a result wrote so, taken off again. */
void sinv_postings_write(const sinv_postings *postings, sinv_buf *to);
salesinv_status sinv_postings_take_back(salesinv_loopback *erp, sinv_postings *postings,
                                        const sinv_entry *result);
/** Change the records. INSUFFICIENT_STOCK when less would be there than nothing; OVERFLOW. */
salesinv_status sinv_postings_apply(sinv_changes *changes,
                                    const sinv_postings *postings);
void sinv_postings_free(salesinv_loopback *erp, sinv_postings *postings);

#endif
