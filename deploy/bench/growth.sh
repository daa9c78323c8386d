#!/usr/bin/env bash
# What growth costs: the same service with ten thousand, one million and five million people. At each size: how fast people
# were loaded, three restarts (milliseconds from the database being up to ready), memory, and in turns lookups of random
# people and signings, through the service (wrk) and as bare statements (pgbench), with the CPU each took.
#   SIZES="10000 1000000 5000000" TURNS=3 SECONDS_EACH=5 WARM=20 ./growth.sh
# BUFFERS=12GB gives PostgreSQL so many shared buffers, reads everything into them first, and writes
# results/growth-12GB.csv: what growth costs where the disk is left out of it.
# One size after another while others use the machine: JAR=... KEEP=/somewhere SIZES=1000000 LOAD=only ./growth.sh loads, and the
# same with APPEND=1 instead of LOAD=only measures, and adds to what was measured before; one directory for each size.
# About three minutes a size, and the loading (10 k people a second or so; five million take 12 GB below TMPDIR, given back).
# Writes results/growth.csv, results/growth-start.csv, results/growth.svg. Needs what run.sh needs. Only loopback.
set -euo pipefail
cd "$(dirname "$0")"
sizes=${SIZES:-10000 1000000 5000000} turns=${TURNS:-3} seconds=${SECONDS_EACH:-5} warm=${WARM:-20} clients=8
. ./trial.sh
out=results/growth${BUFFERS:+-$BUFFERS}.csv starts=results/growth-start${BUFFERS:+-$BUFFERS}.csv
[ "${LOAD:-}" = only ] || { [ -n "${APPEND:-}" ] && [ -s $out ]; } || {
  echo "people,turn,act,service_rps,p50,p99,errors,service_us,postgres_us,bare_tps,bare_p50,bare_p99,bare_postgres_us,bare_pages,bare_pages_read" >$out
  echo "people,people_per_second,ready_1,ready_2,ready_3,resident_ready,resident_after,resident_highest,postgres_pss,database_mb" >$starts; }
pages() { psql -F ' ' -c "SELECT blks_hit + blks_read, blks_read FROM pg_stat_database WHERE datname = 'shiming'"; }
bare() { # tps p50 p99, PostgreSQL's us an act, pages it touched, and of those not among its shared buffers: bare ACT
  local d1 d2 tps p50 p99 t1 r1 t2 r2
  read -r t1 r1 < <(pages); read -r _ d1 < <(cpu); read -r tps p50 p99 < <(limit "$1.sql" $clients "$seconds")
  read -r _ d2 < <(cpu); read -r t2 r2 < <(pages)
  awk "BEGIN { n = $tps * $seconds; printf \"%s %s %s %d %.1f %.2f\n\", $tps, $p50, $p99, ($d2 - $d1) * 10000 / n, ($t2 - $t1) / n, ($r2 - $r1) / n }"
}
served() { # req/s p50 p99 errors, us of service and PostgreSQL a request: served ACT USER BASE
  local c1 d1 c2 d2 rps errors p50 p99
  read -r c1 d1 < <(cpu); read -r rps errors p50 _ p99 _ < <(load "$1.lua" $clients "$seconds" "$2" "$3"); read -r c2 d2 < <(cpu)
  awk "BEGIN { n = $rps * $seconds; print $rps, $p50, $p99, $errors, int(($c2 - $c1) * 10000 / n), int(($d2 - $d1) * 10000 / n) }"
}
turn_of() { # which goes first changes from turn to turn: turn_of ACT TURN USER BASE
  local b s
  if [ $(($2 % 2)) = 1 ]; then b=$(bare "$1"); s=$(served "$1" "$3" "$4"); else s=$(served "$1" "$3" "$4"); b=$(bare "$1"); fi
  echo "$people,$2,$1,$s,$b" | tr ' ' ',' | tee -a $out
}
fill() { # all of it into the shared buffers
  echo "shared buffers $(psql -c 'SHOW shared_buffers'), pages read into them: $(psql -c 'CREATE EXTENSION IF NOT EXISTS pg_prewarm' \
    -c "SELECT sum(pg_prewarm(c.oid)) FROM pg_class c WHERE relnamespace::regnamespace::text IN ('registry', 'keyring') AND relkind IN ('r', 'i', 't')")"
}
pss() { # MiB of PostgreSQL, shared pages counted once
  local postmaster=$(head -1 "$work/trial/postgres/postmaster.pid")
  for p in $postmaster $(pgrep -P "$postmaster"); do awk '/^Pss:/ {print $2}' /proc/$p/smaps_rollup 2>/dev/null || true; done | awk '{s += $1} END {print int(s / 1024)}'
}
for people in $sizes; do
  loaded=$(people_are "$people"); echo "$loaded"
  case $loaded in *" 0 people"*) ;; *) sed -n 's/.* \([0-9]*\) a second/\1/p' <<<"$loaded" >"$work/rate";; esac
  [ "${LOAD:-}" != only ] || exit 0
  rate=$(cat "$work/rate")
  start
  base=$(psql -c "SELECT greatest(10000000, max(substr(contract_ref, 3)::bigint)) + 10000 FROM registry.registration
    WHERE contract_ref ~ '^B-' AND person_id < 1000000000") # sign.lua's next: above its last and anybody's who was loaded
  load sign.lua $clients 3 clerk-1 "$base" >/dev/null # so that no table is analysed as an empty one
  settle
  [ -z "${BUFFERS:-}" ] || psql -c "ALTER SYSTEM SET shared_buffers = '$BUFFERS'"
  stop
  readies=; for _ in 1 2 3; do [ -z "$readies" ] || stop; start; readies="$readies$ready,"; done
  read -r at_ready _ < <(resident)
  [ -z "${BUFFERS:-}" ] || fill
  load sign.lua $clients "$warm" clerk-1 $((base + 100000)) >/dev/null; limit sign.sql $clients 2 >/dev/null
  load lookup.lua $clients $((warm / 2)) auditor-1 0 >/dev/null; limit lookup.sql $clients 2 >/dev/null
  psql -c CHECKPOINT -c "SELECT pg_stat_reset()" >/dev/null
  for turn in $(seq "$turns"); do
    turn_of lookup "$turn" auditor-1 0
    turn_of sign "$turn" clerk-1 $((base + (turn + 1) * 100000))
  done
  read -r after highest < <(resident)
  echo "$people,$rate,$readies$at_ready,$after,$highest,$(pss),$(psql -c "SELECT pg_database_size('shiming') / 1048576")" | tee -a $starts
  # A statement whose plan has turned shows here: a table of people that is read from end to end.
  psql -F ' ' -c "SELECT 'read whole:', relname, seq_scan || ' times', seq_tup_read || ' rows' FROM pg_stat_user_tables
    WHERE n_live_tup > 1000 AND seq_scan > 0 AND schemaname <> 'bench' ORDER BY seq_tup_read DESC"
  stop
done
awk -F, -v OFS=' | ' '
  function median(s,  a, n, i, j, x) {
    n = split(s, a, " ")
    for (i = 2; i <= n; i++) { x = a[i] + 0; for (j = i - 1; j > 0 && a[j] + 0 > x; j--) a[j + 1] = a[j]; a[j + 1] = x }
    return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
  }
  NR > 1 { k = $3 "," $1; if (!(k in rps)) order[++keys] = k
    rps[k] = rps[k] " " $4; p50[k] = p50[k] " " $5; p99[k] = p99[k] " " $6; bad[k] += $7; all[k] = all[k] " " $8 + $9
    svc[k] = svc[k] " " $8; pg[k] = pg[k] " " $9; tps[k] = tps[k] " " $10; bpg[k] = bpg[k] " " $13
    pages[k] = pages[k] " " $14; reads[k] = reads[k] " " $15 }
  END { print "| act | people | service req/s | p50 ms | p99 ms | CPU us: service + PostgreSQL | beside the first | bare tps | bare us | beside the first | pages, not in buffers | errors |"
    print "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |"
    for (i = 1; i <= keys; i++) { k = order[i]; split(k, p, ","); c = median(all[k]); b = median(bpg[k])
      if (!(p[1] in first)) { first[p[1]] = c; firstb[p[1]] = b }
      printf "| %s | %d | %d | %.1f | %.1f | %d + %d | %.2f | %d | %d | %.2f | %.0f, %.1f | %d |\n", p[1], p[2], median(rps[k]), median(p50[k]), median(p99[k]),
        median(svc[k]), median(pg[k]), c / first[p[1]], median(tps[k]), b, b / firstb[p[1]], median(pages[k]), median(reads[k]), bad[k] } }' $out
echo; sed 's/^/| /; s/,/ | /g; s/$/ |/; 1s/_/ /g' $starts
command -v gnuplot >/dev/null && gnuplot growth.gp || echo "no plot: apt-get install gnuplot-nox"
