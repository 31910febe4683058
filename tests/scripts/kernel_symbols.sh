#!/bin/sh
# Files compiled for another instruction set must share nothing with the rest of the program: of an inline function that
# several files hold, the linker keeps one copy, and that could be the one that an older CPU cannot run.
# usage: kernel_symbols.sh BUILD_DIR
set -eu

command -v nm >/dev/null || { echo "skipped: nm is not installed"; exit 77; }
objects=$(find "$1" -name 'kernel_*_shani.cpp.o' -o -name 'kernel_shani.cpp.o' -o -name 'kernel_avx*.cpp.o' \
  -o -name 'kernel_armv8.cpp.o')
[ -n "$objects" ] || { echo "skipped: no kernel is built in $1"; exit 77; }
status=0
for object in $objects; do
  shared=$(nm -C "$object" | grep ' W ' || true) # weak functions; shared constants harm nobody
  [ -z "$shared" ] || { printf '%s shares:\n%s\n' "$(basename "$object")" "$shared"; status=1; }
done
[ $status -ne 0 ] || echo "kernels share no code"
exit $status
