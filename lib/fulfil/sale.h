/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_SALE_H
#define SINV_FULFIL_SALE_H

/*
 * What the check of an outbound order made from a shipping notice finds out and its apply then carries out.
 * Kept in doc->plan.
 */
#include "fulfil/dispatch.h"
#include "fulfil/notice.h"
#include "fulfil/outbound.h"

typedef struct sinv_sale_plan {
    sinv_dispatch out;
    sinv_doc *notice;
    uint32_t *notice_lines; /* per line of the outbound order: index in notice->lines */
} sinv_sale_plan;

/** The document's plan, made at the first call: loads the notice and its orders, finds their lines. */
salesinv_status sinv_sale_plan_get(sinv_txn *txn, sinv_doc *doc, sinv_sale_plan **out);

/**
 * Likewise while the order is being written: SOURCE_REQUIRED unless a notice is named; a new order without lines gets all that the
 * notice still waits for.
 */
salesinv_status sinv_sale_plan_populate(sinv_txn *txn, sinv_doc *doc,
                                        sinv_sale_plan **out);

#endif
