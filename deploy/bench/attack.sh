#!/usr/bin/env bash
# Do others notice an attack with one clerk's token? Lookups at a steady rate by an auditor, in turns calm and beside
# attack.py (220 slow bodies, 120 large images). Then how much of the log one caller fills who is refused without end.
#   TURNS=3 RATE=50 TIME=30 ./attack.sh
# Writes results/attack.csv. Needs what run.sh needs, and python3. Only loopback; heap of 256 MiB unless JAVA_SETTINGS says more.
set -euo pipefail
cd "$(dirname "$0")"
turns=${TURNS:-3} rate=${RATE:-50} time=${TIME:-30} people=${PEOPLE:-10000} clients=8 TIMEOUT=10s
. ./trial.sh
command -v python3 >/dev/null || { echo "python3 is missing"; exit 2; }
asked() { PACE=$((clients * 1000000 / rate)) load lookup.lua $clients "$1" auditor-1 0; }
people_are "$people"
start
asked 20 >/dev/null
out=results/attack.csv
echo "turn,what,lookups_a_second,errors,p50_ms,p99_ms,resident_mib" | tee $out
for turn in $(seq 0 "$turns"); do # turn 0 compiles what an attack calls, and does not count
  read -r rps errors p50 _ p99 _ < <(asked "$time")
  echo "$turn,calm,$rps,$errors,$p50,$p99,$(resident | cut -d' ' -f1)" | tee -a $out
  nice -n 19 python3 attack.py $port "$(token clerk-1)" $((time + 8)) >"$work/attack" & attacker=$!
  until grep -qs attacking "$work/attack"; do sleep 0.2; done
  sleep 3
  read -r rps errors p50 _ p99 _ < <(asked "$time")
  echo "$turn,attack,$rps,$errors,$p50,$p99,$(resident | cut -d' ' -f1)" | tee -a $out
  wait $attacker; cat "$work/attack"
done
grep -c OutOfMemoryError "$work/out.log" || true
before=$(psql -c "SELECT count(*), coalesce(sum(octet_length(bytes)), 0) FROM audit.entry WHERE decision = 'REFUSED'")
read -r rps errors p99 < <(TOKEN=$(token clerk-2) wrk --latency --timeout 10s -t1 -c8 -d60s -s refused.lua http://127.0.0.1:$port | sed -n 's/^RESULT //p')
after=$(psql -c "SELECT count(*), coalesce(sum(octet_length(bytes)), 0) FROM audit.entry WHERE decision = 'REFUSED'")
echo "refused $rps a second for 60 s (p99 $p99 ms, $errors errors): entries and their bytes $before before, $after after"
stop
