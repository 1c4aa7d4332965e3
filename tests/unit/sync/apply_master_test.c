/* SPDX-License-Identifier: Apache-2.0 */
/* Master data of an ERP: found by id or code, changed where it is new, put out of use and in again, never removed. */
#include "fix_apply.h"

#include "salesinv/account.h"
#include "salesinv/batch.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"

enum {
    PRODUCT = SALESINV_KIND_PRODUCT,
    ACCOUNT = SALESINV_KIND_ACCOUNT,
    CATEGORY = SALESINV_KIND_CATEGORY
};

static int64_t status_of(salesinv_kind kind, salesinv_id id)
{
    return fix_int(admin, kind, id, 0, SALESINV_F_STATUS);
}

static void an_object_is_created_changed_or_left_alone(void **state)
{
    salesinv_id id;

    (void)state;
    id = apply("{'kind':'product','external_id':'M-1','name':'Pump','price':'5'}")
             .object;
    assert_int_equal(fix_int(admin, PRODUCT, id, 0, SALESINV_F_PRICE), 50000);
    assert_applied("{'kind':'product','external_id':'M-1','name':'Pump','price':'5'}",
                   UNCHANGED);
    assert_int_equal(
        apply("{'kind':'product','external_id':'M-1','name':'Big pump'}").object, id);
    assert_int_equal(fix_int(admin, PRODUCT, id, 0, SALESINV_F_PRICE), 50000);
    assert_int_equal(fix_int(admin, PRODUCT, id, 0, SALESINV_F_VERSION), 2);
}

static void an_object_is_adopted_by_its_code(void **state)
{
    salesinv_id id =
        fix_create(admin, PRODUCT, 0, "{\"code\": \"P1\", \"name\": \"Pump\"}");

    (void)state;
    assert_int_equal(
        apply("{'kind':'product','external_id':'M-1','code':'P1','name':'Pumpe'}")
            .object,
        id);
    assert_applied("{'kind':'product','external_id':'M-1','code':'P1','name':'Pumpe'}",
                   UNCHANGED);
    /* what the ERP calls otherwise already is not adopted a second time */
    assert_refused(
        admin, EXISTS,
        try_apply("{'kind':'product','external_id':'M-2','code':'P1','name':'Other'}"));
    assert_field(admin, "code");
}

static void an_object_goes_out_of_use_and_comes_back(void **state)
{
    salesinv_id id =
        apply("{'kind':'product','external_id':'M-1','code':'P1','name':'Pump'}")
            .object;

    (void)state;
    assert_applied("{'kind':'product','external_id':'M-1','status':'inactive'}",
                   UPDATED);
    assert_int_equal(status_of(PRODUCT, id), SALESINV_STATUS_INACTIVE);
    assert_applied("{'kind':'product','external_id':'M-1','status':'inactive'}",
                   UNCHANGED);
    /* without a status it stays as it is */
    assert_applied("{'kind':'product','external_id':'M-1','name':'Pumpe'}", UPDATED);
    assert_int_equal(status_of(PRODUCT, id), SALESINV_STATUS_INACTIVE);
    assert_applied("{'kind':'product','external_id':'M-1','status':'active'}", UPDATED);
    assert_int_equal(status_of(PRODUCT, id), SALESINV_STATUS_ACTIVE);
    assert_applied("{'kind':'product','external_id':'M-1','deleted':true}", UPDATED);
    assert_int_equal(status_of(PRODUCT, id), SALESINV_STATUS_INACTIVE);
    assert_applied("{'kind':'product','external_id':'M-1','deleted':true}", UNCHANGED);
    /* what was deleted and is there again is in use again */
    assert_applied("{'kind':'product','external_id':'M-1','name':'Pumpe'}", UPDATED);
    assert_int_equal(status_of(PRODUCT, id), SALESINV_STATUS_ACTIVE);
}

static void another_id_takes_over_what_was_deleted(void **state)
{
    salesinv_id id =
        apply("{'kind':'product','external_id':'M-1','code':'P1','name':'Pump'}")
            .object;

    (void)state;
    apply("{'kind':'product','external_id':'M-1','deleted':true}");
    assert_int_equal(
        apply("{'kind':'product','external_id':'M-2','code':'P1','name':'Pump'}")
            .object,
        id);
    assert_int_equal(status_of(PRODUCT, id), SALESINV_STATUS_ACTIVE);
    /* the former id means nothing any more */
    assert_refused(
        admin, EXISTS,
        try_apply("{'kind':'product','external_id':'M-1','code':'P1','name':'Pump'}"));
}

static void what_is_needed_stays_in_use(void **state)
{
    salesinv_id id =
        apply("{'kind':'category','external_id':'C','name':'Pumps'}").object;

    (void)state;
    apply("{'kind':'product','external_id':'M-1','name':'Pump','category':'C'}");
    assert_refused(admin, IN_USE,
                   try_apply("{'kind':'category','external_id':'C','deleted':true}"));
    assert_int_equal(status_of(CATEGORY, id), SALESINV_STATUS_ACTIVE);
    /* and what is out of use is not started with */
    assert_applied("{'kind':'product','external_id':'M-1','category':null}", UPDATED);
    assert_applied("{'kind':'product','external_id':'M-1','category':null}", UNCHANGED);
    apply("{'kind':'category','external_id':'C','deleted':true}");
    assert_refused(admin, INVALID_STATE,
                   try_apply("{'kind':'product','external_id':'M-1','category':'C'}"));
    assert_field(admin, "category");
}

static void a_new_object_may_be_out_of_use(void **state)
{
    (void)state;
    assert_int_equal(
        status_of(PRODUCT, apply("{'kind':'product','external_id':'M-1','name':'Old',"
                                 "'status':'inactive'}")
                               .object),
        SALESINV_STATUS_INACTIVE);
}

static void units_and_components_are_lines(void **state)
{
    const char *const kit =
        "{'kind':'product','external_id':'K','name':'Set','unit':'EA','kit_kind':1,"
        "'lines':[{'unit':'BX','numerator':12},{'product':'M-1','qty':'2'}]}";
    salesinv_id part;
    salesinv_id id;

    (void)state;
    apply("{'kind':'unit','external_id':'EA','code':'EA','name':'Piece'}");
    apply("{'kind':'unit','external_id':'BX','code':'BX','name':'Box'}");
    part = apply("{'kind':'product','external_id':'M-1','name':'Pump'}").object;
    id = apply(kit).object;
    assert_int_equal(fix_int(admin, PRODUCT, id, 1, SALESINV_F_NUMERATOR), 12);
    assert_int_equal(fix_int(admin, PRODUCT, id, 2, SALESINV_F_PRODUCT), part);
    assert_applied(kit, UNCHANGED);
    assert_refused(
        admin, NOT_FOUND,
        try_apply("{'kind':'product','external_id':'K','lines':[{'unit':'XX'}]}"));
    assert_field(admin, "lines[1].unit");
}

static void addresses_keep_their_lines(void **state)
{
    salesinv_id id = apply("{'kind':'account','external_id':'A','name':'Ada','lines':["
                           "{'external_id':'A-1','city':'Bern'},{'city':'Chur'}]}")
                         .object;

    (void)state;
    apply("{'kind':'account','external_id':'A','lines':[{'city':'Chur'},"
          "{'external_id':'A-1','city':'Genf'}]}");
    assert_int_equal(fix_int(admin, ACCOUNT, id, 1, SALESINV_F_LINE), 1);
    assert_int_equal(fix_int(admin, ACCOUNT, id, 2, SALESINV_F_LINE), 2);
    assert_int_equal(fix_int(admin, ACCOUNT, id, 0, SALESINV_F_STATUS),
                     SALESINV_STATUS_ACTIVE);
}

static void places_and_batches_belong_to_something(void **state)
{
    salesinv_id bin;

    (void)state;
    apply("{'kind':'warehouse','external_id':'W1','code':'W1','name':'Main',"
          "'has_bins':1}");
    apply("{'kind':'warehouse','external_id':'W2','code':'W2','name':'North',"
          "'has_bins':1}");
    bin = apply("{'kind':'bin','external_id':'W1/A','warehouse':'W1','code':'A',"
                "'name':'Shelf'}")
              .object;
    /* the same code in another warehouse is another bin */
    assert_int_not_equal(
        apply("{'kind':'bin','external_id':'W2/A','warehouse':{'code':'W2'},'code':'A',"
              "'name':'Shelf'}")
            .object,
        bin);
    assert_applied("{'kind':'bin','external_id':'W1/A','warehouse':'W1','code':'A',"
                   "'name':'Rack'}",
                   UPDATED);
    apply("{'kind':'product','external_id':'M-1','name':'Paste','tracking':1}");
    assert_applied("{'kind':'batch','external_id':'L1','code':'L1','product':'M-1'}",
                   CREATED);
    assert_applied("{'kind':'batch','external_id':'L1','code':'L1','product':'M-1',"
                   "'expires_at':'2030-01-01T00:00:00Z'}",
                   UPDATED);
}

static void nonsense_is_refused_by_name(void **state)
{
    (void)state;
    assert_refused(
        admin, ARG,
        try_apply("{'kind':'product','external_id':'M','name':'P','colour':'red'}"));
    assert_field(admin, "colour");
    assert_refused(admin, ARG, try_apply("{'kind':'product','external_id':'M'}"));
    assert_field(admin, "name");
    assert_refused(
        admin, NOT_FOUND,
        try_apply("{'kind':'product','external_id':'M','name':'P','category':'none'}"));
    assert_field(admin, "category");
    assert_refused(admin, ARG,
                   try_apply("{'kind':'product','external_id':'M','name':7}"));
    assert_field(admin, "name");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_object_is_created_changed_or_left_alone),
        TEST(an_object_is_adopted_by_its_code),
        TEST(an_object_goes_out_of_use_and_comes_back),
        TEST(another_id_takes_over_what_was_deleted),
        TEST(what_is_needed_stays_in_use),
        TEST(a_new_object_may_be_out_of_use),
        TEST(units_and_components_are_lines),
        TEST(addresses_keep_their_lines),
        TEST(places_and_batches_belong_to_something),
        TEST(nonsense_is_refused_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
