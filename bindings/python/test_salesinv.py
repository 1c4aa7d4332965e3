# SPDX-License-Identifier: Apache-2.0
"""Loads the library through the Python binding and calls it. SALESINV_LIBRARY and SALESINV_CDEF say which."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import salesinv
from salesinv import call, check, ffi, lib, make, text


class Loading(unittest.TestCase):
    def test_every_status_has_a_name(self):
        codes = {name: getattr(lib, name) for name in dir(lib) if name.startswith("SALESINV_E_")}
        self.assertGreater(len(codes), 20)
        for name, code in codes.items():
            self.assertEqual("SALESINV_E_" + text(lib.salesinv_status_name(code)), name)

    def test_every_declared_function_is_there(self):
        for name in filter(lambda n: n.startswith("salesinv_"), dir(lib)):
            self.assertTrue(callable(getattr(lib, name)), name)


class Errors(unittest.TestCase):
    def test_success_and_rows_pass(self):
        self.assertEqual(check(lib.SALESINV_OK), 0)
        self.assertEqual(check(lib.SALESINV_ROW), 1)

    def test_a_code_without_a_handle_has_its_general_text(self):
        with self.assertRaises(salesinv.SalesinvError) as caught:
            check(lib.SALESINV_E_NOT_FOUND)
        self.assertEqual((caught.exception.code, caught.exception.name), (lib.SALESINV_E_NOT_FOUND, "NOT_FOUND"))
        self.assertEqual(caught.exception.message, text(lib.salesinv_status_text(lib.SALESINV_E_NOT_FOUND)))

    def test_a_config_reports_the_input_at_fault(self):
        config = make(lib.salesinv_config_create, None, None)
        call(lib.salesinv_config_set_busy_ms, config, 10)
        with self.assertRaises(salesinv.SalesinvError) as caught:
            call(lib.salesinv_config_set_busy_ms, config, -1)
        self.assertEqual(caught.exception.name, "ARG")
        self.assertEqual(caught.exception.message, text(lib.salesinv_error_message(lib.salesinv_config_error(config))))
        self.assertTrue(caught.exception.field)


class Engine(unittest.TestCase):
    def test_opens_in_memory_and_refuses_an_unknown_tenant(self):
        config = make(lib.salesinv_config_create, None, None)
        call(lib.salesinv_config_set_sqlite, config, ":memory:")
        engine = make(lib.salesinv_engine_open, config)
        with self.assertRaises(salesinv.SalesinvError) as caught:
            make(lib.salesinv_session_open, engine, 7, 1)
        self.assertEqual(caught.exception.name, "NOT_FOUND")


class Trade(unittest.TestCase):
    """The main job through the shared library: receive, order, ship by serial, trace."""

    def setUp(self):
        config = make(lib.salesinv_config_create, None, None)
        call(lib.salesinv_config_set_sqlite, config, ":memory:")
        call(lib.salesinv_config_allow_operator, config, 1)
        engine = make(lib.salesinv_engine_open, config)
        self.tenant = self.found_tenant(make(lib.salesinv_session_open_operator, engine, 1))
        self.session = make(lib.salesinv_session_open, engine, self.tenant, 7)
        call(lib.salesinv_session_add_role, self.session, "admin")
        call(lib.salesinv_edition_enable, self.session, lib.SALESINV_EDITION_STANDALONE, None)
        call(lib.salesinv_setting_set_int, self.session, "plugin.batch_serial", None, 1, None)

    def tearDown(self):
        verdict = make(lib.salesinv_verify, self.session)
        self.assertEqual(lib.salesinv_verdict_is_clean(verdict), 1)

    @staticmethod
    def found_tenant(operator):
        tenant = ffi.new("salesinv_id *")
        call(lib.salesinv_tenant_create, operator, "Works", None, tenant)
        call(lib.salesinv_licence_grant, operator, tenant[0], "inventory", salesinv.TIME_NONE, 0, None)
        return tenant[0]

    def create(self, noun, flags=0, **fields):
        """Create and return the id of an object from its fields."""
        draft = make(lib.salesinv_draft_create, self.session, getattr(lib, "SALESINV_KIND_" + noun.upper()))
        body = json.dumps(fields).encode()
        call(lib.salesinv_draft_from_json, draft, body, len(body))
        made = make(getattr(lib, f"salesinv_{noun}_create"), self.session, draft, flags, None)
        return lib.salesinv_document_id(getattr(lib, f"salesinv_{noun}_document")(made))

    def receive_and_order(self):
        """Ten routers in stock, four of them ordered: the order's id."""
        product = self.create("product", name="Router", tracking=lib.SALESINV_TRACKING_SERIAL)
        self.warehouse = self.create("warehouse", name="Main")
        self.account = self.create("account", name="Distributor")
        self.create("inbound", lib.SALESINV_SUBMIT, type=lib.SALESINV_INBOUND_OPENING, warehouse=self.warehouse,
                    lines=[{"product": product, "qty": "10", "serials": ["R01..R10"]}])
        return self.create("order", lib.SALESINV_SUBMIT, account=self.account, warehouse=self.warehouse,
                           currency="EUR", lines=[{"product": product, "qty": "4"}])

    def test_order_ship_by_serial_trace(self):
        order = self.receive_and_order()
        shipment = self.create("shipment", lib.SALESINV_SUBMIT, order=order, warehouse=self.warehouse,
                               lines=[{"order_line": order << 16 | 1, "qty": "4", "serials": ["R03..R06"]}])
        trace = make(lib.salesinv_serial_trace, self.session, 0, "R04")
        self.assertEqual(lib.salesinv_trace_count(trace), 2)
        self.assertEqual(lib.salesinv_trace_account(trace, 1), self.account)
        self.assertEqual(lib.salesinv_trace_line(trace, 1) >> 16, shipment)

    def test_a_draft_reports_the_input_at_fault(self):
        draft = make(lib.salesinv_draft_create, self.session, lib.SALESINV_KIND_ORDER)
        with self.assertRaises(salesinv.SalesinvError) as caught:
            call(lib.salesinv_draft_from_json, draft, b'{"acount": 1}', 13)
        self.assertEqual(caught.exception.field, "acount")
        self.assertIn("acount", caught.exception.message)

    def test_a_refusal_explains_itself(self):
        order = self.receive_and_order()
        with self.assertRaises(salesinv.SalesinvError) as caught:
            self.create("shipment", lib.SALESINV_SUBMIT, order=order, warehouse=self.warehouse,
                        lines=[{"order_line": order << 16 | 1, "qty": "5", "serials": ["R03..R07"]}])
        self.assertEqual(caught.exception.name, "EXCEEDS_SHIPPABLE")
        self.assertIn("5", caught.exception.message)


class BesideAnErp(unittest.TestCase):
    """The whole process beside the ERP in memory: goods come from it, an order and its notice go out, results come back."""

    def setUp(self):
        config = make(lib.salesinv_config_create, None, None)
        call(lib.salesinv_config_set_sqlite, config, ":memory:")
        call(lib.salesinv_config_allow_operator, config, 1)
        engine = make(lib.salesinv_engine_open, config)
        operator = make(lib.salesinv_session_open_operator, engine, 1)
        tenant = Trade.found_tenant(operator)
        call(lib.salesinv_licence_grant, operator, tenant, "connector.test", salesinv.TIME_NONE, 0, None)
        self.session = make(lib.salesinv_session_open, engine, tenant, 7)
        call(lib.salesinv_session_add_role, self.session, "admin")
        call(lib.salesinv_edition_enable, self.session, lib.SALESINV_EDITION_INTEGRATION, None)
        call(lib.salesinv_setting_set_int, self.session, "plugin.batch_serial", None, 1, None)
        self.erp = make(lib.salesinv_loopback_create, None, None, "erp", "test")
        call(lib.salesinv_sync_enable, self.session, "erp", "test", self.kinds("order", "shipment", "return"),
             self.kinds("product", "warehouse", "account", "stock", "serial", "outbound"), None)
        self.connector = make(lib.salesinv_connector_create, engine, lib.salesinv_loopback_vtable(self.erp),
                              self.erp, None)

    def tearDown(self):
        verdict = make(lib.salesinv_verify, self.session)
        self.assertEqual(lib.salesinv_verdict_is_clean(verdict), 1)

    @staticmethod
    def kinds(*names):
        return sum(1 << getattr(lib, "SALESINV_KIND_" + name.upper()) for name in names)

    def put(self, **record):
        body = json.dumps(record).encode()
        call(lib.salesinv_loopback_put, self.erp, body, len(body))

    def ship(self, **what):
        body = json.dumps(what).encode()
        call(lib.salesinv_loopback_ship, self.erp, body, len(body), None)

    def run_once(self):
        report = make(lib.salesinv_sync_run, self.session, self.connector, None)
        return lib.salesinv_sync_report_get(report, 0, lib.SALESINV_SYNC_REFUSED)

    create = Trade.create

    def find(self, kind, code):
        found = make(lib.salesinv_filter_create, self.session, getattr(lib, "SALESINV_KIND_" + kind.upper()))
        call(lib.salesinv_filter_set_code, found, code)
        cursor = make(lib.salesinv_document_find, self.session, found)
        document = ffi.new("const salesinv_document **")
        self.assertEqual(call(lib.salesinv_cursor_next, cursor, document), lib.SALESINV_ROW)
        return lib.salesinv_document_id(document[0])

    def test_the_erp_ships_what_was_ordered_here(self):
        self.put(kind="product", external_id="M-1", code="R1", name="Router", tracking=2)
        self.put(kind="warehouse", external_id="W-1", code="MAIN", name="Main")
        self.put(kind="account", external_id="C-1", code="C1", name="Distributor")
        self.put(kind="serial", external_id="LOT", product="M-1", serials=["R01..R10"], state="in_stock",
                 warehouse="W-1")
        self.put(kind="stock", product="M-1", warehouse="W-1", on_hand="10")
        self.assertEqual(self.run_once(), 0)
        order = self.create("order", lib.SALESINV_SUBMIT, account=self.find("account", "C1"),
                            warehouse=self.find("warehouse", "MAIN"), currency="EUR",
                            lines=[{"product": self.find("product", "R1"), "qty": "4"}])
        self.create("shipment", lib.SALESINV_SUBMIT, order=order)
        self.assertEqual(self.run_once(), 0)
        notice = text(lib.salesinv_loopback_document_id(self.erp, lib.SALESINV_KIND_SHIPMENT, 0))
        self.ship(notice=notice, warehouse="W-1", lines=[{"line": 1, "qty": "4", "serials": ["R03..R06"]}])
        self.assertEqual(self.run_once(), 0)
        got = make(lib.salesinv_order_get, self.session, order)
        shipped = lib.salesinv_document_get_qty(lib.salesinv_order_document(got), 1, lib.SALESINV_F_SHIPPED)
        self.assertEqual(shipped, 4000000)
        serial = make(lib.salesinv_serial_get, self.session, 0, "R04")
        self.assertEqual(text(lib.salesinv_serial_state_name(lib.salesinv_serial_state_of(serial))), "used")
        self.assertEqual(lib.salesinv_loopback_message_count(self.erp), 2)

    def test_the_erp_reports_for_itself(self):
        with self.assertRaises(salesinv.SalesinvError) as caught:
            self.put(kind="ghost")
        self.assertEqual((caught.exception.name, caught.exception.field), ("ARG", "kind"))


if __name__ == "__main__":
    unittest.main()
