/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PICKING_HELD_H
#define SINV_FULFIL_PICKING_HELD_H

/*
 * What shipments in approval, and outbound orders in approval that are made from notices, name while their orders' freezes, which name no bin and no batch, cover it. Stock by bin and batch does
 * not know of it.
 */
#include "inventory/picking.h"

/** Append what is held of the wanted products in a warehouse; serials say themselves that they are on their way out. */
salesinv_status sinv_pick_list_held(sinv_txn *txn, salesinv_id warehouse,
                                    const sinv_pick_wants *wants, sinv_pick_helds *out);

#endif
