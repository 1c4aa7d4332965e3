/* SPDX-License-Identifier: Apache-2.0 */
/* The start of a provider's own test: asks the suite to run over it. Linked, not run. */
#include "conformance/storage_suite.h"

int main(void)
{
    const storage_maker maker = {.name = "mine"};

    return storage_suite_run(&maker);
}
