/* SPDX-License-Identifier: Apache-2.0 */
/* Exported function of the runner. */
#include "sync/run.h"

#include "base/abi_struct.h"
#include "core/session.h"
#include "sync/outbox.h"

enum { DEFAULT_BATCH = 100 };
static const int64_t DEFAULT_LEASE_MS = 5 * 60 * 1000;
static const int64_t MOST_MS = INT64_C(366) * 24 * 60 * 60 * 1000;
static const uint32_t ALL =
    SALESINV_SYNC_PULL | SALESINV_SYNC_RETRY | SALESINV_SYNC_PUSH;

static salesinv_status refuse(sinv_err *err, const char *field, int64_t value)
{
    return sinv_err_set(err, SALESINV_E_ARG, field, "%s %lld is out of range", field,
                        (long long)value);
}

static salesinv_status check_options(sinv_err *err, const salesinv_sync_options *of)
{
    if (of->flags & ~ALL)
        return refuse(err, "flags", of->flags);
    if (of->max_messages < 0)
        return refuse(err, "max_messages", of->max_messages);
    if (of->batch < 0 || of->batch > SALESINV_MESSAGES_MAX)
        return refuse(err, "batch", of->batch);
    if (of->max_ms < 0 || of->max_ms > MOST_MS)
        return refuse(err, "max_ms", of->max_ms);
    if (of->lease_ms < 0 || of->lease_ms > SINV_LEASE_MS_MAX)
        return refuse(err, "lease_ms", of->lease_ms);
    if (of->kinds & ~(sinv_pull_kinds_mask() | SINV_PUSH_KINDS))
        return refuse(err, "kinds", (int64_t)of->kinds);
    return SALESINV_OK;
}

static salesinv_status read_options(sinv_err *err, const salesinv_sync_options *given,
                                    salesinv_sync_options *out)
{
    salesinv_status rc = SALESINV_OK;

    *out = (salesinv_sync_options){.struct_size = sizeof(*out)};
    if (given)
        rc = sinv_abi_import(err, out, sizeof(*out), sizeof(*out), given);
    if (rc == SALESINV_OK)
        rc = check_options(err, out);
    if (out->flags == 0)
        out->flags = ALL;
    if (out->batch == 0)
        out->batch = DEFAULT_BATCH;
    if (out->lease_ms == 0)
        out->lease_ms = DEFAULT_LEASE_MS;
    return rc;
}

static salesinv_status check(salesinv_session *session,
                             const salesinv_connector *connector)
{
    salesinv_engine *engine = session->engine;

    if (engine->open_txn)
        return sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                            "a session of the engine has an open transaction");
    return sinv_connector_check(engine, connector);
}

static salesinv_status run(salesinv_session *session, salesinv_connector *connector,
                           const salesinv_sync_options *options,
                           salesinv_sync_report **out)
{
    sinv_run run = {.session = session, .connector = connector};
    salesinv_status rc;

    if ((rc = check(session, connector)) != SALESINV_OK ||
        (rc = read_options(session->engine->err, options, &run.options)) != SALESINV_OK)
        return rc;
    rc = sinv_run_all(&run);
    if (out)
        *out = run.report;
    else
        salesinv_sync_report_free(run.report);
    return rc;
}

salesinv_status salesinv_sync_run(salesinv_session *session,
                                  salesinv_connector *connector,
                                  const salesinv_sync_options *options,
                                  salesinv_sync_report **out_report)
{
    salesinv_status rc;

    if (out_report)
        *out_report = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, connector, options, out_report));
}
