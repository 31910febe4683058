#!/usr/bin/env bash
# Every report format of the fixtures against independent validators. Needs node and build/node (.ci/install-tools).
# usage: report_formats.sh MODELAUDIT MODELS
set -uo pipefail
program=$1 models=$2
command -v node > /dev/null || { echo "skipped: node is not installed"; exit 77; }
[ -d "${MODELAUDIT_VALIDATORS:?}/node_modules" ] || { echo "skipped: validators are not installed (.ci/install-tools)"; exit 77; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
here=$(cd "$(dirname "$0")" && pwd)
failures=0
for format in json sarif junit cyclonedx-1.6 cyclonedx-1.7 spdx-2.3 spdx-3.0.1; do
  code=0
  "$program" scan "$models" --output "$format=$work/report.$format" --quiet > /dev/null 2> "$work/err" || code=$?
  if [ "$code" -gt 4 ] || [ "$code" = 2 ]; then echo "no $format: $(head -c 200 "$work/err")"; failures=1; continue; fi
  code=0
  node "$here/validate_report.mjs" "$format" "$work/report.$format" || code=$?
  [ "$code" = 0 ] || [ "$code" = 77 ] || failures=1
done
exit "$failures"
