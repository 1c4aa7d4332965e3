/* SPDX-License-Identifier: Apache-2.0 */
/* I20: of every quota as many units are used as events say were taken and not given back, and as are reserved now. */
#include <string.h>

#include "base/json.h"
#include "core/licence.h"
#include "core/session.h"
#include "document/verify.h"

enum { QUOTAS_MAX = 16, CODE_SIZE = SINV_LICENCE_CODE_MAX + 1 };

typedef struct quota_use {
    char code[CODE_SIZE];
    int64_t used; /* as events and reservations say */
} quota_use;

typedef struct quota_uses {
    quota_use items[QUOTAS_MAX];
    int32_t count;
} quota_uses;

static void add(quota_uses *uses, const char *code, size_t size, int64_t units)
{
    int32_t i = 0;

    if (size >= CODE_SIZE)
        return; /* no code of a licence: then it cannot be one that is used */
    while (i < uses->count && (strncmp(uses->items[i].code, code, size) != 0 ||
                               uses->items[i].code[size] != '\0'))
        i++;
    if (i == QUOTAS_MAX)
        return;
    if (i == uses->count) {
        memcpy(uses->items[i].code, code, size);
        uses->items[i].code[size] = '\0';
        uses->count++;
    }
    uses->items[i].used = sinv_verify_sum(uses->items[i].used, units);
}

static int64_t units_of(const sinv_row *event)
{
    if (sinv_row_int(event, SINV_EVENT_KIND) != SALESINV_KIND_LICENCE)
        return 0;
    switch (sinv_row_int(event, SINV_EVENT_ACTION)) {
    case SALESINV_EVENT_QUOTA_TAKEN:
        return 1;
    case SALESINV_EVENT_QUOTA_GIVEN_BACK:
        return -1;
    default:
        return 0;
    }
}

static salesinv_status visit_event(sinv_verify *verify, const sinv_row *row,
                                   void *state)
{
    const int64_t units = units_of(row);
    const char *detail = sinv_row_text(row, SINV_EVENT_DETAIL);
    const char *code = NULL;
    sinv_json_tree *tree;
    size_t size = 0;
    salesinv_status rc;

    if (units == 0)
        return SALESINV_OK;
    rc = sinv_json_parse(verify->txn->err, verify->txn->engine->heap,
                         detail ? detail : "", sinv_row_size(row, SINV_EVENT_DETAIL),
                         &tree);
    if (rc == SALESINV_OK) {
        code = sinv_json_text(sinv_json_member(sinv_json_root(tree), "code"), &size);
        if (code)
            add(state, code, size, units);
        sinv_json_free(tree);
    }
    if (rc == SALESINV_E_NOMEM || code)
        return rc;
    sinv_err_clear(verify->txn->err);
    return sinv_verify_report(verify, "I20", sinv_row_int(row, SINV_EVENT_SEQUENCE),
                              "event %lld does not say of which quota",
                              (long long)sinv_row_int(row, SINV_EVENT_SEQUENCE));
}

static salesinv_status visit_reservation(sinv_verify *verify, const sinv_row *row,
                                         void *state)
{
    (void)verify;
    add(state, sinv_row_text(row, SINV_QUOTA_CODE), sinv_row_size(row, SINV_QUOTA_CODE),
        1);
    return SALESINV_OK;
}

static salesinv_status visit_licence(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    const quota_uses *uses = state;
    const char *code = sinv_row_text(row, SINV_LICENCE_CODE);
    int64_t used = sinv_row_int(row, SINV_LICENCE_USED);
    int64_t wanted = 0;

    for (int32_t i = 0; i < uses->count; i++)
        if (strcmp(uses->items[i].code, code) == 0)
            wanted = uses->items[i].used;
    if (used == wanted && used <= sinv_row_int(row, SINV_LICENCE_UNITS))
        return SALESINV_OK;
    return sinv_verify_report(
        verify, "I20", 0, "licence %s has %lld of %lld units used, by its events %lld",
        code, (long long)used, (long long)sinv_row_int(row, SINV_LICENCE_UNITS),
        (long long)wanted);
}

salesinv_status sinv_verify_licences(sinv_verify *verify)
{
    quota_uses uses = {.count = 0};
    salesinv_status rc = sinv_verify_walk(verify, SINV_T_EVENT, 0, visit_event, &uses);

    if (rc == SALESINV_OK)
        rc = sinv_verify_walk(verify, SINV_T_QUOTA, 0, visit_reservation, &uses);
    if (rc == SALESINV_OK)
        rc = sinv_verify_walk(verify, SINV_T_LICENCE, 0, visit_licence, &uses);
    return rc;
}
