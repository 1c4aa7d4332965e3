/* SPDX-License-Identifier: Apache-2.0 */
/* Synchronisation on a storage that fails; see storage_faults.h. */
#include "support/storage_faults.h"

int main(void)
{
    const programme_cases *const lists[] = {&programme_sync_cases,
                                            &programme_sync_mode_cases,
                                            &programme_result_cases, NULL};

    return storage_faults_run(lists, 3);
}
