#!/usr/bin/env bash
# What check.sh needs besides Java and curl: Debian's Go with the Go team's log packages, jq, and npm's verifier (into
# target/). Installs only what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
packages=()
command -v go >/dev/null || packages+=(golang-go)
[ -d /usr/share/gocode/src/golang.org/x/mod ] || packages+=(golang-golang-x-mod-dev)
command -v jq >/dev/null || packages+=(jq)
command -v npm >/dev/null || packages+=(npm)
if [ ${#packages[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}" >/dev/null
fi
mkdir -p target/independent/npm
npm install --prefix target/independent/npm --silent --no-audit --no-fund @sigstore/verify@4.1.3
