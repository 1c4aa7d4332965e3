/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYNC_RUN_H
#define SALESINV_SYNC_RUN_H

#include "salesinv/sync.h"

SALESINV_BEGIN_DECLS

/* What a run does. */
enum {
    SALESINV_SYNC_PULL = 1,  /**< Take records of the ERP. */
    SALESINV_SYNC_RETRY = 2, /**< Try records again that were refused. */
    SALESINV_SYNC_PUSH = 4   /**< Hand over messages. */
};

/** How far a run goes. What is 0 has its default. Since 0.1. */
typedef struct salesinv_sync_options {
    uint32_t struct_size; /**< Bytes of this struct as the host compiled it. */
    uint32_t
        flags; /**< Bits SALESINV_SYNC_PULL .. SALESINV_SYNC_PUSH; 0: all three, in this order. */
    int32_t max_messages; /**< Most records and messages; 0: no limit. */
    int32_t batch;        /**< Most of one page, 1..1000; 0: 100. */
    int64_t max_ms; /**< No page is begun after so many milliseconds; 0: no limit. */
    int64_t
        lease_ms; /**< How long messages are leased, up to one day: longer than one push takes; 0: five minutes. */
    uint64_t kinds; /**< Of records and messages: bits 1 << SALESINV_KIND_*; 0: all. */
} salesinv_sync_options;

/** What a report counts: one of SALESINV_SYNC_PULLED .. SALESINV_SYNC_PUSH_DEAD. Since 0.1. */
typedef int32_t salesinv_sync_counter;
enum {
    SALESINV_SYNC_PULLED =
        1, /**< Records that came in; each is one of the next five, too. */
    SALESINV_SYNC_CREATED = 2,   /**< They were new here. */
    SALESINV_SYNC_UPDATED = 3,   /**< They changed something. */
    SALESINV_SYNC_UNCHANGED = 4, /**< They were known already. */
    SALESINV_SYNC_IGNORED = 5,   /**< A newer version is known. */
    SALESINV_SYNC_REFUSED = 6,   /**< They are kept with the reason, and tried again. */
    SALESINV_SYNC_RETRIED =
        7, /**< Records refused before that got through, or are settled, now. */
    SALESINV_SYNC_PUSHED = 8, /**< Messages that the ERP has. */
    SALESINV_SYNC_PUSH_FAILED =
        9, /**< Messages that it refused, and that are sent again later. */
    SALESINV_SYNC_PUSH_UNKNOWN =
        10, /**< Messages of which nobody knows, and that are asked for later. */
    SALESINV_SYNC_PUSH_WAITING =
        11, /**< Messages on their way, which are asked for later. */
    SALESINV_SYNC_PUSH_DEAD = 12 /**< Messages that were given up: for a person. */
};

/** Name of a counter, e.g. "pulled" (borrowed, static); "" for unknown values. Since 0.1. */
SALESINV_API const char *salesinv_sync_counter_name(salesinv_sync_counter counter);

/** What a run did. Immutable snapshot, owned by the caller. Since 0.1. */
typedef struct salesinv_sync_report salesinv_sync_report;

/**
 * Exchange with an ERP what there is to exchange: pull records kind by kind, what is referred to first, each from where the
 * last run came to; try refused records again; push messages that are due, and ask what became of those whose outcome is unknown before
 * they are sent again. The connector's methods are called between transactions, never inside one. Every page is
 * committed on its own, so that a run may end anywhere, by a failure, an interrupt or a crash, and the next one goes on.
 *
 * A failure of the connector other than a refusal or a malformed answer ends the run; after those it goes on with the next kind, and
 * answers the first of them in the end. What single records or messages come to is in the report, the inbox and the outbox,
 * and no failure of the run. Several runs of one connector at the same time do no harm.
 *
 * An ERP whose epoch is another one than before is not trusted: the run ends, and so does every other one until
 * salesinv_sync_confirm_epoch; then all records are pulled from the beginning, and every version counts as new.
 *
 * After a switch to the standalone edition a run pushes what still waits in the outbox, and does nothing else.
 *
 * @param session     The session (borrowed), of a user who may change synchronisation. In a dry run the connector is not asked for anything.
 * @param connector   The connector (borrowed), made with this engine, whose name and brand are registered with the tenant.
 * @param options     How far the run goes (borrowed); NULL: as far as there is something to do.
 * @param out_report  Receives what was done, also of a run that failed on its way; NULL when it did not begin (owned: release with
 *                    salesinv_sync_report_free). May be NULL.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG                    connector or options are not valid, see the error's field,
 *         SALESINV_E_BUSY                   a session of the engine has an open transaction,
 *         SALESINV_E_FORBIDDEN              no role of the session may change synchronisation,
 *         SALESINV_E_CONNECTOR_REQUIRED     no connector of this name and brand is registered,
 *         SALESINV_E_LICENSE_REQUIRED       the licence of its brand, or "inventory", is missing or has expired,
 *         SALESINV_E_INVALID_STATE          the connector is paused, or a new epoch waits to be confirmed: see the details,
 *         SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_E_CONNECTOR_REFUSED, SALESINV_E_CONNECTOR_MALFORMED or SALESINV_E_CALLBACK  the
 *                                           connector failed: see the error's source, text and vendor code,
 *         SALESINV_E_INTERRUPTED            by salesinv_engine_interrupt or the connector,
 *         SALESINV_E_NOMEM, SALESINV_E_CONFLICT, a SALESINV_E_ABI_* or SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock, progress, the connector. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_run(salesinv_session *session,
                                               salesinv_connector *connector,
                                               const salesinv_sync_options *options,
                                               salesinv_sync_report **out_report);

/**
 * A figure of a report.
 *
 * @param report   The report (borrowed); NULL has none.
 * @param kind     One of SALESINV_KIND_*; 0: all together.
 * @param counter  What is counted.
 * @return The figure; 0 for what is out of range.
 *
 * Thread: any. Since 0.1.
 */
SALESINV_API int64_t salesinv_sync_report_get(const salesinv_sync_report *report,
                                              salesinv_kind kind,
                                              salesinv_sync_counter counter);

/**
 * 1 when nothing was left to do at the end of the run, for this connector and what the options allow; else 0, also for NULL. Refused
 * records and messages whose next attempt is not due yet are not left to do. Since 0.1.
 */
SALESINV_API int32_t salesinv_sync_report_is_done(const salesinv_sync_report *report);

/** Release a report (NULL is a no-op), on any thread. Since 0.1. */
SALESINV_API void salesinv_sync_report_free(salesinv_sync_report *report);

SALESINV_END_DECLS

#endif
