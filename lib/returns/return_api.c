/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of returns. `return` is a word of C, so their handle has another name as a parameter. */
#include "document/kind_api.h"
#include "salesinv/return.h"

salesinv_status salesinv_return_get(salesinv_session *session, salesinv_id id,
                                    salesinv_return **out_return)
{
    return sinv_verb_get(session, SALESINV_KIND_RETURN, id,
                         (salesinv_document **)out_return);
}

const salesinv_document *salesinv_return_document(const salesinv_return *return_order)
{
    return (const salesinv_document *)return_order;
}

void salesinv_return_free(salesinv_return *return_order)
{
    salesinv_document_free((salesinv_document *)return_order);
}

SINV_DEFINE_FIND(return, SALESINV_KIND_RETURN)
SINV_DEFINE_WRITE(return, SALESINV_KIND_RETURN)
SINV_DEFINE_APPROVAL(return, SALESINV_KIND_RETURN)
SINV_DEFINE_REASONED(return, SALESINV_KIND_RETURN, close, SINV_VERB_CLOSE)

salesinv_status salesinv_return_take_in(salesinv_session *session, salesinv_id id,
                                        int64_t expected_version,
                                        const salesinv_draft *draft,
                                        const char *request_key,
                                        salesinv_return **out_return)
{
    const sinv_request request = {.session = session,
                                  .kind = SALESINV_KIND_RETURN,
                                  .verb = SINV_VERB_TAKE_IN,
                                  .id = id,
                                  .expected_version = expected_version,
                                  .draft = draft,
                                  .request_key = request_key};
    return sinv_verb_run(&request, (salesinv_document **)out_return);
}
