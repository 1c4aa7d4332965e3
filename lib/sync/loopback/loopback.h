/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_LOOPBACK_LOOPBACK_H
#define SINV_SYNC_LOOPBACK_LOOPBACK_H

/*
 * Inside of the ERP in memory. Whatever it has stands on three shelves: records that are pulled from it, documents that were
 * pushed to it, and the keys of the messages that had an effect. What a call changes is collected first and put on the shelves at
 * once, so that a call that fails changes nothing.
 */
#include <stdbool.h>

#include "base/error.h"
#include "base/json.h"
#include "salesinv/loopback.h"

enum { SINV_LOOPBACK_TEXT_MAX = 64 * 1024 * 1024, SINV_LOOPBACK_METHODS = 6 };

/** A record, a document, or a message. */
typedef struct sinv_entry {
    salesinv_kind kind;
    char *id; /* the ERP's id; of messages their key */
    char *
        json; /* the record as it is delivered, the document as it came; of messages the document's id, quoted */
    char *effect;    /* of results: what they did to stock, JSON; NULL: nothing */
    int64_t version; /* of documents the library's */
    int64_t change;  /* number of the change that made it so */
    bool is_deleted;
} sinv_entry;

/** What an entry is to be, but for its text. */
typedef struct sinv_label {
    salesinv_kind kind;
    const char *id;
    const char *effect;
    int64_t version;
    bool is_deleted;
} sinv_label;

/** Entries in the order in which they came, found by kind and id. */
typedef struct sinv_shelf {
    sinv_entry *items;
    uint32_t count;
    uint32_t capacity;
    uint32_t *slots; /* index + 1 of an entry, 0: free */
    uint32_t slot_count;
} sinv_shelf;

enum { SINV_RECORDS, SINV_DOCUMENTS, SINV_MESSAGES, SINV_SHELVES };

/** What a call is going to put on the shelves. */
typedef struct sinv_changes {
    struct salesinv_loopback *erp;
    sinv_shelf shelves[SINV_SHELVES];
} sinv_changes;

struct salesinv_loopback {
    sinv_heap *heap;
    sinv_err *err;
    salesinv_connector_vtable vtable;
    char name[SALESINV_CONNECTOR_NAME_MAX + 1];
    char brand[SALESINV_CONNECTOR_BRAND_MAX + 1];
    char epoch[SALESINV_EPOCH_MAX + 1];
    sinv_shelf shelves[SINV_SHELVES];
    int64_t change;                            /* number of the last one */
    int64_t results;                           /* that it gave an id to */
    char result[SALESINV_EXTERNAL_ID_MAX + 1]; /* id of the last one */
    struct {
        salesinv_loopback_failure failure;
        int64_t count; /* calls that fail still; < 0: all */
    } script[SINV_LOOPBACK_METHODS];
    salesinv_status (*keep)(void *self, const char *state, size_t size);
    void *keep_self;
    sinv_buf state; /* as it was saved last */
};

/* ---- shelves: shelf.c ---- */

sinv_entry *sinv_shelf_find(const sinv_shelf *shelf, salesinv_kind kind,
                            const char *id);
/** Put an entry on it, in the place of one of the same id; its texts are the shelf's from then on, and freed on failure. NOMEM. */
salesinv_status sinv_shelf_put(sinv_heap *heap, sinv_shelf *shelf, sinv_entry *entry);
void sinv_shelf_free(sinv_heap *heap, sinv_shelf *shelf);

void sinv_changes_start(sinv_changes *changes, salesinv_loopback *erp);
/** The entry as the changes leave it, NULL if there is none. */
const sinv_entry *sinv_changes_find(const sinv_changes *changes, int32_t shelf,
                                    salesinv_kind kind, const char *id);
/**
 * Put an entry among the changes; its texts are copied, `json` from a buffer that is freed here (a failed one is reported). NOMEM or OVERFLOW.
 */
salesinv_status sinv_changes_put(sinv_changes *changes, int32_t shelf,
                                 const sinv_label *label, sinv_buf *json);
/** Carry the changes out if `rc` is OK, and have the state kept; forget them in any case. */
salesinv_status sinv_changes_end(sinv_changes *changes, salesinv_status rc);

/** Copy of a text in the heap; NULL when out of memory. */
char *sinv_loopback_text(sinv_heap *heap, const char *text, size_t size);

/* ---- records: record.c ---- */

const char *sinv_loopback_kind_name(salesinv_kind kind);
/** 0 for a name that is none. */
salesinv_kind sinv_loopback_kind(const char *name);
/** The text of a node, or of a member; NULL if it is none. */
const char *sinv_loopback_word(const sinv_json *node);
const char *sinv_loopback_member(const sinv_json *object, const char *key);
/** What a reference names in the ERP: a text, or the external_id, code or number of an object. NULL if it names nothing. */
const char *sinv_loopback_ref(const sinv_json *object, const char *key);
/** A quantity; ARG naming the member. */
salesinv_status sinv_loopback_qty(salesinv_loopback *erp, const sinv_json *object,
                                  const char *key, int64_t *out);

/** A figure that takes the place of a member. */
typedef struct sinv_figure_of {
    const char *key;
    int64_t value;
} sinv_figure_of;

/** A record with the members of `root`, but for its name and version, and figures that replace members (ended by a NULL key). */
void sinv_loopback_render(sinv_buf *to, const sinv_json *root, const sinv_label *as,
                          const sinv_figure_of *figures);
/**
 * Store a record in the version that is due: nothing when it says what is there already. `root` may have a version of its own,
 * which is then taken as it is.
 */
salesinv_status sinv_loopback_store(sinv_changes *changes, const sinv_label *as,
                                    const sinv_json *root);
/** Id of the stock record of a place: "product/warehouse", with "/bin/batch" if one of them is named. NULL when out of memory. */
char *sinv_loopback_stock_id(salesinv_loopback *erp, const sinv_json *of,
                             const char *product, const char *warehouse);

/* ---- results: result.c ---- */

/** Ship, or take in, as the caller says; the result's id is in erp->result. ARG, NOT_FOUND, INSUFFICIENT_STOCK. */
salesinv_status sinv_loopback_ship_out(sinv_changes *changes, const sinv_json *given);
salesinv_status sinv_loopback_take_in(sinv_changes *changes, const sinv_json *given);
/** Delete a record; what a result did to stock is taken back. INSUFFICIENT_STOCK. */
salesinv_status sinv_loopback_delete(sinv_changes *changes, const sinv_entry *known);

/* ---- state: state.c ---- */

/** Write the state into erp->state. NOMEM, OVERFLOW. */
salesinv_status sinv_loopback_write_state(salesinv_loopback *erp);
/** Become what was written; `epoch` NULL: as it says. ARG, NOMEM; nothing is changed then. */
salesinv_status sinv_loopback_read_state(salesinv_loopback *erp, const sinv_json *root,
                                         const char *epoch);

/* ---- methods: connector.c ---- */

void sinv_loopback_methods(salesinv_loopback *erp);

#endif
