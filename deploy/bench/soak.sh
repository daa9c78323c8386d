#!/usr/bin/env bash
# An hour at half load: does anything grow that should not? Signings and look-ups at steady paces together; after each minute
# the heap that a full collection leaves, resident memory, threads, files, connections, entries that wait for the sequencer,
# dead rows. Writes results/soak.csv and draws results/soak.svg. Bounded in time.
#   MINUTES=60 SIGNINGS=110 LOOKUPS=200 ./soak.sh
# Needs what run.sh needs, and the JDK's jcmd and jstat.
set -euo pipefail
cd "$(dirname "$0")"
minutes=${MINUTES:-60} signings=${SIGNINGS:-110} lookups=${LOOKUPS:-200} port=${PORT:-18180}
jar=${JAR:-../../target/quarkus-app/quarkus-run.jar}
for tool in wrk psql curl jcmd jstat; do command -v "$tool" >/dev/null || { echo "$tool is missing"; exit 2; }; done
[ -f "$jar" ] || (cd ../.. && mvn -q -DskipTests package)
work=$(mktemp -d) && mkdir -p results
java ${JAVA_SETTINGS:--Xmx300m -XX:+UseSerialGC} -Dquarkus.http.port=$port -Dshiming.trial.directory="$work/trial" \
  -Dshiming.trial.issuer.port=$((port + 1)) -Dshiming.trial.authority.port=$((port + 2)) \
  -Dshiming.trial.database.port=$((port + 3)) -Dshiming.access.quota.client-per-day=2000000000 -jar "$jar" trial >"$work/out.log" 2>&1 &
service=$!
trap 'kill $service 2>/dev/null; wait $service 2>/dev/null || true; rm -rf "$work"' EXIT
until grep -q 'Read the API' "$work/out.log"; do kill -0 $service || { cat "$work/out.log"; exit 1; }; sleep 0.1; done
psql() { PGPASSWORD=$(sed -n "s/^postgres=//p" "$work/trial/passwords.properties") command psql -qAt -F, -h 127.0.0.1 -p $((port + 3)) -U postgres -d shiming "$@"; }
load() { # req/s errors p50 p95 p99 p99.9: load SCRIPT SECONDS USER BASE RATE
  TOKEN=$(curl -s "http://127.0.0.1:$((port + 1))/token?user=$3") BASE=$4 KNOWN=${known:-1} PACE=$((8000000 / $5)) \
    wrk --latency --timeout 10s -t1 -c8 -d"$2"s -s "$1" http://127.0.0.1:$port | sed -n 's/^RESULT //p'
}
sample() {
  jcmd $service GC.run >/dev/null
  local heap=$(jstat -gc $service | awk 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } NR == 2 { print int(($c["S0U"] + $c["S1U"] + $c["EU"] + $c["OU"]) / 1024) }')
  local rows=$(psql -c "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()),
    (SELECT count(*) FROM audit.queue),
    sum(n_dead_tup), sum(n_live_tup), pg_database_size('shiming') / 1048576 FROM pg_stat_user_tables")
  echo "$heap,$(awk '/VmRSS/ {print int($2 / 1024)}' /proc/$service/status),$(ls /proc/$service/task | wc -l),$(ls /proc/$service/fd | wc -l),$rows"
}
load sign.lua 30 clerk-1 0 "$signings" >/dev/null
known=$(($(psql -c "SELECT count(*) FROM registry.service_line") - 64))
out=results/soak.csv
echo "minute,sign_rps,sign_errors,sign_p50,sign_p99,lookup_rps,lookup_errors,lookup_p50,lookup_p99,heap_mib,resident_mib,threads,files,connections,unsequenced,dead_rows,live_rows,database_mib" >$out
for minute in $(seq "$minutes"); do
  load lookup.lua 57 auditor-1 0 "$lookups" >"$work/lookup" &
  asked=$!
  load sign.lua 57 clerk-1 $((minute * 100000)) "$signings" >"$work/sign"
  wait $asked
  read -r s se s50 _ s99 _ <"$work/sign"; read -r l le l50 _ l99 _ <"$work/lookup"
  echo "$minute,$s,$se,$s50,$s99,$l,$le,$l50,$l99,$(sample)" | tee -a $out
done
grep -cE ' (WARN|ERROR) ' "$work/out.log" | sed 's/^/lines of warning or error in the log: /' || true
sed -E 's/[0-9a-f]{8}-[0-9a-f-]{27}/ID/g; s/^[^ ]+ [^ ]+ //' "$work/out.log" | grep -E '^(WARN|ERROR) ' | cut -c1-120 | sort | uniq -c | sort -rn | head -5
command -v gnuplot >/dev/null && gnuplot soak.gp || echo "no plot: apt-get install gnuplot-nox"
