/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OWN_CONNECTOR_ERP_H
#define OWN_CONNECTOR_ERP_H

/* What this example has in place of a real ERP: the few calls that its web service would offer. */
typedef struct erp {
    const char *const *rows; /* one for each change, "KIND JSON", NULL at the end */
    char keys[8][64];        /* of the documents that it took */
    int count;
} erp;

/** The first change of a kind behind `change`: its JSON, and its number; NULL if there is none. */
const char *erp_next(const erp *system, const char *kind, long change, long *number);
/** 0: taken, and called so. 1: refused. -1: no answer. The same key again gives the same id. */
int erp_store(erp *system, const char *key, const char *document, char id[64]);
/** 1 when a document with this key was taken. */
int erp_find(const erp *system, const char *key, char id[64]);

#endif
