/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A picked kit in a long random trade against a naive reference: pieces leave, come back, are given up and wanted again,
 * the order grows and shrinks. After each step every figure is what plain arithmetic says, and the books balance.
 * The seed is printed; set SALESINV_SEED to repeat a run.
 */
#include <stdio.h>

#include "support/fix_kit.h"
#include "support/programme.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN,
    PIECES = 4, /* lines 2 to 5 */
    STEPS = 400,
    STOCK = 60,
    MOST_KITS = 9
};

/* In tenths, as the cable is counted; per kit, or once. */
static const int64_t PER_KIT[PIECES] = {10, 20, 15, 0};
static const int64_t FIXED[PIECES] = {0, 0, 0, 10};
static const int64_t TENTH = FIX_UNIT / 10;

typedef struct reference {
    int64_t kits;
    int64_t shipped[PIECES]; /* tenths, as all that follow */
    int64_t back[PIECES];
    int64_t unshipped[PIECES];
    int64_t closed[PIECES];
} reference;

typedef struct model {
    fix_kit *fix;
    salesinv_id order;
    reference is;
    uint64_t seed;
    int done;
} model;

static int64_t pick(model *at, int64_t below)
{
    return (int64_t)(programme_random(&at->seed) % (uint64_t)below);
}

static int64_t ordered(const reference *is, int piece)
{
    return PER_KIT[piece] * is->kits + FIXED[piece];
}

static int64_t remaining(const reference *is, int piece)
{
    return ordered(is, piece) - is->shipped[piece] - is->unshipped[piece] -
           is->closed[piece];
}

/* ---- the reference's figures ---- */

static void then_kits(const model *at)
{
    const reference *is = &at->is;
    int64_t complete = is->kits;

    for (int i = 0; i < PIECES; i++) {
        int64_t kits = 0;

        while (kits < is->kits &&
               (kits + 1) * ordered(is, i) <= is->shipped[i] * is->kits)
            kits++;
        complete = kits < complete ? kits : complete;
    }
    then_line(at->fix, at->order, 1, SHIPPED, complete * 1000);
    then_line(at->fix, at->order, 1, FROZEN, 0);
    then_line(at->fix, at->order, 1, SHIPPABLE, 0);
}

static void then_pieces(const model *at)
{
    const fix_kit *fix = at->fix;
    const salesinv_id products[PIECES] = {fix->pump, fix->hose, fix->cable,
                                          fix->manual};
    const reference *is = &at->is;

    for (int i = 0; i < PIECES; i++) {
        salesinv_stock *stock;

        then_line(at->fix, at->order, i + 2, QTY, ordered(is, i) * 100);
        then_line(at->fix, at->order, i + 2, SHIPPED, is->shipped[i] * 100);
        then_line(at->fix, at->order, i + 2, CLOSED, is->closed[i] * 100);
        then_line(at->fix, at->order, i + 2, RETURNED_SHIPPED, is->back[i] * 100);
        then_line(at->fix, at->order, i + 2, RETURNED_UNSHIPPED,
                  is->unshipped[i] * 100);
        assert_ok(fix->admin,
                  salesinv_stock_get(fix->admin, products[i], fix->warehouse, &stock));
        assert_int_equal(salesinv_stock_on_hand(stock, 0),
                         (STOCK * 10 - is->shipped[i] + is->back[i]) * TENTH);
        assert_int_equal(salesinv_stock_frozen(stock, 0), remaining(is, i) * TENTH);
        salesinv_stock_free(stock);
    }
}

/* ---- the steps: what is accepted changes the reference ---- */

static void ship_piece(model *at)
{
    int piece = (int)pick(at, PIECES);
    int64_t tenths = piece == 2 ? 1 + pick(at, 60) : 10 * (1 + pick(at, 6));
    char qty[32];
    salesinv_status rc;

    (void)snprintf(qty, sizeof(qty), "%lld.%lld", (long long)(tenths / 10),
                   (long long)(tenths % 10));
    rc = fix_kit_try_ship(at->fix, at->order, piece + 2, qty, NULL);
    if (tenths <= remaining(&at->is, piece)) {
        assert_int_equal(rc, SALESINV_OK);
        at->is.shipped[piece] += tenths;
        at->done++;
    } else {
        assert_true(rc == SALESINV_E_EXCEEDS_SHIPPABLE ||
                    rc == SALESINV_E_INVALID_STATE);
    }
}

/* What a return may still take of a piece. */
static int64_t returnable(const reference *is, int piece)
{
    return remaining(is, piece) + is->shipped[piece] - is->back[piece];
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Kits of which all came back that goes into each. */
static int64_t kits_back(const reference *is)
{
    int64_t kits = is->kits;

    for (int i = 0; i < PIECES; i++)
        if (PER_KIT[i] > 0)
            kits = least(kits, (is->back[i] + is->unshipped[i]) / PER_KIT[i]);
    return kits;
}

/* Of each piece, in tenths; false: the return must be refused. */
static bool pieces_of(const reference *is, int64_t line, int64_t units,
                      int64_t tenths[PIECES])
{
    bool is_good = line > 1 || units <= is->kits - kits_back(is);

    for (int i = 0; i < PIECES; i++) {
        tenths[i] = line == i + 2 ? 10 * units : 0;
        if (line == 1)
            tenths[i] = PER_KIT[i] * units;
        if (line == 1 && FIXED[i] > 0 && units == is->kits - kits_back(is))
            tenths[i] = least(FIXED[i], returnable(is, i));
        is_good = is_good && tenths[i] <= returnable(is, i);
    }
    return is_good;
}

static void return_pieces(model *at, int64_t line, int64_t units)
{
    int64_t tenths[PIECES];
    bool is_good = pieces_of(&at->is, line, units, tenths);
    salesinv_status rc = fix_try_create(
        at->fix->admin, RETURN, SALESINV_SUBMIT,
        "{\"order\": %lld, \"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
        "\"qty\": \"%lld\"}]}",
        (long long)at->order, (long long)at->fix->warehouse,
        (long long)sinv_line_id(at->order, line), (long long)units);

    assert_int_equal(rc, is_good ? SALESINV_OK : SALESINV_E_EXCEEDS_RETURNABLE);
    at->done += is_good;
    for (int i = 0; i < PIECES && is_good; i++) {
        int64_t given_up = least(remaining(&at->is, i), tenths[i]);

        at->is.unshipped[i] += given_up;
        at->is.back[i] += tenths[i] - given_up;
    }
}

static void change_quantity(model *at)
{
    int64_t kits = 1 + pick(at, MOST_KITS);
    reference wanted = at->is;
    bool is_good = true;
    char qty[32];
    salesinv_status rc;

    wanted.kits = kits;
    for (int i = 0; i < PIECES; i++)
        is_good = is_good && remaining(&wanted, i) >= 0;
    (void)snprintf(qty, sizeof(qty), "%lld", (long long)kits);
    rc = fix_kit_try_qty(at->fix, at->order, qty);
    if (rc == SALESINV_OK) {
        assert_true(is_good);
        at->is = wanted;
        at->done++;
    } else {
        assert_true(rc == SALESINV_E_INVALID_STATE ||
                    (rc == SALESINV_E_EXCEEDS_REMAINING && !is_good));
    }
}

static void close_or_reopen(model *at)
{
    salesinv_session *admin = at->fix->admin;
    bool closes = pick(at, 2) == 0;

    if (fix_step(admin, ORDER, at->order,
                 closes ? SINV_VERB_CLOSE : SINV_VERB_REOPEN) != SALESINV_OK)
        return;
    at->done++;
    for (int i = 0; i < PIECES; i++)
        at->is.closed[i] = closes ? at->is.closed[i] + remaining(&at->is, i) : 0;
}

static void take_step(model *at)
{
    switch (pick(at, 12)) {
    case 0:
        return_pieces(at, 1, 1 + pick(at, 2));
        break;
    case 1:
        return_pieces(at, 2 + pick(at, PIECES - 1), 1);
        break;
    case 2:
    case 3:
        change_quantity(at);
        break;
    case 4:
    case 5:
        close_or_reopen(at);
        break;
    default:
        ship_piece(at);
        break;
    }
}

static void every_figure_is_what_arithmetic_says(void **state)
{
    model at = {.fix = *state, .seed = programme_seed()};

    fix_setting(at.fix->admin, "plugin.shipment_return", 1);
    for (int i = 0; i < STEPS; i++) {
        if (i % 40 ==
            0) { /* one order is worn out some time: the stock is made new with it */
            if (i > 0) {
                fix_kit_teardown(state);
                fix_kit_setup(state);
            }
            fix_kit_receive(at.fix, STOCK, STOCK, STOCK, STOCK);
            at.is = (reference){.kits = 1 + pick(&at, MOST_KITS)};
            at.order = fix_kit_order(at.fix, at.fix->picked, at.is.kits);
        }
        take_step(&at);
        then_kits(&at);
        then_pieces(&at);
        fix_core_verify(at.fix->admin);
    }
    assert_true(at.done > STEPS / 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        every_figure_is_what_arithmetic_says, fix_kit_setup, fix_kit_teardown)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
