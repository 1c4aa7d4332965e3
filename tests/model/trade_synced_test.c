/* SPDX-License-Identifier: Apache-2.0 */
/* The works beside an ERP: see trade.h. */
#include "model/trade.h"
#include "support/fix_core.h"

enum { STEPS = 100000 };

static void library_and_rules_agree_beside_an_erp(void **state)
{
    (void)state;
    trade_at_random(true, STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library_and_rules_agree_beside_an_erp),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
