#!/bin/bash
# Tries the realm against a real Keycloak on loopback, and what it issues against the service's own verification.
#   deploy/keycloak/try.sh DIRECTORY   (DIRECTORY has the unpacked keycloak-quarkus-dist, from Maven Central)
# The copy of the realm that is imported differs in what a loopback needs: no TLS, passwords, a client secret.
set -eu
cd "$(dirname "$0")/../.."
home=$(cd "$1" && pwd)
work=$(mktemp -d)
base=http://127.0.0.1:18180
mkdir -p "$home/data/import"
python3 - deploy/keycloak/shiming-realm.json "$home/data/import/shiming-realm.json" <<'PY'
import json, sys
realm = json.load(open(sys.argv[1]))
realm["sslRequired"] = "none"
for client in realm["clients"]:
    client.update(directAccessGrantsEnabled=True, clientAuthenticatorType="client-secret", secret="only-for-this-try")
    client["attributes"]["tls.client.certificate.bound.access.tokens"] = "false"
    if client["clientId"] == "office":
        bound = dict(client, clientId="office-bound", attributes=dict(client["attributes"]))
        bound.pop("id", None)
    client["attributes"]["dpop.bound.access.tokens"] = "false"
realm["clients"].append(bound) # as the realm has it: no token without a proof (RFC 9449)
for user in realm["users"]:
    user["credentials"] = [{"type": "password", "value": "only-for-this-try", "temporary": False}]
json.dump(realm, open(sys.argv[2], "w"))
PY
KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=only-for-this-try \
  "$home/bin/kc.sh" start-dev --import-realm --http-host=127.0.0.1 --http-port=18180 --http-management-port=18190 \
  --cache=local > "$work/keycloak.log" 2>&1 &
server=$!
trap 'kill $server; [ -n "${KEEP:-}" ] && cp -r "$work" "$KEEP"; rm -rf "$work"' EXIT
for _ in $(seq 1 180); do curl -sf "$base/realms/shiming" > /dev/null && break; sleep 1; done
curl -sf "$base/realms/shiming/protocol/openid-connect/certs" > "$work/jwks.json"
for user in clerk-1 manager-1 support-1 reviewer-1 provisioning-1 auditor-1 officer-1 warrant-1 approver-1 regulator-1 custodian-1 admin-1; do
  curl -sf "$base/realms/shiming/protocol/openid-connect/token" -d grant_type=password -d client_id=office \
    -d client_secret=only-for-this-try -d username=$user -d password=only-for-this-try > "$work/answer.json"
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["access_token"])' "$work/answer.json" > "$work/$user.jwt"
done
refused=$(curl -s -o "$work/answer.json" -w '%{http_code}' "$base/realms/shiming/protocol/openid-connect/token" \
  -d grant_type=password -d client_id=office-bound -d client_secret=only-for-this-try -d username=auditor-1 \
  -d password=only-for-this-try)
echo "Without a proof the office gets $refused $(cat "$work/answer.json")"
[ "$refused" = 400 ] && grep -qi dpop "$work/answer.json"
mvn -q -B -o test -Dtest=KeycloakTokensTest -Dkeycloak.tokens="$work"
echo "Every role's token was read."
