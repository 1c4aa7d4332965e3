/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_LOOPBACK_H
#define FIX_LOOPBACK_H

/* The ERP in memory, told in JSON with ' for ", so that a test reads as what people there do. */
#include "salesinv/loopback.h"
#include "support/fix_core.h"

salesinv_loopback *fix_erp_open(void);

void fix_erp_check(const salesinv_loopback *erp, salesinv_status got,
                   salesinv_status wanted, const char *file, int line);
/** A call of the ERP must answer OK, or SALESINV_E_<name>. */
#define assert_erp(erp, call)                                                          \
    fix_erp_check(erp, (call), SALESINV_OK, __FILE__, __LINE__)
#define assert_erp_refused(erp, name, call)                                            \
    fix_erp_check(erp, (call), SALESINV_E_##name, __FILE__, __LINE__)

salesinv_status fix_try_erp_put(salesinv_loopback *erp, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
salesinv_status fix_try_erp_ship(salesinv_loopback *erp, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
salesinv_status fix_try_erp_receive(salesinv_loopback *erp, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
#define fix_erp_put(erp, ...) assert_erp(erp, fix_try_erp_put(erp, __VA_ARGS__))
#define fix_erp_ship(erp, ...) assert_erp(erp, fix_try_erp_ship(erp, __VA_ARGS__))
#define fix_erp_receive(erp, ...) assert_erp(erp, fix_try_erp_receive(erp, __VA_ARGS__))

/** The record must say so, with ' for ". */
void fix_erp_assert_record(const salesinv_loopback *erp, salesinv_kind kind,
                           const char *id, const char *wanted);

#endif
