/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_KINDS_H
#define FIX_KINDS_H

/* Objects of the real kinds, made through the verbs from JSON, so that a test reads as what it says. */
#include "document/verbs.h"
#include "support/fix_core.h"

/** A draft from JSON text (printf-like). */
salesinv_draft *fix_draft(salesinv_session *session, salesinv_kind kind,
                          const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Create from JSON; `flags` as salesinv_order_create. Asserts success and returns the id. */
salesinv_id fix_create(salesinv_session *session, salesinv_kind kind, uint32_t flags,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));
/** The same, returning the status. */
salesinv_status fix_try_create(salesinv_session *session, salesinv_kind kind,
                               uint32_t flags, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
salesinv_status fix_try_update(salesinv_session *session, salesinv_kind kind,
                               salesinv_id id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A step without draft; `reason` may be NULL. */
salesinv_status fix_step(salesinv_session *session, salesinv_kind kind, salesinv_id id,
                         sinv_verb verb);

/** One field of the object as it is stored now; line 0 is the header. */
int64_t fix_int(salesinv_session *session, salesinv_kind kind, salesinv_id id,
                int32_t line, salesinv_field field);
/** Change a switch or choice. */
void fix_setting(salesinv_session *session, const char *key, int64_t value);
/** A detail of the last error; asserts that it is there. */
int64_t fix_detail(salesinv_session *session, const char *key);

#endif
