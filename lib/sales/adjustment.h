/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_ADJUSTMENT_H
#define SINV_SALES_ADJUSTMENT_H

/* Frozen adjustments: documents that change what a submitted order has frozen, and nothing else of it. */
#include "document/doc.h"

extern const sinv_kind sinv_adjustment_kind;

#endif
