-- Requests that are refused, as fast as the service refuses them.
local token = os.getenv("TOKEN")
function request()
  return wrk.format("POST", "/v1/lookups", {
    ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json"}, "{")
end
function done(summary, latency)
  io.write(string.format("RESULT %.1f %d %.2f\n", summary.requests / summary.duration * 1e6,
    summary.errors.connect + summary.errors.read + summary.errors.timeout, latency:percentile(99) / 1000))
end
