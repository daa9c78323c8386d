#!/usr/bin/env bash
# How close the service is to what its database can do: the packaged service (wrk) and the statements it issues without a
# service around them (pgbench), in turns, in one run, on one machine; then both at a fixed rate. Prints tables and draws
# results/*.svg. One command; loopback only; bounded in time (about 15 minutes as it stands).
#   PEOPLE=10000 TURNS=5 SECONDS_EACH=8 RATE=250 ./run.sh
# Needs JDK, Maven, git, and Debian's wrk, postgresql-15 (pgbench, psql), curl; gnuplot-nox for the plots.
# The service runs as the trial does (trial.sh); the authority is the simulator, in the same process, and signs every answer: its
# work is counted against the service.
set -euo pipefail
cd "$(dirname "$0")"
people=${PEOPLE:-10000} turns=${TURNS:-5} seconds=${SECONDS_EACH:-8} rate=${RATE:-250} warm=${WARM:-240}
acts=${ACTS:-sign lookup} crowds=${CLIENTS:-8 32} # a part: ACTS=sign CLIENTS=8 RATE=0, nothing at a fixed rate
. ./trial.sh
people_are "$people"
start
echo "PostgreSQL $(psql -c 'SHOW server_version'): $(for s in fsync synchronous_commit full_page_writes shared_buffers; do echo -n "$s=$(psql -c "SHOW $s") "; done)"
echo "warming up: signings for $warm s, lookups for $((warm / 3)) s" >&2
load sign.lua 8 "$warm" clerk-1 70000000 >/dev/null
load lookup.lua 8 $((warm / 3)) auditor-1 0 >/dev/null
settle
limit sign.sql 8 4 >/dev/null || { cat "$work/err"; exit 1; }

out=results/alternating.csv
echo "clients,turn,act,limit_tps,limit_p50,limit_p99,service_rps,p50,p95,p99,p999,errors,ratio,service_cpu_us,postgres_cpu_us,wal_bytes" >$out
turn_of() { # one turn of an act: turn_of ACT CLIENTS TURN SCRIPT USER BASE
  read -r tps l50 l99 < <(limit "$1.sql" "$2" "$seconds")
  read -r c1 d1 < <(cpu); w1=$(wal)
  read -r rps errors p50 p95 p99 p999 < <(load "$4" "$2" "$seconds" "$5" "$6")
  read -r c2 d2 < <(cpu); w2=$(wal)
  awk -v OFS=, "BEGIN { n = $rps * $seconds; print $2, $3, \"$1\", $tps, $l50, $l99, $rps, $p50, $p95, $p99, $p999, $errors, sprintf(\"%.3f\", $rps / $tps),
    int(($c2 - $c1) * 10000 / n), int(($d2 - $d1) * 10000 / n), int(($w2 - $w1) / n) }" | tee -a $out
}
for clients in $crowds; do
  for turn in $(seq "$turns"); do
    [[ $acts != *sign* ]] || turn_of sign $clients $turn sign.lua clerk-1 $(((clients * 100 + turn) * 100000))
    [[ $acts != *lookup* ]] || turn_of lookup $clients $turn lookup.lua auditor-1 0
  done
done
threads() { # CPU seconds of the service's threads, added up by what they are for
  for t in /proc/$service/task/*/stat; do sed 's/^[0-9]* (\(.*\)) . /\1|/' "$t" 2>/dev/null; done | awk -F'|' '
    { split($2, v, " "); n = "rest" }
    $1 ~ /Compiler/ { n = "compilers" }
    $1 ~ /^executor/ { n = "requests" }
    $1 ~ /^vert/ { n = "connections and stand-ins" }
    { c[n] += v[11] + v[12] }
    END { for (n in c) printf "%s %d s, ", n, c[n] / 100 }'
}
echo "CPU of the service: $(threads)"
read -r now highest < <(resident); echo "resident: $now MiB, highest $highest MiB"
echo "| act | clients | limit tps | service req/s | ratio (median, lowest - highest) | p50 | p95 | p99 | p99.9 ms | CPU us service + PostgreSQL | WAL bytes | errors |"
echo "| --- | --: | --: | --: | --- | --: | --: | --: | --: | --- | --: | --: |"
for act in $acts; do for clients in $crowds; do
  grep "^$clients,[0-9]*,$act," $out | awk -F, -v act=$act -v clients=$clients '
    function median(a, n,  i, j, x) {
      for (i = 2; i <= n; i++) { x = a[i]; for (j = i - 1; j > 0 && a[j] > x; j--) a[j + 1] = a[j]; a[j + 1] = x }
      return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
    }
    { n++; t[n] = $4; r[n] = $7; q[n] = $13; a50[n] = $8; a95[n] = $9; a99[n] = $10; a999[n] = $11; e += $12; c[n] = $14; d[n] = $15; w[n] = $16 }
    END { lo = q[1]; hi = q[1]; for (i = 1; i <= n; i++) { if (q[i] < lo) lo = q[i]; if (q[i] > hi) hi = q[i] }
      printf "| %s | %d | %d | %d | %.2f (%.2f - %.2f) | %.1f | %.1f | %.1f | %.1f | %d + %d | %d | %d |\n", act, clients, median(t, n), median(r, n), median(q, n), lo, hi,
        median(a50, n), median(a95, n), median(a99, n), median(a999, n), median(c, n), median(d, n), median(w, n), e }' || true
done; done

# At a fixed rate: the answer times that shops see. Sixty-four connections that ask at random times, each once in a quarter of a
# second or so: one that still waits for an answer asks nothing meanwhile, and that is a few hundredths of its time, so next to
# nothing is left out of the count. pgbench -R counts from when each act was due.
echo "| act | turn | limit p50 | p99 | service req/s | p50 | p99 ms |"; echo "| --- | --: | --: | --: | --: | --: | --: |"
[ "$rate" = 0 ] || echo "act,turn,limit_p50,limit_p99,p50,p99" >results/fixed-rate.csv
for turn in $(seq $((rate > 0 ? turns : 0))); do for act in $acts; do
  user=clerk-1 base=$((50000000 + turn * 100000)); [ $act = sign ] || { user=auditor-1 base=0; }
  read -r _ l50 l99 < <(limit $act.sql 8 "$seconds" -R "$rate")
  read -r rps _ p50 _ p99 _ < <(PACE=$((64000000 / rate - 6000)) load $act.lua 64 "$seconds" $user $base)
  echo "$act,$turn,$l50,$l99,$p50,$p99" >>results/fixed-rate.csv; echo "| $act | $turn | $l50 | $l99 | $rps | $p50 | $p99 |"
done; done
command -v gnuplot >/dev/null && gnuplot plot.gp || echo "not all is drawn: a part was run, or gnuplot-nox is missing"

stop
start
echo "ready $ready ms after its database"
