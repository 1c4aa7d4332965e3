/* SPDX-License-Identifier: Apache-2.0 */
/* Canonical documents: references read and written, drafts of records, fingerprints. */
#include <stdio.h>
#include <stdlib.h>

#include "document/json.h"
#include "salesinv/product.h"
#include "unit/sync/fix_record.h"

enum { TEXT_MAX = 2048 };

static fix_trade trade;
static salesinv_id product;
static salesinv_id warehouse;
static salesinv_id bin;
static salesinv_id order;
static salesinv_id shipment;

/* An order of one line, shipped by an ordinary shipping order. */
static int open_trade(void **state)
{
    salesinv_session *admin;

    (void)state;
    fix_trade_open(&trade);
    admin = trade.core.admin;
    product = fix_create(admin, SALESINV_KIND_PRODUCT, 0,
                         "{\"code\": \"P1\", \"name\": \"Pump\", \"price\": \"10\"}");
    fix_setting(admin, "warehouse.bins", 1);
    warehouse = fix_create(admin, SALESINV_KIND_WAREHOUSE, 0,
                           "{\"code\": \"W1\", \"name\": \"North\", \"has_bins\": 1}");
    bin = fix_create(admin, SALESINV_KIND_BIN, 0,
                     "{\"warehouse\": %lld, \"code\": \"A-1\", \"name\": \"Shelf\"}",
                     (long long)warehouse);
    order = fix_create(admin, SALESINV_KIND_ORDER, 0,
                       "{\"account\": %lld, \"external_id\": \"shop-1\", \"currency\": "
                       "\"EUR\", \"lines\": "
                       "[{\"product\": %lld, \"qty\": \"4\"}]}",
                       (long long)trade.account, (long long)product);
    shipment = fix_create(admin, SALESINV_KIND_SHIPMENT, 0,
                          "{\"order\": %lld, \"warehouse\": %lld, "
                          "\"lines\": [{\"order_line\": %lld, \"qty\": \"4\"}]}",
                          (long long)order, (long long)warehouse,
                          (long long)sinv_line_id(order, 1));
    fix_link_put(admin, SALESINV_KIND_PRODUCT, "M-77", product);
    fix_link_put(admin, SALESINV_KIND_WAREHOUSE, "W-N", warehouse);
    fix_link_put(admin, SALESINV_KIND_ORDER, "4500017", order);
    return 0;
}

static int close_trade(void **state)
{
    (void)state;
    salesinv_session_close(trade.core.admin);
    salesinv_session_close(trade.core.platform);
    salesinv_engine_close(trade.core.engine);
    return 0;
}

/** A text that is read inside a transaction, and what came of it. */
typedef struct reading {
    const char *text;
    const sinv_canonical_form *form;
    salesinv_kind kind; /* of a reference, which is the member "it" */
    salesinv_id id;
    uint8_t digest[SINV_RECORD_DIGEST];
    salesinv_draft *draft;
} reading;

static salesinv_status with_record(sinv_txn *txn, reading *of,
                                   salesinv_status (*body)(sinv_txn *, reading *,
                                                           const sinv_record *))
{
    char text[TEXT_MAX];
    sinv_record record = {.connector = "main", .external_id = "X", .version = 1};
    sinv_json_tree *tree;
    salesinv_status rc;

    fix_quote(of->text, text, sizeof(text));
    rc = sinv_json_parse(txn->err, txn->engine->heap, text, strlen(text), &tree);
    if (rc != SALESINV_OK)
        return rc;
    record.root = sinv_json_root(tree);
    rc = body(txn, of, &record);
    sinv_json_free(tree);
    return rc;
}

static salesinv_status resolve_it(sinv_txn *txn, reading *of, const sinv_record *record)
{
    return sinv_canonical_ref(txn, record, "it", of->kind, true, &of->id);
}

static salesinv_status resolve(sinv_txn *txn, void *arg)
{
    return with_record(txn, arg, resolve_it);
}

static salesinv_status draft_it(sinv_txn *txn, reading *of, const sinv_record *record)
{
    return sinv_canonical_draft(txn, record, of->form, &of->draft);
}

static salesinv_status draft(sinv_txn *txn, void *arg)
{
    return with_record(txn, arg, draft_it);
}

static salesinv_status digest_it(sinv_txn *txn, reading *of, const sinv_record *record)
{
    return sinv_canonical_digest(txn, record->root, of->digest);
}

static salesinv_status digest(sinv_txn *txn, void *arg)
{
    return with_record(txn, arg, digest_it);
}

/* ---- references ---- */

typedef struct reference_case {
    const char *text;
    salesinv_kind kind;
    const salesinv_id *wanted; /* NULL: refused */
    salesinv_status code;
    const char *says;
} reference_case;

static const reference_case references[] = {
    {"{'it': 'M-77'}", SALESINV_KIND_PRODUCT, &product, 0, NULL},
    {"{'it': {'external_id': 'M-77'}}", SALESINV_KIND_PRODUCT, &product, 0, NULL},
    {"{'it': {'code': 'P1'}}", SALESINV_KIND_PRODUCT, &product, 0, NULL},
    {"{'it': {'number': 'PR-000002'}}", SALESINV_KIND_PRODUCT, &product, 0, NULL},
    {"{'it': {'id': '2'}}", SALESINV_KIND_PRODUCT, &product, 0, NULL},
    {"{'it': {'id': 2, 'code': 'P1', 'external_id': 'M-77', 'number': null}}",
     SALESINV_KIND_PRODUCT, &product, 0, NULL},
    {"{'it': {'code': 'A-1', 'warehouse': 'W-N'}}", SALESINV_KIND_BIN, &bin, 0, NULL},
    {"{'warehouse': {'code': 'W1'}, 'it': {'code': 'A-1'}}", SALESINV_KIND_BIN, &bin, 0,
     NULL},
    {"{'it': '4500017'}", SALESINV_KIND_ORDER, &order, 0, NULL},
    {"{'it': 'M-78'}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_NOT_FOUND,
     "product \"M-78\" is unknown here"},
    {"{'it': 'm-77'}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_NOT_FOUND, "unknown"},
    {"{'it': 'M-77'}", SALESINV_KIND_WAREHOUSE, NULL, SALESINV_E_NOT_FOUND, "unknown"},
    {"{'it': {'code': 'p1'}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_NOT_FOUND,
     "unknown"},
    {"{'it': {'number': 'SO-000002'}}", SALESINV_KIND_PRODUCT, NULL,
     SALESINV_E_NOT_FOUND, "unknown"},
    {"{'it': {'number': 'PR-'}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_NOT_FOUND,
     "unknown"},
    {"{'it': {'number': 'PR--2'}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_NOT_FOUND,
     "unknown"},
    {"{'it': {'number': 'PR-99999999999999999999'}}", SALESINV_KIND_PRODUCT, NULL,
     SALESINV_E_NOT_FOUND, "unknown"},
    {"{'it': {'id': 999}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_NOT_FOUND,
     "product \"999\""},
    {"{'it': {'id': 2, 'external_id': 'nobody'}}", SALESINV_KIND_PRODUCT, NULL,
     SALESINV_E_NOT_FOUND, "nobody"},
    {"{'it': {'number': 'SO-000005'}}", SALESINV_KIND_ORDER, &order, 0, NULL},
    {"{'it': {'code': 'P1', 'id': 1}}", SALESINV_KIND_PRODUCT, NULL,
     SALESINV_E_NOT_FOUND, "product \"1\""},
    {"{'it': {'code': 'W1'}}", SALESINV_KIND_ORDER, NULL, SALESINV_E_ARG,
     "there are no codes"},
    {"{'it': {'code': 'A-1'}}", SALESINV_KIND_BIN, NULL, SALESINV_E_ARG,
     "needs a warehouse"},
    {"{'it': {}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG, "a reference to a"},
    {"{'it': 2}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG, "a reference to a"},
    {"{'it': true}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG, "a reference to a"},
    {"{'it': ['M-77']}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG,
     "a reference to a"},
    {"{'it': {'code': 5}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG,
     "a reference to a"},
    {"{'it': {'id': 'M-77'}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG, ""},
    {"{'it': {'name': 'Pump'}}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG,
     "has no name"},
    {"{'it': null}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG, "it is missing"},
    {"{}", SALESINV_KIND_PRODUCT, NULL, SALESINV_E_ARG, "it is missing"},
};

static const salesinv_error *last_error(void)
{
    return salesinv_engine_error(trade.core.engine);
}

static void references_mean_what_they_say(void **state)
{
    salesinv_session *admin = trade.core.admin;

    (void)state;
    for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
        const reference_case *of = &references[i];
        reading ask = {.text = of->text, .kind = of->kind};
        salesinv_status rc = fix_core_run(admin, false, resolve, &ask);
        print_message("%s\n", of->text);
        fix_core_check(admin, rc, of->wanted ? SALESINV_OK : of->code, __FILE__,
                       __LINE__);
        if (of->wanted)
            assert_int_equal(ask.id, *of->wanted);
        else
            assert_non_null(strstr(salesinv_error_message(last_error()), of->says));
        if (!of->wanted)
            assert_string_equal(salesinv_error_field(last_error()), "it");
    }
}

static void a_reference_must_not_contradict_itself(void **state)
{
    salesinv_session *admin = trade.core.admin;
    salesinv_id other = fix_product(&trade.core, "Valve", SALESINV_TRACKING_NONE);
    char text[64];
    reading ask = {.text = text, .kind = SALESINV_KIND_PRODUCT};

    (void)state;
    snprintf(text, sizeof(text), "{'it': {'id': %lld, 'code': 'P1'}}",
             (long long)other);
    assert_refused(admin, ARG, fix_core_run(admin, false, resolve, &ask));
    assert_non_null(strstr(salesinv_error_message(last_error()), "another object"));
}

/* ---- drafts ---- */

static const sinv_canonical_form of_shipment = {.kind = SALESINV_KIND_SHIPMENT};

static int64_t line_cell(const salesinv_draft *draft, uint32_t line, int32_t column)
{
    assert_true(line < draft->line_count);
    return sinv_row_int(draft->lines[line].row, column);
}

static void a_record_becomes_a_draft_of_ids(void **state)
{
    reading ask = {
        .text = "{'kind': 'shipment', 'external_id': 'D1', 'version': 4, 'status': "
                "'confirmed', 'deleted': false, 'order': '4500017', 'warehouse': "
                "{'code': 'W1'}, 'carrier': 'DHL', 'lines': [{'order_line': 1, 'qty': "
                "'1.5', 'bin': {'code': 'A-1'}, 'serials': ['A1..A3']}, "
                "{'order_line': {'line': 1, 'number': 'SO-000005'}, 'qty': 2}, "
                "{'order_line': {'line': 1}, 'qty': 1}, {'order': '4500017', "
                "'order_line': 327681, 'qty': 1}]}",
        .form = &of_shipment};

    (void)state;
    assert_int_equal(sinv_line_id(order, 1), 327681);
    assert_ok(trade.core.admin, fix_core_run(trade.core.admin, false, draft, &ask));
    assert_int_equal(sinv_row_int(ask.draft->head, SINV_SHIPMENT_ORDER), order);
    assert_int_equal(sinv_row_int(ask.draft->head, SINV_SHIPMENT_WAREHOUSE), warehouse);
    assert_string_equal(sinv_row_text(ask.draft->head, SINV_SHIPMENT_CARRIER), "DHL");
    assert_true(sinv_row_is_null(ask.draft->head, SINV_HEAD_EXTERNAL_ID));
    assert_int_equal(ask.draft->line_count, 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(line_cell(ask.draft, i, SINV_SHIPMENT_LINE_ORDER_LINE),
                         327681);
    assert_int_equal(line_cell(ask.draft, 0, SINV_SHIPMENT_LINE_BIN), bin);
    assert_int_equal(line_cell(ask.draft, 0, SINV_SHIPMENT_LINE_QTY), 3 * FIX_UNIT / 2);
    assert_int_equal(ask.draft->lines[0].serial_count, 1);
    assert_string_equal(ask.draft->lines[0].serials[0].last, "A3");
    salesinv_draft_free(ask.draft);
}

static void a_key_can_have_another_name_in_the_draft(void **state)
{
    static const char *const skips[] = {"source", NULL};
    static const sinv_canonical_form form = {SALESINV_KIND_RETURN, skips, "received",
                                             "qty"};
    reading ask = {.text = "{'source': 'anything', 'lines': [{'line': 2, 'received': "
                           "'3'}]}",
                   .form = &form};

    (void)state;
    assert_ok(trade.core.admin, fix_core_run(trade.core.admin, false, draft, &ask));
    assert_int_equal(ask.draft->lines[0].number, 2);
    assert_int_equal(line_cell(ask.draft, 0, SINV_RETURN_LINE_QTY), 3 * FIX_UNIT);
    salesinv_draft_free(ask.draft);
}

static void members_are_references_in_the_list_of_accounts_alone(void **state)
{
    static const sinv_canonical_form form = {.kind = SALESINV_KIND_WAREHOUSE};
    reading ask = {.text = "{'name': 'South', 'lines': [{'list': 1, 'member': 42}, "
                           "{'member': 'C-1', 'list': 3}]}",
                   .form = &form};
    reading user = {.text = "{'lines': [{'list': 1, 'member': 'C-1'}]}", .form = &form};
    salesinv_id account = fix_account(&trade.core, "Harbour Cranes");

    (void)state;
    fix_link_put(trade.core.admin, SALESINV_KIND_ACCOUNT, "C-1", account);
    assert_ok(trade.core.admin, fix_core_run(trade.core.admin, false, draft, &ask));
    assert_int_equal(line_cell(ask.draft, 0, SINV_WAREHOUSE_ACCESS_MEMBER), 42);
    assert_int_equal(line_cell(ask.draft, 1, SINV_WAREHOUSE_ACCESS_MEMBER), account);
    salesinv_draft_free(ask.draft);
    assert_refused(trade.core.admin, ARG,
                   fix_core_run(trade.core.admin, false, draft, &user));
    assert_field(trade.core.admin, "lines[1].member");
}

typedef struct draft_refusal {
    const char *text;
    salesinv_status code;
    const char *field;
} draft_refusal;

static const draft_refusal draft_refusals[] = {
    {"{'order': 'nobody'}", SALESINV_E_NOT_FOUND, "order"},
    {"{'lines': [{'order_line': 1}]}", SALESINV_E_ARG, "lines[1].order_line"},
    {"{'order': '4500017', 'lines': [{'qty': 1}, {'order_line': 0}]}", SALESINV_E_ARG,
     "lines[2].order_line"},
    {"{'order': '4500017', 'lines': [{'order_line': -1}]}", SALESINV_E_ARG,
     "lines[1].order_line"},
    {"{'order': '4500017', 'lines': [{'order_line': 'one'}]}", SALESINV_E_ARG,
     "lines[1].order_line"},
    {"{'order': '4500017', 'lines': [{'order_line': {'line': 65536}}]}", SALESINV_E_ARG,
     "lines[1].order_line"},
    {"{'order': '4500017', 'lines': [{'order_line': {'number': 'SO-000005'}}]}",
     SALESINV_E_ARG, "lines[1].order_line"},
    {"{'lines': [{'order_line': {'line': 1, 'number': 'SO-000099'}}]}",
     SALESINV_E_NOT_FOUND, "lines[1].order_line"},
    {"{'lines': [{'bin': 'nowhere'}]}", SALESINV_E_NOT_FOUND, "lines[1].bin"},
    {"{'lines': [{'qty': '-1'}]}", SALESINV_E_ARG, "lines[1].qty"},
    {"{'lines': [{'product': 'M-77'}]}", SALESINV_E_ARG, "lines[1].product"},
    {"{'lines': [{'colour': 'red'}]}", SALESINV_E_ARG, "lines[1].colour"},
    {"{'lines': {'qty': 1}}", SALESINV_E_ARG, "lines"},
    {"{'lines': [5]}", SALESINV_E_ARG, ""},
    {"{'colour': 'red'}", SALESINV_E_ARG, "colour"},
    {"{'id': 7}", SALESINV_E_ARG, "id"},
};

static void what_no_draft_takes_is_refused_with_its_place(void **state)
{
    salesinv_session *admin = trade.core.admin;

    (void)state;
    for (size_t i = 0; i < sizeof(draft_refusals) / sizeof(draft_refusals[0]); i++) {
        const draft_refusal *of = &draft_refusals[i];
        reading ask = {.text = of->text, .form = &of_shipment};
        salesinv_status rc = fix_core_run(admin, false, draft, &ask);
        print_message("%s\n", of->text);
        fix_core_check(admin, rc, of->code, __FILE__, __LINE__);
        assert_null(ask.draft);
        if (of->field[0])
            assert_string_equal(salesinv_error_field(last_error()), of->field);
    }
}

/* ---- fingerprints ---- */

static bool is_same(const char *a, const char *b)
{
    reading first = {.text = a};
    reading second = {.text = b};

    assert_ok(trade.core.admin, fix_core_run(trade.core.admin, false, digest, &first));
    assert_ok(trade.core.admin, fix_core_run(trade.core.admin, false, digest, &second));
    return memcmp(first.digest, second.digest, sizeof(first.digest)) == 0;
}

static void only_content_counts_for_the_fingerprint(void **state)
{
    (void)state;
    assert_true(is_same("{'a': 1, 'b': {'c': [1, 2], 'd': null}}",
                        " { 'b' : {'d':null,'c':[1,2]} , 'a':1}"));
    assert_false(is_same("{'a': 1}", "{'a': 2}"));
    assert_false(is_same("{'a': 1}", "{'a': '1'}"));
    assert_false(is_same("{'a': 1}", "{'b': 1}"));
    assert_false(is_same("{'a': [1, 2]}", "{'a': [2, 1]}"));
    assert_false(is_same("{'a': [[1], 2]}", "{'a': [[1, 2]]}"));
    assert_false(is_same("{'a': {}}", "{'a': []}"));
    assert_false(is_same("{'a': null}", "{}"));
    assert_false(is_same("{'a': true}", "{'a': false}"));
    assert_false(is_same("{'a': 'bc'}", "{'ab': 'c'}"));
}

/* ---- messages ---- */

typedef struct writing {
    salesinv_kind kind;
    int32_t action;
    salesinv_id object;
    const char *body; /* NULL: the document as it is */
    char text[2 * TEXT_MAX];
} writing;

static salesinv_status write_message(sinv_txn *txn, void *arg)
{
    writing *of = arg;
    sinv_canonical_message message = {.connector = "main",
                                      .kind = of->kind,
                                      .action = of->action,
                                      .object = of->object,
                                      .body = of->body,
                                      .size = strlen(of->body)};
    sinv_buf buf;
    salesinv_status rc;

    sinv_buf_init(&buf, txn->engine->heap, sizeof(of->text) - 1);
    rc = sinv_canonical_write(txn, &message, &buf);
    if (rc == SALESINV_OK)
        memcpy(of->text, buf.bytes, buf.size + 1);
    sinv_buf_free(&buf);
    return rc;
}

static void has(const writing *of, const char *piece)
{
    char text[256];

    fix_quote(piece, text, sizeof(text));
    if (!strstr(of->text, text))
        fail_msg("%s is not in %s", text, of->text);
}

/* The document of a kind as JSON, as the outbox keeps it. */
static char *body_of(salesinv_kind kind, salesinv_id id)
{
    salesinv_session *session = trade.core.admin;
    salesinv_document *document;
    salesinv_blob *blob;
    char *copy;

    assert_ok(session, sinv_verb_get(session, kind, id, &document));
    assert_int_equal(salesinv_document_to_json(document, &blob), SALESINV_OK);
    copy = strndup(salesinv_blob_data(blob), salesinv_blob_size(blob));
    salesinv_blob_free(blob);
    salesinv_document_free(document);
    return copy;
}

static void a_message_says_whom_the_document_means(void **state)
{
    writing of = {.kind = SALESINV_KIND_SHIPMENT, .action = 1, .object = shipment};
    char *body = body_of(SALESINV_KIND_SHIPMENT, shipment);

    (void)state;
    of.body = body;
    assert_ok(trade.core.admin,
              fix_core_run(trade.core.admin, false, write_message, &of));
    has(&of, "{'kind':'shipment','action':'put','id':6,");
    has(&of, "'order':{'id':5,'number':'SO-000005','external_id':'4500017'}");
    has(&of, "'warehouse':{'id':3,'code':'W1','external_id':'W-N'}");
    has(&of, "'account':{'id':1,'number':'AC-000001'}");
    has(&of, "'order_line':{'line':1,'id':5,'number':'SO-000005','external_id':"
             "'4500017'}");
    has(&of, "'product':{'id':2,'code':'P1','external_id':'M-77'}");
    free(body);
}

static void a_message_has_the_id_that_the_erp_gave(void **state)
{
    writing of = {.kind = SALESINV_KIND_ORDER, .action = 3, .object = order};
    char *body = body_of(SALESINV_KIND_ORDER, order);

    (void)state;
    of.body = body;
    assert_ok(trade.core.admin,
              fix_core_run(trade.core.admin, false, write_message, &of));
    has(&of, "{'kind':'order','action':'close','external_id':'4500017','id':5,");
    has(&of, "'own_external_id':'shop-1'");
    free(body);
}

static void a_reference_of_a_message_is_one_of_a_record(void **state)
{
    reading ask = {.kind = SALESINV_KIND_PRODUCT,
                   .text = "{'it': {'id':2,'code':'P1','external_id':'M-77'}}"};

    (void)state;
    assert_ok(trade.core.admin, fix_core_run(trade.core.admin, false, resolve, &ask));
    assert_int_equal(ask.id, product);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_mean_what_they_say),
        cmocka_unit_test(a_record_becomes_a_draft_of_ids),
        cmocka_unit_test(a_key_can_have_another_name_in_the_draft),
        cmocka_unit_test(members_are_references_in_the_list_of_accounts_alone),
        cmocka_unit_test(what_no_draft_takes_is_refused_with_its_place),
        cmocka_unit_test(only_content_counts_for_the_fingerprint),
        cmocka_unit_test(a_message_says_whom_the_document_means),
        cmocka_unit_test(a_message_has_the_id_that_the_erp_gave),
        cmocka_unit_test(a_reference_of_a_message_is_one_of_a_record),
        cmocka_unit_test(a_reference_must_not_contradict_itself),
    };
    return cmocka_run_group_tests(tests, open_trade, close_trade);
}
