/* SPDX-License-Identifier: Apache-2.0 */
/* Cases of the fault programme: carriers, parcels and what is known of them. */
#include "salesinv/tracking.h"
#include "support/programme.h"

static salesinv_status answer(void *self, const char *carrier,
                              const char *tracking_number, salesinv_payload *payload)
{
    static const char text[] =
        "{\"nu\":\"T-1\",\"data\":[{\"time\":\"2023-11-14 08:00:00\",\"statusCode\":"
        "\"1\",\"context\":\"collected\"}]}";

    (void)self;
    (void)carrier;
    (void)tracking_number;
    return salesinv_payload_put(payload, SALESINV_PAYLOAD_KUAIDI100, text,
                                sizeof(text) - 1);
}

static const salesinv_carrier_vtable vtable = {
    .struct_size = sizeof(vtable), .name = "stage", .query = answer};

static salesinv_status carrier_open(programme *at)
{
    salesinv_carrier *carrier;
    salesinv_status rc =
        salesinv_carrier_open(at->admin, &vtable, NULL, NULL, &carrier);

    assert_true((rc == SALESINV_OK) == (carrier != NULL));
    salesinv_carrier_close(carrier);
    return rc;
}

static const programme_case cases[] = {
    PROGRAMME_CASE(carrier_open, NULL, NULL, 0),
};

const programme_cases programme_tracking_cases = {cases,
                                                  sizeof(cases) / sizeof(cases[0])};
