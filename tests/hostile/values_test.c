/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every settable field of every kind with values that nobody should send, in a draft that is good
 * otherwise: what is refused is refused with a code for bad values and the field's name, and changes
 * nothing; what must be refused is. Drafts are stored by a dry run, so each stands alone.
 */
#include <stdlib.h>
#include <string.h>

#include "support/fix_kinds.h"
#include "support/programme.h"

enum { LONG_TEXT = 1 << 20, MOST_FIELDS = 64 };

static programme stage;
static char *long_text;

/* One try: a value for a field of the header (line 0) or of the first line. */
typedef struct trial {
    const sinv_kind *kind;
    const sinv_field *field;
    int32_t line;
    const char *what;
    char *before;
    int64_t refused;
    int64_t accepted;
} trial;

/* Codes that say "this value": a reference that is not there, a rule that the value breaks. */
static bool is_value_code(salesinv_status rc)
{
    return rc <= SALESINV_E_ARG && rc > -400 && rc != SALESINV_E_INTERNAL &&
           rc != SALESINV_E_NOMEM && rc != SALESINV_E_UNKNOWN_OUTCOME &&
           rc != SALESINV_E_CONFLICT;
}

static salesinv_status store(const trial *of)
{
    const sinv_request request = {
        .session = stage.admin,
        .kind = of->kind->kind,
        .verb = SINV_VERB_CREATE,
        .draft = stage.ready.draft,
        .flags = of->kind->flags & SINV_KIND_MASTER ? 0 : (uint32_t)SALESINV_SUBMIT};

    return sinv_verb_run(&request, NULL);
}

static void check_refusal(const trial *of, salesinv_status rc)
{
    const salesinv_error *error = salesinv_engine_error(stage.engine);
    const char *named = salesinv_error_field(error);
    char *after;

    if (!is_value_code(rc) || !named || !*named)
        fail_msg("%s.%s line %d, %s: %s [%s] %s", of->kind->name, of->field->key,
                 of->line, of->what, salesinv_status_name(rc), named ? named : "",
                 salesinv_error_message(error));
    after = dump_store(stage.engine);
    dump_assert_same(of->before, after, of->what);
    free(after);
}

/* The field that was set is the one that a refusal of the setter names. */
static void check_named(const trial *of)
{
    const char *named = salesinv_error_field(salesinv_engine_error(stage.engine));

    if (!strstr(named, of->field->key))
        fail_msg("%s.%s line %d, %s: the error names %s", of->kind->name,
                 of->field->key, of->line, of->what, named);
}

/* Set a value, then store the draft; `must_fail`: it has to be refused by then. */
static void try_value(trial *of, const char *what, bool must_fail,
                      salesinv_status (*set)(const trial *, int64_t, const char *),
                      int64_t number, const char *text)
{
    salesinv_status rc;

    programme_prepare(&stage);
    of->what = what;
    rc = set(of, number, text);
    if (rc != SALESINV_OK)
        check_named(of);
    else
        rc = store(of);
    if (rc != SALESINV_OK)
        check_refusal(of, rc);
    else if (must_fail)
        fail_msg("%s.%s line %d takes %s", of->kind->name, of->field->key, of->line,
                 what);
    *(rc == SALESINV_OK ? &of->accepted : &of->refused) += 1;
    salesinv_draft_free(stage.ready.draft);
    stage.ready.draft = NULL;
}

static salesinv_status set_text(const trial *of, int64_t number, const char *text)
{
    (void)number;
    return salesinv_draft_set_text(stage.ready.draft, of->line,
                                   (salesinv_field)of->field->field, text);
}

static salesinv_status set_number(const trial *of, int64_t number, const char *text)
{
    salesinv_draft *draft = stage.ready.draft;
    salesinv_field field = (salesinv_field)of->field->field;

    (void)text;
    switch (of->field->type) {
    case SALESINV_TYPE_ID:
        return salesinv_draft_set_id(draft, of->line, field, number);
    case SALESINV_TYPE_QTY:
        return salesinv_draft_set_qty(draft, of->line, field, number);
    case SALESINV_TYPE_MONEY:
        return salesinv_draft_set_money(draft, of->line, field, number);
    case SALESINV_TYPE_TIME:
        return salesinv_draft_set_time(draft, of->line, field, number);
    default:
        return salesinv_draft_set_int(draft, of->line, field, number);
    }
}

/* Through the setter of a type that the field has not. */
static salesinv_status set_wrongly(const trial *of, int64_t number, const char *text)
{
    salesinv_field field = (salesinv_field)of->field->field;

    if (of->field->type == SALESINV_TYPE_TEXT)
        return salesinv_draft_set_int(stage.ready.draft, of->line, field, number);
    return salesinv_draft_set_text(stage.ready.draft, of->line, field, text);
}

static void try_texts(trial *of)
{
    try_value(of, "a lone byte", true, set_text, 0, "a\xff");
    try_value(of, "an overlong form", true, set_text, 0, "\xc0\xaf");
    try_value(of, "a surrogate", true, set_text, 0, "\xed\xa0\x80");
    try_value(of, "half a character", true, set_text, 0, "\xe2\x82");
    try_value(of, "beyond Unicode", true, set_text, 0, "\xf4\x90\x80\x80");
    try_value(of, "a megabyte", true, set_text, 0, long_text);
    try_value(of, "quotes and wildcards", false, set_text, 0, "x'; DROP--\"%_*");
    try_value(of, "an empty text", false, set_text, 0, "");
    try_value(of, "control characters", false, set_text, 0, "a\x01\nb");
}

static void try_numbers(trial *of)
{
    const sinv_field *field = of->field;
    bool is_bounded = field->least != 0 || field->most != 0;
    bool is_ref = field->type == SALESINV_TYPE_ID && field->ref_kind != 0;
    bool is_amount =
        field->type == SALESINV_TYPE_QTY || field->type == SALESINV_TYPE_MONEY;
    bool must_fail = is_bounded || is_ref || is_amount;

    try_value(of, "the least number", must_fail, set_number, INT64_MIN, NULL);
    try_value(of, "-1", must_fail && field->least > -1, set_number, -1, NULL);
    try_value(of, "zero", false, set_number, 0, NULL);
    try_value(of, "the most", (is_bounded && field->most != INT64_MAX) || is_ref,
              set_number, INT64_MAX, NULL);
    try_value(of, "an unlikely number", is_ref, set_number, 987654321, NULL);
}

static void try_field(trial *of, const sinv_field *field, int32_t line)
{
    of->field = field;
    of->line = line;
    if (!(field->flags & SINV_FIELD_SETTABLE))
        return;
    try_value(of, "a value of another type", true, set_wrongly, 1, "x");
    if (field->type == SALESINV_TYPE_TEXT)
        try_texts(of);
    else
        try_numbers(of);
}

/* Fields, lines and flags that there are not. */
static void try_unknown(const trial *of)
{
    static const int32_t lines[] = {-1, 99, INT32_MIN, INT32_MAX};
    static const int fields[] = {0, -1, 255, 9999};
    sinv_request request = {.session = stage.admin, .kind = of->kind->kind};

    programme_prepare(&stage);
    for (int i = 0; i < 4; i++) {
        assert_refused(stage.admin, ARG,
                       salesinv_draft_set_text(stage.ready.draft, lines[i],
                                               SALESINV_F_EXTERNAL_ID, "x"));
        assert_refused(
            stage.admin, ARG,
            salesinv_draft_set_int(stage.ready.draft, 0, (salesinv_field)fields[i], 1));
    }
    request.draft = stage.ready.draft;
    request.flags = UINT32_C(1) << 31;
    assert_refused(stage.admin, ARG, sinv_verb_run(&request, NULL));
    assert_field(stage.admin, "flags");
    salesinv_draft_free(stage.ready.draft);
    stage.ready.draft = NULL;
}

static void bad_values_are_refused(void **state)
{
    static programme_case fresh;
    salesinv_kind kind = (salesinv_kind)(intptr_t)*state;
    trial of = {.refused = 0};
    int32_t lines;

    fresh = (programme_case){.name = "values", .kind = kind, .stage = STAGE_FRESH};
    programme_begin(&stage, &fresh);
    assert_ok(stage.admin, salesinv_session_set_dry_run(stage.admin, 1));
    of.kind = sinv_kind_of(stage.engine, kind);
    of.before = dump_store(stage.engine);
    lines = stage.ready.draft->line_count > 0;
    salesinv_draft_free(stage.ready.draft);
    for (int32_t i = 0; i < of.kind->field_count; i++)
        try_field(&of, &of.kind->fields[i], 0);
    for (int32_t i = 0; lines && i < of.kind->line_field_count; i++)
        try_field(&of, &of.kind->line_fields[i], 1);
    try_unknown(&of);
    print_message("%lld refused, %lld accepted\n", (long long)of.refused,
                  (long long)of.accepted);
    assert_true(of.refused > 20);
    free(of.before);
    programme_verify(&stage);
    programme_close(&stage);
}

/* A draft, a filter and a snapshot belong to one kind and one engine. */
static void what_belongs_elsewhere_is_refused(void **state)
{
    static const programme_case of = {
        .name = "elsewhere", .kind = SALESINV_KIND_UNIT, .stage = STAGE_FRESH};
    programme other = stage;
    const sinv_request request = {.session = stage.admin,
                                  .kind = SALESINV_KIND_CATEGORY};
    sinv_request now = request;
    salesinv_cursor *cursor;

    (void)state;
    programme_begin(&stage, &of);
    now.session = stage.admin;
    now.draft = stage.ready.draft;
    assert_refused(stage.admin, ARG, sinv_verb_run(&now, NULL));
    assert_field(stage.admin, "draft");
    programme_open(&other);
    now.kind = SALESINV_KIND_UNIT;
    now.session = other.admin;
    assert_refused(other.admin, ARG, sinv_verb_run(&now, NULL));
    assert_field(other.admin, "draft");
    assert_ok(stage.admin, salesinv_filter_create(stage.admin, SALESINV_KIND_UNIT,
                                                  &stage.ready.filter));
    assert_refused(other.admin, ARG,
                   salesinv_document_find(other.admin, stage.ready.filter, &cursor));
    assert_field(other.admin, "filter");
    programme_close(&other);
    programme_verify(&stage);
    programme_close(&stage);
}

static int start(void **state)
{
    (void)state;
    programme_start(&stage);
    long_text = malloc(LONG_TEXT + 1);
    assert_non_null(long_text);
    memset(long_text, 'a', LONG_TEXT);
    long_text[LONG_TEXT] = '\0';
    return 0;
}

static int stop(void **state)
{
    (void)state;
    free(long_text);
    programme_stop(&stage);
    return 0;
}

#define TEST(KIND)                                                                     \
    {                                                                                  \
#KIND, bad_values_are_refused, NULL, NULL,                                     \
            (void *)(intptr_t)SALESINV_KIND_##KIND                                     \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(CATEGORY),
        TEST(UNIT),
        TEST(PRODUCT),
        TEST(ACCOUNT),
        TEST(WAREHOUSE),
        TEST(BIN),
        TEST(BATCH),
        TEST(INBOUND),
        TEST(OUTBOUND),
        TEST(ORDER),
        TEST(SHIPMENT),
        TEST(RETURN),
        cmocka_unit_test(what_belongs_elsewhere_is_refused),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
