#!/usr/bin/env bash
# Goes back to an earlier release. The schema stays: every release runs on the schema of the next one.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"

usage() {
  cat <<'TEXT'
Usage: scripts/rollback-production.sh [--target local|compose|railway] [--to TAG] [--releases DIR] [--list] [--dry-run]
  local    points DIR/current at the release before (or at TAG); whoever supervises the process restarts it
  compose  starts web and worker again from the image inventario-retail:TAG
  railway  checks the commit of TAG out beside this directory and deploys it (Railway's CLI has no rollback command)
  --list   the releases there are, the current one marked
TEXT
}

target=local to='' releases="$root/releases" dry_run=false list=false
while [ $# -gt 0 ]; do
  case "$1" in
    --target) target="$2"; shift ;;
    --to) to="$2"; shift ;;
    --releases) releases="$2"; shift ;;
    --list) list=true ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

all_releases() { { find "$releases" -mindepth 2 -maxdepth 2 -name RELEASE -printf '%h\n' 2>/dev/null || true; } | xargs -r -n1 basename | sort; }
current="$(readlink "$releases/current" 2>/dev/null || true)"

if "$list"; then
  all_releases | while read -r tag; do if [ "$tag" = "$current" ]; then echo "$tag (current)"; else echo "$tag"; fi; done
  exit 0
fi
if [ -z "$to" ]; then to="$(all_releases | { grep -vx "$current" || true; } | awk -v current="$current" '$0 < current' | tail -n 1)"; fi
if [ -z "$to" ]; then
  if "$dry_run"; then echo "no earlier release in $releases: nothing would be done"; exit 0; fi
  echo "no earlier release in $releases" >&2
  exit 1
fi

run() { if "$dry_run"; then echo "would run: $*"; else "$@"; fi; }
case "$target" in
  local)
    if [ ! -f "$releases/$to/RELEASE" ]; then echo "no release $to in $releases" >&2; exit 1; fi
    run ln -sfn "$to" "$releases/current"
    ;;
  compose)
    run env "RELEASE=$to" docker compose -f "$root/docker-compose.production.yml" --env-file "$root/.env.production" up -d --no-build web worker
    ;;
  railway)
    commit="${to##*-}"
    tree="${TMPDIR:-/tmp}/rollback-$commit"
    run git -C "$root" worktree add --detach "$tree" "$commit"
    run railway up --ci --path-as-root "$tree"
    run git -C "$root" worktree remove --force "$tree"
    ;;
  *) usage >&2; exit 2 ;;
esac
echo "$to"
