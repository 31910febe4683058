#!/bin/sh
# The golden reports, and the reports full of hostile text that test_report left in the build folder, against validators
# that are not ours. Exit 77 when none of them is installed (.ci/install-tools).
# usage: report_samples.sh BUILD
set -u
build=${1:?usage: report_samples.sh BUILD}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
golden="$here/../report/golden"
hostile="$build/hostile-reports"
command -v node >/dev/null 2>&1 || { echo "skipped: node is not installed"; exit 77; }

failed=0
ran=0
check() { # check FORMAT FILE…
  format=$1
  shift
  node "$here/validate_report.mjs" "$format" "$@"
  case $? in
    0) ran=$((ran + 1)) ;;
    77) ;;
    *) ran=$((ran + 1)) failed=1 ;;
  esac
}
check json "$golden/sample.json"
check sarif "$golden/sample.sarif" "$golden/sample.github.sarif"
check junit "$golden/sample.junit.xml"
check gitlab "$golden/sample.gitlab.json"
check html "$golden/sample.html"
check cyclonedx-1.6 "$golden/sample.cdx-1.6.json"
check cyclonedx-1.7 "$golden/sample.cdx-1.7.json"
check spdx-2.3 "$golden/sample.spdx-2.3.json"
check spdx-3.0.1 "$golden/sample.spdx-3.0.1.json"
if [ -d "$hostile" ]; then
  check json "$hostile"/*.json.json
  check junit "$hostile"/*.junit.xml
  check gitlab "$hostile"/*.gitlab.json
  check html "$hostile"/*.html.html
  check cyclonedx-1.6 "$hostile"/*.cyclonedx.cdx.json
  check cyclonedx-1.7 "$hostile"/*.cyclonedx-1.7.cdx.json
  check spdx-2.3 "$hostile"/*.spdx-2.3.spdx.json
  # The slow ones: markup, formulas, line ends.
  check sarif "$hostile"/4.sarif.sarif "$hostile"/9.sarif.sarif
  check spdx-3.0.1 "$hostile"/4.spdx.spdx3.json "$hostile"/9.spdx.spdx3.json
fi
node "$here/browse_report.mjs" "$golden/sample.html" "$hostile/4.html.html"
case $? in
  0) ran=$((ran + 1)) ;;
  77) ;;
  *) ran=$((ran + 1)) failed=1 ;;
esac
[ "$ran" -gt 0 ] || exit 77
exit "$failed"
