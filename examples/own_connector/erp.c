/* SPDX-License-Identifier: Apache-2.0 */
/* The ERP of the example, in memory. */
#include "own_connector/erp.h"

#include <stdio.h>
#include <string.h>

const char *erp_next(const erp *system, const char *kind, long change, long *number)
{
    size_t size = strlen(kind);
    long at = 0;

    for (; system->rows[at]; at++)
        if (at >= change && strncmp(system->rows[at], kind, size) == 0 &&
            system->rows[at][size] == ' ') {
            *number = at + 1;
            return system->rows[at] + size + 1;
        }
    return NULL;
}

int erp_find(const erp *system, const char *key, char id[64])
{
    for (int i = 0; i < system->count; i++)
        if (strcmp(system->keys[i], key) == 0) {
            (void)snprintf(id, 64, "A-%03d", i + 1);
            return 1;
        }
    return 0;
}

int erp_store(erp *system, const char *key, const char *document, char id[64])
{
    if (!strstr(document, "\"lines\""))
        return 1;
    if (!erp_find(system, key, id)) {
        if (system->count == 8)
            return 1;
        (void)snprintf(system->keys[system->count++], 64, "%s", key);
        (void)erp_find(system, key, id);
    }
    return 0;
}
