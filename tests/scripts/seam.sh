#!/usr/bin/env bash
# scan is inspect followed by assess, byte for byte; threads and repetition change nothing; only outputs are written.
# usage: seam.sh MODELAUDIT MODELS
set -euo pipefail
program=$1 models=$2
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
failures=0
run() { "$program" "$@" || [ $? -le 4 ]; }

run scan "$models" --json > "$work/scan.json"
run inspect "$models" > "$work/facts.ndjson"
run assess "$work/facts.ndjson" --json > "$work/assess.json"
cmp "$work/scan.json" "$work/assess.json" || { echo "scan differs from inspect | assess"; failures=1; }
run assess - --json < "$work/facts.ndjson" | cmp - "$work/scan.json" || { echo "standard input differs"; failures=1; }
for threads in 1 2 8; do
  run scan "$models" --json --threads "$threads" | cmp - "$work/scan.json" || { echo "$threads threads differ"; failures=1; }
done
LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo run scan "$models" --json | cmp - "$work/scan.json" || { echo "locale or time zone shows"; failures=1; }
for format in text markdown html sarif; do
  run scan "$models" --output "$format=$work/direct.$format" > /dev/null || { echo "no $format"; failures=1; continue; }
  run convert "$work/scan.json" --output "$format=$work/converted.$format" > /dev/null
  cmp "$work/direct.$format" "$work/converted.$format" || { echo "convert differs for $format"; failures=1; }
done
exit "$failures"
