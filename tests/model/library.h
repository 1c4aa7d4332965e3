/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_LIBRARY_H
#define MODEL_LIBRARY_H

/* The library's side: a small works, and the steps carried out by its public functions. */
#include "model/reference.h"
#include "support/fix_core.h"

enum { LIBRARY_TEXT_MAX = 2048 };

typedef struct library {
    fix_core core;
    char message[LIBRARY_TEXT_MAX]; /* of the last refusal */
    salesinv_session *session;
    salesinv_id warehouses[REF_WAREHOUSES];
    salesinv_id accounts[REF_ACCOUNTS];
    salesinv_id products[REF_PRODUCTS];
} library;

/** A new works without stock, with the settings of `ref`. */
void library_open(library *lib, const reference *ref);
/** Verifies the books first. */
void library_close(library *lib);

/**
 * Carry a step out. `ref` knows the documents that it is about, in their state before or after it. `out_id` receives
 * the id of a new document; `text` what was asked for, for people.
 */
salesinv_status library_carry_out(library *lib, const reference *ref,
                                  const ref_step *step, salesinv_id *out_id,
                                  char text[LIBRARY_TEXT_MAX]);

/** A document as it is now (release with salesinv_document_free's counterpart, library_done). */
typedef struct library_doc {
    salesinv_kind kind;
    void *handle;
    const salesinv_document *document;
} library_doc;
void library_read(library *lib, salesinv_kind kind, salesinv_id id, library_doc *out);
void library_done(library_doc *doc);

/** Name of a serial. */
void library_serial(int serial, char out[8]);

#endif
