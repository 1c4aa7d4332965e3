/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_REFERENCE_H
#define MODEL_REFERENCE_H

/*
 * The rules of domain.md once more, as naively as they can be written: whole units in plain arrays, a quantity
 * frozen per document line and warehouse, one state for every single serial. Nothing of the library is called here.
 *
 * A step is carried out rule by rule until the end; whatever it breaks is noted as the code of a refusal. A step that broke
 * nothing is accepted; one that broke several rules may be refused for any of them, but where domain.md gives an order. Who
 * asks keeps a copy and goes back to it after a refusal.
 */
#include <stdbool.h>
#include <stdint.h>

#include "salesinv/adjustment.h"
#include "salesinv/inbound.h"
#include "salesinv/order.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "salesinv/return.h"
#include "salesinv/serial.h"
#include "salesinv/settings.h"
#include "salesinv/shipment.h"

enum {
    REF_WAREHOUSES = 3, /* 0 is the default one; 1 serves account 0 alone */
    REF_ACCOUNTS = 2,
    REF_SERIALS =
        24, /* the first half are meant for REF_SERIAL, the others for REF_OTHER_SERIAL */
    REF_LINES = 18, /* of an order of 4 that are kits, twice */
    REF_DOCS = 120,
    REF_BOOKINGS = 12,
    REF_CODES = 32,
    REF_NONE = -1
};

/** What is traded. */
enum {
    REF_PLAIN,
    REF_OTHER,
    REF_SERIAL,
    REF_OTHER_SERIAL,
    REF_ASSEMBLED, /* a kit that is a good itself, of 1 REF_PLAIN each */
    REF_PICKED,    /* a kit of 1 REF_SERIAL and 2 REF_OTHER */
    REF_PRODUCTS
};

/** A line of a document; doc REF_NONE: none. */
typedef struct ref_at {
    int doc;
    int line;
} ref_at;

/** A line; the counters that its kind has no use for stay 0. */
typedef struct ref_line {
    int64_t number; /* in the library; 0: not known yet */
    bool is_removed;
    int product;
    int qty;
    int parent;  /* of a component: index of its kit's line, else REF_NONE */
    int per_kit; /* of a component */
    ref_at
        source; /* shipment: order line; outbound: notice line; return: shipment line; adjustment: order line */
    int warehouse; /* adjustment: where */
    bool
        is_awaited; /* return pushed to an ERP: it tells of all of the line, goods that go out too */
    uint32_t serials; /* one bit each */
    int frozen[REF_WAREHOUSES];
    int released; /* of the order line's freeze, by this line */
    int noticed;
    int ship_pending;
    int shipped;
    int received;
    int return_pending;
    int returned_unshipped;
    int returned; /* of what was shipped */
    int unshipped_pending;
    bool is_out; /* of an exchange: goods that go out */
    int stated;  /* of a return's line: said never to be shipped; REF_NONE: not said */
    int unshipped;     /* likewise: as it was decided */
    ref_at order_line; /* of a return's line: that is named */
    uint32_t came;     /* of a return's line: serials that came in */
    int closed;
    int outbound; /* of a notice's line: went out */
    int outbound_pending;
} ref_line;

/** On which shipment line goods of a return are booked; shipment.doc REF_NONE: they were never shipped. */
typedef struct ref_booking {
    int line;
    ref_at order;
    ref_at shipment;
    int qty;
    int received;
} ref_booking;

typedef struct ref_doc {
    salesinv_kind kind;
    salesinv_id id;
    int status; /* SALESINV_STATUS_* */
    int account;
    int warehouse;     /* REF_NONE: none */
    int type;          /* of inbound and outbound orders */
    int mode;          /* of orders, as at submission; of returns */
    int out_warehouse; /* of exchanges */
    int origin;        /* SALESINV_ORIGIN_*, as at submission */
    bool has_result;   /* returns: a record told what came of it */
    int shipped_at;    /* when goods last left */
    bool is_corrected; /* of the ERP: the goods left when it was first told */
    bool is_separate;  /* returns: goods come in later */
    int booking_count;
    ref_booking bookings[REF_BOOKINGS];
    int rule;          /* likewise */
    int shipping_mode; /* likewise; of shipments: what they are */
    bool has_kits;     /* orders, likewise */
    int order;         /* index of the document that is named as a whole, or REF_NONE */
    int line_count;
    ref_line lines[REF_LINES];
} ref_doc;

/** Where a serial was before the line that touched it last. */
typedef struct ref_serial_place {
    int state;
    int warehouse;
    int account;
    ref_at holder;
    ref_at last;
} ref_serial_place;
enum { REF_PLACES = 16 };

typedef struct ref_serial {
    int state; /* SALESINV_SERIAL_*; 0: never named */
    int product;
    int warehouse;
    int account;
    ref_at holder;
    ref_at last; /* the line that changed it last, and not back again */
    int place_count;
    ref_serial_place places[REF_PLACES]; /* before last, before the one before it, .. */
} ref_serial;

/** Settings, by index of ref_settings. */
enum {
    REF_SET_MODE,
    REF_SET_RULE,
    REF_SET_SHIPPING,
    REF_SET_POPULATE,
    REF_SET_KITS,
    REF_SET_MULTI_ORDER,
    REF_SET_ADJUSTMENT,
    REF_SET_RETURN,
    REF_SET_FREE,
    REF_SET_EXCHANGE,
    REF_SET_SEVERAL,
    REF_SET_FREE_NEW,
    REF_SET_GOODS_IN,
    REF_SET_APPROVE_ORDER,
    REF_SET_APPROVE_SHIPMENT,
    REF_SET_APPROVE_INBOUND,
    REF_SET_APPROVE_OUTBOUND,
    REF_SET_APPROVE_RETURN,
    REF_SETTINGS
};

/** What a step does; those from REF_SUBMIT to REF_VOID are of all kinds. */
typedef int ref_verb;
enum {
    REF_CREATE,
    REF_CREATE_SUBMIT,
    REF_UPDATE, /* orders */
    REF_SUBMIT,
    REF_APPROVE,
    REF_REJECT,
    REF_WITHDRAW,
    REF_VOID,
    REF_CLOSE,
    REF_REOPEN,
    REF_RECEIVE,
    REF_UNDO_RECEIPT,
    REF_TAKE_IN,
    REF_SET,
    /* What an ERP tells, by records. */
    REF_SENT,   /* goods that went out: new, or corrected */
    REF_UNSENT, /* they did not */
    REF_CAME,   /* what came of a return so far */
    REF_UNCAME, /* nothing did */
    REF_FIGURE, /* stock of product `setting` in the draft's warehouse: `value` on hand, `received[0]` frozen */
    REF_SAID_SERIALS /* serials[0] of product `setting` are in state `value`, in the draft's warehouse or at its account */
};

/** What is asked for. */
typedef struct ref_step {
    ref_verb verb;
    int doc; /* that it is about; of a new one the index that it gets */
    ref_doc
        draft; /* creations and updates: what is said. Updates: quantities of the lines as they shall be, new lines behind */
    int received[REF_LINES]; /* receipts and goods in */
    bool is_short;           /* they say of every line how much came, else all of it */
    uint32_t serials[REF_LINES]; /* goods in: which of them */
    bool has_reason;             /* and why */
    int setting;
    int value;
} ref_step;

typedef struct reference {
    bool
        is_synced; /* an ERP owns the stock: its figures are on hand, nothing is frozen here */
    int now; /* grows with every step */
    int settings[REF_SETTINGS];
    int on_hand[REF_WAREHOUSES][REF_PRODUCTS];
    int erp_frozen[REF_WAREHOUSES][REF_PRODUCTS]; /* as the ERP says */
    ref_serial serials[REF_SERIALS];
    int doc_count;
    ref_doc docs[REF_DOCS];
    int code_count;
    salesinv_status codes[REF_CODES];
} reference;

/** Nothing in stock, nothing known, every plugin on, nothing needs approval. */
void ref_init(reference *ref, bool is_synced);
/** Carry the step out; it is refused for any of ref->codes if there are some, and the rest of `ref` is of no use then. */
void ref_carry_out(reference *ref, const ref_step *step);
/** Is it one of the edition? */
bool ref_has_setting(const reference *ref, int setting);
/** May it be refused with this code? */
bool ref_refuses(const reference *ref, salesinv_status code);

int ref_frozen(const reference *ref, int warehouse, int product);
int ref_available(const reference *ref, int warehouse, int product);
/** All that a line has frozen, wherever. */
int ref_line_frozen(const ref_line *line);
/** What an order line still wants to ship, and what of it no document is about to ship. */
int ref_remaining(const reference *ref, ref_at line);
int ref_shippable(const reference *ref, ref_at line);
/** What of a notice's line may still go out. */
int ref_notice_rest(const ref_line *line);
/** What left on a line of a shipment, and what of it can come back. */
int ref_sent(const reference *ref, ref_at line);
int ref_returnable(const reference *ref, ref_at line);
/** Does the order line stand for goods itself, rather than its kit or its components? */
bool ref_moves(const reference *ref, ref_at line);
/** Complete kits that left, of a picked kit's line. */
int ref_complete(const reference *ref, ref_at line);
bool ref_is_serial(int product);
bool ref_is_notice(const ref_doc *doc);
/** Is it an outbound order made from a notice? */
bool ref_is_sale(const ref_doc *doc);

/* ---- what the files of the reference share ---- */

ref_doc *ref_doc_at(reference *ref, int doc);
ref_line *ref_line_at(reference *ref, ref_at line);
void ref_refuse(reference *ref, salesinv_status code);
bool ref_ok(const reference *ref);
bool ref_applies(int warehouse, int account);
/** Warehouse at a place of the order of allocation. */
int ref_in_order(int place);
/** The statuses, each as 1 << SALESINV_STATUS_*. */
bool ref_is_in(const ref_doc *doc, uint32_t statuses);

/** May `qty` leave of which the document may take `covered` from freezes, `firm` of it from such that orders under "allow" do not have? */
void ref_check_out(reference *ref, int warehouse, int product, int qty, int covered,
                   int firm);
/** Would what is frozen under "block" and what waits to go out still be covered without `qty`? */
void ref_check_cover(reference *ref, int warehouse, int product, int qty);

/** What serials of a line must be like. */
typedef struct ref_serial_rule {
    uint32_t states; /* 1 << SALESINV_SERIAL_*; 1: unknown ones too */
    int warehouse;   /* REF_NONE: any */
    ref_at holder;   /* doc REF_NONE: any */
    bool is_last;    /* the line must have been the last to change them */
} ref_serial_rule;
void ref_check_serials(reference *ref, ref_at line, const ref_serial_rule *rule);
/** As many as the quantity, and none twice in the document. */
void ref_count_serials(reference *ref, int doc);
/** A line has changed a serial from `before`: it is the last to do so, unless the serial is again where it had it from. */
void ref_note_line(ref_serial *serial, const ref_serial *before, ref_at line);
/** They become what `to` says, but for product and last. */
void ref_move_serials(reference *ref, ref_at line, const ref_serial *to);

/** Where an order stands after what happened to it. */
void ref_settle(reference *ref, int order);
/** Did all of an order come back that was not given up, shipped or not? */
bool ref_is_returned(const reference *ref, int order);
/** A serial goes back to where it was before the line that had it last. */
void ref_restore_serial(reference *ref, int serial, ref_at line);
/** Beside an ERP: may the order want so much, of which the ERP may have frozen `before` for it already? */
void ref_ask_figures(reference *ref, int order, const int wanted[REF_LINES],
                     const int before[REF_PRODUCTS]);
/** Give back what an order line has frozen above `remaining`. */
void ref_give_back(const ref_doc *order, ref_line *line, int remaining);
/** Some of these quantities more frozen for an order, by its rules: all of them or a refusal. */
void ref_freeze_order(reference *ref, int order, const int wanted[REF_LINES]);

/* One function per kind and event; `waits`: into approval. */
void ref_order_submit(reference *ref, int doc);
void ref_order_release(reference *ref, int doc);
void ref_order_void(reference *ref, int doc);
void ref_order_close(reference *ref, int doc);
void ref_order_reopen(reference *ref, int doc);
/** Components of the lines from `first` on, as far as they are kits. */
void ref_explode(ref_doc *order, int first);
bool ref_has_lines(const ref_doc *doc);
void ref_order_update(reference *ref, int doc, const ref_doc *draft);
void ref_adjustment_submit(reference *ref, int doc);

void ref_stock_order_prepare(reference *ref, int doc);
void ref_inbound_submit(reference *ref, int doc, bool waits);
void ref_inbound_approve(reference *ref, int doc);
void ref_inbound_release(reference *ref, int doc);
void ref_inbound_undo(reference *ref, int doc);
void ref_outbound_submit(reference *ref, int doc, bool waits);
void ref_outbound_approve(reference *ref, int doc);
void ref_outbound_release(reference *ref, int doc);
void ref_outbound_undo(reference *ref, int doc);

void ref_shipment_prepare(reference *ref, int doc);
void ref_shipment_submit(reference *ref, int doc, bool waits);
void ref_shipment_approve(reference *ref, int doc);
void ref_shipment_release(reference *ref, int doc);
void ref_shipment_void(reference *ref, int doc);
void ref_notice_void(reference *ref, int doc);
/** Write a line about `qty` of what a line of another document is about. */
void ref_set_line(ref_line *line, const reference *ref, ref_at source, int qty);
void ref_shipment_close(reference *ref, int doc);
void ref_shipment_receive(reference *ref, const ref_step *step);
void ref_shipment_undo_receipt(reference *ref, int doc);
void ref_sale_prepare(reference *ref, int doc);
void ref_sale_submit(reference *ref, int doc, bool waits);
void ref_sale_approve(reference *ref, int doc);
void ref_sale_release(reference *ref, int doc);
void ref_sale_undo(reference *ref, int doc);
void ref_sale_take_out(reference *ref, int doc);
/** IN_USE if goods of it came back or are about to. */
void ref_check_unreturned(reference *ref, int doc);

/* What an ERP tells. */
void ref_result_sent(reference *ref, const ref_step *step);
void ref_result_unsent(reference *ref, int doc);
void ref_result_came(reference *ref, const ref_step *step);
void ref_result_figure(reference *ref, const ref_step *step);
void ref_result_serials(reference *ref, const ref_step *step);
bool ref_is_reported(const ref_doc *doc);
/** Serials that the ERP names as sent were wherever it had them, known or not, but nobody else's. */
void ref_check_reported(reference *ref, const ref_serial *serial, int product,
                        int account);

/* Goods that leave for order lines, whichever document takes them. */
ref_at ref_order_line(const reference *ref, ref_at line);
void ref_dispatch_check(reference *ref, int doc, bool was_pending);
void ref_dispatch_pend(reference *ref, int doc);
void ref_dispatch_release(reference *ref, int doc);
void ref_dispatch_ship(reference *ref, int doc);
void ref_dispatch_undo(reference *ref, int doc);
void ref_check_orders(reference *ref, int doc);
void ref_settle_orders(reference *ref, int doc);

void ref_return_prepare(reference *ref, int doc);
void ref_return_submit(reference *ref, int doc, bool waits);
void ref_return_approve(reference *ref, int doc);
void ref_return_release(reference *ref, int doc);
void ref_return_undo(reference *ref, int doc);
void ref_return_take_in(reference *ref, const ref_step *step);
void ref_return_close(reference *ref, int doc);
/** What a line that comes in still waits for. */
int ref_return_open(const ref_line *line);
/** Lines that go out, or come in; all that comes in. */
int ref_return_count(const ref_doc *doc, bool is_out);
int ref_return_goods(const ref_doc *doc);
/** Serials into a state, remembering who had them; those on their way to a line; back to whoever had them. */
void ref_return_lead(reference *ref, ref_at line, uint32_t serials, int state);
uint32_t ref_return_coming(const reference *ref, ref_at line);
void ref_return_restore(reference *ref, ref_at line, uint32_t serials);
/** What is booked, pending (1) or not any more (-1): goods, and what was never shipped. */
void ref_return_pend(reference *ref, ref_doc *doc, int sign);
void ref_return_pend_unshipped(reference *ref, const ref_doc *doc, int sign);
void ref_booking_pend(reference *ref, const ref_booking *booking, int qty);
void ref_booking_return(reference *ref, ref_booking *booking, int qty);
void ref_return_settle(reference *ref, const ref_doc *doc, bool is_undo);
/** The goods out of an exchange: held against stock, moved with their serials into a state, and may they come back? */
void ref_exchange_check(reference *ref, int doc, bool was_pending);
void ref_exchange_move(reference *ref, int doc, int state, bool is_frozen, int on_hand);
void ref_exchange_check_back(reference *ref, int doc, uint32_t state);
/** The plugin of a mode of returns; REF_NONE: none. */
int ref_return_plugin(int mode);

/* Which goods a return takes back, and on which shipment lines they are booked. */
void ref_book(reference *ref, int doc);
bool ref_is_coming(const ref_line *line);
/** Of a line: what of its quantity are goods. */
int ref_goods(const ref_line *line);

#endif
