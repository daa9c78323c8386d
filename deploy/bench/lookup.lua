-- Lookups by number of random people of those that load-people made: the KNOWN numbers after BASE.
local token, base, known = os.getenv("TOKEN"), tonumber(os.getenv("BASE") or "0"), tonumber(os.getenv("KNOWN"))
math.randomseed(os.time())

function request()
  return wrk.format("POST", "/v1/lookups", {
    ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json"},
    string.format('{"line":{"type":"mobile","number":"138%08d"},"purpose":"COMPLIANCE_AUDIT",' ..
      '"legalBasis":"LEGAL_DUTY"}', base + math.random(known)))
end

-- Where PACE gives a mean in microseconds: each connection waits at random after an answer (exponentially, as shops do who
-- know nothing of each other), so that many connections together ask as pgbench -R does.
local pace = tonumber(os.getenv("PACE") or "0")
if pace > 0 then
  function delay() return math.floor(-math.log(1 - math.random()) * pace / 1000 + 0.5) end
end

function done(summary, latency)
  io.write(string.format("RESULT %.1f %d %.2f %.2f %.2f %.2f\n", summary.requests / summary.duration * 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency:percentile(99.9) / 1000))
end
