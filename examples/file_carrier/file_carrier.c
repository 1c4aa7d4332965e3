/* SPDX-License-Identifier: Apache-2.0 */
/* A carrier that answers from a text file; see file_carrier.h. It uses the public API only. */
#include "file_carrier.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The format behind a line's number; what comes behind it is the payload. 0: none that is known. */
static salesinv_payload_format format_of(const char *text, size_t *out_size)
{
    static const struct {
        const char *name;
        salesinv_payload_format format;
    } formats[] = {{"aftership ", SALESINV_PAYLOAD_AFTERSHIP},
                   {"17track ", SALESINV_PAYLOAD_17TRACK},
                   {"easypost ", SALESINV_PAYLOAD_EASYPOST},
                   {"kuaidi100 ", SALESINV_PAYLOAD_KUAIDI100}};

    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        *out_size = strlen(formats[i].name);
        if (strncmp(text, formats[i].name, *out_size) == 0)
            return formats[i].format;
    }
    return 0;
}

/* Hand over a line that is about the parcel. */
static salesinv_status answer(const char *line, const char *tracking_number,
                              salesinv_payload *payload)
{
    const char *text = line + strlen(tracking_number) + 1;
    size_t size = strcspn(text, "\r\n");
    size_t name_size;
    salesinv_payload_format format = format_of(text, &name_size);

    if (format == 0) {
        salesinv_payload_fail(payload, 0, "a line has no known format");
        return SALESINV_E_CONNECTOR_REFUSED;
    }
    return salesinv_payload_put(payload, format, text + name_size, size - name_size);
}

static int is_about(const char *line, const char *tracking_number)
{
    size_t size = strlen(tracking_number);

    return strncmp(line, tracking_number, size) == 0 && line[size] == ' ';
}

/* Every line about the parcel is handed over, each in the place of the one before. */
static salesinv_status search(FILE *file, const char *tracking_number,
                              salesinv_payload *payload)
{
    salesinv_status rc = SALESINV_E_CONNECTOR_REFUSED;
    char *line = NULL;
    size_t room = 0;

    salesinv_payload_fail(payload, 0, "no line is about this parcel");
    while (getline(&line, &room, file) > 0)
        if (line[0] != '#' && is_about(line, tracking_number) &&
            (rc = answer(line, tracking_number, payload)) != SALESINV_OK)
            break;
    free(line);
    return rc;
}

static salesinv_status query(void *self, const char *carrier,
                             const char *tracking_number, salesinv_payload *payload)
{
    FILE *file = fopen(self, "r");
    salesinv_status rc;

    (void)carrier; /* the file knows parcels by their number alone */
    if (!file) {
        salesinv_payload_fail(payload, errno, "the file cannot be read");
        return SALESINV_E_CONNECTOR_REFUSED;
    }
    rc = search(file, tracking_number, payload);
    (void)fclose(file);
    return rc;
}

const salesinv_carrier_vtable file_carrier = {
    .struct_size = sizeof(file_carrier), .name = "file", .query = query};
