/* SPDX-License-Identifier: Apache-2.0 */
/* Exported registration of serial numbers that no document has named yet. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/product.h"
#include "core/call.h"
#include "core/event.h"
#include "core/settings.h"
#include "inventory/goods.h"
#include "salesinv/serial.h"

enum { DETAIL_MAX = 4096 };

typedef struct serial_registration {
    salesinv_id product;
    const char *first;
    int64_t count;
} serial_registration;

/* {"first":"SN001","count":500} in the arena. */
static salesinv_status describe(sinv_txn *txn, const serial_registration *ask,
                                const char **out)
{
    sinv_json_writer json;
    sinv_buf buf;
    salesinv_status rc;

    sinv_buf_init(&buf, txn->engine->heap, DETAIL_MAX);
    sinv_json_writer_init(&json, &buf);
    sinv_json_begin_object(&json);
    sinv_json_put_key(&json, "first");
    sinv_json_put_text(&json, ask->first, strlen(ask->first));
    sinv_json_put_key(&json, "count");
    sinv_json_put_int(&json, ask->count);
    sinv_json_end_object(&json);
    *out = buf.status == SALESINV_OK ? sinv_arena_text(txn->arena, buf.bytes, buf.size)
                                     : NULL;
    rc = *out ? SALESINV_OK : sinv_txn_nomem(txn);
    sinv_buf_free(&buf);
    return rc;
}

static salesinv_status append_event(sinv_txn *txn, const serial_registration *ask)
{
    sinv_event event = {.kind = SALESINV_KIND_STOCK,
                        .object = ask->product,
                        .action = SALESINV_EVENT_SERIALS_REGISTERED};
    salesinv_status rc = describe(txn, ask, &event.detail);

    return rc == SALESINV_OK ? sinv_event_append(txn, &event, NULL) : rc;
}

static salesinv_status check_product(sinv_txn *txn, salesinv_id id)
{
    sinv_product product;
    salesinv_status rc = sinv_product_for_line(txn, -1, id, true, &product);

    if (rc != SALESINV_OK || product.tracking == SALESINV_TRACKING_SERIAL)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_SERIAL_PRODUCT, "product",
                      "product %lld is not managed by serial number", (long long)id);
    sinv_err_add_int(txn->err, "product", id);
    return rc;
}

static salesinv_status write_runs(sinv_txn *txn, const serial_registration *ask)
{
    sinv_serial_change change = {.flags = SINV_SERIAL_REGISTER | SINV_SERIAL_NEW,
                                 .product = ask->product,
                                 .to_state = SINV_SERIAL_UNUSED};
    sinv_serial_set set;
    salesinv_status rc;

    sinv_serial_set_init(&set, txn->err, txn->arena, "first");
    if ((rc = sinv_serial_set_add_count(&set, ask->first, ask->count)) != SALESINV_OK ||
        (rc = sinv_serial_set_close(&set)) != SALESINV_OK ||
        (rc = sinv_goods_scope(txn, ask->product, &change.scope)) != SALESINV_OK)
        return rc;
    return sinv_serial_change_set(txn, &set, &change);
}

static salesinv_status add(sinv_txn *txn, sinv_call *call)
{
    const serial_registration *ask = call->arg;
    salesinv_status rc =
        sinv_edition_require_user(txn, SINV_EDITIONS_OWN, SINV_EDITIONS_ERP);

    if (rc != SALESINV_OK || (rc = check_product(txn, ask->product)) != SALESINV_OK ||
        (rc = write_runs(txn, ask)) != SALESINV_OK)
        return rc;
    return append_event(txn, ask);
}

static salesinv_status check(sinv_err *err, const serial_registration *ask)
{
    sinv_serial_range range;
    size_t size;
    salesinv_status rc;

    if (ask->product <= 0)
        return sinv_err_set(err, SALESINV_E_ARG, "product", "product %lld is not > 0",
                            (long long)ask->product);
    rc = sinv_text_check(err, "first", ask->first, SINV_SERIAL_TEXT_MAX, &size);
    if (rc != SALESINV_OK)
        return rc;
    if ((rc = sinv_serial_parse(err, "first", ask->first, size, &range)) != SALESINV_OK)
        return rc;
    return sinv_serial_resize(err, "count", ask->count, &range);
}

static salesinv_status run(salesinv_session *session, serial_registration *ask,
                           const char *request_key)
{
    sinv_call call;
    salesinv_status rc = check(session->engine->err, ask);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "serial.register");
    sinv_digest_int(&call.digest, ask->product);
    sinv_digest_bytes(&call.digest, ask->first, strlen(ask->first));
    sinv_digest_int(&call.digest, ask->count);
    call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_CREATE};
    call.is_write = true;
    call.request_key = request_key;
    call.body = add;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_serial_register(salesinv_session *session, salesinv_id product,
                                         const char *first, int64_t count,
                                         const char *request_key)
{
    serial_registration ask = {product, first, count};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, &ask, request_key));
}
