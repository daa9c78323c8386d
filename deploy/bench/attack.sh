#!/usr/bin/env bash
# Do others notice an attack with one clerk's token? Lookups at a steady rate by an auditor, in turns: calm; while attack.py
# (220 slow bodies, 120 large images) attacks another service on this machine; and while it attacks this service. The second
# tells what the attacker costs by sharing the processors. Then how much of the log one caller fills who is refused without
# end.
#   TURNS=3 RATE=50 TIME=20 ./attack.sh
# Writes results/attack.csv. Needs what run.sh needs, and python3. Only loopback. The heap is that of the documented start.
set -euo pipefail
cd "$(dirname "$0")"
turns=${TURNS:-3} rate=${RATE:-50} time=${TIME:-20} people=${PEOPLE:-10000} clients=8 TIMEOUT=10s
JAVA_SETTINGS=${JAVA_SETTINGS:--Xms512m -Xmx512m -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError}
. ./trial.sh
command -v python3 >/dev/null || { echo "python3 is missing"; exit 2; }
root=$work here=$port there=$((port + 20))
trap 'kill ${other:-} 2>/dev/null || true; stop; rm -rf "$root"' EXIT
asked() { PACE=$((clients * 1000000 / rate)) load lookup.lua $clients "$1" auditor-1 0; }
attack() { # attack PORT TOKEN SECONDS: begins
  rm -f "$work/attack"
  nice -n 19 python3 attack.py "$1" "$2" "$3" >"$work/attack" & attacker=$!
  until grep -qs attacking "$work/attack"; do sleep 0.2; done
}
work=$root/other port=$there; mkdir "$work"
trial & other=$!
until grep -qs 'Read the API' "$work/out.log"; do kill -0 $other; sleep 0.1; done
clerk_there=$(token clerk-1)
work=$root port=$here
people_are "$people"
start
clerk=$(token clerk-1)
for attacked in "$there $clerk_there" "$here $clerk" "$here $clerk"; do # until all that is called is compiled
  attack $attacked 70
  load lookup.lua $clients 70 auditor-1 0 >/dev/null
  wait $attacker
done
out=results/attack.csv
echo "turn,attacked,lookups_a_second,errors,p50_ms,p99_ms,resident_mib" | tee $out
measure() {
  read -r rps errors p50 _ p99 _ < <(asked "$time")
  echo "$1,$2,$rps,$errors,$p50,$p99,$(resident | cut -d' ' -f1)" | tee -a $out
}
for turn in $(seq "$turns"); do
  measure "$turn" nobody
  for what in "other $there $clerk_there" "this $here $clerk"; do
    attack ${what#* } $((time + 8))
    sleep 3
    measure "$turn" ${what%% *}
    wait $attacker; cat "$work/attack"
  done
done
awk -F, 'NR > 1 { p[$1, $2] = $6; turns = $1; errors += $4 }
  function median(a, n,  i, j, x) {
    for (i = 2; i <= n; i++) { x = a[i]; for (j = i - 1; j > 0 && a[j] > x; j--) a[j + 1] = a[j]; a[j + 1] = x }
    return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
  }
  function ratio(s, t,  k, a) { for (k = 1; k <= turns; k++) a[k] = p[k, s] / p[k, t]; return median(a, turns) }
  END { printf "p99: other attacked/calm %.2f, this attacked/calm %.2f, this/other %.2f; errors %d\n", ratio("other", "nobody"),
    ratio("this", "nobody"), ratio("this", "other"), errors }' $out
echo "OutOfMemoryError: $(grep -c OutOfMemoryError "$work/out.log" || true)"
kill $other; wait $other || true
before=$(psql -c "SELECT count(*), coalesce(sum(octet_length(bytes)), 0) FROM audit.entry WHERE decision = 'REFUSED'")
read -r rps errors p99 < <(TOKEN=$(token clerk-2) wrk --latency --timeout 10s -t1 -c8 -d60s -s refused.lua http://127.0.0.1:$port | sed -n 's/^RESULT //p')
after=$(psql -c "SELECT count(*), coalesce(sum(octet_length(bytes)), 0) FROM audit.entry WHERE decision = 'REFUSED'")
echo "refused $rps a second for 60 s (p99 $p99 ms, $errors errors): entries and their bytes $before before, $after after"
stop
