/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_REFUSED_H
#define FIX_REFUSED_H

/* What a table of refusals says of each: the code, the input at fault, the numbers behind it, and that the store is as before. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/dump.h"
#include "support/fix_core.h"

typedef struct fix_refused {
    salesinv_status code;
    const char *field;   /* the input at fault, "" for none */
    const char *details; /* keys of what is said in numbers, in their order */
} fix_refused;

/* The keys of the details of the last error, as the table has them. */
static inline void then_details(const salesinv_error *error, const char *wanted)
{
    char got[512] = "";

    for (int32_t i = 0; i < salesinv_error_detail_count(error); i++) {
        size_t size = strlen(got);

        snprintf(got + size, sizeof(got) - size, "%s%s", i > 0 ? " " : "",
                 salesinv_error_detail_key(error, i));
    }
    assert_string_equal(got, wanted);
}

/** A call of the store dumped to `before` (owned, released here) answered `rc`. */
static inline void then_refused(salesinv_engine *engine, salesinv_status rc,
                                const fix_refused *wanted, char *before)
{
    const char *name = salesinv_status_name(wanted->code);
    const salesinv_error *error = salesinv_engine_error(engine);
    char *after;

    if (rc != wanted->code)
        fail_msg("wanted %s, not %s: %s", name, salesinv_status_name(rc),
                 salesinv_error_message(error));
    assert_int_equal(salesinv_error_code(error), rc);
    assert_true(strlen(salesinv_error_message(error)) > 10);
    if (strcmp(salesinv_error_field(error), wanted->field) != 0)
        fail_msg("field \"%s\", not \"%s\": %s", salesinv_error_field(error),
                 wanted->field, salesinv_error_message(error));
    then_details(error, wanted->details);
    after = dump_store(engine);
    dump_assert_same(before, after, name);
    free(before);
    free(after);
}

#endif
