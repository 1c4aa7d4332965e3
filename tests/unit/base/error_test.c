/* SPDX-License-Identifier: Apache-2.0 */
/* The error object: what does not fit is cut between characters. */
#include "base/text.h"
#include "unit/base/fix_base.h"

/* A text of `size` bytes before and characters of two, three and four bytes behind. */
static void assert_whole(sinv_err *err, size_t size, const char *character)
{
    char text[SINV_ERR_MESSAGE_MAX + 32];

    memset(text, 'x', sizeof(text));
    for (size_t at = size; at + strlen(character) < sizeof(text);
         at += strlen(character))
        memcpy(text + at, character, strlen(character));
    text[sizeof(text) - 1] = '\0';
    sinv_err_set(err, SALESINV_E_ARG, text, "%s", text);
    assert_true(sinv_utf8_is_valid(salesinv_error_message(err),
                                   strlen(salesinv_error_message(err))));
    assert_true(sinv_utf8_is_valid(salesinv_error_field(err),
                                   strlen(salesinv_error_field(err))));
    assert_in_range(strlen(salesinv_error_message(err)), SINV_ERR_MESSAGE_MAX - 4,
                    SINV_ERR_MESSAGE_MAX - 1);
    assert_in_range(strlen(salesinv_error_field(err)), SINV_ERR_FIELD_MAX - 4,
                    SINV_ERR_FIELD_MAX - 1);
}

static void long_texts_are_cut_between_characters(void **state)
{
    static const char *const characters[] = {"y", "\xc3\xa9", "\xe4\xb8\xad",
                                             "\xf0\x9f\x9a\x9a"};
    const fix_base *fix = *state;

    for (size_t i = 0; i < sizeof(characters) / sizeof(characters[0]); i++)
        for (size_t size = 0; size < 8; size++)
            assert_whole(fix->err, size, characters[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(long_texts_are_cut_between_characters,
                                        fix_base_open, fix_base_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
