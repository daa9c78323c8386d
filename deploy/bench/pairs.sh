#!/usr/bin/env bash
# Two builds side by side: what a signing and a lookup cost before and after a change, in CPU of the service and of PostgreSQL
# per act. Three services run at once, each with a database of its own: BEFORE, AFTER, and BEFORE a second time; they are loaded
# in turns, one at a time, so that the machine's drift meets all three alike. The two runs of BEFORE tell how far two equal
# builds lie apart (A/A). Loopback only; bounded in time (about 25 minutes as it stands).
#   BEFORE=/path/to/quarkus-app/quarkus-run.jar AFTER=../../target/quarkus-app/quarkus-run.jar TURNS=10 ./pairs.sh
# Needs what run.sh needs. Writes results/pairs.csv and prints a table.
set -euo pipefail
cd "$(dirname "$0")"
before=$(realpath "$BEFORE") after=$(realpath "${AFTER:-../../target/quarkus-app/quarkus-run.jar}")
people=${PEOPLE:-10000} turns=${TURNS:-10} seconds=${SECONDS_EACH:-8} clients=${CLIENTS:-8} warm=${WARM:-100}
jar=$after
. ./trial.sh
root=$work
declare -A process base_port jars=([before]=$before [after]=$after [again]=$before)
side() { # makes trial.sh's functions speak of this side
  port=${base_port[$1]} work=$root/$1 jar=${jars[$1]} service=${process[$1]:-}
  quota=person-per-day; [ "$1" = after ] || quota=${BEFORE_QUOTA:-$quota} # a build before 2026-12 calls it client-per-day
  mkdir -p "$work"
}
stop_all() { for s in "${!process[@]}"; do side "$s"; stop; done; [ -n "${KEEP:-}" ] || rm -rf "$root"; }
trap stop_all EXIT
n=0
for s in before after again; do
  base_port[$s]=$((18080 + 20 * n)); n=$((n + 1))
  side $s
  people_are "$people"
  trial & process[$s]=$!
  until grep -qs 'Read the API' "$work/out.log"; do kill -0 "${process[$s]}" || { cat "$work/out.log"; exit 1; }; sleep 0.1; done
done
for s in before after again; do
  side $s
  echo "warming up $s" >&2
  load sign.lua "$clients" "$warm" clerk-1 70000000 >/dev/null
  load lookup.lua "$clients" $((warm / 3)) auditor-1 0 >/dev/null
  psql -c "VACUUM ANALYZE" -c CHECKPOINT
done
out=results/pairs.csv
echo "side,turn,act,rps,errors,service_us,postgres_us,wal_bytes" >$out
turn_of() { # turn_of SIDE TURN ACT SCRIPT USER BASE
  side "$1"
  read -r c1 d1 < <(cpu); w1=$(wal)
  read -r rps errors _ < <(load "$4" "$clients" "$seconds" "$5" "$6")
  read -r c2 d2 < <(cpu); w2=$(wal)
  awk -v OFS=, "BEGIN { n = $rps * $seconds; print \"$1\", $2, \"$3\", $rps, $errors, int(($c2 - $c1) * 10000 / n), int(($d2 - $d1) * 10000 / n), int(($w2 - $w1) / n) }" >>$out
}
for turn in $(seq "$turns"); do
  order="before after again"; ((turn % 2)) || order="again after before"
  for s in $order; do
    turn_of "$s" "$turn" sign sign.lua clerk-1 $((turn * 100000))
    turn_of "$s" "$turn" lookup lookup.lua auditor-1 0
  done
done
echo "| act | before us | after us | after/before | before/before again | requests/s before, after | WAL bytes before, after | errors |"
echo "| --- | --: | --: | --: | --: | --- | --- | --: |"
for act in sign lookup; do
  awk -F, -v act=$act '
    function median(a, n,  i, j, x) {
      for (i = 2; i <= n; i++) { x = a[i]; for (j = i - 1; j > 0 && a[j] > x; j--) a[j + 1] = a[j]; a[j + 1] = x }
      return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
    }
    function of(s, what,  k, a) { for (k = 1; k <= turns; k++) a[k] = v[s, k, what]; return median(a, turns) }
    function ratio(s, t,  k, a) { for (k = 1; k <= turns; k++) a[k] = v[s, k, "cpu"] / v[t, k, "cpu"]; return median(a, turns) }
    $3 == act { v[$1, $2, "cpu"] = $6 + $7; v[$1, $2, "rps"] = $4; v[$1, $2, "wal"] = $8; errors += $5; if ($2 > turns) turns = $2 }
    END { printf "| %s | %d | %d | %.3f | %.3f | %d, %d | %d, %d | %d |\n", act, of("before", "cpu"), of("after", "cpu"), ratio("after", "before"),
      ratio("before", "again"), of("before", "rps"), of("after", "rps"), of("before", "wal"), of("after", "wal"), errors }' $out
done
