/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_VERIFY_H
#define SINV_SYNC_VERIFY_H

#include "document/verify.h"

/** I9: the outbox. */
salesinv_status sinv_verify_outbox(sinv_verify *verify);
/** I17: a link is of a registered connector and means an object that there is, or none. */
salesinv_status sinv_verify_links(sinv_verify *verify);
/** I18: a record of an ERP is in one state, and what is refused was not outrun by a version that was applied. */
salesinv_status sinv_verify_inbox(sinv_verify *verify);

#endif
