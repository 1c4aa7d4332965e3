/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_ASSEMBLY_ASSEMBLY_H
#define SINV_ASSEMBLY_ASSEMBLY_H

#include "document/doc.h"
#include "document/verify.h"
#include "inventory/verify.h"
#include "returns/verify.h"

/** I21. */
salesinv_status sinv_verify_edition(sinv_verify *verify);

/** Everything the library is made of (static). */
const sinv_assembly *sinv_assembly_get(void);

#endif
