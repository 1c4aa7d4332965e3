/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_KIND_H
#define SINV_DOCUMENT_KIND_H

/*
 * A kind as data: its tables, its fields, its states, and the few functions in which it
 * differs. The skeleton (draft, snapshot, JSON, find, approval, version, events) is
 * written once against this; the table of all kinds is assembly's.
 *
 * Hooks come in pairs. `check_..` decides: it reads, refuses, and may keep a plan in doc->plan;
 * it writes nothing. `apply_..` then carries the plan out: it moves stock through the ledger and
 * sets cells of the document's rows, which the skeleton stores afterwards.
 */
#include "core/call.h"
#include "core/roles.h"
#include "core/session.h"
#include "core/txn.h"
#include "salesinv/document.h"
#include "salesinv/event.h"

typedef struct sinv_doc sinv_doc;
typedef struct sinv_kind sinv_kind;

/** How a field behaves. */
enum {
    SINV_FIELD_SETTABLE = 1,  /* by a draft */
    SINV_FIELD_REQUIRED = 2,  /* ARG unless set (ids: not 0) when created */
    SINV_FIELD_FIXED = 4,     /* settable at creation only */
    SINV_FIELD_JSON = 8,      /* text that must be JSON, kept as given */
    SINV_FIELD_LATE = 16,     /* settable also after confirmation (logistics fields) */
    SINV_FIELD_NO_BLANK = 32, /* text: not empty, no control characters */
    SINV_FIELD_LINE_REF = 64, /* id of a line (document << 16 | number) */
    SINV_FIELD_MEMBER =
        128 /* id of an account if LIST of the line says so, else the host's */
};

typedef struct sinv_field {
    uint8_t field;    /* SALESINV_F_* */
    uint8_t type;     /* SALESINV_TYPE_* */
    uint8_t flags;    /* SINV_FIELD_* */
    uint8_t ref_kind; /* of an id: SALESINV_KIND_*, 0: not checked */
    int16_t column;   /* SINV_<TABLE>_<COLUMN>, or -1: derived */
    uint16_t size;    /* texts: most bytes */
    int64_t least;    /* numbers: range; both 0: none */
    int64_t most;
    const char *key; /* in JSON */
    /* Derived fields: computed from the snapshot. line 0 is the header. */
    int64_t (*derive)(const sinv_doc *doc, int32_t line);
} sinv_field;

/** Verbs that change a status. Those of one kind alone start at SINV_VERB_OWN. */
typedef enum sinv_verb {
    SINV_VERB_CREATE,
    SINV_VERB_UPDATE,
    SINV_VERB_SUBMIT,
    SINV_VERB_APPROVE,
    SINV_VERB_REJECT,
    SINV_VERB_WITHDRAW,
    SINV_VERB_VOID,
    SINV_VERB_ACTIVATE,
    SINV_VERB_DEACTIVATE,
    SINV_VERB_CLOSE,
    SINV_VERB_REOPEN,
    SINV_VERB_RECEIVE,
    SINV_VERB_UNDO_RECEIPT,
    SINV_VERB_TAKE_IN,
    SINV_VERB_COUNT
} sinv_verb;

#define SINV_IN(status) (UINT32_C(1) << (status))

/** What a verb does to a document in one of `from`; kinds list theirs. */
typedef struct sinv_transition {
    uint8_t verb;   /* sinv_verb */
    uint8_t action; /* sinv_action: the right it takes */
    uint8_t to;     /* status after; 0: `apply` or the approval step decides */
    uint8_t event;  /* SALESINV_EVENT_* */
    uint32_t from;  /* SINV_IN bits */
    /* Either may be NULL. `draft` is what the caller gave, or NULL. */
    salesinv_status (*check)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*apply)(sinv_txn *txn, sinv_doc *doc);
} sinv_transition;

/** Documents that need a switch: those whose header column has a value, while they are open. */
typedef struct sinv_switch_use {
    int16_t setting;   /* SINV_SET_* */
    int16_t column;    /* of the header, -1: every document of the kind */
    uint32_t statuses; /* SINV_IN bits, 0: those of the kind's `open` */
    int64_t value;
} sinv_switch_use;

enum {
    SINV_KIND_MASTER = 1,  /* master data: active or inactive, no approval */
    SINV_KIND_SERIALS = 2, /* lines may name serials */
    SINV_KIND_UPSERT = 4,  /* may be upserted by code or external id */
    SINV_KIND_AMEND =
        8 /* may be changed in approval: withdrawn, changed and submitted again in one */
};

struct sinv_kind {
    salesinv_kind kind;
    const char *name;   /* "order" */
    const char *prefix; /* of numbers: "SO" */
    uint32_t flags;
    uint8_t object;         /* sinv_object that rights are asked for */
    uint8_t receive_object; /* likewise by the verbs of receipts; 0: object */
    int16_t table;
    int16_t line_table;       /* -1: no lines */
    int16_t approval_setting; /* SINV_SET_APPROVAL_*, -1: no approval step */
    int16_t account_column;   /* header column that makes it an account's own, -1 */
    int16_t name_column;      /* header column that a text filter matches, -1 */
    int16_t code_column;      /* unique code, with index SINV_INDEX_CODE, -1 */
    uint8_t confirmed;        /* status when confirmed; 0: SALESINV_STATUS_CONFIRMED */
    uint32_t editable;        /* SINV_IN bits where update may change everything */
    uint32_t
        early; /* SINV_IN bits to which a right to own objects keeps an update; 0: none */
    uint32_t late; /* SINV_IN bits where update may change SINV_FIELD_LATE fields */
    uint32_t open; /* SINV_IN bits in which the document uses what it refers to */
    uint32_t
        pushed; /* SINV_IN bits in which an ERP that owns the stock knows it; 0: it is told of none */
    uint32_t editions; /* bits 1 << SALESINV_EDITION_* that may write it; 0: any */
    uint32_t synced;   /* likewise: there synchronisation alone writes it */
    const sinv_field *fields;
    const sinv_field *line_fields;
    int32_t field_count;
    int32_t line_field_count;
    const sinv_transition *transitions;
    int32_t transition_count;
    const sinv_switch_use *switch_uses; /* a plugin stays on while they are open */
    int32_t switch_use_count;

    /** After a draft was put into the rows (create and update): defaults, references, amounts. Reads and decides only. */
    salesinv_status (*prepare)(sinv_txn *txn, sinv_doc *doc);
    /** Create and update, once everything is decided and before the document is stored: what changes besides itself. */
    salesinv_status (*apply_write)(sinv_txn *txn, sinv_doc *doc);
    /** Update of a document that has effect already (status in `revisable`): as a transition's pair, doc->before holds it as stored. */
    uint32_t revisable;
    salesinv_status (*check_revise)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*apply_revise)(sinv_txn *txn, sinv_doc *doc);
    /** Store the serials that a draft names on line `index`, after the line itself was stored (SINV_KIND_SERIALS). */
    salesinv_status (*store_serials)(sinv_txn *txn, sinv_doc *doc, uint32_t index);
    /** Lines of a document that are not rows of its line table, after those that are: NULL if the kind has none such. */
    salesinv_status (*load_lines)(sinv_txn *txn, sinv_doc *doc);
    /** Is a document with this header, in a status of `open`, open? NULL: yes. */
    bool (*is_open)(const sinv_row *head);
    /** Is an ERP told of a document with this header? NULL: yes, if the kind is `pushed`. */
    bool (*is_pushed)(const sinv_row *head);
    /** Blank what is personal in the documents of an account that is erased; NULL: there is nothing of the kind. */
    salesinv_status (*erase)(sinv_txn *txn, salesinv_id account);
    /** May `only_own` users reach this document? NULL: owner or account. */
    bool (*is_own)(const sinv_txn *txn, const sinv_doc *doc);
};

/** A check of salesinv_verify; see inventory/verify.h for its arguments. */
typedef struct sinv_verify_check sinv_verify_check;

/** The kind by number from the engine's table, NULL if there is none. */
const sinv_kind *sinv_kind_of(const salesinv_engine *engine, salesinv_kind kind);
/** A field of the header (is_line false) or the lines, NULL if the kind has it not. */
const sinv_field *sinv_kind_field(const sinv_kind *kind, bool is_line,
                                  salesinv_field field);
const sinv_field *sinv_kind_field_by_key(const sinv_kind *kind, bool is_line,
                                         const char *key);
/** The transition of a verb, NULL if the kind has it not. */
const sinv_transition *sinv_kind_transition(const sinv_kind *kind, sinv_verb verb);

/** May users write the kind in the present edition? LICENSE_REQUIRED, EDITION_NOT_SUPPORTED, SYNC_ONLY. */
salesinv_status sinv_kind_check_edition(sinv_txn *txn, const sinv_kind *kind);

/** Is a document of the kind with this header open: does it use what it refers to? */
bool sinv_kind_is_open(const sinv_kind *kind, const sinv_row *head);

int64_t sinv_doc_life_status(const sinv_doc *doc, int32_t line);
int64_t sinv_doc_line_id(const sinv_doc *doc, int32_t line);

#endif
