/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SYNC_OFFICE_H
#define SYNC_OFFICE_H

/*
 * The library's users beside an ERP: they order, notice, take back, exchange, change, close and void, without knowing what the
 * ERP is doing at the moment. What is refused to them is refused.
 */
#include "salesinv/inbox.h"
#include "salesinv/sync_run.h"
#include "support/fix_connector.h"
#include "sync/erp.h"

typedef struct office_document {
    salesinv_kind kind;
    salesinv_id id;
    int account;
    int count;
    int products[ERP_LINES_MAX];
    int quantities[ERP_LINES_MAX];
    /* Of a notice: the lines of orders that it serves; of a return: the lines that come back, 0: none. */
    salesinv_id sources[ERP_LINES_MAX];
} office_document;

typedef enum office_event {
    OFFICE_ORDERED,
    OFFICE_NOTICED,
    OFFICE_NOTICED_SEVERAL,
    OFFICE_RETURNED,
    OFFICE_EXCHANGED,
    OFFICE_EDITED,
    OFFICE_CLOSED,
    OFFICE_VOIDED,
    OFFICE_EVENTS
} office_event;

typedef struct office {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_session *clerk; /* of a user with the role erp */
    salesinv_connector *connector;
    erp *beside;
    salesinv_id products[ERP_PRODUCTS];
    salesinv_id warehouses[ERP_WAREHOUSES];
    salesinv_id accounts[ERP_ACCOUNTS];
    salesinv_id batches[ERP_BATCHES];
    office_document *documents;
    int count;
    int64_t events[OFFICE_EVENTS];
    int64_t refused;
    int64_t pulled;
    int64_t pushed;
    int64_t retried;
    int64_t runs;
} office;

/** A works of the integration edition in memory, and its ERP as it stands at the beginning. */
void office_open(office *of, erp *beside);
/** Verifies the books. */
void office_close(office *of);

/** Its users do one thing. */
void office_work(office *of);
/** A run; what ends it is the line's. A new epoch is confirmed, and what the ERP was told since its backup was lost. */
void office_run(office *of);
/** Messages in a state, handed to `see` page by page. */
void office_messages(office *of, salesinv_outbox_state state,
                     void (*see)(office *of, const salesinv_messages *page,
                                 int32_t index));
/** The id of a record's object here; 0: unknown. *out_link may be NULL. */
typedef struct office_link {
    salesinv_id object;
    int64_t version;
    int64_t epoch;
    bool is_deleted;
} office_link;
office_link office_link_of(office *of, salesinv_kind kind, const char *external_id);

#endif
