/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_SYNC_H
#define FIX_SYNC_H

/*
 * A works whose stock an ERP owns: a tenant with the edition integration, and what its ERP sent by hand of the test, without a
 * connector. It is a fix_trade: all that this offers works on it, but for what receives goods.
 */
#include "support/fix_trade.h"

/** Closed by fix_trade_close. */
void fix_sync_open(fix_trade *fix);
/** The same with an open core: a new tenant, its administrator and its account take the place of the former ones. */
void fix_sync_enter(fix_trade *fix);

/** Figures as an ERP sends them, in whole units, at a time. */
typedef struct fix_figures {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id bin; /* with bin or batch: of this place */
    salesinv_id batch;
    int64_t on_hand;
    int64_t frozen;
    int64_t available;
    bool has_available; /* else the ERP left it out */
    salesinv_time at;   /* 0: FIX_START */
} fix_figures;
void fix_synced(fix_trade *fix, const fix_figures *figures);
/** `units` on hand, nothing frozen. */
void fix_synced_stock(fix_trade *fix, salesinv_id product, salesinv_id warehouse,
                      int64_t units);

/** `count` serials from `first` on are in stock in the warehouse, as the ERP says. */
void fix_synced_serials(fix_trade *fix, salesinv_id product, salesinv_id warehouse,
                        const char *first, int64_t count);

/** What the ERP sent out: an outbound order for a notice, or a shipment, as JSON whose references are ids. */
typedef struct fix_reported {
    salesinv_kind kind;
    salesinv_id id; /* that it corrects, 0: new */
    const char *carrier;
    const char *tracking_number;
    const char *json;
} fix_reported;
/** *out_id is its document, *out_is_changed whether it said anything new; either may be NULL. */
salesinv_status fix_try_report(fix_trade *fix, const fix_reported *result,
                               salesinv_id *out_id, bool *out_is_changed);
salesinv_status fix_try_unsent(fix_trade *fix, salesinv_kind kind, salesinv_id id,
                               bool *out_is_changed);
/** `units` of the first line of a notice, as one outbound order from the warehouse; `serials` as fix_ship. */
salesinv_status fix_try_sent(fix_trade *fix, salesinv_id id, salesinv_id notice,
                             salesinv_id warehouse, int64_t units, const char *serials,
                             salesinv_id *out_id);
salesinv_id fix_sent(fix_trade *fix, salesinv_id notice, salesinv_id warehouse,
                     int64_t units, const char *serials);

/** A notice of `units` in the works of `admin`, which shares the engine of `beside`; nothing to be closed. */
typedef struct fix_noticed {
    fix_trade trade;
    salesinv_id warehouse;
    salesinv_id notice;
} fix_noticed;
void fix_sync_notice(const fix_core *beside, salesinv_session *admin, int64_t units,
                     fix_noticed *out);

#endif
