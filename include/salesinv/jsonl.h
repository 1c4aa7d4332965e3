/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_JSONL_H
#define SALESINV_JSONL_H

#include "salesinv/sync.h"

SALESINV_BEGIN_DECLS

/*
 * A connector that is a folder: JSON Lines files in and out, so that any ERP, script or spreadsheet export can take part. Every file is
 * UTF-8, one JSON object a line; whoever writes one writes it under a name that does not end in ".jsonl", then renames it. Names are of
 * letters, digits, ".", "_" and "-", and are read in the order of their bytes: give each new file a name behind the
 * others, such as a counter with leading zeros or the time. Names that begin with "." or do not end in ".jsonl" are nobody's business.
 *
 *     connector.json            optional, of the ERP: {"brand": "acme", "epoch": "2026-11-25", "pushes": ["order", ..], "pulls": ["product",
 *                               ..], "idempotent": true}. Without it: brand "jsonl", no epoch, all kinds, not idempotent.
 *     in/NAME.KIND.jsonl        records of the ERP, e.g. in/0007.product.jsonl: one canonical record a line, which says
 *                               that "kind", too.
 *     out/NUMBER.jsonl          messages to the ERP: {"id": .., "key": .., "action": .., "kind": .., "object": .., "version": ..,
 *                               "attempt": .., "external_id": .., "document": {..}}; external_id only where it is known.
 *     acks/NAME.jsonl           answers of the ERP: {"id": .., "key": .., "status": "ok", "external_id": ..} or {"id": .., "key": ..,
 *                               "status": "refused", "code": 17, "text": ".."}; id and key as in the message.
 *     stock.jsonl               present stock, replaced as a whole by renaming: {"product": .., "warehouse": .., "on_hand": "5", "available":
 *                               "4", "at": "2026-11-25T10:00:00Z"}; available and at may be missing: then on_hand, and the file's time.
 *
 * Records. The position of a kind is the name of a file and a place in it. Lines may be added to the last file of a kind; one
 * without a line feed at its end waits until it is a whole JSON object, or until a later file is there. A line that is no record is
 * kept as a refused record and stops nothing. A file may be removed when a later one of its kind was begun; a file that
 * became shorter than what was read of it is an error.
 *
 * Messages. A message is on its way until it is acknowledged: runs look into acks/ for it every "sync.retry_seconds", which counts
 * as no attempt. The ERP first
 * acknowledges, then removes a file of out/, so that what is neither in out/ nor in acks/ never arrived and is written again; it keeps
 * its acknowledgements until the outbox has them, and gives one effect to one key. One that was refused comes again later with another
 * "id" and the same key; "ok" counts for the key, "refused" for the id. The library keeps in out/.last the number of the last file.
 */

/* Flags of salesinv_jsonl_create. */
enum {
    /** Nobody writes acks/: what lies in out/ counts as taken, and messages that are not there are written again. */
    SALESINV_JSONL_NO_ACKS = 1
};

/**
 * Make a connector of a folder. Folders in it that are missing are made when it is first used.
 *
 * @param engine         The engine (borrowed; its memory is kept until the connector is freed).
 * @param name           The connector's name, 1..32 bytes of a-z, 0-9, "_" and "-" (copied); NULL: "jsonl".
 * @param folder         Path of the folder, which has to be there when a run begins, at most 1023 bytes (copied).
 * @param flags          0 or SALESINV_JSONL_NO_ACKS.
 * @param out_connector  Receives the connector, NULL on failure (owned: release with salesinv_connector_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is missing or not valid, see the error's field,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED, SALESINV_E_REENTRANT or SALESINV_E_BUSY.
 *
 * Thread: the engine's. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_jsonl_create(salesinv_engine *engine,
                                                   const char *name, const char *folder,
                                                   uint32_t flags,
                                                   salesinv_connector **out_connector);

SALESINV_END_DECLS

#endif
