/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was compiled against version 0.1 goes on working: the frozen provider is accepted
 * by today's library, asked, and released exactly once. Uses the public ABI only.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "abi/old_storage_v1.h"
#include "salesinv/engine.h"
#include "salesinv/session.h"

static void old_storage_opens_and_answers(void **state)
{
    old_storage store = {0};
    salesinv_config *config = NULL;
    salesinv_engine *engine = NULL;
    salesinv_session *session = NULL;

    (void)state;
    assert_int_equal(salesinv_config_create(NULL, NULL, &config), SALESINV_OK);
    assert_int_equal(salesinv_config_set_storage(config, old_storage_v1(), &store,
                                                 old_storage_v1_destroy),
                     SALESINV_OK);
    assert_int_equal(salesinv_engine_open(config, &engine), SALESINV_OK);
    assert_int_equal(store.opened, 1);
    assert_int_equal(salesinv_session_open(engine, 7, 1, &session),
                     SALESINV_E_NOT_FOUND);
    assert_null(session);
    salesinv_engine_close(engine);
    salesinv_config_free(config);
    assert_int_equal(store.open_scans, 0);
    assert_int_equal(store.destroyed, 1);
}

static void old_storage_that_is_too_short_is_refused_and_destroyed(void **state)
{
    old_storage store = {0};
    salesinv_storage_vtable shorter = *old_storage_v1();
    salesinv_config *config = NULL;

    (void)state;
    shorter.struct_size -= (uint32_t)sizeof(void *);
    assert_int_equal(salesinv_config_create(NULL, NULL, &config), SALESINV_OK);
    assert_int_equal(
        salesinv_config_set_storage(config, &shorter, &store, old_storage_v1_destroy),
        SALESINV_E_ABI_TOO_OLD);
    assert_int_equal(store.destroyed, 1);
    salesinv_config_free(config);
    assert_int_equal(store.destroyed, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(old_storage_opens_and_answers),
        cmocka_unit_test(old_storage_that_is_too_short_is_refused_and_destroyed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
