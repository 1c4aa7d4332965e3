/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SYNC_AUDIT_H
#define SYNC_AUDIT_H

/*
 * When the line is good again: everything is exchanged, people at both ends clear up what contradicts, and then the books of
 * both sides are held against each other.
 */
#include "sync/office.h"

/** The line is good from here on: exchange until nothing is left to do, and clear up. The ERP stays calm. */
void audit_settle(office *of);
/** Each message had one effect, what is refused is a contradiction for good, and the books say the same. */
void audit_check(office *of);

#endif
