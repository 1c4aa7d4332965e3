/* SPDX-License-Identifier: Apache-2.0 */
/* Engines, settings, drafts, queries on a storage that fails; see storage_faults.h. */
#include "support/storage_faults.h"

int main(void)
{
    const programme_cases *const lists[] = {&programme_core_cases,
                                            &programme_call_cases, NULL};

    return storage_faults_run(lists, STORAGE_FAULTS_SPREAD);
}
