/* SPDX-License-Identifier: Apache-2.0 */
/* Values of JSON that are numbers here: decimal texts or integers by their scale, times as RFC 3339. */
#include "base/checked.h"
#include "base/decimal.h"
#include "base/time.h"
#include "document/json.h"

static salesinv_status refuse_type(sinv_err *err, const char *field, const char *wanted)
{
    return sinv_err_set(err, SALESINV_E_ARG, field, "%s is not %s", field, wanted);
}

/* A scaled number: decimal text, or a JSON integer. */
static salesinv_status read_decimal(sinv_err *err, const char *field,
                                    const sinv_json *node, int32_t scale, int64_t *out)
{
    size_t size;
    const char *text = sinv_json_text(node, &size);
    int64_t value;

    if (text)
        return sinv_decimal_parse(err, field, text, size, scale, out);
    if (sinv_json_type_of(node) != SINV_JSON_INT)
        return refuse_type(err, field, "a number or decimal text");
    value = sinv_json_int(node);
    for (int32_t i = 0; i < scale; i++)
        if (!sinv_mul_i64(value, 10, &value))
            return sinv_err_set(err, SALESINV_E_OVERFLOW, field, "%s does not fit",
                                field);
    *out = value;
    return SALESINV_OK;
}

static salesinv_status read_time(sinv_err *err, const char *field,
                                 const sinv_json *node, int64_t *out)
{
    size_t size;
    const char *text = sinv_json_text(node, &size);

    if (!text)
        return refuse_type(err, field, "an RFC 3339 text");
    return sinv_time_parse(err, field, text, size, out);
}

salesinv_status sinv_json_read_number(sinv_err *err, const char *field,
                                      salesinv_field_type type, const sinv_json *node,
                                      int64_t *out)
{
    switch (type) {
    case SALESINV_TYPE_QTY:
        return read_decimal(err, field, node, SINV_QTY_SCALE, out);
    case SALESINV_TYPE_MONEY:
        return read_decimal(err, field, node, SINV_MONEY_SCALE, out);
    case SALESINV_TYPE_TIME:
        return read_time(err, field, node, out);
    default:
        return read_decimal(err, field, node, 0, out);
    }
}
