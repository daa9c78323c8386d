#!/usr/bin/env bash
# An hour at half load: does anything grow that should not? Signings and lookups at steady paces together; after each minute
# the heap that a full collection leaves, resident memory, threads, files, connections, entries that wait for the sequencer,
# dead rows. Everybody is registered by the service itself, and the comparison of rows with the log is on.
#   MINUTES=60 SIGNINGS=100 LOOKUPS=180 ./soak.sh
# Writes results/soak.csv and results/soak.svg. Needs what run.sh needs, and the JDK's jcmd and jstat. Only loopback.
set -euo pipefail
cd "$(dirname "$0")"
minutes=${MINUTES:-60} signings=${SIGNINGS:-100} lookups=${LOOKUPS:-180} clients=8 sweep=10s TIMEOUT=10s
. ./trial.sh
sample() {
  jcmd $service GC.run >/dev/null
  local heap=$(jstat -gc $service | awk 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } NR == 2 { print int(($c["S0U"] + $c["S1U"] + $c["EU"] + $c["OU"]) / 1024) }')
  local rows=$(psql -F , -c "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()),
    (SELECT count(*) FROM audit.queue), sum(n_dead_tup), sum(n_live_tup), pg_database_size('shiming') / 1048576 FROM pg_stat_user_tables")
  echo "$heap,$(resident | cut -d' ' -f1),$(ls /proc/$service/task | wc -l),$(ls /proc/$service/fd | wc -l),$rows"
}
pace() { # as load, at so many a second: pace RATE SCRIPT CLIENTS SECONDS USER BASE
  local rate=$1; shift
  PACE=$((clients * 1000000 / rate)) load "$@"
}
start
people=1
pace "$signings" sign.lua $clients 30 clerk-1 0 >/dev/null
people=$(($(psql -c "SELECT count(*) FROM registry.service_line") - 64))
out=results/soak.csv
echo "minute,sign_rps,sign_errors,sign_p50,sign_p99,lookup_rps,lookup_errors,lookup_p50,lookup_p99,heap_mib,resident_mib,threads,files,connections,unsequenced,dead_rows,live_rows,database_mib" >$out
for minute in $(seq "$minutes"); do
  pace "$lookups" lookup.lua $clients 57 auditor-1 0 >"$work/lookup" & asked=$!
  pace "$signings" sign.lua $clients 57 clerk-1 $((minute * 100000)) >"$work/sign"
  wait $asked
  read -r s se s50 _ s99 _ <"$work/sign"; read -r l le l50 _ l99 _ <"$work/lookup"
  echo "$minute,$s,$se,$s50,$s99,$l,$le,$l50,$l99,$(sample)" | tee -a $out
done
echo "warnings and errors in the service's log:"
sed -nE 's/^[^ ]+ [^ ]+ (WARN|ERROR) +/\1 /p' "$work/out.log" | sed -E 's/[0-9a-f]{8}-[0-9a-f-]{27}/ID/g; s/thread-[0-9]+/thread/' | cut -c1-140 | sort | uniq -c | sort -rn | head -5
command -v gnuplot >/dev/null && gnuplot soak.gp || echo "no plot: apt-get install gnuplot-nox"
