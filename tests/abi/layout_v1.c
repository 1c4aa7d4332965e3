/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The place of every member of the tables that hosts and providers fill. A failing line
 * means that programs compiled earlier call the wrong method: members are only ever
 * appended. tests/lint/check_layout.py demands a line for each member.
 */
#include "salesinv/sync_run.h"
#include "salesinv/sys/allocator.h"
#include "salesinv/sys/carrier.h"
#include "salesinv/sys/clock.h"
#include "salesinv/sys/connector.h"
#include "salesinv/sys/storage.h"

/* Two 32-bit numbers, then pointers only: the same on every ABI. */
#define PLACE(n) (8 + (n) * sizeof(void *))
#define HEAD(type)                                                                     \
    _Static_assert(offsetof(type, struct_size) == 0, #type ".struct_size moved");      \
    _Static_assert(offsetof(type, reserved) == 4, #type ".reserved moved");            \
    _Static_assert(offsetof(type, name) == PLACE(0), #type ".name moved")
#define AT(type, member, n)                                                            \
    _Static_assert(offsetof(type, member) == PLACE(n), #type "." #member " moved")
/* Of structs that carry values: numbers of fixed width first, then pointers. */
#define AT_BYTE(type, member, byte)                                                    \
    _Static_assert(offsetof(type, member) == (byte), #type "." #member " moved")
#define AFTER(bytes, n) ((bytes) + (n) * sizeof(void *))
#define AT_LEAST(type, members)                                                        \
    _Static_assert(sizeof(type) >= PLACE(members), #type " shrank")

HEAD(salesinv_allocator);
AT(salesinv_allocator, alloc, 1);
AT(salesinv_allocator, realloc, 2);
AT(salesinv_allocator, free, 3);
AT_LEAST(salesinv_allocator, 4);

HEAD(salesinv_clock);
AT(salesinv_clock, now, 1);
AT(salesinv_clock, monotonic, 2);
AT(salesinv_clock, sleep, 3);
AT(salesinv_clock, random, 4);
AT_LEAST(salesinv_clock, 5);

HEAD(salesinv_storage_vtable);
AT(salesinv_storage_vtable, open, 1);
AT(salesinv_storage_vtable, begin, 2);
AT(salesinv_storage_vtable, commit, 3);
AT(salesinv_storage_vtable, rollback, 4);
AT(salesinv_storage_vtable, get, 5);
AT(salesinv_storage_vtable, insert, 6);
AT(salesinv_storage_vtable, update, 7);
AT(salesinv_storage_vtable, remove, 8);
AT(salesinv_storage_vtable, add, 9);
AT(salesinv_storage_vtable, scan, 10);
AT(salesinv_storage_vtable, scan_next, 11);
AT(salesinv_storage_vtable, scan_close, 12);
AT(salesinv_storage_vtable, maintain, 13);
AT(salesinv_storage_vtable, backup, 14);
AT_LEAST(salesinv_storage_vtable, 15);

HEAD(salesinv_carrier_vtable);
AT(salesinv_carrier_vtable, query, 1);
AT_LEAST(salesinv_carrier_vtable, 2);

HEAD(salesinv_connector_vtable);
AT(salesinv_connector_vtable, describe, 1);
AT(salesinv_connector_vtable, pull, 2);
AT(salesinv_connector_vtable, push, 3);
AT(salesinv_connector_vtable, outcome, 4);
AT(salesinv_connector_vtable, realtime_stock, 5);
AT_LEAST(salesinv_connector_vtable, 6);

AT_BYTE(salesinv_connector_info, struct_size, 0);
AT_BYTE(salesinv_connector_info, abilities, 4);
AT_BYTE(salesinv_connector_info, pushes, 8);
AT_BYTE(salesinv_connector_info, pulls, 16);
AT_BYTE(salesinv_connector_info, vendor_code, 24);
AT_BYTE(salesinv_connector_info, brand, AFTER(32, 0));
AT_BYTE(salesinv_connector_info, epoch, AFTER(32, 1));
AT_BYTE(salesinv_connector_info, failure, AFTER(32, 2));

AT_BYTE(salesinv_push_item, struct_size, 0);
AT_BYTE(salesinv_push_item, kind, 4);
AT_BYTE(salesinv_push_item, action, 8);
AT_BYTE(salesinv_push_item, attempt, 12);
AT_BYTE(salesinv_push_item, object, 16);
AT_BYTE(salesinv_push_item, version, 24);
AT_BYTE(salesinv_push_item, key, AFTER(32, 0));
AT_BYTE(salesinv_push_item, external_id, AFTER(32, 1));
AT_BYTE(salesinv_push_item, body, AFTER(32, 2));
AT_BYTE(salesinv_push_item, size, AFTER(32, 3));

AT_BYTE(salesinv_stock_query, struct_size, 0);
AT_BYTE(salesinv_stock_query, count, 4);
AT_BYTE(salesinv_stock_query, timeout_ms, 8);
AT_BYTE(salesinv_stock_query, products, AFTER(16, 0));
AT_BYTE(salesinv_stock_query, warehouse, AFTER(16, 1));

AT_BYTE(salesinv_sync_options, struct_size, 0);
AT_BYTE(salesinv_sync_options, flags, 4);
AT_BYTE(salesinv_sync_options, max_messages, 8);
AT_BYTE(salesinv_sync_options, batch, 12);
AT_BYTE(salesinv_sync_options, max_ms, 16);
AT_BYTE(salesinv_sync_options, lease_ms, 24);
AT_BYTE(salesinv_sync_options, kinds, 32);
