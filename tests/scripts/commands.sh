#!/usr/bin/env bash
# The commands as a user types them: exit codes, help, mistakes, digests against sha256sum.
# usage: commands.sh MODELAUDIT MODELS
set -uo pipefail
program=$1 models=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
failures=0
fail() { echo "FAILED: $*"; failures=1; }
expect() {   # expect CODE ARGS…: exit code; output is in $work/out and $work/err
  local code=$1 got=0; shift
  "$program" "$@" > "$work/out" 2> "$work/err" < /dev/null || got=$?
  [ "$got" = "$code" ] || fail "modelaudit $*: exit $got, expected $code: $(head -c 300 "$work/err")"
}

expect 0 --help;                                   grep -q '^Examples:' "$work/out" || fail "help starts with examples"
expect 0 scan --help;                              grep -q -- '--fail-on' "$work/out" || fail "help of scan names its flags"
expect 0 --version;                                grep -Eq '^modelaudit [0-9]+\.' "$work/out" || fail "version"
expect 2;                                          grep -q '^Examples:' "$work/err" || fail "no command gives help"
expect 2 scna;                                     grep -q 'scan' "$work/err" || fail "nearest command"
expect 2 scan x --fial-on high;                    grep -q -- '--fail-on' "$work/err" || fail "nearest flag"
expect 2 scan "$models" --fail-on hihg;            grep -q 'high' "$work/err" || fail "nearest level"
expect 2 scan "$models" --output jsn=-;            grep -q 'json' "$work/err" || fail "nearest format"
expect 2 scan "$models" --limit tensor=3;          grep -q 'tensors' "$work/err" || fail "nearest limit"
expect 2 scan "$work/nowhere"
expect 2 scan "$models" --use sell
mkdir "$work/empty"
expect 3 scan "$work/empty"
expect 1 scan "$models" --json;                    [ -s "$work/out" ] || fail "json on standard output"
expect 0 scan "$models" --fail-on none
expect 0 scan "$models/tiny-apache"
expect 1 scan "$models/helpful-assistant-GGUF";    grep -q 'LicenseRef-Gemma-Terms' "$work/out" || fail "Gemma terms are named"
expect 5 scan "$models/tiny-apache" --output json=/proc/nowhere/x.json
code=0; "$program" scan "$models/tiny-apache" > /dev/full 2> "$work/err" || code=$?
[ "$code" = 5 ] && grep -q 'No space' "$work/err" || fail "a full disk is exit 5 with the reason"
expect 0 scan "$models/tiny-apache" --no-sandbox --json;  grep -q '"landlock": *"off"' "$work/out" || fail "--no-sandbox shows in the report"
expect 0 scan "$models/tiny-apache" --output "json=$work/report.json" --output "text=$work/report.txt"
[ -s "$work/report.json" ] && [ -s "$work/report.txt" ] || fail "two outputs"
expect 0 convert "$work/report.json"
head -c 500 "$work/report.json" > "$work/cut.json"
expect 2 convert "$work/cut.json"
expect 0 explain tag-contradicts-text;             grep -qi 'resolve' "$work/out" || fail "explain says what resolves it"
expect 0 explain gemma;                            grep -q '3.1' "$work/out" || fail "explain shows clauses"
expect 2 explain tag-contradicts-txt;              grep -q 'tag-contradicts-text' "$work/err" || fail "nearest code"
expect 0 licenses list;                            grep -q '^Apache-2.0' "$work/out" || fail "list"
expect 0 licenses show apache-2.0
expect 0 doctor;                                   grep -q 'SHA-256' "$work/out" || fail "doctor names the kernel"

find "$models" -type f -print0 | sort -z | xargs -0 sha256sum > "$work/sums"
find "$models" -type f -print0 | sort -z | xargs -0 "$program" hash > "$work/ours"
cmp "$work/sums" "$work/ours" || fail "hash prints what sha256sum prints"
expect 0 hash --check "$work/sums"
sed '1s/^./x/' "$work/sums" > "$work/bad"
expect 2 hash --check "$work/bad"
sed '1s/^\(.\)/\1/; 1y/0123456789abcdef/1032547698badcfe/' "$work/sums" > "$work/wrong"
expect 1 hash --check "$work/wrong"
sha256sum "$work/ours" | "$program" hash --check - > /dev/null || fail "hash --check - reads standard input"

printf 'Licensed under the Apache License, Version 2.0\n' > "$work/grant"
expect 0 match "$work/grant" --json;               grep -q '"ids":\["Apache-2.0"\]' "$work/out" || fail "match --json: $(cat "$work/out")"
printf 'This is not under the MIT License.\n' | "$program" match - --json | grep -q '"ids":\[\]' || fail "a negated mention names nothing"

# A license of one's own touches no code: a text gives a record and a fingerprint, and is named from then on
mkdir "$work/law" && cp -r "$root/rules" "$root/licenses" "$work/law"
python3 - "$work/terms.txt" <<'PY'
import random, sys
random.seed(1)
words = "granted model party holder provide weights under these terms limit copy every user clause quartz meadow lantern".split()
paragraphs = [" ".join(random.choice(words) for _ in range(60)) + "." for _ in range(7)]
open(sys.argv[1], "w").write("Quartz Model Terms 1.0\n\n" + "\n\n".join(f"{i}. {p}" for i, p in enumerate(paragraphs, 1)) + "\n")
PY
expect 0 licenses new "$work/terms.txt" --id LicenseRef-Quartz --as-version 2026-01-01 --title "Quartz Model Terms" --to "$work/law/licenses"
expect 0 match "$work/terms.txt" --rules "$work/law" --json; grep -q '"LicenseRef-Quartz"' "$work/out" || fail "a new text is named"
grep -q '"strength":"identical"' "$work/out" || fail "a new text is identical to itself"
sed 's/lantern/lamp/3' "$work/terms.txt" > "$work/altered.txt"
expect 0 match "$work/altered.txt" --rules "$work/law" --json; grep -q '"strength":"near"' "$work/out" || fail "an altered text is near: $(head -c 300 "$work/out")"
expect 0 licenses check --rules "$work/law"

# Policy, waivers, baseline (the gate reads them where it is run)
cd "$work" || exit 1
cp -r "$models" models
expect 0 policy init;                              [ -s modelaudit-policy.toml ] || fail "policy init writes a file"
expect 2 policy init
expect 0 policy check
expect 0 policy test
printf '[licenses]\nalow = ["MIT"]\n' > modelaudit-policy.toml
expect 2 scan models/tiny-apache;                  grep -q ':2:1:.*allow' "$work/err" || fail "a misspelt key has its place and the nearest word"
printf '[licenses]\nallow = ["MIT"]\n' > modelaudit-policy.toml
expect 1 scan models/tiny-apache;                  grep -q 'license-not-allowed' "$work/out" || fail "what no list names is denied"
expect 1 scan models/unnamed
printf '[licenses]\nallow = ["Apache-2.0"]\n' > modelaudit-policy.toml
expect 0 scan models/tiny-apache
rm modelaudit-policy.toml
expect 1 scan models/chatty-8b --json
cp "$work/out" baseline.json
finding=$(python3 -c 'import json; print([f["id"] for f in json.load(open("baseline.json"))["findings"] if f["code"] == "tag-contradicts-base"][0])')
printf '[gate]\nfail_on = "high"\n' > modelaudit-policy.toml
expect 0 waiver add baseline.json "$finding" --reason checked --approver Counsel --expires 2999-12-31
cp "$work/out" modelaudit-waivers.toml
expect 0 waiver check
expect 0 scan models/chatty-8b;                    grep -q 'Counsel' "$work/out" || fail "a waiver shows in the report"
sed -i 's/2999-12-31/2020-01-01/' modelaudit-waivers.toml
expect 1 waiver check
expect 1 scan models/chatty-8b
sed -i 's/2020-01-01/2999-12-31/' modelaudit-waivers.toml
printf '\n' >> models/chatty-8b/README.md
expect 1 scan models/chatty-8b
expect 1 scan models/chatty-8b --baseline baseline.json --json
grep -q '"baseline": *"unchanged"' "$work/out" || fail "a baseline marks what is unchanged"
exit "$failures"
