/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The matrix of domain.md 5.18 and 9.1, and how rights add up. What "own" means is
 * decided by who asks: the owner's user, or the account of a buyer. Stock documents are limited
 * further by the edition, which is not asked here.
 */
#include "core/roles.h"

#include <string.h>

#include "core/role.h"
#include "core/session.h"
#include "core/settings.h"

enum {
    READ = 1 << SINV_ACTION_READ,
    CREATE = 1 << SINV_ACTION_CREATE,
    UPDATE = 1 << SINV_ACTION_UPDATE,
    SUBMIT = 1 << SINV_ACTION_SUBMIT,
    APPROVE = 1 << SINV_ACTION_APPROVE,
    CONFIRM = 1 << SINV_ACTION_CONFIRM,
    CLOSE = 1 << SINV_ACTION_CLOSE,
    VOID = 1 << SINV_ACTION_VOID,
    WRITE = READ | CREATE | UPDATE,
    WORK = WRITE | SUBMIT | CONFIRM | CLOSE | VOID,
    RULE = WRITE | SUBMIT | APPROVE | CLOSE | VOID,
    EVERYTHING = WORK | APPROVE
};

typedef struct role_row {
    const char *name;
    sinv_rights rights;
} role_row;

static const role_row built_in[] = {
    {.name = "sales",
     .rights = {.own = {[SINV_OBJECT_ACCOUNT] = CREATE | UPDATE,
                        [SINV_OBJECT_STOCK] = READ, /* as stock.display_style says */
                        [SINV_OBJECT_ORDER] = WRITE | SUBMIT,
                        [SINV_OBJECT_RECEIPT] = READ | CONFIRM,
                        [SINV_OBJECT_RETURN] = WRITE | SUBMIT},
                .all = {[SINV_OBJECT_CATALOG] = READ,
                        [SINV_OBJECT_ACCOUNT] = READ,
                        [SINV_OBJECT_WAREHOUSE] = READ,
                        [SINV_OBJECT_SHIPMENT] = READ}}},
    {.name = "order_admin",
     .rights = {.all = {[SINV_OBJECT_CATALOG] = READ | UPDATE,
                        [SINV_OBJECT_ACCOUNT] = READ | UPDATE,
                        [SINV_OBJECT_WAREHOUSE] = READ,
                        [SINV_OBJECT_STOCK] = READ,
                        [SINV_OBJECT_ORDER] = RULE,
                        [SINV_OBJECT_FROZEN_ADJUSTMENT] = EVERYTHING,
                        [SINV_OBJECT_SHIPMENT] = RULE,
                        [SINV_OBJECT_RECEIPT] = READ | CONFIRM | VOID,
                        [SINV_OBJECT_MOVEMENT] = READ,
                        [SINV_OBJECT_RETURN] = RULE,
                        [SINV_OBJECT_SYNC] = READ}}},
    {.name = "shipping",
     .rights = {.all = {[SINV_OBJECT_CATALOG] = READ,
                        [SINV_OBJECT_ACCOUNT] = READ,
                        [SINV_OBJECT_WAREHOUSE] = READ,
                        [SINV_OBJECT_STOCK] = WRITE, /* batches and serials */
                        [SINV_OBJECT_ORDER] = READ,
                        [SINV_OBJECT_SHIPMENT] = WORK,
                        [SINV_OBJECT_RECEIPT] = READ | CONFIRM,
                        [SINV_OBJECT_MOVEMENT] = WORK,
                        [SINV_OBJECT_RETURN] = READ | CONFIRM}}},
    {.name = "admin",
     .rights = {.all = {[SINV_OBJECT_SETTING] = EVERYTHING,
                        [SINV_OBJECT_LICENCE] = READ,
                        [SINV_OBJECT_CATALOG] = EVERYTHING,
                        [SINV_OBJECT_ACCOUNT] = EVERYTHING,
                        [SINV_OBJECT_WAREHOUSE] = EVERYTHING,
                        [SINV_OBJECT_STOCK] = EVERYTHING, /* batches and serials */
                        [SINV_OBJECT_ORDER] = EVERYTHING,
                        [SINV_OBJECT_FROZEN_ADJUSTMENT] = EVERYTHING,
                        [SINV_OBJECT_SHIPMENT] = EVERYTHING,
                        [SINV_OBJECT_RECEIPT] = EVERYTHING,
                        [SINV_OBJECT_MOVEMENT] = EVERYTHING,
                        [SINV_OBJECT_RETURN] = EVERYTHING,
                        [SINV_OBJECT_EVENT] = READ,
                        [SINV_OBJECT_VERIFY] = EVERYTHING,
                        [SINV_OBJECT_SYNC] = EVERYTHING}}},
    {.name = "erp",
     .rights = {.all = {[SINV_OBJECT_CATALOG] = READ,
                        [SINV_OBJECT_ACCOUNT] = READ,
                        [SINV_OBJECT_WAREHOUSE] = READ,
                        [SINV_OBJECT_STOCK] = READ,
                        [SINV_OBJECT_ORDER] = READ,
                        [SINV_OBJECT_SHIPMENT] = READ,
                        [SINV_OBJECT_MOVEMENT] = READ,
                        [SINV_OBJECT_RETURN] = READ,
                        [SINV_OBJECT_SYNC] = WRITE}, /* send, receive, retry */
                .synced = {[SINV_OBJECT_CATALOG] = CREATE | UPDATE,
                           [SINV_OBJECT_ACCOUNT] = CREATE | UPDATE,
                           [SINV_OBJECT_WAREHOUSE] = CREATE | UPDATE,
                           [SINV_OBJECT_STOCK] = CREATE | UPDATE,
                           [SINV_OBJECT_SHIPMENT] = WORK & ~READ,
                           [SINV_OBJECT_MOVEMENT] = WORK & ~READ}}},
    {.name = "buyer",
     .rights =
         {.own = {[SINV_OBJECT_ORDER] = READ, [SINV_OBJECT_RECEIPT] = READ | CONFIRM}}},
    {.name = "finance",
     .rights = {.all = {[SINV_OBJECT_ORDER] = READ | UPDATE | APPROVE}}},
    /* Operators get their right with their session; here the name is only taken. */
    {.name = "operator", .rights = {.own = {0}}},
};
enum { BUILT_IN_COUNT = sizeof(built_in) / sizeof(built_in[0]) };

const sinv_rights *sinv_role_built_in(const char *name)
{
    for (int32_t i = 0; i < BUILT_IN_COUNT; i++)
        if (strcmp(built_in[i].name, name) == 0)
            return &built_in[i].rights;
    return NULL;
}

const char *sinv_role_built_in_name(int32_t index)
{
    return index >= 0 && index < BUILT_IN_COUNT ? built_in[index].name : NULL;
}

sinv_reach sinv_rights_reach(const sinv_rights *rights, sinv_right right)
{
    if (right.object >= SINV_OBJECT_COUNT || right.action >= SINV_ACTION_COUNT)
        return SINV_REACH_NONE;
    if (rights->all[right.object] >> right.action & 1)
        return SINV_REACH_ALL;
    return rights->own[right.object] >> right.action & 1 ? SINV_REACH_OWN
                                                         : SINV_REACH_NONE;
}

bool sinv_rights_are_synced(const sinv_rights *rights, sinv_right right)
{
    return right.object < SINV_OBJECT_COUNT && right.action < SINV_ACTION_COUNT &&
           (rights->synced[right.object] >> right.action & 1) != 0;
}

salesinv_status sinv_reach_now(sinv_txn *txn, sinv_right right, sinv_reach *out)
{
    const sinv_rights *rights = &txn->session->rights;
    int64_t edition;
    salesinv_status rc;

    *out = sinv_rights_reach(rights, right);
    if (*out == SINV_REACH_ALL || !sinv_rights_are_synced(rights, right))
        return SALESINV_OK;
    rc = sinv_setting_int(txn, SINV_SET_EDITION, NULL, &edition);
    if (rc == SALESINV_OK && edition == SALESINV_EDITION_INTEGRATION)
        *out = SINV_REACH_ALL;
    return rc;
}

salesinv_status sinv_rights_refuse(sinv_err *err, sinv_right right)
{
    const char *object = sinv_object_name(right.object);
    const char *action = sinv_action_name(right.action);
    salesinv_status rc =
        sinv_err_set(err, SALESINV_E_FORBIDDEN, NULL,
                     "no role of the session allows %s on %s", action, object);

    sinv_err_add_text(err, "object", object);
    sinv_err_add_text(err, "action", action);
    return rc;
}

static void add(sinv_rights *to, const sinv_rights *from)
{
    for (int32_t i = 0; i < SINV_OBJECT_COUNT; i++) {
        to->own[i] |= from->own[i];
        to->all[i] |= from->all[i];
        to->synced[i] |= from->synced[i];
    }
}

salesinv_status sinv_rights_add_role(sinv_txn *txn, const char *role,
                                     sinv_rights *rights)
{
    sinv_rights granted;
    salesinv_status rc;

    if ((rc = sinv_role_read(txn, role, &granted)) == SALESINV_OK)
        add(rights, &granted);
    return rc;
}
