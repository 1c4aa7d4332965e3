/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_KIND_API_H
#define SINV_DOCUMENT_KIND_API_H

/*
 * The exported functions that every kind has, one line each on top of the skeleton. A typed handle is the
 * snapshot itself under another name, so wrapping is a cast. Each kind's *_api.c names the set it has.
 */
#include "document/find.h"
#include "document/verbs.h"

/* get, the base of a handle, free. */
#define SINV_DEFINE_READ(noun, KIND)                                                   \
    salesinv_status salesinv_##noun##_get(salesinv_session *session, salesinv_id id,   \
                                          salesinv_##noun **out_##noun)                \
    {                                                                                  \
        return sinv_verb_get(session, KIND, id, (salesinv_document **)out_##noun);     \
    }                                                                                  \
    const salesinv_document *salesinv_##noun##_document(const salesinv_##noun *noun)   \
    {                                                                                  \
        return (const salesinv_document *)noun;                                        \
    }                                                                                  \
    void salesinv_##noun##_free(salesinv_##noun *noun)                                 \
    {                                                                                  \
        salesinv_document_free((salesinv_document *)noun);                             \
    }

/* find: salesinv_document_find for this kind's filters alone. */
#define SINV_DEFINE_FIND(noun, KIND)                                                   \
    salesinv_status salesinv_##noun##_find(salesinv_session *session,                  \
                                           const salesinv_filter *filter,              \
                                           salesinv_cursor **out_cursor)               \
    {                                                                                  \
        return sinv_find_start(session, KIND, filter, out_cursor);                     \
    }

/* create and update. */
#define SINV_DEFINE_WRITE(noun, KIND)                                                  \
    salesinv_status salesinv_##noun##_create(                                          \
        salesinv_session *session, const salesinv_draft *draft, uint32_t flags,        \
        const char *request_key, salesinv_##noun **out_##noun)                         \
    {                                                                                  \
        const sinv_request request = {.session = session,                              \
                                      .kind = KIND,                                    \
                                      .verb = SINV_VERB_CREATE,                        \
                                      .draft = draft,                                  \
                                      .flags = flags,                                  \
                                      .request_key = request_key};                     \
        return sinv_verb_run(&request, (salesinv_document **)out_##noun);              \
    }                                                                                  \
    salesinv_status salesinv_##noun##_update(                                          \
        salesinv_session *session, salesinv_id id, int64_t expected_version,           \
        const salesinv_draft *draft, const char *request_key,                          \
        salesinv_##noun **out_##noun)                                                  \
    {                                                                                  \
        const sinv_request request = {.session = session,                              \
                                      .kind = KIND,                                    \
                                      .verb = SINV_VERB_UPDATE,                        \
                                      .id = id,                                        \
                                      .expected_version = expected_version,            \
                                      .draft = draft,                                  \
                                      .request_key = request_key};                     \
        return sinv_verb_run(&request, (salesinv_document **)out_##noun);              \
    }

/* A transition without further input: submit, approve, withdraw, activate, deactivate, reopen. */
#define SINV_DEFINE_STEP(noun, KIND, step, VERB)                                       \
    salesinv_status salesinv_##noun##_##step(                                          \
        salesinv_session *session, salesinv_id id, int64_t expected_version,           \
        const char *request_key, salesinv_##noun **out_##noun)                         \
    {                                                                                  \
        const sinv_request request = {.session = session,                              \
                                      .kind = KIND,                                    \
                                      .verb = VERB,                                    \
                                      .id = id,                                        \
                                      .expected_version = expected_version,            \
                                      .request_key = request_key};                     \
        return sinv_verb_run(&request, (salesinv_document **)out_##noun);              \
    }

/* A transition with a reason: reject, void, close. */
#define SINV_DEFINE_REASONED(noun, KIND, step, VERB)                                   \
    salesinv_status salesinv_##noun##_##step(                                          \
        salesinv_session *session, salesinv_id id, int64_t expected_version,           \
        const char *reason, const char *request_key, salesinv_##noun **out_##noun)     \
    {                                                                                  \
        const sinv_request request = {.session = session,                              \
                                      .kind = KIND,                                    \
                                      .verb = VERB,                                    \
                                      .id = id,                                        \
                                      .expected_version = expected_version,            \
                                      .reason = reason,                                \
                                      .request_key = request_key};                     \
        return sinv_verb_run(&request, (salesinv_document **)out_##noun);              \
    }

/* The approval steps of a document. */
#define SINV_DEFINE_APPROVAL(noun, KIND)                                               \
    SINV_DEFINE_STEP(noun, KIND, submit, SINV_VERB_SUBMIT)                             \
    SINV_DEFINE_STEP(noun, KIND, approve, SINV_VERB_APPROVE)                           \
    SINV_DEFINE_STEP(noun, KIND, withdraw, SINV_VERB_WITHDRAW)                         \
    SINV_DEFINE_REASONED(noun, KIND, reject, SINV_VERB_REJECT)                         \
    SINV_DEFINE_REASONED(noun, KIND, void, SINV_VERB_VOID)

#endif
