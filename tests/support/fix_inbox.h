/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_INBOX_H
#define FIX_INBOX_H

/* Records that an ERP sends, as a test tells them: JSON with single quotes. */
#include "salesinv/inbox.h"
#include "support/fix_connector.h"
#include "sync/inbox.h"

/** Put records by the connector "main", printf-like; the report is the caller's. */
salesinv_status fix_try_records(salesinv_session *session, salesinv_upsert **out,
                                const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** Put one record; what became of it is SALESINV_UPSERT_<outcome>. Answers the id of the report. */
salesinv_id fix_put_check(salesinv_session *session, int32_t outcome, const char *file,
                          int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
#define fix_put(session, outcome, ...)                                                 \
    fix_put_check(session, SALESINV_UPSERT_##outcome, __FILE__, __LINE__, __VA_ARGS__)
/** The same for one that is refused with SALESINV_E_<code> and a field (NULL: whichever). Answers where it is kept. */
salesinv_id fix_put_refused_check(salesinv_session *session, salesinv_status code,
                                  const char *field, const char *file, int line,
                                  const char *format, ...)
    __attribute__((format(printf, 6, 7)));
#define fix_put_refused(session, code, field, ...)                                     \
    fix_put_refused_check(session, SALESINV_E_##code, field, __FILE__, __LINE__,       \
                          __VA_ARGS__)

/** A cell of a kept record. */
int64_t fix_kept_int(salesinv_session *session, salesinv_id message, int32_t column);
/** Is it in SALESINV_INBOX_<state>? */
#define assert_kept(session, message, state)                                           \
    assert_int_equal(fix_kept_int(session, message, SINV_INBOX_STATE),                 \
                     SALESINV_INBOX_##state)
/** How many records are in the inbox, in a state (0: any). */
int64_t fix_kept_count(salesinv_session *session, salesinv_inbox_state state);

/** A round of retries of the connector "main", as the runner does it; how many got through. */
int32_t fix_retry_due(salesinv_session *session);

/** The ERP acknowledged the object under an id. */
void fix_link(salesinv_session *session, salesinv_kind kind, const char *external_id,
              salesinv_id object);
/** What the ERP's id means here, 0: nothing. */
salesinv_id fix_linked(salesinv_session *session, salesinv_kind kind,
                       const char *external_id);

#endif
