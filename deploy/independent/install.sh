#!/usr/bin/env bash
# What check.sh needs besides Java and curl: Debian's Go with the Go team's log packages, and npm's verifier (into target/).
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v apt-get >/dev/null && apt-get install -y -qq golang-go golang-golang-x-mod-dev jq npm >/dev/null
mkdir -p target/independent/npm
npm install --prefix target/independent/npm --silent --no-audit --no-fund @sigstore/verify@4.1.3
