/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_RETURN_ORDER_H
#define SINV_RETURNS_RETURN_ORDER_H

/* Returns: the kind. */
#include "document/doc.h"
#include "salesinv/return.h"

extern const sinv_kind sinv_return_kind;

/** Was it written beside an ERP, which takes its goods in and out? Then it moves no stock of ours, whatever the edition is now. */
bool sinv_return_is_pushed(const sinv_doc *doc);

/* Hooks of the kind. */
salesinv_status sinv_return_prepare(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_check_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_apply_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_check_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_apply_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_check_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_apply_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_check_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_apply_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_check_take_in(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_apply_take_in(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_check_close(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_return_apply_close(sinv_txn *txn, sinv_doc *doc);

#endif
