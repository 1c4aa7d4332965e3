/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_VERIFY_H
#define SINV_RETURNS_VERIFY_H

#include "document/verify.h"

/** I6, I7: counters of order and shipment lines against the documents that moved them. */
salesinv_status sinv_verify_counters(sinv_verify *verify);
/** I7: what returns say of their lines against what is booked of these. */
salesinv_status sinv_verify_returns(sinv_verify *verify);
/** I7, by batch. */
salesinv_status sinv_verify_batches(sinv_verify *verify);

#endif
