#!/usr/bin/env bash
# An installation works where it lies, and needs no build folder. usage: install.sh BUILD_DIR MODELS
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cmake --install "$1" --prefix "$work/usr" > /dev/null
mv "$work/usr" "$work/moved"
env -i "$work/moved/bin/modelaudit" scan "$2/tiny-apache" > "$work/report"
grep -q 'Apache-2.0' "$work/report"
for file in share/man/man1/modelaudit.1 share/bash-completion/completions/modelaudit share/doc/modelaudit/README.md; do
  [ -s "$work/moved/$file" ] || { echo "missing: $file"; exit 1; }
done
