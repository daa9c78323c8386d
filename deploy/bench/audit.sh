#!/usr/bin/env bash
# What the log costs a signing: the same statement by pgbench on the trial's PostgreSQL, in turns, with the log and its
# sequencer; with the log and the sequencer stopped; and as a copy of the function that does not call audit.append.
# The order of the three changes from turn to turn, since what went before leaves work behind. Also told: the CPU
# seconds a second that the service's JVM took while it sequenced. Needs a built jar, psql and pgbench. Only loopback.
set -euo pipefail
cd "$(dirname "$0")"
jar=${JAR:-../../target/quarkus-app/quarkus-run.jar} seconds=${SECONDS_EACH:-6} turns=${TURNS:-6} clients=${CLIENTS:-8}
pgbench=${PGBENCH:-$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)}
work=$(mktemp -d) port=$((20000 + RANDOM % 10000))
java -Dquarkus.http.port=$port -Dquarkus.management.port=$((port + 5)) -Dshiming.trial.directory="$work/trial" -Dshiming.trial.issuer.port=$((port + 1)) \
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
cpu() { awk '{print ($14 + $15) / 100}' /proc/$service/stat; } # user and system ticks of 10 ms
on() { local c; c=$(cpu); tps registry.sign; awk "BEGIN{printf \"%.3f\", ($(cpu) - $c) / $seconds}" >"$work/jvm"; drained; }
off() { kill -STOP $service; tps registry.sign; kill -CONT $service; drained; }
none() { tps bench.sign; }
tps registry.sign >/dev/null || { cat "$work/err"; exit 1; }; drained # warm
echo "| turn | log and sequencer | log, sequencer stopped | no log | with/without log | sequencer on/off | JVM s/s |"
echo "| --: | --: | --: | --: | --: | --: | --: |"
orders=("on off none" "off on none" "none on off" "none off on" "on none off" "off none on")
for turn in $(seq "$turns"); do
  declare -A got
  for phase in ${orders[$((turn % 6))]}; do psql -c CHECKPOINT; got[$phase]=$($phase); done
  awk -v t="$turn" -v on="${got[on]}" -v off="${got[off]}" -v none="${got[none]}" -v jvm="$(cat "$work/jvm")" \
    'BEGIN{printf "| %d | %.0f | %.0f | %.0f | %.3f | %.3f | %s |\n", t, on, off, none, on / none, on / off, jvm}' | tee -a "$work/turns"
done
median() { cut -d'|' -f"$1" "$work/turns" | sort -n | awk '{v[NR] = $1} END{print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'; }
echo "Medians: with/without log $(median 6), sequencer on/off $(median 7)"
