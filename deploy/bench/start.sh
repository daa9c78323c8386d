#!/usr/bin/env bash
# How long the service takes to its first answer, its database being up, and what it costs to get warm: as it is usually
# packaged, and with the archive of deploy/start. STARTS starts each, in turns, in a trial that has PEOPLE already; medians;
# results/start.csv. Then the CPU of a signing in the first minute under eight clients; results/warm-up.csv. With the JVM in
# the PATH, and with another one where JAVA25 names its directory. Bounded in time (8 minutes beside two builds); loopback only.
#   STARTS=5 PEOPLE=10000 JAVA25=/usr/lib/jvm/... ./start.sh         ONLY=starts or ONLY=warm-up: one of the two
#   PLAIN, FAST, FAST25: quarkus-app folders that are there already, of mvn package without and with -Pfast-start
# Needs what run.sh needs.
set -euo pipefail
cd "$(dirname "$0")"
starts=${STARTS:-5} people=${PEOPLE:-10000} only=${ONLY:-starts warm-up}
builds=$(mktemp -d) plain=${PLAIN:-$builds/plain} fast=${FAST:-$builds/fast} fast25=${FAST25:-$builds/fast25}
[ -n "${PLAIN:-}" ] || (cd ../.. && mvn -q -DskipTests package && cp -a target/quarkus-app "$plain")
[ -n "${FAST:-}" ] || (cd ../.. && mvn -q -Pfast-start -DskipTests package && cp -a target/quarkus-app "$fast" && rm -f "$fast"/fast-start.*)
[ -n "${FAST25:-}" ] || { cp -a "$fast" "$fast25" && rm -f "$fast25"/fast-start.*; }
JAR=$plain/quarkus-run.jar
. ./trial.sh
trap 'stop; rm -rf "$work" "$builds"' EXIT

home=$(cd "$(dirname "$(readlink -f "$(command -v java)")")/.." && pwd)
homes=("$home" ${JAVA25:+"$JAVA25"})
name() { "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.version = //p'; }
folder() { [ "$1" = "$home" ] && echo "$fast" || echo "$fast25"; }
begin() { # begin JVM ARCHIVE(yes or no): the service, ready
  local PATH=$1/bin:$PATH jar=$plain/quarkus-run.jar JAVA_SETTINGS=${JAVA_SETTINGS:--Xmx256m -XX:+UseSerialGC -XX:+UseTransparentHugePages}
  [ "$2" = no ] || jar=$(folder "$1")/quarkus-run.jar JAVA_SETTINGS="$JAVA_SETTINGS @$(folder "$1")/fast-start.options"
  start
}
spent() { awk '{print ($14 + $15) * 10}' /proc/$service/stat; } # CPU of the service, ms
for each in "${homes[@]}"; do
  [ -f "$(folder "$each")/fast-start.options" ] || JAVA_HOME=$each PORT=$((port + 10)) ../start/archive.sh "$(folder "$each")" >&2
done
people_are "$people"

if [[ $only == *starts* ]]; then
  echo "java,archive,turn,ready_ms,cpu_ms,resident_mib" | tee results/start.csv
  for turn in $(seq "$starts"); do for each in "${homes[@]}"; do for archive in no yes; do
    begin "$each" $archive
    echo "$(name "$each"),$archive,$turn,$ready,$(spent),$(resident | cut -d' ' -f1)" | tee -a results/start.csv
    stop
  done; done; done
  echo "| Java | archive | ready after the database, ms | CPU since nothing, ms | resident MiB |"; echo "| --- | --- | --: | --: | --: |"
  for each in "${homes[@]}"; do for archive in no yes; do
    row="| $(name "$each") | $archive |"
    for column in 4 5 6; do
      row="$row $(grep "^$(name "$each"),$archive," results/start.csv | cut -d, -f$column | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}') |"
    done
    echo "$row"
  done; done
fi

if [[ $only == *warm-up* ]]; then
  echo "java,archive,until_s,signings,cpu_us_a_signing,requests_a_second,p50_ms,p99_ms,errors" | tee results/warm-up.csv
  base=60000000
  for each in "${homes[@]}"; do for archive in no yes; do
    begin "$each" $archive
    until=0
    for seconds in 10 10 20 20; do
      before=$(spent) until=$((until + seconds)) base=$((base + 100000))
      read -r rps errors p50 _ p99 _ < <(load sign.lua 8 $seconds clerk-1 $base)
      awk "BEGIN { n = $rps * $seconds; printf \"%s,%s,%d,%d,%d,%.0f,%s,%s,%d\n\", \"$(name "$each")\", \"$archive\", $until, n, ($(spent) - $before) * 1000 / n, $rps, \"$p50\", \"$p99\", $errors }" |
        tee -a results/warm-up.csv
    done
    stop
  done; done
fi
