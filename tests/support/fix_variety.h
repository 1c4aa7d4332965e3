/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_VARIETY_H
#define FIX_VARIETY_H

/* A trade with something of everything in it, each thing with a name, for tests that go through all that is stored. */
#include "support/fix_trade.h"

typedef enum fix_thing {
    NONE,
    PLAIN, /* 10 received, 6 ordered, 4 shipped in two, 2 of them received, 1 returned, 1 waits to be shipped */
    SERIAL, /* A1 to A6; A1 and A2 shipped, A1 returned, A2 waits to be returned, A3 to be shipped */
    PASTE,  /* in a batch and a bin, 8 received, 3 waiting to go out, 2 ordered */
    WAREHOUSE,
    SHELVES,
    ACCOUNT,
    ORDER,
    ORDER_LINE,
    SHIPMENT, /* its own parcel is on the van, its second one signed */
    SHIPMENT_LINE,
    RECEIVED,
    RECEIVED_LINE,
    WAITING,
    RETURN,
    RETURN_LINE,
    GIVING_UP,     /* a return in approval of 2 that were never shipped */
    GIVEN_UP_LINE, /* the order line that they are of */
    AWAITED,       /* a return of 3 whose goods come separately, 1 of them in */
    AWAITED_LINE,
    SERIAL_ORDER_LINE,
    HOLDING,  /* the shipment that waits with A3 */
    IN_STOCK, /* the state of serials */
    TAKEN,    /* first number of the run that waits to be shipped */
    COMING,   /* and of the one that waits to be returned */
    KIT,      /* picked: 2 ordered, of 3 pieces each */
    KIT_LINE,
    PIECE,
    PIECE_LINE,
    CASE, /* assembled: 1 ordered, with something inside */
    CASE_LINE,
    INSIDE,
    INSIDE_LINE,
    NOTED, /* 9 ordered and 5 of them on a notice: 2 went out, 1 waits to go out */
    NOTED_LINE,
    NOTICE_LINE,
    MESSAGE, /* the test's: what it puts into the outbox */
    REQUEST, /* likewise: to switch the edition */
    PARCEL,  /* the shipment's own, as a line */
    SIGNED,  /* and its second one */
    KEPT,    /* the test's: a record of an ERP that is refused */
    APPLIED, /* likewise, one that was applied */
    THINGS
} fix_thing;

typedef struct fix_variety {
    fix_trade trade;
    salesinv_session *admin;
    int64_t ids[THINGS]; /* an id, a line id, or the number that the thing is */
} fix_variety;

void fix_variety_open(fix_variety *fix);
void fix_variety_close(fix_variety *fix);

#endif
