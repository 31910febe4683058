#!/usr/bin/env bash
# Runs one judge of the shared material. Skipped, with the reason, where that folder is not beside the checkout.
# usage: run.sh NAME MODELAUDIT SHARED_DIR
set -euo pipefail
name=$1 program=$2 shared=$3
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$shared/tools" ] || { echo "skipped: needs the shared material in $shared"; exit 77; }
work=$(mktemp -d); trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT

hostile() {
  python3 "$shared/tools/hostile.py" "$work/cases" > /dev/null
  python3 "$shared/tools/hostile_run.py" "$work/cases" --filter "$1" --jobs "$(nproc)" -- "$program" scan --json '{}'
}

case "$name" in
  artifacts) python3 "$here/artifacts_expect.py" "$program" "$shared" ;;
  formats) python3 "$here/formats_expect.py" "$program" "$shared" ;;
  second_reader)
    command -v node > /dev/null || { echo "skipped: node is not installed"; exit 77; }
    node "$here/second_reader.mjs" "$program" "$shared" ;;
  terms_corpus) python3 "$here/terms_corpus.py" "$program" "$shared" ;;
  signing) python3 "$here/signing_expect.py" "$program" "$shared" ;;
  scenarios)
    python3 "$shared/tools/make_models.py" scenarios "$work/scenarios" > /dev/null
    python3 "$shared/tools/make_models.py" judge "$work/scenarios" -- "$program" scan --json '{}' ;;
  copied_text) python3 "$shared/tools/copied_text.py" "$here/../.." ;;
  hostile_models) hostile '^(gguf|safetensors|sharded|json|names|fs|lfs)' ;;
  hostile_texts) hostile '^(text|yaml|ollama|oci)' ;;
  hostile_containers) hostile '^(iso|zip|tar|gz)' ;;
  license_bench)
    bench=$shared/data/license-bench
    (cd "$bench/dev" && find . -name '*.txt' -printf '%f\n' | sort | xargs "$program" match --json) > "$work/results.ndjson"
    (cd "$bench" && python3 score.py dev --results "$work/results.ndjson") ;;
  *) echo "no judge is called $name"; exit 2 ;;
esac
