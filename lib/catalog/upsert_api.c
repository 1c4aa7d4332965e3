/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: upserting master data, and reading what became of it. */
#include "base/json.h"
#include "catalog/upsert.h"
#include "core/session.h"
#include "core/settings.h"

typedef struct upsert_call {
    const sinv_kind *kind;
    const salesinv_draft *const *drafts;
    int32_t count;
    sinv_upsert_row *rows;
    salesinv_upsert **out;
} upsert_call;

static salesinv_status run(sinv_txn *txn, sinv_call *call)
{
    upsert_call *upsert = call->arg;
    salesinv_status rc;

    call->kind = upsert->kind->kind;
    if ((rc = sinv_kind_check_edition(txn, upsert->kind)) != SALESINV_OK)
        return rc;
    rc = sinv_txn_alloc(txn, (size_t)upsert->count * sizeof(upsert->rows[0]),
                        (void **)&upsert->rows);
    for (int32_t i = 0; i < upsert->count && rc == SALESINV_OK; i++) {
        rc = sinv_upsert_one(txn, call, upsert->drafts[i], &upsert->rows[i]);
        if (rc == SALESINV_OK)
            rc = sinv_txn_poll(txn, i + 1, upsert->count);
    }
    return rc;
}

/* A repeat did its work earlier: it reports what is stored now. */
static salesinv_status look_up(sinv_txn *txn, upsert_call *upsert)
{
    salesinv_status rc = sinv_txn_alloc(
        txn, (size_t)upsert->count * sizeof(upsert->rows[0]), (void **)&upsert->rows);

    for (int32_t i = 0; i < upsert->count && rc == SALESINV_OK; i++)
        rc = sinv_upsert_look_up(txn, upsert->drafts[i], &upsert->rows[i]);
    return rc;
}

static salesinv_status present(sinv_txn *txn, sinv_call *call)
{
    upsert_call *upsert = call->arg;
    salesinv_status rc = SALESINV_OK;

    if (call->is_repeat || !upsert->rows)
        rc = look_up(txn, upsert);
    if (rc == SALESINV_OK)
        rc = sinv_upsert_report(txn, upsert->rows, upsert->count, upsert->out);
    if (rc == SALESINV_OK)
        (*upsert->out)->is_repeat = call->is_repeat;
    return rc;
}

static void discard(sinv_call *call)
{
    upsert_call *upsert = call->arg;

    upsert->rows = NULL;
    if (!upsert->out)
        return;
    salesinv_upsert_free(*upsert->out);
    *upsert->out = NULL;
}

static salesinv_status check_draft(salesinv_session *session, const sinv_kind *kind,
                                   const salesinv_draft *draft, int32_t index)
{
    sinv_err *err = session->engine->err;

    if (!draft || draft->magic != SINV_MAGIC_DRAFT)
        return sinv_err_set(err, SALESINV_E_ARG, "drafts", "draft %d is missing",
                            index);
    if (draft->kind != kind)
        return sinv_err_set(err, SALESINV_E_ARG, "drafts",
                            "draft %d is of kind %s, not %s", index, draft->kind->name,
                            kind->name);
    if (draft->engine != session->engine)
        return sinv_err_set(err, SALESINV_E_ARG, "drafts",
                            "draft %d is of another engine", index);
    return SALESINV_OK;
}

static salesinv_status check(salesinv_session *session, const sinv_kind *kind,
                             const upsert_call *upsert, uint32_t flags)
{
    sinv_err *err = session->engine->err;
    salesinv_status rc = SALESINV_OK;

    if (!kind || !(kind->flags & SINV_KIND_UPSERT))
        return sinv_err_set(err, SALESINV_E_ARG, "kind",
                            "kind is not one that is upserted");
    if (upsert->count < 0 || upsert->count > SALESINV_UPSERT_MAX ||
        (upsert->count > 0 && !upsert->drafts))
        return sinv_err_set(err, SALESINV_E_ARG, "count", "count %d is not in 0..%d",
                            upsert->count, SALESINV_UPSERT_MAX);
    if (flags != 0)
        return sinv_err_set(err, SALESINV_E_ARG, "flags", "flags 0x%x are unknown",
                            flags);
    for (int32_t i = 0; i < upsert->count && rc == SALESINV_OK; i++)
        rc = check_draft(session, kind, upsert->drafts[i], i);
    return rc;
}

static salesinv_status run_checked(salesinv_session *session, upsert_call *upsert,
                                   const char *request_key)
{
    sinv_call call;

    sinv_call_init(&call, session, "catalog.upsert");
    sinv_digest_int(&call.digest, upsert->kind->kind);
    sinv_digest_int(&call.digest, upsert->count);
    for (int32_t i = 0; i < upsert->count; i++)
        sinv_draft_digest(upsert->drafts[i], &call.digest);
    call.right = (sinv_right){upsert->kind->object, SINV_ACTION_CREATE};
    call.is_write = true;
    call.request_key = request_key;
    call.body = run;
    call.present = upsert->out ? present : NULL;
    call.discard = discard;
    call.arg = upsert;
    return sinv_call_run(&call);
}

salesinv_status salesinv_catalog_upsert(salesinv_session *session, salesinv_kind kind,
                                        const salesinv_draft *const *drafts,
                                        int32_t count, uint32_t flags,
                                        const char *request_key,
                                        salesinv_upsert **out_upsert)
{
    upsert_call upsert = {NULL, drafts, count, NULL, out_upsert};
    salesinv_status rc;

    if (out_upsert)
        *out_upsert = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    upsert.kind = sinv_kind_of(session->engine, kind);
    rc = check(session, upsert.kind, &upsert, flags);
    if (rc == SALESINV_OK)
        rc = run_checked(session, &upsert, request_key);
    return sinv_session_leave(session, rc);
}

static const sinv_upsert_row *row_at(const salesinv_upsert *upsert, int32_t index)
{
    if (!upsert || upsert->magic != SINV_MAGIC_UPSERT || index < 0 ||
        index >= upsert->count)
        return NULL;
    return &upsert->rows[index];
}

int32_t salesinv_upsert_count(const salesinv_upsert *upsert)
{
    return upsert && upsert->magic == SINV_MAGIC_UPSERT ? upsert->count : 0;
}

int32_t salesinv_upsert_is_repeat(const salesinv_upsert *upsert)
{
    return upsert && upsert->magic == SINV_MAGIC_UPSERT && upsert->is_repeat;
}

salesinv_status salesinv_upsert_status(const salesinv_upsert *upsert, int32_t index)
{
    const sinv_upsert_row *row = row_at(upsert, index);

    return row ? row->status : SALESINV_OK;
}

int32_t salesinv_upsert_outcome(const salesinv_upsert *upsert, int32_t index)
{
    const sinv_upsert_row *row = row_at(upsert, index);

    return row ? row->outcome : 0;
}

salesinv_id salesinv_upsert_id(const salesinv_upsert *upsert, int32_t index)
{
    const sinv_upsert_row *row = row_at(upsert, index);

    return row ? row->id : 0;
}

const char *salesinv_upsert_message(const salesinv_upsert *upsert, int32_t index)
{
    const sinv_upsert_row *row = row_at(upsert, index);

    return row ? row->message : NULL;
}

const char *salesinv_upsert_field(const salesinv_upsert *upsert, int32_t index)
{
    const sinv_upsert_row *row = row_at(upsert, index);

    return row ? row->field : NULL;
}

void salesinv_upsert_free(salesinv_upsert *upsert)
{
    sinv_heap *heap;

    if (!upsert || upsert->magic != SINV_MAGIC_UPSERT)
        return;
    heap = upsert->heap;
    upsert->magic = SINV_MAGIC_DEAD;
    sinv_free(heap, upsert);
    sinv_heap_unref(heap);
}
