/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_ACCOUNT_H
#define SINV_CATALOG_ACCOUNT_H

#include "document/doc.h"

/** The account of a document; NOT_FOUND and ACCOUNT_INACTIVE name `field`. */
salesinv_status sinv_account_for_document(sinv_txn *txn, const char *field,
                                          salesinv_id id, sinv_row **out);

/** ARG naming `field` unless `line` (0: none) is an address of the account. */
salesinv_status sinv_account_check_address(sinv_txn *txn, const char *field,
                                           salesinv_id account, int64_t line);

#endif
