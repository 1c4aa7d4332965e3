/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_ROLES_H
#define SINV_CORE_ROLES_H

/*
 * Who may do what: object x action x (own | all), as two bits. Built-in roles are
 * static data (domain.md 5.18), custom roles are rows of the tenant; several roles
 * add up; what no role grants is denied. A third bit grants all while the edition is integration: what an ERP
 * writes is its own then and not otherwise.
 */
#include <stdbool.h>

#include "core/txn.h"

typedef enum sinv_object {
    SINV_OBJECT_NONE,
    SINV_OBJECT_SETTING, /* settings, plugins, edition, roles */
    SINV_OBJECT_LICENCE,
    SINV_OBJECT_CATALOG, /* categories, units, products */
    SINV_OBJECT_ACCOUNT,
    SINV_OBJECT_WAREHOUSE, /* and bins */
    SINV_OBJECT_STOCK,     /* figures (own: in the style set), batches, serials */
    SINV_OBJECT_ORDER,
    SINV_OBJECT_FROZEN_ADJUSTMENT,
    SINV_OBJECT_SHIPMENT,
    SINV_OBJECT_RECEIPT,
    SINV_OBJECT_MOVEMENT, /* inbound, outbound, transfer, stocktake */
    SINV_OBJECT_RETURN,
    SINV_OBJECT_EVENT,  /* audit trail and feed */
    SINV_OBJECT_VERIFY, /* verify, maintain, backup */
    SINV_OBJECT_SYNC,   /* connectors, outbox, inbox */
    SINV_OBJECT_TENANT, /* tenants, licences granted, edition decisions: operators */
    SINV_OBJECT_COUNT
} sinv_object;

typedef enum sinv_action {
    SINV_ACTION_READ,
    SINV_ACTION_CREATE,
    SINV_ACTION_UPDATE,
    SINV_ACTION_SUBMIT,  /* also withdraw */
    SINV_ACTION_APPROVE, /* also reject */
    SINV_ACTION_CONFIRM, /* receipts, goods in */
    SINV_ACTION_CLOSE,   /* close remainder, reopen */
    SINV_ACTION_VOID,
    SINV_ACTION_COUNT
} sinv_action;

typedef struct sinv_right {
    uint8_t object; /* sinv_object */
    uint8_t action; /* sinv_action */
} sinv_right;

typedef enum sinv_reach { SINV_REACH_NONE, SINV_REACH_OWN, SINV_REACH_ALL } sinv_reach;

typedef struct sinv_rights {
    uint16_t own[SINV_OBJECT_COUNT]; /* bit per action */
    uint16_t all[SINV_OBJECT_COUNT];
    uint16_t synced[SINV_OBJECT_COUNT]; /* all, while an ERP owns the stock */
} sinv_rights;

/** What holds in every edition. */
sinv_reach sinv_rights_reach(const sinv_rights *rights, sinv_right right);
/** Would it reach all while an ERP owns the stock? */
bool sinv_rights_are_synced(const sinv_rights *rights, sinv_right right);
/** The reach of the transaction's session in the present edition. */
salesinv_status sinv_reach_now(sinv_txn *txn, sinv_right right, sinv_reach *out);
/** FORBIDDEN with object and action in the details. */
salesinv_status sinv_rights_refuse(sinv_err *err, sinv_right right);

/** Add what `role` grants: built-in first, else the tenant's row; NOT_FOUND names the role. */
salesinv_status sinv_rights_add_role(sinv_txn *txn, const char *role,
                                     sinv_rights *rights);

#endif
