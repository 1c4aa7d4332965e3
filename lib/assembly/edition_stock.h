/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_ASSEMBLY_EDITION_STOCK_H
#define SINV_ASSEMBLY_EDITION_STOCK_H

/* What a switch back to our own stock does to stock: the ledger begins anew, with nothing in it. */
#include "core/txn.h"

/**
 * Write off all that the ledger has on hand, under one outbound order per warehouse (several of a large one) with this reason, and take
 * the serials that are in stock, ours or by the ERP's word, out of it: they are unused, so that inbound orders may name them again. Nothing
 * may be frozen or promised.
 */
salesinv_status sinv_edition_write_off(sinv_txn *txn, const char *reason);

#endif
