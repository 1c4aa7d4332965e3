/* SPDX-License-Identifier: Apache-2.0 */
/* The goods that an exchange sends out (domain.md 5.14). */
#include "model/reference.h"

#define STATE(name) (UINT32_C(1) << SALESINV_SERIAL_##name)

static const ref_at NOBODY = {REF_NONE, 0};

/* ---- goods out, of an exchange ---- */

/* The ERP takes it from where it likes; of a warehouse that is named its figures speak. */
static void ask_figures(reference *ref, const ref_doc *doc)
{
    for (int p = 0; p < REF_PRODUCTS && doc->out_warehouse != REF_NONE; p++) {
        int sum = 0;

        for (int k = 0; k < doc->line_count; k++)
            sum += doc->lines[k].is_out && doc->lines[k].product == p
                       ? doc->lines[k].qty
                       : 0;
        if (sum > 0 && sum > ref_available(ref, doc->out_warehouse, p))
            ref_refuse(ref, SALESINV_E_INSUFFICIENT_STOCK);
    }
}

void ref_exchange_check(reference *ref, int doc, bool was_pending)
{
    ref_doc *of = ref_doc_at(ref, doc);
    int w;

    if (ref_return_count(of, true) == 0)
        return;
    if (ref->is_synced) {
        ask_figures(ref, of);
        return;
    }
    if (of->out_warehouse == REF_NONE)
        of->out_warehouse = of->warehouse;
    if (of->out_warehouse == REF_NONE) {
        ref_refuse(ref, SALESINV_E_WAREHOUSE_REQUIRED);
        return;
    }
    w = of->out_warehouse;
    for (int p = 0; p < REF_PRODUCTS; p++) {
        int sum = 0;

        for (int k = 0; k < of->line_count; k++)
            sum +=
                of->lines[k].is_out && of->lines[k].product == p ? of->lines[k].qty : 0;
        if (sum > 0)
            ref_check_out(ref, w, p, sum, was_pending ? sum : 0, was_pending ? sum : 0);
    }
    for (int k = 0; k < of->line_count; k++) {
        const ref_at line = {doc, k};
        const ref_serial_rule rule = {was_pending ? STATE(OUTGOING) : STATE(IN_STOCK),
                                      w, was_pending ? line : NOBODY, false};

        if (of->lines[k].is_out)
            ref_check_serials(ref, line, &rule);
    }
}

/* What goes out: frozen (into approval), free again (back from it), gone, or back. */
void ref_exchange_move(reference *ref, int doc, int state, bool is_frozen, int on_hand)
{
    ref_doc *of = ref_doc_at(ref, doc);
    bool is_gone = state == SALESINV_SERIAL_USED;

    if (ref->is_synced)
        return; /* the ERP moves them */
    for (int k = 0; k < of->line_count; k++) {
        ref_line *line = &of->lines[k];
        const ref_serial to = {
            .state = state,
            .warehouse = is_gone ? REF_NONE : of->out_warehouse,
            .account = is_gone ? of->account : REF_NONE,
            .holder = state == SALESINV_SERIAL_IN_STOCK ? NOBODY : (ref_at){doc, k}};

        if (!line->is_out)
            continue;
        line->frozen[of->out_warehouse] = is_frozen ? line->qty : 0;
        ref->on_hand[of->out_warehouse][line->product] += on_hand * line->qty;
        ref_move_serials(ref, (ref_at){doc, k}, &to);
    }
}

void ref_exchange_check_back(reference *ref, int doc, uint32_t state)
{
    for (int k = 0; k < ref_doc_at(ref, doc)->line_count && !ref->is_synced; k++) {
        const ref_serial_rule rule = {state, REF_NONE, {doc, k}, true};

        if (ref_doc_at(ref, doc)->lines[k].is_out)
            ref_check_serials(ref, (ref_at){doc, k}, &rule);
    }
}
