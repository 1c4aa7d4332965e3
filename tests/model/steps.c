/* SPDX-License-Identifier: Apache-2.0 */
/* Drawing steps, and those that move a document on. New documents: steps_goods.c and steps_trade.c. */
#include "model/steps.h"

#include <string.h>

#include "support/programme.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

static const uint32_t PENDING = IN(IN_APPROVAL);
static const uint32_t WRITTEN = IN(DRAFT) | IN(REJECTED) | IN(WITHDRAWN);

int steps_below(uint64_t *seed, int limit)
{
    return (int)(programme_random(seed) % (uint64_t)limit);
}

bool steps_one_in(uint64_t *seed, int times)
{
    return steps_below(seed, times) == 0;
}

int steps_qty(uint64_t *seed, int most)
{
    if (most <= 0 || steps_one_in(seed, 8))
        return 1 + steps_below(seed, 6);
    return steps_one_in(seed, 2) ? most : 1 + steps_below(seed, most);
}

int steps_pick(uint64_t *seed, const reference *ref, salesinv_kind kind,
               uint32_t statuses)
{
    bool is_any = steps_one_in(seed, 12);
    int found = REF_NONE;
    int count = 0;

    for (int i = 0; i < ref->doc_count; i++)
        if (ref->docs[i].kind == kind &&
            (is_any || ref_is_in(&ref->docs[i], statuses)) &&
            steps_one_in(seed, ++count))
            found = i;
    return found;
}

uint32_t steps_serials(const reference *ref, int state, int product, int warehouse,
                       ref_at holder)
{
    uint32_t found = 0;

    for (int i = 0; i < REF_SERIALS; i++) {
        const ref_serial *serial = &ref->serials[i];
        bool is_fit = serial->state == state &&
                      (state == 0 ? i / (REF_SERIALS / 2) == product - REF_SERIAL
                                  : serial->product == product) &&
                      (warehouse == REF_NONE || serial->warehouse == warehouse) &&
                      (holder.doc == REF_NONE || (serial->holder.doc == holder.doc &&
                                                  serial->holder.line == holder.line));
        found |= is_fit ? UINT32_C(1) << i : 0;
    }
    return found;
}

void steps_name_serials(uint64_t *seed, ref_line *line, uint32_t fitting)
{
    bool is_careless = steps_one_in(seed, 14);

    if (!ref_is_serial(line->product)) {
        line->serials = steps_one_in(seed, 150) ? 1 : 0;
        return;
    }
    line->serials = 0;
    for (int i = 0; i < REF_SERIALS && __builtin_popcount(line->serials) < line->qty;
         i++)
        if ((fitting >> i & 1) ? !steps_one_in(seed, 4)
                               : is_careless && steps_one_in(seed, 6))
            line->serials |= UINT32_C(1) << i;
    if (line->serials != 0 && !steps_one_in(seed, 20))
        line->qty = __builtin_popcount(line->serials);
}

void steps_begin(ref_step *out, const reference *ref, uint64_t *seed,
                 salesinv_kind kind)
{
    out->verb = steps_one_in(seed, 9) ? REF_CREATE : REF_CREATE_SUBMIT;
    out->doc = ref->doc_count;
    out->draft = (ref_doc){.kind = kind,
                           .warehouse = REF_NONE,
                           .out_warehouse = REF_NONE,
                           .account = REF_NONE,
                           .order = REF_NONE};
}

ref_line *steps_add_line(ref_doc *doc, int product, int qty)
{
    ref_line *line = &doc->lines[doc->line_count++];

    *line = (ref_line){.product = product,
                       .qty = qty,
                       .parent = REF_NONE,
                       .source = {REF_NONE, 0},
                       .order_line = {REF_NONE, 0},
                       .stated = REF_NONE,
                       .warehouse = REF_NONE};
    return line;
}

/* ---- a document moves on ---- */

static const salesinv_kind KINDS[] = {SALESINV_KIND_ORDER, SALESINV_KIND_SHIPMENT,
                                      SALESINV_KIND_INBOUND, SALESINV_KIND_OUTBOUND,
                                      SALESINV_KIND_RETURN};
enum { KIND_COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };

/* A verb on a document of any kind that takes it. */
static bool any(uint64_t *seed, const reference *ref, ref_step *out, ref_verb verb,
                uint32_t statuses)
{
    int first = steps_below(seed, KIND_COUNT);

    out->verb = verb;
    out->doc = REF_NONE;
    for (int i = 0; i < KIND_COUNT && out->doc == REF_NONE; i++)
        out->doc = steps_pick(seed, ref, KINDS[(first + i) % KIND_COUNT], statuses);
    return out->doc != REF_NONE;
}

static bool one(uint64_t *seed, const reference *ref, ref_step *out, ref_verb verb,
                salesinv_kind kind, uint32_t statuses)
{
    out->verb = verb;
    out->doc = steps_pick(seed, ref, kind, statuses);
    return out->doc != REF_NONE;
}

static bool submit(uint64_t *seed, const reference *ref, ref_step *out)
{
    return any(seed, ref, out, REF_SUBMIT, WRITTEN) &&
           ref->docs[out->doc].line_count + 8 <= REF_LINES; /* kits make lines */
}

static bool approve(uint64_t *seed, const reference *ref, ref_step *out)
{
    return any(seed, ref, out, REF_APPROVE, PENDING);
}

static bool reject(uint64_t *seed, const reference *ref, ref_step *out)
{
    return any(seed, ref, out, REF_REJECT, PENDING);
}

static bool withdraw(uint64_t *seed, const reference *ref, ref_step *out)
{
    return any(seed, ref, out, REF_WITHDRAW, PENDING);
}

static bool void_early(uint64_t *seed, const reference *ref, ref_step *out)
{
    return any(seed, ref, out, REF_VOID, WRITTEN | PENDING);
}

static bool void_order(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_VOID, SALESINV_KIND_ORDER, IN(CONFIRMED));
}

static bool void_shipment(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_VOID, SALESINV_KIND_SHIPMENT,
               IN(SHIPPED) | IN(ISSUED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND));
}

static bool void_inbound(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_VOID, SALESINV_KIND_INBOUND, IN(CONFIRMED));
}

static bool void_outbound(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_VOID, SALESINV_KIND_OUTBOUND, IN(CONFIRMED));
}

static bool void_return(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_VOID, SALESINV_KIND_RETURN,
               IN(CONFIRMED) | IN(RECEIVED) | IN(CLOSED));
}

static bool close_order(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_CLOSE, SALESINV_KIND_ORDER, IN(CONFIRMED));
}

static bool reopen(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_REOPEN, SALESINV_KIND_ORDER,
               IN(CLOSED) | (steps_one_in(seed, 4) ? IN(RECEIVED) : 0));
}

static bool close_notice(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_CLOSE, SALESINV_KIND_SHIPMENT,
               IN(ISSUED) | IN(PARTIALLY_OUTBOUND));
}

/* A return that waits for goods, mostly. */
static bool pick_waiting(uint64_t *seed, const reference *ref, ref_step *out,
                         ref_verb verb)
{
    int count = 0;

    out->verb = verb;
    out->doc = steps_one_in(seed, 20)
                   ? steps_pick(seed, ref, SALESINV_KIND_RETURN, UINT32_MAX)
                   : REF_NONE;
    for (int i = 0; i < ref->doc_count && (out->doc == REF_NONE || count > 0); i++)
        if (ref->docs[i].kind == SALESINV_KIND_RETURN && ref->docs[i].is_separate &&
            ref_is_in(&ref->docs[i], IN(CONFIRMED)) && steps_one_in(seed, ++count))
            out->doc = i;
    return out->doc != REF_NONE;
}

static bool receive(uint64_t *seed, const reference *ref, ref_step *out)
{
    if (!one(seed, ref, out, REF_RECEIVE, SALESINV_KIND_SHIPMENT,
             IN(SHIPPED) | IN(OUTBOUND)))
        return false;
    out->is_short = steps_one_in(seed, 3);
    out->has_reason = !steps_one_in(seed, 6);
    for (int k = 0; k < ref->docs[out->doc].line_count; k++) {
        int sent = ref_sent(ref, (ref_at){out->doc, k});

        out->received[k] = sent - steps_below(seed, 3);
        if (out->received[k] < 0 || steps_one_in(seed, 30))
            out->received[k] = sent + steps_below(seed, 2);
        if (ref->docs[out->doc].lines[k].is_removed)
            out->received[k] = 0;
    }
    return true;
}

/* Goods of a return come in: all of them, or some. */
static bool take_in(uint64_t *seed, const reference *ref, ref_step *out)
{
    const ref_doc *of;

    if (!pick_waiting(seed, ref, out, REF_TAKE_IN))
        return false;
    of = &ref->docs[out->doc];
    out->is_short = !steps_one_in(seed, 3);
    for (int k = 0; k < of->line_count; k++) {
        ref_line line = of->lines[k];
        const ref_at at = {out->doc, k};

        if (!ref_is_coming(&line) ||
            (ref_return_open(&line) <= 0 && !steps_one_in(seed, 20)))
            continue;
        line.qty = steps_qty(seed, ref_return_open(&line));
        steps_name_serials(
            seed, &line,
            steps_serials(ref, SALESINV_SERIAL_INCOMING, line.product, REF_NONE, at));
        out->received[k] = line.qty;
        out->serials[k] = ref_is_serial(line.product) ? line.serials : 0;
    }
    return true;
}

static bool close_return(uint64_t *seed, const reference *ref, ref_step *out)
{
    return pick_waiting(seed, ref, out, REF_CLOSE);
}

static bool undo_receipt(uint64_t *seed, const reference *ref, ref_step *out)
{
    return one(seed, ref, out, REF_UNDO_RECEIPT, SALESINV_KIND_SHIPMENT, IN(RECEIVED));
}

/* ---- settings ---- */

/* Most are on most of the time, so that what they allow happens. */
static bool set(uint64_t *seed, const reference *ref, ref_step *out)
{
    out->verb = REF_SET;
    do
        out->setting = steps_below(seed, REF_SETTINGS);
    while (!ref_has_setting(ref, out->setting));
    switch (out->setting) {
    case REF_SET_MODE:
        out->value = 1 + steps_below(seed, 4);
        if (out->value > SALESINV_MODE_CONSOLIDATED)
            out->value = SALESINV_MODE_CONSOLIDATED;
        break;
    case REF_SET_RULE:
        out->value = steps_one_in(seed, 3) ? SALESINV_RULE_ALLOW : SALESINV_RULE_BLOCK;
        break;
    case REF_SET_GOODS_IN:
        out->value = steps_one_in(seed, 2) ? SALESINV_GOODS_IN_SEPARATE
                                           : SALESINV_GOODS_IN_AT_CONFIRM;
        break;
    case REF_SET_SHIPPING:
        out->value =
            steps_one_in(seed, 2) ? SALESINV_SHIPPING_NOTICE : SALESINV_SHIPPING_ORDER;
        break;
    case REF_SET_APPROVE_ORDER:
    case REF_SET_APPROVE_INBOUND:
        out->value = steps_one_in(seed, 4);
        break;
    case REF_SET_APPROVE_SHIPMENT:
    case REF_SET_APPROVE_OUTBOUND:
    case REF_SET_APPROVE_RETURN:
        out->value = steps_one_in(seed, 3);
        break;
    default:
        out->value = !steps_one_in(seed, 5);
        break;
    }
    return true;
}

const steps_sort steps_sorts[STEPS_SORTS] = {
    {"inbound", 10, 0, steps_make_inbound, false},
    {"outbound", 4, 0, steps_make_outbound, false},
    {"order", 14, 14, steps_make_order, false},
    {"edit", 6, 6, steps_make_edit, false},
    {"adjustment", 5, 0, steps_make_adjustment, false},
    {"shipment", 15, 15, steps_make_shipment, false},
    {"notice", 11, 11, steps_make_notice, false},
    {"several orders", 14, 14, steps_make_several, false},
    {"sale", 20, 0, steps_make_sale, false},
    {"order return", 7, 7, steps_make_order_return, false},
    {"shipment return", 8, 8, steps_make_shipment_return, false},
    {"free return", 3, 3, steps_make_free_return, false},
    {"exchange", 6, 6, steps_make_exchange, false},
    {"goods in", 7, 0, take_in, false},
    {"close return", 4, 4, close_return, false},
    {"submit", 3, 3, submit, false},
    {"approve", 8, 8, approve, false},
    {"reject", 2, 2, reject, false},
    {"withdraw", 2, 2, withdraw, false},
    {"void early", 2, 2, void_early, true},
    {"void order", 2, 2, void_order, false},
    {"void shipment", 4, 4, void_shipment, false},
    {"void inbound", 2, 0, void_inbound, false},
    {"void outbound", 3, 0, void_outbound, false},
    {"void return", 3, 3, void_return, false},
    {"close order", 3, 3, close_order, false},
    {"reopen", 3, 3, reopen, false},
    {"close notice", 4, 4, close_notice, false},
    {"receive", 5, 5, receive, false},
    {"undo receipt", 4, 4, undo_receipt, false},
    {"setting", 5, 5, set, true},
    {"figure", 0, 12, steps_make_figure, true},
    {"serials", 0, 12, steps_make_serials, false},
    {"sent", 0, 30, steps_make_sent, false},
    {"correction", 0, 14, steps_make_correction, false},
    {"not sent", 0, 5, steps_make_unsent, false},
    {"came", 0, 20, steps_make_came, false},
    {"did not come", 0, 4, steps_make_uncame, false},
};

int steps_weight(const reference *ref, int sort)
{
    return ref->is_synced ? steps_sorts[sort].weight_sync : steps_sorts[sort].weight;
}

int steps_choose(uint64_t *seed, const reference *ref, ref_step *out)
{
    int sum = 0;

    for (int i = 0; i < STEPS_SORTS; i++)
        sum += steps_weight(ref, i);
    for (;;) {
        int drawn = steps_below(seed, sum);
        int i = 0;

        for (; drawn >= steps_weight(ref, i); i++)
            drawn -= steps_weight(ref, i);
        memset(out, 0, sizeof(*out));
        if (steps_sorts[i].make(seed, ref, out))
            return i;
    }
}
