/* SPDX-License-Identifier: Apache-2.0 */
/* Documents as JSON: what is written, what is read, and that a refused text changes nothing. */
#include "unit/document/fix_document.h"
#include "unit/document/fix_scarce.h"

#include "base/digest.h"
#include "document/json.h"

/* ---- writing ---- */

static salesinv_document *stored(fixture *fix, sinv_doc *doc)
{
    salesinv_id id = fix_store(fix, doc);
    salesinv_document *document;

    FIX_OK(fix, sinv_snapshot_load(&fix->txn, &fix_order, id, &document));
    fix_commit(fix);
    return document;
}

static void add_serials(fixture *fix, salesinv_id document, int64_t line,
                        const char *prefix, int64_t width, int64_t first, int64_t count)
{
    sinv_row *row;

    FIX_OK(fix, sinv_txn_row(&fix->txn, SINV_T_LINE_SERIAL, &row));
    sinv_row_set_int(row, SINV_LINE_SERIAL_LINE, sinv_line_id(document, line));
    sinv_row_set_text(row, SINV_LINE_SERIAL_PREFIX, prefix);
    sinv_row_set_int(row, SINV_LINE_SERIAL_WIDTH, width);
    sinv_row_set_int(row, SINV_LINE_SERIAL_FIRST, first);
    sinv_row_set_int(row, SINV_LINE_SERIAL_COUNT, count);
    FIX_OK(fix, sinv_txn_insert(&fix->txn, row));
}

static void expect_json(const salesinv_document *document, const char *expected)
{
    salesinv_blob *blob;

    assert_int_equal(salesinv_document_to_json(document, &blob), SALESINV_OK);
    assert_string_equal(salesinv_blob_data(blob), expected);
    assert_int_equal(salesinv_blob_size(blob), strlen(expected));
    salesinv_blob_free(blob);
}

static void document_is_written_by_its_fields(void **state)
{
    fixture fix;
    sinv_doc *doc;
    sinv_row *line;
    salesinv_document *document;

    (void)state;
    fix_open(&fix);
    fix_begin(&fix, fix.session);
    doc = fix_new_order(&fix, 3);
    sinv_row_set_text(doc->head, SINV_HEAD_EXTRA, "{\"color\":\"r\xc3\xb6t\"}");
    sinv_row_set_text(doc->head, SINV_ORDER_NOTE, "say \"hi\"\n");
    sinv_row_set_int(doc->head, SINV_ORDER_ORDERED_AT, FIX_NOW + 500000);
    sinv_row_set_int(doc->head, SINV_ORDER_AMOUNT, -15000);
    line = fix_add_order_line(&fix, doc, 4, 2500000);
    sinv_row_set_int(line, SINV_ORDER_LINE_PARENT, (INT64_C(1) << 53) + 1);
    sinv_row_set_int(line, SINV_ORDER_LINE_PRICE, 12345);
    document = stored(&fix, doc);
    expect_json(
        document,
        "{\"kind\":\"order\",\"id\":1,\"number\":\"SO-000001\",\"version\":1,"
        "\"status\":\"draft\",\"life_status\":1,\"owner\":11,"
        "\"created_at\":\"2023-11-14T22:13:20Z\",\"created_by\":11,"
        "\"modified_at\":\"2023-11-14T22:13:20Z\",\"modified_by\":11,"
        "\"extra\":{\"color\":\"r\xc3\xb6t\"},\"account\":3,\"currency\":\"EUR\","
        "\"ordered_at\":\"2023-11-14T22:13:20.500000Z\","
        "\"note\":\"say \\\"hi\\\"\\n\",\"amount\":\"-1.5\",\"mode\":0,\"lines\":["
        "{\"line\":1,\"line_id\":65537,\"product\":4,\"qty\":\"2.5\","
        "\"price\":\"1.2345\",\"parent_line\":\"9007199254740993\"}]}");
    salesinv_document_free(document);
    fix_close(&fix);
}

static void kind_without_lines_writes_none(void **state)
{
    fixture fix;
    salesinv_document *document;
    salesinv_blob *blob;

    (void)state;
    fix_open(&fix);
    fix_begin(&fix, fix.session);
    FIX_OK(&fix,
           sinv_snapshot_load(&fix.txn, &fix_category,
                              fix_add_category(&fix, "Pumps", "P", 0), &document));
    fix_commit(&fix);
    FIX_OK(&fix, salesinv_document_to_json(document, &blob));
    assert_null(strstr(salesinv_blob_data(blob), "lines"));
    assert_null(strstr(salesinv_blob_data(blob), "parent")); /* 0 is none */
    assert_non_null(strstr(salesinv_blob_data(blob), "\"status\":\"active\""));
    salesinv_blob_free(blob);
    salesinv_document_free(document);
    fix_close(&fix);
}

static void serials_are_written_as_ranges(void **state)
{
    fixture fix;
    sinv_doc *doc;
    salesinv_document *document;
    salesinv_blob *blob;

    (void)state;
    fix_open(&fix);
    fix_begin(&fix, fix.session);
    doc = fix_new_order(&fix, 3);
    (void)fix_add_order_line(&fix, doc, 4, 1000000);
    add_serials(&fix, sinv_doc_id(doc), 1, "A", 1, 1, 1);
    add_serials(&fix, sinv_doc_id(doc), 1, "B", 3, 98, 5);
    add_serials(&fix, sinv_doc_id(doc), 1, "C..", 2, 7, 3);
    add_serials(&fix, sinv_doc_id(doc), 1, "D.", 0, 0, 1);
    document = stored(&fix, doc);
    FIX_OK(&fix, salesinv_document_to_json(document, &blob));
    assert_non_null(strstr(salesinv_blob_data(blob),
                           "\"serials\":[\"A1\",\"B098..B102\","
                           "{\"first\":\"C..07\",\"count\":3},\"D.\"]"));
    salesinv_blob_free(blob);
    salesinv_document_free(document);
    fix_close(&fix);
}

static void blob_outlives_its_engine(void **state)
{
    fixture fix;
    salesinv_document *document;
    salesinv_blob *blob;

    (void)state;
    fix_open(&fix);
    fix_begin(&fix, fix.session);
    document = stored(&fix, fix_new_order(&fix, 3));
    fix_close(&fix);
    assert_int_equal(salesinv_document_to_json(document, &blob), SALESINV_OK);
    salesinv_document_free(document);
    assert_int_equal(salesinv_blob_data(blob)[0], '{');
    salesinv_blob_free(blob);
    salesinv_blob_free(NULL);
    assert_string_equal(salesinv_blob_data(NULL), "");
    assert_int_equal(salesinv_document_to_json(NULL, &blob), SALESINV_E_ARG);
    assert_null(blob);
}

/* ---- reading ---- */

static salesinv_draft *new_draft(fixture *fix)
{
    salesinv_draft *draft;

    FIX_OK(fix, sinv_draft_create(fix->engine, &fix_order, &draft));
    return draft;
}

static salesinv_status read_text(salesinv_draft *draft, const char *text)
{
    return salesinv_draft_from_json(draft, text, strlen(text));
}

/* Read into a fresh draft. */
static salesinv_draft *draft_of(fixture *fix, const char *text)
{
    salesinv_draft *draft = new_draft(fix);

    FIX_OK(fix, read_text(draft, text));
    return draft;
}

static int64_t head_int(const salesinv_draft *draft, int32_t column)
{
    assert_true(draft->head->changed >> column & 1);
    return sinv_row_int(draft->head, column);
}

static void header_values_of_every_type_are_read(void **state)
{
    fixture fix;
    salesinv_draft *draft;

    (void)state;
    fix_open(&fix);
    draft = draft_of(&fix, "{\"account\":\"9007199254740993\",\"currency\":\"EUR\","
                           "\"ordered_at\":\"2023-11-14T23:13:20+01:00\",\"mode\":2,"
                           "\"note\":\"\",\"extra\":{\"a\": [1, null]}}");
    assert_int_equal(head_int(draft, SINV_ORDER_ACCOUNT), INT64_C(9007199254740993));
    assert_int_equal(head_int(draft, SINV_ORDER_ORDERED_AT), FIX_NOW);
    assert_int_equal(head_int(draft, SINV_ORDER_MODE), 2);
    assert_string_equal(sinv_row_text(draft->head, SINV_ORDER_CURRENCY), "EUR");
    assert_string_equal(sinv_row_text(draft->head, SINV_ORDER_NOTE), "");
    assert_string_equal(sinv_row_text(draft->head, SINV_HEAD_EXTRA),
                        "{\"a\":[1,null]}");
    assert_false(draft->head->changed >> SINV_ORDER_WAREHOUSE & 1);
    assert_false(draft->has_lines);
    salesinv_draft_free(draft);
    fix_close(&fix);
}

static void null_clears_and_absent_leaves(void **state)
{
    fixture fix;
    salesinv_draft *draft;

    (void)state;
    fix_open(&fix);
    draft = draft_of(&fix, "{\"account\":3,\"note\":\"n\",\"currency\":\"EUR\"}");
    FIX_OK(&fix, read_text(draft, "{\"note\":null,\"currency\":\"USD\"}"));
    assert_true(sinv_row_is_null(draft->head, SINV_ORDER_NOTE));
    assert_true(draft->head->changed >> SINV_ORDER_NOTE & 1);
    assert_int_equal(head_int(draft, SINV_ORDER_ACCOUNT), 3);
    assert_string_equal(sinv_row_text(draft->head, SINV_ORDER_CURRENCY), "USD");
    FIX_OK(&fix,
           salesinv_draft_set_text(draft, 0, SALESINV_F_NOTE, "after the exchange"));
    assert_string_equal(sinv_row_text(draft->head, SINV_ORDER_NOTE),
                        "after the exchange");
    salesinv_draft_free(draft);
    fix_close(&fix);
}

static void lines_are_read_with_decimals_and_serials(void **state)
{
    fixture fix;
    salesinv_draft *draft;
    const sinv_draft_line *line;

    (void)state;
    fix_open(&fix);
    draft = draft_of(
        &fix,
        "{\"lines\":[{\"product\":5,\"qty\":\"2.5\",\"price\":12},"
        "{\"line\":3,\"qty\":7,\"serials\":[\"A1\",\"B1..B9\","
        "{\"first\":\"C..1\",\"count\":4},{\"first\":\"D1\",\"last\":\"D2\"}]}]}");
    assert_int_equal(draft->line_count, 2);
    assert_int_equal(sinv_row_int(draft->lines[0].row, SINV_ORDER_LINE_QTY), 2500000);
    assert_int_equal(sinv_row_int(draft->lines[0].row, SINV_ORDER_LINE_PRICE), 120000);
    assert_int_equal(draft->lines[0].number, 0);
    assert_false(draft->lines[0].has_serials);
    line = &draft->lines[1];
    assert_int_equal(line->number, 3);
    assert_int_equal(sinv_row_int(line->row, SINV_ORDER_LINE_QTY), 7000000);
    assert_int_equal(line->serial_count, 4);
    assert_string_equal(line->serials[0].first, "A1");
    assert_int_equal(line->serials[0].count, 1);
    assert_string_equal(line->serials[1].first, "B1");
    assert_string_equal(line->serials[1].last, "B9");
    assert_int_equal(line->serials[1].count, 0);
    assert_string_equal(line->serials[2].first, "C..1");
    assert_int_equal(line->serials[2].count, 4);
    assert_string_equal(line->serials[3].last, "D2");
    salesinv_draft_free(draft);
    fix_close(&fix);
}

static void lines_name_the_whole_set(void **state)
{
    fixture fix;
    salesinv_draft *draft;

    (void)state;
    fix_open(&fix);
    draft = draft_of(&fix, "{\"lines\":[{\"line\":1,\"product\":5,\"qty\":1},"
                           "{\"line\":2,\"serials\":[\"A1\"]},{\"qty\":9}]}");
    FIX_OK(&fix, read_text(draft, "{\"note\":\"lines stay\"}"));
    assert_int_equal(draft->line_count, 3);
    assert_string_equal(draft->lines[1].serials[0].first, "A1");
    FIX_OK(&fix, read_text(draft, "{\"lines\":[{\"line\":2},{\"line\":1,\"qty\":4}]}"));
    assert_int_equal(draft->line_count, 2);
    assert_int_equal(draft->lines[0].serial_count, 1);
    assert_true(draft->lines[0].has_serials);
    assert_int_equal(sinv_row_int(draft->lines[1].row, SINV_ORDER_LINE_PRODUCT), 5);
    assert_int_equal(sinv_row_int(draft->lines[1].row, SINV_ORDER_LINE_QTY), 4000000);
    FIX_OK(&fix, read_text(draft, "{\"lines\":[{\"line\":2,\"serials\":[]}]}"));
    assert_int_equal(draft->lines[0].serial_count, 0);
    FIX_OK(&fix, read_text(draft, "{\"note\":\"no serials stays said\"}"));
    assert_true(draft->lines[0].has_serials);
    FIX_OK(&fix, read_text(draft, "{\"lines\":null}"));
    FIX_OK(&fix, read_text(draft, "{\"note\":\"no lines stays said\"}"));
    assert_int_equal(draft->line_count, 0);
    assert_true(draft->has_lines);
    salesinv_draft_free(draft);
    fix_close(&fix);
}

typedef struct refused_text {
    const char *text;
    salesinv_status rc;
    const char *field; /* "": none */
} refused_text;

static const refused_text refusals[] = {
    {"[]", SALESINV_E_ARG, ""},
    {"{\"account\":1", SALESINV_E_ARG, NULL},
    {"{\"acount\":1}", SALESINV_E_ARG, "acount"},
    {"{\"kind\":\"order\"}", SALESINV_E_ARG, "kind"},
    {"{\"id\":1}", SALESINV_E_ARG, "id"},
    {"{\"status\":\"draft\"}", SALESINV_E_ARG, "status"},
    {"{\"amount\":\"1\"}", SALESINV_E_ARG, "amount"},
    {"{\"amount\":null}", SALESINV_E_ARG, "amount"},
    {"{\"serials\":[]}", SALESINV_E_ARG, "serials"},
    {"{\"account\":true}", SALESINV_E_ARG, "account"},
    {"{\"account\":-1}", SALESINV_E_ARG, "account"},
    {"{\"mode\":4}", SALESINV_E_ARG, "mode"},
    {"{\"mode\":\"x\"}", SALESINV_E_ARG, "mode"},
    {"{\"note\":5}", SALESINV_E_ARG, "note"},
    {"{\"currency\":\"EURO\"}", SALESINV_E_TEXT, "currency"},
    {"{\"ordered_at\":\"yesterday\"}", SALESINV_E_ARG, "ordered_at"},
    {"{\"ordered_at\":17}", SALESINV_E_ARG, "ordered_at"},
    {"{\"lines\":{}}", SALESINV_E_ARG, "lines"},
    {"{\"lines\":[{},5]}", SALESINV_E_ARG, "lines[2]"},
    {"{\"lines\":[{},{\"qyt\":1}]}", SALESINV_E_ARG, "lines[2].qyt"},
    {"{\"lines\":[{\"line_id\":1}]}", SALESINV_E_ARG, "lines[1].line_id"},
    {"{\"lines\":[{\"line\":0}]}", SALESINV_E_ARG, "lines[1].line"},
    {"{\"lines\":[{\"line\":\"1\"}]}", SALESINV_E_ARG, "lines[1].line"},
    {"{\"lines\":[{\"line\":65536}]}", SALESINV_E_ARG, "lines[1].line"},
    {"{\"lines\":[{\"line\":1},{\"line\":1}]}", SALESINV_E_EXISTS, "lines[2].line"},
    {"{\"lines\":[{\"qty\":\"1,5\"}]}", SALESINV_E_ARG, "lines[1].qty"},
    {"{\"lines\":[{\"qty\":\"0.0000001\"}]}", SALESINV_E_OVERFLOW, "lines[1].qty"},
    {"{\"lines\":[{\"qty\":9300000000000}]}", SALESINV_E_OVERFLOW, "lines[1].qty"},
    {"{\"lines\":[{\"serials\":\"A1\"}]}", SALESINV_E_ARG, "lines[1].serials"},
    {"{\"lines\":[{\"serials\":[\"A\",5]}]}", SALESINV_E_SERIAL_RANGE,
     "lines[1].serials[2]"},
    {"{\"lines\":[{\"serials\":[\"A1..\"]}]}", SALESINV_E_SERIAL_RANGE,
     "lines[1].serials[1]"},
    {"{\"lines\":[{\"serials\":[{\"first\":\"A\"}]}]}", SALESINV_E_SERIAL_RANGE,
     "lines[1].serials[1]"},
    {"{\"lines\":[{\"serials\":[{\"first\":\"A1\",\"last\":\"A2\",\"count\":2}]}]}",
     SALESINV_E_SERIAL_RANGE, "lines[1].serials[1]"},
    {"{\"lines\":[{\"serials\":[{\"first\":\"A1\",\"count\":-1}]}]}",
     SALESINV_E_SERIAL_RANGE, "lines[1].serials[1]"},
    {"{\"lines\":[{\"serials\":[{\"first\":\"A1\",\"size\":1}]}]}", SALESINV_E_ARG,
     "lines[1].serials[1]"},
};

static sinv_digest digest_of(const salesinv_draft *draft)
{
    sinv_digest digest;

    sinv_digest_init(&digest);
    sinv_draft_digest(draft, &digest);
    return digest;
}

static void expect_same(const salesinv_draft *draft, sinv_digest before)
{
    sinv_digest after = digest_of(draft);

    assert_memory_equal(&before, &after, sizeof(before));
}

static void refused_text_names_its_place_and_changes_nothing(void **state)
{
    fixture fix;
    salesinv_draft *draft;
    sinv_digest before;

    (void)state;
    fix_open(&fix);
    draft = draft_of(&fix, "{\"note\":\"n\",\"lines\":[{\"line\":7,\"qty\":1,"
                           "\"serials\":[\"A1..A3\"]}]}");
    before = digest_of(draft);
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        const refused_text *refused = &refusals[i];
        salesinv_status rc = read_text(draft, refused->text);
        const char *field = salesinv_error_field(fix.engine->err);
        if (rc != refused->rc ||
            (refused->field && strcmp(field ? field : "", refused->field) != 0))
            fail_msg("%s: %s at \"%s\"", refused->text, salesinv_status_name(rc),
                     field ? field : "");
        expect_same(draft, before);
    }
    assert_int_equal(salesinv_draft_from_json(draft, NULL, 0), SALESINV_E_ARG);
    assert_int_equal(salesinv_draft_from_json(NULL, "{}", 2), SALESINV_E_ARG);
    salesinv_draft_free(draft);
    fix_close(&fix);
}

static void text_of_another_kind_is_refused(void **state)
{
    fixture fix;
    salesinv_draft *draft;

    (void)state;
    fix_open(&fix);
    FIX_OK(&fix, sinv_draft_create(fix.engine, &fix_category, &draft));
    assert_int_equal(read_text(draft, "{\"name\":\"x\",\"lines\":[]}"), SALESINV_E_ARG);
    assert_string_equal(salesinv_error_field(fix.engine->err), "lines");
    FIX_OK(&fix, read_text(draft, "{\"name\":\"x\"}"));
    salesinv_draft_free(draft);
    fix_close(&fix);
}

/* What to_json wrote, without the keys that cannot be set, is the document's own draft. */
static void written_text_reads_back_as_the_documents_draft(void **state)
{
    fixture fix;
    sinv_doc *doc;
    salesinv_document *document;
    salesinv_draft *own;
    salesinv_draft *read;

    (void)state;
    fix_open(&fix);
    fix_begin(&fix, fix.session);
    doc = fix_new_order(&fix, 3);
    sinv_row_set_text(doc->head, SINV_HEAD_EXTRA, "{\"a\":1}");
    sinv_row_set_int(doc->head, SINV_ORDER_WAREHOUSE, 6);
    (void)fix_add_order_line(&fix, doc, 4, 2500000);
    document = stored(&fix, doc);
    FIX_OK(&fix, salesinv_draft_from_document(fix.session, document, &own));
    read = draft_of(&fix,
                    "{\"owner\":11,\"department\":0,\"extra\":{\"a\":1},\"account\":3,"
                    "\"currency\":\"EUR\",\"ordered_at\":\"1970-01-01T00:00:00Z\","
                    "\"warehouse\":6,\"mode\":0,\"lines\":[{\"line\":1,\"product\":4,"
                    "\"qty\":\"2.5\",\"price\":\"0\",\"parent_line\":0}]}");
    expect_same(read, digest_of(own));
    salesinv_draft_free(own);
    salesinv_draft_free(read);
    salesinv_document_free(document);
    fix_close(&fix);
}

/* ---- memory ---- */

/* Each allocation in turn fails: the draft is as before, and the next reading is complete. */
static void reading_without_memory_changes_nothing(void **state)
{
    static const char text[] =
        "{\"note\":\"other\",\"extra\":[1],\"lines\":[{\"line\":7,"
        "\"serials\":[\"B1..B3\"]},{\"qty\":\"3\"}]}";
    scarce_memory scarce = {.left = -1};
    fixture fix;
    salesinv_draft *draft;
    sinv_digest before;
    salesinv_status rc = SALESINV_E_NOMEM;
    int64_t allowed;

    (void)state;
    fix_open_with(&fix, &scarce_allocator, &scarce);
    draft = draft_of(&fix, "{\"note\":\"n\",\"lines\":[{\"line\":7,\"qty\":1}]}");
    before = digest_of(draft);
    for (allowed = 0; rc == SALESINV_E_NOMEM && allowed < 1000; allowed++) {
        expect_same(draft, before);
        scarce.left = allowed;
        rc = read_text(draft, text);
    }
    scarce.left = -1;
    assert_int_equal(rc, SALESINV_OK);
    assert_true(allowed > 3);
    assert_int_equal(draft->line_count, 2);
    assert_string_equal(sinv_row_text(draft->head, SINV_ORDER_NOTE), "other");
    salesinv_draft_free(draft);
    fix_close(&fix);
}

static void writing_without_memory_is_nomem(void **state)
{
    scarce_memory scarce = {.left = -1};
    fixture fix;
    salesinv_document *document;
    salesinv_blob *blob = NULL;
    salesinv_status rc = SALESINV_E_NOMEM;
    int64_t allowed;

    (void)state;
    fix_open_with(&fix, &scarce_allocator, &scarce);
    fix_begin(&fix, fix.session);
    document = stored(&fix, fix_new_order(&fix, 3));
    for (allowed = 0; rc == SALESINV_E_NOMEM && allowed < 100; allowed++) {
        assert_null(blob);
        scarce.left = allowed;
        rc = salesinv_document_to_json(document, &blob);
    }
    scarce.left = -1;
    assert_int_equal(rc, SALESINV_OK);
    assert_true(allowed > 2);
    salesinv_blob_free(blob);
    salesinv_document_free(document);
    fix_close(&fix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_is_written_by_its_fields),
        cmocka_unit_test(kind_without_lines_writes_none),
        cmocka_unit_test(serials_are_written_as_ranges),
        cmocka_unit_test(blob_outlives_its_engine),
        cmocka_unit_test(header_values_of_every_type_are_read),
        cmocka_unit_test(null_clears_and_absent_leaves),
        cmocka_unit_test(lines_are_read_with_decimals_and_serials),
        cmocka_unit_test(lines_name_the_whole_set),
        cmocka_unit_test(refused_text_names_its_place_and_changes_nothing),
        cmocka_unit_test(text_of_another_kind_is_refused),
        cmocka_unit_test(written_text_reads_back_as_the_documents_draft),
        cmocka_unit_test(reading_without_memory_changes_nothing),
        cmocka_unit_test(writing_without_memory_is_nomem),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
