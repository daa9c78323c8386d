-- Signings of synthetic people: province-level codes, which no person has, with the right check digit.
local weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
local checks = {"1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"}
local token, base, n, thread_count = os.getenv("TOKEN"), tonumber(os.getenv("BASE") or "0"), 0, 0

math.randomseed(os.time())

function setup(thread)
  thread:set("id", thread_count)
  thread_count = thread_count + 1
end

local function resident(k)
  local day = k % 28 + 1
  local month = math.floor(k / 28) % 12 + 1
  local year = 1960 + math.floor(k / 336) % 20
  local seq = math.floor(k / 6720) % 1000
  local province = ({"11", "31", "44", "50", "65"})[math.floor(k / 6720000) % 5 + 1]
  local body = string.format("%s0000%04d%02d%02d%03d", province, year, month, day, seq)
  local sum = 0
  for i = 1, 17 do sum = sum + tonumber(body:sub(i, i)) * weights[i] end
  return body .. checks[sum % 11 + 1], year
end

function request()
  local k = base + id * 1000000 + n
  n = n + 1
  local number, year = resident(k)
  local issued = year + 46 > 2005 and year + 46 or 2005
  local body = string.format('{"contractRef":"B-%d","event":"open","service":{"type":"mobile","number":"138%08d"},' ..
    '"subscriber":{"name":"测试压测人","document":{"type":"RIC","number":"%s","issuedOn":"2026-01-01",' ..
    '"expiresOn":"%s"},"address":"北京市测试区示例路%d号"},"capture":{"method":"reader","device":"BENCH"},' ..
    '"notice":{"version":"2026-11","language":"zh","acknowledgedAt":"2026-11-21T10:00:00Z",' ..
    '"riskNoticeAcknowledged":true,"separateConsent":true},"match":{"by":"face","result":"pass","vendor":"BENCH"},' ..
    '"livePhoto":"BENCH"}',
    k, k % 100000000, number, year <= 1979 and "long-term" or "2046-01-01", k)
  return wrk.format("POST", "/v1/registrations", {
    ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = string.format("bench-%d", k)}, body)
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
