#!/usr/bin/env bash
# How long the service takes to its first answer, its database being up, and what it costs to get warm: as it is usually
# packaged, and with the archive of deploy/start. Five starts each, in turns, in a trial that has PEOPLE already; medians;
# results/start.csv. Then the CPU of a signing in the first minute under eight clients; results/warm-up.csv. With the Java
# in the PATH, and with another one where JAVA25 names its binary. Six minutes beside two builds; loopback only.
#   STARTS=5 PEOPLE=10000 JAVA25=/path/to/bin/java ./start.sh         ONLY=starts or ONLY=warm-up: one of the two
#   PLAIN, FAST, FAST25: quarkus-app folders that are there already, of mvn package without and with -Pfast-start
set -euo pipefail
cd "$(dirname "$0")"
starts=${STARTS:-5} people=${PEOPLE:-10000} port=${PORT:-18280} settings=${JAVA_SETTINGS:--Xmx300m -XX:+UseSerialGC} service=
work=$(mktemp -d) && mkdir -p results
trap 'kill $service 2>/dev/null || true; wait $service 2>/dev/null || true; rm -rf "$work"' EXIT
for tool in curl wrk; do command -v $tool >/dev/null || { echo "$tool is missing: apt-get install curl wrk"; exit 2; }; done
plain=${PLAIN:-$work/plain} fast=${FAST:-$work/fast} fast25=${FAST25:-$work/fast25}
[ -n "${PLAIN:-}" ] || (cd ../.. && mvn -q -DskipTests package && cp -a target/quarkus-app "$plain")
[ -n "${FAST:-}" ] || (cd ../.. && mvn -q -Pfast-start -DskipTests package && cp -a target/quarkus-app "$fast" && rm -f "$fast"/fast-start.*)
[ -n "${FAST25:-}" ] || { cp -a "$fast" "$fast25" && rm -f "$fast25"/fast-start.*; }

trial=(-Dquarkus.http.port=$port -Dshiming.trial.directory="$work/trial" -Dshiming.trial.issuer.port=$((port + 1))
  -Dshiming.trial.authority.port=$((port + 2)) -Dshiming.trial.hub.port=$((port + 4)) -Dshiming.trial.database.port=$((port + 3))
  -Dshiming.access.quota.client-per-day=2000000000 -Dshiming.registration.sweep-every=off) # the log tells of nobody made up

start() { # start JAVA FOLDER [options]: milliseconds from the database to the first answer, from nothing to it, CPU, MiB
  local java=$1 app=$2; shift 2
  : >"$work/out.log"
  $java $settings "$@" "${trial[@]}" -jar "$app/quarkus-run.jar" trial >"$work/out.log" 2>&1 &
  service=$!
  local begun=$(date +%s%N) up now
  until grep -q 'Starting the service' "$work/out.log"; do kill -0 $service || { cat "$work/out.log"; exit 1; }; sleep 0.02; done
  up=$(date +%s%N)
  until curl -sf -o /dev/null http://127.0.0.1:$port/q/health/ready; do kill -0 $service || { cat "$work/out.log"; exit 1; }; sleep 0.02; done
  now=$(date +%s%N)
  measured="$(((now - up) / 1000000)),$(((now - begun) / 1000000)),$(($(cpu) * 10)),$(awk '/VmRSS/ {print int($2 / 1024)}' /proc/$service/status)"
}
cpu() { awk '{print $14 + $15}' /proc/$service/stat; }
stop() { kill $service; wait $service 2>/dev/null || true; }
with_archive() { # with_archive JAVA: a folder of the fast package with this Java's archive
  local app=$fast home
  [ "$1" = java ] || app=$fast25
  home=$(cd "$(dirname "$(readlink -f "$(command -v "$1")")")/.." && pwd)
  [ -f "$app/fast-start.options" ] || JAVA_HOME=$home PORT=$((port + 10)) ../start/archive.sh "$app" >&2
  echo "$app"
}
name() { "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.version = //p'; }

javas=(java ${JAVA25:+"$JAVA25"})
for java in "${javas[@]}"; do with_archive "$java" >/dev/null; done
# The first start makes the trial, and people in it.
java $settings "${trial[@]}" -jar "$plain/quarkus-run.jar" trial load-people "$people" >"$work/out.log" 2>&1 || { cat "$work/out.log"; exit 1; }

if [ "${ONLY:-starts}" = starts ]; then
  echo "java,archive,turn,ready_ms,whole_ms,cpu_ms,resident_mib" >results/start.csv
  for turn in $(seq "$starts"); do for java in "${javas[@]}"; do
    start "$java" "$plain"; echo "$(name "$java"),no,$turn,$measured" | tee -a results/start.csv; stop
    app=$(with_archive "$java")
    start "$java" "$app" @"$app/fast-start.options"; echo "$(name "$java"),yes,$turn,$measured" | tee -a results/start.csv; stop
  done; done
  echo "| Java | archive | ready after the database, ms | from nothing, ms | CPU ms | resident MiB |"; echo "| --- | --- | --: | --: | --: | --: |"
  for java in "${javas[@]}"; do for archive in no yes; do
    row="| $(name "$java") | $archive |"
    for column in 4 5 6 7; do
      row="$row $(grep "^$(name "$java"),$archive," results/start.csv | cut -d, -f$column | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}') |"
    done
    echo "$row"
  done; done
fi

if [ "${ONLY:-warm-up}" = warm-up ]; then
  echo "java,archive,until_s,signings,cpu_us_a_signing,requests_a_second,p99_ms,errors" | tee results/warm-up.csv
  base=60000000
  for java in "${javas[@]}"; do for archive in no yes; do
    if [ $archive = yes ]; then app=$(with_archive "$java"); start "$java" "$app" @"$app/fast-start.options"; else start "$java" "$plain"; fi
    until grep -q 'Read the API' "$work/out.log"; do sleep 0.1; done
    token=$(curl -s "http://127.0.0.1:$((port + 1))/token?user=clerk-1") until=0
    for seconds in 10 10 20 20; do
      before=$(cpu) until=$((until + seconds)) base=$((base + 100000))
      read -r rps errors _ _ p99 _ < <(TOKEN=$token BASE=$base wrk --latency -t1 -c8 -d${seconds}s -s sign.lua http://127.0.0.1:$port | sed -n 's/^RESULT //p')
      awk "BEGIN { n = $rps * $seconds; printf \"%s,%s,%d,%d,%d,%.0f,%.1f,%d\n\", \"$(name "$java")\", \"$archive\", $until, n, ($(cpu) - $before) * 10000 / n, $rps, $p99, $errors }" |
        tee -a results/warm-up.csv
    done
    stop
  done; done
fi
