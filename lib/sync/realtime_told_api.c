/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: present stock that the host fetched itself. */
#include "base/checked.h"
#include "core/settings.h"
#include "document/doc.h"
#include "inventory/recent.h"
#include "salesinv/availability.h"
#include "sync/registry.h"

typedef struct told_call {
    const char *connector;
    sinv_recent figure;
} told_call;

static salesinv_status check_figure(sinv_err *err, const sinv_recent *figure)
{
    int64_t frozen;

    if (!sinv_sub_i64(figure->on_hand, figure->available, &frozen))
        return sinv_err_set(err, SALESINV_E_OVERFLOW, "available",
                            "on hand and available are too far apart");
    return frozen >= 0 ? SALESINV_OK
                       : sinv_err_set(err, SALESINV_E_ARG, "available",
                                      "available is more than on_hand");
}

/* Is it an ERP of this tenant that said so, and of something that is here? */
static salesinv_status check(sinv_txn *txn, sinv_call *call)
{
    told_call *told = call->arg;
    sinv_recent *figure = &told->figure;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_connector_require(txn, told->connector, &row)) != SALESINV_OK ||
        (rc = sinv_setting_require(txn, SINV_SET_ERP_REALTIME_STOCK, NULL)) !=
            SALESINV_OK ||
        (rc = sinv_doc_ref(txn, "product", SALESINV_KIND_PRODUCT, figure->product,
                           &row)) != SALESINV_OK ||
        (rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE, figure->warehouse,
                           &row)) != SALESINV_OK)
        return rc;
    figure->asked_at = txn->now;
    if (figure->at == SALESINV_TIME_NONE || figure->at > txn->now)
        figure->at = txn->now;
    return SALESINV_OK;
}

static salesinv_status run(salesinv_session *session, told_call *told)
{
    sinv_err *err = session->engine->err;
    sinv_call call;
    salesinv_status rc = sinv_connector_check_name(err, "connector", told->connector,
                                                   SALESINV_CONNECTOR_NAME_MAX);

    if (rc != SALESINV_OK || (rc = check_figure(err, &told->figure)) != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "availability.tell");
    call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
    call.body = check;
    call.arg = told;
    rc = sinv_call_run(&call);
    return rc == SALESINV_OK ? sinv_recent_remember(session, &told->figure, 1) : rc;
}

salesinv_status salesinv_availability_tell(salesinv_session *session,
                                           const char *connector, salesinv_id product,
                                           salesinv_id warehouse, salesinv_qty on_hand,
                                           salesinv_qty available, salesinv_time at)
{
    told_call told = {connector,
                      {.product = product,
                       .warehouse = warehouse,
                       .on_hand = on_hand,
                       .available = available,
                       .at = at}};
    salesinv_status rc;

    if (!connector)
        return sinv_session_missing(session, "connector");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, &told));
}
