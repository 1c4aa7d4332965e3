/* SPDX-License-Identifier: Apache-2.0 */
/* Exported reading of a picking proposal. */
#include "fulfil/picking_snapshot.h"

static const sinv_picking_line *line_at(const salesinv_picking *picking, int32_t index)
{
    return picking && index >= 0 && index < picking->line_count ? &picking->lines[index]
                                                                : NULL;
}

static const sinv_picking_entry *entry_at(const salesinv_picking *picking,
                                          int32_t index)
{
    return picking && index >= 0 && index < picking->count ? &picking->entries[index]
                                                           : NULL;
}

salesinv_id salesinv_picking_warehouse(const salesinv_picking *picking)
{
    return picking ? picking->warehouse : 0;
}

int32_t salesinv_picking_line_count(const salesinv_picking *picking)
{
    return picking ? picking->line_count : 0;
}

salesinv_id salesinv_picking_line_id(const salesinv_picking *picking, int32_t index)
{
    const sinv_picking_line *line = line_at(picking, index);

    return line ? line->line : 0;
}

salesinv_id salesinv_picking_line_product(const salesinv_picking *picking,
                                          int32_t index)
{
    const sinv_picking_line *line = line_at(picking, index);

    return line ? line->product : 0;
}

salesinv_qty salesinv_picking_line_wanted(const salesinv_picking *picking,
                                          int32_t index)
{
    const sinv_picking_line *line = line_at(picking, index);

    return line ? line->wanted : 0;
}

salesinv_qty salesinv_picking_line_missing(const salesinv_picking *picking,
                                           int32_t index)
{
    const sinv_picking_line *line = line_at(picking, index);

    return line ? line->missing : 0;
}

int32_t salesinv_picking_count(const salesinv_picking *picking)
{
    return picking ? picking->count : 0;
}

int32_t salesinv_picking_line(const salesinv_picking *picking, int32_t index)
{
    const sinv_picking_entry *entry = entry_at(picking, index);

    return entry ? entry->line : -1;
}

salesinv_id salesinv_picking_bin(const salesinv_picking *picking, int32_t index)
{
    const sinv_picking_entry *entry = entry_at(picking, index);

    return entry ? entry->bin : 0;
}

salesinv_id salesinv_picking_batch(const salesinv_picking *picking, int32_t index)
{
    const sinv_picking_entry *entry = entry_at(picking, index);

    return entry ? entry->batch : 0;
}

salesinv_qty salesinv_picking_qty(const salesinv_picking *picking, int32_t index)
{
    const sinv_picking_entry *entry = entry_at(picking, index);

    return entry ? entry->qty : 0;
}

const char *salesinv_picking_serial(const salesinv_picking *picking, int32_t index)
{
    const sinv_picking_entry *entry = entry_at(picking, index);

    return entry && *entry->serial ? entry->serial : NULL;
}

salesinv_time salesinv_picking_arrived_at(const salesinv_picking *picking,
                                          int32_t index)
{
    const sinv_picking_entry *entry = entry_at(picking, index);

    return entry ? entry->arrived_at : SALESINV_TIME_NONE;
}

int32_t salesinv_picking_is_expired(const salesinv_picking *picking, int32_t index)
{
    const sinv_picking_entry *entry = entry_at(picking, index);

    return entry && entry->is_expired;
}

void salesinv_picking_free(salesinv_picking *picking)
{
    sinv_heap *heap;

    if (!picking)
        return;
    heap = picking->heap;
    sinv_free(heap, picking);
    sinv_heap_unref(heap);
}
