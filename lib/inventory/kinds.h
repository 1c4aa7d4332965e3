/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_KINDS_H
#define SINV_INVENTORY_KINDS_H

/* The kinds of the inventory, for assembly's table. */
#include "document/kind.h"

extern const sinv_kind sinv_warehouse_kind;
extern const sinv_kind sinv_bin_kind;
extern const sinv_kind sinv_batch_kind;
extern const sinv_kind sinv_inbound_kind;

#endif
