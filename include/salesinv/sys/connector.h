/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYS_CONNECTOR_H
#define SALESINV_SYS_CONNECTOR_H

#include "salesinv/document.h"

SALESINV_BEGIN_DECLS

/*
 * The port to an ERP. A connector carries records between one ERP and the library and decides nothing: what goes out is a message
 * with a key that never changes, what comes in is a record with the ERP's id and version, both as canonical JSON documents. All methods
 * run on the calling thread inside salesinv_sync_run and its like, never inside a storage transaction, and must not call the library
 * but for the functions declared here. A connector needs no state of its own: positions, versions, attempts and the ERP's ids
 * are kept by the library. Methods may wait, but have to come to an end by themselves; how long they wait is theirs.
 *
 * Failures that a method may answer: SALESINV_E_CONNECTOR_TIMEOUT (nobody knows what happened), SALESINV_E_CONNECTOR_REFUSED (it
 * certainly did not happen), SALESINV_E_CONNECTOR_MALFORMED (the ERP's answer is not understood), SALESINV_E_CALLBACK (a host's
 * exception), SALESINV_E_NOMEM and SALESINV_E_INTERRUPTED; any other counts as CONNECTOR_TIMEOUT.
 */

enum {
    SALESINV_CONNECTOR_NAME_MAX = 32,   /**< Most bytes of a connector's name. */
    SALESINV_CONNECTOR_BRAND_MAX = 54,  /**< Most bytes of the brand of an ERP. */
    SALESINV_EPOCH_MAX = 128,           /**< Most bytes of an epoch. */
    SALESINV_POSITION_MAX = 1024,       /**< Most bytes of a position. */
    SALESINV_EXTERNAL_ID_MAX = 128,     /**< Most bytes of an ERP's id. */
    SALESINV_MESSAGE_KEY_MAX = 128,     /**< Most bytes of a message's key. */
    SALESINV_RECORD_SIZE_MAX = 4194304, /**< Most bytes of a record. */
    SALESINV_PAGE_SIZE_MAX =
        16777216 /**< Most bytes of the records of one salesinv_connector_vtable.pull. */
};

/** What a message tells the ERP to do with the document: one of SALESINV_MESSAGE_*. Since 0.1. */
typedef int32_t salesinv_message_action;
enum {
    SALESINV_MESSAGE_PUT =
        1, /**< It takes effect, or was changed while in effect: create or replace it. */
    SALESINV_MESSAGE_VOID = 2,  /**< It is taken out of effect. */
    SALESINV_MESSAGE_CLOSE = 3, /**< Its remainder is given up. */
    SALESINV_MESSAGE_REOPEN = 4 /**< Its remainder is wanted again. */
};

/** Name of an action, e.g. "put" (borrowed, static); "" for unknown values. Since 0.1. */
SALESINV_API const char *salesinv_message_action_name(salesinv_message_action action);

/* Abilities of a connector: bits. */
enum {
    /** The ERP gives one effect to one message key, however often it comes: a message of unknown outcome is simply sent again, and
        asked for only when it was said to be on its way. */
    SALESINV_CONNECTOR_IDEMPOTENT = 1
};

/**
 * What a connector says of itself and of its ERP. The library sets struct_size and zeroes the rest; what lies beyond struct_size may
 * not be touched. Since 0.1.
 */
typedef struct salesinv_connector_info {
    uint32_t struct_size; /**< Bytes that the library knows. */
    uint32_t abilities;   /**< SALESINV_CONNECTOR_* bits. */
    uint64_t
        pushes; /**< Kinds that it takes: bits 1 << SALESINV_KIND_* of order, shipment (notices) and return. */
    uint64_t
        pulls; /**< Kinds that it delivers: likewise, of all that an ERP has records of. */
    int64_t vendor_code; /**< When describe fails: the ERP's own code. */
    const char *
        brand; /**< Of the licence "connector.BRAND", 1..54 bytes of a-z, 0-9, "_" and "-", e.g. "kingdee". */
    const char *
        epoch; /**< Names the present life of the ERP's data: another one after it was restored from a backup. NULL or "" if it has none. */
    const char *
        failure; /**< When describe fails: one line of text. All three texts are copied right after the call. */
} salesinv_connector_info;

/** One message to the ERP; everything in it is valid during the call. Since 0.1. */
typedef struct salesinv_push_item {
    uint32_t struct_size; /**< Bytes that the library knows. */
    salesinv_kind
        kind; /**< SALESINV_KIND_ORDER, SALESINV_KIND_SHIPMENT (a notice) or SALESINV_KIND_RETURN. */
    salesinv_message_action action; /**< What is to be done. */
    int32_t attempt;                /**< 1 for the first one. */
    salesinv_id object;             /**< The document's id here. */
    int64_t version;                /**< Its version, as the body has it. */
    const char *
        key; /**< The message's own name: the same at every attempt, never used for another one. */
    const char
        *external_id; /**< What this ERP calls the document; NULL before it said so. */
    const char *body; /**< The document as canonical JSON, NUL-terminated. */
    size_t size;      /**< Bytes of body. */
} salesinv_push_item;

/** A question for stock; everything in it is valid during the call. Since 0.1. */
typedef struct salesinv_stock_query {
    uint32_t struct_size; /**< Bytes that the library knows. */
    int32_t count;        /**< Number of products. */
    int64_t timeout_ms;   /**< The answer counts only within this time from now. */
    const char *const *products; /**< Their ids in the ERP. */
    const char *
        warehouse; /**< The warehouse's id in the ERP; NULL: every warehouse, each with figures of its own. */
} salesinv_stock_query;

/** Takes pulled records; valid during the pull that it was given to. Since 0.1. */
typedef struct salesinv_pulled salesinv_pulled;
/** Takes the answers to messages; valid during the push or outcome that it was given to. Since 0.1. */
typedef struct salesinv_answers salesinv_answers;
/** Takes stock figures; valid during the realtime_stock that it was given to. Since 0.1. */
typedef struct salesinv_figures salesinv_figures;

/** Methods of one connector. Members are only ever appended. Since 0.1. */
typedef struct salesinv_connector_vtable {
    uint32_t struct_size; /**< Bytes of this struct as the provider compiled it. */
    uint32_t reserved;    /**< Must be 0. */
    const char *
        name; /**< 1..32 bytes of a-z, 0-9, "_" and "-" (copied): the tenant's registration, ids and positions go by it. */

    /** Required. Fill `info`. Asked at the start of every run; a failure ends the run. */
    salesinv_status (*describe)(void *self, salesinv_connector_info *info);
    /**
     * Required if `pulls` is not 0. Deliver the next records of a kind after `position` ("" is the beginning: all that there are),
     * at most `max_count`, each by salesinv_pulled_put, and say by salesinv_pulled_end where the next call goes on; fewer
     * are fine. Asked again from the same position after a failure and after a crash, so that a record may be delivered twice.
     * Of a call that fails nothing is taken.
     */
    salesinv_status (*pull)(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into);
    /**
     * Required if `pushes` is not 0. Hand these messages over in this order, and say for each by salesinv_answers_put what became of
     * it. Those without an answer count as answered with the status returned, and with SALESINV_OK as CONNECTOR_TIMEOUT: their outcome
     * is unknown. A message may come again with the same key.
     */
    salesinv_status (*push)(void *self, const salesinv_push_item *const *items,
                            int32_t count, salesinv_answers *answers);
    /**
     * May be NULL. What became of a message whose outcome is unknown? Answer for index 0: SALESINV_OK and the ERP's id when it arrived,
     * SALESINV_E_NOT_FOUND when it certainly did not and never will. Without an answer it stays unknown, and is asked for later.
     */
    salesinv_status (*outcome)(void *self, const salesinv_push_item *item,
                               salesinv_answers *answers);
    /** May be NULL. Answer with the present figures by salesinv_figures_put; what is left out is not known. */
    salesinv_status (*realtime_stock)(void *self, const salesinv_stock_query *query,
                                      salesinv_figures *into);
    /* ---- the members above are version 0.1 ---- */
} salesinv_connector_vtable;

/**
 * Hand over one record as canonical JSON, as it is (copied). One that is no valid record is kept as refused and does not stop the
 * others; so is one above SALESINV_RECORD_SIZE_MAX, of which the beginning is kept. OVERFLOW: the page is full, `max_count` records or
 * SALESINV_PAGE_SIZE_MAX bytes are there; end it with the position before this record. ARG, NOMEM, or CLOSED after the call. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_pulled_put(salesinv_pulled *into,
                                                 const char *json, size_t size);

/**
 * Say where the next pull of this kind goes on (copied, at most SALESINV_POSITION_MAX bytes of UTF-8), and whether that is all for
 * now (`is_last` not 0). Once in each call, after the records; a page that is not the last has to move on. ARG (also for a second
 * time: the first counts), TEXT, or CLOSED after the call. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_pulled_end(salesinv_pulled *into,
                                                 const char *position, int32_t is_last);

/** Say more about a failed pull: the ERP's own code and one line of text (copied, cut at 255 bytes). Since 0.1. */
SALESINV_API void salesinv_pulled_fail(salesinv_pulled *into, int64_t vendor_code,
                                       const char *text);

/**
 * Say what became of the message `index` of the call. SALESINV_OK: the ERP has it, and calls the document `external_id` (copied, at most
 * SALESINV_EXTERNAL_ID_MAX bytes; NULL if it has no id of its own); SALESINV_E_CONNECTOR_REFUSED: it certainly has no effect, and is
 * tried again later; SALESINV_E_BUSY: it is on its way, and to be asked for later, which counts as no attempt; SALESINV_E_NOT_FOUND: see
 * salesinv_connector_vtable.outcome; any other: nobody knows. `vendor_code` and `text` are the ERP's own (copied, cut at 255 bytes; may
 * be 0 and NULL). ARG for an index out of range, TEXT for an id that is none, EXISTS for a second answer that says something else:
 * then nobody knows; CLOSED after the call. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_answers_put(salesinv_answers *answers,
                                                  int32_t index, salesinv_status status,
                                                  const char *external_id,
                                                  int64_t vendor_code,
                                                  const char *text);

/** Say more about a call that failed as a whole: the ERP's own code and one line of text (copied, cut at 255 bytes). Since 0.1. */
SALESINV_API void salesinv_answers_fail(salesinv_answers *answers, int64_t vendor_code,
                                        const char *text);

/**
 * Tell one figure: of which product of the query, in which warehouse (its id in the ERP, copied; NULL: that of the query), what lies
 * there and what of it can be promised, and when that was so (SALESINV_TIME_NONE: now). A later figure of the same place replaces
 * the former. ARG for an index out of range, no warehouse or a negative `on_hand`; TEXT, OVERFLOW above 10 000 figures, NOMEM, or
 * CLOSED after the call. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_figures_put(
    salesinv_figures *into, int32_t product_index, const char *warehouse,
    salesinv_qty on_hand, salesinv_qty available, salesinv_time at);

/** Say more about a failed query: the ERP's own code and one line of text (copied, cut at 255 bytes). Since 0.1. */
SALESINV_API void salesinv_figures_fail(salesinv_figures *into, int64_t vendor_code,
                                        const char *text);

SALESINV_END_DECLS

#endif
