#!/bin/bash
# Tries the realm against a real Keycloak on loopback over TLS, and what it issues against the service's own verification.
#   deploy/keycloak/try.sh DIRECTORY   (DIRECTORY has the unpacked keycloak-quarkus-dist, from Maven Central)
# Keys and certificates are made for the run by an authority of its own. The machine client and the tills show certificates,
# as the realm has it, and their tokens are bound to them; the provisioning system signs in as it would in production. The copy
# of the realm that is imported differs where there is no browser: people sign in with a password.
set -eu
cd "$(dirname "$0")/../.."
home=$(cd "$1" && pwd)
work=$(mktemp -d)
base=https://127.0.0.1:18443/realms/shiming
server=
trap '[ -z "$server" ] || kill $server; [ -z "${KEEP:-}" ] || cp -r "$work" "$KEEP"; rm -rf "$work"' EXIT

# An authority, and a certificate of it for each: certificate NAME [EXTENSION]
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=authority of this try" \
  -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
  openssl x509 -req -days 2 -in "$work/$1.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial \
    -extfile <(echo "${2:-extendedKeyUsage=clientAuth}") -out "$work/$1.pem" 2>/dev/null
}
certificate keycloak subjectAltName=IP:127.0.0.1
certificate pos
certificate provisioning
keytool -importcert -noprompt -alias ca -file "$work/ca.pem" -storetype PKCS12 -keystore "$work/trust.p12" \
  -storepass only-for-this-try 2>/dev/null

mkdir -p "$home/data/import"
python3 - deploy/keycloak/shiming-realm.json "$home/data/import/shiming-realm.json" <<'PY'
import copy, json, sys
realm = json.load(open(sys.argv[1]))
by_id = {client["clientId"]: client for client in realm["clients"]}
bound = copy.deepcopy(by_id["office-browser"]) # as the realm has it: no token without a proof (RFC 9449)
bound.update(clientId="office-bound", directAccessGrantsEnabled=True)
bound.pop("id", None)
by_id["pos"]["directAccessGrantsEnabled"] = True
office = by_id["office-browser"]
office["directAccessGrantsEnabled"] = True
office["attributes"]["dpop.bound.access.tokens"] = "false"
realm["clients"].append(bound)
for user in realm["users"]:
    if "serviceAccountClientId" not in user:
        user["credentials"] = [{"type": "password", "value": "only-for-this-try", "temporary": False}]
json.dump(realm, open(sys.argv[2], "w"))
PY
KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=only-for-this-try \
  "$home/bin/kc.sh" start-dev --import-realm --http-enabled=false --https-port=18443 --http-management-port=18190 \
  --https-certificate-file="$work/keycloak.pem" --https-certificate-key-file="$work/keycloak.key" \
  --https-client-auth=request --https-trust-store-file="$work/trust.p12" --https-trust-store-password=only-for-this-try \
  --https-trust-store-type=pkcs12 --cache=local > "$work/keycloak.log" 2>&1 &
server=$!
ask() { curl -s --cacert "$work/ca.pem" "$@"; }
for _ in $(seq 1 600); do ask -f "$base" > /dev/null && break; sleep 1; done

# token NAME STATUS CURL-ARGUMENTS...: asks for a token, and keeps it where one is to come
token() {
  local name=$1 expected=$2 status; shift 2
  status=$(ask -o "$work/answer.json" -w '%{http_code}' "$base/protocol/openid-connect/token" "$@")
  [ "$status" = "$expected" ] || { echo "$name gets $status"; cat "$work/answer.json"; exit 1; }
  [ "$status" != 200 ] || python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["access_token"])' \
    "$work/answer.json" > "$work/$name.jwt"
}
shows() { echo --cert "$work/$1.pem" --key "$work/$1.key"; }
password() { echo -d grant_type=password -d client_id="$1" -d username="$2" -d password=only-for-this-try; }
token provisioning 200 $(shows provisioning) -d grant_type=client_credentials -d client_id=provisioning
token stranger 401 $(shows pos) -d grant_type=client_credentials -d client_id=provisioning
token stranger 401 -d grant_type=client_credentials -d client_id=provisioning
for user in clerk-1 manager-1; do token $user 200 $(shows pos) $(password pos $user); done
for user in support-1 reviewer-1 auditor-1 officer-1 warrant-1 approver-1 regulator-1 custodian-1 admin-1; do
  token $user 200 $(password office-browser $user)
done
token auditor-1-without-proof 400 $(password office-bound auditor-1)
grep -qi dpop "$work/answer.json"
echo "Without a proof the office's browser gets no token: $(cat "$work/answer.json")"
mvn -q -B -o test -Dtest=KeycloakTokensTest -Dkeycloak.tokens="$work"
echo "Every role's token was read, its keys over TLS; machines' tokens are bound to their certificates."
