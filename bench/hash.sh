#!/bin/sh
# Hashing against `openssl dgst -sha256`, side by side in one run: builds the small driver and measures with it.
# usage: bench/hash.sh BUILD_DIR [--scratch DIR] [--runs N] [--big BYTES] [--kernel NAME] [--json FILE]
#   BUILD_DIR  a release build of this project (its libraries are linked)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: bench/hash.sh BUILD_DIR [options]}
shift
driver=$build/hash_bench
"${CXX:-c++}" -std=c++20 -O2 -I"$here/../src" "$here/hash_bench.cpp" \
  "$build/libroom_digest.a" "$build/libroom_core.a" -lcrypto -lpthread -o "$driver"
exec python3 "$here/hash.py" "$driver" "$@"
