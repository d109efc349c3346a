#!/usr/bin/env bash
# Puts a backup into an empty database and proves that the ledger in it holds.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"

usage() {
  cat <<'TEXT'
Usage: scripts/restore.sh --from DIR [--dry-run]
  Checks the checksums of a directory made by scripts/backup.sh, puts its data into DATABASE_URL (or the embedded database
  of DATA_DIR), which must be empty, and runs verify:ledger. Exit 1 when a checksum, the data or the ledger is wrong.
  --dry-run  check the backup only
TEXT
}

from='' dry_run=false
while [ $# -gt 0 ]; do
  case "$1" in
    --from) from="$2"; shift ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
if [ -z "$from" ]; then usage >&2; exit 2; fi
from="$(cd "$from" && pwd)"
(cd "$from" && sha256sum --check --quiet --strict SHA256SUMS) >&2 || { echo "the backup is damaged" >&2; exit 1; }
if "$dry_run"; then echo "the backup is whole: $from"; exit 0; fi

cd "$root"
if [ -f "$from/database.dump" ]; then
  if [ -z "${DATABASE_URL:-}" ]; then echo "this backup is of a server: set DATABASE_URL" >&2; exit 1; fi
  tables="$(psql --no-psqlrc -At "$DATABASE_URL" -c "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")"
  if [ "$tables" != 0 ]; then echo "the database is not empty: a restore never overwrites" >&2; exit 1; fi
  pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --dbname="$DATABASE_URL" "$from/database.dump"
else
  node --import tsx scripts/import-critical-data.ts --input "$from/data.jsonl" >&2
fi
node --import tsx scripts/verify-ledger.ts
