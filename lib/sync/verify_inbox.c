/* SPDX-License-Identifier: Apache-2.0 */
/* What synchronisation keeps about records, against what they are about. */
#include <string.h>

#include "salesinv/sync.h"
#include "sync/inbox_row.h"
#include "sync/link.h"
#include "sync/record.h"
#include "sync/verify.h"

/* The epoch number of a connector, -1 when it is not registered. Few are, so nothing is remembered. */
static salesinv_status epoch_of(sinv_verify *verify, const char *name, int64_t *out)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(verify->txn, SINV_T_CONNECTOR, &row);

    *out = -1;
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_CONNECTOR_NAME, name);
    rc = sinv_txn_get(verify->txn, row);
    if (rc == SALESINV_OK)
        *out = sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* ---- links ---- */

/* Figures and serials are linked to their product. */
static salesinv_status exists(sinv_verify *verify, salesinv_kind kind,
                              salesinv_id object, bool *out)
{
    bool is_of_product = kind == SALESINV_KIND_STOCK || kind == SALESINV_KIND_SERIAL;
    const sinv_kind *of =
        sinv_kind_of(verify->txn->engine, is_of_product ? SALESINV_KIND_PRODUCT : kind);
    sinv_row *row;
    salesinv_status rc;

    *out = object == 0;
    if (!of || *out)
        return SALESINV_OK;
    rc = sinv_txn_get_id(verify->txn, of->table, object, &row);
    *out = rc == SALESINV_OK;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static salesinv_status report_link(sinv_verify *verify, const sinv_row *row,
                                   const char *what)
{
    return sinv_verify_report(verify, "I17", sinv_row_int(row, SINV_LINK_OBJECT),
                              "link of %s to kind %lld \"%s\" %s",
                              sinv_row_text(row, SINV_LINK_CONNECTOR),
                              (long long)sinv_row_int(row, SINV_LINK_KIND),
                              sinv_row_text(row, SINV_LINK_EXTERNAL_ID), what);
}

static salesinv_status check_link(sinv_verify *verify, const sinv_row *row)
{
    int64_t epoch;
    bool is_there;
    salesinv_status rc =
        epoch_of(verify, sinv_row_text(row, SINV_LINK_CONNECTOR), &epoch);

    if (rc != SALESINV_OK)
        return rc;
    if (epoch < 0)
        return report_link(verify, row, "is of no connector");
    if (sinv_row_int(row, SINV_LINK_EPOCH) > epoch)
        return report_link(verify, row, "is of an epoch that was not confirmed");
    if (sinv_row_int(row, SINV_LINK_VERSION) < 0 ||
        sinv_row_size(row, SINV_LINK_DIGEST) != SINV_RECORD_DIGEST)
        return report_link(verify, row, "has no version or no digest");
    rc = exists(verify, (salesinv_kind)sinv_row_int(row, SINV_LINK_KIND),
                sinv_row_int(row, SINV_LINK_OBJECT), &is_there);
    if (rc != SALESINV_OK || is_there)
        return rc;
    return report_link(verify, row, "means an object that is not there");
}

/* Scratch memory of one row is given back: there may be a million of them. */
static salesinv_status visit_link(sinv_verify *verify, const sinv_row *row, void *state)
{
    sinv_arena_mark mark = sinv_arena_tell(verify->txn->arena);
    salesinv_status rc = check_link(verify, row);

    (void)state;
    sinv_arena_rewind(verify->txn->arena, mark);
    return rc;
}

salesinv_status sinv_verify_links(sinv_verify *verify)
{
    return sinv_verify_walk(verify, SINV_T_LINK, 0, visit_link, NULL);
}

/* ---- records ---- */

static salesinv_status report_record(sinv_verify *verify, const sinv_row *row,
                                     const char *what)
{
    return sinv_verify_report(verify, "I18", sinv_row_int(row, SINV_INBOX_ID),
                              "record %lld of %s %s",
                              (long long)sinv_row_int(row, SINV_INBOX_ID),
                              sinv_row_text(row, SINV_INBOX_CONNECTOR), what);
}

/* Was a later version of the object applied? */
static salesinv_status is_outrun(sinv_verify *verify, const sinv_row *row, bool *out)
{
    const sinv_link_key key = {
        .connector = sinv_row_text(row, SINV_INBOX_CONNECTOR),
        .kind = (salesinv_kind)sinv_row_int(row, SINV_INBOX_KIND),
        .external_id = sinv_row_text(row, SINV_INBOX_EXTERNAL_ID),
    };
    int64_t epoch = sinv_row_int(row, SINV_INBOX_EPOCH);
    sinv_row *link;
    salesinv_status rc = sinv_link_find(verify->txn, &key, &link);

    *out = rc == SALESINV_OK && link && sinv_row_int(row, SINV_INBOX_VERSION) > 0 &&
           (sinv_row_int(link, SINV_LINK_EPOCH) > epoch ||
            (sinv_row_int(link, SINV_LINK_EPOCH) == epoch &&
             sinv_row_int(link, SINV_LINK_VERSION) >
                 sinv_row_int(row, SINV_INBOX_VERSION)));
    return rc;
}

static salesinv_status check_refused(sinv_verify *verify, const sinv_row *row)
{
    bool outrun;
    salesinv_status rc;

    if (!sinv_err_is_refusal((salesinv_status)sinv_row_int(row, SINV_INBOX_CODE)))
        return report_record(verify, row, "is refused without a reason");
    if (!sinv_row_is_null(row, SINV_INBOX_DONE_AT) ||
        sinv_row_int(row, SINV_INBOX_OBJECT) != 0)
        return report_record(verify, row, "is refused and done with");
    rc = is_outrun(verify, row, &outrun);
    return rc == SALESINV_OK && outrun
               ? report_record(verify, row,
                               "waits although a later version was applied")
               : rc;
}

static salesinv_status check_record(sinv_verify *verify, const sinv_row *row)
{
    int64_t state = sinv_row_int(row, SINV_INBOX_STATE);
    int64_t epoch;
    salesinv_status rc =
        epoch_of(verify, sinv_row_text(row, SINV_INBOX_CONNECTOR), &epoch);

    if (rc != SALESINV_OK)
        return rc;
    if (epoch < 0)
        return report_record(verify, row, "is of no connector");
    if (sinv_row_int(row, SINV_INBOX_ATTEMPTS) < 1 ||
        sinv_row_size(row, SINV_INBOX_DIGEST) != SINV_RECORD_DIGEST)
        return report_record(verify, row, "was never tried, or has no digest");
    if (sinv_row_int(row, SINV_INBOX_MARK) !=
        sinv_inbox_mark((const uint8_t *)sinv_row_text(row, SINV_INBOX_DIGEST)))
        return report_record(verify, row, "is not found by its digest");
    if (state == SALESINV_INBOX_REFUSED)
        return check_refused(verify, row);
    if (state < SALESINV_INBOX_APPLIED || state > SALESINV_INBOX_DISMISSED)
        return report_record(verify, row, "is in no known state");
    if (sinv_row_is_null(row, SINV_INBOX_DONE_AT))
        return report_record(verify, row, "is done with at no time");
    return SALESINV_OK;
}

static salesinv_status visit_record(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    sinv_arena_mark mark = sinv_arena_tell(verify->txn->arena);
    salesinv_status rc = check_record(verify, row);

    (void)state;
    sinv_arena_rewind(verify->txn->arena, mark);
    return rc;
}

salesinv_status sinv_verify_inbox(sinv_verify *verify)
{
    return sinv_verify_walk(verify, SINV_T_INBOX, 0, visit_record, NULL);
}
