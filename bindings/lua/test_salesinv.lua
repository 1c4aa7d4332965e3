-- SPDX-License-Identifier: Apache-2.0
-- Loads the library through the Lua binding and calls it. SALESINV_LIBRARY and SALESINV_CDEF say which.
local salesinv = require("salesinv")
local lib, call, check, make, text = salesinv.lib, salesinv.call, salesinv.check, salesinv.make, salesinv.text

local function equal(given, wanted)
    if given ~= wanted then
        error("wanted " .. tostring(wanted) .. ", given " .. tostring(given), 2)
    end
end

-- The error that `fn` raises.
local function caught(fn, ...)
    local done, raised = pcall(fn, ...)
    if done or getmetatable(raised) ~= salesinv.SalesinvError then
        error("no error of the library, but: " .. tostring(raised), 2)
    end
    return raised
end

local tests = {
    function() -- names of status codes
        equal(text(lib.salesinv_status_name(lib.SALESINV_E_ARG)), "ARG")
        equal(text(lib.salesinv_status_name(lib.SALESINV_E_NOT_FOUND)), "NOT_FOUND")
    end,
    function() -- success and rows pass
        equal(check(lib.SALESINV_OK), 0)
        equal(check(lib.SALESINV_ROW), 1)
    end,
    function() -- a code without a handle has its general text
        local raised = caught(check, lib.SALESINV_E_NOT_FOUND)
        equal(raised.code, lib.SALESINV_E_NOT_FOUND)
        equal(raised.message, text(lib.salesinv_status_text(lib.SALESINV_E_NOT_FOUND)))
        equal(tostring(raised), "NOT_FOUND: " .. raised.message)
    end,
    function() -- a config reports the input at fault
        local config = make("config", lib.salesinv_config_create, nil, nil)
        call(lib.salesinv_config_set_busy_ms, config, 10)
        local raised = caught(call, lib.salesinv_config_set_busy_ms, config, -1)
        equal(raised.name, "ARG")
        equal(raised.message, text(lib.salesinv_error_message(lib.salesinv_config_error(config))))
        equal(raised.field ~= "", true)
    end,
    function() -- opens in memory and refuses an unknown tenant
        local config = make("config", lib.salesinv_config_create, nil, nil)
        call(lib.salesinv_config_set_sqlite, config, ":memory:")
        local engine = make("engine", lib.salesinv_engine_open, config)
        equal(caught(make, "session", lib.salesinv_session_open, engine, 7, 1).name, "NOT_FOUND")
    end,
}

for _, test in ipairs(tests) do
    test()
end
print(#tests .. " tests passed")
