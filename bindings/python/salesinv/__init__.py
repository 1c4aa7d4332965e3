# SPDX-License-Identifier: Apache-2.0
"""libsalesinv for Python, through cffi without a compiler. Maps types and errors; holds no rule.

`lib` has every function and constant of the C headers, `ffi` makes their types. Getters are called
on `lib`; functions that can fail go through call(), those that give a handle through make():

    config = make(lib.salesinv_config_create, ffi.NULL, ffi.NULL)
    call(lib.salesinv_config_set_sqlite, config, "shop.db")
    engine = make(lib.salesinv_engine_open, config)

SALESINV_LIBRARY names the shared library, SALESINV_CDEF the declaration file, where they are not
where an installation puts them.
"""
import os
import pathlib
import weakref

import cffi

__all__ = ["SalesinvError", "TIME_NONE", "call", "check", "ffi", "lib", "make", "text"]


def _declarations():
    """The declaration file: the one named, else beside this package, else of the system."""
    named = os.environ.get("SALESINV_CDEF")
    beside = pathlib.Path(__file__).resolve().parents[2] / "salesinv.cdef.h"
    places = [named] if named else [beside, "/usr/local/share/salesinv/salesinv.cdef.h",
                                    "/usr/share/salesinv/salesinv.cdef.h"]
    for place in map(pathlib.Path, places):
        if place.exists():
            return place.read_text()
    raise ImportError("salesinv.cdef.h not found; name it in SALESINV_CDEF")


ffi = cffi.FFI()
ffi.cdef(_declarations())
# SALESINV_TIME_NONE: macros and 64-bit constants do not pass through declarations.
TIME_NONE = -(2**63)
lib = ffi.dlopen(os.environ.get("SALESINV_LIBRARY", "libsalesinv.so.0"))


class SalesinvError(Exception):
    """A call failed: code, its name without prefix, one line of text, the input at fault."""

    def __init__(self, code, name, message, field):
        super().__init__(f"{name}: {message}" + (f" ({field})" if field else ""))
        self.code, self.name, self.message, self.field = code, name, message, field


# What a handle was made from lives as long as it: a session keeps its engine open.
_made_from = weakref.WeakKeyDictionary()


def text(value):
    """A str from a C text, None from NULL."""
    return None if value == ffi.NULL else ffi.string(value).decode()


# Where a handle's errors are reported; others report where what they were made from does.
_ERROR_OF = {
    "salesinv_config *": lambda config: lib.salesinv_config_error(config),
    "salesinv_engine *": lambda engine: lib.salesinv_engine_error(engine),
    "salesinv_loopback *": lambda erp: lib.salesinv_loopback_error(erp),
    "salesinv_session *": lambda session: lib.salesinv_engine_error(lib.salesinv_session_engine(session)),
}


def _error_of(handle):
    """The error object behind a handle; NULL if there is none."""
    if not isinstance(handle, ffi.CData) or not handle:
        return ffi.NULL
    kind = ffi.typeof(handle).cname
    if kind in _ERROR_OF:
        return _ERROR_OF[kind](handle)
    return _error_of(next(iter(_made_from.get(handle, ())), None))


def check(status, handle=None):
    """Return `status`, or raise what the root of `handle` reports if it is negative."""
    if status >= 0:
        return status
    error = _error_of(handle)
    if lib.salesinv_error_code(error) == status:
        message, field = text(lib.salesinv_error_message(error)), text(lib.salesinv_error_field(error))
    else:
        message, field = text(lib.salesinv_status_text(status)), ""
    raise SalesinvError(status, text(lib.salesinv_status_name(status)), message, field)


def _plain(arguments):
    """Arguments as C takes them: str becomes UTF-8, None becomes NULL."""
    kinds = {str: str.encode, type(None): lambda _: ffi.NULL}
    return [kinds.get(type(a), lambda other: other)(a) for a in arguments]


def call(function, *arguments):
    """Call what answers a status; raises SalesinvError."""
    return check(function(*_plain(arguments)), arguments[0] if arguments else None)


def make(function, *arguments):
    """Call what puts a new handle into its last parameter; the handle is released by itself."""
    out_type = ffi.typeof(function).args[-1]
    out = ffi.new(out_type.cname.replace("* *", "**"))
    call(function, *arguments, out)
    noun = out_type.item.item.cname
    release = getattr(lib, noun + "_free", None) or getattr(lib, noun + "_close")
    made = ffi.gc(out[0], release)
    _made_from[made] = arguments
    return made
