/* SPDX-License-Identifier: Apache-2.0 */
/* Text from outside: UTF-8, lengths, instants, and the buffer that text is written into. */
#include "base/digest.h"
#include "base/text.h"
#include "base/time.h"
#include "fix_base.h"

static void only_well_formed_text_is_text(void **state)
{
    static const char *const good[] = {"",
                                       "a",
                                       "\xc2\x80",
                                       "\xe2\x82\xac",
                                       "\xed\x9f\xbf",
                                       "\xee\x80\x80",
                                       "\xf0\x9f\x93\xa6",
                                       "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\x80",
                                      "\xc0\xaf",
                                      "\xc1\x81",
                                      "\xc2",
                                      "\xe0\x80\xaf",
                                      "\xe2\x82",
                                      "\xed\xa0\x80",
                                      "\xf0\x80\x80\xaf",
                                      "\xf4\x90\x80\x80",
                                      "\xf8\x88\x80\x80\x80",
                                      "\xff",
                                      "a\xfe"};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_true(sinv_utf8_is_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(sinv_utf8_is_valid(bad[i], strlen(bad[i])));
    assert_false(sinv_utf8_is_valid("a\0b", 3));
    assert_true(sinv_text_has_control("a\tb", 3));
    assert_true(sinv_text_has_control("a\x7f", 2));
    assert_false(sinv_text_has_control("\xc2\xa0 b", 4));
}

static void texts_of_the_host_are_measured(void **state)
{
    fix_base *fix = *state;
    size_t size = 0;

    assert_int_equal(sinv_text_check(fix->err, "name", "abc", 3, &size), SALESINV_OK);
    assert_int_equal(size, 3);
    assert_int_equal(sinv_text_check(fix->err, "name", "abcd", 3, &size),
                     SALESINV_E_TEXT);
    assert_string_equal(salesinv_error_field(fix->err), "name");
    assert_int_equal(sinv_text_check(fix->err, "name", NULL, 3, &size), SALESINV_E_ARG);
    assert_int_equal(sinv_text_check(fix->err, "name", "\xff", 3, &size),
                     SALESINV_E_TEXT);
}

/* Instants that read, and as what they are written. */
static void instants_are_read_and_written(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
        const char *written;
    } good[] = {
        {"1970-01-01T00:00:00Z", 0, NULL},
        {"2023-11-14T22:13:20Z", INT64_C(1700000000000000), NULL},
        {"2023-11-15T00:13:20+02:00", INT64_C(1700000000000000),
         "2023-11-14T22:13:20Z"},
        {"1969-12-31T23:59:59.999999Z", -1, NULL},
        {"2024-02-29T12:00:00.5-00:30", INT64_C(1709209800500000),
         "2024-02-29T12:30:00.500000Z"},
        {"9999-12-31T23:59:59Z", INT64_C(253402300799000000), NULL},
    };
    fix_base *fix = *state;

    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        char text[SINV_TIME_TEXT_MAX];
        salesinv_time value;

        assert_int_equal(
            sinv_time_parse(fix->err, "at", good[i].text, strlen(good[i].text), &value),
            SALESINV_OK);
        assert_int_equal(value, good[i].value);
        assert_true(sinv_time_format(value, text) > 0);
        assert_string_equal(text, good[i].written ? good[i].written : good[i].text);
    }
}

static void what_is_no_instant_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "2023-11-14",
        "2023-11-14 22:13:20Z",
        "2023-11-14T22:13:20",
        "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "2023-00-01T00:00:00Z",
        "2023-01-32T00:00:00Z",
        "2023-01-01T24:00:00Z",
        "2023-01-01T00:60:00Z",
        "2016-12-31T23:59:60Z",
        "2023-01-01T00:00:00.Z",
        "2023-01-01T00:00:00.1234567Z",
        "2023-01-01T00:00:00+25:00",
        "2023-01-01T00:00:00Zx",
        "0000-01-01T00:00:00Z",
        "-2023-01-01T00:00:00Z",
    };
    fix_base *fix = *state;
    char text[SINV_TIME_TEXT_MAX];
    salesinv_time value;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (sinv_time_parse(fix->err, "at", bad[i], strlen(bad[i]), &value) !=
            SALESINV_E_ARG)
            fail_msg("\"%s\" was read", bad[i]);
    assert_int_equal(sinv_time_format(INT64_MAX, text), 0);
    assert_int_equal(sinv_time_format(INT64_MIN, text), 0);
}

static void a_buffer_grows_up_to_its_cap(void **state)
{
    fix_base *fix = *state;
    sinv_buf buf;

    sinv_buf_init(&buf, fix->heap, 8);
    sinv_buf_put_text(&buf, "abc");
    sinv_buf_put_int(&buf, -42);
    sinv_buf_put_char(&buf, '!');
    assert_string_equal(buf.bytes, "abc-42!");
    sinv_buf_put(&buf, "de", 2);
    assert_int_equal(buf.status, SALESINV_E_OVERFLOW);
    sinv_buf_put_char(&buf, 'x'); /* the first failure stays */
    assert_int_equal(buf.status, SALESINV_E_OVERFLOW);
    assert_string_equal(buf.bytes, "abc-42!");
    sinv_buf_clear(&buf);
    assert_int_equal(buf.status, SALESINV_OK);
    sinv_buf_put_int(&buf, 7);
    assert_string_equal(buf.bytes, "7");
    sinv_buf_free(&buf);
}

static void digests_tell_requests_apart(void **state)
{
    static const struct {
        const char *a;
        size_t size_a;
        const char *b;
        size_t size_b;
    } inputs[] = {{"ab", 2, "c", 1},
                  {"a", 1, "bc", 2},
                  {NULL, 0, "abc", 3},
                  {"", 0, "abc", 3},
                  {"abc", 3, "", 0}};
    enum { INPUTS = sizeof(inputs) / sizeof(inputs[0]) };
    uint8_t out[INPUTS][16];

    (void)state;
    for (int i = 0; i < INPUTS; i++) {
        sinv_digest digest;

        sinv_digest_init(&digest);
        sinv_digest_bytes(&digest, inputs[i].a, inputs[i].size_a);
        sinv_digest_bytes(&digest, inputs[i].b, inputs[i].size_b);
        sinv_digest_int(&digest, 4);
        sinv_digest_final(&digest, out[i]);
        for (int k = 0; k < i; k++)
            assert_memory_not_equal(out[i], out[k], 16);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIX_BASE(only_well_formed_text_is_text),
        FIX_BASE(texts_of_the_host_are_measured),
        FIX_BASE(instants_are_read_and_written),
        FIX_BASE(what_is_no_instant_is_refused),
        FIX_BASE(a_buffer_grows_up_to_its_cap),
        FIX_BASE(digests_tell_requests_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
