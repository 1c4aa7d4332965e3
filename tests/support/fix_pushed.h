/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_PUSHED_H
#define FIX_PUSHED_H

/*
 * A works to which an ERP came: what was shipped before comes back beside it. Its results are put in by hand of the test. The
 * macros are for a test whose fixture is called fix.
 */
#include "salesinv/product.h"
#include "support/fix_edition.h"

typedef struct fix_pushed {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id other;
    salesinv_id product; /* 10 of 20 shipped */
    salesinv_id tracked; /* S01 to S20, S01 to S04 shipped */
    salesinv_id first;   /* 4 of the product */
    salesinv_id second;  /* 6 */
    salesinv_id serials; /* S01 to S04 */
    salesinv_id order;   /* of the product */
} fix_pushed;

/** cmocka's setup and teardown; the state is a fix_pushed. */
int fix_pushed_open(void **state);
int fix_pushed_close(void **state);

/** A result that changes something. */
void given_result(fix_pushed *fix, salesinv_id id, const char *json);
/** One that is known already. */
void given_repeat(fix_pushed *fix, salesinv_id id, const char *json);
/** Movements in the ledger so far, and one. */
int64_t fix_pushed_movements(fix_pushed *fix);
/** An exchange of 2 cables in, 2 routers out; `more` of the header, `out` of the line that goes out. */
salesinv_id given_exchange(fix_pushed *fix, const char *more, const char *out);

#define then_serial(serial, wanted) assert_serial(&fix->trade.core, serial, wanted)
#define then_line(id, field, wanted)                                                   \
    assert_units(&fix->trade, SALESINV_KIND_RETURN, id, SALESINV_F_##field, wanted)
#define then_status(id, name) assert_status(&fix->trade, SALESINV_KIND_RETURN, id, name)
#define head(id, field)                                                                \
    fix_int(fix->admin, SALESINV_KIND_RETURN, id, 0, SALESINV_F_##field)

#define LINE(says) "{\"lines\": [{\"line\": 1, " says "}]}"
#define try_result(id, json) fix_try_result(fix->admin, id, json, NULL)

#endif
