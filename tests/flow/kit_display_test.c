/* SPDX-License-Identifier: Apache-2.0 */
/* How often a kit is available, while an order of it is written. */
#include <stdio.h>

#include "salesinv/availability.h"
#include "support/fix_kit.h"

enum { ORDER = SALESINV_KIND_ORDER };

/* Lines of an order of one set. */
enum { SET = 1, PUMP, HOSE, CABLE, MANUAL };

/* Whole units on the lines of a draft, from JSON of its lines; order 0: a new one. */
static salesinv_availability *look(fix_kit *fix, salesinv_id id, const char *lines)
{
    salesinv_availability *seen = NULL;
    salesinv_draft *draft =
        fix_draft(fix->admin, ORDER, "{\"account\": %lld, \"warehouse\": %lld%s}",
                  (long long)fix->trade.account, (long long)fix->warehouse, lines);

    assert_ok(fix->admin, salesinv_availability_get(fix->admin, id, draft, &seen));
    salesinv_draft_free(draft);
    return seen;
}

static void then_seen(fix_kit *fix, salesinv_id id, const char *lines,
                      const int64_t *wanted, int32_t count)
{
    salesinv_availability *seen = look(fix, id, lines);

    assert_int_equal(salesinv_availability_count(seen), count);
    for (int32_t i = 0; i < count; i++)
        assert_int_equal(salesinv_availability_qty(seen, i), wanted[i] * FIX_UNIT);
    salesinv_availability_free(seen);
}

static void given_display(fix_kit *fix)
{
    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "ui_events", SALESINV_TIME_NONE, 1, NULL));
    fix_setting(fix->admin, "order.display_stock", 1);
    fix_kit_receive(fix, 10, 20, 20, 2);
}

static void a_kit_is_available_as_often_as_its_components(void **state)
{
    fix_kit *fix = *state;
    char lines[300];

    given_display(fix);
    fix_receive(&fix->trade.core, fix->warehouse, fix->assembled, 4);
    /* 13 sets of cable, 10 of pumps and hoses; each line leaves the next one less */
    (void)snprintf(lines, sizeof(lines),
                   ", \"lines\": [{\"product\": %lld}, {\"product\": %lld, \"qty\": "
                   "\"3\"}, {\"product\": %lld, \"qty\": \"5\"}, {\"product\": %lld, "
                   "\"qty\": \"1\"}, {\"product\": %lld}]",
                   (long long)fix->picked, (long long)fix->hose, (long long)fix->picked,
                   (long long)fix->picked, (long long)fix->assembled);
    then_seen(fix, 0, lines, (const int64_t[]){10, 20, 8, 3, 4}, 5);
    fix_setting(fix->admin, "shipping.kits", 0);
    then_seen(fix, 0, lines, (const int64_t[]){0, 20, 0, -5, 4}, 5);
}

static void without_its_fixed_part_no_kit_is_available(void **state)
{
    fix_kit *fix = *state;
    char lines[200];

    given_display(fix);
    fix_kit_order(fix, fix->picked, 1);
    fix_kit_order(fix, fix->picked, 1); /* the last manual */
    (void)snprintf(lines, sizeof(lines), ", \"lines\": [{\"product\": %lld}]",
                   (long long)fix->picked);
    then_seen(fix, 0, lines, (const int64_t[]){0}, 1);
}

static void what_an_order_has_frozen_is_available_to_it(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    given_display(fix);
    id = fix_kit_order(fix, fix->picked, 6);
    /* Of a stored order the kit speaks for its components. */
    then_seen(fix, id, "", (const int64_t[]){10, 0, 0, 0, 0}, 5);
    fix_kit_ship(fix, id, PUMP, "5");
    fix_kit_ship(fix, id, HOSE, "4");
    fix_kit_ship(fix, id, CABLE, "3");
    fix_kit_ship(fix, id, MANUAL, "1");
    then_seen(fix, id, ", \"lines\": [{\"line\": 1, \"qty\": \"7\"}]",
              (const int64_t[]){8}, 1);
}

#define FLOW(test)                                                                     \
    cmocka_unit_test_setup_teardown(test, fix_kit_setup, fix_kit_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_kit_is_available_as_often_as_its_components),
        FLOW(without_its_fixed_part_no_kit_is_available),
        FLOW(what_an_order_has_frozen_is_available_to_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
