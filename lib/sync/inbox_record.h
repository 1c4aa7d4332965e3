/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_INBOX_RECORD_H
#define SINV_SYNC_INBOX_RECORD_H

/* What came in as a record: who sends it, what it is, whether it is news. */
#include "sync/record.h"

/** Who delivers. */
typedef struct sinv_inbox {
    const char *connector;
    int64_t epoch;      /* number of the connector's present epoch */
    uint64_t pulls;     /* kinds that it may deliver */
    salesinv_kind kind; /* the one that was asked for, 0: any */
    const uint8_t *
        digest; /* of a kept record, which may have lost what is personal; NULL: that of what is there */
} sinv_inbox;

/** The inbox of a connector that works; see sinv_connector_require_active. The name is borrowed. */
salesinv_status sinv_inbox_open(sinv_txn *txn, const char *connector, sinv_inbox *out);

/**
 * Read a node as a record. A refusal leaves in `out` what could be read before it, with 0 and "" for the rest, so that it can be kept; the
 * digest is there always.
 */
salesinv_status sinv_record_read(sinv_txn *txn, const sinv_inbox *inbox,
                                 const sinv_json *root, sinv_record *out);

/** What a record is beside the version that was applied last. */
typedef enum sinv_news {
    SINV_NEWS_NEW,
    SINV_NEWS_SAME,         /* applied already */
    SINV_NEWS_OLDER,        /* than what was applied */
    SINV_NEWS_CONTRADICTION /* the same version was applied with another content */
} sinv_news;

/** Look the record up in the links: sets record->object. */
salesinv_status sinv_record_judge(sinv_txn *txn, sinv_record *record, sinv_news *out);

#endif
