/* SPDX-License-Identifier: Apache-2.0 */
/* Stock (domain.md 2), serials (5.7), and the documents that move both for no order: 5.11 and 5.12. */
#include <string.h>

#include "model/reference.h"

#define STATE(name) (UINT32_C(1) << SALESINV_SERIAL_##name)

static const ref_at NOBODY = {REF_NONE, 0};

/* ---- figures ---- */

int ref_line_frozen(const ref_line *line)
{
    int sum = 0;

    for (int w = 0; w < REF_WAREHOUSES; w++)
        sum += line->frozen[w];
    return sum;
}

/* Formula 2: all open freezes, or those alone that are not an order's under "allow". */
static int sum_frozen(const reference *ref, int warehouse, int product, bool with_allow)
{
    int sum = 0;

    if (ref->is_synced)
        return with_allow ? ref->erp_frozen[warehouse][product] : 0;
    for (int i = 0; i < ref->doc_count; i++) {
        const ref_doc *doc = &ref->docs[i];

        if (!with_allow && doc->kind == SALESINV_KIND_ORDER &&
            doc->rule == SALESINV_RULE_ALLOW)
            continue;
        for (int k = 0; k < doc->line_count; k++)
            if (doc->lines[k].product == product)
                sum += doc->lines[k].frozen[warehouse];
    }
    return sum;
}

int ref_frozen(const reference *ref, int warehouse, int product)
{
    return sum_frozen(ref, warehouse, product, true);
}

int ref_available(const reference *ref, int warehouse, int product)
{
    return ref->on_hand[warehouse][product] - ref_frozen(ref, warehouse, product);
}

/* Formula 5, for a document as a whole; and nobody takes what "block" promised to others (example 3b, 5.12). */
void ref_check_out(reference *ref, int warehouse, int product, int qty, int covered,
                   int firm)
{
    int real;
    int available;
    int blocked;

    if (warehouse == REF_NONE) /* refused for that */
        return;
    real = ref->on_hand[warehouse][product];
    available = ref_available(ref, warehouse, product);
    blocked = sum_frozen(ref, warehouse, product, false);
    if (qty > real || qty - covered > (available > 0 ? available : 0) ||
        blocked - firm > real - qty)
        ref_refuse(ref, SALESINV_E_INSUFFICIENT_STOCK);
}

void ref_check_cover(reference *ref, int warehouse, int product, int qty)
{
    if (ref->on_hand[warehouse][product] - qty <
        sum_frozen(ref, warehouse, product, false))
        ref_refuse(ref, SALESINV_E_INSUFFICIENT_STOCK);
}

/* ---- serials ---- */

static bool is_at(ref_at a, ref_at b)
{
    return a.doc == b.doc && a.line == b.line;
}

static void check_serial(reference *ref, const ref_serial *serial, ref_at line,
                         const ref_serial_rule *rule)
{
    const uint32_t promised = STATE(INCOMING) | STATE(OUTGOING);
    uint32_t state = UINT32_C(1) << serial->state;
    bool is_fit = (rule->states & state) != 0;

    if (serial->state == 0) {
        if (!is_fit)
            ref_refuse(ref, SALESINV_E_SERIAL_NOT_FOUND);
        return;
    }
    if (serial->product != ref_line_at(ref, line)->product)
        ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    if (!is_fit)
        ref_refuse(ref,
                   promised & state ? SALESINV_E_SERIAL_HELD : SALESINV_E_SERIAL_STATE);
    else if (rule->holder.doc != REF_NONE && !is_at(serial->holder, rule->holder))
        ref_refuse(ref, SALESINV_E_SERIAL_HELD);
    if (rule->warehouse != REF_NONE && serial->warehouse != rule->warehouse)
        ref_refuse(ref, SALESINV_E_SERIAL_PLACE);
    if (rule->is_last && !is_at(serial->last, line))
        ref_refuse(ref, SALESINV_E_SERIAL_STATE);
}

void ref_check_serials(reference *ref, ref_at line, const ref_serial_rule *rule)
{
    for (int i = 0; i < REF_SERIALS; i++)
        if (ref_line_at(ref, line)->serials >> i & 1)
            check_serial(ref, &ref->serials[i], line, rule);
}

void ref_count_serials(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);
    uint32_t seen = 0;

    for (int k = 0; k < of->line_count; k++) {
        const ref_line *line = &of->lines[k];
        int count = __builtin_popcount(line->serials);

        if (line->serials & seen)
            ref_refuse(ref, SALESINV_E_SERIAL_DUPLICATE);
        seen |= line->serials;
        if (ref_is_serial(line->product) && count != line->qty)
            ref_refuse(ref, count == 0 ? SALESINV_E_SERIAL_REQUIRED
                                       : SALESINV_E_SERIAL_COUNT);
        if (!ref_is_serial(line->product) && count != 0)
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    }
}

static bool is_same_line(ref_at a, ref_at b)
{
    return a.doc == b.doc && (a.doc == REF_NONE || a.line == b.line);
}

static ref_serial_place place_of(const ref_serial *serial)
{
    return (ref_serial_place){serial->state, serial->warehouse, serial->account,
                              serial->holder, serial->last};
}

void ref_note_line(ref_serial *serial, const ref_serial *before, ref_at line)
{
    const ref_serial_place *from;

    serial->place_count = before->place_count;
    memcpy(serial->places, before->places, sizeof(serial->places));
    serial->last = line;
    if (!is_same_line(before->last, line) || before->state == 0) {
        if (serial->place_count == REF_PLACES) /* the oldest is forgotten */
            memmove(serial->places, serial->places + 1,
                    (REF_PLACES - 1) * sizeof(serial->places[0]));
        else
            serial->place_count++;
        serial->places[serial->place_count - 1] = place_of(before);
    }
    from = &serial->places[serial->place_count - 1];
    if (serial->place_count > 0 && from->state == serial->state &&
        from->warehouse == serial->warehouse && from->account == serial->account &&
        is_same_line(from->holder, serial->holder)) {
        serial->last = from->last;
        serial->place_count--;
    }
}

void ref_move_serials(reference *ref, ref_at line, const ref_serial *to)
{
    for (int i = 0; i < REF_SERIALS; i++) {
        const ref_serial before = ref->serials[i];

        if (!(ref_line_at(ref, line)->serials >> i & 1))
            continue;
        ref->serials[i] = *to;
        ref->serials[i].product = ref_line_at(ref, line)->product;
        ref_note_line(&ref->serials[i], &before, line);
    }
}

/* ---- inbound and outbound orders by hand ---- */

/* What is refused before anybody submits it: serials of goods that have none, a sale without a notice. */
void ref_stock_order_prepare(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++)
        if (of->lines[k].serials != 0 && !ref_is_serial(of->lines[k].product))
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    if (of->kind == SALESINV_KIND_OUTBOUND && of->type == SALESINV_OUTBOUND_SALE)
        ref_refuse(ref, SALESINV_E_SOURCE_REQUIRED);
}

static void check_complete(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    if (of->line_count == 0)
        ref_refuse(ref, SALESINV_E_ARG);
    ref_count_serials(ref, doc);
}

/* Every line's serials from one state to another. */
static void each_serial(reference *ref, int doc, ref_serial_rule rule, ref_serial to,
                        bool is_held)
{
    for (int k = 0; k < ref_doc_at(ref, doc)->line_count; k++) {
        const ref_at line = {doc, k};

        if (is_held)
            rule.holder = line;
        ref_check_serials(ref, line, &rule);
    }
    for (int k = 0; k < ref_doc_at(ref, doc)->line_count && ref_ok(ref); k++) {
        const ref_at line = {doc, k};

        if (to.state == SALESINV_SERIAL_INCOMING ||
            to.state == SALESINV_SERIAL_OUTGOING || to.state == SALESINV_SERIAL_USED)
            to.holder = line;
        ref_move_serials(ref, line, &to);
    }
}

static void add_stock(reference *ref, int doc, int sign)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count && ref_ok(ref); k++)
        ref->on_hand[of->warehouse][of->lines[k].product] += sign * of->lines[k].qty;
}

static int sum_of(const ref_doc *doc, int product)
{
    int sum = 0;

    for (int k = 0; k < doc->line_count; k++)
        if (doc->lines[k].product == product)
            sum += doc->lines[k].qty;
    return sum;
}

static ref_serial in_state(int state, int warehouse)
{
    return (ref_serial){
        .state = state, .warehouse = warehouse, .account = REF_NONE, .holder = NOBODY};
}

void ref_inbound_submit(reference *ref, int doc, bool waits)
{
    const ref_serial_rule unknown = {1 | STATE(UNUSED), REF_NONE, NOBODY, false};
    int warehouse = ref_doc_at(ref, doc)->warehouse;

    check_complete(ref, doc);
    each_serial(ref, doc, unknown,
                waits ? in_state(SALESINV_SERIAL_INCOMING, REF_NONE)
                      : in_state(SALESINV_SERIAL_IN_STOCK, warehouse),
                false);
    if (!waits)
        add_stock(ref, doc, 1);
}

void ref_inbound_approve(reference *ref, int doc)
{
    const ref_serial_rule incoming = {STATE(INCOMING), REF_NONE, NOBODY, false};

    each_serial(ref, doc, incoming,
                in_state(SALESINV_SERIAL_IN_STOCK, ref_doc_at(ref, doc)->warehouse),
                true);
    add_stock(ref, doc, 1);
}

void ref_inbound_release(reference *ref, int doc)
{
    const ref_serial_rule incoming = {STATE(INCOMING), REF_NONE, NOBODY, false};

    each_serial(ref, doc, incoming, in_state(SALESINV_SERIAL_UNUSED, REF_NONE), true);
}

void ref_inbound_undo(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);
    const ref_serial_rule here = {STATE(IN_STOCK), of->warehouse, NOBODY, true};

    for (int p = 0; p < REF_PRODUCTS; p++)
        if (sum_of(of, p) > 0)
            ref_check_cover(ref, of->warehouse, p, sum_of(of, p));
    each_serial(ref, doc, here, in_state(SALESINV_SERIAL_UNUSED, REF_NONE), false);
    add_stock(ref, doc, -1);
}

/* Held against what is available; `frozen`: of what it froze itself. */
static void check_outbound(reference *ref, int doc, bool has_frozen)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int p = 0; p < REF_PRODUCTS; p++)
        if (sum_of(of, p) > 0)
            ref_check_out(ref, of->warehouse, p, sum_of(of, p),
                          has_frozen ? sum_of(of, p) : 0,
                          has_frozen ? sum_of(of, p) : 0);
}

static void freeze_outbound(reference *ref, int doc, bool is_frozen)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count && ref_ok(ref); k++)
        of->lines[k].frozen[of->warehouse] = is_frozen ? of->lines[k].qty : 0;
}

void ref_outbound_submit(reference *ref, int doc, bool waits)
{
    int warehouse = ref_doc_at(ref, doc)->warehouse;
    const ref_serial_rule here = {STATE(IN_STOCK), warehouse, NOBODY, false};

    check_complete(ref, doc);
    check_outbound(ref, doc, false);
    each_serial(ref, doc, here,
                waits ? in_state(SALESINV_SERIAL_OUTGOING, warehouse)
                      : in_state(SALESINV_SERIAL_USED, REF_NONE),
                false);
    if (waits)
        freeze_outbound(ref, doc, true);
    else
        add_stock(ref, doc, -1);
}

void ref_outbound_approve(reference *ref, int doc)
{
    const ref_serial_rule going = {STATE(OUTGOING), REF_NONE, NOBODY, false};

    check_outbound(ref, doc, true);
    each_serial(ref, doc, going, in_state(SALESINV_SERIAL_USED, REF_NONE), true);
    freeze_outbound(ref, doc, false);
    add_stock(ref, doc, -1);
}

void ref_outbound_release(reference *ref, int doc)
{
    const ref_serial_rule going = {STATE(OUTGOING), REF_NONE, NOBODY, false};

    each_serial(ref, doc, going,
                in_state(SALESINV_SERIAL_IN_STOCK, ref_doc_at(ref, doc)->warehouse),
                true);
    freeze_outbound(ref, doc, false);
}

void ref_outbound_undo(reference *ref, int doc)
{
    const ref_serial_rule gone = {STATE(USED), REF_NONE, NOBODY, true};

    each_serial(ref, doc, gone,
                in_state(SALESINV_SERIAL_IN_STOCK, ref_doc_at(ref, doc)->warehouse),
                true);
    add_stock(ref, doc, 1);
}
