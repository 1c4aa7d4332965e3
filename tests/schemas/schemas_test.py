#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The schemas of records and messages: each example passes its own, wrong ones do not, and the keys are the library's fields.

usage: schemas_test.py SCHEMAS
"""
import copy
import json
import pathlib
import sys
import unittest

import jsonschema

from salesinv import lib, text

SCHEMAS = pathlib.Path(sys.argv.pop(1))
RECORD = {"kind", "external_id", "version", "deleted", "status"}
MESSAGE = {"kind", "action", "own_external_id"}
# Fields of the kind that an ERP has no say in, and what its records have besides the kind's fields.
NOT_SAID = {"outbound": {"type"}, "return": {"*"}}
NOT_SAID_OF_LINES = {"shipment": {"received", "short_reason"}, "return": {"*"}}
BESIDES = {"outbound": {"carrier", "tracking_number"}, "shipment": {"shipped_at", "reason"},
           "return": {"source", "warehouse", "out_warehouse", "reason"}}
BESIDES_OF_LINES = {"outbound": {"serials"}, "shipment": {"serials"},
                    "return": {"line", "received", "bin", "batch", "serials"}}
RECORDS = {"category", "unit", "product", "account", "warehouse", "bin", "batch", "serial", "stock", "outbound",
           "shipment", "return"}
MESSAGES = {"message-order": "order", "message-notice": "shipment", "message-return": "return",
            "message-exchange": "return"}
ACTIONS = {"message-order": {"put", "void", "close", "reopen"}, "message-notice": {"put", "void", "close"},
           "message-return": {"put", "void", "close"}, "message-exchange": {"put", "void", "close"}}
GONE = object()


def load(path):
    return json.loads(path.read_text())


def changed(document, path, value):
    """A copy in which the value at a path is another one, or GONE."""
    copied = copy.deepcopy(document)
    at = copied
    for key in path[:-1]:
        at = at[key]
    if value is GONE:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return copied


def settable(kind, is_line, all_of_them=False):
    """Keys of a kind's fields, by default of those that can be set."""
    keys = set()
    for index in range(lib.salesinv_kind_field_count(kind, is_line)):
        field = lib.salesinv_kind_field_at(kind, is_line, index)
        if all_of_them or lib.salesinv_kind_field_is_settable(kind, is_line, field):
            keys.add(text(lib.salesinv_kind_field_key(kind, is_line, field)))
    return keys


def without(keys, left_out):
    """The keys without those left out ("*": all); each of them must have been there."""
    if left_out == {"*"}:
        return set()
    assert left_out <= keys, left_out - keys
    return keys - left_out


def kind_number(name):
    return getattr(lib, f"SALESINV_KIND_{name.upper()}")


def validator_of(path):
    """Of one schema file, which names the others by their file names."""
    # Ubuntu 22.04 has a jsonschema that knows draft 7: what these schemas say means the same there.
    draft = getattr(jsonschema, "Draft202012Validator", jsonschema.Draft7Validator)
    schema = load(path)
    draft.check_schema(schema)
    return draft(schema, resolver=jsonschema.RefResolver(path.as_uri(), schema))


class Schemas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.by_name = {path.name[: -len(".schema.json")]: validator_of(path.resolve())
                       for path in SCHEMAS.glob("*.schema.json")}
        cls.common = cls.by_name.pop("common")
        cls.examples = {path.stem: load(path) for path in (SCHEMAS / "examples").glob("*.json")}

    def validator(self, example):
        """message-order-void is an example of message-order."""
        names = [name for name in self.by_name if example == name or example.startswith(name + "-")]
        self.assertTrue(names, f"{example} is an example of nothing")
        return self.by_name[max(names, key=len)]

    def examples_of(self, name):
        return {key: value for key, value in self.examples.items()
                if self.validator(key) is self.by_name[name]}

    def properties(self, name, is_line=False):
        schema = self.by_name[name].schema
        if is_line:
            schema = schema["properties"].get("lines", {}).get("items", {"properties": {}, "additionalProperties": False})
        self.assertIs(schema["additionalProperties"], False, name)
        return set(schema["properties"]) - ({"lines"} if not is_line else set())

    def test_there_is_one_of_each(self):
        self.assertEqual(set(self.by_name), RECORDS | set(MESSAGES))
        for name in self.by_name:
            self.assertIn(name, self.examples)

    def test_every_example_passes(self):
        for name, document in self.examples.items():
            with self.subTest(name):
                self.validator(name).validate(document)

    def test_examples_name_their_kind(self):
        for name, kind in {**MESSAGES, **{record: record for record in RECORDS}}.items():
            for document in self.examples_of(name).values():
                self.assertEqual(document["kind"], kind)

    def test_there_is_an_example_of_every_action(self):
        for name, actions in ACTIONS.items():
            schema = self.by_name[name].schema["properties"]["action"]
            self.assertEqual(set(schema["enum"]), actions)
            self.assertEqual({document["action"] for document in self.examples_of(name).values()}, actions)

    def test_records_have_the_fields_that_can_be_set(self):
        for name in RECORDS - {"serial", "stock"}:
            with self.subTest(name):
                head = without(settable(kind_number(name), 0), NOT_SAID.get(name, set()))
                self.assertEqual(self.properties(name), head | RECORD | BESIDES.get(name, set()))
                lines = without(settable(kind_number(name), 1), NOT_SAID_OF_LINES.get(name, set()))
                self.assertEqual(self.properties(name, True), lines | BESIDES_OF_LINES.get(name, set()))

    def test_messages_have_all_fields(self):
        for name, kind in MESSAGES.items():
            with self.subTest(name):
                number = kind_number(kind)
                self.assertEqual(self.properties(name), settable(number, 0, True) | MESSAGE)
                serials = set() if kind == "order" else {"serials"}
                self.assertEqual(self.properties(name, True), settable(number, 1, True) | serials)

    def test_examples_of_records_show_every_key(self):
        """The examples are applied by schema_examples_test.c: so every key of the schemas is one that the library knows."""
        for name in RECORDS:
            with self.subTest(name):
                documents = self.examples_of(name).values()
                shown = set().union(*documents)
                missing = self.properties(name) - shown - {"deleted", "status"}
                lines = [line for document in documents for line in document.get("lines", [])]
                missing |= self.properties(name, True) - set().union(*lines)
                self.assertEqual(missing, set())

    def test_references_stand_alone(self):
        """Before draft 2019-09 what stands beside "$ref" is not read: nothing but words may stand there."""
        def look(node):
            if isinstance(node, dict):
                self.assertLessEqual(set(node), {"$ref", "description"} if "$ref" in node else set(node))
            for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
                look(child)
        for validator in [self.common, *self.by_name.values()]:
            look(validator.schema)

    def test_every_definition_is_used(self):
        texts = "".join(path.read_text() for path in SCHEMAS.glob("*.schema.json"))
        for name in self.common.schema["$defs"]:
            self.assertIn(f'#/$defs/{name}"', texts)

    def test_what_is_right_passes(self):
        for example, path, value in RIGHT:
            with self.subTest(f"{example} {path} {value}"):
                self.validator(example).validate(changed(self.examples[example], path, value))

    def test_what_is_wrong_is_refused(self):
        for example, path, value in WRONG:
            with self.subTest(f"{example} {path} {value}"):
                wrong = changed(self.examples[example], path, value)
                self.assertNotEqual(wrong, self.examples[example])
                self.assertFalse(self.validator(example).is_valid(wrong))


# Other ways to say a thing: (example, path, value).
RIGHT = [
    ("product", ["price"], 1250),
    ("product", ["price"], None),
    ("product", ["safety_stock"], "5.000001"),
    ("product", ["category"], None),
    ("product", ["category"], {"id": 5}),
    ("product", ["category"], {"id": "9007199254740993", "code": "MOT", "external_id": "CAT-MOTORS"}),
    ("product", ["deleted"], True),
    ("product", ["status"], "inactive"),
    ("product", ["owner"], None),
    ("category-deleted", ["name"], "Motors"),
    ("warehouse", ["lines", 0], {"list": 3, "member": {"code": "1001"}}),
    ("bin", ["warehouse"], {"number": "WH-000001"}),
    ("batch", ["expires_at"], "2028-11-01T00:00:00.123456Z"),
    ("serial", ["state"], "in_stock"),
    ("serial-used", ["account"], None),
    ("stock", ["on_hand"], "-2"),
    ("stock", ["frozen"], None),
    ("stock", ["external_id"], "any"),
    ("stock", ["deleted"], True),
    ("stock-deleted", ["product"], "G-10"),
    ("outbound", ["lines", 0, "source_line"], 1376257),
    ("outbound", ["lines", 0, "source_line"], {"line": 1, "external_id": "80015"}),
    ("outbound", ["lines", 0, "source_line"], {"line": 1}),
    ("outbound", ["lines", 0, "product"], None),
    ("outbound", ["status"], "confirmed"),
    ("outbound-void", ["lines"], [{"source_line": 1, "qty": "1"}]),
    ("shipment", ["order"], GONE),
    ("return", ["lines", 1, "received"], GONE),
    ("return", ["status"], "void"),
    ("message-order", ["lines", 0, "product"], {"id": 8, "number": "PR-000008"}),
    ("message-order", ["ship_to"], GONE),
]

# What a schema has to see: (example, path, value).
WRONG = [
    # the envelope
    ("product", ["kind"], "category"),
    ("product", ["kind"], GONE),
    ("product", ["external_id"], GONE),
    ("product", ["external_id"], ""),
    ("product", ["external_id"], 77),
    ("product", ["external_id"], "M\n77"),
    ("product", ["external_id"], "M" * 129),
    ("product", ["version"], GONE),
    ("product", ["version"], 0),
    ("product", ["version"], "12"),
    ("product", ["version"], 1.5),
    ("product", ["deleted"], 1),
    ("product", ["status"], "void"),
    ("product", ["colour"], "red"),
    ("category-deleted", ["deleted"], False),
    # values
    ("product", ["name"], GONE),
    ("product", ["name"], None),
    ("product", ["name"], ""),
    ("product", ["name"], "x" * 201),
    ("product", ["price"], "12.34567"),
    ("product", ["price"], 12.5),
    ("product", ["price"], "-1"),
    ("product", ["price"], "1,250.00"),
    ("product", ["price"], "1e3"),
    ("product", ["tracking"], 3),
    ("product", ["tracking"], "serial"),
    ("product", ["scale"], 7),
    ("product", ["kit_kind"], 3),
    ("product", ["safety_stock"], "5.0000001"),
    ("product", ["owner"], "lind"),
    ("batch", ["produced_at"], "2026-11-01"),
    ("batch", ["produced_at"], "2026-11-01 00:00:00Z"),
    ("batch", ["produced_at"], "2026-11-01T00:00:00"),
    ("batch", ["produced_at"], "2026-13-01T00:00:00Z"),
    ("batch", ["produced_at"], 1793491200),
    # references
    ("product", ["category"], 5),
    ("product", ["category"], {}),
    ("product", ["category"], {"name": "Motors"}),
    ("product", ["category"], ["CAT-MOTORS"]),
    ("batch", ["product"], None),
    ("batch", ["product"], GONE),
    ("bin", ["warehouse"], GONE),
    ("bin", ["warehouse"], {"number": "1"}),
    ("bin", ["code"], GONE),
    # lines
    ("product", ["lines"], {}),
    ("product", ["lines", 0, "product"], "K-1"),
    ("product", ["lines", 0, "unit"], GONE),
    ("product", ["lines", 0, "numerator"], 0),
    ("product-kit", ["lines", 0, "qty"], "0"),
    ("product-kit", ["lines", 0, "qty"], "0.000"),
    ("product-kit", ["lines", 0, "qty"], GONE),
    ("product-kit", ["lines", 0, "is_fixed"], 2),
    ("account", ["lines", 0, "zip"], "0150"),
    ("warehouse", ["lines", 0, "list"], 4),
    ("warehouse", ["lines", 0, "member"], "u-42"),
    ("warehouse", ["lines", 0, "member"], GONE),
    ("unit", ["code"], "seventeen letters"),
    # stock and serials
    ("stock", ["on_hand"], GONE),
    ("stock", ["on_hand"], "ten"),
    ("stock", ["frozen"], "-1"),
    ("stock", ["delta"], "-1"),
    ("stock", ["product"], GONE),
    ("stock", ["deleted"], 0),
    ("stock-deleted", ["external_id"], GONE),
    ("stock-deleted", ["deleted"], False),
    ("stock", ["status"], "inactive"),
    ("stock", ["lines"], []),
    ("serial", ["serials"], []),
    ("serial", ["serials"], "SM0001..SM0008"),
    ("serial", ["serials", 0], 1),
    ("serial", ["serials", 0], {"first": "SM0001"}),
    ("serial", ["serials", 0], {"first": "SM0001", "last": "SM0008", "count": 8}),
    ("serial", ["serials", 0], {"first": "SM0001", "count": 0}),
    ("serial", ["state"], "sold"),
    ("serial", ["state"], GONE),
    ("serial", ["state"], "unused"),
    ("serial", ["warehouse"], GONE),
    ("serial", ["account"], "C-1001"),
    ("serial-used", ["warehouse"], "W-N"),
    # results
    ("outbound", ["source"], GONE),
    ("outbound", ["warehouse"], GONE),
    ("outbound", ["warehouse"], None),
    ("outbound", ["lines"], GONE),
    ("outbound", ["lines"], []),
    ("outbound", ["status"], "shipped"),
    ("outbound", ["type"], 1),
    ("outbound", ["lines", 0, "source_line"], GONE),
    ("outbound", ["lines", 0, "source_line"], 0),
    ("outbound", ["lines", 0, "source_line"], {"line": 1, "name": "SH-000017"}),
    ("outbound", ["lines", 0, "source_line"], {"number": "SH-000017"}),
    ("outbound", ["lines", 0, "qty"], GONE),
    ("outbound", ["lines", 0, "qty"], "-2"),
    ("outbound", ["lines", 0, "batch"], 5),
    ("outbound", ["lines", 1, "unit"], GONE),
    ("outbound-void", ["status"], GONE),
    ("outbound-void", ["status"], "confirmed"),
    ("shipment", ["warehouse"], GONE),
    ("shipment", ["reason"], "first part"),
    ("return", ["reason"], "noise"),
    ("return-void", ["status"], GONE),
    ("shipment", ["lines", 0, "order_line"], GONE),
    ("shipment", ["lines", 0, "qty"], "0"),
    ("shipment", ["lines", 0, "received"], "1"),
    ("return", ["source"], GONE),
    ("return", ["lines", 0, "line"], GONE),
    ("return", ["lines", 0, "line"], 65536),
    ("return", ["lines", 1, "received"], "-1"),
    ("return", ["lines", 1, "received"], "0"),
    ("return", ["lines", 0, "qty"], "1"),
    # messages
    ("message-order", ["action"], "cancel"),
    ("message-order", ["action"], GONE),
    ("message-order", ["kind"], "shipment"),
    ("message-order", ["id"], GONE),
    ("message-order", ["number"], "1"),
    ("message-order", ["status"], "draft"),
    ("message-order", ["account"], 11),
    ("message-order", ["account"], "C-1001"),
    ("message-order", ["account"], {"code": "1001"}),
    ("message-order", ["account"], {"id": 11}),
    ("message-order", ["currency"], "euro"),
    ("message-order", ["lines", 0, "product"], GONE),
    ("message-order", ["lines", 0, "line"], GONE),
    ("message-order", ["lines"], []),
    ("message-notice", ["action"], "reopen"),
    ("message-notice", ["mode"], 2),
    ("message-notice", ["lines", 0, "order_line"], 1),
    ("message-notice", ["lines", 0, "order_line"], GONE),
    ("message-return", ["mode"], 4),
    ("message-return", ["lines", 0, "direction"], 2),
    ("message-exchange", ["mode"], 2),
    ("message-exchange", ["lines", 1, "direction"], 3),
]


if __name__ == "__main__":
    unittest.main()
