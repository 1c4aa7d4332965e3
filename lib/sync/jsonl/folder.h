/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_JSONL_FOLDER_H
#define SINV_SYNC_JSONL_FOLDER_H

/*
 * The folder of a jsonl connector: its files by name, read line by line, and written so that they are there as a whole or not at all.
 * Functions that answer an int answer 0 or errno, and have then said in jsonl->failure which file it was.
 */
#include <stdbool.h>

#include "base/error.h"
#include "base/json.h"
#include "sync/jsonl/jsonl.h"

enum {
    SINV_JSONL_NAME_MAX = 200,
    SINV_JSONL_CHUNK = 65536,
    SINV_JSONL_TEXT_MAX = 1024,
    SINV_JSONL_ID_MAX = 32
};

typedef struct sinv_jsonl {
    sinv_heap *heap; /* a reference */
    sinv_err *err;   /* of the JSON reader; nobody sees it */
    bool has_acks;
    sinv_arena arena; /* of the method under way */
    sinv_buf line;    /* the line that was read, or is written */
    char *chunk;
    char path[SINV_JSONL_PATH_MAX + 1];
    char failure[SINV_JSONL_TEXT_MAX];
    /* what connector.json says */
    char brand[SALESINV_CONNECTOR_BRAND_MAX + 1];
    char epoch[SALESINV_EPOCH_MAX + 1];
} sinv_jsonl;

/** Start of a method: forget what the last one said. */
void sinv_jsonl_begin(sinv_jsonl *at);

/** "product" and so on; "" for a kind that is none of a connector's. */
const char *sinv_jsonl_kind_name(salesinv_kind kind);
/** The kind of a name, 0 if there is none. */
salesinv_kind sinv_jsonl_kind_of(const char *name, size_t size);

/** Say what failed with which file of the folder; answers `error`. */
int sinv_jsonl_fail(sinv_jsonl *at, const char *name, int error);
/** What is to be answered for it: NOMEM, else CONNECTOR_REFUSED. */
salesinv_status sinv_jsonl_status(int error);

/** Names of files in `sub` ("in", ..) that end in ".jsonl", or, with a kind, in ".KIND.jsonl", in order; lives until the method ends. */
typedef struct sinv_jsonl_names {
    const char **names;
    uint32_t count;
    uint32_t capacity;
} sinv_jsonl_names;
int sinv_jsonl_list(sinv_jsonl *at, const char *sub, const char *kind,
                    sinv_jsonl_names *out);

/** The number at the start of a text, -1 if there is none or it has more than 15 digits; *out_end is what follows it. */
int64_t sinv_jsonl_number(const char *text, const char **out_end);

/** Is it one of the names that the protocol allows? */
bool sinv_jsonl_is_name(const char *name);

/** A file under way. */
typedef struct sinv_jsonl_lines {
    const char *name; /* below the folder, for errors; lives until the method ends */
    int file;
    size_t at;
    size_t end;
    int64_t offset; /* of the first byte that was not delivered */
    int64_t size;   /* of the file when it was opened */
    int64_t time;   /* when it was changed, in microseconds */
} sinv_jsonl_lines;

/** Open for reading from `offset`; `sub` NULL: in the folder itself. */
int sinv_jsonl_open(sinv_jsonl *at, const char *sub, const char *name, int64_t offset,
                    sinv_jsonl_lines *out);
/**
 * The next line, without its end, into at->line; one above SALESINV_RECORD_SIZE_MAX is cut one byte behind that. *out_has is false at the
 * end of the file, *out_whole when the line has a line feed.
 */
int sinv_jsonl_next(sinv_jsonl *at, sinv_jsonl_lines *lines, bool *out_has,
                    bool *out_whole);
void sinv_jsonl_close(sinv_jsonl_lines *lines);

/** at->line as a tree (owned: sinv_json_free); NULL when it is no JSON object, ENOMEM. */
int sinv_jsonl_parse(sinv_jsonl *at, sinv_json_tree **out);
/** A text member of an object, NULL if absent or no text. */
const char *sinv_jsonl_text(const sinv_json *object, const char *key);

/** A file of out/ that is being written. */
typedef struct sinv_jsonl_writer {
    int file;
    int64_t number;
    bool is_published; /* from here on somebody may have read it */
    char hidden[SINV_JSONL_TEXT_MAX + SINV_JSONL_PATH_MAX];
} sinv_jsonl_writer;

/** Begin the file with the next number. */
int sinv_jsonl_write_begin(sinv_jsonl *at, sinv_jsonl_writer *out);
/** Append at->line. */
int sinv_jsonl_write(sinv_jsonl *at, const sinv_jsonl_writer *writer);
/** Make it durable, then visible. */
int sinv_jsonl_write_end(sinv_jsonl *at, sinv_jsonl_writer *writer);
/** Take it back, unless it is published. */
void sinv_jsonl_write_abort(sinv_jsonl_writer *writer);

#endif
