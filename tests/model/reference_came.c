/* SPDX-License-Identifier: Apache-2.0 */
/* What an ERP tells of a return (domain.md 5.13, 5.14): all that came, and went out, so far. */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* What is said of one line. */
typedef struct came {
    ref_at at;
    int total;
    uint32_t named;
    uint32_t added;
    uint32_t removed;
} came;

/* ---- serials ---- */

/* As named; else those of before, or all that were announced, if that is how many they are. */
static uint32_t named(const ref_line *line, const ref_step *step, int index, int total)
{
    if (step->verb == REF_CAME && step->serials[index] != 0)
        return step->serials[index];
    if (total == __builtin_popcount(line->came))
        return line->came;
    return total == __builtin_popcount(line->serials) && !line->is_out ? line->serials
                                                                       : 0;
}

static bool is_at(ref_at a, ref_at b)
{
    return a.doc == b.doc && a.line == b.line;
}

/* What came in must not have moved on by another line, and what went out must be out. */
static void check_removed(reference *ref, const ref_serial *serial, const came *of)
{
    bool is_out = ref_line_at(ref, of->at)->is_out;
    int account = ref_doc_at(ref, of->at.doc)->account;

    if (serial->state == SALESINV_SERIAL_INCOMING ||
        serial->state == SALESINV_SERIAL_OUTGOING)
        ref_refuse(ref, SALESINV_E_SERIAL_HELD);
    else if (is_out &&
             !(serial->state == SALESINV_SERIAL_USED && is_at(serial->holder, of->at)))
        ref_refuse(ref, serial->state == SALESINV_SERIAL_USED
                            ? SALESINV_E_SERIAL_HELD
                            : SALESINV_E_SERIAL_STATE);
    else if (!is_out &&
             (serial->state == SALESINV_SERIAL_UNUSED ||
              (serial->state == SALESINV_SERIAL_USED &&
               (serial->holder.doc != REF_NONE ||
                (serial->account != REF_NONE && serial->account != account)))))
        ref_refuse(ref, SALESINV_E_SERIAL_STATE);
    if (!is_at(serial->last, of->at))
        ref_refuse(ref, SALESINV_E_SERIAL_STATE);
}

static void check_serials(reference *ref, const came *of)
{
    const ref_line *line = ref_line_at(ref, of->at);
    const ref_serial_rule incoming = {UINT32_C(1) << SALESINV_SERIAL_INCOMING, REF_NONE,
                                      of->at, false};
    uint32_t stored = line->serials;

    if (__builtin_popcount(of->named) != of->total)
        ref_refuse(ref,
                   of->named ? SALESINV_E_SERIAL_COUNT : SALESINV_E_SERIAL_REQUIRED);
    for (int i = 0; i < REF_SERIALS; i++) {
        if (of->removed >> i & 1)
            check_removed(ref, &ref->serials[i], of);
        if ((of->added >> i & 1) && line->is_out)
            ref_check_reported(ref, &ref->serials[i], line->product,
                               ref_doc_at(ref, of->at.doc)->account);
    }
    if (line->is_out)
        return;
    ref_line_at(ref, of->at)->serials = of->added;
    ref_check_serials(ref, of->at, &incoming);
    ref_line_at(ref, of->at)->serials = stored;
}

/* ---- what is said ---- */

static void read_line(reference *ref, const ref_step *step, came *of)
{
    const ref_doc *doc = ref_doc_at(ref, of->at.doc);
    const ref_line *line = ref_line_at(ref, of->at);

    of->total = step->verb == REF_CAME ? step->received[of->at.line] : 0;
    if (of->total > ref_return_open(line) + line->received)
        ref_refuse(ref, SALESINV_E_EXCEEDS_REMAINING);
    if (!ref_is_serial(line->product)) {
        if (step->serials[of->at.line] != 0)
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
        return;
    }
    if (of->total > line->received && !line->is_out && doc->warehouse == REF_NONE)
        ref_refuse(ref, SALESINV_E_WAREHOUSE_REQUIRED);
    of->named = named(line, step, of->at.line, of->total);
    of->added = of->named & ~line->came;
    of->removed = line->came & ~of->named;
    check_serials(ref, of);
}

static bool take_warehouses(ref_doc *doc, const ref_doc *draft)
{
    const ref_doc before = *doc;

    if (draft->warehouse != REF_NONE)
        doc->warehouse = draft->warehouse;
    if (draft->out_warehouse != REF_NONE)
        doc->out_warehouse = draft->out_warehouse;
    return doc->warehouse != before.warehouse ||
           doc->out_warehouse != before.out_warehouse;
}

/* ---- what it changes ---- */

static void book(reference *ref, ref_booking *booking, int part)
{
    ref_booking_pend(ref, booking, -part);
    ref_booking_return(ref, booking, part);
}

/* Goods without serials: in the order of their shipments, and back the other way. */
static void distribute(reference *ref, ref_doc *doc, int index, int more)
{
    int steps = doc->booking_count * ref->doc_count;

    for (int k = 0; k < steps; k++) {
        int at = more < 0 ? steps - 1 - k : k;
        ref_booking *booking = &doc->bookings[at % doc->booking_count];
        int part;

        if (booking->line != index || booking->shipment.doc != at / doc->booking_count)
            continue;
        part = more < 0 ? -least(booking->received, -more)
                        : least(booking->qty - booking->received, more);
        book(ref, booking, part);
        more -= part;
    }
}

/* A serial: to the line that had it before. */
static void book_serial(reference *ref, ref_doc *doc, const came *of, int serial,
                        int part)
{
    const ref_serial *moved = &ref->serials[serial];
    ref_at from = moved->places[moved->place_count - 1].holder;

    for (int k = 0; k < doc->booking_count; k++)
        if (doc->bookings[k].line == of->at.line &&
            doc->bookings[k].shipment.doc != REF_NONE &&
            is_at(doc->bookings[k].shipment, from))
            book(ref, &doc->bookings[k], part);
}

static void send_out(reference *ref, const came *of, int serial)
{
    ref_serial *moved = &ref->serials[serial];
    const ref_serial before = *moved;

    moved->product = ref_line_at(ref, of->at)->product;
    moved->state = SALESINV_SERIAL_USED;
    moved->warehouse = REF_NONE;
    moved->account = ref_doc_at(ref, of->at.doc)->account;
    moved->holder = of->at;
    ref_note_line(moved, &before, of->at);
}

static void move_serial(reference *ref, const came *of, int serial)
{
    ref_doc *doc = ref_doc_at(ref, of->at.doc);
    bool is_added = of->added >> serial & 1;

    if (ref_line_at(ref, of->at)->is_out) {
        if (is_added)
            send_out(ref, of, serial);
        else
            ref_restore_serial(ref, serial, of->at);
        return;
    }
    book_serial(ref, doc, of, serial, is_added ? 1 : -1);
    ref_return_lead(ref, of->at, UINT32_C(1) << serial,
                    is_added ? SALESINV_SERIAL_IN_STOCK : SALESINV_SERIAL_INCOMING);
}

static void carry_out(reference *ref, const came *of)
{
    ref_line *line = ref_line_at(ref, of->at);

    if (!line->is_out && !ref_is_serial(line->product))
        distribute(ref, ref_doc_at(ref, of->at.doc), of->at.line,
                   of->total - line->received);
    for (int i = 0; i < REF_SERIALS; i++)
        if ((of->removed | of->added) >> i & 1)
            move_serial(ref, of, i);
    line->came = ref_is_serial(line->product) ? of->named : 0;
    line->received = of->total;
}

/* Nothing is said, and nothing was known. */
static bool is_nothing(const ref_doc *of, const ref_step *step)
{
    for (int k = 0; k < of->line_count; k++)
        if (of->lines[k].received > 0 ||
            (step->verb == REF_CAME && step->received[k] > 0))
            return false;
    return step->verb == REF_UNCAME || step->draft.warehouse == REF_NONE ||
           !ref_is_in(of, IN(CONFIRMED) | IN(RECEIVED));
}

/* What did not come after all is awaited: no other line sends it out. */
static void check_between(reference *ref, const ref_doc *of,
                          const came lines[REF_LINES])
{
    for (int k = 0; k < of->line_count; k++)
        for (int i = 0; i < of->line_count; i++)
            if ((lines[k].added & lines[i].removed) != 0)
                ref_refuse(ref, SALESINV_E_SERIAL_HELD);
}

void ref_result_came(reference *ref, const ref_step *step)
{
    const uint32_t takes = IN(CONFIRMED) | IN(RECEIVED);
    ref_doc *of = ref_doc_at(ref, step->doc);
    came lines[REF_LINES] = {{{0, 0}, 0, 0, 0, 0}};
    uint32_t seen = 0;
    int open = 0;
    bool is_changed;

    if (of->origin == SALESINV_ORIGIN_OWN ||
        !ref_is_in(of, takes | IN(CLOSED) | IN(VOID))) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    of->has_result = true;
    if (is_nothing(of, step))
        return;
    is_changed = step->verb == REF_CAME && take_warehouses(of, &step->draft);
    for (int k = 0; k < of->line_count; k++) {
        lines[k].at = (ref_at){step->doc, k};
        read_line(ref, step, &lines[k]);
        if (lines[k].named & seen)
            ref_refuse(ref, SALESINV_E_SERIAL_DUPLICATE);
        seen |= lines[k].named;
        is_changed |= lines[k].total != of->lines[k].received || lines[k].added != 0 ||
                      lines[k].removed != 0;
    }
    check_between(ref, of, lines);
    if ((is_changed || !ref_ok(ref)) && !ref_is_in(of, takes))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    for (int k = 0; k < of->line_count && is_changed && ref_ok(ref); k++) {
        carry_out(ref, &lines[k]);
        open += ref_return_open(&of->lines[k]);
    }
    if (!is_changed || !ref_ok(ref))
        return;
    of->status = open == 0 ? SALESINV_STATUS_RECEIVED : SALESINV_STATUS_CONFIRMED;
    if (of->mode == SALESINV_RETURN_ORDER)
        ref_return_settle(ref, of, false);
}
