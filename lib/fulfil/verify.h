/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_VERIFY_H
#define SINV_FULFIL_VERIFY_H

#include "document/verify.h"

/** I6: what notices count against the outbound orders made from them, and what orders count as noticed against the notices. */
salesinv_status sinv_verify_notices(sinv_verify *verify);
/** I22: documents of an ERP's goods move nothing here. */
salesinv_status sinv_verify_origins(sinv_verify *verify);
/** I15: a shipment's own parcel is what it says, and every parcel's state is what its trace says. */
salesinv_status sinv_verify_parcels(sinv_verify *verify);

#endif
