/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_VERIFY_H
#define SINV_SALES_VERIFY_H

#include "document/verify.h"

/** I13: component lines against the kits they belong to. */
salesinv_status sinv_verify_kits(sinv_verify *verify);

#endif
