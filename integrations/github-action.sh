#!/usr/bin/env bash
# Runs keepalive-lint for action.yml. Its inputs are environment variables; none of them is ever read as code.
set -euo pipefail

# npx would also take a URL or a path for a version.
if ! [[ $KEEPALIVE_VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  printf '::error::The input "version" has to be a version such as 0.1.0.\n'
  exit 2
fi

arguments=(--format github --fail-on="$KEEPALIVE_FAIL_ON")
[[ -z $KEEPALIVE_CONFIG ]] || arguments+=(--config="$KEEPALIVE_CONFIG")
[[ -z $KEEPALIVE_SARIF_FILE ]] || arguments+=(--format="sarif=$KEEPALIVE_SARIF_FILE")

paths=()
while IFS= read -r path; do
  [[ -z $path ]] || paths+=("$path")
done <<<"$KEEPALIVE_PATHS"

exec npx --yes --package "eslint-plugin-keepalive@$KEEPALIVE_VERSION" -- \
  keepalive-lint "${arguments[@]}" -- "${paths[@]+"${paths[@]}"}"
