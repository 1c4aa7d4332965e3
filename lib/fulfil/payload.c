/* SPDX-License-Identifier: Apache-2.0 */
/* What the formats of carriers have in common; see payload.h. */
#include "fulfil/payload.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/time.h"

enum { TIME_INPUT_MAX = 40, FIELD_MAX = 160, WHY_MAX = 200, DATE_SIZE = 10 };

static const salesinv_time EARLIEST = INT64_C(946684800000000); /* 2000-01-01 */
static const salesinv_time DAY_US = INT64_C(86400000000);

int32_t sinv_status_find(const sinv_status_table *table, const char *status)
{
    for (size_t i = 0; status && i < table->count; i++)
        if (strcmp(table->rows[i].status, status) == 0)
            return table->rows[i].state;
    return SALESINV_PARCEL_UNKNOWN;
}

int32_t sinv_status_state(const sinv_status_table *table, const char *fine,
                          const char *coarse)
{
    int32_t state = sinv_status_find(table, fine);

    if (state == SALESINV_PARCEL_UNKNOWN)
        state = sinv_status_find(table, coarse);
    if (state == SALESINV_PARCEL_UNKNOWN && (fine || coarse))
        state = SALESINV_PARCEL_IN_TRANSIT;
    return state;
}

salesinv_status sinv_payload_malformed(const sinv_payload_reader *reader,
                                       const char *key, const char *format, ...)
{
    char field[FIELD_MAX];
    char why[WHY_MAX];
    va_list args;

    (void)snprintf(field, sizeof(field), "%s%s%s", reader->path,
                   key && reader->path[0] ? "." : "", key ? key : "");
    va_start(args, format);
    (void)vsnprintf(why, sizeof(why), format, args);
    va_end(args);
    return sinv_err_set(reader->source->err, SALESINV_E_CONNECTOR_MALFORMED, field,
                        "payload%s%s: %s", field[0] ? " " : "", field, why);
}

salesinv_status sinv_payload_refused(const sinv_payload_reader *reader,
                                     const char *vendor_code, const char *text)
{
    sinv_err *err = reader->source->err;
    salesinv_status rc = sinv_err_set(err, SALESINV_E_CONNECTOR_REFUSED, NULL,
                                      "the carrier refused: %s", text ? text : "");

    if (vendor_code)
        sinv_err_add_text(err, "vendor_code", vendor_code);
    return rc;
}

const sinv_json *sinv_payload_member(const sinv_json *object, const char *key)
{
    const sinv_json *member = object ? sinv_json_member(object, key) : NULL;

    return member && sinv_json_type_of(member) != SINV_JSON_NULL ? member : NULL;
}

salesinv_status sinv_payload_object(const sinv_payload_reader *reader,
                                    const sinv_json *object, const char *key,
                                    const sinv_json **out)
{
    *out = sinv_payload_member(object, key);
    if (!*out || sinv_json_type_of(*out) == SINV_JSON_OBJECT)
        return SALESINV_OK;
    return sinv_payload_malformed(reader, key, "no object");
}

static salesinv_status out_of_memory(const sinv_payload_reader *reader)
{
    return sinv_err_set(reader->source->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

/* At most `max` bytes, never a part of a character. */
static size_t cut(const char *text, size_t size, size_t max)
{
    if (size <= max)
        return size;
    while (max > 0 && ((unsigned char)text[max] & 0xc0) == 0x80)
        max--;
    return max;
}

static salesinv_status keep(const sinv_payload_reader *reader, const char *text,
                            size_t size, const char **out)
{
    *out = sinv_arena_text(reader->source->arena, text, size);
    return *out ? SALESINV_OK : out_of_memory(reader);
}

salesinv_status sinv_payload_text(const sinv_payload_reader *reader,
                                  const sinv_json *object, const char *key, size_t max,
                                  const char **out)
{
    const sinv_json *member = sinv_payload_member(object, key);
    char digits[SINV_DECIMAL_TEXT_MAX];
    const char *text;
    size_t size;

    *out = NULL;
    if (!member)
        return SALESINV_OK;
    if (sinv_json_type_of(member) == SINV_JSON_INT)
        return keep(reader, digits,
                    sinv_decimal_format(sinv_json_int(member), 0, digits), out);
    text = sinv_json_text(member, &size);
    if (!text)
        return sinv_payload_malformed(reader, key, "no text");
    return size == 0 ? SALESINV_OK : keep(reader, text, cut(text, size, max), out);
}

salesinv_status sinv_payload_join(const sinv_payload_reader *reader,
                                  const sinv_json *object, const char *const *keys,
                                  size_t key_count, const char **out)
{
    char joined[SINV_TRACE_PLACE_MAX + 1];
    size_t used = 0;
    salesinv_status rc;

    *out = NULL;
    for (size_t i = 0; i < key_count; i++) {
        const char *part;
        size_t size;

        if ((rc = sinv_payload_text(reader, object, keys[i], SINV_TRACE_PLACE_MAX / 4,
                                    &part)) != SALESINV_OK)
            return rc;
        size = part ? strlen(part) : 0;
        if (size == 0 || used + size + 2 > SINV_TRACE_PLACE_MAX)
            continue;
        if (used > 0) {
            memcpy(joined + used, ", ", 2);
            used += 2;
        }
        memcpy(joined + used, part, size);
        used += size;
    }
    return used == 0 ? SALESINV_OK : keep(reader, joined, used, out);
}

static bool has_zone(const char *text)
{
    for (text += DATE_SIZE; *text; text++)
        if (strchr("Zz+-", *text))
            return true;
    return false;
}

/* "2021-06-01 12:00:00" and the like as RFC 3339 has it. */
static bool complete_time(const char *text, const char *zone, char out[TIME_INPUT_MAX])
{
    size_t size = strlen(text);

    if (size <= DATE_SIZE || size + strlen(zone) >= TIME_INPUT_MAX)
        return false;
    memcpy(out, text, size + 1);
    if (out[DATE_SIZE] == ' ')
        out[DATE_SIZE] = 'T';
    if (has_zone(out))
        return true;
    memcpy(out + size, zone, strlen(zone) + 1);
    return true;
}

salesinv_status sinv_payload_time(const sinv_payload_reader *reader,
                                  const sinv_json *object, const char *key,
                                  const char *zone, salesinv_time *out)
{
    char whole[TIME_INPUT_MAX];
    const char *text;
    salesinv_status rc = sinv_payload_text(reader, object, key, TIME_INPUT_MAX, &text);

    if (rc != SALESINV_OK)
        return rc;
    if (!text)
        return sinv_payload_malformed(reader, key, "the time is missing");
    if (!complete_time(text, zone, whole) ||
        sinv_time_parse(reader->source->err, key, whole, strlen(whole), out) !=
            SALESINV_OK)
        return sinv_payload_malformed(reader, key, "%s is no time", text);
    if (*out < EARLIEST || *out > reader->source->now + DAY_US)
        return sinv_payload_malformed(
            reader, key, "%s is before 2000 or more than a day ahead", text);
    return SALESINV_OK;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool sinv_payload_same_number(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

salesinv_status sinv_payload_check_number(const sinv_payload_reader *reader,
                                          const sinv_json *object, const char *key)
{
    const char *number;
    salesinv_status rc =
        sinv_payload_text(reader, object, key, SALESINV_TRACKING_NUMBER_MAX, &number);

    if (rc != SALESINV_OK)
        return rc;
    if (!number)
        return sinv_payload_malformed(reader, key, "the tracking number is missing");
    if (!sinv_payload_same_number(number, reader->source->tracking_number))
        return sinv_payload_malformed(reader, key, "it is about %s, not %s", number,
                                      reader->source->tracking_number);
    return SALESINV_OK;
}

salesinv_status sinv_payload_add(sinv_payload_reader *reader,
                                 const sinv_trace_entry *entry)
{
    sinv_trace_entries *entries = reader->entries;
    sinv_trace_entry *items;

    if (entries->count == SINV_TRACE_PAYLOAD_MAX)
        return sinv_payload_malformed(reader, NULL, "more than %d entries",
                                      SINV_TRACE_PAYLOAD_MAX);
    items = sinv_arena_grow(reader->source->arena, entries->items, sizeof(*items),
                            entries->count, &entries->capacity);
    if (!items)
        return out_of_memory(reader);
    entries->items = items;
    entries->items[entries->count++] = *entry;
    return SALESINV_OK;
}

void sinv_payload_enter(sinv_payload_reader *reader, const char *key)
{
    size_t used = strlen(reader->path);

    (void)snprintf(reader->path + used, sizeof(reader->path) - used, "%s%s",
                   used > 0 ? "." : "", key);
}

salesinv_status sinv_payload_each(sinv_payload_reader *reader, const sinv_json *object,
                                  const char *key, sinv_payload_item read)
{
    const sinv_json *array = sinv_payload_member(object, key);
    size_t used = strlen(reader->path);
    int32_t index = 0;
    salesinv_status rc = SALESINV_OK;

    if (!array)
        return SALESINV_OK;
    if (sinv_json_type_of(array) != SINV_JSON_ARRAY)
        return sinv_payload_malformed(reader, key, "no array");
    for (const sinv_json *item = sinv_json_first(array); item && rc == SALESINV_OK;
         item = sinv_json_next(item)) {
        (void)snprintf(reader->path + used, sizeof(reader->path) - used, "%s%s[%d]",
                       used > 0 ? "." : "", key, index++);
        rc = sinv_json_type_of(item) == SINV_JSON_OBJECT
                 ? read(reader, item)
                 : sinv_payload_malformed(reader, NULL, "no object");
    }
    reader->path[used] = '\0';
    return rc;
}

/* By the carrier's time; what has the same time stays in the order in which it happened. */
static void sort(sinv_trace_entries *entries, bool is_newest_first)
{
    sinv_trace_entry *items = entries->items;
    uint32_t count = entries->count;

    for (uint32_t i = 0; is_newest_first && i < count / 2; i++) {
        const sinv_trace_entry entry = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = entry;
    }
    for (uint32_t i = 1; i < count; i++) {
        const sinv_trace_entry entry = items[i];
        uint32_t place = i;
        for (; place > 0 && items[place - 1].at > entry.at; place--)
            items[place] = items[place - 1];
        items[place] = entry;
    }
}

/* The state of the whole is that of the last entry, unless this has its own. */
static void settle(const sinv_payload_reader *reader)
{
    const sinv_trace_entries *entries = reader->entries;
    sinv_trace_entry *last;

    if (entries->count == 0)
        return;
    last = &entries->items[entries->count - 1];
    if (last->state != SALESINV_PARCEL_UNKNOWN)
        return;
    last->state = reader->state;
    last->status = reader->status;
}

static const struct {
    salesinv_payload_format format;
    salesinv_status (*read)(sinv_payload_reader *reader, const sinv_json *root);
} FORMATS[] = {
    {SALESINV_PAYLOAD_AFTERSHIP, sinv_payload_aftership},
    {SALESINV_PAYLOAD_17TRACK, sinv_payload_17track},
    {SALESINV_PAYLOAD_EASYPOST, sinv_payload_easypost},
    {SALESINV_PAYLOAD_KUAIDI100, sinv_payload_kuaidi100},
};
enum { FORMAT_COUNT = sizeof(FORMATS) / sizeof(FORMATS[0]) };

static salesinv_status read_root(sinv_payload_reader *reader, const sinv_json *root)
{
    salesinv_payload_format format = reader->source->format;

    if (sinv_json_type_of(root) != SINV_JSON_OBJECT)
        return sinv_payload_malformed(reader, NULL, "no object");
    for (int32_t i = 0; i < FORMAT_COUNT; i++)
        if (FORMATS[i].format == format)
            return FORMATS[i].read(reader, root);
    return sinv_err_set(reader->source->err, SALESINV_E_ARG, "format",
                        "format %d is unknown", format);
}

/* What the scanner says of bytes that are no JSON, as the carrier's fault. */
static salesinv_status blame_carrier(sinv_err *err, salesinv_status rc)
{
    char why[WHY_MAX];

    if (rc == SALESINV_E_NOMEM)
        return rc;
    (void)snprintf(why, sizeof(why), "%s", salesinv_error_message(err));
    return sinv_err_set(err, SALESINV_E_CONNECTOR_MALFORMED, "payload", "payload: %s",
                        why);
}

salesinv_status sinv_payload_read(const sinv_payload_source *source,
                                  sinv_trace_entries *out)
{
    sinv_payload_reader reader = {
        .source = source, .entries = out, .state = SALESINV_PARCEL_UNKNOWN};
    sinv_json_tree *tree;
    salesinv_status rc = sinv_json_parse_foreign(source->err, source->arena->heap,
                                                 source->bytes, source->size, &tree);

    if (rc != SALESINV_OK)
        return blame_carrier(source->err, rc);
    rc = read_root(&reader, sinv_json_root(tree));
    sinv_json_free(tree);
    if (rc != SALESINV_OK)
        return rc;
    sort(out, reader.is_newest_first);
    settle(&reader);
    return SALESINV_OK;
}
