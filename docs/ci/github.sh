#!/usr/bin/env bash
# The body of action.yml: scans, leaves modelaudit.sarif and modelaudit.json, writes the job summary, fails as the gate does.
set -uo pipefail
program=${MODELAUDIT_PROGRAM:-}
if [ -z "$program" ]; then
  action=$(cd "$(dirname "$0")/../.." && pwd)
  "$action/dev" build || exit 70
  program=$action/build/release/modelaudit
fi
flags=(--fail-on "${MODELAUDIT_FAIL_ON:-high}")
[ -z "${MODELAUDIT_POLICY:-}" ] || flags+=(--policy "$MODELAUDIT_POLICY")
read -r -a paths <<< "${MODELAUDIT_PATHS:-.}"
code=0
"$program" scan "${paths[@]}" "${flags[@]}" --sarif-target github --output sarif=modelaudit.sarif \
  --output json=modelaudit.json --output markdown=modelaudit.md --output text=- || code=$?
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || [ ! -f modelaudit.md ] || cat modelaudit.md >> "$GITHUB_STEP_SUMMARY"
[ -z "${GITHUB_OUTPUT:-}" ] || echo "exit-code=$code" >> "$GITHUB_OUTPUT"
[ "$code" = 3 ] && code=0   # nothing to judge is no failure of a pipeline
exit "$code"
