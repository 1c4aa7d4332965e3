/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_CARRIER_H
#define FILE_CARRIER_H

/*
 * A carrier that answers from a text file. Each line is a report: the tracking number, the format (aftership, 17track, easypost
 * or kuaidi100) and the JSON, with one blank between them. Of several lines about a parcel the last one counts; empty
 * lines and those that begin with # do not. The file is read at every query, so that it may grow.
 */
#include "salesinv/sys/carrier.h"

/* Pass the file's path, a `char *` that outlives the carrier, as `self` of salesinv_carrier_open. */
extern const salesinv_carrier_vtable file_carrier;

#endif
