/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_LIBRARY_RECORD_H
#define MODEL_LIBRARY_RECORD_H

/* What an ERP tells, as the records that a connector puts in. */
#include "model/library.h"

/** Write what the step says as one record of a version that is newer than all before. */
void library_write_record(const library *lib, const reference *ref,
                          const ref_step *step, char out[LIBRARY_TEXT_MAX]);
/** Put a record in; what it was refused with. `out_id` receives the id of what it made. */
salesinv_status library_put_record(library *lib, const char *text, salesinv_id *out_id,
                                   char message[LIBRARY_TEXT_MAX]);

#endif
