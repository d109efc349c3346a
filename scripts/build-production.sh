#!/usr/bin/env bash
# Builds a release: the committed tree with production dependencies only, beside the earlier ones, or a container image.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
cd "$root"

usage() {
  cat <<'TEXT'
Usage: scripts/build-production.sh [--releases DIR] [--ref REF] [--modules DIR] [--image] [--dry-run]
  Makes DIR/<tag> from a commit (HEAD) with `npm ci --omit=dev`, and points DIR/current at it. <tag> is the date of the
  commit and its short name; building the same commit again changes nothing. DIR is ./releases unless given.
  --modules  link the installed packages of DIR (of the same package-lock.json) instead of installing: quick, for drills
  --image    also build the container image inventario-retail:<tag> (needs a Docker engine)
  --dry-run  say what would be done
TEXT
}

releases="$root/releases" ref=HEAD modules='' image=false dry_run=false
while [ $# -gt 0 ]; do
  case "$1" in
    --releases) releases="$2"; shift ;;
    --ref) ref="$2"; shift ;;
    --modules) modules="$(cd "$2" && pwd)"; shift ;;
    --image) image=true ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

commit="$(git rev-parse --verify "$ref^{commit}")"
tag="$(git show -s --format=%cd --date=format:%Y%m%d-%H%M%S "$commit")-${commit:0:8}"
if "$dry_run"; then
  echo "would build $releases/$tag from $commit and make it current"
  if "$image"; then echo "would build the image inventario-retail:$tag"; fi
  exit 0
fi

mkdir -p "$releases"
if [ ! -f "$releases/$tag/RELEASE" ]; then
  partial="$(mktemp -d "$releases/.building-XXXXXX")"
  trap 'rm -rf "$partial"' EXIT
  git archive "$commit" | tar -x -C "$partial"
  if [ -n "$modules" ]; then
    cmp --silent "$partial/package-lock.json" "$modules/../package-lock.json" || { echo "$modules is of another package-lock.json" >&2; exit 1; }
    cp -al "$modules" "$partial/node_modules" 2>/dev/null || cp -a "$modules" "$partial/node_modules"
  else
    (cd "$partial" && npm ci --omit=dev --no-audit --no-fund --no-progress >&2)
  fi
  printf '%s\n' "$commit" >"$partial/RELEASE"
  rm -rf "${releases:?}/$tag"
  mv "$partial" "$releases/$tag"
  trap - EXIT
fi
if [ -L "$releases/current" ] && [ "$(readlink "$releases/current")" != "$tag" ]; then
  ln -sfn "$(readlink "$releases/current")" "$releases/previous"
fi
ln -sfn "$tag" "$releases/current"
if "$image"; then docker build --tag "inventario-retail:$tag" "$releases/$tag" >&2; fi
echo "$tag"
