/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_LIBRARY_TEXT_H
#define MODEL_LIBRARY_TEXT_H

/* Steps as texts: the JSON of drafts, and for other verbs nothing. */
#include "model/library.h"

/** Write the draft of the step; an empty text for a step without one. */
void library_write(const library *lib, const reference *ref, const ref_step *step,
                   char out[LIBRARY_TEXT_MAX]);
/** What kind of step it is, e.g. "approve shipment 17". */
void library_describe(const reference *ref, const ref_step *step,
                      char out[LIBRARY_TEXT_MAX]);
/** Append to a text. */
void library_add(char *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** Append the member "serials" of a line, with a comma before it; nothing for none. */
void library_add_serials(char *text, uint32_t serials);
salesinv_id library_line(const reference *ref, ref_at line);
/** Key of a setting. */
const char *library_setting(int setting);

#endif
