/* SPDX-License-Identifier: Apache-2.0 */
/* The works that owns its stock: see trade.h. */
#include "model/trade.h"
#include "support/fix_core.h"

enum { STEPS = 100000 };

static void library_and_rules_agree(void **state)
{
    (void)state;
    trade_at_random(false, STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library_and_rules_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
