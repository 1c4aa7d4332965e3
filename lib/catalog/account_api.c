/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of accounts. */
#include "salesinv/account.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(account, SALESINV_KIND_ACCOUNT)
SINV_DEFINE_FIND(account, SALESINV_KIND_ACCOUNT)
SINV_DEFINE_WRITE(account, SALESINV_KIND_ACCOUNT)
SINV_DEFINE_STEP(account, SALESINV_KIND_ACCOUNT, activate, SINV_VERB_ACTIVATE)
SINV_DEFINE_STEP(account, SALESINV_KIND_ACCOUNT, deactivate, SINV_VERB_DEACTIVATE)
SINV_DEFINE_STEP(account, SALESINV_KIND_ACCOUNT, erase, SINV_VERB_VOID)
