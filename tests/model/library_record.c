/* SPDX-License-Identifier: Apache-2.0 */
/* Steps of an ERP as records. A document's record has the number of the document in the model as its id there. */
#include "model/library_record.h"

#include <stdio.h>
#include <string.h>

#include "model/library_text.h"
#include "salesinv/inbox.h"

static void add_ref(char *text, const char *key, salesinv_id id)
{
    library_add(text, ", \"%s\": {\"id\": %lld}", key, (long long)id);
}

static void begin(char *text, const char *kind, char prefix, int number, int version)
{
    library_add(text, "{\"kind\": \"%s\", \"external_id\": \"%c%d\", \"version\": %d",
                kind, prefix, number, version);
}

static void add_place(const library *lib, const ref_doc *draft, char *text)
{
    if (draft->warehouse != REF_NONE)
        add_ref(text, "warehouse", lib->warehouses[draft->warehouse]);
    if (draft->out_warehouse != REF_NONE)
        add_ref(text, "out_warehouse", lib->warehouses[draft->out_warehouse]);
}

static void write_sent(const reference *ref, const ref_step *step, char *text)
{
    const ref_doc *draft = &step->draft;
    bool is_sale = draft->kind == SALESINV_KIND_OUTBOUND;

    if (is_sale)
        add_ref(text, "source", ref->docs[draft->order].id);
    library_add(text, ", \"lines\": [");
    for (int k = 0; k < draft->line_count; k++) {
        const ref_line *line = &draft->lines[k];

        library_add(text, "%s{\"%s\": %lld, \"qty\": \"%d\"", k ? ", " : "",
                    is_sale ? "source_line" : "order_line",
                    (long long)library_line(ref, line->source), line->qty);
        library_add_serials(text, line->serials);
        library_add(text, "}");
    }
    library_add(text, "]");
}

static void write_came(const reference *ref, const ref_step *step, char *text)
{
    const ref_doc *of = &ref->docs[step->doc];
    const char *comma = "";

    add_ref(text, "source", of->id);
    library_add(text, ", \"lines\": [");
    for (int k = 0; k < of->line_count; k++) {
        if (step->received[k] == 0)
            continue;
        library_add(text, "%s{\"line\": %lld, \"received\": \"%d\"", comma,
                    (long long)of->lines[k].number, step->received[k]);
        library_add_serials(text, step->serials[k]);
        library_add(text, "}");
        comma = ", ";
    }
    library_add(text, "]");
}

static void write_serials(const library *lib, const ref_step *step, char *text)
{
    add_ref(text, "product", lib->products[step->setting]);
    library_add(text, ", \"state\": \"%s\"",
                salesinv_serial_state_name((salesinv_serial_state)step->value));
    if (step->draft.account != REF_NONE)
        add_ref(text, "account", lib->accounts[step->draft.account]);
    library_add_serials(text, step->serials[0]);
}

void library_write_record(const library *lib, const reference *ref,
                          const ref_step *step, char out[LIBRARY_TEXT_MAX])
{
    bool is_sale = step->draft.kind == SALESINV_KIND_OUTBOUND;
    int version = ref->now + 2;

    *out = '\0';
    switch (step->verb) {
    case REF_SENT:
    case REF_UNSENT:
        begin(out, is_sale ? "outbound" : "shipment", 'D', step->doc, version);
        break;
    case REF_FIGURE:
        begin(out, "stock", 'F', step->setting * REF_WAREHOUSES + step->draft.warehouse,
              version);
        break;
    case REF_SAID_SERIALS:
        begin(out, "serial", 'S', step->setting, version);
        break;
    default:
        begin(out, "return", 'R', step->doc, version);
        break;
    }
    if (step->verb == REF_UNSENT || step->verb == REF_UNCAME) {
        library_add(out, ", \"deleted\": true}");
        return;
    }
    add_place(lib, &step->draft, out);
    if (step->verb == REF_SENT)
        write_sent(ref, step, out);
    else if (step->verb == REF_CAME)
        write_came(ref, step, out);
    else if (step->verb == REF_SAID_SERIALS)
        write_serials(lib, step, out);
    else {
        add_ref(out, "product", lib->products[step->setting]);
        library_add(out, ", \"on_hand\": \"%d\", \"frozen\": \"%d\"", step->value,
                    step->received[0]);
    }
    library_add(out, "}");
}

salesinv_status library_put_record(library *lib, const char *text, salesinv_id *out_id,
                                   char message[LIBRARY_TEXT_MAX])
{
    salesinv_upsert *report;
    salesinv_status rc;

    assert_ok(lib->session,
              salesinv_inbox_put(lib->session, "main", text, strlen(text), &report));
    assert_int_equal(salesinv_upsert_count(report), 1);
    assert_int_not_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_IGNORED);
    rc = salesinv_upsert_status(report, 0);
    *out_id = rc == SALESINV_OK ? salesinv_upsert_id(report, 0) : 0;
    (void)snprintf(message, LIBRARY_TEXT_MAX, "%s [%s]",
                   rc == SALESINV_OK ? "" : salesinv_upsert_message(report, 0),
                   rc == SALESINV_OK ? "" : salesinv_upsert_field(report, 0));
    salesinv_upsert_free(report);
    return rc;
}
