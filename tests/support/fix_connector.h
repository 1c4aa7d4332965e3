/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_CONNECTOR_H
#define FIX_CONNECTOR_H

/*
 * The works of fix_sync.h with a connector "main" that takes and delivers everything, and goods to trade with.
 */
#include "salesinv/product.h"
#include "salesinv/sync.h"
#include "support/fix_sync.h"

#define FIX_BIT(kind) (UINT64_C(1) << SALESINV_KIND_##kind)
#define FIX_PUSHES (FIX_BIT(ORDER) | FIX_BIT(SHIPMENT) | FIX_BIT(RETURN))
#define FIX_PULLS                                                                      \
    (FIX_BIT(CATEGORY) | FIX_BIT(UNIT) | FIX_BIT(PRODUCT) | FIX_BIT(ACCOUNT) |         \
     FIX_BIT(WAREHOUSE) | FIX_BIT(BIN) | FIX_BIT(BATCH) | FIX_BIT(STOCK) |             \
     FIX_BIT(SERIAL) | FIX_BIT(OUTBOUND) | FIX_BIT(SHIPMENT) | FIX_BIT(RETURN))

typedef struct fix_connector {
    fix_trade trade; /* its core's tenant and administrator are of the integration */
    salesinv_session *erp; /* of a user with the role erp */
    salesinv_id product;
    salesinv_id warehouse;
} fix_connector;

/** In memory, or in a file that other engines may open too. */
void fix_connector_open(fix_connector *fix, bool in_file);
void fix_connector_close(fix_connector *fix);

/** The state of synchronisation as JSON has (or has not) this piece of text, written with single quotes. */
void fix_connector_state(salesinv_session *session, const char *name, const char *piece,
                         bool is_wanted, const char *file, int line);
#define assert_state_has(session, piece)                                               \
    fix_connector_state(session, NULL, piece, true, __FILE__, __LINE__)
#define assert_state_lacks(session, piece)                                             \
    fix_connector_state(session, NULL, piece, false, __FILE__, __LINE__)

#endif
