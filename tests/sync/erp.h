/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SYNC_ERP_H
#define SYNC_ERP_H

/*
 * An ERP with a warehouse, whose people ship, correct, take back and take in, and whose line to the library is bad. Its books
 * are computed here alone, from what its people did: the library's must be the same once the line is good.
 *
 * The things themselves (stock, serial numbers, what left for which document) survive a restore from a backup; what the ERP's memory
 * has of them does not: versions of records, documents and keys of messages are those of the backup then, in a new epoch, and
 * what was shipped since is entered again.
 */
#include <stdbool.h>
#include <stdint.h>

#include "salesinv/outbound.h"
#include "salesinv/sync.h"

enum {
    ERP_PRODUCTS = 6,   /* by quantity */
    ERP_BATCHED = 2,    /* this one by batch, */
    ERP_TRACKED = 3,    /* these two by serial number */
    ERP_TRACKED_TO = 5, /* behind the last of them */
    ERP_WAREHOUSES = 2,
    ERP_BATCHES = 3,
    ERP_ACCOUNTS = 3,
    ERP_LINES_MAX = 4,
    ERP_SERIALS_MAX = 6,
    ERP_ID_MAX = 48
};

/** What a document wants of one product, or what a result says of one line. */
typedef struct erp_line {
    int number; /* in the document */
    int product;
    int qty;
    int batch;   /* -1: none */
    bool is_out; /* it leaves, else it comes back */
    int serial_count;
    int serials[ERP_SERIALS_MAX]; /* indices into erp.serials */
} erp_line;

/** What left or came in, all in all. */
typedef struct erp_content {
    bool is_void;
    int warehouse;
    int count;
    erp_line lines[ERP_LINES_MAX];
} erp_content;

/** A record as it was once. */
typedef struct erp_version {
    int life;
    int64_t version;
    bool is_deleted;
    char *body;
    erp_content content; /* of results */
    int64_t said;        /* likewise: when it was said */
} erp_version;

/** Why a record contradicts for good. */
typedef enum erp_blunder {
    ERP_RIGHT,
    ERP_OVER_DELIVERY,
    ERP_UNKNOWN_PRODUCT,
    ERP_WRONG_PRODUCT,
    ERP_UNKNOWN_DOCUMENT,
    ERP_VOID_DOCUMENT,
    ERP_FOREIGN_SERIAL,
    ERP_UNKNOWN_STOCK,
    ERP_BLUNDERS
} erp_blunder;

typedef struct erp_record {
    salesinv_kind kind;
    char id[ERP_ID_MAX];
    int64_t version;
    int64_t change; /* its place in the log of its kind */
    bool is_deleted;
    char *body; /* members behind the frame, without braces */
    int64_t backed_version;
    char *backed_body; /* NULL: not in the backup */
    bool backed_deleted;
    erp_version *history;
    int history_count;
    int result; /* of which it tells, -1: none */
    erp_blunder blunder;
} erp_record;

typedef enum erp_state { ERP_OPEN, ERP_CLOSED, ERP_VOID } erp_state;

/** A document that was pushed. */
typedef struct erp_document {
    salesinv_kind kind;
    salesinv_id id; /* in the library */
    bool is_known;  /* in this life */
    erp_state state;
    int64_t version;
    bool backed_known;
    erp_state backed_state;
    int64_t backed_version;
    int account;
    int count;
    erp_line lines[ERP_LINES_MAX];
    int done[ERP_LINES_MAX]; /* left or came in */
    int result;              /* of a return, -1: none */
    bool has_returns;        /* goods of it are on their way back */
} erp_document;

/** A result: what its people say of a document. */
typedef struct erp_result {
    salesinv_kind kind;
    int document;
    int record;
    erp_content content;
    int64_t said; /* in which order people said it */
} erp_result;

typedef struct erp_serial {
    char text[16];
    int product;
    int record;    /* index + 1 of the one that tells of it, 0: none */
    int warehouse; /* in stock; -1: not */
    int account;   /* used; -1: not */
    int holder;    /* the result that moved it last, -1: none */
} erp_serial;

/** What became of a message. */
typedef struct erp_message {
    char *key;
    int effects; /* in this life */
    int all_effects;
    int backed_effects;
    bool is_on_its_way;
    char external_id[ERP_ID_MAX];
} erp_message;

typedef struct erp_log {
    int *records;
    int count;
} erp_log;

/** A record under another's name and version, or none at all. */
typedef struct erp_forgery {
    int record; /* -1: it is no record */
    int64_t version;
    int life;
} erp_forgery;

/** What happened, for the report and so that a run that proves nothing is seen. */
typedef enum erp_event {
    ERP_E_SHIPPED,
    ERP_E_CORRECTED,
    ERP_E_VOIDED,
    ERP_E_TAKEN_IN,
    ERP_E_RECOUNTED,
    ERP_E_BLUNDER,
    ERP_E_LOST,
    ERP_E_UNANSWERED,
    ERP_E_REFUSED,
    ERP_E_MALFORMED,
    ERP_E_PARTIAL,
    ERP_E_SILENT,
    ERP_E_WRONG_INDEX,
    ERP_E_ANSWERED_TWICE,
    ERP_E_CONTRADICTED,
    ERP_E_DELAYED,
    ERP_E_NONSENSE_STATUS,
    ERP_E_REPEATED,
    ERP_E_REORDERED,
    ERP_E_OLDER,
    ERP_E_FORGED,
    ERP_E_CUT,
    ERP_E_HUGE,
    ERP_E_UNKNOWN_KIND,
    ERP_E_OTHER_KIND,
    ERP_E_NO_END,
    ERP_E_REWOUND,
    ERP_E_OVERFULL,
    ERP_E_RESTORED,
    ERP_E_SETTLED,
    ERP_E_RESENT,
    ERP_E_COUNT
} erp_event;

typedef struct erp {
    uint64_t seed;
    bool is_calm; /* no faults, nothing new */
    uint32_t abilities;
    bool by_order; /* ships orders; else notices */
    int life;
    salesinv_time backed_up_at;
    erp_record *records;
    int record_count;
    erp_log logs[64]; /* by kind */
    erp_document *documents;
    int document_count;
    int *by_id; /* by the library's id, index + 1 */
    salesinv_id by_id_count;
    erp_result *results;
    int result_count;
    erp_serial *serials;
    int serial_count;
    erp_message *messages;
    int message_count;
    int *by_key; /* open addressing, index + 1 */
    int by_key_size;
    erp_forgery *forgeries;
    int forgery_count;
    int64_t stock[ERP_PRODUCTS][ERP_WAREHOUSES];
    int64_t batches[ERP_BATCHES][ERP_WAREHOUSES];
    int stock_records[ERP_PRODUCTS][ERP_WAREHOUSES]; /* index + 1 */
    int batch_records[ERP_BATCHES][ERP_WAREHOUSES];
    int64_t events[ERP_E_COUNT];
    int64_t received; /* messages that had an effect */
    int64_t says;     /* results that were said */
    int nonsense;     /* records made that are none */
    char broken[256]; /* the first rule of the port that was broken, "" if none */
} erp;

void erp_open(erp *of, uint64_t seed);
void erp_close(erp *of);

int erp_below(erp *of, int limit);
bool erp_one_in(erp *of, int times);
/** Note the first broken rule; inside a method nothing may be asserted. */
void erp_broke(erp *of, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** An array with room for one more; it grows at powers of two. */
void *erp_grow(void *items, int count, size_t size);
/** A new member at its end, all zero. */
#define ERP_ADD(items, count)                                                          \
    ((items) = erp_grow((items), (count), sizeof(*(items))),                           \
     memset(&(items)[(count)], 0, sizeof(*(items))), &(items)[(count)++])

/* ---- books ---- */

/** A record that tells nothing yet; its index. */
int erp_add_record(erp *of, salesinv_kind kind, const char *id);

/** A record says this now; what it says already changes nothing. The index of it. */
int erp_put(erp *of, salesinv_kind kind, const char *id, const char *body,
            bool is_deleted);
/** The same, of a record that there is. */
void erp_change(erp *of, int record, const char *body, bool is_deleted);
/** A record as it is delivered, with the version and body of a former or forged one; malloc'd. */
char *erp_render(const erp_record *record, int64_t version, const char *body,
                 bool is_deleted);
erp_document *erp_document_of(const erp *of, salesinv_id id);
/** New when there is none. */
erp_document *erp_know_document(erp *of, salesinv_kind kind, salesinv_id id);
/** The message with this key, new when there is none. */
erp_message *erp_message_of(erp *of, const char *key);
/** What a result says becomes this: goods move, records tell. */
void erp_say(erp *of, int result, const erp_content *content);
/** The same, as if it had been said when it was said first. */
void erp_say_again(erp *of, int result, const erp_version *version);
/** After results were taken back or said again: the serials of a content are where the last result that names them put them. */
void erp_find_serials(erp *of, const erp_content *content);
/** A result of a document that says nothing yet. */
int erp_new_result(erp *of, salesinv_kind kind, int document, const char *id);
/** What a result said in a version; NULL: nothing. */
const erp_version *erp_said(const erp *of, int result, int life, int64_t version);
int erp_new_serial(erp *of, int product, int warehouse);
void erp_tell_stock(erp *of, int product, int warehouse);
void erp_tell_batch(erp *of, int batch, int warehouse);
void erp_tell_serial(erp *of, int serial);
void erp_put_text(char *to, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void erp_back_up(erp *of, salesinv_time now);
void erp_restore(erp *of);

/* ---- people and line ---- */

/** Its people do one thing. */
void erp_work(erp *of);
/** What stands there at the beginning. */
void erp_found(erp *of);
extern const salesinv_connector_vtable erp_vtable;

#endif
