# SPDX-License-Identifier: Apache-2.0
"""Loads the library through the Python binding and calls it. SALESINV_LIBRARY and SALESINV_CDEF say which."""
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


if __name__ == "__main__":
    unittest.main()
