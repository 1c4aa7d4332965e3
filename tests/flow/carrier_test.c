/* SPDX-License-Identifier: Apache-2.0 */
/* Carriers as hosts plug them in: what is checked when they are opened, and what they may hand over. */
#include <string.h>

#include "fulfil/carrier.h"
#include "support/fix_core.h"

static int setup(void **state)
{
    static fix_core fix;

    fix_core_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(*state);
    return 0;
}

static salesinv_status never(void *self, const char *carrier,
                             const char *tracking_number, salesinv_payload *payload)
{
    (void)self;
    (void)carrier;
    (void)tracking_number;
    (void)payload;
    fail();
    return SALESINV_OK;
}

static void count(void *self)
{
    ++*(int *)self;
}

static void a_carrier_is_checked_when_it_is_opened(void **state)
{
    fix_core *fix = *state;
    salesinv_carrier_vtable vtable = {.struct_size = sizeof(vtable), .query = never};
    salesinv_carrier *carrier;
    int destroyed = 0;

    vtable.query = NULL;
    assert_refused(
        fix->admin, ARG,
        salesinv_carrier_open(fix->admin, &vtable, &destroyed, count, &carrier));
    assert_field(fix->admin, "query");
    vtable.query = never;
    vtable.reserved = 1;
    assert_refused(
        fix->admin, ARG,
        salesinv_carrier_open(fix->admin, &vtable, &destroyed, count, &carrier));
    vtable.reserved = 0;
    vtable.struct_size = 8;
    assert_refused(
        fix->admin, ABI_TOO_OLD,
        salesinv_carrier_open(fix->admin, &vtable, &destroyed, count, &carrier));
    assert_refused(
        fix->admin, ARG,
        salesinv_carrier_open(fix->admin, NULL, &destroyed, count, &carrier));
    assert_null(carrier);
    assert_refused(fix->admin, ARG,
                   salesinv_carrier_open(fix->admin, &vtable, &destroyed, count, NULL));
    assert_int_equal(salesinv_carrier_open(NULL, &vtable, &destroyed, count, &carrier),
                     SALESINV_E_ARG);
    assert_int_equal(destroyed, 6);
    salesinv_carrier_close(NULL);
}

static void what_a_carrier_hands_over_has_a_size(void **state)
{
    static char large[SALESINV_PAYLOAD_SIZE_MAX + 1];
    static salesinv_payload payload;
    sinv_heap *heap = sinv_heap_create(NULL, NULL);

    (void)state;
    sinv_buf_init(&payload.bytes, heap, SALESINV_PAYLOAD_SIZE_MAX);
    assert_int_equal(salesinv_payload_put(NULL, SALESINV_PAYLOAD_EASYPOST, "", 0),
                     SALESINV_E_ARG);
    assert_int_equal(salesinv_payload_put(&payload, 9, "", 0), SALESINV_E_ARG);
    assert_int_equal(salesinv_payload_put(&payload, SALESINV_PAYLOAD_EASYPOST, NULL, 1),
                     SALESINV_E_ARG);
    memset(large, ' ', sizeof(large));
    assert_int_equal(
        salesinv_payload_put(&payload, SALESINV_PAYLOAD_EASYPOST, large, sizeof(large)),
        SALESINV_E_OVERFLOW);
    assert_false(payload.is_put);
    salesinv_payload_fail(NULL, 1, "x");
    salesinv_payload_fail(&payload, 1, NULL);
    sinv_buf_free(&payload.bytes);
    sinv_heap_unref(heap);
}

static void a_carrier_may_outlive_its_engine(void **state)
{
    const salesinv_carrier_vtable vtable = {.struct_size = sizeof(vtable),
                                            .query = never};
    salesinv_carrier *carrier;
    fix_core fix;
    int destroyed = 0;

    (void)state;
    fix_core_open(&fix, false);
    assert_ok(fix.admin,
              salesinv_carrier_open(fix.admin, &vtable, &destroyed, count, &carrier));
    fix_core_close(&fix);
    assert_int_equal(destroyed, 0);
    salesinv_carrier_close(carrier);
    assert_int_equal(destroyed, 1);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_carrier_is_checked_when_it_is_opened),
        STORY(what_a_carrier_hands_over_has_a_size),
        cmocka_unit_test(a_carrier_may_outlive_its_engine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
