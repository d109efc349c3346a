#!/usr/bin/env bash
# Deploys to Railway by its CLI: configuration checked, services as .railway/railway.ts says, then this commit.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
cd "$root"

usage() {
  cat <<'TEXT'
Usage: scripts/deploy-railway.sh [--service NAME] [--env-file FILE] [--dry-run]
  Needs RAILWAY_TOKEN (a project token) and the Railway CLI. Checks the variables in FILE (.env.production), deploys the
  directory to the service (web) and asks the four addresses afterwards. --dry-run says what would be run.
TEXT
}

service=web env_file=.env.production dry_run=false
while [ $# -gt 0 ]; do
  case "$1" in
    --service) service="$2"; shift ;;
    --env-file) env_file="$2"; shift ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

run() { if "$dry_run"; then echo "would run: $*"; else "$@"; fi; }
if ! "$dry_run"; then
  command -v railway >/dev/null || { echo "the Railway CLI is not installed" >&2; exit 1; }
  [ -n "${RAILWAY_TOKEN:-}" ] || { echo "RAILWAY_TOKEN is not set" >&2; exit 1; }
fi
run node --import tsx scripts/validate-config.ts --env-file "$env_file"
run railway up --ci --service "$service"
run bash scripts/post-deploy-verification.sh --json
