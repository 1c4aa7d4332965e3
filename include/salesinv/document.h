/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_DOCUMENT_H
#define SALESINV_DOCUMENT_H

/*
 * What every kind of stored object has in common: a header of fields, lines of fields,
 * serial numbers on lines, a status and a version. Each kind's own header documents its
 * fields and verbs; here are the accessors that serve them all.
 *
 * Lines are addressed by place, 1 for the first; 0 is the header. A line keeps its number
 * (SALESINV_F_LINE) for life; other documents name it by its line id (SALESINV_F_LINE_ID),
 * which is the object's id << 16 | the line's number.
 */
#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/** Values of salesinv_kind. Since 0.1. */
enum {
    SALESINV_KIND_CATEGORY = 1, /**< Product category. */
    SALESINV_KIND_UNIT = 2,     /**< Unit of measure. */
    SALESINV_KIND_PRODUCT =
        3, /**< Product; lines are its other units and its components. */
    SALESINV_KIND_ACCOUNT = 4,     /**< Account; lines are its addresses. */
    SALESINV_KIND_WAREHOUSE = 5,   /**< Warehouse; lines say to whom it applies. */
    SALESINV_KIND_BIN = 6,         /**< Bin of a warehouse. */
    SALESINV_KIND_BATCH = 7,       /**< Batch of a product. */
    SALESINV_KIND_ORDER = 8,       /**< Sales order. */
    SALESINV_KIND_SHIPMENT = 9,    /**< Shipping order or shipping notice. */
    SALESINV_KIND_OUTBOUND = 10,   /**< Outbound order. */
    SALESINV_KIND_INBOUND = 11,    /**< Inbound order. */
    SALESINV_KIND_RETURN = 12,     /**< Return order. */
    SALESINV_KIND_ADJUSTMENT = 13, /**< Adjustment of what an order has frozen. */
    SALESINV_KIND_SETTING = 32,    /**< A change of a setting (events only). */
    SALESINV_KIND_ROLE = 33,       /**< A custom role (events only). */
    SALESINV_KIND_LICENCE = 34,    /**< A licence or quota (events only). */
    SALESINV_KIND_TENANT = 35,     /**< A tenant (events only). */
    SALESINV_KIND_STOCK =
        36, /**< The stock of a product (events, and records of an ERP). */
    SALESINV_KIND_SERIAL = 37, /**< Serial numbers (records of an ERP only). */
    SALESINV_KIND_CONNECTOR =
        38 /**< A connector to an ERP and its messages (events only). */
};

/** Status of a document: one of SALESINV_STATUS_*. Since 0.1. */
typedef int32_t salesinv_document_status;
enum {
    SALESINV_STATUS_DRAFT = 1,       /**< Written, without effect. */
    SALESINV_STATUS_IN_APPROVAL = 2, /**< Submitted, waits for an approver. */
    SALESINV_STATUS_REJECTED =
        3, /**< An approver refused; may be edited and submitted again. */
    SALESINV_STATUS_WITHDRAWN =
        4, /**< Taken back before approval; may be submitted again. */
    SALESINV_STATUS_CONFIRMED = 5, /**< In effect. */
    SALESINV_STATUS_CLOSED = 6,    /**< Finished, the remainder given up. */
    SALESINV_STATUS_VOID = 7,      /**< Taken out of effect for good. */
    SALESINV_STATUS_SHIPPED = 8,   /**< Orders and shipments: the goods left. */
    SALESINV_STATUS_ISSUED = 9,    /**< Notices: sent out to be fulfilled. */
    SALESINV_STATUS_PARTIALLY_OUTBOUND = 10, /**< Notices: a part went out. */
    SALESINV_STATUS_OUTBOUND = 11,           /**< Notices: all of it went out. */
    SALESINV_STATUS_RECEIVED =
        12,                       /**< Orders, shipments, returns: the goods arrived. */
    SALESINV_STATUS_ACTIVE = 20,  /**< Master data: in use. */
    SALESINV_STATUS_INACTIVE = 21 /**< Master data: no longer for new documents. */
};

/** Values of SALESINV_F_LIFE_STATUS, a read-only view of the status. Since 0.1. */
enum {
    SALESINV_LIFE_INEFFECTIVE = 1,  /**< Draft, rejected or withdrawn. */
    SALESINV_LIFE_UNDER_REVIEW = 2, /**< In approval. */
    SALESINV_LIFE_NORMAL = 3,       /**< In effect. */
    SALESINV_LIFE_INVALID = 4       /**< Void. */
};

/** Name of a status, e.g. "in_approval" (borrowed, static); "" for unknown values. Since 0.1. */
SALESINV_API const char *salesinv_document_status_name(salesinv_document_status status);

/** What a value is: one of SALESINV_TYPE_*. Since 0.1. */
typedef int32_t salesinv_field_type;
enum {
    SALESINV_TYPE_ID = 1,    /**< salesinv_id. */
    SALESINV_TYPE_QTY = 2,   /**< salesinv_qty. */
    SALESINV_TYPE_MONEY = 3, /**< salesinv_money. */
    SALESINV_TYPE_TIME = 4,  /**< salesinv_time. */
    SALESINV_TYPE_INT = 5,   /**< int64_t; choices and switches too. */
    SALESINV_TYPE_TEXT = 6   /**< UTF-8. */
};

/** Values of salesinv_field. Which kind has which, with type and rules, is in the kind's header. Since 0.1. */
enum {
    SALESINV_F_ID = 1,
    SALESINV_F_VERSION = 2,
    SALESINV_F_STATUS = 3,
    SALESINV_F_RECORD_TYPE = 4,
    SALESINV_F_OWNER = 5,
    SALESINV_F_DEPARTMENT = 6,
    SALESINV_F_CREATED_AT = 7,
    SALESINV_F_CREATED_BY = 8,
    SALESINV_F_MODIFIED_AT = 9,
    SALESINV_F_MODIFIED_BY = 10,
    SALESINV_F_EXTERNAL_ID = 11,
    SALESINV_F_EXTRA = 12,
    SALESINV_F_NUMBER = 13,
    SALESINV_F_LIFE_STATUS = 14,
    SALESINV_F_LINE = 15,
    SALESINV_F_LINE_ID = 16,
    SALESINV_F_CODE = 20,
    SALESINV_F_NAME = 21,
    SALESINV_F_PARENT = 22,
    SALESINV_F_CATEGORY = 23,
    SALESINV_F_UNIT = 24,
    SALESINV_F_PRICE = 25,
    SALESINV_F_BARCODE = 26,
    SALESINV_F_TRACKING = 27,
    SALESINV_F_SCALE = 28,
    SALESINV_F_KIT_KIND = 29,
    SALESINV_F_SAFETY_STOCK = 30,
    SALESINV_F_NUMERATOR = 31,
    SALESINV_F_DENOMINATOR = 32,
    SALESINV_F_TYPE = 33,
    SALESINV_F_IS_CONVERTED = 34,
    SALESINV_F_CONTACT = 35,
    SALESINV_F_PHONE = 36,
    SALESINV_F_EMAIL = 37,
    SALESINV_F_LABEL = 38,
    SALESINV_F_RECIPIENT = 39,
    SALESINV_F_COUNTRY = 40,
    SALESINV_F_REGION = 41,
    SALESINV_F_CITY = 42,
    SALESINV_F_STREET = 43,
    SALESINV_F_POSTAL_CODE = 44,
    SALESINV_F_IS_DEFAULT = 45,
    SALESINV_F_HAS_BINS = 46,
    SALESINV_F_PRIORITY = 47,
    SALESINV_F_ADDRESS = 48,
    SALESINV_F_LIST = 49,
    SALESINV_F_MEMBER = 50,
    SALESINV_F_WAREHOUSE = 51,
    SALESINV_F_PRODUCT = 52,
    SALESINV_F_PRODUCED_AT = 53,
    SALESINV_F_EXPIRES_AT = 54,
    SALESINV_F_QTY = 55,
    SALESINV_F_UNIT_QTY = 56,
    SALESINV_F_BIN = 57,
    SALESINV_F_BATCH = 58,
    SALESINV_F_SOURCE = 59,
    SALESINV_F_SOURCE_LINE = 60,
    SALESINV_F_IS_REVERSAL = 61,
    SALESINV_F_EFFECTIVE_AT = 62,
    SALESINV_F_REASON = 63,
    SALESINV_F_ACCOUNT = 64,
    SALESINV_F_CURRENCY = 65,
    SALESINV_F_ORDERED_AT = 66,
    SALESINV_F_SHIP_TO = 67,
    SALESINV_F_NOTE = 68,
    SALESINV_F_AMOUNT = 69,
    SALESINV_F_MODE = 70,
    SALESINV_F_VALIDATION = 71,
    SALESINV_F_SHIPPING_MODE = 72,
    SALESINV_F_DISCOUNT = 73,
    SALESINV_F_PARENT_LINE = 74,
    SALESINV_F_FROZEN = 75,
    SALESINV_F_NOTICED = 76,
    SALESINV_F_SHIP_PENDING = 77,
    SALESINV_F_SHIPPED = 78,
    SALESINV_F_RECEIVED = 79,
    SALESINV_F_RETURN_PENDING = 80,
    SALESINV_F_RETURNED_UNSHIPPED = 81,
    SALESINV_F_RETURNED_SHIPPED = 82,
    SALESINV_F_CLOSED = 83,
    SALESINV_F_SHIPPABLE = 84,
    SALESINV_F_RETURNABLE = 85,
    SALESINV_F_SHIPPING_STATUS = 86,
    SALESINV_F_RECEIPT_STATUS = 87,
    SALESINV_F_ORDER = 88,
    SALESINV_F_ORDER_LINE = 89,
    SALESINV_F_SHIPMENT = 90,
    SALESINV_F_SHIPMENT_LINE = 91,
    SALESINV_F_SHIPPED_AT = 92,
    SALESINV_F_CARRIER = 93,
    SALESINV_F_TRACKING_NUMBER = 94,
    SALESINV_F_RECEIVER = 95,
    SALESINV_F_RECEIVED_AT = 96,
    SALESINV_F_RECEIVED_BY = 97,
    SALESINV_F_RECEIPT_METHOD = 98,
    SALESINV_F_POSTING = 99,
    SALESINV_F_OUTBOUND_QTY = 100,
    SALESINV_F_RETURNED = 101,
    SALESINV_F_SHORT_REASON = 102,
    SALESINV_F_RETURNED_AT = 103,
    SALESINV_F_ON_HAND = 104,
    SALESINV_F_SUBMITTED_BY = 105,
    SALESINV_F_FROZEN_BEFORE = 106,
    SALESINV_F_IS_FIXED = 107,
    SALESINV_F_KITS = 108,
    SALESINV_F_PER_KIT = 109,
    SALESINV_F_KIT_AMOUNT = 110,
    SALESINV_F_OUTBOUND_PENDING = 111,
    SALESINV_F_DIRECTION = 150,
    SALESINV_F_UNSHIPPED = 151,
    SALESINV_F_UNSHIPPED_PENDING = 152,
    SALESINV_F_GOODS_IN = 153,
    SALESINV_F_PRICE_DIFFERENCE = 154,
    SALESINV_F_OUT_WAREHOUSE = 155,
    SALESINV_F_OUT_POSTING = 156,
    SALESINV_F_OPEN = 157,
    SALESINV_F_ORIGIN = 158
};

/** Values of SALESINV_F_ORIGIN: whose stock a shipment, outbound order or return moves, and who wrote it. Since 0.1. */
enum {
    SALESINV_ORIGIN_OWN = 0, /**< Standalone: it moves the library's stock. */
    SALESINV_ORIGIN_INTEGRATION =
        1,                  /**< Written here, beside an ERP: no stock moves. */
    SALESINV_ORIGIN_ERP = 2 /**< A result that the ERP sent: likewise. */
};

/** Options of create: bits SALESINV_*. Since 0.1. */
enum {
    SALESINV_SUBMIT =
        1 /**< Submit at once and, without an approval step, confirm: one transaction. */
};

/* ---- drafts ---- */

/**
 * An object being written, of one kind. Made on a session, used by one thread with it, freed on any.
 * Setting copies; a refused setter changes nothing. Since 0.1.
 */
typedef struct salesinv_draft salesinv_draft;

/** An immutable snapshot of a stored object, whatever its kind. Borrowed from its typed handle. Since 0.1. */
typedef struct salesinv_document salesinv_document;

/**
 * Start an empty draft.
 *
 * @param session    The session it is for (borrowed; the draft keeps its engine's memory).
 * @param kind       One of SALESINV_KIND_* that can be written.
 * @param out_draft  Receives the draft, NULL on failure (owned: release with salesinv_draft_free).
 * @return SALESINV_OK, SALESINV_E_ARG for an unknown kind or NULL, SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_draft_create(salesinv_session *session,
                                                   salesinv_kind kind,
                                                   salesinv_draft **out_draft);

/**
 * Start a draft with the settable fields, lines (by their numbers) and serials of a stored object, to change and
 * give to its update. A line whose serials are not complete in the snapshot names none in the draft: it keeps those it has.
 *
 * @param session    The session it is for (borrowed).
 * @param document   The object (borrowed).
 * @param out_draft  Receives the draft, NULL on failure (owned: release with salesinv_draft_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_draft_from_document(
    salesinv_session *session, const salesinv_document *document,
    salesinv_draft **out_draft);

/** Release a draft. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_draft_free(salesinv_draft *draft);

/** Set an id field (0: none) of a line, or of the header with line 0. ARG names a field that the kind has not, that is not an id, or cannot be set. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_set_id(salesinv_draft *draft, int32_t line,
                                                   salesinv_field field,
                                                   salesinv_id value);

/** Set a quantity, in millionths (5 pieces: 5000000); as salesinv_draft_set_id. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_set_qty(salesinv_draft *draft, int32_t line,
                                                    salesinv_field field,
                                                    salesinv_qty value);

/** Set an amount, in 1/10 000; as salesinv_draft_set_id. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_set_money(salesinv_draft *draft,
                                                      int32_t line,
                                                      salesinv_field field,
                                                      salesinv_money value);

/** Set a time, SALESINV_TIME_NONE clears it; as salesinv_draft_set_id. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_set_time(salesinv_draft *draft,
                                                     int32_t line, salesinv_field field,
                                                     salesinv_time value);

/** Set a number, choice or switch; ARG when outside the field's range; as salesinv_draft_set_id. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_set_int(salesinv_draft *draft, int32_t line,
                                                    salesinv_field field,
                                                    int64_t value);

/** Set a text (copied; NULL clears it); TEXT when not UTF-8 or too long; as salesinv_draft_set_id. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_set_text(salesinv_draft *draft,
                                                     int32_t line, salesinv_field field,
                                                     const char *value);

/** Append a new line; `out_line` receives its place, which the setters take. At most 10 000 lines. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_add_line(salesinv_draft *draft,
                                                     int32_t *out_line);

/** Append the stored line `number` for an update: what is not set on it stays as stored; stored lines that the draft does not name are removed. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_keep_line(salesinv_draft *draft,
                                                      int64_t number,
                                                      int32_t *out_line);

/** Name one serial number on a line (copied, UTF-8, at most 64 bytes). Its form is checked when the draft is stored. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_add_serial(salesinv_draft *draft,
                                                       int32_t line,
                                                       const char *serial);

/** Name the serial numbers `first` to `last`, both included (copied). Storing the draft answers SERIAL_RANGE unless prefix and width are the same. Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_add_serial_range(salesinv_draft *draft,
                                                             int32_t line,
                                                             const char *first,
                                                             const char *last);

/** Name `count` >= 1 consecutive serial numbers from `first` (copied). Since 0.1. */
SALESINV_API salesinv_status salesinv_draft_add_serial_count(salesinv_draft *draft,
                                                             int32_t line,
                                                             const char *first,
                                                             int64_t count);

/**
 * Read fields and lines from JSON: an object with the kind's keys, "lines": [..], on lines "serials": ["A1", "B1..B9"].
 * A key is the field's name in small letters, without SALESINV_F_: "ship_to", "order_line" (salesinv_kind_field_key tells all;
 * the one exception is SALESINV_F_MODE of orders, "ordering_mode").
 *
 *     {"account": 10, "ordered_at": "2026-11-25T09:00:00Z", "lines": [{"product": 5, "qty": "2", "price": "9.50"}]}
 *
 * Quantities and money are decimals of whole units, best as text: "5" or 5 is five units, where the setters above take
 * millionths. Ids are numbers or text, choices their numbers, times RFC 3339. A serial that has ".." in it is named as {"first": "A..1", "count": 3} or {"first": .., "last": ..}. "line" on a
 * line says which stored line it changes. "lines" names the whole set: lines of the draft that it leaves out are
 * dropped. Keys that cannot be set, which salesinv_document_to_json writes too (kind, id, status, ..), are refused:
 * strip them before feeding its text back.
 *
 * @param draft  The draft (borrowed); what the text does not name stays as it is, null clears.
 * @param text   JSON (borrowed).
 * @param size   Its bytes.
 * @return SALESINV_OK, else the draft is unchanged and one of
 *         SALESINV_E_ARG       malformed, an unknown or read-only key or a wrong value; the error's field is its
 *                              path, e.g. "lines[2].qty": lines are counted from 1,
 *         SALESINV_E_EXISTS    a "line" is named twice,
 *         SALESINV_E_TEXT, SALESINV_E_OVERFLOW, SALESINV_E_NOMEM.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_draft_from_json(salesinv_draft *draft,
                                                      const char *text, size_t size);

/* ---- snapshots ---- */

/** Kind of the object; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_kind salesinv_document_kind(const salesinv_document *document);

/** Id of the object; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_id salesinv_document_id(const salesinv_document *document);

/** Version of the object, counted from 1; 0 for NULL. Since 0.1. */
SALESINV_API int64_t salesinv_document_version(const salesinv_document *document);

/** Status of the object; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_document_status
salesinv_document_status_of(const salesinv_document *document);

/** 1 if the call that delivered it repeated an earlier request. Since 0.1. */
SALESINV_API int32_t salesinv_document_is_repeat(const salesinv_document *document);

/** Number of lines. Since 0.1. */
SALESINV_API int32_t salesinv_document_line_count(const salesinv_document *document);

/** 1 if the field has a value. Since 0.1. */
SALESINV_API int32_t salesinv_document_has(const salesinv_document *document,
                                           int32_t line, salesinv_field field);

/** Value of an id field; 0 if it is unset, of another type, or absent. Since 0.1. */
SALESINV_API salesinv_id salesinv_document_get_id(const salesinv_document *document,
                                                  int32_t line, salesinv_field field);

/** Value of a quantity field, in millionths; 0 as above. Since 0.1. */
SALESINV_API salesinv_qty salesinv_document_get_qty(const salesinv_document *document,
                                                    int32_t line, salesinv_field field);

/** Value of a money field, in 1/10 000; 0 as above. Since 0.1. */
SALESINV_API salesinv_money salesinv_document_get_money(
    const salesinv_document *document, int32_t line, salesinv_field field);

/** Value of a time field; SALESINV_TIME_NONE if unset. Since 0.1. */
SALESINV_API salesinv_time salesinv_document_get_time(const salesinv_document *document,
                                                      int32_t line,
                                                      salesinv_field field);

/** Value of a number, choice or switch; 0 as above. Since 0.1. */
SALESINV_API int64_t salesinv_document_get_int(const salesinv_document *document,
                                               int32_t line, salesinv_field field);

/** Value of a text field (borrowed until the snapshot is freed); NULL if unset, "" if set and empty. Since 0.1. */
SALESINV_API const char *salesinv_document_get_text(const salesinv_document *document,
                                                    int32_t line, salesinv_field field);

/** 1 if the snapshot has all serial ranges that the line names; 0 if there are more, to be read by salesinv_serial_find_line. Since 0.1. */
SALESINV_API int32_t
salesinv_document_serials_are_complete(const salesinv_document *document, int32_t line);

/** Number of serial ranges named by a line, at most 10 000 in a snapshot. Since 0.1. */
SALESINV_API int32_t
salesinv_document_serial_range_count(const salesinv_document *document, int32_t line);

/** First serial of range `index` (0-based, borrowed); NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_document_serial_first(
    const salesinv_document *document, int32_t line, int32_t index);

/** Number of serials in range `index`; 0 if there is none. Since 0.1. */
SALESINV_API int64_t salesinv_document_serial_count(const salesinv_document *document,
                                                    int32_t line, int32_t index);

/** Bytes made by the library. Since 0.1. */
typedef struct salesinv_blob salesinv_blob;

/** The bytes (borrowed until freed), NUL behind them. Since 0.1. */
SALESINV_API const char *salesinv_blob_data(const salesinv_blob *blob);

/** Their number. Since 0.1. */
SALESINV_API size_t salesinv_blob_size(const salesinv_blob *blob);

/** Release. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_blob_free(salesinv_blob *blob);

/**
 * Write a snapshot as JSON: quantities and money as decimal strings, times as RFC 3339, ids and choices as
 * numbers, the status by its name. Unset fields are left out.
 *
 * @param document  The snapshot (borrowed).
 * @param out_json  Receives the text, NULL on failure (owned: release with salesinv_blob_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOMEM, SALESINV_E_OVERFLOW above 64 MiB.
 *
 * Thread: any. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_document_to_json(const salesinv_document *document, salesinv_blob **out_json);

/** Release a snapshot of any kind. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_document_free(salesinv_document *document);

/* ---- introspection of kinds and fields ---- */

/** Name of a kind, e.g. "order", also of those that are an ERP's records alone, "stock" and "serial" (borrowed, static); "" for others. Since 0.1. */
SALESINV_API const char *salesinv_kind_name(salesinv_kind kind);

/** Number of header (is_line 0) or line (1) fields of a kind. Since 0.1. */
SALESINV_API int32_t salesinv_kind_field_count(salesinv_kind kind, int32_t is_line);

/** Field at `index` of a kind; 0 if there is none. Since 0.1. */
SALESINV_API salesinv_field salesinv_kind_field_at(salesinv_kind kind, int32_t is_line,
                                                   int32_t index);

/** Key of a field in JSON, e.g. "ordered_at" (borrowed, static); NULL if the kind has it not. Since 0.1. */
SALESINV_API const char *salesinv_kind_field_key(salesinv_kind kind, int32_t is_line,
                                                 salesinv_field field);

/** Type of a field: SALESINV_TYPE_*; 0 if the kind has it not. Since 0.1. */
SALESINV_API salesinv_field_type salesinv_kind_field_type(salesinv_kind kind,
                                                          int32_t is_line,
                                                          salesinv_field field);

/** 1 if the host may set the field. Since 0.1. */
SALESINV_API int32_t salesinv_kind_field_is_settable(salesinv_kind kind,
                                                     int32_t is_line,
                                                     salesinv_field field);

SALESINV_END_DECLS

#endif
