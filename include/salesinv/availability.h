/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_AVAILABILITY_H
#define SALESINV_AVAILABILITY_H

#include "salesinv/order.h"
#include "salesinv/settings.h"
#include "salesinv/stock.h"

SALESINV_BEGIN_DECLS

/**
 * Available stock beside the lines of an order that is being written: what each line could take after the lines of the
 * same product before it. An immutable snapshot. Since 0.1.
 */
typedef struct salesinv_availability salesinv_availability;

/**
 * Read what is available to each line of an order, as its draft stands.
 *
 * Which stock counts follows the ordering mode: that of the order's warehouse in mode "single" (while none is named, nothing is
 * said); that of all warehouses that apply to the account and the user, added up, in mode "consolidated"; none in mode "none".
 * The mode is the one fixed on a submitted order, else the one that its record type would be submitted under. What a submitted order has
 * frozen itself is available to it, and its lines want only what remains to be shipped. Lines count in the order in which
 * they stand in the draft. A kit that is picked (salesinv/order.h) is available as often as all of its components are, and takes
 * these from the lines behind it; of component lines themselves nothing is said. A line without a product
 * is passed over, one without a quantity takes nothing.
 *
 * How much is said is set by "stock.display_style", for every session alike: nothing, the level, or the level and the figure.
 * It is what stands in the order form: reading stock itself (salesinv_stock_get) goes by the right to do so. The draft need not
 * be complete; what it says must be right.
 *
 * @param session           The session (borrowed); needs the right to read stock, and to create orders, or to read the order.
 * @param order             A stored order, not closed or void; 0: the draft is a new one.
 * @param draft             What is being written (borrowed): a new order, or the change of the stored one; NULL: the stored
 *                          order as it is.
 * @param out_availability  Receives the snapshot, NULL on failure (owned: release with salesinv_availability_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_PLUGIN_DISABLED           the setting order.display_stock is off,
 *         SALESINV_E_LICENSE_REQUIRED          the licence "ui_events" has ended,
 *         SALESINV_E_ARG                       neither order nor draft is given, the draft is no order's, or a value in it is
 *                                              not right: its field is named,
 *         SALESINV_E_OVERFLOW                  quantities or figures do not fit together,
 *         SALESINV_E_NOT_FOUND                 there is no such order, or something that the draft names,
 *         SALESINV_E_EXISTS                    another order has the draft's external id,
 *         SALESINV_E_INVALID_STATE             the order takes no changes any more,
 *         SALESINV_E_WAREHOUSE_DISABLED        the warehouse is disabled,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE  the warehouse, or every one, is not for this account or user,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_availability_get(
    salesinv_session *session, salesinv_id order, const salesinv_draft *draft,
    salesinv_availability **out_availability);

/**
 * Tell the session a stock figure that the host fetched from the ERP itself: the twin of salesinv_availability_ask (salesinv/sync.h)
 * for hosts that have no connector to be asked. It counts in this session as an answer does: for erp.realtime_seconds, and until a
 * later figure is synchronised. Nothing is stored.
 *
 * @param session    The session (borrowed); needs the right to read stock.
 * @param connector  Name of the registered connector whose ERP said so (borrowed).
 * @param product    The product.
 * @param warehouse  The warehouse.
 * @param on_hand    What is there, in millionths; may be negative, as an ERP may say.
 * @param available  What of it can be taken, likewise; at most on_hand.
 * @param at         When it was so, by the ERP's clock; SALESINV_TIME_NONE, or a time in the future: now.
 * @return SALESINV_OK, else nothing is remembered and one of
 *         SALESINV_E_PLUGIN_DISABLED        the setting erp.realtime_stock is off,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition is not integration,
 *         SALESINV_E_CONNECTOR_REQUIRED     the connector is not registered,
 *         SALESINV_E_LICENSE_REQUIRED       the licence of its brand has ended,
 *         SALESINV_E_NOT_FOUND              there is no such product or warehouse; see the error's field,
 *         SALESINV_E_ARG                    an argument is missing, or available is more than on_hand,
 *         SALESINV_E_OVERFLOW               the two are too far apart,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_availability_tell(
    salesinv_session *session, const char *connector, salesinv_id product,
    salesinv_id warehouse, salesinv_qty on_hand, salesinv_qty available,
    salesinv_time at);

/** How much is said: SALESINV_DISPLAY_*; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_display_style
salesinv_availability_style(const salesinv_availability *availability);

/** The ordering mode that decided: SALESINV_MODE_*; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_ordering_mode
salesinv_availability_mode(const salesinv_availability *availability);

/** Number of lines: those of the draft, or of the stored order where the draft names none. Since 0.1. */
SALESINV_API int32_t
salesinv_availability_count(const salesinv_availability *availability);

/** Product of line `index` (0-based, in the order of the draft); 0 while it has none. Since 0.1. */
SALESINV_API salesinv_id
salesinv_availability_product(const salesinv_availability *availability, int32_t index);

/** The warehouse whose stock is meant; 0 where it is that of several, or of none. Since 0.1. */
SALESINV_API salesinv_id salesinv_availability_warehouse(
    const salesinv_availability *availability, int32_t index);

/** Level of line `index`: SALESINV_LEVEL_*, NONE where nothing is said. Since 0.1. */
SALESINV_API salesinv_stock_level
salesinv_availability_level(const salesinv_availability *availability, int32_t index);

/**
 * What line `index` could take, in base units; below 0 where the lines before it want more than there is. 0 unless the style is
 * SALESINV_DISPLAY_EXACT and the level is not NONE. Since 0.1.
 */
SALESINV_API salesinv_qty
salesinv_availability_qty(const salesinv_availability *availability, int32_t index);

/*
 * Where an ERP owns the stock (edition integration) figures have a time. With the setting erp.realtime_stock it is asked for them while an
 * order is written (salesinv_availability_ask in salesinv/sync.h); what it answers counts in that session, here and where its orders are
 * checked, for erp.realtime_seconds. Without an answer those count that it sent last, and are stale.
 */

/** Of when the ERP's figure of line `index` is, the oldest if it is made of several; SALESINV_TIME_NONE where there is none. Since 0.1. */
SALESINV_API salesinv_time
salesinv_availability_at(const salesinv_availability *availability, int32_t index);

/** How long ago that was when the snapshot was made, in microseconds; 0 where there is no such time. Since 0.1. */
SALESINV_API int64_t
salesinv_availability_age(const salesinv_availability *availability, int32_t index);

/** 1 if the figure of line `index` is one that the ERP sent some time ago, although it is to be asked. Since 0.1. */
SALESINV_API int32_t salesinv_availability_is_stale(
    const salesinv_availability *availability, int32_t index);

/**
 * What became of asking the ERP: SALESINV_OK (also when it was not asked), else why the figures are stale: a
 * SALESINV_E_CONNECTOR_* code, SALESINV_E_CALLBACK, SALESINV_E_INVALID_STATE (the connector is paused) or SALESINV_E_NOT_FOUND (the
 * ERP knows nothing of the products or warehouses). Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_availability_outcome(const salesinv_availability *availability);

/** The same in one line (borrowed); "" if there is nothing to say. Since 0.1. */
SALESINV_API const char *salesinv_availability_reason(
    const salesinv_availability *availability);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_availability_free(salesinv_availability *availability);

SALESINV_END_DECLS

#endif
