/* SPDX-License-Identifier: Apache-2.0 */
/* The serials that document lines name, as rows of LINE_SERIAL. */
#include "inventory/line_serial.h"

enum { POLL_EVERY = 4096 };

static salesinv_status key_row(sinv_txn *txn, int64_t line, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_LINE_SERIAL, out);

    if (rc == SALESINV_OK)
        sinv_row_set_int(*out, SINV_LINE_SERIAL_LINE, line);
    return rc;
}

static sinv_serial_range range_of(const sinv_row *row)
{
    return (sinv_serial_range){
        .prefix = sinv_row_text(row, SINV_LINE_SERIAL_PREFIX),
        .prefix_size = (uint32_t)sinv_row_size(row, SINV_LINE_SERIAL_PREFIX),
        .width = (int32_t)sinv_row_int(row, SINV_LINE_SERIAL_WIDTH),
        .first = sinv_row_int(row, SINV_LINE_SERIAL_FIRST),
        .count = sinv_row_int(row, SINV_LINE_SERIAL_COUNT)};
}

static salesinv_status fill(sinv_txn *txn, int64_t line, const sinv_serial_range *range,
                            sinv_row *row)
{
    sinv_row_clear(row);
    sinv_row_set_int(row, SINV_LINE_SERIAL_TENANT, txn->tenant);
    sinv_row_set_int(row, SINV_LINE_SERIAL_LINE, line);
    sinv_row_set_int(row, SINV_LINE_SERIAL_WIDTH, range->width);
    sinv_row_set_int(row, SINV_LINE_SERIAL_FIRST, range->first);
    sinv_row_set_int(row, SINV_LINE_SERIAL_COUNT, range->count);
    if (salesinv_row_put_text(row, SINV_LINE_SERIAL_PREFIX, range->prefix,
                              range->prefix_size) != SALESINV_OK)
        return sinv_txn_nomem(txn);
    return SALESINV_OK;
}

static salesinv_status collect(sinv_txn *txn, int64_t line, sinv_serial_set *out)
{
    sinv_range range = {.prefix = SINV_LINE_SERIAL_LINE + 1};
    int64_t count = 0;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = key_row(txn, line, &row);

    range.from = row;
    if (rc != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_LINE_SERIAL, &range, &scan)) != SALESINV_OK)
        return rc;
    while (rc >= SALESINV_OK && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        sinv_serial_range next = range_of(row);
        rc = sinv_serial_set_add(out, &next);
        if (rc == SALESINV_OK && ++count % POLL_EVERY == 0)
            rc = sinv_txn_poll(txn, count, 0);
    }
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_line_serial_load(sinv_txn *txn, int64_t line, sinv_serial_set *out)
{
    salesinv_status rc = collect(txn, line, out);

    return rc == SALESINV_OK ? sinv_serial_set_close(out) : rc;
}

/* One range as a run without facts, its prefix in the arena. */
static salesinv_status append(sinv_txn *txn, const sinv_row *row, sinv_serial_runs *out)
{
    sinv_serial_range range = range_of(row);
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc != SALESINV_OK)
        return rc;
    range.prefix = sinv_arena_text(txn->arena, range.prefix, range.prefix_size);
    if (!range.prefix)
        return sinv_txn_nomem(txn);
    out->items[out->count++] = (sinv_serial_run){.range = range};
    return SALESINV_OK;
}

salesinv_status sinv_line_serial_page(sinv_txn *txn, int64_t line,
                                      const sinv_serial_range *after, uint32_t limit,
                                      sinv_serial_runs *out)
{
    sinv_range range = {.prefix = SINV_LINE_SERIAL_LINE + 1, .limit = limit};
    sinv_row *key;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = key_row(txn, line, &key)) != SALESINV_OK ||
        (rc = key_row(txn, line, &row)) != SALESINV_OK ||
        (after && (rc = fill(txn, line, after, key)) != SALESINV_OK))
        return rc;
    range.from = key;
    range.from_count = after ? 3 : 0; /* prefix, width, first */
    range.flags = after ? (uint32_t)SALESINV_SCAN_AFTER : 0;
    if ((rc = sinv_scan_start(txn, SINV_T_LINE_SERIAL, &range, &scan)) != SALESINV_OK)
        return rc;
    while (rc >= SALESINV_OK && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        rc = append(txn, row, out);
    sinv_scan_close(&scan);
    return rc;
}

/* Remove or insert the row of each range. */
static salesinv_status write_ranges(sinv_txn *txn, int64_t line,
                                    const sinv_serial_set *set, bool is_removal)
{
    sinv_row *row;
    salesinv_status rc = key_row(txn, line, &row);

    for (uint32_t i = 0; i < set->count && rc == SALESINV_OK; i++) {
        if ((rc = fill(txn, line, &set->items[i], row)) != SALESINV_OK)
            return rc;
        rc = is_removal ? sinv_txn_remove(txn, row) : sinv_txn_insert(txn, row);
        if (rc == SALESINV_E_NOT_FOUND || rc == SALESINV_E_EXISTS)
            return sinv_txn_internal(txn, "the serials of line %lld changed (%d)",
                                     (long long)line, rc);
        if (rc == SALESINV_OK && (i + 1) % POLL_EVERY == 0)
            rc = sinv_txn_poll(txn, i + 1, set->count);
    }
    return rc;
}

salesinv_status sinv_line_serial_remove(sinv_txn *txn, int64_t line)
{
    sinv_serial_set stored;
    salesinv_status rc;

    sinv_serial_set_init(&stored, txn->err, txn->arena, NULL);
    rc = collect(txn, line, &stored);
    return rc == SALESINV_OK ? write_ranges(txn, line, &stored, true) : rc;
}

salesinv_status sinv_line_serial_store(sinv_txn *txn, int64_t line,
                                       const sinv_serial_set *set)
{
    salesinv_status rc;

    if (!set->is_closed)
        return sinv_txn_internal(txn, "a set of serials was not closed");
    rc = sinv_line_serial_remove(txn, line);
    return rc == SALESINV_OK ? write_ranges(txn, line, set, false) : rc;
}
