/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ERP_QUICKSTART_WORKS_H
#define ERP_QUICKSTART_WORKS_H

/*
 * What the parts of the example share: the CRM's side (an engine on a file and its people), the ERP's side (an ERP in memory whose
 * state is kept in another file), and the connector between them.
 */
#include <inttypes.h>
#include <salesinv.h>

enum { PATH_ROOM = 512, JSON_ROOM = 1024 };

typedef struct works {
    char db[PATH_ROOM];
    char erp_file[PATH_ROOM];
    salesinv_engine *engine;
    salesinv_session *platform; /* of the operator */
    salesinv_session *admin;
    salesinv_session *seller;
    salesinv_session *clerk; /* administers orders */
    salesinv_session *shipper;
    salesinv_session *exchange; /* of the job that synchronises */
    salesinv_id tenant;
    salesinv_loopback *erp;
    salesinv_connector *connector;
    int64_t points; /* places passed at which the process may die */
    int64_t die_at; /* the one at which it does; 0: at none */
    int changes;
    int repeats;
} works;

/* ---- the CRM's side (works.c) ---- */

/** A place where the process may die: between any two changes. */
void point(works *w);
/** A call that has to succeed. */
void must(works *w, salesinv_status rc, const char *what);
/** The same for a change: counts whether it did something or repeated what an earlier run did. */
void step(works *w, salesinv_session *session, salesinv_status rc, const char *what);
/** Open the file, and found the company in it if it is new. */
void open_works(works *w, const char *folder);
void close_works(works *w);
/** Ask again until nothing is left to be exchanged. */
void synchronise(works *w, const char *why);
/** Our id of something that the ERP sent, by its code. */
salesinv_id find(works *w, salesinv_kind kind, const char *code);
/** A draft from JSON with ' for " (printf-like). */
salesinv_draft *draft(works *w, salesinv_session *session, salesinv_kind kind,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* ---- the ERP's side (erp.c) ---- */

/** The ERP as it was left, and its connector. */
void open_erp(works *w);
void close_erp(works *w);
/** What it has from the beginning: goods, places, partners, stock. Nothing is put twice. */
void fill_erp(works *w);
/** Its people ship for the notice, by serial number, in two parts. What was shipped before is not shipped again. */
void ship_in_erp(works *w);
/** And take back what was returned. */
void receive_in_erp(works *w);

/* ---- what it came to (report.c) ---- */

/** The same text however often the process died on its way; 1 if the books balance and nothing waits. */
int report(works *w, salesinv_id order, salesinv_id notice, salesinv_id back);

#endif
