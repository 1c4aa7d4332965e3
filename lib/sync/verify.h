/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_VERIFY_H
#define SINV_SYNC_VERIFY_H

#include "document/verify.h"

/** I9: the outbox. */
salesinv_status sinv_verify_outbox(sinv_verify *verify);

#endif
