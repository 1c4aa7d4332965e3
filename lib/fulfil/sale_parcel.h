/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_SALE_PARCEL_H
#define SINV_FULFIL_SALE_PARCEL_H

/* The parcel that an ERP reports with an outbound order: it is one of the notice's, whose receipt it may confirm. */
#include "document/doc.h"

/** Give the notice, which the caller stores, the parcel that the outbound order names now instead of that of doc->before. */
salesinv_status sinv_sale_follow_parcel(sinv_txn *txn, const sinv_doc *doc,
                                        sinv_doc *notice);
/** Take the parcel that the outbound order names from the notice, which the caller stores. */
salesinv_status sinv_sale_drop_parcel(sinv_txn *txn, const sinv_doc *doc,
                                      sinv_doc *notice);
/** As follow, and store the notice: of an order whose goods are the same. */
salesinv_status sinv_sale_relabel(sinv_txn *txn, const sinv_doc *doc);

#endif
