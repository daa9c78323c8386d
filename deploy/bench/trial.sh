# What run.sh and growth.sh share; sourced, not run. The service as the trial runs it: same jar, same guards, tokens with ES256,
# its own PostgreSQL with fsync; synthetic people of `load-people`, which the service finds by number and opens as any other.
# No entry of the log tells of them, so the comparison of rows with the log is off: it would raise an alarm for each.
port=${PORT:-18080}
jar=${JAR:-../../target/quarkus-app/quarkus-run.jar}
pgbench=${PGBENCH:-$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)}
for tool in wrk psql curl "$pgbench"; do command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install wrk postgresql-15 curl"; exit 2; }; done
[ -f "$jar" ] || (cd ../.. && mvn -q -DskipTests package)
work=${KEEP:-$(mktemp -d)} service= # a directory to keep may have people already, loaded while the machine was busy with others
mkdir -p results "$work"
trial() { # the jar, with what is said to it
  exec java ${JAVA_SETTINGS:--Xmx256m -XX:+UseSerialGC -XX:+UseTransparentHugePages -XX:+ExitOnOutOfMemoryError} -Dquarkus.http.port=$port -Dquarkus.management.port=$((port + 5)) -Dshiming.trial.directory="$work/trial" \
    -Dshiming.trial.issuer.port=$((port + 1)) -Dshiming.trial.authority.port=$((port + 2)) -Dshiming.trial.database.port=$((port + 3)) \
    -Dshiming.trial.hub.port=$((port + 4)) -Dshiming.access.quota.${quota:-person-per-day}=2000000000 -Dshiming.registration.sweep-every=${sweep:-off} \
    -jar "$jar" trial "$@" >"$work/out.log" 2>&1
}
people_are() { # makes people up until there are so many: how fast
  (trial load-people "$1") || { cat "$work/out.log"; exit 1; }
  grep '^load-people' "$work/out.log"
}
start() { # the service, and where its database is up already: milliseconds until it answers, in $ready
  trial & service=$!
  until grep -qs 'Starting the service' "$work/out.log"; do kill -0 $service || { cat "$work/out.log"; exit 1; }; sleep 0.02; done
  local up=$(date +%s%N)
  until curl -sf -o /dev/null http://127.0.0.1:$((port + 5))/q/health/ready; do kill -0 $service || { cat "$work/out.log"; exit 1; }; sleep 0.02; done
  ready=$((($(date +%s%N) - up) / 1000000))
  until grep -q 'Read the API' "$work/out.log"; do sleep 0.05; done
}
stop() { kill "$service" 2>/dev/null && wait "$service" 2>/dev/null || true; rm -f "$work/out.log"; }
trap 'stop; [ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
set -E; trap 'echo "failed: $BASH_COMMAND"; [ ! -s "$work/err" ] || cat "$work/err"; tail -3 "$work/out.log"' ERR
token() { curl -s "http://127.0.0.1:$((port + 1))/token?user=$1"; }
password() { sed -n "s/^$1=//p" "$work/trial/passwords.properties"; }
psql() { PGPASSWORD=$(password postgres) command psql -qAt -h 127.0.0.1 -p $((port + 3)) -U postgres -d shiming "$@"; }
settle() { # after loading: statistics, no dead rows, and a sample of those who are there, for lookup.sql to ask for
  psql -v ON_ERROR_STOP=1 -c "CREATE SCHEMA IF NOT EXISTS bench" -c "DROP TABLE IF EXISTS bench.asked_for" \
    -c "CREATE TABLE bench.asked_for AS SELECT row_number() OVER () AS n, number_index FROM
          (SELECT number_index FROM registry.number_directory ORDER BY random() LIMIT 100000) r" \
    -c "ALTER TABLE bench.asked_for ADD PRIMARY KEY (n)" \
    -c "GRANT USAGE ON SCHEMA bench TO shiming_service" -c "GRANT SELECT ON bench.asked_for TO shiming_service" \
    -c "GRANT USAGE ON ALL SEQUENCES IN SCHEMA registry TO shiming_service" -c "VACUUM ANALYZE" -c CHECKPOINT
  asked=$(psql -c "SELECT count(*) FROM bench.asked_for")
  sed 's/:sign(/registry.sign(/' sign.sql >"$work/sign.sql" && cp lookup.sql "$work/"
}
limit() { # tps p50 p99 of a statement file: limit FILE CLIENTS SECONDS [more options]
  local file=$1 clients=$2 time=$3; shift 3
  rm -f "$work"/pgb.*
  (cd "$work" && PGPASSWORD=$(password shiming_service) "$pgbench" -n -M prepared -h 127.0.0.1 -p $((port + 3)) -U shiming_service -c "$clients" -T "$time" \
    -D people="$asked" -l --log-prefix=pgb "$@" -f "$work/$file" shiming 2>"$work/err") | sed -n 's/^tps = \([0-9.]*\).*/\1/p' | tr '\n' ' '
  cat "$work"/pgb.* | awk '{print $3}' | sort -n | awk '{v[NR] = $1} END {printf "%.2f %.2f\n", v[int(NR * .5)] / 1000, v[int(NR * .99)] / 1000}'
}
load() { # req/s errors p50 p95 p99 p99.9: load SCRIPT CLIENTS SECONDS USER BASE
  TOKEN=$(token "$4") BASE=$5 KNOWN=$people wrk --latency --timeout ${TIMEOUT:-2s} -t1 -c"$2" -d"$3"s -s "$1" http://127.0.0.1:$port | sed -n 's/^RESULT //p'
}
cpu() { # jiffies of the service and of PostgreSQL, ended sessions included
  local postmaster=$(head -1 "$work/trial/postgres/postmaster.pid")
  echo -n "$(awk '{print $14 + $15}' /proc/$service/stat) "
  for p in $postmaster $(pgrep -P "$postmaster"); do awk '{print $14 + $15 + $16 + $17}' /proc/$p/stat 2>/dev/null || true; done | awk '{s += $1} END {print s}'
}
wal() { psql -c "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"; }
resident() { awk '/VmRSS/ {r = $2} /VmHWM/ {h = $2} END {print int(r / 1024), int(h / 1024)}' /proc/$service/status; } # MiB now, highest
