/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_FOLDER_H
#define FIX_FOLDER_H

/* A folder of the jsonl connector, with a test at its other end as the ERP. */
#include "salesinv/jsonl.h"
#include "support/fix_core.h"
#include "sync/connector.h"

typedef struct fix_folder {
    fix_core core;
    char path[64];
    salesinv_connector *connector;
} fix_folder;

/** An empty folder, described once. */
void fix_folder_open(fix_folder *fix, uint32_t flags);
void fix_folder_close(fix_folder *fix);
/** Remove everything below a path. */
int fix_folder_remove(const char *path);
/** The path of a file in it (static). */
const char *fix_folder_path(const fix_folder *fix, const char *name);
/** Write a file as the protocol asks for: whole, then renamed. */
void fix_folder_put(const fix_folder *fix, const char *name, const char *text);
void fix_folder_add(const fix_folder *fix, const char *name, const char *text);
void fix_folder_unlink(const fix_folder *fix, const char *name);
/** The text of a file (static), "" when it is not there. */
const char *fix_folder_read(const fix_folder *fix, const char *name);
/** How many files are in one of its folders, hidden ones too. */
int fix_folder_count(const fix_folder *fix, const char *sub);

#endif
