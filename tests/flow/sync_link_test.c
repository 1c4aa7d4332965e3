/* SPDX-License-Identifier: Apache-2.0 */
/* Ids of an ERP and what they mean here, as an application asks for them. */
#include "fix_process.h"

/* The ERP's id of an object, or its refusal. */
static salesinv_status there(fix_process *fix, salesinv_kind kind, salesinv_id id,
                             char text[SALESINV_EXTERNAL_ID_MAX + 1])
{
    salesinv_blob *blob;
    salesinv_status rc = salesinv_link_external_id(fix->admin, "erp", kind, id, &blob);

    text[0] = '\0';
    if (rc == SALESINV_OK) {
        assert_true(salesinv_blob_size(blob) <= SALESINV_EXTERNAL_ID_MAX);
        memcpy(text, salesinv_blob_data(blob), salesinv_blob_size(blob));
        text[salesinv_blob_size(blob)] = '\0';
    }
    salesinv_blob_free(blob);
    return rc;
}

static void an_order_is_known_by_its_id_there_once_the_erp_has_it(void **state)
{
    fix_process *fix = *state;
    char text[SALESINV_EXTERNAL_ID_MAX + 1];
    salesinv_id order = order_of(fix, fix->cable, 3);

    assert_refused(fix->admin, NOT_FOUND, there(fix, ORDER, order, text));
    synchronise(fix);
    assert_ok(fix->admin, there(fix, ORDER, order, text));
    assert_string_equal(text, salesinv_loopback_document_id(fix->erp, ORDER, 0));
    assert_int_equal(here(fix, ORDER, text), order);
}

static void master_data_is_known_by_its_records(void **state)
{
    fix_process *fix = *state;
    char text[SALESINV_EXTERNAL_ID_MAX + 1];

    assert_ok(fix->admin, there(fix, PRODUCT, fix->router, text));
    assert_string_equal(text, "M-100");
    assert_int_equal(here(fix, WAREHOUSE, "W1"), fix->main);
    assert_int_equal(here(fix, PRODUCT, "W1"), 0); /* an id is one of its kind */
    /* What the ERP deleted keeps its meaning. */
    assert_erp(fix->erp, salesinv_loopback_remove(fix->erp, PRODUCT, "M-200"));
    synchronise(fix);
    assert_int_equal(here(fix, PRODUCT, "M-200"), fix->cable);
}

static void a_question_is_checked(void **state)
{
    fix_process *fix = *state;
    salesinv_session *seller;
    salesinv_blob *text;
    salesinv_id id = 7;

    assert_refused(fix->admin, CONNECTOR_REQUIRED,
                   salesinv_link_object(fix->admin, "other", PRODUCT, "M-100", &id));
    assert_int_equal(id, 0);
    assert_refused(fix->admin, ARG,
                   salesinv_link_object(fix->admin, NULL, PRODUCT, "M-100", &id));
    assert_field(fix->admin, "connector");
    assert_refused(fix->admin, ARG,
                   salesinv_link_object(fix->admin, "erp", 99, "M-100", &id));
    assert_refused(
        fix->admin, ARG,
        salesinv_link_object(fix->admin, "erp", SALESINV_KIND_INBOUND, "M-100", &id));
    assert_field(fix->admin, "kind");
    assert_refused(fix->admin, TEXT,
                   salesinv_link_object(fix->admin, "erp", PRODUCT, "", &id));
    assert_refused(fix->admin, TEXT,
                   salesinv_link_object(fix->admin, "erp", PRODUCT, "a\n", &id));
    assert_field(fix->admin, "external_id");
    assert_refused(fix->admin, ARG,
                   salesinv_link_object(fix->admin, "erp", PRODUCT, "M-100", NULL));
    assert_refused(fix->admin, ARG,
                   salesinv_link_external_id(fix->admin, "erp", PRODUCT, 0, &text));
    assert_field(fix->admin, "id");
    assert_refused(
        fix->admin, CONNECTOR_REQUIRED,
        salesinv_link_external_id(fix->admin, "other", PRODUCT, fix->router, &text));
    assert_null(text);
    seller = fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "sales");
    assert_refused(seller, FORBIDDEN,
                   salesinv_link_object(seller, "erp", PRODUCT, "M-100", &id));
    salesinv_session_close(seller);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROCESS(an_order_is_known_by_its_id_there_once_the_erp_has_it),
        PROCESS(master_data_is_known_by_its_records),
        PROCESS(a_question_is_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
