/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The switch itself. Everything that could be in its way is looked for first; then what it ends is ended by the verbs of
 * the documents themselves, so that freezes go through the ledger and every change has its event.
 */
#include "assembly/edition_switch.h"

#include "assembly/edition_stock.h"
#include "core/id_list.h"
#include "core/licence.h"
#include "core/settings.h"
#include "core/tenant.h"
#include "document/holders.h"
#include "document/verbs.h"
#include "sales/order.h"

enum { POLL_EVERY = 256 };
static const char SWITCH_REASON[] = "edition switch";

/* What is in the way. */
typedef struct obstacles {
    sinv_holders holders;
    int64_t documents; /* that move stock */
    int64_t orders;
    bool has_channel;
} obstacles;

static int64_t found(const obstacles *in_way)
{
    return in_way->holders.count + in_way->holders.more;
}

static salesinv_status find_documents(sinv_txn *txn, obstacles *in_way)
{
    static const sinv_switch_use all = {.column = -1};
    const sinv_assembly *assembly = txn->engine->assembly;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < assembly->kind_count && rc == SALESINV_OK; i++) {
        const sinv_kind *kind = assembly->kinds[i];

        if (!(kind->flags & SINV_KIND_MASTER) && kind != &sinv_order_kind)
            rc = sinv_holders_scan(txn, kind, &all, &in_way->holders);
    }
    in_way->documents = found(in_way);
    return rc;
}

static salesinv_status find_orders(sinv_txn *txn, obstacles *in_way)
{
    static const sinv_switch_use all = {.column = -1};
    salesinv_status rc =
        sinv_holders_scan(txn, &sinv_order_kind, &all, &in_way->holders);

    in_way->orders = found(in_way) - in_way->documents;
    return rc;
}

static salesinv_status find_channel(sinv_txn *txn, obstacles *in_way)
{
    int64_t value;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_CHANNEL, NULL, &value);

    if (rc == SALESINV_OK)
        in_way->has_channel = value != 0;
    return rc;
}

static salesinv_status refuse(sinv_txn *txn, const obstacles *in_way)
{
    const char *channel = sinv_setting_def_at(SINV_SET_CHANNEL)->key;
    char text[SINV_HOLDERS_TEXT_MAX];

    sinv_holders_describe(&in_way->holders, text);
    (void)sinv_err_set(txn->err, SALESINV_E_IN_USE, NULL,
                       "the edition cannot be switched: %lld stock documents and %lld "
                       "orders are open%s%s%s%s",
                       (long long)in_way->documents, (long long)in_way->orders,
                       *text ? ": " : "", text, in_way->has_channel ? "; on is " : "",
                       in_way->has_channel ? channel : "");
    sinv_err_add_int(txn->err, "stock_documents", in_way->documents);
    sinv_err_add_int(txn->err, "orders", in_way->orders);
    if (in_way->has_channel)
        sinv_err_add_text(txn->err, "setting", channel);
    sinv_holders_add_details(txn->err, &in_way->holders);
    return SALESINV_E_IN_USE;
}

static salesinv_status check_way(sinv_txn *txn, const sinv_row *request, bool may_purge)
{
    obstacles in_way = {.documents = 0};
    salesinv_status rc = find_documents(txn, &in_way);

    if (rc == SALESINV_OK && !may_purge)
        rc = find_orders(txn, &in_way);
    if (rc == SALESINV_OK &&
        sinv_row_int(request, SINV_EDITION_SWITCH_NEW) == SALESINV_EDITION_STANDALONE)
        rc = find_channel(txn, &in_way);
    if (rc != SALESINV_OK)
        return rc;
    return in_way.has_channel || found(&in_way) > 0 ? refuse(txn, &in_way)
                                                    : SALESINV_OK;
}

static salesinv_status check(sinv_txn *txn, const sinv_row *request, bool may_purge)
{
    salesinv_edition present = SALESINV_EDITION_NONE;
    salesinv_status rc;

    if (sinv_row_int(request, SINV_EDITION_SWITCH_STATUS) !=
        SALESINV_EDITION_SWITCH_APPROVED)
        return sinv_edition_request_refuse(txn, request, "run");
    if ((rc = sinv_licence_require(txn, SINV_LICENCE_APP)) != SALESINV_OK ||
        (rc = sinv_edition_read(txn, &present)) != SALESINV_OK)
        return rc;
    if (present != sinv_row_int(request, SINV_EDITION_SWITCH_OLD))
        return sinv_txn_internal(txn, "the edition is not the one of the request");
    return check_way(txn, request, may_purge);
}

static salesinv_status list_orders(sinv_txn *txn, sinv_id_list *out)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_ORDER, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_ORDER, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (!(sinv_order_kind.open & SINV_IN(sinv_row_int(row, SINV_HEAD_STATUS))))
            continue;
        rc = sinv_id_list_add(txn, out, sinv_row_int(row, SINV_HEAD_ID));
        if (rc != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status end_order(sinv_txn *txn, salesinv_id id)
{
    sinv_doc *order;
    salesinv_status rc = sinv_doc_load(txn, &sinv_order_kind, id, &order);

    if (rc == SALESINV_OK)
        rc = sinv_doc_note_reason(txn, order, SWITCH_REASON);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_verb_apply(txn, order,
                           sinv_doc_int(order, SINV_HEAD_STATUS) ==
                                   SALESINV_STATUS_IN_APPROVAL
                               ? SINV_VERB_WITHDRAW
                               : SINV_VERB_CLOSE);
}

static salesinv_status purge(sinv_txn *txn, sinv_row *request)
{
    sinv_id_list orders = {.count = 0};
    salesinv_status rc = list_orders(txn, &orders);

    for (uint32_t i = 0; i < orders.count && rc == SALESINV_OK; i++) {
        rc = end_order(txn, orders.ids[i]);
        if (rc == SALESINV_OK && (i + 1) % POLL_EVERY == 0)
            rc = sinv_txn_poll(txn, i + 1, orders.count);
    }
    sinv_row_set_int(request, SINV_EDITION_SWITCH_PURGED, orders.count);
    return rc;
}

static salesinv_status check_nothing_frozen(sinv_txn *txn)
{
    const sinv_range one = {.limit = 1};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_FREEZE, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_FREEZE, &one, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, row);
    sinv_scan_close(&scan);
    if (rc != SALESINV_ROW)
        return rc;
    return sinv_txn_internal(
        txn, "line %lld of document %lld still has a freeze",
        (long long)sinv_line_number(sinv_row_int(row, SINV_FREEZE_LINE)),
        (long long)sinv_line_document(sinv_row_int(row, SINV_FREEZE_LINE)));
}

/* Values of settings that the new edition does not have. */
typedef struct value_list {
    sinv_row **rows;
    uint32_t count;
    uint32_t capacity;
} value_list;

static bool is_lost(const sinv_row *row, int64_t edition)
{
    int32_t setting = sinv_setting_find(sinv_row_text(row, SINV_SETTING_KEY));

    return setting >= 0 && !(sinv_setting_def_at(setting)->editions >> edition & 1);
}

static salesinv_status keep_value(sinv_txn *txn, const sinv_row *row, value_list *out)
{
    sinv_row *copy;
    salesinv_status rc;

    if ((rc = sinv_txn_grow(txn, (void **)&out->rows, sizeof(*out->rows), out->count,
                            &out->capacity)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_SETTING, &copy)) != SALESINV_OK)
        return rc;
    sinv_row_copy_cell(copy, SINV_SETTING_KEY, row, SINV_SETTING_KEY);
    sinv_row_copy_cell(copy, SINV_SETTING_RECORD_TYPE, row, SINV_SETTING_RECORD_TYPE);
    out->rows[out->count++] = copy;
    return copy->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status list_lost(sinv_txn *txn, int64_t edition, value_list *out)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SETTING, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_SETTING, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (is_lost(row, edition) && (rc = keep_value(txn, row, out)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

/* While the former edition is still in force, which is the one that these settings belong to. */
static salesinv_status unset_lost(sinv_txn *txn, int64_t edition)
{
    static const sinv_setting_value none = {.is_set = false};
    value_list lost = {.count = 0};
    salesinv_status rc = list_lost(txn, edition, &lost);

    for (uint32_t i = 0; i < lost.count && rc == SALESINV_OK; i++)
        rc = sinv_setting_change(
            txn, sinv_setting_find(sinv_row_text(lost.rows[i], SINV_SETTING_KEY)),
            sinv_row_text(lost.rows[i], SINV_SETTING_RECORD_TYPE), &none);
    return rc;
}

static salesinv_status apply(sinv_txn *txn, sinv_row *request, bool may_purge)
{
    int64_t edition = sinv_row_int(request, SINV_EDITION_SWITCH_NEW);
    salesinv_status rc = may_purge ? purge(txn, request) : SALESINV_OK;

    if (rc != SALESINV_OK || (rc = check_nothing_frozen(txn)) != SALESINV_OK)
        return rc;
    if (edition == SALESINV_EDITION_STANDALONE)
        rc = sinv_edition_write_off(txn, SWITCH_REASON);
    if (rc != SALESINV_OK || (rc = unset_lost(txn, edition)) != SALESINV_OK ||
        (rc = sinv_edition_write(txn, (salesinv_edition)edition)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(request, SINV_EDITION_SWITCH_STATUS, SALESINV_EDITION_SWITCH_DONE);
    sinv_row_set_int(request, SINV_EDITION_SWITCH_SWITCHED_BY, txn->user);
    sinv_row_set_int(request, SINV_EDITION_SWITCH_SWITCHED_AT, txn->now);
    if ((rc = sinv_txn_save(txn, request)) != SALESINV_OK)
        return rc;
    return sinv_edition_request_note(txn, request, SALESINV_EVENT_EDITION_SWITCHED,
                                     NULL);
}

salesinv_status sinv_edition_switch(sinv_txn *txn, salesinv_id id, bool may_purge)
{
    sinv_row *request;
    salesinv_status rc;

    if ((rc = sinv_edition_request_get(txn, id, &request)) != SALESINV_OK ||
        (rc = check(txn, request, may_purge)) != SALESINV_OK)
        return rc;
    return apply(txn, request, may_purge);
}
