/* SPDX-License-Identifier: Apache-2.0 */
/* Results of an ERP: made, corrected, taken back. What is the same as before is told apart by result_same.c. */
#include "fulfil/result.h"

#include <string.h>

#include "document/fill.h"
#include "document/transition.h"
#include "document/update.h"
#include "document/verbs.h"
#include "fulfil/outbound.h"
#include "fulfil/result_same.h"
#include "fulfil/sale_parcel.h"
#include "fulfil/shipment.h"
#include "fulfil/tracking.h"
#include "inventory/line_serial.h"
#include "sales/amount.h"
#include "salesinv/outbound.h"

/* Where the kind keeps what results need. */
typedef struct result_columns {
    int32_t origin;
    int32_t carrier;
    int32_t tracking_number;
    int32_t source; /* of the lines: what they stand for */
    const char *key;
} result_columns;

static const result_columns OUTBOUND = {SINV_OUTBOUND_ORIGIN, SINV_OUTBOUND_CARRIER,
                                        SINV_OUTBOUND_TRACKING_NUMBER,
                                        SINV_OUTBOUND_LINE_SOURCE_LINE, "source_line"};
static const result_columns SHIPMENT = {SINV_SHIPMENT_ORIGIN, SINV_SHIPMENT_CARRIER,
                                        SINV_SHIPMENT_TRACKING_NUMBER,
                                        SINV_SHIPMENT_LINE_ORDER_LINE, "order_line"};

static const result_columns *columns_of(const sinv_kind *kind)
{
    return kind == &sinv_outbound_kind ? &OUTBOUND : &SHIPMENT;
}

/* A result says itself what went out: nothing is filled in for it. */
static salesinv_status check_draft(sinv_txn *txn, const sinv_result *result)
{
    const salesinv_draft *draft = result->draft;
    const result_columns *columns = columns_of(draft->kind);

    if (draft->kind != &sinv_outbound_kind && draft->kind != &sinv_shipment_kind)
        return sinv_txn_internal(txn, "a result is of kind %s", draft->kind->name);
    if (draft->line_count == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                            "a result has at least one line");
    for (uint32_t i = 0; i < draft->line_count; i++)
        if (sinv_row_int(draft->lines[i].row, columns->source) == 0)
            return sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED,
                                sinv_doc_field(txn, (int32_t)i, columns->key),
                                "%s is required", columns->key);
    if (result->shipped_at > txn->now)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "shipped_at",
                            "%lld is in the future: now is %lld",
                            (long long)result->shipped_at, (long long)txn->now);
    if (!result->tracking_number)
        return SALESINV_OK;
    return sinv_tracking_check_texts(txn->err, result->carrier,
                                     result->tracking_number);
}

static void set_text(sinv_doc *doc, int32_t column, const char *text)
{
    const char *present = sinv_row_text(doc->head, column);

    if (text && (!present || strcmp(present, text) != 0))
        sinv_row_set_text(doc->head, column, text);
}

/* The parcel and when it left, before what follows them is written. */
static salesinv_status set_parcel(sinv_txn *txn, const sinv_result *result,
                                  sinv_doc *doc)
{
    const result_columns *columns = columns_of(doc->kind);

    set_text(doc, columns->carrier, result->carrier);
    set_text(doc, columns->tracking_number, result->tracking_number);
    if (doc->kind == &sinv_shipment_kind && result->shipped_at != 0)
        sinv_row_change_int(doc->head, SINV_SHIPMENT_SHIPPED_AT, result->shipped_at);
    return doc->head->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status check_type(sinv_txn *txn, const sinv_doc *doc)
{
    int64_t type = SALESINV_OUTBOUND_SALE;

    if (doc->kind == &sinv_outbound_kind)
        type = sinv_doc_int(doc, SINV_OUTBOUND_TYPE);
    return type == SALESINV_OUTBOUND_SALE
               ? SALESINV_OK
               : sinv_err_set(txn->err, SALESINV_E_ARG, "type",
                              "what an ERP sends out for a notice is of type %d (sale)",
                              SALESINV_OUTBOUND_SALE);
}

static salesinv_status fill(sinv_txn *txn, const sinv_result *result, sinv_doc *doc,
                            sinv_fill_scope scope)
{
    salesinv_status rc;

    if ((rc = sinv_doc_fill(txn, doc, result->draft, scope)) != SALESINV_OK ||
        (rc = check_type(txn, doc)) != SALESINV_OK ||
        (rc = set_parcel(txn, result, doc)) != SALESINV_OK)
        return rc;
    return sinv_doc_prepare(txn, doc);
}

static salesinv_status make(sinv_txn *txn, const sinv_result *result,
                            salesinv_id *out_id)
{
    const sinv_kind *kind = result->draft->kind;
    const sinv_transition *submit = sinv_kind_transition(kind, SINV_VERB_SUBMIT);
    sinv_doc *doc;
    salesinv_status rc = sinv_doc_create(txn, kind, &doc);

    if (rc != SALESINV_OK)
        return rc;
    doc->is_synced = true;
    if (kind == &sinv_outbound_kind)
        sinv_row_set_int(doc->head, SINV_OUTBOUND_TYPE, SALESINV_OUTBOUND_SALE);
    *out_id = sinv_doc_id(doc);
    if ((rc = fill(txn, result, doc, SINV_FILL_NEW)) != SALESINV_OK ||
        (rc = sinv_transition_decide(txn, doc, submit)) != SALESINV_OK ||
        (rc = sinv_update_apply(txn, doc)) != SALESINV_OK)
        return rc;
    return sinv_transition_effect(txn, doc, submit);
}

static salesinv_status load(sinv_txn *txn, const sinv_kind *kind, salesinv_id id,
                            sinv_doc **out)
{
    salesinv_status rc = sinv_doc_load(txn, kind, id, out);

    if (rc != SALESINV_OK)
        return rc;
    (*out)->is_synced = true;
    return sinv_doc_int(*out, columns_of(kind)->origin) == SALESINV_ORIGIN_ERP
               ? SALESINV_OK
               : sinv_doc_refuse_state(txn, "id", kind->name, *out,
                                       "it was written here and is no result");
}

/* As a void does, without becoming one. */
static salesinv_status take_effect_back(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_transition *step = sinv_kind_transition(doc->kind, SINV_VERB_VOID);
    salesinv_status rc = sinv_transition_decide(txn, doc, step);

    if (rc == SALESINV_OK && step->apply)
        rc = step->apply(txn, doc);
    doc->plan = NULL;
    txn->refs = NULL; /* documents that were read have changed */
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS, SALESINV_STATUS_WITHDRAWN);
    return rc;
}

static salesinv_status forget_serials(sinv_txn *txn, const sinv_doc *doc)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (doc->lines[i].is_removed && !doc->lines[i].is_new)
            rc = sinv_line_serial_remove(txn, sinv_doc_line_of(doc, i));
    return rc;
}

static salesinv_status take_effect_again(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_transition *step = sinv_kind_transition(doc->kind, SINV_VERB_SUBMIT);
    salesinv_status rc = sinv_transition_decide(txn, doc, step);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS,
                     doc->kind->confirmed ? doc->kind->confirmed
                                          : SALESINV_STATUS_CONFIRMED);
    return step->apply ? step->apply(txn, doc) : SALESINV_OK;
}

/* Other goods went out than was said. */
static salesinv_status replace(sinv_txn *txn, const sinv_result *result, sinv_doc *doc)
{
    salesinv_status rc;

    if ((rc = take_effect_back(txn, doc)) != SALESINV_OK ||
        (rc = fill(txn, result, doc, SINV_FILL_ALL)) != SALESINV_OK ||
        (rc = forget_serials(txn, doc)) != SALESINV_OK ||
        (rc = take_effect_again(txn, doc)) != SALESINV_OK)
        return rc;
    return sinv_update_write(txn, doc, SALESINV_EVENT_UPDATED);
}

/* The same goods with another parcel, or nothing new at all. */
static salesinv_status relabel(sinv_txn *txn, const sinv_result *result, sinv_doc *doc,
                               bool *out_is_changed)
{
    salesinv_status rc = sinv_result_fill_late(txn, result->draft, doc);

    if (rc == SALESINV_OK)
        rc = set_parcel(txn, result, doc);
    *out_is_changed = doc->head->changed != 0;
    if (rc != SALESINV_OK || !*out_is_changed)
        return rc;
    if (doc->kind == &sinv_outbound_kind)
        rc = sinv_sale_relabel(txn, doc);
    return rc == SALESINV_OK ? sinv_update_write(txn, doc, SALESINV_EVENT_UPDATED) : rc;
}

static salesinv_status correct(sinv_txn *txn, const sinv_result *result, sinv_doc *doc,
                               bool *out_is_changed)
{
    sinv_doc *before;
    bool is_same;
    salesinv_status rc = sinv_doc_copy(txn, doc, &before);

    if (rc != SALESINV_OK)
        return rc;
    doc->before = before;
    if ((rc = sinv_result_is_same(txn, result->draft, doc, &is_same)) != SALESINV_OK)
        return rc;
    return is_same ? relabel(txn, result, doc, out_is_changed)
                   : replace(txn, result, doc);
}

salesinv_status sinv_result_put(sinv_txn *txn, const sinv_result *result,
                                salesinv_id *out_id, bool *out_is_changed)
{
    sinv_doc *doc;
    salesinv_status rc = check_draft(txn, result);

    *out_id = result->id;
    *out_is_changed = true;
    if (rc != SALESINV_OK)
        return rc;
    if (result->id == 0)
        return make(txn, result, out_id);
    if ((rc = load(txn, result->draft->kind, result->id, &doc)) != SALESINV_OK)
        return rc;
    return sinv_doc_int(doc, SINV_HEAD_STATUS) == SALESINV_STATUS_VOID
               ? make(txn, result, out_id)
               : correct(txn, result, doc, out_is_changed);
}

salesinv_status sinv_result_void(sinv_txn *txn, salesinv_kind kind, salesinv_id id,
                                 const char *reason, bool *out_is_changed)
{
    const sinv_kind *of = sinv_kind_of(txn->engine, kind);
    sinv_doc *doc;
    salesinv_status rc;

    *out_is_changed = false;
    if (of != &sinv_outbound_kind && of != &sinv_shipment_kind)
        return sinv_txn_internal(txn, "a result is of kind %d", kind);
    if ((rc = load(txn, of, id, &doc)) != SALESINV_OK ||
        sinv_doc_int(doc, SINV_HEAD_STATUS) == SALESINV_STATUS_VOID ||
        (rc = sinv_doc_note_reason(txn, doc, reason)) != SALESINV_OK)
        return rc;
    *out_is_changed = true;
    return sinv_verb_apply(txn, doc, SINV_VERB_VOID);
}
