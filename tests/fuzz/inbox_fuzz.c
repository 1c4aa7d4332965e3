/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an ERP sends: a page of records on a small tenant, inside a transaction that is rolled back. Whatever it says, the call answers
 * with a report of each record or a reason why the page is none, and the books balance.
 */
#include <string.h>

#include "base/text.h"
#include "fuzz/target.h"
#include "salesinv/inbox.h"
#include "support/fix_connector.h"

static fix_connector fix;
static bool is_open;

/* Goods, a warehouse and a partner that references can mean. */
static void open_stage(void)
{
    static const char page[] =
        "[{\"kind\":\"unit\",\"external_id\":\"EA\",\"version\":1,\"code\":\"EA\","
        "\"name\":\"Piece\"},"
        "{\"kind\":\"product\",\"external_id\":\"M\",\"version\":1,\"code\":\"M\","
        "\"name\":\"Meter\",\"unit\":\"EA\"},"
        "{\"kind\":\"product\",\"external_id\":\"T\",\"version\":1,\"name\":"
        "\"Tracker\",\"tracking\":2},"
        "{\"kind\":\"warehouse\",\"external_id\":\"W\",\"version\":1,\"code\":\"W\","
        "\"name\":\"North\"},"
        "{\"kind\":\"account\",\"external_id\":\"A\",\"version\":1,\"code\":\"A\","
        "\"name\":\"Distributor\"},"
        "{\"kind\":\"stock\",\"version\":1,\"product\":\"M\",\"warehouse\":\"W\","
        "\"on_hand\":\"10\"}]";

    fix_connector_open(&fix, false);
    fix_setting(fix.trade.core.admin, "plugin.batch_serial", 1);
    FUZZ_REQUIRE(salesinv_inbox_put(fix.erp, "main", page, sizeof(page) - 1, NULL) ==
                 SALESINV_OK);
    is_open = true;
}

static void require_row(const salesinv_upsert *report, int32_t i)
{
    int32_t outcome = salesinv_upsert_outcome(report, i);
    const char *message = salesinv_upsert_message(report, i);

    FUZZ_REQUIRE(outcome >= SALESINV_UPSERT_CREATED &&
                 outcome <= SALESINV_UPSERT_IGNORED);
    FUZZ_REQUIRE((outcome == SALESINV_UPSERT_REFUSED) ==
                 (salesinv_upsert_status(report, i) != SALESINV_OK));
    if (outcome != SALESINV_UPSERT_REFUSED)
        return;
    FUZZ_REQUIRE(message && *message && sinv_utf8_is_valid(message, strlen(message)));
    FUZZ_REQUIRE(salesinv_upsert_id(report, i) != 0);
}

static void require_clean(void)
{
    salesinv_verdict *verdict;

    FUZZ_REQUIRE(salesinv_verify(fix.trade.core.admin, &verdict) == SALESINV_OK);
    FUZZ_REQUIRE(salesinv_verdict_is_clean(verdict));
    salesinv_verdict_free(verdict);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    salesinv_session *admin;
    salesinv_upsert *report;
    bool has_effect = false;
    salesinv_status rc;

    if (!is_open)
        open_stage();
    admin = fix.trade.core.admin;
    FUZZ_REQUIRE(salesinv_session_begin(admin, SALESINV_TXN_WRITE) == SALESINV_OK);
    rc = salesinv_inbox_put(admin, "main", (const char *)bytes, size, &report);
    FUZZ_REQUIRE(rc == SALESINV_OK || rc == SALESINV_E_ARG || rc == SALESINV_E_TEXT ||
                 rc == SALESINV_E_OVERFLOW);
    FUZZ_REQUIRE((rc == SALESINV_OK) == (report != NULL));
    for (int32_t i = 0; i < salesinv_upsert_count(report); i++) {
        require_row(report, i);
        has_effect =
            has_effect || salesinv_upsert_outcome(report, i) <= SALESINV_UPSERT_UPDATED;
    }
    salesinv_upsert_free(report);
    if (has_effect)
        require_clean();
    FUZZ_REQUIRE(salesinv_session_rollback(admin) == SALESINV_OK);
    return 0;
}
