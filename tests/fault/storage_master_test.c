/* SPDX-License-Identifier: Apache-2.0 */
/* Goods, partners and places on a storage that fails; see storage_faults.h. */
#include "support/storage_faults.h"

int main(void)
{
    const programme_cases *const lists[] = {&programme_master_cases, NULL};

    return storage_faults_run(lists, STORAGE_FAULTS_SPREAD);
}
