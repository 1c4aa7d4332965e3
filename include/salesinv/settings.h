/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SETTINGS_H
#define SALESINV_SETTINGS_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/*
 * Business settings of a tenant. Each has a key, a type, a range and a default; some may have
 * a value per record type, which overrides the global one, which overrides the default.
 * Documents keep the mode and rule under which they were submitted. Which settings there are
 * can be asked at run time.
 */

/** Type of a setting: one of SALESINV_SETTING_*. Since 0.1. */
typedef int32_t salesinv_setting_type;
enum {
    SALESINV_SETTING_SWITCH = 1, /**< 0 off, 1 on. */
    SALESINV_SETTING_CHOICE = 2, /**< One of a few numbers. */
    SALESINV_SETTING_INT = 3,    /**< A number. */
    SALESINV_SETTING_TEXT = 4    /**< UTF-8 text. */
};

/** Where a setting can have a value: one of SALESINV_SCOPE_*. Since 0.1. */
typedef int32_t salesinv_setting_scope;
enum {
    SALESINV_SCOPE_GLOBAL = 1,     /**< One value in the tenant. */
    SALESINV_SCOPE_RECORD_TYPE = 2 /**< A global value, and one per record type. */
};

/** Values of "shipping.mode". Since 0.1. */
typedef int32_t salesinv_shipping_mode;
enum {
    SALESINV_SHIPPING_BY_EDITION =
        0, /**< Notices with integration, else orders. The default. */
    SALESINV_SHIPPING_NOTICE = 1, /**< A shipment is an instruction. */
    SALESINV_SHIPPING_ORDER = 2   /**< A shipment is the result. */
};

/** Values of "order.mode". Since 0.1. */
typedef int32_t salesinv_ordering_mode;
enum {
    SALESINV_MODE_NONE = 1,        /**< No warehouse, no stock check, no freeze. */
    SALESINV_MODE_SINGLE = 2,      /**< One warehouse per order. The default. */
    SALESINV_MODE_CONSOLIDATED = 3 /**< The applicable warehouses together. */
};

/** Values of "order.validation". Since 0.1. */
typedef int32_t salesinv_order_rule;
enum {
    SALESINV_RULE_BLOCK =
        1, /**< An order above available stock is refused. The default. */
    SALESINV_RULE_ALLOW = 2 /**< It is accepted; available stock may go below 0. */
};

/** Values of "stock.display_style". Since 0.1. */
typedef int32_t salesinv_display_style;
enum {
    SALESINV_DISPLAY_HIDDEN = 1, /**< Not shown. */
    SALESINV_DISPLAY_FUZZY = 2,  /**< Out of stock, low, sufficient. */
    SALESINV_DISPLAY_EXACT = 3   /**< The figure. The default. */
};

/** Values of "serial.scope". Since 0.1. */
typedef int32_t salesinv_serial_scope;
enum {
    SALESINV_SERIAL_SCOPE_TENANT =
        1, /**< Serial numbers are unique in the tenant. The default. */
    SALESINV_SERIAL_SCOPE_PRODUCT = 2 /**< Serial numbers are unique per product. */
};

/** Values of "batch.expired". Since 0.1. */
typedef int32_t salesinv_expired_rule;
enum {
    SALESINV_EXPIRED_WARN =
        1, /**< An expired batch ships; the event's detail names it as a warning. The default. */
    SALESINV_EXPIRED_BLOCK = 2 /**< It does not ship. */
};

/** Values of "stocktake.source". Since 0.1. */
typedef int32_t salesinv_stocktake_source;
enum {
    SALESINV_STOCKTAKE_INVENTORY =
        1, /**< Products with a stock row in the warehouse. The default. */
    SALESINV_STOCKTAKE_PRODUCTS = 2 /**< Any product. */
};

/** Values of "return.goods_in". Since 0.1. */
typedef int32_t salesinv_goods_in;
enum {
    SALESINV_GOODS_IN_AT_CONFIRM =
        1, /**< Confirming a return books its goods in. The default. */
    SALESINV_GOODS_IN_SEPARATE = 2 /**< Goods are received later, in parts. */
};

/* ---- which settings there are ---- */

/** Number of settings. Since 0.1. */
SALESINV_API int32_t salesinv_setting_count(void);

/** Key of setting `index` (0-based, borrowed, static), e.g. "order.mode"; NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_setting_key(int32_t index);

/** Type of the setting `key`; 0 for an unknown key. Since 0.1. */
SALESINV_API salesinv_setting_type salesinv_setting_type_of(const char *key);

/** Default of the setting `key`; 0 for a text or an unknown key. Since 0.1. */
SALESINV_API int64_t salesinv_setting_default(const char *key);

/** Least value of the setting `key`, for texts the least bytes; 0 for an unknown key. Since 0.1. */
SALESINV_API int64_t salesinv_setting_least(const char *key);

/** Greatest value of the setting `key`, for texts the most bytes; 0 for an unknown key. Since 0.1. */
SALESINV_API int64_t salesinv_setting_most(const char *key);

/** Scope of the setting `key`; 0 for an unknown key. Since 0.1. */
SALESINV_API salesinv_setting_scope salesinv_setting_scope_of(const char *key);

/** Editions in which the setting `key` can be set, bits 1 << SALESINV_EDITION_*; 0 for an unknown key. Since 0.1. */
SALESINV_API uint32_t salesinv_setting_editions(const char *key);

/**
 * What setting `key` needs besides (borrowed, static): "", "licence:CODE", "quota:CODE", "connector", "irreversible",
 * "first_serial", "edition" or "operator"; NULL for an unknown key. Since 0.1.
 */
SALESINV_API const char *salesinv_setting_gate(const char *key);

/** What the setting `key` means (borrowed, static); NULL for an unknown key. Since 0.1. */
SALESINV_API const char *salesinv_setting_text(const char *key);

/* ---- their values ---- */

/**
 * Read the value in force of a switch, choice or number.
 *
 * @param session      The session (borrowed), of a user who may read settings.
 * @param key          Key of the setting (borrowed).
 * @param record_type  Record type, UTF-8, 1..64 bytes (borrowed); NULL reads the global value.
 * @param out_value    Receives the record type's value, else the global one, else the default; 0 on failure.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        the key is unknown or a text's; see the error's field,
 *         SALESINV_E_TEXT       the record type is not valid text,
 *         SALESINV_E_FORBIDDEN  no role of the session may read settings, or it is one of the platform,
 *         any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_setting_get_int(salesinv_session *session,
                                                      const char *key,
                                                      const char *record_type,
                                                      int64_t *out_value);

/**
 * Read the value in force of a text.
 *
 * @param session      The session (borrowed), of a user who may read settings.
 * @param key          Key of the setting (borrowed).
 * @param record_type  Record type, UTF-8, 1..64 bytes (borrowed); NULL reads the global value.
 * @param out_text     Receives the text with a NUL behind it, "" if there is no value (borrowed).
 * @param capacity     Bytes at `out_text`, > salesinv_setting_most(key).
 * @param out_is_set   Receives 1 if there is a value, else 0; may be NULL.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG   the key is unknown or not a text's, or `capacity` is too small; see the error's field,
 *         SALESINV_E_TEXT  the record type is not valid text,
 *         any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_setting_get_text(salesinv_session *session,
                                                       const char *key,
                                                       const char *record_type,
                                                       char *out_text, size_t capacity,
                                                       int32_t *out_is_set);

/**
 * Set a switch, choice or number. Setting the value that was set in this place before changes
 * nothing; a change is recorded as an event with the old and the new value.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param key          Key of the setting (borrowed).
 * @param record_type  Record type, UTF-8, 1..64 bytes (borrowed); NULL sets the global value.
 * @param value        The value, within the setting's range.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the key is unknown or a text's, the value out of range, or the setting
 *                                           has no values per record type,
 *         SALESINV_E_TEXT                   the record type is not valid text,
 *         SALESINV_E_FORBIDDEN              no role of the session may change settings,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not offer it,
 *         SALESINV_E_EDITION_SWITCH_REQUIRES_REQUEST  it is the edition: see salesinv_edition_enable,
 *         SALESINV_E_LICENSE_REQUIRED       its licence is missing or has expired,
 *         SALESINV_E_QUOTA_EXHAUSTED        no unit of its quota is left,
 *         SALESINV_E_CONNECTOR_REQUIRED     no connector is licensed,
 *         SALESINV_E_PLUGIN_IRREVERSIBLE    it cannot be switched off again,
 *         SALESINV_E_IN_USE                 serial numbers exist, so their scope is fixed; or open documents need the
 *                                           plugin: the details name them (holder.1.kind, holder.1.id),
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_setting_set_int(salesinv_session *session,
                                                      const char *key,
                                                      const char *record_type,
                                                      int64_t value,
                                                      const char *request_key);

/**
 * Set a text; as salesinv_setting_set_int.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param key          Key of the setting (borrowed).
 * @param record_type  Record type, UTF-8, 1..64 bytes (borrowed); NULL sets the global value.
 * @param value        The text, UTF-8 without control characters, its bytes within the setting's range (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and SALESINV_E_TEXT for a value that is not valid, or a code of
 *         salesinv_setting_set_int.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_setting_set_text(salesinv_session *session,
                                                       const char *key,
                                                       const char *record_type,
                                                       const char *value,
                                                       const char *request_key);

/**
 * Take a value away, so that the wider one is in force again: the global value for a record type,
 * the default for the global value. Without a value it changes nothing.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param key          Key of the setting (borrowed).
 * @param record_type  Record type, UTF-8, 1..64 bytes (borrowed); NULL takes the global value away.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and a code of salesinv_setting_set_int: what may not be set to the
 *         default may not be taken away either.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_setting_unset(salesinv_session *session,
                                                    const char *key,
                                                    const char *record_type,
                                                    const char *request_key);

SALESINV_END_DECLS

#endif
