#!/usr/bin/env bash
# Measurements as ratios against a peer in the same run. usage: bench/run.sh [hash|terms]…   (./dev bench)
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- hash terms
for name in "$@"; do
  [ -x "bench/$name.sh" ] || { echo "no bench is called $name"; exit 2; }
  echo "== $name"
  "bench/$name.sh" build/release
done
