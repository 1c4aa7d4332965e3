/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_LINK_H
#define SALESINV_LINK_H

#include "salesinv/document.h"
#include "salesinv/sys/connector.h"

SALESINV_BEGIN_DECLS

/*
 * Links: which object an id of an ERP means here, per connector and kind, and how the ERP calls an object. They come about with
 * records that are applied and with messages that are acknowledged.
 */

/**
 * The object that an id of the ERP means: what a record of that id became, or the document that was acknowledged under it. Of stock
 * and serials it is the product.
 *
 * @param session      The session (borrowed), of a user who may read synchronisation.
 * @param connector    The connector's name (borrowed).
 * @param kind         Kind of the object: one that connectors deliver or take.
 * @param external_id  The ERP's id, UTF-8 without control characters, 1..SALESINV_EXTERNAL_ID_MAX bytes (borrowed).
 * @param out_id       Receives the object's id; 0 on failure.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is missing or not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may read synchronisation,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_NOT_FOUND               the id means nothing here,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_link_object(salesinv_session *session,
                                                  const char *connector,
                                                  salesinv_kind kind,
                                                  const char *external_id,
                                                  salesinv_id *out_id);

/**
 * The id by which the ERP knows an object: the one that it acknowledged a document by, else that of its record of it, the latest if there
 * are several.
 *
 * @param session    The session (borrowed), of a user who may read synchronisation.
 * @param connector  The connector's name (borrowed).
 * @param kind       Kind of the object: one that connectors deliver or take.
 * @param id         The object.
 * @param out_text   Receives the id as text; NULL on failure (owned: release with salesinv_blob_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is missing or not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may read synchronisation,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_NOT_FOUND               the ERP has no id of it that is known here,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_link_external_id(salesinv_session *session,
                                                       const char *connector,
                                                       salesinv_kind kind,
                                                       salesinv_id id,
                                                       salesinv_blob **out_text);

SALESINV_END_DECLS

#endif
