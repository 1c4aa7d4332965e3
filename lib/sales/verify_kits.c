/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I13. Lines that are kits are noted first, then each component line is held against its kit: its quantity is what the kit
 * needs, its place is that of its kind, and what the components are worth is what the kit costs. A line that moves no goods has
 * no counters: what it shows is derived.
 */
#include "base/decimal.h"
#include "sales/kit.h"
#include "sales/verify.h"

enum { QTY, KIND, UNDIVIDED, COMPONENTS, FIRST };

static int64_t cell(const sinv_row *row, int32_t column)
{
    return sinv_row_int(row, column);
}

static int64_t id_of(const sinv_row *row)
{
    return sinv_line_id(cell(row, SINV_LINE_DOCUMENT), cell(row, SINV_LINE_NUMBER));
}

static salesinv_status visit_kit(sinv_verify *verify, const sinv_row *row, void *state)
{
    int64_t kind = cell(row, SINV_ORDER_LINE_KIT_KIND);
    bool is_component = cell(row, SINV_ORDER_LINE_PARENT) != 0;
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (kind == SALESINV_KIT_NONE)
        return SALESINV_OK;
    rc = sinv_tally_at(verify->txn, state, id_of(row), 0, &entry);
    if (rc != SALESINV_OK)
        return rc;
    entry->sums[QTY] = cell(row, SINV_ORDER_LINE_QTY);
    entry->sums[KIND] = kind;
    entry->sums[FIRST] = cell(row, SINV_ORDER_LINE_FIRST_COMPONENT);
    entry->sums[UNDIVIDED] =
        cell(row, is_component ? SINV_ORDER_LINE_KIT_AMOUNT : SINV_ORDER_LINE_AMOUNT);
    return SALESINV_OK;
}

/* Lines that move nothing have counted nothing. */
static salesinv_status check_counters(sinv_verify *verify, const sinv_row *row)
{
    int64_t kind = cell(row, SINV_ORDER_LINE_KIT_KIND);
    int64_t sum = 0;

    if (kind != SALESINV_KIT_PTO && kind != SALESINV_KIT_PART)
        return SALESINV_OK;
    for (int32_t i = SINV_ORDER_LINE_FROZEN; i <= SINV_ORDER_LINE_CLOSED; i++)
        sum = sinv_verify_sum(sum, cell(row, i));
    if (sum == 0)
        return SALESINV_OK;
    return sinv_verify_report(verify, "I13", id_of(row),
                              "order line: %lld are counted on a line of a kit that "
                              "moves nothing",
                              (long long)sum);
}

/* Is the line where its kit has components of this kind? */
static bool is_in_place(const sinv_row *row, const sinv_tally_entry *kit)
{
    bool is_part = cell(row, SINV_ORDER_LINE_KIT_KIND) == SALESINV_KIT_PART;

    if (!kit || cell(row, SINV_ORDER_LINE_PARENT) >= cell(row, SINV_LINE_NUMBER))
        return false;
    return is_part == (kit->sums[KIND] != SALESINV_KIT_PTO);
}

static salesinv_status check_quantity(sinv_verify *verify, const sinv_row *row,
                                      const sinv_tally_entry *kit)
{
    int64_t per_kit = cell(row, SINV_ORDER_LINE_PER_KIT);
    int64_t qty = 0;

    if (per_kit == 0 ||
        (sinv_muldiv_exact_i64(per_kit, kit->sums[QTY], SINV_QTY_ONE, &qty) &&
         qty == cell(row, SINV_ORDER_LINE_QTY)))
        return SALESINV_OK;
    return sinv_verify_report(verify, "I13", id_of(row),
                              "component line: %lld for %lld kits, %lld go into each",
                              (long long)cell(row, SINV_ORDER_LINE_QTY),
                              (long long)kit->sums[QTY], (long long)per_kit);
}

/* Its kit names the first of its components; the others follow that one. */
static salesinv_status check_place(sinv_verify *verify, const sinv_row *row,
                                   const sinv_tally_entry *kit)
{
    int64_t place = sinv_verify_sum(kit->sums[FIRST], kit->sums[COMPONENTS]);

    if (place == cell(row, SINV_LINE_NUMBER))
        return SALESINV_OK;
    return sinv_verify_report(verify, "I13", id_of(row),
                              "component line: its kit has line %lld in this place",
                              (long long)place);
}

static salesinv_status visit_line(sinv_verify *verify, const sinv_row *row, void *state)
{
    int64_t parent = cell(row, SINV_ORDER_LINE_PARENT);
    int64_t kit_line = sinv_line_id(cell(row, SINV_LINE_DOCUMENT), parent);
    sinv_tally_entry *kit = NULL;
    salesinv_status rc = check_counters(verify, row);

    if (rc != SALESINV_OK ||
        (parent == 0 && cell(row, SINV_ORDER_LINE_KIT_KIND) != SALESINV_KIT_PART))
        return rc;
    if (sinv_tally_find(state, kit_line, 0))
        rc = sinv_tally_at(verify->txn, state, kit_line, 0, &kit);
    if (rc != SALESINV_OK)
        return rc;
    if (!is_in_place(row, kit))
        return sinv_verify_report(verify, "I13", id_of(row),
                                  "component line of kind %lld: line %lld is no kit "
                                  "that has such",
                                  (long long)cell(row, SINV_ORDER_LINE_KIT_KIND),
                                  (long long)parent);
    sinv_tally_add(kit, UNDIVIDED, -cell(row, SINV_ORDER_LINE_KIT_AMOUNT));
    rc = check_place(verify, row, kit);
    sinv_tally_add(kit, COMPONENTS, 1);
    return rc == SALESINV_OK ? check_quantity(verify, row, kit) : rc;
}

static salesinv_status check_kit(sinv_verify *verify, const sinv_tally_entry *kit)
{
    if (kit->sums[KIND] == SALESINV_KIT_PART)
        return SALESINV_OK; /* may be a kit or not */
    if (kit->sums[COMPONENTS] == 0)
        return sinv_verify_report(verify, "I13", kit->a,
                                  "order line: a kit without component lines");
    if (kit->sums[KIND] != SALESINV_KIT_PTO || kit->sums[UNDIVIDED] == 0)
        return SALESINV_OK;
    return sinv_verify_report(verify, "I13", kit->a,
                              "order line: a kit of whose amount %lld are not divided "
                              "over its components",
                              (long long)kit->sums[UNDIVIDED]);
}

salesinv_status sinv_verify_kits(sinv_verify *verify)
{
    sinv_tally kits = {NULL, 0, 0};
    salesinv_status rc =
        sinv_verify_walk(verify, SINV_T_ORDER_LINE, 0, visit_kit, &kits);

    if (rc == SALESINV_OK)
        rc = sinv_verify_walk(verify, SINV_T_ORDER_LINE, 0, visit_line, &kits);
    for (uint32_t i = 0; i < kits.capacity && rc == SALESINV_OK; i++)
        if (kits.entries[i].is_used)
            rc = check_kit(verify, &kits.entries[i]);
    return rc;
}
