/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_COMPARE_H
#define MODEL_COMPARE_H

/* Is the library where the reference is? The first difference is described. */
#include "model/library.h"

enum { COMPARE_TEXT_MAX = 256 };

/** What of the figures differs. */
typedef struct compare_result {
    bool is_different;
    char text[COMPARE_TEXT_MAX];
} compare_result;

/** On hand, frozen and available of every product in every warehouse. */
void compare_stock(library *lib, const reference *ref, compare_result *out);
/** State and place of every serial; holder and account too of those in `closely` (one bit each). */
void compare_serials(library *lib, const reference *ref, uint32_t closely,
                     compare_result *out);
/** Status and counters of a document. */
void compare_doc(library *lib, const reference *ref, int doc, compare_result *out);
/** Learn the numbers that the library gave to lines of a document. */
void compare_learn(library *lib, reference *ref, int doc, compare_result *out);

#endif
