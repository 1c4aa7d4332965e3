/* SPDX-License-Identifier: Apache-2.0 */
/* Messages look like their examples beside the schemas, and say enough to make the document again. */
#include <string.h>

#include "document/draft.h"
#include "support/fix_example.h"
#include "sync/canonical.h"

static fix_example *fix_of(void **state)
{
    return *state;
}

/* ---- a message read back ---- */

typedef struct fix_back {
    sinv_buf *record;
    salesinv_draft *draft;
} fix_back;

static bool can_be_set(const sinv_kind *kind, bool is_line, const char *key)
{
    const sinv_field *field = sinv_kind_field_by_key(kind, is_line, key);

    return field && field->flags & SINV_FIELD_SETTABLE;
}

static void put_settable(sinv_json_writer *out, const sinv_kind *kind,
                         const sinv_json *object, bool is_line);

static void put_member(sinv_json_writer *out, const sinv_kind *kind,
                       const sinv_json *child)
{
    sinv_heap *heap = out->buf->heap;
    sinv_buf value;

    sinv_json_put_key(out, sinv_json_key(child));
    if (strcmp(sinv_json_key(child), "lines") == 0) {
        sinv_json_begin_array(out);
        for (const sinv_json *line = sinv_json_first(child); line;
             line = sinv_json_next(line))
            put_settable(out, kind, line, true);
        sinv_json_end_array(out);
        return;
    }
    sinv_buf_init(&value, heap, FIX_EXAMPLE_MAX);
    assert_int_equal(sinv_json_print(child, &value), SALESINV_OK);
    sinv_json_put_raw(out, value.bytes, value.size);
    sinv_buf_free(&value);
}

/* What can be set of the message, as a record would say it: references and all. */
static void put_settable(sinv_json_writer *out, const sinv_kind *kind,
                         const sinv_json *object, bool is_line)
{
    sinv_json_begin_object(out);
    for (const sinv_json *child = sinv_json_first(object); child;
         child = sinv_json_next(child)) {
        const char *key = sinv_json_key(child);
        if (can_be_set(kind, is_line, key) || strcmp(key, "lines") == 0 ||
            strcmp(key, "line") == 0)
            put_member(out, kind, child);
    }
    sinv_json_end_object(out);
}

static salesinv_status read_back(sinv_txn *txn, void *argument)
{
    static const sinv_canonical_form form = {.kind = SALESINV_KIND_ORDER};
    fix_back *back = argument;
    sinv_record record = {.connector = "main", .kind = SALESINV_KIND_ORDER};
    sinv_json_tree *tree;
    salesinv_status rc = sinv_json_parse(
        txn->err, txn->engine->heap, back->record->bytes, back->record->size, &tree);

    if (rc != SALESINV_OK)
        return rc;
    record.root = sinv_json_root(tree);
    rc = sinv_canonical_draft(txn, &record, &form, &back->draft);
    sinv_json_free(tree);
    return rc;
}

/* The stored value, and that of the draft, of every field that can be set. */
static void compare_cells(const sinv_kind *kind, bool is_line, const sinv_row *got,
                          const sinv_row *wanted)
{
    int32_t count = is_line ? kind->line_field_count : kind->field_count;
    const sinv_field *fields = is_line ? kind->line_fields : kind->fields;

    for (int32_t i = 0; i < count; i++) {
        int32_t column = fields[i].column;
        if (!(fields[i].flags & SINV_FIELD_SETTABLE) ||
            (!is_line && fields[i].field == SALESINV_F_EXTERNAL_ID))
            continue;
        if (fields[i].type != SALESINV_TYPE_TEXT)
            assert_int_equal(sinv_row_int(got, column), sinv_row_int(wanted, column));
        else if (sinv_row_is_null(wanted, column))
            assert_true(sinv_row_is_null(got, column));
        else
            assert_string_equal(sinv_row_text(got, column),
                                sinv_row_text(wanted, column));
    }
}

static void compare_drafts(const salesinv_draft *got, const salesinv_draft *wanted)
{
    compare_cells(wanted->kind, false, got->head, wanted->head);
    assert_int_equal(got->line_count, wanted->line_count);
    for (uint32_t i = 0; i < wanted->line_count; i++) {
        assert_int_equal(got->lines[i].number, wanted->lines[i].number);
        compare_cells(wanted->kind, true, got->lines[i].row, wanted->lines[i].row);
    }
}

/* ---- messages look like their examples ---- */

static void messages_of_orders_look_like_the_examples(void **state)
{
    fix_example *fix = fix_of(state);
    fix_master master = fix_example_master(fix);
    salesinv_id order = fix_example_order(fix, &master);

    fix_example_take(fix, "message-order", "4500017", NULL);
    assert_ok(fix->user, salesinv_order_close_remainder(fix->user, order, 0,
                                                        "discontinued", NULL, NULL));
    fix_example_take(fix, "message-order-close", "4500017", NULL);
    assert_ok(fix->user, salesinv_order_reopen(fix->user, order, 0, NULL, NULL));
    fix_example_take(fix, "message-order-reopen", "4500017", NULL);
}

static void a_message_of_a_void_order_looks_like_the_example(void **state)
{
    fix_example *fix = fix_of(state);
    fix_master master = fix_example_master(fix);
    salesinv_id order = fix_example_order(fix, &master);

    fix_example_take(fix, "message-order", "4500017", NULL);
    assert_ok(fix->user,
              salesinv_order_void(fix->user, order, 0, "entered twice", NULL, NULL));
    fix_example_take(fix, "message-order-void", "4500017", NULL);
}

static void messages_of_notices_look_like_the_examples(void **state)
{
    fix_example *fix = fix_of(state);
    fix_sale made = fix_example_sale(fix);

    fix_example_take(fix, "message-notice", "80015", NULL);
    assert_ok(fix->user, salesinv_shipment_close(fix->user, made.notice, 0,
                                                 "discontinued", NULL, NULL));
    fix_example_take(fix, "message-notice-close", "80015", NULL);
}

static void a_message_of_a_void_notice_looks_like_the_example(void **state)
{
    fix_example *fix = fix_of(state);
    fix_sale made = fix_example_sale(fix);

    fix_example_take(fix, "message-notice", "80015", NULL);
    assert_ok(fix->user, salesinv_shipment_void(fix->user, made.notice, 0,
                                                "ordered twice", NULL, NULL));
    fix_example_take(fix, "message-notice-void", "80015", NULL);
}

static void messages_of_returns_look_like_the_examples(void **state)
{
    fix_example *fix = fix_of(state);
    fix_sale made = fix_example_shipped(fix);
    salesinv_id id = fix_example_return(fix, made.notice);

    fix_example_take(fix, "message-return", "60003", NULL);
    assert_ok(fix->user,
              salesinv_return_close(fix->user, id, 0, "lost on the way", NULL, NULL));
    fix_example_take(fix, "message-return-close", "60003", NULL);
}

static void a_message_of_a_void_return_looks_like_the_example(void **state)
{
    fix_example *fix = fix_of(state);
    fix_sale made = fix_example_shipped(fix);
    salesinv_id id = fix_example_return(fix, made.notice);

    fix_example_take(fix, "message-return", "60003", NULL);
    assert_ok(fix->user, salesinv_return_void(fix->user, id, 0, "kept it", NULL, NULL));
    fix_example_take(fix, "message-return-void", "60003", NULL);
}

static void messages_of_exchanges_look_like_the_examples(void **state)
{
    fix_example *fix = fix_of(state);
    fix_sale made = fix_example_shipped(fix);
    salesinv_id id = fix_example_exchange(fix, &made.master, made.notice);

    fix_example_take(fix, "message-exchange", "60004", NULL);
    assert_ok(fix->user,
              salesinv_return_close(fix->user, id, 0, "lost on the way", NULL, NULL));
    fix_example_take(fix, "message-exchange-close", "60004", NULL);
}

static void a_message_of_a_void_exchange_looks_like_the_example(void **state)
{
    fix_example *fix = fix_of(state);
    fix_sale made = fix_example_shipped(fix);
    salesinv_id id = fix_example_exchange(fix, &made.master, made.notice);

    fix_example_take(fix, "message-exchange", "60004", NULL);
    assert_ok(fix->user, salesinv_return_void(fix->user, id, 0, "kept it", NULL, NULL));
    fix_example_take(fix, "message-exchange-void", "60004", NULL);
}

static void an_order_is_read_back_from_its_message(void **state)
{
    fix_example *fix = fix_of(state);
    sinv_heap *heap = fix->trade.core.engine->heap;
    fix_master master = fix_example_master(fix);
    salesinv_id order = fix_example_order(fix, &master);
    fix_back back = {NULL, NULL};
    char body[FIX_EXAMPLE_MAX];
    sinv_buf record;
    sinv_json_writer writer;
    sinv_json_tree *tree;
    salesinv_document *stored;
    salesinv_draft *wanted;

    fix_example_take(fix, "message-order", "4500017", body);
    assert_ok(fix->user, sinv_verb_get(fix->user, SALESINV_KIND_ORDER, order, &stored));
    assert_ok(fix->user, salesinv_draft_from_document(fix->user, stored, &wanted));
    tree = fix_example_parse(fix, body);
    sinv_buf_init(&record, heap, FIX_EXAMPLE_MAX);
    sinv_json_writer_init(&writer, &record);
    put_settable(&writer, wanted->kind, sinv_json_root(tree), false);
    back.record = &record;
    assert_ok(fix->user, fix_core_run(fix->user, false, read_back, &back));
    compare_drafts(back.draft, wanted);
    salesinv_draft_free(back.draft);
    salesinv_draft_free(wanted);
    salesinv_document_free(stored);
    sinv_buf_free(&record);
    sinv_json_free(tree);
}

#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(name, fix_example_open, fix_example_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(messages_of_orders_look_like_the_examples),
        TEST(a_message_of_a_void_order_looks_like_the_example),
        TEST(messages_of_notices_look_like_the_examples),
        TEST(a_message_of_a_void_notice_looks_like_the_example),
        TEST(messages_of_returns_look_like_the_examples),
        TEST(a_message_of_a_void_return_looks_like_the_example),
        TEST(messages_of_exchanges_look_like_the_examples),
        TEST(a_message_of_a_void_exchange_looks_like_the_example),
        TEST(an_order_is_read_back_from_its_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
