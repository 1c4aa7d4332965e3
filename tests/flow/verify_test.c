/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What salesinv_verify sees: in a trade with something of everything, one stored row is damaged, and the verdict must
 * name the invariant and the object. The damage is done inside an explicit transaction and rolled back, so the books
 * balance again and one trade serves all cases.
 */
#include <string.h>

#include "inventory/synced.h"
#include "salesinv/product.h"
#include "salesinv/sync.h"
#include "support/fix_variety.h"
#include "sync/inbox_row.h"
#include "sync/link.h"
#include "sync/record.h"

static fix_variety fix; /* one for all cases: a test's state is its case */

typedef enum deed { CHANGE, REMOVE, COPY, CUT, RENAME, PLANT } deed;

typedef struct damage {
    const char *name;
    const char *invariant;
    fix_thing object; /* that the verdict must name */
    const char *says; /* a part of the message */
    deed deed;
    int32_t table;
    int32_t where; /* the first row whose column `where` is `is` */
    fix_thing is;
    int32_t
        column; /* CHANGE and COPY: grows by `by`; CUT: becomes too short; RENAME: another text */
    int64_t by;
} damage;

/* Column 0 is the tenant. */
#define ROW(table, where, is) SINV_T_##table, SINV_##table##_##where, is
#define GROW(table, where, is, column, by)                                             \
    CHANGE, ROW(table, where, is), SINV_##table##_##column, by
#define DOUBLE(table, where, is, column, by)                                           \
    COPY, ROW(table, where, is), SINV_##table##_##column, by
#define LOSE(table, where, is) REMOVE, ROW(table, where, is), 0, 0

static const damage damages[] = {
    {"I1 on hand of a balance", "I1", PLAIN, "on hand is",
     GROW(STOCK, PRODUCT, PLAIN, ON_HAND, 1)},
    {"I1 a movement is changed", "I1", PLAIN, "on hand is",
     GROW(MOVEMENT, PRODUCT, PLAIN, ON_HAND, -1)},
    {"I1 a movement beyond measure", "I1", PLAIN, "on hand is",
     GROW(MOVEMENT, PRODUCT, PLAIN, ON_HAND, INT64_MAX - 20 * FIX_UNIT)},
    {"I1 a movement is lost", "I1", SERIAL, "on hand is",
     LOSE(MOVEMENT, PRODUCT, SERIAL)},
    {"I1 a balance is lost", "I1", PLAIN, "without a stock row",
     LOSE(STOCK, PRODUCT, PLAIN)},
    {"I1 a balance that nothing made", "I1", PLAIN, "on hand is",
     DOUBLE(STOCK, PRODUCT, PLAIN, WAREHOUSE, 1)},
    {"I1 on hand of a bin and batch", "I1", PASTE, "on hand of a bin or batch",
     GROW(DETAIL, PRODUCT, PASTE, ON_HAND, -1)},
    {"I1 a bin and batch is lost", "I1", PASTE, "without a bin or batch row",
     LOSE(DETAIL, PRODUCT, PASTE)},
    {"I1 a movement in another batch", "I1", PASTE, "on hand of a bin or batch",
     GROW(MOVEMENT, PRODUCT, PASTE, BATCH, 1)},
    {"I1 goods beside their bins and batches", "I1", PASTE, "all bins and batches",
     GROW(STOCK, PRODUCT, PASTE, ON_HAND, 1)},
    {"I1 goods of batches in none", "I1", PLAIN, "all bins and batches",
     GROW(PRODUCT, ID, PLAIN, TRACKING, SALESINV_TRACKING_BATCH)},
    {"I1 goods on no shelf of a warehouse with some", "I1", SERIAL,
     "all bins and batches", GROW(WAREHOUSE, ID, WAREHOUSE, HAS_BINS, 1)},
    {"I2 frozen of a balance", "I2", PLAIN, "against open freezes",
     GROW(STOCK, PRODUCT, PLAIN, FROZEN, 1)},
    {"I2 a freeze is changed", "I2", PLAIN, "against open freezes",
     GROW(FREEZE, PRODUCT, PLAIN, QTY, 1)},
    {"I2 a freeze is lost", "I2", PLAIN, "against open freezes",
     LOSE(FREEZE, PRODUCT, PLAIN)},
    {"I2 the ledger of frozen", "I2", PLAIN, "against the ledger",
     GROW(MOVEMENT, PRODUCT, PLAIN, FROZEN, 1)},
    {"I2 frozen of a bin and batch", "I2", PASTE, "frozen of a bin or batch",
     GROW(DETAIL, PRODUCT, PASTE, FROZEN, -1)},
    {"I3 more frozen than there is", "I3", PLAIN, "on hand",
     GROW(STOCK, PRODUCT, PLAIN, FROZEN, 100 * FIX_UNIT)},
    {"I4 a run overlaps the next", "I4", SERIAL, "overlaps",
     GROW(RUN, PRODUCT, SERIAL, COUNT, 1)},
    {"I4 a run twice, elsewhere", "I4", SERIAL, "overlaps",
     DOUBLE(RUN, FIRST, TAKEN, FIRST, 2)},
    {"I4 a run beyond measure", "I4", SERIAL, "overlaps",
     GROW(RUN, FIRST, COMING, COUNT, INT64_MAX - 1)},
    {"I4 in stock and nowhere", "I4", SERIAL, "do not go together",
     GROW(RUN, FIRST, COMING, STATE,
          SALESINV_SERIAL_IN_STOCK - SALESINV_SERIAL_INCOMING)},
    {"I4 coming without a holder", "I4", SERIAL, "its holder",
     GROW(RUN, FIRST, COMING, HOLDER, -1)},
    {"I4 held by a line that is lost", "I4", SERIAL, "its holder",
     LOSE(SHIPMENT_LINE, DOCUMENT, HOLDING)},
    {"I4 held by a document that is lost", "I4", SERIAL, "its holder",
     LOSE(SHIPMENT, ID, HOLDING)},
    {"I4 held by what does not wait", "I4", SERIAL, "its holder",
     GROW(SHIPMENT, ID, HOLDING, STATUS, 1)},
    {"I4 free and held", "I4", SERIAL, "has a holder",
     GROW(RUN, STATE, IN_STOCK, HOLDER, 1)},
    {"I5 a serial is lost", "I5", SERIAL, "serials, on hand", LOSE(RUN, FIRST, TAKEN)},
    {"I5 a serial moves alone", "I5", SERIAL, "serials, on hand",
     GROW(RUN, FIRST, TAKEN, WAREHOUSE, 1)},
    {"I5 goods without serials", "I5", SERIAL, "serials, on hand",
     GROW(STOCK, PRODUCT, SERIAL, ON_HAND, FIX_UNIT)},
    {"I6 ship_pending of an order line", "I6", ORDER_LINE, "ship_pending",
     GROW(ORDER_LINE, DOCUMENT, ORDER, SHIP_PENDING, -1)},
    {"I6 shipped of an order line", "I6", ORDER_LINE, "shipped is",
     GROW(ORDER_LINE, DOCUMENT, ORDER, SHIPPED, 1)},
    {"I6 received of an order line", "I6", ORDER_LINE, "received is",
     GROW(ORDER_LINE, DOCUMENT, ORDER, RECEIVED, -1)},
    {"I6 a receipt is changed", "I6", ORDER_LINE, "received is",
     GROW(SHIPMENT_LINE, DOCUMENT, RECEIVED, RECEIVED, -1)},
    {"I6 more arrived than was shipped", "I6", RECEIVED_LINE, "arrived",
     GROW(SHIPMENT_LINE, DOCUMENT, RECEIVED, RECEIVED, 1)},
    {"I6 arrived without a receipt", "I6", SHIPMENT_LINE, "arrived",
     GROW(SHIPMENT_LINE, DOCUMENT, SHIPMENT, RECEIVED, 1)},
    {"I6 frozen of an order line", "I6", ORDER_LINE, "frozen",
     GROW(ORDER_LINE, DOCUMENT, ORDER, FROZEN, -1)},
    {"I6 less ordered than shipped", "I6", ORDER_LINE, "are taken",
     GROW(ORDER_LINE, DOCUMENT, ORDER, QTY, -3 * FIX_UNIT)},
    {"I6 too much closed", "I6", ORDER_LINE, "are taken",
     GROW(ORDER_LINE, DOCUMENT, ORDER, CLOSED, 3 * FIX_UNIT)},
    {"I6 too much returned unshipped", "I6", ORDER_LINE, "are taken",
     GROW(ORDER_LINE, DOCUMENT, ORDER, RETURNED_UNSHIPPED, 3 * FIX_UNIT)},
    {"I6 closed beyond measure", "I6", ORDER_LINE, "are taken",
     GROW(ORDER_LINE, DOCUMENT, ORDER, CLOSED, INT64_MAX)},
    {"I6 a shipped line is changed", "I6", ORDER_LINE, "shipped is",
     GROW(SHIPMENT_LINE, DOCUMENT, SHIPMENT, QTY, 1)},
    {"I6 a shipment is lost", "I6", ORDER_LINE, "shipped is",
     LOSE(SHIPMENT, ID, SHIPMENT)},
    {"I6 a waiting line is lost", "I6", ORDER_LINE, "ship_pending",
     LOSE(SHIPMENT_LINE, DOCUMENT, WAITING)},
    {"I6 noticed of an order line", "I6", NOTED_LINE, "noticed is",
     GROW(ORDER_LINE, PRODUCT, NOTED, NOTICED, -1)},
    {"I6 outbound of a notice", "I6", NOTICE_LINE, "outbound_qty is",
     GROW(SHIPMENT_LINE, PRODUCT, NOTED, OUTBOUND_QTY, -1)},
    {"I6 about to go out for a notice", "I6", NOTICE_LINE, "outbound_pending is",
     GROW(SHIPMENT_LINE, PRODUCT, NOTED, OUTBOUND_PENDING, 1)},
    {"I6 an outbound order of a notice is lost", "I6", NOTICE_LINE, "outbound_qty is",
     LOSE(OUTBOUND_LINE, PRODUCT, NOTED)},
    {"I6 closed of a notice", "I6", NOTED_LINE, "noticed is",
     GROW(SHIPMENT_LINE, PRODUCT, NOTED, CLOSED, 1)},
    {"I6 too much closed of a notice", "I6", NOTICE_LINE, "are taken",
     GROW(SHIPMENT_LINE, PRODUCT, NOTED, CLOSED, 3 * FIX_UNIT)},
    {"I7 returned of an order line", "I7", ORDER_LINE, "returned_shipped",
     GROW(ORDER_LINE, DOCUMENT, ORDER, RETURNED_SHIPPED, 1)},
    {"I7 more returned than shipped", "I7", ORDER_LINE, "are coming back",
     GROW(ORDER_LINE, DOCUMENT, ORDER, RETURNED_SHIPPED, 4 * FIX_UNIT)},
    {"I7 returning of an order line", "I7", SERIAL_ORDER_LINE, "return_pending",
     GROW(ORDER_LINE, PRODUCT, SERIAL, RETURN_PENDING, -1)},
    {"I6 the order of a shipment line", "I6", SHIPMENT_LINE, "beside order line",
     GROW(SHIPMENT_LINE, DOCUMENT, SHIPMENT, ORDER, 1)},
    {"I7 returned of a shipment line", "I7", SHIPMENT_LINE, "returned is",
     GROW(SHIPMENT_LINE, DOCUMENT, SHIPMENT, RETURNED, 1)},
    {"I7 returning of a shipment line", "I7", SHIPMENT_LINE, "return_pending",
     GROW(SHIPMENT_LINE, DOCUMENT, SHIPMENT, RETURN_PENDING, 1)},
    {"I7 more back than the shipment had", "I7", SHIPMENT_LINE, "are coming back",
     GROW(SHIPMENT_LINE, DOCUMENT, SHIPMENT, RETURNED, 3 * FIX_UNIT)},
    {"I7 returned beyond measure", "I7", SHIPMENT_LINE, "are coming back",
     GROW(SHIPMENT_LINE, DOCUMENT, SHIPMENT, RETURN_PENDING, INT64_MAX)},
    {"I7 a returned line is lost", "I7", RETURN_LINE, "booked and not there",
     LOSE(RETURN_LINE, DOCUMENT, RETURN)},
    {"I7 another batch comes back than left", "I7", SHIPMENT_LINE, "of batch",
     GROW(RETURN_LINE, DOCUMENT, RETURN, BATCH, 1)},
    {"I7 a booking is lost", "I7", SHIPMENT_LINE, "returned is",
     LOSE(BOOKING, DOCUMENT, RETURN)},
    {"I7 booked twice", "I7", RETURN_LINE, "its bookings say",
     DOUBLE(BOOKING, DOCUMENT, RETURN, SHIPMENT_LINE, 1)},
    {"I7 more booked than the line has", "I7", RETURN_LINE, "its bookings say",
     GROW(BOOKING, DOCUMENT, RETURN, QTY, 1)},
    {"I7 more came in than is booked", "I7", RETURN_LINE, "that are booked came in",
     GROW(BOOKING, DOCUMENT, RETURN, RECEIVED, 1)},
    {"I7 received of a return line", "I7", RETURN_LINE, "came in and",
     GROW(RETURN_LINE, DOCUMENT, RETURN, RECEIVED, -1)},
    {"I7 closed of a return line", "I7", RETURN_LINE, "came in and",
     GROW(RETURN_LINE, DOCUMENT, RETURN, CLOSED, 1)},
    {"I7 unshipped of a return line", "I7", RETURN_LINE, "its bookings say",
     GROW(RETURN_LINE, DOCUMENT, RETURN, RETURNED_UNSHIPPED, 1)},
    {"I7 a return that gives up is lost", "I7", GIVEN_UP_LINE, "unshipped_pending",
     LOSE(BOOKING, DOCUMENT, GIVING_UP)},
    {"I7 a return that gives up is in effect", "I7", GIVEN_UP_LINE,
     "returned_unshipped",
     GROW(RETURN, ID, GIVING_UP, STATUS,
          SALESINV_STATUS_CONFIRMED - SALESINV_STATUS_IN_APPROVAL)},
    {"I7 more came in than is awaited", "I7", AWAITED_LINE, "came in and",
     GROW(RETURN_LINE, DOCUMENT, AWAITED, RECEIVED, 3 * FIX_UNIT)},
    {"I7 goods came in beside the bookings", "I7", AWAITED_LINE, "its bookings say",
     GROW(RETURN_LINE, DOCUMENT, AWAITED, RECEIVED, 1)},
    {"I7 received and still awaited", "I7", AWAITED_LINE, "came in and",
     GROW(RETURN, ID, AWAITED, STATUS,
          SALESINV_STATUS_RECEIVED - SALESINV_STATUS_CONFIRMED)},
    {"I7 awaited after it came in at once", "I7", AWAITED_LINE, "came in and",
     GROW(RETURN, ID, AWAITED, GOODS_IN, -1)},
    {"I7 a posted return was pushed to an ERP", "I7", RETURN, "of origin",
     GROW(RETURN, ID, RETURN, ORIGIN, SALESINV_ORIGIN_INTEGRATION)},
    {"I7 a return that an ERP wrote", "I7", AWAITED, "of origin",
     GROW(RETURN, ID, AWAITED, ORIGIN, SALESINV_ORIGIN_ERP)},
    {"I7 a booked draft", "I7", RETURN_LINE, "booked, in status",
     GROW(RETURN, ID, RETURN, STATUS,
          SALESINV_STATUS_DRAFT - SALESINV_STATUS_CONFIRMED)},
    {"I7 returned unshipped of an order line", "I7", ORDER_LINE, "returned_unshipped",
     GROW(ORDER_LINE, DOCUMENT, ORDER, RETURNED_UNSHIPPED, 1)},
    {"I7 unshipped pending of an order line", "I7", ORDER_LINE, "unshipped_pending",
     GROW(ORDER_LINE, DOCUMENT, ORDER, UNSHIPPED_PENDING, 1)},
    {"I8 a fingerprint is cut", "I8", ACCOUNT, "fingerprint", CUT,
     ROW(REQUEST, OBJECT, ACCOUNT), SINV_REQUEST_FINGERPRINT, 0},
    {"I8 a key of a kind that is none", "I8", ACCOUNT, "there is none",
     GROW(REQUEST, OBJECT, ACCOUNT, KIND, 90)},
    {"I8 a key of an object of another kind", "I8", ACCOUNT, "there is none",
     GROW(REQUEST, OBJECT, ACCOUNT, KIND, 1)},
    {"I8 a key of a later version", "I8", ACCOUNT, "there is none",
     GROW(REQUEST, OBJECT, ACCOUNT, VERSION, 1)},
    {"I8 a key of what is lost", "I8", ACCOUNT, "there is none",
     LOSE(EVENT, OBJECT, ACCOUNT)},
    {"I9 an unknown state", "I9", MESSAGE, "in state 9", PLANT, SINV_T_OUTBOX, 0, NONE,
     SINV_OUTBOX_STATE, 9},
    {"I10 a version without an event", "I10", ORDER, "its events end",
     GROW(ORDER, ID, ORDER, VERSION, 1)},
    {"I10 another event", "I10", PLAIN, "its events end",
     GROW(PRODUCT, ID, PLAIN, EVENT, 1)},
    {"I10 an event is lost", "I10", ORDER, "event", LOSE(EVENT, OBJECT, ORDER)},
    {"I10 events out of sequence", "I10", SHIPMENT, "previous",
     GROW(EVENT, OBJECT, SHIPMENT, PREVIOUS, 1)},
    {"I10 an object is lost", "I10", ACCOUNT, "is not there",
     LOSE(ACCOUNT, ID, ACCOUNT)},
    {"I12 a status of no document", "I12", SHIPMENT, "has status",
     GROW(SHIPMENT, ID, SHIPMENT, STATUS, 20)},
    {"I12 a product as a draft", "I12", PLAIN, "has status",
     GROW(PRODUCT, ID, PLAIN, STATUS, SALESINV_STATUS_DRAFT - SALESINV_STATUS_ACTIVE)},
    {"I13 a counter of a picked kit", "I13", KIT_LINE, "moves nothing",
     GROW(ORDER_LINE, PRODUCT, KIT, SHIPPED, 1)},
    {"I13 a counter inside an assembled kit", "I13", INSIDE_LINE, "moves nothing",
     GROW(ORDER_LINE, PRODUCT, INSIDE, CLOSED, 1)},
    {"I13 more kits than components", "I13", PIECE_LINE, "go into each",
     GROW(ORDER_LINE, PRODUCT, KIT, QTY, FIX_UNIT)},
    {"I13 more of a component", "I13", PIECE_LINE, "go into each",
     GROW(ORDER_LINE, PRODUCT, PIECE, QTY, 1)},
    {"I13 more of it in each kit", "I13", PIECE_LINE, "go into each",
     GROW(ORDER_LINE, PRODUCT, PIECE, PER_KIT, 1)},
    {"I13 a component of no kit", "I13", PIECE_LINE, "is no kit",
     GROW(ORDER_LINE, PRODUCT, PIECE, PARENT, 7)},
    {"I13 a component of itself", "I13", INSIDE_LINE, "is no kit",
     GROW(ORDER_LINE, PRODUCT, INSIDE, PARENT, 1)},
    {"I13 a component of a line that was a kit", "I13", PIECE_LINE, "is no kit",
     GROW(ORDER_LINE, PRODUCT, KIT, KIT_KIND, -SALESINV_KIT_PTO)},
    {"I13 an assembled kit as a picked one", "I13", INSIDE_LINE, "is no kit",
     GROW(ORDER_LINE, PRODUCT, CASE, KIT_KIND, SALESINV_KIT_PTO - SALESINV_KIT_ATO)},
    {"I13 a kit is lost", "I13", PIECE_LINE, "is no kit",
     LOSE(ORDER_LINE, PRODUCT, KIT)},
    {"I13 its components are lost", "I13", CASE_LINE, "without component lines",
     LOSE(ORDER_LINE, PRODUCT, INSIDE)},
    {"I13 a kit looks for them elsewhere", "I13", PIECE_LINE, "in this place",
     GROW(ORDER_LINE, PRODUCT, KIT, FIRST_COMPONENT, 1)},
    {"I13 the amount of a kit", "I13", KIT_LINE, "not divided",
     GROW(ORDER_LINE, PRODUCT, KIT, AMOUNT, 1)},
    {"I13 the part of a component", "I13", KIT_LINE, "not divided",
     GROW(ORDER_LINE, PRODUCT, PIECE, KIT_AMOUNT, 1)},
    {"I22 a posting for goods of an ERP", "I22", SHIPMENT, "made for goods of an ERP",
     GROW(SHIPMENT, ID, SHIPMENT, ORIGIN, SALESINV_ORIGIN_INTEGRATION)},
    {"I22 stock moved for an ERP", "I22", SHIPMENT, "it moved stock of ours",
     GROW(SHIPMENT, ID, SHIPMENT, ORIGIN, SALESINV_ORIGIN_ERP)},
    {"I22 a freeze released for an ERP", "I22", SHIPMENT, "it released a freeze",
     GROW(SHIPMENT, ID, SHIPMENT, ORIGIN, SALESINV_ORIGIN_INTEGRATION)},
    {"I22 a result that waits", "I22", HOLDING, "has no effect",
     GROW(SHIPMENT, ID, HOLDING, ORIGIN, SALESINV_ORIGIN_ERP)},
    {"I22 goods of nobody", "I22", SHIPMENT, "its origin is none",
     GROW(SHIPMENT, ID, SHIPMENT, ORIGIN, 3)},
    {"I14 an event of its life is lost", "I14", SERIAL, "is missing",
     LOSE(SERIAL_EVENT, FIRST, COMING)},
    {"I14 an event leads elsewhere", "I14", SERIAL, "does not lead",
     GROW(SERIAL_EVENT, FIRST, COMING, TO_STATE, 1)},
    {"I14 a run points to no event", "I14", SERIAL, "is missing",
     GROW(RUN, FIRST, COMING, EVENT, 1000)},
    {"I14 a life in a circle", "I14", SERIAL, "back in time",
     GROW(SERIAL_EVENT, FIRST, COMING, PREVIOUS, 1000)},
    {"I14 no beginning", "I14", SERIAL, "no beginning",
     GROW(SERIAL_EVENT, PREVIOUS, NONE, FROM_STATE, 1)},
    {"I16 the figure of a place", "I16", PASTE, "is not the sum",
     GROW(DETAIL, PRODUCT, PASTE, SYNCED_ON_HAND, 1)},
    {"I16 what is available of a sum", "I16", PASTE, "is not the sum",
     GROW(STOCK, PRODUCT, PASTE, SYNCED_AVAILABLE, -1)},
    {"I16 the sum of other places", "I16", PASTE, "of other places",
     GROW(STOCK, PRODUCT, PASTE, SYNCED_FROM, -1)},
    {"I16 the sum of no places", "I16", PLAIN, "of other places",
     GROW(STOCK, PRODUCT, PLAIN, SYNCED_FROM, 1)},
    {"I16 the sum of nothing", "I16", SERIAL, "is missing",
     GROW(STOCK, PRODUCT, SERIAL, SYNCED_FROM, 1)},
    {"I16 a sum is lost", "I16", PASTE, "has no row", LOSE(STOCK, PRODUCT, PASTE)},
    {"I20 a unit is used that nobody took", "I20", NONE, "units used",
     GROW(LICENCE, USED, NONE, USED, 1)},
    {"I21 approved by nobody", "I21", REQUEST, "does not bear out",
     GROW(EDITION_SWITCH, ID, REQUEST, STATUS, 1)},
    {"I21 a second open request", "I21", REQUEST, "open one",
     DOUBLE(EDITION_SWITCH, ID, REQUEST, ID, -1)},
    {"I21 switched and still as it was", "I21", REQUEST, "does not bear out",
     GROW(EDITION_SWITCH, ID, REQUEST, STATUS, 3)},
    {"I15 a parcel is not its shipment's", "I15", SHIPMENT, "is not what its shipment",
     RENAME, ROW(SHIPMENT, ID, SHIPMENT), SINV_SHIPMENT_TRACKING_NUMBER, 0},
    {"I15 a parcel is lost", "I15", SHIPMENT, "which is not there",
     LOSE(PARCEL, SHIPMENT, SHIPMENT)},
    {"I15 a shipment with parcels is lost", "I15", SHIPMENT, "that is not there",
     LOSE(SHIPMENT, ID, SHIPMENT)},
    {"I15 a number that was not given", "I15", SHIPMENT, "did not give",
     GROW(SHIPMENT, ID, SHIPMENT, LAST_PARCEL, -1)},
    {"I15 an entry is lost", "I15", SHIPMENT, "entries, its trace",
     LOSE(PARCEL_TRACE, PARCEL, PARCEL)},
    {"I15 an entry of no parcel", "I15", SHIPMENT, "a trace of parcel",
     DOUBLE(PARCEL_TRACE, PARCEL, SIGNED, PARCEL, 5)},
    {"I15 an entry in no state", "I15", SHIPMENT, "has state",
     GROW(PARCEL_TRACE, PARCEL, SIGNED, STATE, 90)},
    {"I15 a state that nothing reported", "I15", SHIPMENT, "says otherwise",
     GROW(PARCEL, SHIPMENT, SHIPMENT, STATE, 1)},
    {"I15 another time", "I15", SHIPMENT, "says otherwise",
     GROW(PARCEL, SHIPMENT, SHIPMENT, STATE_AT, 1)},
    {"I15 signed and still asked for", "I15", SHIPMENT, "asked for",
     GROW(PARCEL, NUMBER, COMING, ASK_AT, -1)},
    {"I17 a link of no connector", "I17", PLAIN, "no connector",
     LOSE(CONNECTOR, EPOCH_NUMBER, NONE)},
    {"I17 what a link means is lost", "I17", PLAIN, "not there",
     LOSE(PRODUCT, ID, PLAIN)},
    {"I17 a link of an epoch to come", "I17", PLAIN, "not confirmed",
     GROW(LINK, OBJECT, PLAIN, EPOCH, 1)},
    {"I17 a link with half a digest", "I17", PLAIN, "no digest", CUT,
     ROW(LINK, OBJECT, PLAIN), SINV_LINK_DIGEST, 0},
    {"I18 a record in an unknown state", "I18", KEPT, "no known state",
     GROW(INBOX, ID, KEPT, STATE, 9)},
    {"I18 a record refused without a reason", "I18", KEPT, "without a reason",
     GROW(INBOX, ID, KEPT, CODE, 101)},
    {"I18 a record refused and done with", "I18", KEPT, "done with",
     GROW(INBOX, ID, KEPT, OBJECT, 1)},
    {"I18 a record that was outrun", "I18", KEPT, "later version",
     GROW(LINK, OBJECT, PLAIN, VERSION, 5)},
    {"I18 a record that was never tried", "I18", KEPT, "never tried",
     GROW(INBOX, ID, KEPT, ATTEMPTS, -1)},
    {"I18 a record with half a digest", "I18", APPLIED, "no digest", CUT,
     ROW(INBOX, ID, APPLIED), SINV_INBOX_DIGEST, 0},
    {"I18 a record that is not found", "I18", KEPT, "not found by its digest",
     GROW(INBOX, ID, KEPT, MARK, 1)},
    {"I18 a record applied at no time", "I18", KEPT, "at no time",
     GROW(INBOX, ID, KEPT, STATE, -1)},
    {"I18 a record of no connector", "I18", APPLIED, "no connector", RENAME,
     ROW(INBOX, ID, APPLIED), SINV_INBOX_CONNECTOR, 0},
};

/* What an ERP says of the two: a total, and a bin and batch. */
static salesinv_status sync_stock(sinv_txn *txn, void *arg)
{
    const sinv_range all = {0};
    sinv_synced_figure figure = {.on_hand = 3 * FIX_UNIT, .at = txn->now};
    sinv_synced_place place = {fix.ids[PLAIN], fix.ids[WAREHOUSE], 0, 0};
    bool is_changed;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc = sinv_synced_put(txn, &place, &figure, &is_changed);

    (void)arg;
    if (rc != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_DETAIL, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_DETAIL, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (sinv_row_int(row, SINV_DETAIL_PRODUCT) == fix.ids[PASTE])
            break;
    sinv_scan_close(&scan);
    assert_int_equal(rc, SALESINV_ROW);
    place = (sinv_synced_place){
        fix.ids[PASTE], sinv_row_int(row, SINV_DETAIL_WAREHOUSE),
        sinv_row_int(row, SINV_DETAIL_BIN), sinv_row_int(row, SINV_DETAIL_BATCH)};
    return sinv_synced_put(txn, &place, &figure, &is_changed);
}

static const uint8_t digest[SINV_RECORD_DIGEST] = {1};

/* A connector, and what it calls the plain product. */
static salesinv_status connect(sinv_txn *txn, void *arg)
{
    const sinv_link_key key = {"main", SALESINV_KIND_PRODUCT, "M-1"};
    const sinv_link_state state = {
        .object = fix.ids[PLAIN], .version = 3, .digest = digest};
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_CONNECTOR, &row);

    (void)arg;
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_CONNECTOR_NAME, "main");
    sinv_row_set_text(row, SINV_CONNECTOR_BRAND, "test");
    sinv_row_set_int(row, SINV_CONNECTOR_STATUS, SALESINV_CONNECTOR_ACTIVE);
    sinv_row_set_text(row, SINV_CONNECTOR_EPOCH, "");
    rc = sinv_txn_insert(txn, row);
    return rc == SALESINV_OK ? sinv_link_put(txn, &key, &state) : rc;
}

/* A record of the product that was refused, and one of another that was applied. */
static salesinv_status keep_record(sinv_txn *txn, void *arg)
{
    const bool is_kept = arg == &fix.ids[KEPT];
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_INBOX, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_INBOX_ID, *(int64_t *)arg);
    sinv_row_set_text(row, SINV_INBOX_CONNECTOR, "main");
    sinv_row_set_int(row, SINV_INBOX_KIND, SALESINV_KIND_PRODUCT);
    sinv_row_set_text(row, SINV_INBOX_EXTERNAL_ID, is_kept ? "M-1" : "M-2");
    sinv_row_set_int(row, SINV_INBOX_VERSION, 4);
    sinv_row_set_bytes(row, SINV_INBOX_DIGEST, digest, sizeof(digest));
    sinv_row_set_int(row, SINV_INBOX_MARK, sinv_inbox_mark(digest));
    sinv_row_set_int(row, SINV_INBOX_STATE,
                     is_kept ? SALESINV_INBOX_REFUSED : SALESINV_INBOX_APPLIED);
    sinv_row_set_int(row, SINV_INBOX_ATTEMPTS, 1);
    sinv_row_set_text(row, SINV_INBOX_BODY, "{}");
    if (is_kept)
        sinv_row_set_int(row, SINV_INBOX_CODE, SALESINV_E_ARG);
    else
        sinv_row_set_int(row, SINV_INBOX_DONE_AT, txn->now);
    return sinv_txn_insert(txn, row);
}

static int open_trade(void **state)
{
    (void)state;
    fix_variety_open(&fix);
    fix.ids[MESSAGE] = 1000;
    fix.ids[KEPT] = 2000;
    fix.ids[APPLIED] = 2001;
    assert_ok(fix.admin, fix_core_run(fix.admin, true, connect, NULL));
    assert_ok(fix.admin, fix_core_run(fix.admin, true, keep_record, &fix.ids[KEPT]));
    assert_ok(fix.admin, fix_core_run(fix.admin, true, keep_record, &fix.ids[APPLIED]));
    assert_ok(fix.admin, fix_core_run(fix.admin, true, sync_stock, NULL));
    assert_ok(fix.admin, salesinv_edition_switch_request(
                             fix.admin, SALESINV_EDITION_INTEGRATION, "an ERP has come",
                             NULL, &fix.ids[REQUEST]));
    return 0;
}

static int close_trade(void **state)
{
    (void)state;
    fix_variety_close(&fix);
    return 0;
}

/* ---- the damage ---- */

/* The first row of the table that the case means: NOT_FOUND is a fault of the case. */
static salesinv_status find_row(sinv_txn *txn, const damage *what, sinv_row **out)
{
    const sinv_range all = {0};
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, what->table, out)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, what->table, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, *out)) == SALESINV_ROW)
        if (sinv_row_int(*out, what->where) == fix.ids[what->is])
            break;
    sinv_scan_close(&scan);
    if (rc == SALESINV_OK)
        return SALESINV_E_NOT_FOUND;
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static salesinv_status plant(sinv_txn *txn, const damage *what)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_OUTBOX, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_OUTBOX_ID, fix.ids[MESSAGE]);
    sinv_row_set_int(row, what->column, what->by);
    sinv_row_set_text(row, SINV_OUTBOX_MESSAGE_KEY, "planted");
    sinv_row_set_text(row, SINV_OUTBOX_CONNECTOR, "");
    sinv_row_set_text(row, SINV_OUTBOX_BODY, "{}");
    return sinv_txn_insert(txn, row);
}

static salesinv_status do_damage(sinv_txn *txn, void *arg)
{
    const damage *what = arg;
    sinv_row *row;
    salesinv_status rc;

    if (what->deed == PLANT)
        return plant(txn, what);
    if ((rc = find_row(txn, what, &row)) != SALESINV_OK)
        return rc;
    if (what->deed == REMOVE)
        return sinv_txn_remove(txn, row);
    if (what->deed == CUT)
        sinv_row_set_bytes(row, what->column, "short", 5);
    else if (what->deed == RENAME)
        sinv_row_set_text(row, what->column, "other");
    else
        sinv_row_set_int(row, what->column, sinv_row_int(row, what->column) + what->by);
    return what->deed == COPY ? sinv_txn_insert(txn, row) : sinv_txn_save(txn, row);
}

/* ---- the verdict ---- */

static bool is_named(const salesinv_verdict *verdict, const damage *what)
{
    for (int32_t i = 0; i < salesinv_verdict_described(verdict); i++)
        if (strcmp(salesinv_verdict_invariant(verdict, i), what->invariant) == 0 &&
            salesinv_verdict_object(verdict, i) == fix.ids[what->object] &&
            strstr(salesinv_verdict_message(verdict, i), what->says))
            return true;
    return false;
}

static void damage_is_named(void **state)
{
    const damage *what = *state;
    salesinv_verdict *verdict;
    bool is_found;

    assert_ok(fix.admin, salesinv_session_begin(fix.admin, SALESINV_TXN_WRITE));
    assert_ok(fix.admin,
              fix_core_run(fix.admin, true, do_damage, (void *)(uintptr_t)what));
    assert_ok(fix.admin, salesinv_verify(fix.admin, &verdict));
    assert_ok(fix.admin, salesinv_session_rollback(fix.admin));
    assert_false(salesinv_verdict_is_clean(verdict));
    assert_true(salesinv_verdict_count(verdict) > 0);
    is_found = is_named(verdict, what);
    for (int32_t i = 0; !is_found && i < salesinv_verdict_described(verdict); i++)
        print_error("%s, %lld: %s\n", salesinv_verdict_invariant(verdict, i),
                    (long long)salesinv_verdict_object(verdict, i),
                    salesinv_verdict_message(verdict, i));
    salesinv_verdict_free(verdict);
    assert_true(is_found);
    fix_core_verify(fix.admin);
}

int main(void)
{
    enum { CASES = sizeof(damages) / sizeof(damages[0]) };
    struct CMUnitTest tests[CASES];

    for (int i = 0; i < CASES; i++)
        tests[i] = (struct CMUnitTest){damages[i].name, damage_is_named, NULL, NULL,
                                       (void *)(uintptr_t)&damages[i]};
    return cmocka_run_group_tests(tests, open_trade, close_trade);
}
