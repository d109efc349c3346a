#!/usr/bin/env bash
# What is configured, without a secret in clear: which variables are set, the values of those that are no secret,
# the commit, and the deployment files.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"

usage() {
  cat <<'TEXT'
Usage: scripts/backup-configs.sh --output DIR [--env-file FILE] [--dry-run]
  Writes DIR/config.json and copies of railway.json, Procfile and docker-compose.production.yml. Of secrets it only says
  that they are set, so that a restore knows what to ask for.
TEXT
}

output='' env_file='' dry_run=false
while [ $# -gt 0 ]; do
  case "$1" in
    --output) output="$2"; shift ;;
    --env-file) env_file="$2"; shift ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
if [ -z "$output" ]; then usage >&2; exit 2; fi
if "$dry_run"; then echo "would write the configuration to $output"; exit 0; fi

umask 077
mkdir -p "$output"
cp "$root/railway.json" "$root/Procfile" "$root/docker-compose.production.yml" "$output/"
cd "$root"
node --import tsx scripts/describe-config.ts ${env_file:+--env-file "$env_file"} >"$output/config.json"
echo "$output/config.json"
