#!/bin/sh
# Validates every rule file and license record against its schema. Exit 77 (skipped) when xmllint is missing.
# Usage: validate_rules.sh [ROOT]   ROOT holds rules/ and licenses/; default: the repository of this script.
set -eu
root=${1:-$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)}
if ! command -v xmllint >/dev/null 2>&1; then
  echo "skipped: xmllint is not installed (Debian package libxml2-utils)"
  exit 77
fi

failed=0
count=0
for name in obligations findings families architectures tags urls jurisdictions openness signatures incompatible \
  notices separators; do
  file="$root/rules/$name.xml"
  if [ ! -f "$file" ]; then
    echo "missing: rules/$name.xml"
    failed=1
    continue
  fi
  count=$((count + 1))
  xmllint --nonet --noout --schema "$root/rules/schema/$name.xsd" "$file" 2>"${TMPDIR:-/tmp}/validate.$$" || {
    cat "${TMPDIR:-/tmp}/validate.$$"
    failed=1
  }
done

# All records in few runs of xmllint: it names each file that fails.
list="${TMPDIR:-/tmp}/validate-list.$$"
find "$root/licenses" -name '*.xml' | LC_ALL=C sort >"$list"
records=$(wc -l <"$list")
if [ "$records" -eq 0 ]; then
  echo "missing: no record in licenses/"
  failed=1
else
  tr '\n' '\0' <"$list" | xargs -0 -n 200 xmllint --nonet --noout --schema "$root/rules/schema/license.xsd" \
    2>"${TMPDIR:-/tmp}/validate.$$" || {
    grep -v ' validates$' "${TMPDIR:-/tmp}/validate.$$"
    failed=1
  }
fi
rm -f "$list" "${TMPDIR:-/tmp}/validate.$$"
[ "$failed" -eq 0 ] && echo "valid: $count rule files, $records license records"
exit "$failed"
