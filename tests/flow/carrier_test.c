/* SPDX-License-Identifier: Apache-2.0 */
/* Carriers as hosts plug them in: what is checked when they are opened, and what they may hand over. */
#include <string.h>
#include <unistd.h>

#include "../../examples/file_carrier/file_carrier.c" /* NOLINT(bugprone-suspicious-include) */
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

/* ---- the example that answers from a file ---- */

static salesinv_carrier *open_file(fix_core *fix, char *path, const char *lines)
{
    salesinv_carrier *carrier;
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(lines, file) >= 0);
    (void)fclose(file);
    assert_ok(fix->admin,
              salesinv_carrier_open(fix->admin, &file_carrier, path, NULL, &carrier));
    return carrier;
}

static salesinv_status ask(fix_core *fix, salesinv_carrier *carrier, const char *number)
{
    return sinv_carrier_query(fix->engine->err, carrier, "", number);
}

static void a_file_answers_with_its_last_line(void **state)
{
    fix_core *fix = *state;
    char path[] = "/tmp/salesinv-carrier-XXXXXX";
    int descriptor = mkstemp(path);
    salesinv_carrier *carrier;

    assert_true(descriptor >= 0);
    (void)close(descriptor);
    carrier = open_file(fix, path,
                        "# T-1 easypost {}\n\nT-1 easypost {\"old\":1}\n"
                        "T-12 17track {\"other\":1}\nT-1 kuaidi100 {\"new\":1}\r\n"
                        "T-2 pigeon {}\nT-3");
    assert_ok(fix->admin, ask(fix, carrier, "T-1"));
    assert_int_equal(carrier->payload.format, SALESINV_PAYLOAD_KUAIDI100);
    assert_string_equal(carrier->payload.bytes.bytes, "{\"new\":1}");
    assert_ok(fix->admin, ask(fix, carrier, "T-12"));
    assert_int_equal(carrier->payload.format, SALESINV_PAYLOAD_17TRACK);
    assert_refused(fix->admin, CONNECTOR_REFUSED, ask(fix, carrier, "T-2"));
    assert_refused(fix->admin, CONNECTOR_REFUSED, ask(fix, carrier, "T-3"));
    assert_refused(fix->admin, CONNECTOR_REFUSED, ask(fix, carrier, "T-4"));
    assert_string_equal(salesinv_error_source(fix->engine->err), "carrier:file");
    assert_int_equal(unlink(path), 0);
    assert_refused(fix->admin, CONNECTOR_REFUSED, ask(fix, carrier, "T-1"));
    assert_int_equal(salesinv_error_vendor_code(fix->engine->err), ENOENT);
    salesinv_carrier_close(carrier);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_carrier_is_checked_when_it_is_opened),
        STORY(what_a_carrier_hands_over_has_a_size),
        STORY(a_file_answers_with_its_last_line),
        cmocka_unit_test(a_carrier_may_outlive_its_engine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
