/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_VERIFY_H
#define SINV_INVENTORY_VERIFY_H

#include "document/verify.h"

/** I1, I2, I3: balances against movements and freezes, product by product. */
salesinv_status sinv_verify_stock(sinv_verify *verify);
/** I4, I5, I14: runs, their number against on hand, and their chains of events. */
salesinv_status sinv_verify_serials(sinv_verify *verify);
/** I16: totals of an ERP that are sums, against their bins and batches. */
salesinv_status sinv_verify_synced(sinv_verify *verify);

#endif
