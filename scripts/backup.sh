#!/usr/bin/env bash
# One directory that the whole shop can be restored from: data with pictures, configuration without secrets, checksums.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"

usage() {
  cat <<'TEXT'
Usage: scripts/backup.sh [--output DIR] [--dry-run]
  Copies DATABASE_URL with pg_dump, or the embedded database of DATA_DIR as lines of JSON (stop the product first), into
  DIR/<date-time> with the configuration and SHA256SUMS. DIR is ./backups unless given. Pictures are in the database.
  Prints the directory. Restore with scripts/restore.sh --from <directory>.
TEXT
}

output="$root/backups" dry_run=false
while [ $# -gt 0 ]; do
  case "$1" in
    --output) output="$2"; shift ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

target="$output/$(date -u +%Y%m%dT%H%M%SZ)"
if "$dry_run"; then
  if [ -n "${DATABASE_URL:-}" ]; then echo "would dump the server to $target/database.dump"; else echo "would copy the embedded database to $target/data.jsonl"; fi
  exit 0
fi

umask 077
mkdir -p "$output"
partial="$(mktemp -d "$output/.backup-XXXXXX")"
trap 'rm -rf "$partial"' EXIT
if [ -n "${DATABASE_URL:-}" ]; then
  pg_dump --format=custom --no-owner --no-privileges --file="$partial/database.dump" "$DATABASE_URL"
else
  (cd "$root" && node --import tsx scripts/export-critical-data.ts --output "$partial/data.jsonl") >&2
fi
"$root/scripts/backup-configs.sh" --output "$partial" >&2
(cd "$partial" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
mv "$partial" "$target"
trap - EXIT
echo "$target"
