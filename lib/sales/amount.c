/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts, in 128-bit steps behind base/checked.h; never a floating point number. */
#include "sales/amount.h"

#include <string.h>

#include "base/checked.h"
#include "core/settings.h"

enum { DISCOUNT_WHOLE = 10000, MONEY_DECIMALS = 4, CODE_SIZE = 3 };

#define QTY_WHOLE INT64_C(1000000)

/* Every currency whose minor unit is not a hundredth. */
static const char WITHOUT_MINOR_UNIT[] =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
static const char WITH_THOUSANDTHS[] = "BHD IQD JOD KWD LYD OMR TND";
static const char WITH_FOUR_DECIMALS[] = "CLF UYW";

int32_t sinv_currency_decimals(const char *currency)
{
    if (strlen(currency) != CODE_SIZE)
        return 2;
    if (strstr(WITHOUT_MINOR_UNIT, currency))
        return 0;
    if (strstr(WITH_THOUSANDTHS, currency))
        return 3;
    return strstr(WITH_FOUR_DECIMALS, currency) ? 4 : 2;
}

salesinv_status sinv_currency_check(sinv_txn *txn, const char *currency)
{
    bool is_code = strlen(currency) == CODE_SIZE;

    for (const char *c = currency; is_code && *c; c++)
        is_code = *c >= 'A' && *c <= 'Z';
    if (is_code)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "currency",
                        "currency \"%s\" is not three capital letters", currency);
}

salesinv_status sinv_currency_settle(sinv_txn *txn, sinv_row *head, int32_t column)
{
    const char *currency = sinv_row_text(head, column);
    salesinv_status rc;

    if (currency)
        return sinv_currency_check(txn, currency);
    rc = sinv_setting_text(txn, SINV_SET_ORDER_CURRENCY,
                           sinv_row_text(head, SINV_HEAD_RECORD_TYPE), &currency);
    if (rc != SALESINV_OK)
        return rc;
    if (!currency) {
        rc = sinv_err_set(txn->err, SALESINV_E_ARG, "currency",
                          "currency is required: the setting order.currency has none");
        sinv_err_add_text(txn->err, "setting", "order.currency");
        return rc;
    }
    sinv_row_set_text(head, column, currency);
    return head->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

salesinv_status sinv_amount_step(sinv_txn *txn, const char *record_type,
                                 const char *currency, int64_t *out_step)
{
    int64_t decimals;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_ORDER_ROUNDING, record_type, &decimals);

    if (rc != SALESINV_OK)
        return rc;
    if (decimals < 0)
        decimals = sinv_currency_decimals(currency);
    *out_step = 1;
    for (int64_t i = decimals; i < MONEY_DECIMALS; i++)
        *out_step *= 10;
    return SALESINV_OK;
}

bool sinv_amount_of_line(int64_t price, int64_t qty, int64_t discount, int64_t step,
                         int64_t *out)
{
    int64_t paid;
    int64_t steps;

    return sinv_mul_i64(price, DISCOUNT_WHOLE - discount, &paid) &&
           sinv_muldiv_i64(paid, qty, QTY_WHOLE * DISCOUNT_WHOLE * step, &steps) &&
           sinv_mul_i64(steps, step, out);
}

/* The amount of the first `qty` of `whole`. */
static bool amount_up_to(int64_t amount, int64_t whole, int64_t qty, int64_t step,
                         int64_t *out)
{
    int64_t steps;

    if (qty == whole) {
        *out = amount; /* also when it is no multiple of today's step */
        return true;
    }
    return sinv_muldiv_i64(amount / step, qty, whole, &steps) &&
           sinv_mul_i64(steps, step, out);
}

bool sinv_amount_share(int64_t amount, int64_t whole, int64_t before, int64_t qty,
                       int64_t step, int64_t *out)
{
    int64_t to;
    int64_t from;
    int64_t end;

    if (whole <= 0) {
        *out = 0;
        return true;
    }
    return sinv_add_i64(before, qty, &end) &&
           amount_up_to(amount, whole, end, step, &to) &&
           amount_up_to(amount, whole, before, step, &from) &&
           sinv_sub_i64(to, from, out);
}

void sinv_row_change_int(sinv_row *row, int32_t column, int64_t value)
{
    if (sinv_row_is_null(row, column) || sinv_row_int(row, column) != value)
        sinv_row_set_int(row, column, value);
}
