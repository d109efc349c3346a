#!/usr/bin/env bash
# Starts one role of the product in production: waits for the database, brings the schema up to date, then becomes the
# process itself, so that SIGTERM reaches it.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'TEXT'
Usage: scripts/start-production.sh [all|web|worker] [--dry-run]
  web     webhook, API, dashboard and the chat's answers
  worker  reading, forecasts, schedules
  all     everything in one process (the default)
  --dry-run  check the configuration and say what would be started
Exit 78 when the configuration is not fit for production, 69 when the database does not answer within WAIT_SECONDS (60).
TEXT
}

role=all
dry_run=false
for argument in "$@"; do
  case "$argument" in
    all | web | worker) role="$argument" ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
export PROCESS_ROLE="$role"

tsx=(node --import tsx)
if ! "${tsx[@]}" scripts/validate-config.ts >&2; then exit 78; fi
if "$dry_run"; then
  echo "would wait for the database, migrate, and start: ${tsx[*]} bot/main.ts as $role"
  exit 0
fi
"${tsx[@]}" scripts/wait-for-database.ts --seconds "${WAIT_SECONDS:-60}" >&2 || exit 69
"${tsx[@]}" scripts/migrate.ts >&2
exec "${tsx[@]}" bot/main.ts
