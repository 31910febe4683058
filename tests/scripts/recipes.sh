#!/usr/bin/env bash
# Plays the runners of docs/ci locally: what each recipe runs, what it leaves behind, how it fails.
# usage: recipes.sh MODELAUDIT MODELS
set -uo pipefail
program=$1 models=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
failures=0
fail() { echo "FAILED: $*"; failures=1; }
mkdir "$work/bin" && ln -s "$program" "$work/bin/modelaudit" && export PATH="$work/bin:$PATH"
cp -r "$models" "$work/models" && cd "$work" || exit 1

# GitHub: the body of action.yml with what a runner sets
code=0
MODELAUDIT_PROGRAM=$program MODELAUDIT_PATHS=models MODELAUDIT_FAIL_ON=high GITHUB_OUTPUT=$work/outputs \
  GITHUB_STEP_SUMMARY=$work/summary.md "$root/docs/ci/github.sh" > log 2>&1 || code=$?
[ "$code" = 1 ] || fail "github.sh: exit $code, expected 1"
grep -q '^exit-code=1$' outputs || fail "github.sh sets the output"
grep -q 'helpful-assistant' summary.md || fail "github.sh writes the job summary"
[ -s modelaudit.sarif ] && [ -s modelaudit.json ] || fail "github.sh leaves SARIF and JSON"
code=0; mkdir empty
MODELAUDIT_PROGRAM=$program MODELAUDIT_PATHS=empty "$root/docs/ci/github.sh" > log 2>&1 || code=$?
[ "$code" = 0 ] || fail "github.sh: a folder without models gives $code"
grep -q "docs/ci/github.sh" "$root/action.yml" || fail "action.yml runs github.sh"

# GitLab and Jenkins: the very command lines of the recipes
line=$(sed -n 's/^    - \(modelaudit scan .*\)/\1/p' "$root/docs/ci/gitlab.yml")
code=0; MODELAUDIT_PATH=models MODELAUDIT_FAIL_ON=critical bash -c "$line" > log 2>&1 || code=$?
[ "$code" = 0 ] || fail "gitlab.yml: exit $code, expected 0 at critical"
python3 -c 'import json; assert isinstance(json.load(open("modelaudit-quality.json")), list)' || fail "gitlab.yml leaves code quality"
line=$(sed -n "s/^ *sh '\(modelaudit .*\)'/\1/p" "$root/docs/ci/Jenkinsfile")
code=0; bash -c "$line" > log 2>&1 || code=$?
[ "$code" = 1 ] || fail "Jenkinsfile: exit $code, expected 1"
python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("modelaudit-junit.xml")' || fail "Jenkinsfile leaves JUnit XML"

# pre-commit: the entry of the hook
line=$(sed -n 's/^  entry: //p' "$root/.pre-commit-hooks.yaml")
(cd models/tiny-apache && bash -c "$line" > /dev/null) || fail "pre-commit: a clean package fails"
(cd models/unnamed && bash -c "$line" > /dev/null) && fail "pre-commit: a package without terms passes"

for file in "$root"/docs/ci/*.yml "$root"/action.yml "$root"/.pre-commit-hooks.yaml; do
  python3 - "$file" <<'PY' || fail "$file is no YAML"
import re, sys
text = open(sys.argv[1]).read()
sys.exit(1 if "\t" in text or re.search(r"^\s*-\S", text, re.M) else 0)
PY
done
bash -n "$root/docs/ci/github.sh" || fail "github.sh has a syntax error"

# Completions and man page are whole
"$program" completions bash > c.bash && bash -n c.bash || fail "bash completion"
for kind in zsh fish man; do "$program" completions "$kind" | grep -q 'fail-on' || "$program" completions "$kind" | grep -q 'fail\\-on' || fail "$kind"; done
exit "$failures"
