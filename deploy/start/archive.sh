#!/usr/bin/env bash
# Lets an installation start in half the time: an archive of the classes that a start and the first answers load, for this
# JVM and these jars, and fast-start.options to start with it.
#   mvn -Pfast-start -DskipTests package           packages for it and calls this; or, where the service will run:
#   deploy/start/archive.sh target/quarkus-app     JAVA_HOME names the JVM, else it is the one in the PATH
#   java @target/quarkus-app/fast-start.options -jar target/quarkus-app/quarkus-run.jar ...
# It runs one throw-away trial on loopback (ports from PORT on), half a minute; nothing is learnt from anybody's data. With
# other jars, another JVM or another place the archive is left alone and the service starts as ever.
# JDK 17 to 24: class-data sharing. From JDK 25: the AOT cache (JEP 483, 514), with profiles of the busy methods (JEP 515)
# where wrk is there to make them busy for TRAIN seconds.
set -euo pipefail
bench=$(cd "$(dirname "$0")/../bench" && pwd)
app=$(cd "${1:-$(dirname "$0")/../../target/quarkus-app}" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java port=${PORT:-18780} train=${TRAIN:-10} jar=$app/quarkus-run.jar
command -v curl >/dev/null || { echo "curl is missing"; exit 2; }
# The JVM archives what its own class loader loads: Quarkus' packaging aot-jar, known by its first bytes.
[ "$(od -An -tx1 -N4 "$app/quarkus/quarkus-application.dat")" = " 0a 07 ca 3e" ] ||
  { echo "$app is not packaged for this: mvn -Pfast-start -DskipTests package"; exit 2; }
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
work=$(mktemp -d) service=
trap 'kill $service 2>/dev/null || true; wait $service 2>/dev/null || true; rm -rf "$work"' EXIT

run() { # one trial with these options: started, used a little, stopped in order
  : >"$work/out"
  "$java" -Xmx300m "$@" -Dquarkus.http.port=$port -Dquarkus.management.port=$((port + 5)) -Dshiming.trial.directory="$work/trial" \
    -Dshiming.trial.issuer.port=$((port + 1)) -Dshiming.trial.authority.port=$((port + 2)) -Dshiming.trial.hub.port=$((port + 4)) \
    -Dshiming.trial.database.port=$((port + 3)) -Dshiming.access.quota.person-per-day=2000000000 -jar "$jar" trial >"$work/out" 2>&1 &
  service=$!
  until grep -q 'Read the API' "$work/out"; do kill -0 $service || { cat "$work/out"; exit 1; }; sleep 0.2; done
  used; kill $service; wait $service 2>/dev/null || true
}
token() { curl -sf "http://127.0.0.1:$((port + 1))/token?user=$1"; }
used() {
  local clerk auditor; clerk=$(token clerk-1); auditor=$(token auditor-1)
  curl -sf -o /dev/null "http://127.0.0.1:$((port + 5))/q/health/ready"
  curl -sf -o /dev/null "http://127.0.0.1:$((port + 5))/q/metrics" || true
  if [ "$version" -ge 25 ] && command -v wrk >/dev/null; then
    TOKEN=$clerk BASE=0 wrk -t1 -c8 -d"$train"s -s "$bench/sign.lua" "http://127.0.0.1:$port" >/dev/null
    TOKEN=$auditor BASE=0 KNOWN=100 wrk -t1 -c8 -d"$train"s -s "$bench/lookup.lua" "http://127.0.0.1:$port" >/dev/null
    return
  fi
  curl -s -o /dev/null "http://127.0.0.1:$port/v1/registrations" -H "Authorization: Bearer $clerk" \
    -H 'Content-Type: application/json' -H 'Idempotency-Key: archive-000001' -d '{"contractRef":"A-1","event":"open",
      "service":{"type":"mobile","number":"13800138000"},"subscriber":{"name":"测试人","document":{"type":"RIC",
      "number":"11010519491231002X","issuedOn":"2010-01-01","expiresOn":"long-term"},"address":"北京市测试区示例路1号"},
      "capture":{"method":"reader","device":"ARCHIVE"},"notice":{"version":"2026-11","language":"zh",
      "acknowledgedAt":"2026-11-21T10:00:00Z","riskNoticeAcknowledged":true,"separateConsent":true},
      "match":{"by":"face","result":"pass","vendor":"ARCHIVE"},"livePhoto":"ARCHIVE"}'
  curl -s -o /dev/null "http://127.0.0.1:$port/v1/lookups" -H "Authorization: Bearer $auditor" -H 'Content-Type: application/json' \
    -d '{"line":{"type":"mobile","number":"13800138000"},"purpose":"COMPLIANCE_AUDIT","legalBasis":"LEGAL_DUTY"}'
}

archived() { # archived LIST
  (cd "$work" && "$java" -Xshare:dump -XX:SharedClassListFile="$1" -XX:SharedArchiveFile="$app/fast-start.jsa" -cp "$jar") >"$work/dump" 2>&1
}

rm -f "$app"/fast-start.*
if [ "$version" -ge 25 ]; then
  run -XX:AOTCacheOutput="$app/fast-start.aot"
  echo "-XX:AOTCache=\"$app/fast-start.aot\"" >"$work/options"
else
  run -XX:DumpLoadedClassList="$work/list"
  # A class that only META-INF/versions holds must stay out: loaded from an archive while the flight recorder or an agent
  # listens, it ends the JVM (seen with 17.0.15: KlassFactory::check_shared_class_file_load_hook). Classes of signed jars are
  # never archived, and a lambda of such a type ends the dump (adjust_lambda_proxy_class_dictionary).
  grep -aohE 'META-INF/versions/[0-9]+/[A-Za-z0-9_$/]+\.class' "$app"/lib/*/*.jar | sed -E 's#^META-INF/versions/[0-9]+/##; s/\.class$//' >"$work/out-of-it"
  grep -alE 'META-INF/[A-Z0-9_-]+\.SF' "$app"/lib/*/*.jar | xargs -r grep -aohE '[a-z][A-Za-z0-9_$/]+\.class' | sed 's/\.class$//' >>"$work/out-of-it"
  awk 'NR == FNR { out[$1]; next } /^@lambda-proxy/ { all = $0; gsub(/[();\[]/, " "); for (i = 2; i <= NF; i++) { t = $i; if (t in out) next; sub(/^L/, "", t); if (t in out) next } print all; next }
    !($1 in out)' "$work/out-of-it" "$work/list" >"$work/kept"
  archived "$work/kept" || { # rather slower than not at all
    grep -v '^@lambda-proxy' "$work/kept" >"$work/fewer" && archived "$work/fewer"
  } || { tail -5 "$work/dump"; exit 1; }
  echo "-XX:SharedArchiveFile=\"$app/fast-start.jsa\"" >"$work/options"
fi
cp "$work/options" "$app/fast-start.options"
ls -l "$app"/fast-start.* | awk '{print $NF, $5}'
