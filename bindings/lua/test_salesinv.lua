-- SPDX-License-Identifier: Apache-2.0
-- Loads the library through the Lua binding and calls it. SALESINV_LIBRARY and SALESINV_CDEF say which.
local ffi = require("ffi")
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

-- A session of an administrator in a new tenant; the operator's, the tenant's id and the engine behind it.
local function company()
    local config = make("config", lib.salesinv_config_create, nil, nil)
    call(lib.salesinv_config_set_sqlite, config, ":memory:")
    call(lib.salesinv_config_allow_operator, config, 1)
    local engine = make("engine", lib.salesinv_engine_open, config)
    local operator = make("session", lib.salesinv_session_open_operator, engine, 1)
    local tenant = ffi.new("salesinv_id[1]")
    call(lib.salesinv_tenant_create, operator, "Works", nil, tenant)
    call(lib.salesinv_licence_grant, operator, tenant[0], "inventory", salesinv.TIME_NONE, 0, nil)
    local session = make("session", lib.salesinv_session_open, engine, tenant[0], 7)
    call(lib.salesinv_session_add_role, session, "admin")
    return session, operator, tenant[0], engine
end

-- The same with the standalone edition.
local function works()
    local session = company()
    call(lib.salesinv_edition_enable, session, lib.SALESINV_EDITION_STANDALONE, nil)
    call(lib.salesinv_setting_set_int, session, "plugin.batch_serial", nil, 1, nil)
    return session
end

-- Create an object from JSON (with its format's arguments), and give its id.
local function create(session, noun, flags, form, ...)
    local kind = lib["SALESINV_KIND_" .. noun:upper()]
    local draft = make("draft", lib.salesinv_draft_create, session, kind)
    local body = form:format(...)
    check(lib.salesinv_draft_from_json(draft, body, #body), session)
    local made = make(noun, lib["salesinv_" .. noun .. "_create"], session, draft, flags, nil)
    return tonumber(lib.salesinv_document_id(lib["salesinv_" .. noun .. "_document"](made)))
end

-- A set of kinds as bits.
local function kinds(...)
    local bits = 0ULL
    for _, name in ipairs({ ... }) do
        bits = bits + 2ULL ^ lib["SALESINV_KIND_" .. name:upper()]
    end
    return bits
end

-- A session of an administrator where an ERP owns the stock, the connector to it, and that ERP, which is in memory.
local function beside()
    local session, operator, tenant, engine = company()
    call(lib.salesinv_licence_grant, operator, tenant, "connector.test", salesinv.TIME_NONE, 0, nil)
    call(lib.salesinv_edition_enable, session, lib.SALESINV_EDITION_INTEGRATION, nil)
    call(lib.salesinv_setting_set_int, session, "plugin.batch_serial", nil, 1, nil)
    call(lib.salesinv_sync_enable, session, "erp", "test", kinds("order", "shipment", "return"),
        kinds("product", "warehouse", "account", "stock", "serial", "outbound"), nil)
    local erp = make("loopback", lib.salesinv_loopback_create, nil, nil, "erp", "test")
    local connector = make("connector", lib.salesinv_connector_create, engine,
        lib.salesinv_loopback_vtable(erp), erp, nil)
    return session, connector, erp
end

local function put(erp, record)
    call(lib.salesinv_loopback_put, erp, record, #record)
end

-- Exchange what there is; the number of records that were refused.
local function refused(session, connector)
    local report = make("sync_report", lib.salesinv_sync_run, session, connector, nil)
    return tonumber(lib.salesinv_sync_report_get(report, 0, lib.SALESINV_SYNC_REFUSED))
end

-- The id of what has a code.
local function find(session, noun, code)
    local filter = make("filter", lib.salesinv_filter_create, session, lib["SALESINV_KIND_" .. noun:upper()])
    call(lib.salesinv_filter_set_code, filter, code)
    local cursor = make("cursor", lib.salesinv_document_find, session, filter)
    local document = ffi.new("const salesinv_document *[1]")
    equal(call(lib.salesinv_cursor_next, cursor, document), lib.SALESINV_ROW)
    return tonumber(lib.salesinv_document_id(document[0]))
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
    function() -- order, ship by serial, trace
        local session = works()
        local product = create(session, "product", 0, [[{"name": "Router", "tracking": 2}]])
        local warehouse = create(session, "warehouse", 0, [[{"name": "Main"}]])
        local account = create(session, "account", 0, [[{"name": "Distributor"}]])
        create(session, "inbound", lib.SALESINV_SUBMIT, [[{"type": 2, "warehouse": %d, "lines":
            [{"product": %d, "qty": "10", "serials": ["R01..R10"]}]}]], warehouse, product)
        local order = create(session, "order", lib.SALESINV_SUBMIT, [[{"account": %d, "warehouse": %d,
            "currency": "EUR", "lines": [{"product": %d, "qty": "4"}]}]], account, warehouse, product)
        local shipment = create(session, "shipment", lib.SALESINV_SUBMIT, [[{"order": %d, "warehouse": %d,
            "lines": [{"order_line": %d, "qty": "4", "serials": ["R03..R06"]}]}]],
            order, warehouse, order * 65536 + 1)
        local trace = make("trace", lib.salesinv_serial_trace, session, 0, "R04")
        equal(lib.salesinv_trace_count(trace), 2)
        equal(tonumber(lib.salesinv_trace_account(trace, 1)), account)
        equal(tonumber(lib.salesinv_trace_line(trace, 1)), shipment * 65536 + 1)
        equal(lib.salesinv_verdict_is_clean(make("verdict", lib.salesinv_verify, session)), 1)
    end,
    function() -- beside an ERP: it ships by serial what was ordered here
        local session, connector, erp = beside()
        put(erp, [[{"kind": "product", "external_id": "M-1", "code": "R1", "name": "Router", "tracking": 2}]])
        put(erp, [[{"kind": "warehouse", "external_id": "W-1", "code": "MAIN", "name": "Main"}]])
        put(erp, [[{"kind": "account", "external_id": "C-1", "code": "C1", "name": "Distributor"}]])
        put(erp, [[{"kind": "serial", "external_id": "LOT", "product": "M-1", "serials": ["R01..R10"],
            "state": "in_stock", "warehouse": "W-1"}]])
        put(erp, [[{"kind": "stock", "product": "M-1", "warehouse": "W-1", "on_hand": "10"}]])
        equal(refused(session, connector), 0)
        local order = create(session, "order", lib.SALESINV_SUBMIT, [[{"account": %d, "warehouse": %d,
            "currency": "EUR", "lines": [{"product": %d, "qty": "4"}]}]], find(session, "account", "C1"),
            find(session, "warehouse", "MAIN"), find(session, "product", "R1"))
        create(session, "shipment", lib.SALESINV_SUBMIT, [[{"order": %d}]], order)
        equal(refused(session, connector), 0)
        local notice = text(lib.salesinv_loopback_document_id(erp, lib.SALESINV_KIND_SHIPMENT, 0))
        local parts = ([[{"notice": "%s", "warehouse": "W-1", "lines": [{"line": 1, "qty": "4",
            "serials": ["R03..R06"]}]}]]):format(notice)
        call(lib.salesinv_loopback_ship, erp, parts, #parts, nil)
        equal(refused(session, connector), 0)
        local serial = make("serial", lib.salesinv_serial_get, session, 0, "R04")
        equal(text(lib.salesinv_serial_state_name(lib.salesinv_serial_state_of(serial))), "used")
        equal(tonumber(lib.salesinv_loopback_message_count(erp)), 2)
        equal(caught(put, erp, [[{"kind": "ghost"}]]).field, "kind")
        equal(lib.salesinv_verdict_is_clean(make("verdict", lib.salesinv_verify, session)), 1)
    end,
}

for _, test in ipairs(tests) do
    test()
end
print(#tests .. " tests passed")
