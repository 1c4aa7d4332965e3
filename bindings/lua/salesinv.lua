-- SPDX-License-Identifier: Apache-2.0
-- libsalesinv for LuaJIT, through its FFI. Maps types and errors; holds no rule.
--
-- M.lib has every function and constant of the C headers. Getters are called on it; functions that
-- can fail go through M.call, those that give a handle through M.make:
--
--     local config = M.make("config", lib.salesinv_config_create, nil, nil)
--     M.call(lib.salesinv_config_set_sqlite, config, "shop.db")
--     local engine = M.make("engine", lib.salesinv_engine_open, config)
--
-- SALESINV_LIBRARY names the shared library, SALESINV_CDEF the declaration file, where they are not
-- where an installation puts them.
local ffi = require("ffi")

local M = {}

-- The declaration file: the one named, else beside this file, else of the system.
local function declarations()
    local named = os.getenv("SALESINV_CDEF")
    local here = debug.getinfo(1, "S").source:match("^@(.*)/[^/]*$") or "."
    local places = named and { named } or {
        here .. "/../salesinv.cdef.h",
        "/usr/local/share/salesinv/salesinv.cdef.h",
        "/usr/share/salesinv/salesinv.cdef.h",
    }
    for _, place in ipairs(places) do
        local file = io.open(place)
        if file then
            local text = file:read("*a")
            file:close()
            return text
        end
    end
    error("salesinv.cdef.h not found; name it in SALESINV_CDEF")
end

ffi.cdef(declarations())
local lib = ffi.load(os.getenv("SALESINV_LIBRARY") or "libsalesinv.so.0")
M.lib = lib
-- SALESINV_TIME_NONE: macros and 64-bit constants do not pass through declarations.
M.TIME_NONE = -0x7fffffffffffffffLL - 1

-- What a failed call raises: code, its name without prefix, one line of text, the input at fault.
local SalesinvError = {}
SalesinvError.__index = SalesinvError
SalesinvError.__tostring = function(self)
    local where = self.field ~= "" and " (" .. self.field .. ")" or ""
    return self.name .. ": " .. self.message .. where
end
M.SalesinvError = SalesinvError

-- A string from a C text, nil from NULL.
function M.text(value)
    return value ~= nil and ffi.string(value) or nil
end

-- What a handle was made from lives as long as it: a session keeps its engine open.
local made_from = setmetatable({}, { __mode = "k" })

-- Where a handle's errors are reported; others report where what they were made from does.
local function error_of(handle)
    if type(handle) ~= "cdata" or handle == nil then
        return nil
    elseif ffi.istype("salesinv_config *", handle) then
        return lib.salesinv_config_error(handle)
    elseif ffi.istype("salesinv_engine *", handle) then
        return lib.salesinv_engine_error(handle)
    elseif ffi.istype("salesinv_loopback *", handle) then
        return lib.salesinv_loopback_error(handle)
    elseif ffi.istype("salesinv_session *", handle) then
        return lib.salesinv_engine_error(lib.salesinv_session_engine(handle))
    end
    return error_of((made_from[handle] or {})[1])
end

-- Return `status`, or raise what the root of `handle` reports if it is negative.
function M.check(status, handle)
    if status >= 0 then
        return status
    end
    local raised = { code = status, name = M.text(lib.salesinv_status_name(status)), field = "" }
    local reported = error_of(handle)
    if lib.salesinv_error_code(reported) == status then
        raised.message = M.text(lib.salesinv_error_message(reported))
        raised.field = M.text(lib.salesinv_error_field(reported))
    else
        raised.message = M.text(lib.salesinv_status_text(status))
    end
    error(setmetatable(raised, SalesinvError), 2)
end

-- Call what answers a status; raises SalesinvError.
function M.call(fn, ...)
    return M.check(fn(...), (...))
end

-- The function that ends the life of a `noun`.
local function release_of(noun)
    local name = "salesinv_" .. noun
    local found, fn = pcall(function()
        return lib[name .. "_free"]
    end)
    return found and fn or lib[name .. "_close"]
end

-- Call what puts a new `noun` into its last parameter; the handle is released by itself.
function M.make(noun, fn, ...)
    local out = ffi.new("salesinv_" .. noun .. " *[1]")
    local count = select("#", ...)
    local arguments = { ... }
    arguments[count + 1] = out
    M.check(fn(unpack(arguments, 1, count + 1)), (...))
    local made = ffi.gc(out[0], release_of(noun))
    made_from[made] = arguments
    return made
end

return M
