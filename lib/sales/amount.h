/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_AMOUNT_H
#define SINV_SALES_AMOUNT_H

/*
 * Money of lines: one rounding per line, half away from zero, to a step: the currency's minor
 * unit unless the setting order.rounding says otherwise. Shares of a line's amount telescope, so that the
 * pieces of a line that goes out or comes back in parts add up to the whole.
 */
#include "core/txn.h"

/** Decimals of a currency's minor unit (ISO 4217). */
int32_t sinv_currency_decimals(const char *currency);

/** ARG unless `currency` is three capital letters. */
salesinv_status sinv_currency_check(sinv_txn *txn, const char *currency);

/** The currency in `column` of a header, or that of the setting order.currency put there; ARG when neither is one. */
salesinv_status sinv_currency_settle(sinv_txn *txn, sinv_row *head, int32_t column);

/** What amounts in `currency` are multiples of, in 1/10 000. */
salesinv_status sinv_amount_step(sinv_txn *txn, const char *record_type,
                                 const char *currency, int64_t *out_step);

/** price x qty x (1 - discount / 10 000) to a multiple of `step`; false when it does not fit. */
bool sinv_amount_of_line(int64_t price, int64_t qty, int64_t discount, int64_t step,
                         int64_t *out);

/** The part of `amount`, which is that of `whole`, for the `qty` after the first `before`. */
bool sinv_amount_share(int64_t amount, int64_t whole, int64_t before, int64_t qty,
                       int64_t step, int64_t *out);

/** Set a cell if that changes it, so that an unchanged row is not written. */
void sinv_row_change_int(sinv_row *row, int32_t column, int64_t value);

#endif
