/* SPDX-License-Identifier: Apache-2.0 */
/* What an ERP tells: mostly what could be, now and then what contradicts the documents. */
#include "model/steps.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

static const ref_at NOBODY = {REF_NONE, 0};

/* Serials that the ERP may send, known or not. */
static uint32_t sendable(uint64_t *seed, const reference *ref, int product)
{
    uint32_t found =
        steps_serials(ref, SALESINV_SERIAL_IN_STOCK, product, REF_NONE, NOBODY);

    if (steps_one_in(seed, 3))
        found |= steps_serials(ref, 0, product, REF_NONE, NOBODY) |
                 steps_serials(ref, SALESINV_SERIAL_UNUSED, product, REF_NONE, NOBODY);
    if (steps_one_in(seed, 4))
        for (int i = 0; i < REF_SERIALS; i++)
            if (ref->serials[i].state == SALESINV_SERIAL_USED &&
                ref->serials[i].product == product &&
                ref->serials[i].holder.doc == REF_NONE)
                found |= UINT32_C(1) << i;
    return found;
}

/* ---- figures and serials ---- */

bool steps_make_figure(uint64_t *seed, const reference *ref, ref_step *out)
{
    (void)ref;
    out->verb = REF_FIGURE;
    out->draft = (ref_doc){.warehouse = steps_below(seed, REF_WAREHOUSES),
                           .out_warehouse = REF_NONE};
    out->setting = steps_below(seed, REF_ASSEMBLED + 1);
    out->value = steps_below(seed, 16);
    out->received[0] = steps_one_in(seed, 2) ? steps_below(seed, out->value + 3) : 0;
    return true;
}

bool steps_make_serials(uint64_t *seed, const reference *ref, ref_step *out)
{
    static const int states[] = {SALESINV_SERIAL_UNUSED, SALESINV_SERIAL_IN_STOCK,
                                 SALESINV_SERIAL_IN_STOCK, SALESINV_SERIAL_IN_STOCK,
                                 SALESINV_SERIAL_USED};
    bool is_any = steps_one_in(seed, 8);

    out->verb = REF_SAID_SERIALS;
    out->setting = REF_SERIAL + steps_below(seed, 2);
    out->value = states[steps_below(seed, 5)];
    out->draft = (ref_doc){
        .warehouse = REF_NONE, .account = REF_NONE, .out_warehouse = REF_NONE};
    if (out->value == SALESINV_SERIAL_IN_STOCK)
        out->draft.warehouse = steps_below(seed, REF_WAREHOUSES);
    if (out->value == SALESINV_SERIAL_USED && steps_one_in(seed, 2))
        out->draft.account = steps_below(seed, REF_ACCOUNTS);
    for (int i = 0; i < REF_SERIALS; i++) {
        bool is_fit =
            i / (REF_SERIALS / 2) == out->setting - REF_SERIAL &&
            (ref->serials[i].state == 0 || ref->serials[i].holder.doc == REF_NONE);

        if ((is_fit || is_any) && steps_one_in(seed, 4))
            out->serials[0] |= UINT32_C(1) << i;
    }
    return out->serials[0] != 0;
}

/* ---- goods that went out ---- */

static void begin(ref_step *out, int doc, salesinv_kind kind, uint64_t *seed)
{
    out->verb = REF_SENT;
    out->doc = doc;
    out->draft = (ref_doc){.kind = kind,
                           .warehouse = steps_below(seed, REF_WAREHOUSES),
                           .out_warehouse = REF_NONE,
                           .account = REF_NONE,
                           .order = REF_NONE};
}

static void add_line(uint64_t *seed, const reference *ref, ref_doc *draft,
                     ref_at source, int most, uint32_t had)
{
    int product = ref->docs[source.doc].lines[source.line].product;
    ref_line *line = steps_add_line(draft, product, steps_qty(seed, most));

    line->source = source;
    steps_name_serials(seed, line, sendable(seed, ref, product) | had);
}

static uint32_t serials_of(const ref_doc *doc)
{
    uint32_t found = 0;

    for (int k = 0; k < doc->line_count; k++)
        found |= doc->lines[k].serials;
    return found;
}

/* Lines of a notice; a correction has what it was of before. */
static void fill_sale(uint64_t *seed, const reference *ref, ref_step *out, int notice,
                      const ref_doc *former)
{
    const ref_doc *of = &ref->docs[notice];

    out->draft.type = SALESINV_OUTBOUND_SALE;
    out->draft.order = notice;
    for (int k = 0; k < of->line_count && out->draft.line_count < 3; k++) {
        int most = of->lines[k].qty - of->lines[k].outbound - of->lines[k].closed;

        for (int i = 0; former && i < former->line_count; i++)
            most += former->lines[i].source.line == k ? former->lines[i].qty : 0;
        if (most <= 0 ? steps_one_in(seed, 20) : !steps_one_in(seed, 4))
            add_line(seed, ref, &out->draft, (ref_at){notice, k}, most,
                     former ? serials_of(former) : 0);
    }
}

static void fill_shipment(uint64_t *seed, const reference *ref, ref_step *out,
                          int order, const ref_doc *former)
{
    const ref_doc *of = &ref->docs[order];

    for (int k = 0; k < of->line_count && out->draft.line_count < 3; k++) {
        int most = ref_remaining(ref, (ref_at){order, k});

        for (int i = 0; former && i < former->line_count; i++)
            most += former->lines[i].source.doc == order &&
                            former->lines[i].source.line == k
                        ? former->lines[i].qty
                        : 0;
        if (most <= 0 ? steps_one_in(seed, 20) : !steps_one_in(seed, 4))
            add_line(seed, ref, &out->draft, (ref_at){order, k}, most,
                     former ? serials_of(former) : 0);
    }
}

static int pick_order(uint64_t *seed, const reference *ref)
{
    int found = REF_NONE;
    int count = 0;

    for (int i = 0; i < ref->doc_count; i++)
        if (ref->docs[i].kind == SALESINV_KIND_ORDER &&
            (ref->docs[i].shipping_mode == SALESINV_SHIPPING_ORDER ||
             steps_one_in(seed, 20)) &&
            (ref_is_in(&ref->docs[i], IN(CONFIRMED)) || steps_one_in(seed, 20)) &&
            steps_one_in(seed, ++count))
            found = i;
    return found;
}

bool steps_make_sent(uint64_t *seed, const reference *ref, ref_step *out)
{
    int order = pick_order(seed, ref);
    int notice = REF_NONE;
    int count = 0;

    for (int i = 0; i < ref->doc_count; i++)
        if (ref->docs[i].kind == SALESINV_KIND_SHIPMENT &&
            ref_is_notice(&ref->docs[i]) &&
            (ref_is_in(&ref->docs[i], IN(ISSUED) | IN(PARTIALLY_OUTBOUND)) ||
             steps_one_in(seed, 15)) &&
            steps_one_in(seed, ++count))
            notice = i;
    if (notice != REF_NONE && (order == REF_NONE || steps_one_in(seed, 2))) {
        begin(out, ref->doc_count, SALESINV_KIND_OUTBOUND, seed);
        fill_sale(seed, ref, out, notice, NULL);
    } else if (order != REF_NONE) {
        begin(out, ref->doc_count, SALESINV_KIND_SHIPMENT, seed);
        fill_shipment(seed, ref, out, order, NULL);
    }
    return out->draft.line_count > 0;
}

/* A document of the ERP that is not void. */
static int pick_reported(uint64_t *seed, const reference *ref)
{
    int found = REF_NONE;
    int count = 0;

    for (int i = 0; i < ref->doc_count; i++)
        if (ref_is_reported(&ref->docs[i]) &&
            ref->docs[i].status != SALESINV_STATUS_VOID && steps_one_in(seed, ++count))
            found = i;
    return found;
}

/* The same again, or something else for the same notice or orders. */
bool steps_make_correction(uint64_t *seed, const reference *ref, ref_step *out)
{
    int doc = pick_reported(seed, ref);
    const ref_doc *of;
    int order = REF_NONE;

    if (doc == REF_NONE || ref->docs[doc].line_count + 3 > REF_LINES)
        return false;
    of = &ref->docs[doc];
    begin(out, doc, of->kind, seed);
    if (!steps_one_in(seed, 3))
        out->draft.warehouse = of->warehouse;
    for (int k = 0; k < of->line_count; k++)
        if (!of->lines[k].is_removed)
            order = of->lines[k].source.doc;
    if (steps_one_in(seed, 6)) {
        out->draft.order = of->kind == SALESINV_KIND_OUTBOUND ? of->order : REF_NONE;
        for (int k = 0; k < of->line_count; k++)
            if (!of->lines[k].is_removed)
                out->draft.lines[out->draft.line_count++] = of->lines[k];
    } else if (of->kind == SALESINV_KIND_OUTBOUND) {
        fill_sale(seed, ref, out, of->order, of);
    } else {
        fill_shipment(seed, ref, out, order, of);
    }
    for (int k = 0; k < out->draft.line_count; k++)
        out->draft.lines[k].number = 0;
    return out->draft.line_count > 0;
}

bool steps_make_unsent(uint64_t *seed, const reference *ref, ref_step *out)
{
    out->verb = REF_UNSENT;
    out->doc = pick_reported(seed, ref);
    if (out->doc != REF_NONE)
        out->draft.kind = ref->docs[out->doc].kind;
    return out->doc != REF_NONE;
}

/* ---- returns ---- */

static int pick_pushed(uint64_t *seed, const reference *ref)
{
    int found = REF_NONE;
    int count = 0;

    for (int i = 0; i < ref->doc_count; i++)
        if (ref->docs[i].kind == SALESINV_KIND_RETURN &&
            (ref->docs[i].is_separate || steps_one_in(seed, 10)) &&
            (ref_is_in(&ref->docs[i], IN(CONFIRMED) | IN(RECEIVED)) ||
             steps_one_in(seed, 20)) &&
            steps_one_in(seed, ++count))
            found = i;
    return found;
}

bool steps_make_came(uint64_t *seed, const reference *ref, ref_step *out)
{
    const ref_doc *of;

    out->verb = REF_CAME;
    out->doc = pick_pushed(seed, ref);
    if (out->doc == REF_NONE)
        return false;
    of = &ref->docs[out->doc];
    out->draft = (ref_doc){
        .kind = SALESINV_KIND_RETURN, .warehouse = REF_NONE, .out_warehouse = REF_NONE};
    if (of->warehouse == REF_NONE ? !steps_one_in(seed, 8) : steps_one_in(seed, 12))
        out->draft.warehouse = steps_below(seed, REF_WAREHOUSES);
    for (int k = 0; k < of->line_count; k++) {
        ref_line line = of->lines[k];
        int most = ref_return_open(&line) + line.received;

        if (line.is_removed || (most <= 0 && !steps_one_in(seed, 20)) ||
            steps_one_in(seed, 5))
            continue;
        line.qty = steps_qty(seed, most);
        line.serials = 0;
        if (steps_one_in(seed, 3) && !line.is_out)
            line.serials = 0;
        else
            steps_name_serials(seed, &line,
                               line.came |
                                   (line.is_out ? sendable(seed, ref, line.product)
                                                : of->lines[k].serials));
        out->received[k] = line.qty;
        out->serials[k] = line.serials;
    }
    return true;
}

bool steps_make_uncame(uint64_t *seed, const reference *ref, ref_step *out)
{
    int count = 0;

    out->verb = REF_UNCAME;
    out->doc = REF_NONE;
    for (int i = 0; i < ref->doc_count; i++)
        if (ref->docs[i].has_result && steps_one_in(seed, ++count))
            out->doc = i;
    return out->doc != REF_NONE;
}
