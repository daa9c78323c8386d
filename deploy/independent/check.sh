#!/usr/bin/env bash
# Checkpoints and proofs of a running service, judged by other people's implementations. Needs the built jar; where a tool
# is missing that judge is left out with a loud line, and STRICT=1 makes that a failure. Exit status 1: something was wrong.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=deploy/independent jar=target/quarkus-app/quarkus-run.jar npm=target/independent/npm
missing() { echo "!!!! NOT CHECKED: $1 is missing ($here/install.sh brings it)" >&2; [ "${STRICT:-0}" = 0 ] || exit 1; }
for tool in java curl jq; do command -v $tool >/dev/null || { missing $tool; exit 0; }; done
work=$(mktemp -d) port=$((20000 + RANDOM % 10000))
java -Dquarkus.http.port=$port -Dquarkus.management.port=$((port + 5)) -Dshiming.trial.directory="$work/trial" -Dshiming.trial.issuer.port=$((port + 1)) \
  -Dshiming.trial.authority.port=$((port + 2)) -jar $jar trial >"$work/out.log" 2>&1 &
service=$!
end() { # in order if it can be, but in any case
  kill $service 2>/dev/null || true
  for _ in $(seq 60); do kill -0 $service 2>/dev/null || break; sleep 0.5; done
  kill -9 $service 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT
for _ in $(seq 300); do grep -q 'Read the API' "$work/out.log" && break; sleep 0.5; done
api="http://127.0.0.1:$port" out=$work/out
mkdir "$out"
get() { curl -sf -H "Authorization: Bearer $AUDITOR" "$api$1"; }
token() { curl -sf "http://127.0.0.1:$((port + 1))/token?user=$1"; }
CLERK=$(token clerk-1) AUDITOR=$(token auditor-1) CUSTODIAN=$(token custodian-1)
sign() {
  curl -sf -o /dev/null "$api/v1/registrations" -H "Authorization: Bearer $CLERK" -H 'Content-Type: application/json' \
    -H "Idempotency-Key: independent-$1" -d '{"contractRef":"IND-'"$1"'","event":"install","service":{"type":"internet",
    "accessAccount":"independent-'"$1"'","installationAddress":"北京市测试区示例路1号"},"subscriber":{"name":"测试人","document":
    {"type":"RIC","number":"11010519491231002X","issuedOn":"2010-01-01","expiresOn":"long-term"},"address":"北京市测试区示例路1号"},
    "capture":{"method":"reader","device":"R-1"},"notice":{"version":"2026-11","language":"zh","acknowledgedAt":"2026-11-21T10:00:00Z",
    "riskNoticeAcknowledged":true}}'
}
judged() { # $1: numbers of the contracts before, $2: after
  rm -f "$out"/*
  for n in $1; do sign "$n"; done
  sleep 5
  get /audit/v1/key >"$out/key"
  get /audit/v1/checkpoint >"$out/checkpoint.old"
  for n in $2; do sign "$n"; done
  sleep 5
  get /audit/v1/checkpoint >"$out/checkpoint.new"
  get "/audit/v1/consistency?old=$(sed -n 2p "$out/checkpoint.old")&new=$(sed -n 2p "$out/checkpoint.new")" | jq -r '.hashes[]' >"$out/consistency"
  curl -sf "$api/v1/audit/search" -H "Authorization: Bearer $AUDITOR" -H 'Content-Type: application/json' \
    -d '{"act":"REGISTRATION_SIGNED","limit":50}' >"$work/found.json"
  for id in $(jq -r '.entries[].entryId' "$work/found.json"); do
    get "/audit/v1/entries/$id/proof" >"$out/proof.$id"
    jq -r ".entries[] | select(.entryId == \"$id\") | .leafHash" "$work/found.json" >"$out/leaf.$id"
    jq -c ".entries[] | select(.entryId == \"$id\") | .fields" "$work/found.json" >"$out/fields.$id"
  done
  if [ -d /usr/share/gocode/src/golang.org/x/mod ] && command -v go >/dev/null; then
    [ -x "$work/check" ] || GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/go" go build -o "$work/check" $here/check.go
    "$work/check" "$out"
  else missing 'golang-go with golang-golang-x-mod-dev'; fi
  if command -v node >/dev/null && [ -d $npm/node_modules/@sigstore/verify ]; then node $here/check.js $npm "$out"; else missing '@sigstore/verify'; fi
  while read -r key; do # and our own verifier, offline
    java -jar target/shiming-verifier.jar consistency "$key" "$out/checkpoint.old" "$out/checkpoint.new" "$out/consistency"
  done <"$out/key"
}
judged "1 2 3" "4 5 6 7"
# the same while the log's key is being replaced: two keys, two signatures
curl -sf -o /dev/null "$api/v1/keys/rotations" -H "Authorization: Bearer $CUSTODIAN" \
  -H 'Idempotency-Key: check-rotation-1' -H 'Content-Type: application/json' -d '{"kind":"log"}'
for _ in $(seq 60); do [ "$(curl -sf "$api/audit/v1/key" | wc -l)" = 2 ] && break; sleep 0.5; done
[ "$(curl -sf "$api/audit/v1/key" | wc -l)" = 2 ] || { echo 'the log has no second key' >&2; exit 1; }
judged "8" "9"
