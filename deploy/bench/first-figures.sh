#!/usr/bin/env bash
# A first figure: requests/s of the service (wrk) beside its own look-up statement without a service (pgbench), on one
# machine, in turns. Loopback only, bounded in time. Needs wrk, pgbench and psql (Debian: wrk postgresql-15); a built jar.
# The signing figure includes the trial's authority, which runs in the same process and signs each answer.
set -euo pipefail
cd "$(dirname "$0")"
jar=../../target/quarkus-app/quarkus-run.jar
seconds=${SECONDS_EACH:-8} turns=${TURNS:-3} pgbench=${PGBENCH:-$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)}
for tool in wrk psql curl; do command -v $tool >/dev/null || { echo "$tool is missing: apt-get install wrk postgresql-15 curl"; exit 2; }; done
work=$(mktemp -d)
java -Dquarkus.http.port=18080 -Dshiming.trial.directory="$work/trial" -Dshiming.trial.issuer.port=18481 \
  -Dshiming.trial.authority.port=18482 -Dshiming.trial.database.port=18432 -jar $jar trial >"$work/out.log" 2>&1 &
service=$!
trap 'kill $service 2>/dev/null; wait $service 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 240); do grep -q 'Read the API' "$work/out.log" && break; sleep 0.5; done
token() { curl -s "http://127.0.0.1:18481/token?user=$1"; }
# a setting may stand in the file as name=password
password() { sed -n "s/^$1=//p" "$work/trial/passwords.properties"; }
psql() { PGPASSWORD=$(password postgres) command psql -qAt -h 127.0.0.1 -p 18432 -U postgres -d shiming "$@"; }
run() { wrk -t1 -c"$1" -d"$2"s -s "$3" http://127.0.0.1:18080 | sed -n 's/^RESULT //p'; }

echo "preparing: signings for 20 s" >&2
TOKEN=$(token clerk-1) BASE=0 run 8 20 sign.lua >/dev/null
psql -c "CREATE SCHEMA bench; CREATE TABLE bench.line AS SELECT row_number() OVER () AS n, number_index FROM registry.number_directory;
  ALTER TABLE bench.line ADD PRIMARY KEY (n); GRANT USAGE ON SCHEMA bench TO shiming_service; GRANT SELECT ON bench.line TO shiming_service; ANALYZE"
lines=$(psql -c 'SELECT count(*) FROM bench.line')
echo "people registered: $lines"
echo "| clients | turn | signing req/s | look-up req/s | look-up statement alone tps | ratio |"
echo "| --: | --: | --: | --: | --: | --: |"
turn=0
for clients in 8 32; do
  for _ in $(seq "$turns"); do
    turn=$((turn + 1))
    read -r signing errors1 < <(TOKEN=$(token clerk-1) BASE=$((turn * 2000000)) run $clients "$seconds" sign.lua)
    read -r lookup errors2 < <(TOKEN=$(token auditor-1) BASE=0 KNOWN=$((lines - 64)) run $clients "$seconds" lookup.lua)
    alone=$(PGPASSWORD=$(password shiming_service) "$pgbench" -n -M prepared -h 127.0.0.1 -p 18432 -U shiming_service -c "$clients" \
      -T "$seconds" -D lines="$lines" -f lookup.sql shiming 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p')
    echo "| $clients | $turn | $signing | $lookup | $alone | $(awk "BEGIN{printf \"%.2f\", $lookup/$alone}") |"
    [ "$errors1$errors2" = 00 ] || echo "errors: signing $errors1, look-up $errors2"
  done
done
