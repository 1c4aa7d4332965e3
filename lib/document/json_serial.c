/* SPDX-License-Identifier: Apache-2.0 */
/* One entry of a list of serials in JSON, in any of its forms. */
#include <string.h>

#include "base/json.h"
#include "document/json.h"

static salesinv_status refuse(sinv_err *err)
{
    return sinv_err_set(
        err, SALESINV_E_SERIAL_RANGE, NULL,
        "serials are named as \"A1\", \"A1..A9\", {\"first\", \"count\"} "
        "or {\"first\", \"last\"}");
}

/* The object form; either count or last. */
static salesinv_status parse_object(sinv_err *err, const sinv_json *node,
                                    sinv_draft_serial *out)
{
    size_t size;

    for (const sinv_json *child = sinv_json_first(node); child;
         child = sinv_json_next(child)) {
        const char *key = sinv_json_key(child);
        if (strcmp(key, "first") == 0)
            out->first = sinv_json_text(child, &size);
        else if (strcmp(key, "last") == 0)
            out->last = sinv_json_text(child, &size);
        else if (strcmp(key, "count") == 0)
            out->count = sinv_json_int(child);
        else
            return sinv_err_set(err, SALESINV_E_ARG, key, "unknown key %s", key);
    }
    if (!out->first || (out->last != NULL) == (out->count != 0) || out->count < 0)
        return refuse(err);
    return SALESINV_OK;
}

/* "A1..A9": the part before the first dots, and what follows them. */
static salesinv_status parse_text(sinv_err *err, sinv_arena *arena, const char *text,
                                  sinv_draft_serial *out)
{
    const char *dots = strstr(text, "..");

    out->first = text;
    out->count = 1;
    if (!dots)
        return SALESINV_OK;
    out->first = sinv_arena_text(arena, text, (size_t)(dots - text));
    if (!out->first)
        return sinv_err_set(err, SALESINV_E_NOMEM, NULL, "out of memory");
    out->last = dots + 2;
    out->count = 0;
    return out->first[0] && out->last[0] ? SALESINV_OK : refuse(err);
}

salesinv_status sinv_json_serial(sinv_err *err, sinv_arena *arena,
                                 const sinv_json *node, sinv_draft_serial *out)
{
    size_t size;
    const char *text = sinv_json_text(node, &size);

    *out = (sinv_draft_serial){NULL, NULL, 0};
    if (text)
        return parse_text(err, arena, text, out);
    return sinv_json_type_of(node) == SINV_JSON_OBJECT ? parse_object(err, node, out)
                                                       : refuse(err);
}
