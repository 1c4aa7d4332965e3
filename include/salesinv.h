/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_H
#define SALESINV_H

/*
 * libsalesinv: sales and inventory of serial-numbered goods. The one header for
 * applications; authors of storage providers find theirs in salesinv/sys/. Conventions of
 * ownership, errors and threads: README.md beside this file, installed in salesinv/.
 */
#include "salesinv/account.h"
#include "salesinv/adjustment.h"
#include "salesinv/availability.h"
#include "salesinv/batch.h"
#include "salesinv/bin.h"
#include "salesinv/catalog.h"
#include "salesinv/category.h"
#include "salesinv/config.h"
#include "salesinv/document.h"
#include "salesinv/engine.h"
#include "salesinv/error.h"
#include "salesinv/event.h"
#include "salesinv/export.h"
#include "salesinv/find.h"
#include "salesinv/inbound.h"
#include "salesinv/inbox.h"
#include "salesinv/jsonl.h"
#include "salesinv/licence.h"
#include "salesinv/link.h"
#include "salesinv/loopback.h"
#include "salesinv/maintain.h"
#include "salesinv/order.h"
#include "salesinv/outbound.h"
#include "salesinv/picking.h"
#include "salesinv/product.h"
#include "salesinv/reconcile.h"
#include "salesinv/return.h"
#include "salesinv/role.h"
#include "salesinv/serial.h"
#include "salesinv/session.h"
#include "salesinv/settings.h"
#include "salesinv/shipment.h"
#include "salesinv/status.h"
#include "salesinv/stock.h"
#include "salesinv/sync.h"
#include "salesinv/sync_run.h"
#include "salesinv/tenant.h"
#include "salesinv/tracking.h"
#include "salesinv/types.h"
#include "salesinv/unit.h"
#include "salesinv/verify.h"
#include "salesinv/version.h"
#include "salesinv/warehouse.h"

#endif
