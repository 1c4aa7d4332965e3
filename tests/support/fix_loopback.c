/* SPDX-License-Identifier: Apache-2.0 */
#include "support/fix_loopback.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 4096 };

salesinv_loopback *fix_erp_open(void)
{
    salesinv_loopback *erp;

    assert_int_equal(salesinv_loopback_create(NULL, NULL, "erp", "test", &erp),
                     SALESINV_OK);
    return erp;
}

void fix_erp_check(const salesinv_loopback *erp, salesinv_status got,
                   salesinv_status wanted, const char *file, int line)
{
    const salesinv_error *error = salesinv_loopback_error(erp);

    if (got == wanted)
        return;
    print_error("%s:%d: %s, wanted %s: %s (%s)\n", file, line,
                salesinv_status_name(got), salesinv_status_name(wanted),
                salesinv_error_message(error), salesinv_error_field(error));
    fail();
}

static void requote(char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            *text = '"';
}

static size_t print(char text[TEXT_MAX], const char *format, va_list args)
{
    int size = vsnprintf(text, TEXT_MAX, format, args);

    assert_true(size >= 0 && size < TEXT_MAX);
    requote(text);
    return (size_t)size;
}

#define TELL(name, call)                                                               \
    salesinv_status fix_try_erp_##name(salesinv_loopback *erp, const char *format,     \
                                       ...)                                            \
    {                                                                                  \
        char text[TEXT_MAX];                                                           \
        size_t size;                                                                   \
        va_list args;                                                                  \
                                                                                       \
        va_start(args, format);                                                        \
        size = print(text, format, args);                                              \
        va_end(args);                                                                  \
        return call;                                                                   \
    }

TELL(put, salesinv_loopback_put(erp, text, size))
TELL(ship, salesinv_loopback_ship(erp, text, size, NULL))
TELL(receive, salesinv_loopback_receive(erp, text, size, NULL))

void fix_erp_assert_record(const salesinv_loopback *erp, salesinv_kind kind,
                           const char *id, const char *wanted)
{
    const char *record = salesinv_loopback_record(erp, kind, id);
    char text[TEXT_MAX];

    assert_true(strlen(wanted) < TEXT_MAX);
    memcpy(text, wanted, strlen(wanted) + 1);
    requote(text);
    assert_non_null(record);
    assert_string_equal(record, text);
}
