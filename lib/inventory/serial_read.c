/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading which stored runs make up a set. One exact probe answers for the everyday case, a
 * range that begins where a run begins; else the greatest run before it is asked, then the
 * runs behind it are walked. Two things are remembered, so that scattered serials cost less than
 * one probe each: the last run (many ranges within one), and after two gaps in a row the next
 * stored run (many new serials where nothing is stored).
 */
#include <string.h>

#include "inventory/run_row.h"

enum { POLL_EVERY = 4096 };

typedef struct run_reader {
    sinv_txn *txn;
    salesinv_id scope;
    sinv_serial_pieces *out;
    sinv_row *row;         /* the last run that was read */
    sinv_row *to;          /* a bound */
    bool has_run;          /* `run` and `facts` describe it */
    sinv_serial_range run; /* its prefix is that of the set's range */
    int64_t event;
    const sinv_serial_facts *facts; /* shared by pieces that are alike */
    /* Nothing is stored between the last range and this key. */
    bool has_next;
    bool is_next_end; /* there is no further run at all */
    sinv_serial_range next;
    char next_prefix[SINV_SERIAL_TEXT_MAX + 1];
    int32_t gaps; /* in a row */
} run_reader;

/* Append the numbers [from, to) like `range`, of the remembered run or of none. */
static salesinv_status append_piece(run_reader *reader, const sinv_serial_range *range,
                                    int64_t from, int64_t to, bool is_known)
{
    sinv_serial_pieces *out = reader->out;
    sinv_serial_piece *piece;
    salesinv_status rc = sinv_txn_grow(reader->txn, (void **)&out->items,
                                       sizeof(*out->items), out->count, &out->capacity);

    if (rc != SALESINV_OK)
        return rc;
    piece = &out->items[out->count++];
    *piece = (sinv_serial_piece){.range = *range};
    piece->range.first = from;
    piece->range.count = to - from;
    if (is_known) {
        piece->run_first = reader->run.first;
        piece->run_count = reader->run.count;
        piece->event = reader->event;
        piece->facts = reader->facts;
    }
    return SALESINV_OK;
}

/* Remember the run in the row; it is alike `range`. */
static salesinv_status take_run(run_reader *reader, const sinv_serial_range *range)
{
    sinv_serial_facts facts = sinv_run_facts(reader->row);
    sinv_serial_facts *kept;
    salesinv_status rc;

    reader->has_run = true;
    reader->run = *range;
    reader->run.first = sinv_row_int(reader->row, SINV_RUN_FIRST);
    reader->run.count = sinv_row_int(reader->row, SINV_RUN_COUNT);
    reader->event = sinv_row_int(reader->row, SINV_RUN_EVENT);
    if (reader->facts && sinv_run_is_same(reader->facts, &facts))
        return SALESINV_OK;
    rc = sinv_txn_alloc(reader->txn, sizeof(*kept), (void **)&kept);
    if (rc != SALESINV_OK)
        return rc;
    *kept = facts;
    reader->facts = kept;
    return SALESINV_OK;
}

static bool is_in_run(const run_reader *reader, const sinv_serial_range *range)
{
    return reader->has_run && sinv_serial_is_alike(&reader->run, range) &&
           reader->run.first <= range->first &&
           range->first < reader->run.first + reader->run.count;
}

/* Find the run that has the first serial of `range`: OK and remembered, or NOT_FOUND. */
static salesinv_status probe(run_reader *reader, const sinv_serial_range *range)
{
    sinv_range before = {.prefix = SINV_RUN_WIDTH + 1,
                         .from = reader->row,
                         .to = reader->row,
                         .to_count = 1,
                         .flags = SALESINV_SCAN_DESCENDING,
                         .limit = 1};
    sinv_scan scan;
    salesinv_status rc =
        sinv_run_key(reader->txn, reader->row, reader->scope, range, range->first);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_txn_get(reader->txn, reader->row);
    if (rc == SALESINV_OK)
        return take_run(reader, range);
    if (rc != SALESINV_E_NOT_FOUND || range->width == 0) /* a run of one: no other */
        return rc;
    rc = sinv_scan_start(reader->txn, SINV_T_RUN, &before, &scan);
    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, reader->row);
    sinv_scan_close(&scan);
    if (rc != SALESINV_ROW)
        return rc == SALESINV_OK ? SALESINV_E_NOT_FOUND : rc;
    if (sinv_row_int(reader->row, SINV_RUN_FIRST) +
            sinv_row_int(reader->row, SINV_RUN_COUNT) <=
        range->first)
        return SALESINV_E_NOT_FOUND;
    return take_run(reader, range);
}

/* Append the runs and gaps of [from, end of range): no run that begins before reaches there. */
static salesinv_status walk(run_reader *reader, const sinv_serial_range *range,
                            int64_t from)
{
    int64_t end = range->first + range->count;
    sinv_range within = {.prefix = SINV_RUN_WIDTH + 1, .from_count = 1, .to_count = 1};
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_run_key(reader->txn, reader->to, reader->scope, range, end - 1)) !=
            SALESINV_OK ||
        (rc = sinv_run_key(reader->txn, reader->row, reader->scope, range, from)) !=
            SALESINV_OK)
        return rc;
    within.from = reader->row;
    within.to = reader->to;
    rc = sinv_scan_start(reader->txn, SINV_T_RUN, &within, &scan);
    if (rc != SALESINV_OK)
        return rc;
    while (rc >= SALESINV_OK &&
           (rc = sinv_scan_next(&scan, reader->row)) == SALESINV_ROW) {
        int64_t stop;
        if ((rc = take_run(reader, range)) != SALESINV_OK)
            break;
        if (reader->run.first > from)
            rc = append_piece(reader, range, from, reader->run.first, false);
        stop = reader->run.first + reader->run.count;
        from = stop < end ? stop : end;
        if (rc == SALESINV_OK)
            rc = append_piece(reader, range, reader->run.first, from, true);
        if (rc == SALESINV_OK && reader->out->count % POLL_EVERY == 0)
            rc = sinv_txn_poll(reader->txn, reader->out->count, 0);
    }
    sinv_scan_close(&scan);
    if (rc == SALESINV_OK && from < end)
        rc = append_piece(reader, range, from, end, false);
    return rc;
}

/* Learn which run is stored next behind `range`. */
static salesinv_status look_ahead(run_reader *reader, const sinv_serial_range *range)
{
    sinv_range behind = {.prefix = SINV_RUN_SCOPE + 1,
                         .from = reader->row,
                         .from_count = 3, /* prefix, width, first */
                         .limit = 1};
    sinv_scan scan;
    salesinv_status rc =
        sinv_run_key(reader->txn, reader->row, reader->scope, range, range->first);

    if (rc != SALESINV_OK ||
        (rc = sinv_scan_start(reader->txn, SINV_T_RUN, &behind, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, reader->row);
    sinv_scan_close(&scan);
    if (rc < SALESINV_OK)
        return rc;
    reader->has_next = true;
    reader->is_next_end = rc == SALESINV_OK;
    if (reader->is_next_end)
        return SALESINV_OK;
    reader->next = sinv_run_range(reader->row);
    if (reader->next.prefix_size > SINV_SERIAL_TEXT_MAX)
        return sinv_txn_internal(reader->txn, "a serial run has a prefix of %u bytes",
                                 reader->next.prefix_size);
    memcpy(reader->next_prefix, reader->next.prefix, reader->next.prefix_size);
    reader->next.prefix = reader->next_prefix;
    return SALESINV_OK;
}

/* Is the whole range before the next stored run? Nothing before that one reaches it: ranges ascend. */
static bool is_before_next(const run_reader *reader, const sinv_serial_range *range)
{
    sinv_serial_range last = *range;

    if (!reader->has_next)
        return false;
    last.first += last.count - 1;
    return reader->is_next_end || sinv_serial_compare(&last, &reader->next) < 0;
}

static salesinv_status read_gap(run_reader *reader, const sinv_serial_range *range)
{
    salesinv_status rc =
        append_piece(reader, range, range->first, range->first + range->count, false);

    if (rc != SALESINV_OK || ++reader->gaps < 2)
        return rc;
    return look_ahead(reader, range);
}

static salesinv_status read_range(run_reader *reader, const sinv_serial_range *range)
{
    int64_t end = range->first + range->count;
    int64_t stop;
    salesinv_status rc = SALESINV_OK;

    if (is_before_next(reader, range))
        return append_piece(reader, range, range->first, end, false);
    reader->has_next = false;
    if (!is_in_run(reader, range))
        rc = probe(reader, range);
    if (rc == SALESINV_E_NOT_FOUND)
        return range->count == 1 ? read_gap(reader, range)
                                 : walk(reader, range, range->first);
    if (rc != SALESINV_OK)
        return rc;
    reader->gaps = 0;
    stop = reader->run.first + reader->run.count;
    rc = append_piece(reader, range, range->first, stop < end ? stop : end, true);
    return rc == SALESINV_OK && stop < end ? walk(reader, range, stop) : rc;
}

/* One block for the usual case, a piece a range: growing would leave the smaller ones behind. */
static salesinv_status reserve(sinv_txn *txn, const sinv_serial_set *set,
                               sinv_serial_pieces *out)
{
    salesinv_status rc;

    if (out->capacity != 0 || set->count == 0)
        return SALESINV_OK;
    rc = sinv_txn_alloc(txn, set->count * sizeof(*out->items), (void **)&out->items);
    if (rc == SALESINV_OK)
        out->capacity = set->count;
    return rc;
}

salesinv_status sinv_serial_read(sinv_txn *txn, salesinv_id scope,
                                 const sinv_serial_set *set, sinv_serial_pieces *out)
{
    run_reader reader = {.txn = txn, .scope = scope, .out = out};
    salesinv_status rc;

    if (!set->is_closed)
        return sinv_txn_internal(txn, "a set of serials was not closed");
    if ((rc = reserve(txn, set, out)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_RUN, &reader.row)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_RUN, &reader.to)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < set->count && rc == SALESINV_OK; i++) {
        rc = read_range(&reader, &set->items[i]);
        if (rc == SALESINV_OK && (i + 1) % POLL_EVERY == 0)
            rc = sinv_txn_poll(txn, i + 1, set->count);
    }
    return rc;
}
