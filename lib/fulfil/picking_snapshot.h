/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PICKING_SNAPSHOT_H
#define SINV_FULFIL_PICKING_SNAPSHOT_H

/* Inside of a snapshot of a picking proposal: one block, tied to the heap alone. */
#include "base/alloc.h"
#include "inventory/serial_text.h"
#include "salesinv/picking.h"

typedef struct sinv_picking_line {
    int64_t line;
    salesinv_id product;
    salesinv_qty wanted;
    salesinv_qty missing;
} sinv_picking_line;

typedef struct sinv_picking_entry {
    int32_t line;
    bool is_expired;
    salesinv_id bin;
    salesinv_id batch;
    salesinv_qty qty;
    salesinv_time arrived_at;
    char serial[SINV_SERIAL_TEXT_MAX + 1]; /* "": none */
} sinv_picking_entry;

struct salesinv_picking {
    sinv_heap *heap; /* a reference */
    salesinv_id warehouse;
    int32_t line_count;
    int32_t count;
    sinv_picking_line *lines;
    sinv_picking_entry entries[];
};

#endif
