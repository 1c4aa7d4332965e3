/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: reconciling. Page after page is asked for outside of transactions, and compared in one of its own. */
#include "salesinv/reconcile.h"

#include <string.h>

#include "document/blob.h"
#include "sync/reconcile.h"
#include "sync/registry.h"

enum { REPORT_MAX = 64 * 1024 * 1024 };

static salesinv_status compare_page(sinv_txn *txn, sinv_call *call)
{
    return sinv_reconcile_page(txn, call->arg);
}

static salesinv_status compare_rest(sinv_txn *txn, sinv_call *call)
{
    return sinv_reconcile_rest(txn, call->arg);
}

/* Run a body, dry unless it is a repair, and take over what it found. */
static salesinv_status run_body(sinv_reconcile *of,
                                salesinv_status (*body)(sinv_txn *txn, sinv_call *call))
{
    bool was_dry = of->session->is_dry_run;
    sinv_call call;
    salesinv_status rc;

    sinv_call_init(&call, of->session, "sync.reconcile");
    call.right = (sinv_right){SINV_OBJECT_SYNC,
                              of->is_repair ? SINV_ACTION_UPDATE : SINV_ACTION_READ};
    call.is_write = true;
    call.body = body;
    call.arg = of;
    of->session->is_dry_run = was_dry || !of->is_repair;
    rc = sinv_call_run(&call);
    of->session->is_dry_run = was_dry;
    if (rc != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < SINV_COMPARED_COUNT; i++)
        of->counts[i] += of->page_counts[i];
    if (of->page_listed > 0)
        sinv_json_put_raw(&of->writer, of->page.bytes, of->page.size);
    of->listed += of->page_listed;
    return SALESINV_OK;
}

static salesinv_status compare_all(sinv_reconcile *of)
{
    const salesinv_pulled *pulled = &of->connector->pulled;
    char position[SALESINV_POSITION_MAX + 1] = "";
    salesinv_status rc;

    do {
        rc =
            sinv_connector_pull(of->connector, of->kind, position, SINV_RECONCILE_PAGE);
        if (rc == SALESINV_OK)
            rc = run_body(of, compare_page);
        memcpy(position, pulled->position, sizeof(position));
    } while (rc == SALESINV_OK && !pulled->is_last);
    return rc == SALESINV_OK ? run_body(of, compare_rest) : rc;
}

static void put_counts(sinv_reconcile *of)
{
    static const char *const keys[SINV_COMPARED_COUNT] = {
        "same", "different", "missing_here", "missing_there", "refused"};
    int64_t all = 0;

    for (int32_t i = 0; i < SINV_COMPARED_COUNT; i++) {
        sinv_json_put_key(&of->writer, keys[i]);
        sinv_json_put_int(&of->writer, of->counts[i]);
        all += of->counts[i];
    }
    sinv_json_put_key(&of->writer, "is_complete");
    sinv_json_put_bool(&of->writer, all - of->counts[SINV_COMPARED_SAME] == of->listed);
}

static salesinv_status reconcile_kind(sinv_reconcile *of, salesinv_kind kind)
{
    const char *name = sinv_sync_kind_name(of->session->engine, kind);
    salesinv_status rc;

    of->kind = kind;
    of->listed = 0;
    memset(of->counts, 0, sizeof(of->counts));
    sinv_json_begin_object(&of->writer);
    sinv_json_put_key(&of->writer, "kind");
    sinv_json_put_text(&of->writer, name, strlen(name));
    sinv_json_put_key(&of->writer, "differences");
    sinv_json_begin_array(&of->writer);
    rc = compare_all(of);
    sinv_json_end_array(&of->writer);
    put_counts(of);
    sinv_json_end_object(&of->writer);
    sinv_seen_free(&of->seen);
    return rc;
}

static salesinv_status reconcile_kinds(sinv_reconcile *of)
{
    const char *name = of->connector->name;
    salesinv_status rc = SALESINV_OK;

    sinv_json_begin_object(&of->writer);
    sinv_json_put_key(&of->writer, "connector");
    sinv_json_put_text(&of->writer, name, strlen(name));
    sinv_json_put_key(&of->writer, "is_repair");
    sinv_json_put_bool(&of->writer, of->is_repair);
    sinv_json_put_key(&of->writer, "kinds");
    sinv_json_begin_array(&of->writer);
    for (int32_t i = 0; i < SINV_PULL_KIND_COUNT && rc == SALESINV_OK; i++)
        if (of->kinds & SINV_SYNC_BIT(sinv_pull_kinds[i]))
            rc = reconcile_kind(of, sinv_pull_kinds[i]);
    sinv_json_end_array(&of->writer);
    sinv_json_end_object(&of->writer);
    return rc;
}

/* ---- the call ---- */

/* May it: is the connector at work, and is the ERP's data that of the life which was confirmed? */
static salesinv_status check_connector(sinv_txn *txn, sinv_call *call)
{
    const sinv_reconcile *of = call->arg;
    const sinv_connector_said *said = &of->connector->said;
    const char *epoch;
    sinv_row *row;
    salesinv_status rc = sinv_connector_require_active(txn, of->connector->name, &row);

    if (rc != SALESINV_OK)
        return rc;
    epoch = sinv_row_text(row, SINV_CONNECTOR_EPOCH);
    if (!of->is_repair || epoch[0] == '\0' || strcmp(epoch, said->epoch) == 0)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "epoch",
                        "the ERP says epoch \"%s\", and \"%s\" was confirmed",
                        said->epoch, epoch);
}

static salesinv_status ask_connector(sinv_reconcile *of)
{
    sinv_call call;

    sinv_call_init(&call, of->session, "sync.reconcile");
    call.right = (sinv_right){SINV_OBJECT_SYNC,
                              of->is_repair ? SINV_ACTION_UPDATE : SINV_ACTION_READ};
    call.body = check_connector;
    call.arg = of;
    return sinv_call_run(&call);
}

static salesinv_status check(sinv_reconcile *of, uint32_t flags)
{
    salesinv_engine *engine = of->session->engine;
    salesinv_status rc = sinv_connector_check(engine, of->connector);

    if (rc != SALESINV_OK)
        return rc;
    if (flags & ~(uint32_t)SALESINV_REPAIR)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "flags",
                            "flags 0x%x are unknown",
                            flags & ~(uint32_t)SALESINV_REPAIR);
    if (of->kinds & ~sinv_reconcile_kinds())
        return sinv_err_set(engine->err, SALESINV_E_ARG, "kinds",
                            "kinds 0x%llx are not compared",
                            (unsigned long long)(of->kinds & ~sinv_reconcile_kinds()));
    return engine->open_txn ? sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                                           "a session of the engine has an open "
                                           "transaction")
                            : SALESINV_OK;
}

static salesinv_status run(sinv_reconcile *of, uint32_t flags, salesinv_blob **out)
{
    sinv_heap *heap = of->session->engine->heap;
    uint64_t pulls;
    salesinv_status rc = check(of, flags);

    if (rc != SALESINV_OK ||
        (rc = sinv_connector_describe(of->connector)) != SALESINV_OK ||
        (rc = ask_connector(of)) != SALESINV_OK)
        return rc;
    pulls = of->connector->said.pulls & sinv_reconcile_kinds();
    of->kinds = of->kinds ? of->kinds & pulls : pulls;
    of->seen.heap = heap;
    sinv_buf_init(&of->page, heap, REPORT_MAX);
    sinv_buf_init(&of->report, heap, REPORT_MAX);
    sinv_json_writer_init(&of->writer, &of->report);
    rc = reconcile_kinds(of);
    sinv_buf_free(&of->page);
    if (rc == SALESINV_OK && (rc = sinv_blob_take(&of->report, out)) != SALESINV_OK)
        return sinv_err_set(of->session->engine->err, rc, NULL, "out of memory");
    sinv_buf_free(&of->report);
    return rc;
}

salesinv_status salesinv_sync_reconcile(salesinv_session *session,
                                        salesinv_connector *connector, uint64_t kinds,
                                        uint32_t flags, salesinv_blob **out_json)
{
    sinv_reconcile of = {.session = session,
                         .connector = connector,
                         .kinds = kinds,
                         .is_repair = (flags & SALESINV_REPAIR) != 0};
    salesinv_status rc;

    if (out_json)
        *out_json = NULL;
    if (!out_json)
        return sinv_session_missing(session, "out_json");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(&of, flags, out_json));
}
