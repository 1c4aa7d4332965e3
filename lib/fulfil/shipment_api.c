/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of shipments. */
#include "document/kind_api.h"
#include "salesinv/shipment.h"

SINV_DEFINE_READ(shipment, SALESINV_KIND_SHIPMENT)
SINV_DEFINE_FIND(shipment, SALESINV_KIND_SHIPMENT)
SINV_DEFINE_WRITE(shipment, SALESINV_KIND_SHIPMENT)
SINV_DEFINE_APPROVAL(shipment, SALESINV_KIND_SHIPMENT)

salesinv_status salesinv_shipment_receive(salesinv_session *session, salesinv_id id,
                                          int64_t expected_version,
                                          const salesinv_draft *draft,
                                          const char *request_key,
                                          salesinv_shipment **out_shipment)
{
    const sinv_request request = {.session = session,
                                  .kind = SALESINV_KIND_SHIPMENT,
                                  .verb = SINV_VERB_RECEIVE,
                                  .id = id,
                                  .expected_version = expected_version,
                                  .draft = draft,
                                  .request_key = request_key};
    return sinv_verb_run(&request, (salesinv_document **)out_shipment);
}

SINV_DEFINE_REASONED(shipment, SALESINV_KIND_SHIPMENT, close, SINV_VERB_CLOSE)
SINV_DEFINE_REASONED(shipment, SALESINV_KIND_SHIPMENT, undo_receipt,
                     SINV_VERB_UNDO_RECEIPT)
