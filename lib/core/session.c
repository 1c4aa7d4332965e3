/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions: who works, where, with which rights; and the door of every call through one. */
#include "core/session.h"

#include "core/call.h"

bool sinv_session_in_department(const salesinv_session *session, salesinv_id department)
{
    for (int32_t i = 0; i < session->department_count; i++)
        if (session->departments[i] == department)
            return true;
    return false;
}

salesinv_status sinv_session_enter(salesinv_session *session)
{
    if (!session || session->magic != SINV_MAGIC_SESSION)
        return SALESINV_E_ARG;
    return sinv_engine_enter(session->engine);
}

salesinv_status sinv_session_missing(salesinv_session *session, const char *name)
{
    if (!session || session->magic != SINV_MAGIC_SESSION)
        return SALESINV_E_ARG;
    return sinv_engine_missing(session->engine, name);
}

salesinv_status sinv_session_leave(salesinv_session *session, salesinv_status rc)
{
    return sinv_engine_leave(session->engine, rc);
}
