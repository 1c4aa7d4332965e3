/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WEAK_STORAGE_H
#define WEAK_STORAGE_H

/*
 * A storage provider that is weaker than the port asks for: in memory, any number of writers of
 * one tenant at once, reads see what others have committed meanwhile (read committed). Only a row that
 * another open transaction has written cannot be written: CONFLICT, at once. On it the
 * guards of `add` are proved, the second belt against overselling.
 */
#include "conformance/storage_suite.h"

/** What the objects on it share. */
typedef struct weak_store weak_store;

/** An empty store; NULL without memory. Outlives its objects. */
weak_store *weak_store_create(void);
/** Forget everything stored; only while no object is open. */
void weak_store_clear(weak_store *store);
void weak_store_free(weak_store *store);

/** One more object on `store`. NOMEM. */
salesinv_status weak_storage_make(weak_store *store, storage_object *out);

#endif
