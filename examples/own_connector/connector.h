/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OWN_CONNECTOR_CONNECTOR_H
#define OWN_CONNECTOR_CONNECTOR_H

#include <salesinv/sys/connector.h>

/** The connector; `self` is a struct erp. */
extern const salesinv_connector_vtable own_connector;

#endif
