/* SPDX-License-Identifier: Apache-2.0 */
/* A whole connector. It keeps nothing: positions, attempts and ids are the library's affair. */
#include "own_connector/connector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "own_connector/erp.h"

#define KIND(name) (UINT64_C(1) << SALESINV_KIND_##name)

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    (void)self;
    info->brand = "acme";
    info->pushes = KIND(ORDER);
    info->pulls =
        KIND(UNIT) | KIND(PRODUCT) | KIND(WAREHOUSE) | KIND(ACCOUNT) | KIND(STOCK);
    return SALESINV_OK;
}

static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    const char *name = salesinv_kind_name(kind), *json;
    long done = strtol(position, NULL, 10), next;
    char text[24];

    while (max_count-- > 0 && (json = erp_next(self, name, done, &next)) &&
           salesinv_pulled_put(into, json, strlen(json)) == SALESINV_OK)
        done = next;
    snprintf(text, sizeof(text), "%ld", done);
    return salesinv_pulled_end(into, text, erp_next(self, name, done, &next) == NULL);
}

static salesinv_status push(void *self, const salesinv_push_item *const *items,
                            int32_t count, salesinv_answers *answers)
{
    static const salesinv_status said[] = {SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_OK,
                                           SALESINV_E_CONNECTOR_REFUSED};
    char id[64];

    for (int32_t i = 0; i < count; i++) {
        int rc = erp_store(self, items[i]->key, items[i]->body, id);
        salesinv_answers_put(answers, i, said[rc + 1], rc == 0 ? id : NULL, rc, NULL);
    }
    return SALESINV_OK;
}

static salesinv_status outcome(void *self, const salesinv_push_item *item,
                               salesinv_answers *answers)
{
    char id[64];

    if (!erp_find(self, item->key, id))
        return salesinv_answers_put(answers, 0, SALESINV_E_NOT_FOUND, NULL, 0, NULL);
    return salesinv_answers_put(answers, 0, SALESINV_OK, id, 0, NULL);
}

const salesinv_connector_vtable own_connector = {.struct_size = sizeof(own_connector),
                                                 .name = "acme",
                                                 .describe = describe,
                                                 .pull = pull,
                                                 .push = push,
                                                 .outcome = outcome};
