/* SPDX-License-Identifier: Apache-2.0 */
/* Exact numbers: decimals as text, and arithmetic that says when it does not fit. */
#include "base/checked.h"
#include "base/decimal.h"
#include "fix_base.h"

typedef struct reading {
    const char *text;
    int32_t scale;
    salesinv_status status;
    int64_t value;
} reading;

static const reading readings[] = {
    {"0", 6, SALESINV_OK, 0},
    {"-0", 6, SALESINV_OK, 0},
    {"12.5", 6, SALESINV_OK, 12500000},
    {"-12.5", 4, SALESINV_OK, -125000},
    {"0.000001", 6, SALESINV_OK, 1},
    {"1.5000000000000000000000", 4, SALESINV_OK, 15000},
    {"00012", 0, SALESINV_OK, 12},
    {"9223372036854.775807", 6, SALESINV_OK, INT64_MAX},
    {"-9223372036854.775808", 6, SALESINV_OK, INT64_MIN},
    {"9223372036854.775808", 6, SALESINV_E_OVERFLOW, 0},
    {"-9223372036854.775809", 6, SALESINV_E_OVERFLOW, 0},
    {"99999999999999999999999999", 0, SALESINV_E_OVERFLOW, 0},
    {"0.0000001", 6, SALESINV_E_OVERFLOW, 0},
    {"1.00005", 4, SALESINV_E_OVERFLOW, 0},
    {"", 6, SALESINV_E_ARG, 0},
    {"-", 6, SALESINV_E_ARG, 0},
    {"+1", 6, SALESINV_E_ARG, 0},
    {".5", 6, SALESINV_E_ARG, 0},
    {"5.", 6, SALESINV_E_ARG, 0},
    {"1e3", 6, SALESINV_E_ARG, 0},
    {" 1", 6, SALESINV_E_ARG, 0},
    {"1 ", 6, SALESINV_E_ARG, 0},
    {"1,5", 6, SALESINV_E_ARG, 0},
    {"1.2.3", 6, SALESINV_E_ARG, 0},
    {"0x10", 6, SALESINV_E_ARG, 0},
    {"NaN", 6, SALESINV_E_ARG, 0},
};

static void decimals_are_read_exactly_or_not_at_all(void **state)
{
    fix_base *fix = *state;

    for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
        const reading *at = &readings[i];
        int64_t value = 0;
        salesinv_status rc = sinv_decimal_parse(fix->err, "qty", at->text,
                                                strlen(at->text), at->scale, &value);

        if (rc != at->status)
            fail_msg("\"%s\": %s", at->text, salesinv_status_name(rc));
        if (rc == SALESINV_OK)
            assert_int_equal(value, at->value);
        else
            assert_string_equal(salesinv_error_field(fix->err), "qty");
    }
}

/* The size counts, not a NUL. */
static void decimals_end_where_they_are_said_to(void **state)
{
    fix_base *fix = *state;
    int64_t value;

    assert_int_equal(sinv_decimal_parse(fix->err, "qty", "1234", 2, 0, &value),
                     SALESINV_OK);
    assert_int_equal(value, 12);
    assert_int_equal(sinv_decimal_parse(fix->err, "qty", "1\0002", 3, 0, &value),
                     SALESINV_E_ARG);
}

static void decimals_are_written_as_short_as_they_read_back(void **state)
{
    static const reading written[] = {
        {"0", 6, SALESINV_OK, 0},
        {"12.5", 6, SALESINV_OK, 12500000},
        {"-0.0001", 4, SALESINV_OK, -1},
        {"100", 0, SALESINV_OK, 100},
        {"-9223372036854.775808", 6, SALESINV_OK, INT64_MIN},
        {"922337203685477.5807", 4, SALESINV_OK, INT64_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
        char text[SINV_DECIMAL_TEXT_MAX];
        size_t size = sinv_decimal_format(written[i].value, written[i].scale, text);

        assert_string_equal(text, written[i].text);
        assert_int_equal(size, strlen(text));
    }
}

static void sums_and_products_that_do_not_fit(void **state)
{
    int64_t out = 5;

    (void)state;
    assert_true(sinv_add_i64(INT64_MAX, 0, &out));
    assert_false(sinv_add_i64(INT64_MAX, 1, &out));
    assert_false(sinv_sub_i64(INT64_MIN, 1, &out));
    assert_false(sinv_sub_i64(0, INT64_MIN, &out));
    assert_false(sinv_mul_i64(INT64_MIN, -1, &out));
    assert_int_equal(out, INT64_MAX);
    assert_true(sinv_mul_i64(-3, 4, &out));
    assert_int_equal(out, -12);
}

static void half_is_rounded_away_from_zero(void **state)
{
    int64_t out;

    (void)state;
    assert_true(sinv_muldiv_i64(1, 1, 2, &out));
    assert_int_equal(out, 1);
    assert_true(sinv_muldiv_i64(-1, 1, 2, &out));
    assert_int_equal(out, -1);
    assert_true(sinv_muldiv_i64(1, 1, 3, &out));
    assert_int_equal(out, 0);
    assert_true(sinv_muldiv_i64(-2, 1, 3, &out));
    assert_int_equal(out, -1);
    assert_true(sinv_muldiv_i64(INT64_MAX, INT64_MAX, INT64_MAX, &out));
    assert_int_equal(out, INT64_MAX);
    assert_true(sinv_muldiv_i64(INT64_MIN, INT64_MAX, INT64_MAX, &out));
    assert_int_equal(out, INT64_MIN);
    assert_false(sinv_muldiv_i64(INT64_MAX, 2, 1, &out));
    assert_false(sinv_muldiv_i64(INT64_MIN, -1, 1, &out));
}

static void floor_goes_down_on_both_sides_of_zero(void **state)
{
    int64_t out;

    (void)state;
    assert_true(sinv_muldiv_floor_i64(5, 1, 3, &out));
    assert_int_equal(out, 1);
    assert_true(sinv_muldiv_floor_i64(6, 1, 3, &out));
    assert_int_equal(out, 2);
    assert_true(sinv_muldiv_floor_i64(-5, 1, 3, &out));
    assert_int_equal(out, -2);
    assert_true(sinv_muldiv_floor_i64(-6, 1, 3, &out));
    assert_int_equal(out, -2);
    assert_true(sinv_muldiv_floor_i64(INT64_MAX, INT64_MAX - 1, INT64_MAX, &out));
    assert_int_equal(out, INT64_MAX - 1);
    assert_false(sinv_muldiv_floor_i64(INT64_MAX, 2, 1, &out));
    assert_false(sinv_muldiv_floor_i64(1, 1, 0, &out));
}

static void exact_division_leaves_no_rest(void **state)
{
    int64_t out = 7;

    (void)state;
    assert_true(sinv_muldiv_exact_i64(10, 12, 8, &out));
    assert_int_equal(out, 15);
    assert_false(sinv_muldiv_exact_i64(10, 1, 3, &out));
    assert_false(sinv_muldiv_exact_i64(INT64_MAX, 10, 5, &out));
    assert_int_equal(out, 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIX_BASE(decimals_are_read_exactly_or_not_at_all),
        FIX_BASE(floor_goes_down_on_both_sides_of_zero),
        FIX_BASE(decimals_end_where_they_are_said_to),
        FIX_BASE(decimals_are_written_as_short_as_they_read_back),
        FIX_BASE(sums_and_products_that_do_not_fit),
        FIX_BASE(half_is_rounded_away_from_zero),
        FIX_BASE(exact_division_leaves_no_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
