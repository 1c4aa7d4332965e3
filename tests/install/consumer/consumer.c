/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest program that needs all of the library: opens an engine in memory. C and C++. */
#include <salesinv.h>
#include <stdio.h>

int main(void)
{
    salesinv_config *config = NULL;
    salesinv_engine *engine = NULL;
    salesinv_status status;

    status = salesinv_config_create(NULL, NULL, &config);
    if (status == SALESINV_OK)
        status = salesinv_config_set_sqlite(config, ":memory:");
    if (status == SALESINV_OK)
        status = salesinv_engine_open(config, &engine);
    printf("%s\n", status == SALESINV_OK ? "opened" : salesinv_status_name(status));
    salesinv_engine_close(engine);
    salesinv_config_free(config);
    return status == SALESINV_OK ? 0 : 1;
}
