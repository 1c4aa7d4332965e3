/* SPDX-License-Identifier: Apache-2.0 */
/* What a step says, as JSON. */
#include "model/library_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *library_setting(int setting)
{
    static const char *const keys[REF_SETTINGS] = {"order.mode",
                                                   "order.validation",
                                                   "shipping.mode",
                                                   "shipping.auto_populate",
                                                   "shipping.kits",
                                                   "plugin.multi_order",
                                                   "plugin.frozen_adjustment",
                                                   "plugin.shipment_return",
                                                   "plugin.free_return",
                                                   "plugin.exchange",
                                                   "return.several_orders",
                                                   "return.free_new_serials",
                                                   "return.goods_in",
                                                   "approval.order",
                                                   "approval.shipment",
                                                   "approval.inbound",
                                                   "approval.outbound",
                                                   "approval.return"};

    return keys[setting];
}

void library_serial(int serial, char out[8])
{
    (void)snprintf(out, 8, "R%02d", serial % 100);
}

void library_add(char *text, const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(text + used, LIBRARY_TEXT_MAX - used, format, arguments);
    va_end(arguments);
}

static void add_id(char *text, const char *key, salesinv_id id)
{
    library_add(text, "\"%s\": %lld, ", key, (long long)id);
}

salesinv_id library_line(const reference *ref, ref_at line)
{
    return ref->docs[line.doc].id << 16 | ref->docs[line.doc].lines[line.line].number;
}

void library_add_serials(char *text, uint32_t serials)
{
    const char *comma = "";

    if (serials == 0)
        return;
    library_add(text, ", \"serials\": [");
    for (int i = 0; i < REF_SERIALS; i++) {
        char name[8];

        if (!(serials >> i & 1))
            continue;
        library_serial(i, name);
        library_add(text, "%s\"%s\"", comma, name);
        comma = ", ";
    }
    library_add(text, "]");
}

/* By what a line of the kind says which goods it is about. */
static void add_goods(const library *lib, const reference *ref, salesinv_kind kind,
                      const ref_line *line, char *text)
{
    if (line->order_line.doc != REF_NONE)
        add_id(text, "order_line", library_line(ref, line->order_line));
    else if (line->source.doc == REF_NONE)
        add_id(text, "product", lib->products[line->product]);
    else if (kind == SALESINV_KIND_OUTBOUND)
        add_id(text, "source_line", library_line(ref, line->source));
    else if (kind == SALESINV_KIND_RETURN)
        add_id(text, "shipment_line", library_line(ref, line->source));
    else
        add_id(text, "order_line", library_line(ref, line->source));
}

static void add_return(const ref_line *line, char *text)
{
    if (line->source.doc == REF_NONE && line->order_line.doc == REF_NONE)
        library_add(text, "\"price\": \"7\", ");
    if (line->is_out)
        library_add(text, "\"direction\": %d, ", SALESINV_DIRECTION_OUT);
    if (line->stated != REF_NONE)
        library_add(text, "\"unshipped\": \"%d\", ", line->stated);
}

static void add_new_line(const library *lib, const reference *ref, const ref_doc *draft,
                         int index, char *text)
{
    const ref_line *line = &draft->lines[index];

    library_add(text, "%s{", index > 0 ? ", " : "");
    if (draft->kind == SALESINV_KIND_SHIPMENT && line->qty == 0) {
        library_add(text, "\"order\": %lld}",
                    (long long)ref->docs[line->source.doc].id);
        return;
    }
    add_goods(lib, ref, draft->kind, line, text);
    if (line->warehouse != REF_NONE)
        add_id(text, "warehouse", lib->warehouses[line->warehouse]);
    if (draft->kind == SALESINV_KIND_RETURN)
        add_return(line, text);
    library_add(text, "\"%s\": \"%d\"",
                draft->kind == SALESINV_KIND_ADJUSTMENT ? "frozen" : "qty", line->qty);
    library_add_serials(text, line->serials);
    library_add(text, "}");
}

static void add_head(const library *lib, const reference *ref, const ref_doc *draft,
                     char *text)
{
    static const char *const order_keys[] = {[SALESINV_KIND_SHIPMENT] = "order",
                                             [SALESINV_KIND_OUTBOUND] = "source",
                                             [SALESINV_KIND_RETURN] = "order",
                                             [SALESINV_KIND_ADJUSTMENT] = "order"};

    if (draft->kind == SALESINV_KIND_ORDER) {
        add_id(text, "account", lib->accounts[draft->account]);
        library_add(text, "\"currency\": \"EUR\", ");
    }
    if (draft->kind == SALESINV_KIND_ADJUSTMENT)
        library_add(text, "\"reason\": \"moved\", ");
    if (draft->kind == SALESINV_KIND_RETURN) {
        library_add(text, "\"mode\": %d, ", draft->mode);
        if (draft->account != REF_NONE)
            add_id(text, "account", lib->accounts[draft->account]);
        if (draft->out_warehouse != REF_NONE)
            add_id(text, "out_warehouse", lib->warehouses[draft->out_warehouse]);
    }
    if (draft->type != 0)
        library_add(text, "\"type\": %d, ", draft->type);
    if (draft->warehouse != REF_NONE)
        add_id(text, "warehouse", lib->warehouses[draft->warehouse]);
    if (draft->order != REF_NONE)
        add_id(text, order_keys[draft->kind], ref->docs[draft->order].id);
}

static void write_new(const library *lib, const reference *ref, const ref_doc *draft,
                      char *text)
{
    library_add(text, "{");
    add_head(lib, ref, draft, text);
    library_add(text, "\"lines\": [");
    for (int k = 0; k < draft->line_count; k++)
        add_new_line(lib, ref, draft, k, text);
    library_add(text, "]}");
}

/* Lines that are not named go; components follow their kit. */
static void write_update(const library *lib, const reference *ref, const ref_step *step,
                         char *text)
{
    const ref_doc *stored = &ref->docs[step->doc];
    const char *comma = "";

    library_add(text, "{\"lines\": [");
    for (int k = 0; k < step->draft.line_count; k++) {
        const ref_line *line = &step->draft.lines[k];

        if (line->qty == 0)
            continue;
        library_add(text, "%s{", comma);
        if (k < stored->line_count)
            add_id(text, "line", stored->lines[k].number);
        else
            add_id(text, "product", lib->products[line->product]);
        library_add(text, "\"qty\": \"%d\"}", line->qty);
        comma = ", ";
    }
    library_add(text, "]}");
}

static void write_receipt(const reference *ref, const ref_step *step, char *text)
{
    const ref_doc *shipment = &ref->docs[step->doc];
    const char *comma = "";

    library_add(text, "{");
    if (step->is_short)
        library_add(text, "\"lines\": [");
    for (int k = 0; k < shipment->line_count && step->is_short; k++) {
        if (shipment->lines[k].is_removed)
            continue;
        library_add(text, "%s{\"line\": %lld, \"received\": \"%d\"", comma,
                    (long long)shipment->lines[k].number, step->received[k]);
        library_add(text, "%s}",
                    step->has_reason ? ", \"short_reason\": \"lost\"" : "");
        comma = ", ";
    }
    library_add(text, "%s}", step->is_short ? "]" : "");
}

static void write_goods_in(const reference *ref, const ref_step *step, char *text)
{
    const ref_doc *of = &ref->docs[step->doc];
    const char *comma = "";

    if (!step->is_short)
        return;
    library_add(text, "{\"lines\": [");
    for (int k = 0; k < of->line_count; k++) {
        if (step->received[k] == 0)
            continue;
        library_add(text, "%s{\"line\": %lld, \"qty\": \"%d\"", comma,
                    (long long)of->lines[k].number, step->received[k]);
        library_add_serials(text, step->serials[k]);
        library_add(text, "}");
        comma = ", ";
    }
    library_add(text, "]}");
}

void library_write(const library *lib, const reference *ref, const ref_step *step,
                   char out[LIBRARY_TEXT_MAX])
{
    *out = '\0';
    switch (step->verb) {
    case REF_CREATE:
    case REF_CREATE_SUBMIT:
        write_new(lib, ref, &step->draft, out);
        break;
    case REF_UPDATE:
        write_update(lib, ref, step, out);
        break;
    case REF_RECEIVE:
        write_receipt(ref, step, out);
        break;
    case REF_TAKE_IN:
        write_goods_in(ref, step, out);
        break;
    default:
        break;
    }
}

void library_describe(const reference *ref, const ref_step *step,
                      char out[LIBRARY_TEXT_MAX])
{
    static const char *const verbs[] = {"create",   "create and submit",
                                        "update",   "submit",
                                        "approve",  "reject",
                                        "withdraw", "void",
                                        "close",    "reopen",
                                        "receive",  "undo receipt",
                                        "goods in", "set",
                                        "sent",     "not sent",
                                        "came",     "did not come",
                                        "figure",   "serials"};
    bool is_new = step->verb == REF_CREATE || step->verb == REF_CREATE_SUBMIT ||
                  step->doc == ref->doc_count;
    const ref_doc *doc = &ref->docs[step->doc];

    if (step->verb == REF_FIGURE || step->verb == REF_SAID_SERIALS)
        (void)snprintf(out, LIBRARY_TEXT_MAX, "%s", verbs[step->verb]);
    else if (step->verb == REF_SET)
        (void)snprintf(out, LIBRARY_TEXT_MAX, "set %s to %d",
                       library_setting(step->setting), step->value);
    else
        (void)snprintf(out, LIBRARY_TEXT_MAX, "%s %s %lld", verbs[step->verb],
                       salesinv_kind_name(is_new ? step->draft.kind : doc->kind),
                       (long long)(is_new ? 0 : doc->id));
}
