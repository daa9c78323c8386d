#!/usr/bin/env bash
# What the log costs a signing: the same statement by pgbench on the trial's PostgreSQL, in turns, with the log and its
# sequencer; with the log and the sequencer stopped; and as a copy of the function that does not call audit.append.
# Needs a built jar, psql and pgbench. Only loopback, bounded in time.
set -euo pipefail
cd "$(dirname "$0")"
jar=${JAR:-../../target/quarkus-app/quarkus-run.jar} seconds=${SECONDS_EACH:-10} turns=${TURNS:-3} clients=${CLIENTS:-8}
pgbench=${PGBENCH:-$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)}
work=$(mktemp -d) port=$((20000 + RANDOM % 10000))
java -Dquarkus.http.port=$port -Dshiming.trial.directory="$work/trial" -Dshiming.trial.issuer.port=$((port + 1)) \
  -Dshiming.trial.authority.port=$((port + 2)) -Dshiming.trial.database.port=$((port + 3)) -Dshiming.registration.sweep-every=off \
  -jar "$jar" trial >"$work/out.log" 2>&1 &
service=$!
trap 'kill -CONT $service 2>/dev/null; kill $service 2>/dev/null; wait $service 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 300); do grep -q 'Read the API' "$work/out.log" && break; sleep 0.5; done
password() { sed -n "s/^$1=//p" "$work/trial/passwords.properties"; }
psql() { PGPASSWORD=$(password postgres) command psql -qAt -h 127.0.0.1 -p $((port + 3)) -U postgres -d shiming "$@"; }
psql -c "CREATE SCHEMA bench; GRANT USAGE ON SCHEMA bench TO shiming_service" -c "DO \$\$ BEGIN EXECUTE replace(replace(
  pg_get_functiondef('registry.sign'::regproc), 'FUNCTION registry.sign(', 'FUNCTION bench.sign('), 'audit.append(p_entry, p_person)',
  'sha256(p_entry)'); END \$\$" -c "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bench TO shiming_service" \
  -c "GRANT USAGE ON ALL SEQUENCES IN SCHEMA registry TO shiming_service"
drained() { until [ "$(psql -c 'SELECT count(*) FROM audit.queue')" = 0 ]; do sleep 0.5; done; }
tps() {
  sed "s/:sign(/$1(/" sign.sql >"$work/run.sql"
  PGPASSWORD=$(password shiming_service) "$pgbench" -n -M prepared -h 127.0.0.1 -p $((port + 3)) -U shiming_service -c "$clients" \
    -T "$seconds" -f "$work/run.sql" shiming 2>"$work/err" | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}
tps registry.sign >/dev/null || { cat "$work/err"; exit 1; }; drained # warm
echo "| turn | log and sequencer | log, sequencer stopped | no log | with/without log | sequencer on/off |"
echo "| --: | --: | --: | --: | --: | --: |"
for turn in $(seq "$turns"); do
  on=$(tps registry.sign); drained
  kill -STOP $service; off=$(tps registry.sign); kill -CONT $service; drained
  none=$(tps bench.sign)
  echo "| $turn | $on | $off | $none | $(awk "BEGIN{printf \"%.2f\", $on/$none}") | $(awk "BEGIN{printf \"%.2f\", $on/$off}") |"
done
