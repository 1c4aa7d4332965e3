/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DUMP_H
#define DUMP_H

/*
 * The logical dump: every row of every table of every tenant as text, in the order of tables and
 * keys, read through the port with the schema's help. Two stores with equal dumps hold the same.
 */
#include "core/session.h"

/** Read everything in the engine's store; no transaction may be open. Release with free(). */
char *dump_store(salesinv_engine *engine);
/** Fail, showing the first line that differs, unless both are equal; `what` says where it happened. */
void dump_assert_same(const char *before, const char *after, const char *what);

#endif
