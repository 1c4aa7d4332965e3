/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of the reference: which rules of which kind a verb asks for. */
#include "model/reference.h"

#include <string.h>

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

static const uint32_t WRITTEN = IN(DRAFT) | IN(REJECTED) | IN(WITHDRAWN);

void ref_init(reference *ref, bool is_synced)
{
    memset(ref, 0, sizeof(*ref));
    ref->is_synced = is_synced;
    ref->settings[REF_SET_MODE] = SALESINV_MODE_SINGLE;
    ref->settings[REF_SET_RULE] = SALESINV_RULE_BLOCK;
    ref->settings[REF_SET_SHIPPING] = SALESINV_SHIPPING_ORDER;
    for (int i = REF_SET_POPULATE; i <= REF_SET_GOODS_IN; i++)
        ref->settings[i] = 1;
}

ref_doc *ref_doc_at(reference *ref, int doc)
{
    return &ref->docs[doc];
}

ref_line *ref_line_at(reference *ref, ref_at line)
{
    return &ref->docs[line.doc].lines[line.line];
}

void ref_refuse(reference *ref, salesinv_status code)
{
    if (!ref_refuses(ref, code) && ref->code_count < REF_CODES)
        ref->codes[ref->code_count++] = code;
}

bool ref_has_setting(const reference *ref, int setting)
{
    static const uint32_t own = UINT32_C(1) << REF_SET_ADJUSTMENT |
                                UINT32_C(1) << REF_SET_GOODS_IN |
                                UINT32_C(1) << REF_SET_APPROVE_INBOUND |
                                UINT32_C(1) << REF_SET_APPROVE_OUTBOUND;

    return !ref->is_synced || !(own >> setting & 1);
}

bool ref_refuses(const reference *ref, salesinv_status code)
{
    for (int i = 0; i < ref->code_count; i++)
        if (ref->codes[i] == code)
            return true;
    return false;
}

bool ref_ok(const reference *ref)
{
    return ref->code_count == 0;
}

bool ref_is_in(const ref_doc *doc, uint32_t statuses)
{
    return (statuses >> doc->status & 1) != 0;
}

bool ref_is_serial(int product)
{
    return product == REF_SERIAL || product == REF_OTHER_SERIAL;
}

/* Access lists: warehouse 1 serves the first account alone. */
bool ref_applies(int warehouse, int account)
{
    return warehouse != 1 || account == 0;
}

/* The default one, then by priority. */
int ref_in_order(int place)
{
    static const int order[REF_WAREHOUSES] = {0, 2, 1};

    return order[place];
}

/* What is said must make sense before anybody submits it. */
static void prepare(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    /* The field that every draft of these must have. */
    if ((of->kind == SALESINV_KIND_INBOUND || of->kind == SALESINV_KIND_OUTBOUND) &&
        of->warehouse == REF_NONE)
        ref_refuse(ref, SALESINV_E_ARG);
    switch (of->kind) {
    case SALESINV_KIND_INBOUND:
        ref_stock_order_prepare(ref, doc);
        break;
    case SALESINV_KIND_OUTBOUND:
        if (ref_is_sale(of))
            ref_sale_prepare(ref, doc);
        else
            ref_stock_order_prepare(ref, doc);
        break;
    case SALESINV_KIND_SHIPMENT:
        ref_shipment_prepare(ref, doc);
        break;
    case SALESINV_KIND_RETURN:
        ref_return_prepare(ref, doc);
        break;
    default:
        break;
    }
}

static bool needs_approval(const reference *ref, const ref_doc *doc)
{
    switch (doc->kind) {
    case SALESINV_KIND_ORDER:
        return ref->settings[REF_SET_APPROVE_ORDER] != 0;
    case SALESINV_KIND_SHIPMENT:
        return ref->settings[REF_SET_APPROVE_SHIPMENT] != 0;
    case SALESINV_KIND_INBOUND:
        return ref->settings[REF_SET_APPROVE_INBOUND] != 0;
    case SALESINV_KIND_OUTBOUND:
        return ref->settings[REF_SET_APPROVE_OUTBOUND] != 0;
    case SALESINV_KIND_RETURN:
        return ref->settings[REF_SET_APPROVE_RETURN] != 0;
    default:
        return false;
    }
}

/* Where a document is once it took effect. */
static int confirmed(const ref_doc *doc)
{
    if (doc->kind != SALESINV_KIND_SHIPMENT)
        return SALESINV_STATUS_CONFIRMED;
    return ref_is_notice(doc) ? SALESINV_STATUS_ISSUED : SALESINV_STATUS_SHIPPED;
}

static void submit_kind(reference *ref, int doc, bool waits)
{
    switch (ref_doc_at(ref, doc)->kind) {
    case SALESINV_KIND_ORDER:
        ref_order_submit(ref, doc);
        break;
    case SALESINV_KIND_ADJUSTMENT:
        ref_adjustment_submit(ref, doc);
        break;
    case SALESINV_KIND_INBOUND:
        ref_inbound_submit(ref, doc, waits);
        break;
    case SALESINV_KIND_OUTBOUND:
        if (ref_is_sale(ref_doc_at(ref, doc)))
            ref_sale_submit(ref, doc, waits);
        else
            ref_outbound_submit(ref, doc, waits);
        break;
    case SALESINV_KIND_SHIPMENT:
        ref_shipment_submit(ref, doc, waits);
        break;
    default:
        ref_return_submit(ref, doc, waits);
        break;
    }
}

static void submit(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    bool waits = needs_approval(ref, of);

    if (!ref_is_in(of, WRITTEN)) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    of->status = waits ? SALESINV_STATUS_IN_APPROVAL : confirmed(of);
    submit_kind(ref, doc, waits);
}

static void approve(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    if (of->status != SALESINV_STATUS_IN_APPROVAL) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    of->status = confirmed(of);
    switch (of->kind) {
    case SALESINV_KIND_INBOUND:
        ref_inbound_approve(ref, doc);
        break;
    case SALESINV_KIND_OUTBOUND:
        if (ref_is_sale(of))
            ref_sale_approve(ref, doc);
        else
            ref_outbound_approve(ref, doc);
        break;
    case SALESINV_KIND_SHIPMENT:
        ref_shipment_approve(ref, doc);
        break;
    case SALESINV_KIND_RETURN:
        ref_return_approve(ref, doc);
        break;
    default:
        break; /* an order froze at submission */
    }
}

/* Back from approval: what it held is given back. */
static void release(reference *ref, int doc)
{
    switch (ref_doc_at(ref, doc)->kind) {
    case SALESINV_KIND_INBOUND:
        ref_inbound_release(ref, doc);
        break;
    case SALESINV_KIND_OUTBOUND:
        if (ref_is_sale(ref_doc_at(ref, doc)))
            ref_sale_release(ref, doc);
        else
            ref_outbound_release(ref, doc);
        break;
    case SALESINV_KIND_SHIPMENT:
        ref_shipment_release(ref, doc);
        break;
    case SALESINV_KIND_RETURN:
        ref_return_release(ref, doc);
        break;
    default:
        ref_order_release(ref, doc);
        break;
    }
}

static void send_back(reference *ref, int doc, int status)
{
    ref_doc *of = ref_doc_at(ref, doc);

    if (of->status != SALESINV_STATUS_IN_APPROVAL) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    of->status = status;
    release(ref, doc);
}

/* What took effect is taken back. */
static void undo(reference *ref, int doc)
{
    switch (ref_doc_at(ref, doc)->kind) {
    case SALESINV_KIND_INBOUND:
        ref_inbound_undo(ref, doc);
        break;
    case SALESINV_KIND_OUTBOUND:
        if (ref_is_sale(ref_doc_at(ref, doc)))
            ref_sale_undo(ref, doc);
        else
            ref_outbound_undo(ref, doc);
        break;
    default:
        ref_return_undo(ref, doc);
        break;
    }
}

static void make_void(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    int before = of->status;

    if (ref_is_reported(of))
        ref_refuse(ref, SALESINV_E_SYNC_ONLY);
    if (of->kind == SALESINV_KIND_ORDER && !ref_is_in(of, WRITTEN))
        ref_order_void(ref, doc);
    else if (of->kind == SALESINV_KIND_SHIPMENT && !ref_is_in(of, WRITTEN))
        ref_shipment_void(ref, doc);
    else if (before == SALESINV_STATUS_IN_APPROVAL)
        release(ref, doc);
    else if (before == SALESINV_STATUS_CONFIRMED ||
             (of->kind == SALESINV_KIND_RETURN &&
              ref_is_in(of, IN(RECEIVED) | IN(CLOSED))))
        undo(ref, doc);
    else if (!ref_is_in(of, WRITTEN))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    of->status = SALESINV_STATUS_VOID;
}

static bool waits_for_goods(const ref_doc *doc)
{
    int open = 0;

    for (int k = 0; k < doc->line_count; k++)
        open += ref_return_open(&doc->lines[k]);
    return doc->is_separate && doc->status == SALESINV_STATUS_CONFIRMED && open > 0;
}

/* A plugin stays on while a document that needs it is under way. */
static void set(reference *ref, int setting, int value)
{
    const uint32_t open = IN(IN_APPROVAL) | IN(ISSUED) | IN(PARTIALLY_OUTBOUND);

    bool is_off =
        ref->settings[setting] == 0; /* an ERP may open a return again that needs it */

    for (int i = 0; i < ref->doc_count && value == 0 && !is_off; i++) {
        const ref_doc *doc = ref_doc_at(ref, i);

        if ((setting == REF_SET_MULTI_ORDER && doc->kind == SALESINV_KIND_SHIPMENT &&
             doc->order == REF_NONE && ref_is_in(doc, open)) ||
            (doc->kind == SALESINV_KIND_RETURN &&
             ref_return_plugin(doc->mode) == setting &&
             (ref_is_in(doc, open) || waits_for_goods(doc))))
            ref_refuse(ref, SALESINV_E_IN_USE);
    }
    ref->settings[setting] = value;
}

static void create(reference *ref, const ref_step *step)
{
    ref->docs[ref->doc_count] = step->draft;
    ref->docs[ref->doc_count++].status = SALESINV_STATUS_DRAFT;
    prepare(ref, step->doc);
    if (step->verb == REF_CREATE_SUBMIT && ref_ok(ref))
        submit(ref, step->doc);
}

static void hear(reference *ref, const ref_step *step)
{
    switch (step->verb) {
    case REF_SENT:
        ref_result_sent(ref, step);
        break;
    case REF_UNSENT:
        ref_result_unsent(ref, step->doc);
        break;
    case REF_FIGURE:
        ref_result_figure(ref, step);
        break;
    case REF_SAID_SERIALS:
        ref_result_serials(ref, step);
        break;
    default:
        ref_result_came(ref, step);
        break;
    }
}

static void carry_out_further(reference *ref, const ref_step *step)
{
    switch (step->verb) {
    case REF_UPDATE:
        ref_order_update(ref, step->doc, &step->draft);
        break;
    case REF_CLOSE:
        if (ref_doc_at(ref, step->doc)->kind == SALESINV_KIND_ORDER)
            ref_order_close(ref, step->doc);
        else if (ref_doc_at(ref, step->doc)->kind == SALESINV_KIND_RETURN)
            ref_return_close(ref, step->doc);
        else
            ref_shipment_close(ref, step->doc);
        break;
    case REF_REOPEN:
        ref_order_reopen(ref, step->doc);
        break;
    case REF_RECEIVE:
        ref_shipment_receive(ref, step);
        break;
    case REF_TAKE_IN:
        ref_return_take_in(ref, step);
        break;
    case REF_UNDO_RECEIPT:
        ref_shipment_undo_receipt(ref, step->doc);
        break;
    case REF_SET:
        set(ref, step->setting, step->value);
        break;
    default:
        hear(ref, step);
        break;
    }
}

void ref_carry_out(reference *ref, const ref_step *step)
{
    ref->code_count = 0;
    if (ref->is_synced && step->verb >= REF_SUBMIT && step->verb <= REF_VOID &&
        ref_doc_at(ref, step->doc)->kind == SALESINV_KIND_OUTBOUND) {
        ref_refuse(ref, SALESINV_E_SYNC_ONLY);
        return;
    }
    switch (step->verb) {
    case REF_CREATE:
    case REF_CREATE_SUBMIT:
        create(ref, step);
        break;
    case REF_SUBMIT:
        submit(ref, step->doc);
        break;
    case REF_APPROVE:
        approve(ref, step->doc);
        break;
    case REF_REJECT:
        send_back(ref, step->doc, SALESINV_STATUS_REJECTED);
        break;
    case REF_WITHDRAW:
        send_back(ref, step->doc, SALESINV_STATUS_WITHDRAWN);
        break;
    case REF_VOID:
        make_void(ref, step->doc);
        break;
    default:
        carry_out_further(ref, step);
        break;
    }
}
