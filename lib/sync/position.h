/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_POSITION_H
#define SINV_SYNC_POSITION_H

/* How far the records of each kind of a connector were pulled: the position is the ERP's own text. */
#include "core/txn.h"
#include "salesinv/sys/connector.h"

typedef struct sinv_position {
    char text[SALESINV_POSITION_MAX + 1]; /* "": the beginning */
    bool is_loaded;                       /* the first load came to its end */
    int64_t records;                      /* pulled so far */
} sinv_position;

/** Where pulling goes on; the beginning when nothing was pulled yet. */
salesinv_status sinv_position_read(sinv_txn *txn, const char *connector,
                                   salesinv_kind kind, sinv_position *out);

/** A page that was taken: where it began, where the next one begins. */
typedef struct sinv_position_step {
    const char *from;
    const char *to;
    bool is_last;
    int32_t records;
} sinv_position_step;

/** Move on, together with the records of the page. *out_moved is false when somebody else moved it meanwhile: then it stays. */
salesinv_status sinv_position_move(sinv_txn *txn, const char *connector,
                                   salesinv_kind kind, const sinv_position_step *step,
                                   bool *out_moved);

/** Begin all kinds of a connector anew. */
salesinv_status sinv_position_restart(sinv_txn *txn, const char *connector);

#endif
