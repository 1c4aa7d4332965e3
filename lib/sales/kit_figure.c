/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What lines of kits show that move nothing themselves. A picked kit counts what its components make up, by the ratio
 * of the quantities ordered and down to whole kits; what is inside of an assembled kit shows its part of the kit.
 */
#include <stdio.h>

#include "base/checked.h"
#include "base/decimal.h"
#include "sales/kit.h"

enum { NAMED_MAX = 8, KEY_MAX = 24 };

/* Sums of counters that only grow together: a figure is what one has more than the other. */
typedef enum stage {
    NOTHING,
    SHIPPED,
    PENDING, /* and shipped */
    NOTICED, /* and pending */
    WANTED,  /* ordered, not returned before shipping */
    STAYING, /* nor about to be */
    LEFT,    /* nor closed */
    RECEIVED,
    BACK,
    COMING_BACK, /* and back */
    RETURNED     /* and was returned before it was shipped, or is about to be */
} stage;

static int64_t kind_of(const sinv_doc *order, uint32_t index)
{
    return sinv_doc_line_int(order, index, SINV_ORDER_LINE_KIT_KIND);
}

bool sinv_order_moves(const sinv_doc *order, uint32_t index)
{
    int64_t kind = kind_of(order, index);

    return kind != SALESINV_KIT_PTO && kind != SALESINV_KIT_PART;
}

static int64_t goods_at(const sinv_doc *order, uint32_t index, stage of)
{
#define COUNTER(name) sinv_doc_line_int(order, index, SINV_ORDER_LINE_##name)
    switch (of) {
    case SHIPPED:
        return COUNTER(SHIPPED);
    case PENDING:
        return COUNTER(SHIPPED) + COUNTER(SHIP_PENDING);
    case NOTICED:
        return COUNTER(SHIPPED) + COUNTER(SHIP_PENDING) + COUNTER(NOTICED);
    case WANTED:
        return COUNTER(QTY) - COUNTER(RETURNED_UNSHIPPED);
    case STAYING:
        return COUNTER(QTY) - COUNTER(RETURNED_UNSHIPPED) - COUNTER(UNSHIPPED_PENDING);
    case LEFT:
        return COUNTER(QTY) - COUNTER(RETURNED_UNSHIPPED) - COUNTER(UNSHIPPED_PENDING) -
               COUNTER(CLOSED);
    case RECEIVED:
        return COUNTER(RECEIVED);
    case BACK:
        return COUNTER(RETURNED_SHIPPED);
    case COMING_BACK:
        return COUNTER(RETURNED_SHIPPED) + COUNTER(RETURN_PENDING);
    case RETURNED:
        return COUNTER(RETURNED_SHIPPED) + COUNTER(RETURN_PENDING) +
               COUNTER(RETURNED_UNSHIPPED) + COUNTER(UNSHIPPED_PENDING);
    case NOTHING:
    default:
        return 0;
    }
#undef COUNTER
}

/* How many whole kits `qty` of a component is enough for. */
static int64_t kits_of(const sinv_doc *order, uint32_t kit, uint32_t component,
                       int64_t qty)
{
    int64_t kits = sinv_doc_line_int(order, kit, SINV_ORDER_LINE_QTY) / SINV_QTY_ONE;
    int64_t whole = sinv_doc_line_int(order, component, SINV_ORDER_LINE_QTY);
    int64_t enough = 0;

    (void)sinv_muldiv_floor_i64(qty, kits, whole, &enough); /* never above kits */
    return enough * SINV_QTY_ONE;
}

static bool is_fixed(const sinv_doc *order, uint32_t line)
{
    return sinv_doc_line_int(order, line, SINV_ORDER_LINE_PER_KIT) == 0;
}

bool sinv_kits_has_variable(const sinv_doc *doc, uint32_t kit)
{
    for (int32_t i = sinv_kits_first(doc, kit); i >= 0; i = sinv_kits_next(doc, i))
        if (!is_fixed(doc, (uint32_t)i))
            return true;
    return false;
}

/* No kit has left without what goes with all of them; one may come back without it. */
static int64_t complete_at(const sinv_doc *order, uint32_t kit, stage of)
{
    int64_t least = sinv_doc_line_int(order, kit, SINV_ORDER_LINE_QTY);
    bool skips_fixed = of >= BACK && sinv_kits_has_variable(order, kit);

    for (int32_t i = sinv_kits_first(order, kit); i >= 0;
         i = sinv_kits_next(order, i)) {
        uint32_t line = (uint32_t)i;
        int64_t kits;

        if (skips_fixed && is_fixed(order, line))
            continue;
        kits = kits_of(order, kit, line,
                       kind_of(order, line) == SALESINV_KIT_PTO
                           ? complete_at(order, line, of)
                           : goods_at(order, line, of));
        least = kits < least ? kits : least;
    }
    return least;
}

int64_t sinv_kits_returned(const sinv_doc *order, uint32_t kit)
{
    return complete_at(order, kit, RETURNED);
}

/* What a picked kit shows for a counter. */
static int64_t picked(const sinv_doc *order, uint32_t kit, stage more, stage less)
{
    int64_t from = less == NOTHING ? 0 : complete_at(order, kit, less);

    return complete_at(order, kit, more) - from;
}

static int64_t picked_figure(const sinv_doc *order, uint32_t kit, int32_t column)
{
    switch (column) {
    case SINV_ORDER_LINE_NOTICED:
        return picked(order, kit, NOTICED, PENDING);
    case SINV_ORDER_LINE_SHIP_PENDING:
        return picked(order, kit, PENDING, SHIPPED);
    case SINV_ORDER_LINE_SHIPPED:
        return picked(order, kit, SHIPPED, NOTHING);
    case SINV_ORDER_LINE_RECEIVED:
        return picked(order, kit, RECEIVED, NOTHING);
    case SINV_ORDER_LINE_RETURN_PENDING:
        return picked(order, kit, COMING_BACK, BACK);
    case SINV_ORDER_LINE_RETURNED_SHIPPED:
        return picked(order, kit, BACK, NOTHING);
    case SINV_ORDER_LINE_UNSHIPPED_PENDING:
        return picked(order, kit, WANTED, STAYING);
    case SINV_ORDER_LINE_RETURNED_UNSHIPPED:
        return sinv_doc_line_int(order, kit, SINV_ORDER_LINE_QTY) -
               picked(order, kit, WANTED, NOTHING);
    case SINV_ORDER_LINE_CLOSED:
        return picked(order, kit, STAYING, LEFT);
    default:
        return 0; /* nothing of the kit itself is frozen */
    }
}

/* The assembled kit around a part of it. */
static uint32_t assembled_around(const sinv_doc *order, uint32_t index)
{
    uint32_t at = index;

    while (kind_of(order, at) == SALESINV_KIT_PART) {
        int32_t kit = sinv_doc_find_line(
            order, sinv_doc_line_int(order, at, SINV_ORDER_LINE_PARENT));
        if (kit < 0 || (uint32_t)kit >= at)
            break; /* a damaged row */
        at = (uint32_t)kit;
    }
    return at;
}

static int64_t part_figure(const sinv_doc *order, uint32_t index, int32_t column)
{
    uint32_t kit = assembled_around(order, index);
    int64_t of = sinv_doc_line_int(order, kit, SINV_ORDER_LINE_QTY);
    int64_t part = 0;

    if (kit == index || column == SINV_ORDER_LINE_FROZEN)
        return 0;
    (void)sinv_muldiv_floor_i64(sinv_doc_line_int(order, kit, column),
                                sinv_doc_line_int(order, index, SINV_ORDER_LINE_QTY),
                                of, &part); /* never above its own quantity */
    if (is_fixed(order, index))
        part -= part % SINV_QTY_ONE;
    return part;
}

int64_t sinv_order_figure(const sinv_doc *order, uint32_t index, int32_t column)
{
    switch (kind_of(order, index)) {
    case SALESINV_KIT_PTO:
        return picked_figure(order, index, column);
    case SALESINV_KIT_PART:
        return part_figure(order, index, column);
    default:
        return sinv_doc_line_int(order, index, column);
    }
}

/* Details component.1, component.2, ..: the lines that stand for the goods of a picked kit. */
static void name_components(sinv_txn *txn, const sinv_doc *order, uint32_t kit,
                            int32_t *count)
{
    char key[KEY_MAX];

    for (int32_t i = sinv_kits_first(order, kit); i >= 0 && *count < NAMED_MAX;
         i = sinv_kits_next(order, i)) {
        if (!sinv_order_moves(order, (uint32_t)i)) {
            name_components(txn, order, (uint32_t)i, count);
            continue;
        }
        (void)snprintf(key, sizeof(key), "component.%d", ++*count);
        sinv_err_add_int(txn->err, key, sinv_doc_line_of(order, (uint32_t)i));
    }
}

salesinv_status sinv_order_check_level(sinv_txn *txn, const sinv_doc *order,
                                       uint32_t index, const char *field)
{
    long long number = sinv_doc_line_int(order, index, SINV_LINE_NUMBER);
    uint32_t kit = assembled_around(order, index);
    int32_t named = 0;
    salesinv_status rc;

    if (sinv_order_moves(order, index))
        return SALESINV_OK;
    if (kit == index) {
        rc = sinv_err_set(txn->err, SALESINV_E_KIT_LEVEL, field,
                          "line %lld of order %lld is a kit that is picked: name the "
                          "lines of its components",
                          number, (long long)sinv_doc_id(order));
        name_components(txn, order, index, &named);
        return rc;
    }
    rc = sinv_err_set(txn->err, SALESINV_E_KIT_LEVEL, field,
                      "line %lld of order %lld is inside of the assembled kit on line "
                      "%lld: name that",
                      number, (long long)sinv_doc_id(order),
                      (long long)sinv_doc_line_int(order, kit, SINV_LINE_NUMBER));
    sinv_err_add_int(txn->err, "order_line", sinv_doc_line_of(order, kit));
    return rc;
}
