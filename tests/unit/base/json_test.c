/* SPDX-License-Identifier: Apache-2.0 */
/* Strict JSON: what reads, with all its digits, and what does not although other readers take it. */
#include "base/json.h"
#include "fix_base.h"

static sinv_json_tree *parse(fix_base *fix, const char *text)
{
    sinv_json_tree *tree;

    assert_int_equal(sinv_json_parse(fix->err, fix->heap, text, strlen(text), &tree),
                     SALESINV_OK);
    return tree;
}

static void values_keep_all_their_digits(void **state)
{
    fix_base *fix = *state;
    sinv_json_tree *tree =
        parse(fix, " {\"a\": 9223372036854775807, \"A\": -9223372036854775808, "
                   "\"t\": \"\\u20ac\\ud83d\\udce6\\n\", \"l\": [1, true, null]} ");
    const sinv_json *root = sinv_json_root(tree);
    const sinv_json *item;
    size_t size;

    assert_int_equal(sinv_json_type_of(root), SINV_JSON_OBJECT);
    assert_int_equal(sinv_json_count(root), 4);
    assert_int_equal(sinv_json_int(sinv_json_member(root, "a")), INT64_MAX);
    assert_int_equal(sinv_json_int(sinv_json_member(root, "A")), INT64_MIN);
    assert_string_equal(sinv_json_text(sinv_json_member(root, "t"), &size),
                        "\xe2\x82\xac\xf0\x9f\x93\xa6\n");
    assert_int_equal(size, 8);
    assert_null(sinv_json_member(root, "T"));
    item = sinv_json_first(sinv_json_member(root, "l"));
    assert_int_equal(sinv_json_int(item), 1);
    item = sinv_json_next(item);
    assert_true(sinv_json_bool(item));
    item = sinv_json_next(item);
    assert_int_equal(sinv_json_type_of(item), SINV_JSON_NULL);
    assert_null(sinv_json_next(item));
    sinv_json_free(tree);
}

static void what_other_readers_take_is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      " ",
                                      "{",
                                      "[1,]",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{'a':1}",
                                      "01",
                                      "1.5",
                                      "1e3",
                                      "-",
                                      "+1",
                                      "9223372036854775808",
                                      "NaN",
                                      "\"\\x\"",
                                      "\"\t\"",
                                      "\"\\u0000\"",
                                      "\"\\ud800\"",
                                      "\"\\udc00x\"",
                                      "\"\xff\"",
                                      "true false",
                                      "[1] x",
                                      "nul",
                                      "[1 2]",
                                      "{\"a\":1, \"a\":2}",
                                      "// x\n1",
                                      "\"a",
                                      "[\"a\", ]",
                                      "{\"\\u0061\":1, \"a\":2}"};
    fix_base *fix = *state;
    sinv_json_tree *tree;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        salesinv_status rc =
            sinv_json_parse(fix->err, fix->heap, bad[i], strlen(bad[i]), &tree);

        if (rc != SALESINV_E_ARG && rc != SALESINV_E_OVERFLOW && rc != SALESINV_E_TEXT)
            fail_msg("%s: %s", bad[i], salesinv_status_name(rc));
        assert_null(tree);
    }
    assert_int_equal(sinv_json_parse(fix->err, fix->heap, "[1]\0", 4, &tree),
                     SALESINV_E_TEXT);
}

static void depth_ends_at_its_limit(void **state)
{
    fix_base *fix = *state;
    char text[2 * SINV_JSON_DEPTH_MAX + 8];
    sinv_json_tree *tree;

    memset(text, '[', SINV_JSON_DEPTH_MAX);
    memset(text + SINV_JSON_DEPTH_MAX, ']', SINV_JSON_DEPTH_MAX);
    assert_int_equal(sinv_json_parse(fix->err, fix->heap, text,
                                     (size_t)2 * SINV_JSON_DEPTH_MAX, &tree),
                     SALESINV_OK);
    sinv_json_free(tree);
    memset(text, '[', SINV_JSON_DEPTH_MAX + 1);
    memset(text + SINV_JSON_DEPTH_MAX + 1, ']', SINV_JSON_DEPTH_MAX + 1);
    assert_int_equal(sinv_json_parse(fix->err, fix->heap, text,
                                     (size_t)2 * (SINV_JSON_DEPTH_MAX + 1), &tree),
                     SALESINV_E_OVERFLOW);
    assert_null(tree);
}

static void a_syntax_error_says_where(void **state)
{
    fix_base *fix = *state;
    sinv_json_tree *tree;
    int32_t at;

    assert_int_equal(sinv_json_parse(fix->err, fix->heap, "{\"a\": ?}", 8, &tree),
                     SALESINV_E_ARG);
    at = salesinv_error_detail_find(fix->err, "offset");
    assert_true(at >= 0);
    assert_int_equal(salesinv_error_detail_int(fix->err, at), 6);
}

static void what_is_written_reads_back(void **state)
{
    fix_base *fix = *state;
    sinv_json_writer writer;
    sinv_json_tree *tree;
    sinv_buf buf;
    sinv_buf again;

    sinv_buf_init(&buf, fix->heap, 4096);
    sinv_buf_init(&again, fix->heap, 4096);
    sinv_json_writer_init(&writer, &buf);
    sinv_json_begin_object(&writer);
    sinv_json_put_key(&writer, "text");
    sinv_json_put_text(&writer, "a\"\\\n\x01", 5);
    sinv_json_put_key(&writer, "list");
    sinv_json_begin_array(&writer);
    sinv_json_put_int(&writer, INT64_MIN);
    sinv_json_put_bool(&writer, true);
    sinv_json_put_null(&writer);
    sinv_json_put_decimal(&writer, 12500000, 6);
    sinv_json_put_time(&writer, 0);
    sinv_json_put_raw(&writer, "{}", 2);
    sinv_json_end_array(&writer);
    sinv_json_end_object(&writer);
    assert_string_equal(
        buf.bytes, "{\"text\":\"a\\\"\\\\\\n\\u0001\",\"list\":[-9223372036854775808,"
                   "true,null,\"12.5\",\"1970-01-01T00:00:00Z\",{}]}");
    tree = parse(fix, buf.bytes);
    assert_int_equal(sinv_json_print(sinv_json_root(tree), &again), SALESINV_OK);
    assert_string_equal(again.bytes, buf.bytes);
    sinv_json_free(tree);
    sinv_buf_free(&buf);
    sinv_buf_free(&again);
}

static void members_are_a_key_and_a_value(void **state)
{
    fix_base *fix = *state;
    sinv_json_writer writer;
    sinv_buf buf;

    sinv_buf_init(&buf, fix->heap, 4096);
    sinv_json_writer_init(&writer, &buf);
    sinv_json_begin_object(&writer);
    sinv_json_put_member_text(&writer, "name", "M\n77");
    sinv_json_put_member_text(&writer, "nothing", NULL);
    sinv_json_put_member_int(&writer, "count", -7);
    sinv_json_put_member_time(&writer, "at", 0);
    sinv_json_end_object(&writer);
    assert_string_equal(
        buf.bytes,
        "{\"name\":\"M\\n77\",\"count\":-7,\"at\":\"1970-01-01T00:00:00Z\"}");
    sinv_buf_free(&buf);
}

/* JSON that others made may have numbers that ours may not. */
static void foreign_numbers_are_texts(void **state)
{
    static const char text[] =
        "{\"a\":1.5,\"b\":-2e+3,\"c\":99999999999999999999,\"d\":7}";
    static const char *const bad[] = {"1.", "1.e3", "1e", "-", "01.5", ".5", "1.5.5"};
    fix_base *fix = *state;
    sinv_json_tree *tree;
    const sinv_json *root;
    size_t size;

    assert_int_equal(
        sinv_json_parse_foreign(fix->err, fix->heap, text, sizeof(text) - 1, &tree),
        SALESINV_OK);
    root = sinv_json_root(tree);
    assert_string_equal(sinv_json_text(sinv_json_member(root, "a"), &size), "1.5");
    assert_string_equal(sinv_json_text(sinv_json_member(root, "b"), &size), "-2e+3");
    assert_string_equal(sinv_json_text(sinv_json_member(root, "c"), &size),
                        "99999999999999999999");
    assert_int_equal(sinv_json_int(sinv_json_member(root, "d")), 7);
    sinv_json_free(tree);
    assert_int_equal(
        sinv_json_parse(fix->err, fix->heap, text, sizeof(text) - 1, &tree),
        SALESINV_E_ARG);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(
            sinv_json_parse_foreign(fix->err, fix->heap, bad[i], strlen(bad[i]), &tree),
            SALESINV_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIX_BASE(values_keep_all_their_digits),
        FIX_BASE(what_other_readers_take_is_refused),
        FIX_BASE(depth_ends_at_its_limit),
        FIX_BASE(a_syntax_error_says_where),
        FIX_BASE(what_is_written_reads_back),
        FIX_BASE(members_are_a_key_and_a_value),
        FIX_BASE(foreign_numbers_are_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
