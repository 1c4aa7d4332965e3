/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SERIAL_SET_H
#define SINV_INVENTORY_SERIAL_SET_H

/*
 * A set of serials as sorted ranges without overlaps. Fill it in any order, then close it:
 * that sorts, refuses serials named twice and joins adjacent ranges. Everything that takes a
 * set wants a closed one. Memory comes from the arena given at the start.
 */
#include "inventory/serial_text.h"

typedef struct sinv_serial_set {
    sinv_err *err;
    sinv_arena *arena;
    const char *field; /* input named in errors; borrowed */
    sinv_serial_range *items;
    uint32_t count;
    uint32_t capacity;
    int64_t total; /* serials in it */
    bool is_closed;
} sinv_serial_set;

void sinv_serial_set_init(sinv_serial_set *set, sinv_err *err, sinv_arena *arena,
                          const char *field);

/** Add one serial; TEXT. */
salesinv_status sinv_serial_set_add_text(sinv_serial_set *set, const char *text);
/** Add first..last, both included; TEXT, SERIAL_RANGE. */
salesinv_status sinv_serial_set_add_range(sinv_serial_set *set, const char *first,
                                          const char *last);
/** Add `count` serials from `first`; TEXT, SERIAL_RANGE. */
salesinv_status sinv_serial_set_add_count(sinv_serial_set *set, const char *first,
                                          int64_t count);
/** Add a range; its prefix is copied. */
salesinv_status sinv_serial_set_add(sinv_serial_set *set,
                                    const sinv_serial_range *range);
/** Add one entry of a list: a serial or a range; TEXT, SERIAL_RANGE. */
salesinv_status sinv_serial_set_add_entry(sinv_serial_set *set,
                                          const sinv_draft_serial *entry);
/** Add what a draft names on one line. */
salesinv_status sinv_serial_set_add_draft(sinv_serial_set *set,
                                          const sinv_draft_line *line);

/** Sort, refuse what is named twice (SERIAL_DUPLICATE with the serial), join adjacent ranges. */
salesinv_status sinv_serial_set_close(sinv_serial_set *set);

/** Put into `out` (initialised, empty), closed, what of one closed set is not in another. */
salesinv_status sinv_serial_set_subtract(const sinv_serial_set *from,
                                         const sinv_serial_set *what,
                                         sinv_serial_set *out);

/** SERIAL_REQUIRED or SERIAL_COUNT unless the set names exactly `qty` (whole units); details wanted, named. */
salesinv_status sinv_serial_set_expect(const sinv_serial_set *set, salesinv_qty qty);

#endif
