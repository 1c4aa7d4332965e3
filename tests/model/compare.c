/* SPDX-License-Identifier: Apache-2.0 */
/* Figures of the library beside those of the reference. */
#include "model/compare.h"

#include <stdio.h>
#include <string.h>

#include "salesinv/stock.h"

#define UNIT INT64_C(1000000)

static void differ(compare_result *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void differ(compare_result *out, const char *format, ...)
{
    va_list arguments;

    if (out->is_different)
        return;
    out->is_different = true;
    va_start(arguments, format);
    (void)vsnprintf(out->text, sizeof(out->text), format, arguments);
    va_end(arguments);
}

static int index_of(const salesinv_id *ids, int count, salesinv_id id)
{
    for (int i = 0; i < count; i++)
        if (ids[i] == id)
            return i;
    return REF_NONE;
}

/* ---- stock ---- */

static void compare_row(const reference *ref, int warehouse, int product,
                        const int64_t got[3], compare_result *out)
{
    int64_t on_hand = ref->on_hand[warehouse][product];
    int64_t frozen = ref_frozen(ref, warehouse, product);

    if (got[0] != on_hand * UNIT || got[1] != frozen * UNIT ||
        got[2] != (on_hand - frozen) * UNIT)
        differ(out, "warehouse %d, product %d: %lld/%lld/%lld, wanted %lld/%lld/%lld",
               warehouse, product, (long long)(got[0] / UNIT),
               (long long)(got[1] / UNIT), (long long)(got[2] / UNIT),
               (long long)on_hand, (long long)frozen, (long long)(on_hand - frozen));
}

void compare_stock(library *lib, const reference *ref, compare_result *out)
{
    int64_t got[REF_WAREHOUSES][REF_PRODUCTS][3];
    salesinv_stock_list *list;

    memset(got, 0, sizeof(got));
    assert_ok(lib->session, salesinv_stock_find(lib->session, 0, 0, 256, &list));
    for (int32_t i = 0; i < salesinv_stock_list_count(list); i++) {
        int w = index_of(lib->warehouses, REF_WAREHOUSES,
                         salesinv_stock_list_warehouse(list, i));
        int p =
            index_of(lib->products, REF_PRODUCTS, salesinv_stock_list_product(list, i));

        if (w == REF_NONE || p == REF_NONE) {
            differ(out, "stock of something that nobody made");
            break;
        }
        got[w][p][0] = salesinv_stock_list_on_hand(list, i);
        got[w][p][1] = salesinv_stock_list_frozen(list, i);
        got[w][p][2] = salesinv_stock_list_available(list, i);
    }
    salesinv_stock_list_free(list);
    for (int w = 0; w < REF_WAREHOUSES; w++)
        for (int p = 0; p < REF_PRODUCTS; p++)
            compare_row(ref, w, p, got[w][p], out);
}

/* ---- serials ---- */

static salesinv_id line_id(const reference *ref, ref_at line)
{
    if (line.doc == REF_NONE)
        return 0;
    return ref->docs[line.doc].id << 16 | ref->docs[line.doc].lines[line.line].number;
}

/* One serial as it is said to be. */
static void compare_place(const library *lib, const reference *ref, int serial,
                          int state, salesinv_id warehouse, compare_result *out)
{
    const ref_serial *of = &ref->serials[serial];
    salesinv_id wanted = of->state == 0 || of->warehouse == REF_NONE
                             ? 0
                             : lib->warehouses[of->warehouse];

    if (state != of->state)
        differ(out, "serial %d is %s, wanted %s", serial,
               salesinv_serial_state_name((salesinv_serial_state)state),
               salesinv_serial_state_name((salesinv_serial_state)of->state));
    else if (warehouse != wanted)
        differ(out, "serial %d is in warehouse %lld, wanted %lld", serial,
               (long long)warehouse, (long long)wanted);
}

static void compare_range(const library *lib, const reference *ref,
                          const salesinv_serial_list *list, int32_t index,
                          uint32_t *seen, compare_result *out)
{
    int first = 0;

    (void)sscanf(salesinv_serial_list_first(list, index), "R%d", &first);
    for (int i = 0; i < (int)salesinv_serial_list_size(list, index); i++) {
        *seen |= UINT32_C(1) << (first + i);
        compare_place(lib, ref, first + i, (int)salesinv_serial_list_state(list, index),
                      salesinv_serial_list_warehouse(list, index), out);
    }
}

/* Who holds it, and to whom it went. */
static void compare_life(library *lib, const reference *ref, int serial,
                         compare_result *out)
{
    const ref_serial *of = &ref->serials[serial];
    salesinv_serial *found;
    salesinv_id account = of->account == REF_NONE ? 0 : lib->accounts[of->account];
    char name[8];

    library_serial(serial, name);
    assert_ok(lib->session, salesinv_serial_get(lib->session, 0, name, &found));
    if (salesinv_serial_product(found) != lib->products[of->product])
        differ(out, "serial %d is of product %lld", serial,
               (long long)salesinv_serial_product(found));
    else if (salesinv_serial_holder(found) != line_id(ref, of->holder))
        differ(out, "serial %d is held by line %lld, wanted %lld", serial,
               (long long)salesinv_serial_holder(found),
               (long long)line_id(ref, of->holder));
    else if (salesinv_serial_account(found) != account)
        differ(out, "serial %d went to account %lld, wanted %lld", serial,
               (long long)salesinv_serial_account(found), (long long)account);
    salesinv_serial_free(found);
}

void compare_serials(library *lib, const reference *ref, uint32_t closely,
                     compare_result *out)
{
    uint32_t seen = 0;

    for (int p = REF_SERIAL; p <= REF_OTHER_SERIAL; p++) {
        salesinv_serial_list *list;

        assert_ok(lib->session, salesinv_serial_find(lib->session, lib->products[p], 0,
                                                     0, NULL, REF_SERIALS, &list));
        for (int32_t i = 0; i < salesinv_serial_list_count(list); i++)
            compare_range(lib, ref, list, i, &seen, out);
        salesinv_serial_list_free(list);
    }
    for (int i = 0; i < REF_SERIALS; i++) {
        if (!(seen >> i & 1) && ref->serials[i].state != 0)
            differ(out, "serial %d is unknown", i);
        if ((closely >> i & 1) && ref->serials[i].state != 0 && !out->is_different)
            compare_life(lib, ref, i, out);
    }
}

/* ---- documents ---- */

/* A quantity of a line, and what it should be. */
typedef struct figure {
    salesinv_field field;
    int wanted;
} figure;

static void compare_figures(const library_doc *doc, int32_t at, const figure *figures,
                            size_t count, compare_result *out)
{
    for (size_t i = 0; i < count; i++) {
        int64_t got = salesinv_document_get_qty(doc->document, at, figures[i].field);

        if (got != figures[i].wanted * UNIT)
            differ(out, "%s %lld, line %d: %s is %lld, wanted %d",
                   salesinv_kind_name(doc->kind),
                   (long long)salesinv_document_id(doc->document), (int)at,
                   salesinv_kind_field_key(doc->kind, 1, figures[i].field),
                   (long long)(got / UNIT), figures[i].wanted);
    }
}

#define COMPARE(doc, at, figures, out)                                                 \
    compare_figures(doc, at, figures, sizeof(figures) / sizeof((figures)[0]), out)

static void compare_order_line(const library_doc *doc, int32_t at, const reference *ref,
                               ref_at line, compare_result *out)
{
    const ref_line *of = &ref->docs[line.doc].lines[line.line];
    const figure all[] = {{SALESINV_F_QTY, of->qty},
                          {SALESINV_F_FROZEN, ref_line_frozen(of)},
                          {SALESINV_F_NOTICED, of->noticed},
                          {SALESINV_F_SHIP_PENDING, of->ship_pending},
                          {SALESINV_F_SHIPPED, of->shipped},
                          {SALESINV_F_RECEIVED, of->received},
                          {SALESINV_F_RETURN_PENDING, of->return_pending},
                          {SALESINV_F_UNSHIPPED_PENDING, of->unshipped_pending},
                          {SALESINV_F_RETURNED_UNSHIPPED, of->returned_unshipped},
                          {SALESINV_F_RETURNED_SHIPPED, of->returned},
                          {SALESINV_F_CLOSED, of->closed}};
    const figure kit[] = {{SALESINV_F_QTY, of->qty},
                          {SALESINV_F_FROZEN, 0},
                          {SALESINV_F_SHIPPED, ref_complete(ref, line)}};
    const figure part[] = {
        {SALESINV_F_QTY, of->qty},
        {SALESINV_F_FROZEN, 0},
        {SALESINV_F_SHIPPED,
         of->parent == REF_NONE ? 0 : ref->docs[line.doc].lines[of->parent].shipped}};

    if (ref_moves(ref, line))
        COMPARE(doc, at, all, out);
    else if (of->parent == REF_NONE)
        COMPARE(doc, at, kit, out);
    else
        COMPARE(doc, at, part, out);
}

static void compare_shipment_line(const library_doc *doc, int32_t at,
                                  const ref_line *of, compare_result *out)
{
    const figure all[] = {{SALESINV_F_QTY, of->qty},
                          {SALESINV_F_RECEIVED, of->received},
                          {SALESINV_F_OUTBOUND_QTY, of->outbound},
                          {SALESINV_F_OUTBOUND_PENDING, of->outbound_pending},
                          {SALESINV_F_CLOSED, of->closed},
                          {SALESINV_F_RETURN_PENDING, of->return_pending},
                          {SALESINV_F_RETURNED, of->returned}};

    COMPARE(doc, at, all, out);
}

static void compare_return_line(const library_doc *doc, int32_t at, const ref_line *of,
                                compare_result *out)
{
    const figure all[] = {{SALESINV_F_QTY, of->qty},
                          {SALESINV_F_RECEIVED, of->received},
                          {SALESINV_F_CLOSED, of->closed},
                          {SALESINV_F_RETURNED_UNSHIPPED, of->unshipped}};

    COMPARE(doc, at, all, out);
}

static void compare_line(const library_doc *doc, int32_t at, const reference *ref,
                         ref_at line, compare_result *out)
{
    const ref_line *of = &ref->docs[line.doc].lines[line.line];
    const figure qty[] = {
        {doc->kind == SALESINV_KIND_ADJUSTMENT ? SALESINV_F_FROZEN : SALESINV_F_QTY,
         of->qty}};

    if (doc->kind == SALESINV_KIND_ORDER)
        compare_order_line(doc, at, ref, line, out);
    else if (doc->kind == SALESINV_KIND_SHIPMENT)
        compare_shipment_line(doc, at, of, out);
    else if (doc->kind == SALESINV_KIND_RETURN)
        compare_return_line(doc, at, of, out);
    else
        COMPARE(doc, at, qty, out);
    if (salesinv_document_get_int(doc->document, at, SALESINV_F_LINE) != of->number)
        differ(out, "%s %lld: line %d has number %lld, wanted %lld",
               salesinv_kind_name(doc->kind), (long long)ref->docs[line.doc].id,
               (int)at,
               (long long)salesinv_document_get_int(doc->document, at, SALESINV_F_LINE),
               (long long)of->number);
}

void compare_doc(library *lib, const reference *ref, int doc, compare_result *out)
{
    const ref_doc *of = &ref->docs[doc];
    library_doc got;
    int32_t at = 0;

    library_read(lib, of->kind, of->id, &got);
    if ((int)salesinv_document_status_of(got.document) != of->status)
        differ(out, "%s %lld is %s, wanted %s", salesinv_kind_name(of->kind),
               (long long)of->id,
               salesinv_document_status_name(salesinv_document_status_of(got.document)),
               salesinv_document_status_name((salesinv_document_status)of->status));
    for (int k = 0; k < of->line_count; k++)
        if (!of->lines[k].is_removed)
            compare_line(&got, ++at, ref, (ref_at){doc, k}, out);
    if (salesinv_document_line_count(got.document) != at)
        differ(out, "%s %lld has %d lines, wanted %d", salesinv_kind_name(of->kind),
               (long long)of->id, (int)salesinv_document_line_count(got.document),
               (int)at);
    library_done(&got);
}

void compare_learn(library *lib, reference *ref, int doc, compare_result *out)
{
    ref_doc *of = &ref->docs[doc];
    library_doc got;
    int32_t at = 0;

    library_read(lib, of->kind, of->id, &got);
    for (int k = 0; k < of->line_count; k++) {
        if (of->lines[k].is_removed)
            continue;
        if (++at > salesinv_document_line_count(got.document))
            differ(out, "%s %lld lacks line %d", salesinv_kind_name(of->kind),
                   (long long)of->id, (int)at);
        else if (of->lines[k].number == 0)
            of->lines[k].number =
                salesinv_document_get_int(got.document, at, SALESINV_F_LINE);
    }
    library_done(&got);
}
