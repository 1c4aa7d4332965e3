/* SPDX-License-Identifier: Apache-2.0 */
/* Kits, notices, several orders, exchanges on a storage that fails; see storage_faults.h. */
#include "support/storage_faults.h"

int main(void)
{
    const programme_cases *const lists[] = {&programme_mode_cases, NULL};

    return storage_faults_run(lists, STORAGE_FAULTS_SPREAD);
}
