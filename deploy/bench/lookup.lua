-- Look-ups by number of the people that sign.lua registered.
local token, base, known, n = os.getenv("TOKEN"), tonumber(os.getenv("BASE") or "0"), tonumber(os.getenv("KNOWN")), 0

function request()
  n = (n + 7919) % known
  return wrk.format("POST", "/v1/lookups", {
    ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json"},
    string.format('{"line":{"type":"mobile","number":"138%08d"},"purpose":"COMPLIANCE_AUDIT",' ..
      '"legalBasis":"LEGAL_DUTY"}', base + n))
end

function done(summary) io.write(string.format("RESULT %.1f %d\n", summary.requests / summary.duration * 1e6,
  summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout)) end
