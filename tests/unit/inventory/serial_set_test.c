/* SPDX-License-Identifier: Apache-2.0 */
/* Serial texts as prefix and number, ranges of them, and sets of ranges. */
#include "inventory/serial_set.h"
#include "unit/base/fix_base.h"

typedef struct fix_set {
    fix_base *base;
    sinv_arena arena;
} fix_set;

static fix_set open_set(void **state)
{
    fix_set fix = {.base = *state};

    sinv_arena_init(&fix.arena, fix.base->heap);
    return fix;
}

static salesinv_status parse(fix_base *fix, const char *text, sinv_serial_range *out)
{
    return sinv_serial_parse(fix->err, "serial", text, strlen(text), out);
}

static void a_text_is_split_in_one_way(void **state)
{
    static const struct {
        const char *text;
        uint32_t prefix;
        int32_t width;
        int64_t first;
    } parts[] = {
        {"FOC24001234", 3, 8, 24001234},
        {"A", 1, 0, 0},
        {"007", 0, 3, 7},
        {"A1B2", 3, 1, 2},
        {"1234567890123456789", 1, 18, INT64_C(234567890123456789)},
        {"A000000000000000000000", 4, 18, 0},
        {"\xc3\x84-9", 3, 1, 9},
        {"a b1", 3, 1, 1},
        {"x\xd9\xa1", 3, 0, 0}, /* digits of other scripts are letters here */
    };
    fix_base *fix = *state;

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        char text[SINV_SERIAL_TEXT_MAX + 1];
        sinv_serial_range range;

        assert_int_equal(parse(fix, parts[i].text, &range), SALESINV_OK);
        assert_int_equal(range.prefix_size, parts[i].prefix);
        assert_int_equal(range.width, parts[i].width);
        assert_int_equal(range.first, parts[i].first);
        assert_int_equal(range.count, 1);
        assert_int_equal(sinv_serial_format(&range, 0, text), strlen(parts[i].text));
        assert_string_equal(text, parts[i].text);
    }
}

static void what_is_no_serial_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        " A1",
        "A1 ",
        "A\t1",
        "A\xff"
        "1",
        "\xc2\x80"
        "1\n",
        "12345678901234567890123456789012345678901234567890123456789012345"};
    fix_base *fix = *state;
    sinv_serial_range range;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(parse(fix, bad[i], &range), SALESINV_E_TEXT);
}

static void a_range_stays_within_its_prefix_and_width(void **state)
{
    fix_base *fix = *state;
    sinv_serial_range range;
    sinv_serial_range last;

    assert_int_equal(parse(fix, "A098", &range), SALESINV_OK);
    assert_int_equal(parse(fix, "A102", &last), SALESINV_OK);
    assert_int_equal(sinv_serial_extend(fix->err, "s", &last, &range), SALESINV_OK);
    assert_int_equal(range.count, 5);
    assert_int_equal(parse(fix, "A97", &last), SALESINV_OK);
    assert_int_equal(sinv_serial_extend(fix->err, "s", &last, &range),
                     SALESINV_E_SERIAL_RANGE);
    assert_int_equal(parse(fix, "B102", &last), SALESINV_OK);
    assert_int_equal(sinv_serial_extend(fix->err, "s", &last, &range),
                     SALESINV_E_SERIAL_RANGE);
    assert_int_equal(parse(fix, "A097", &last), SALESINV_OK);
    assert_int_equal(sinv_serial_extend(fix->err, "s", &last, &range),
                     SALESINV_E_SERIAL_RANGE);
    assert_int_equal(sinv_serial_resize(fix->err, "s", 902, &range), SALESINV_OK);
    assert_int_equal(sinv_serial_resize(fix->err, "s", 903, &range),
                     SALESINV_E_SERIAL_RANGE);
    assert_int_equal(sinv_serial_resize(fix->err, "s", 0, &range),
                     SALESINV_E_SERIAL_RANGE);
    assert_int_equal(parse(fix, "A", &range), SALESINV_OK);
    assert_int_equal(sinv_serial_resize(fix->err, "s", 2, &range),
                     SALESINV_E_SERIAL_RANGE);
}

/* ---- sets ---- */

/* A closed set of ranges written as "A1..A3 A7", in that order. */
static void fill(fix_set *fix, const char *text, sinv_serial_set *out)
{
    char copy[256];
    char *rest = strcpy(copy, text);
    char *word;

    sinv_serial_set_init(out, fix->base->err, &fix->arena, "serials");
    while ((word = strtok_r(rest, " ", &rest))) {
        char *dots = strstr(word, "..");

        if (dots)
            *dots = '\0';
        assert_int_equal(dots ? sinv_serial_set_add_range(out, word, dots + 2)
                              : sinv_serial_set_add_text(out, word),
                         SALESINV_OK);
    }
    assert_int_equal(sinv_serial_set_close(out), SALESINV_OK);
}

static void assert_set(const sinv_serial_set *set, const char *wanted)
{
    char got[256] = "";

    for (uint32_t i = 0; i < set->count; i++) {
        char text[SINV_SERIAL_TEXT_MAX + 1];

        (void)sinv_serial_format(&set->items[i], 0, text);
        strcat(strcat(got, i ? " " : ""), text);
        (void)sinv_serial_format(&set->items[i], set->items[i].count - 1, text);
        if (set->items[i].count > 1)
            strcat(strcat(got, ".."), text);
    }
    assert_string_equal(got, wanted);
}

static void closing_sorts_and_joins(void **state)
{
    fix_set fix = open_set(state);
    sinv_serial_set set;

    fill(&fix, "B1 A9 A10 A3..A5 A1 A2 A008", &set);
    assert_set(&set, "A1..A5 A9 A10 A008 B1"); /* by width before number */
    assert_int_equal(set.total, 9);
    fill(&fix, "", &set);
    assert_int_equal(set.total, 0);
    sinv_arena_free(&fix.arena);
}

static void named_twice_is_told(void **state)
{
    static const char *const twice[][2] = {
        {"A1", "A1"}, {"A5", "A1..A9"}, {"A1..A5", "A5..A9"}, {"A1..A9", "A3..A4"}};
    fix_set fix = open_set(state);
    sinv_serial_set set;
    int32_t at;

    for (size_t i = 0; i < sizeof(twice) / sizeof(twice[0]); i++) {
        sinv_serial_set_init(&set, fix.base->err, &fix.arena, "serials");
        for (int k = 0; k < 2; k++) {
            const char *dots = strstr(twice[i][k], "..");
            char first[8] = "";

            for (const char *c = twice[i][k]; *c && c != dots; c++)
                first[c - twice[i][k]] = *c;
            assert_int_equal(
                sinv_serial_set_add_range(&set, first, dots ? dots + 2 : first),
                SALESINV_OK);
        }
        assert_int_equal(sinv_serial_set_close(&set), SALESINV_E_SERIAL_DUPLICATE);
        at = salesinv_error_detail_find(fix.base->err, "serial");
        assert_true(at >= 0);
    }
    sinv_arena_free(&fix.arena);
}

static void as_many_as_the_quantity_says(void **state)
{
    fix_set fix = open_set(state);
    sinv_serial_set set;

    fill(&fix, "A1..A5", &set);
    assert_int_equal(sinv_serial_set_expect(&set, 5000000), SALESINV_OK);
    assert_int_equal(sinv_serial_set_expect(&set, 4000000), SALESINV_E_SERIAL_COUNT);
    assert_int_equal(sinv_serial_set_expect(&set, 5500000), SALESINV_E_SERIAL_COUNT);
    fill(&fix, "", &set);
    assert_int_equal(sinv_serial_set_expect(&set, 1000000), SALESINV_E_SERIAL_REQUIRED);
    sinv_arena_free(&fix.arena);
}

static void what_another_set_has_is_taken_out(void **state)
{
    static const char *const cases[][3] = {
        {"A1..A9", "A3..A4 A7", "A1..A2 A5..A6 A8..A9"},
        {"A1..A9", "A1..A9", ""},
        {"A1..A9", "A0..A3 A8..A9", "A4..A7"},
        {"A1..A3 A6..A9", "A2..A7", "A1 A8..A9"},
        {"A1..A3 B1..B3 C1", "B2 D1", "A1..A3 B1 B3 C1"},
        {"A01..A03", "A1..A3", "A01..A03"}, /* another width */
        {"A1..A3", "", "A1..A3"},
        {"", "A1..A3", ""},
    };
    fix_set fix = open_set(state);

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        sinv_serial_set from;
        sinv_serial_set what;
        sinv_serial_set out;

        fill(&fix, cases[i][0], &from);
        fill(&fix, cases[i][1], &what);
        sinv_serial_set_init(&out, fix.base->err, &fix.arena, "serials");
        assert_int_equal(sinv_serial_set_subtract(&from, &what, &out), SALESINV_OK);
        assert_set(&out, cases[i][2]);
    }
    sinv_arena_free(&fix.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIX_BASE(a_text_is_split_in_one_way),
        FIX_BASE(what_is_no_serial_is_refused),
        FIX_BASE(a_range_stays_within_its_prefix_and_width),
        FIX_BASE(closing_sorts_and_joins),
        FIX_BASE(named_twice_is_told),
        FIX_BASE(as_many_as_the_quantity_says),
        FIX_BASE(what_another_set_has_is_taken_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
