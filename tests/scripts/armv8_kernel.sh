#!/bin/sh
# The ARMv8 kernel, compiled by a cross compiler and run under user-mode emulation, against a plain SHA-256.
# usage: armv8_kernel.sh     (from the source folder)
set -eu

compiler=${AARCH64_CXX:-aarch64-linux-gnu-g++}
for tool in "$compiler" qemu-aarch64; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for level in -O0 -O3; do
  "$compiler" -std=c++20 "$level" -march=armv8-a+crypto -Wall -Wextra -Werror -static -Isrc \
    tests/scripts/armv8_kernel.cpp src/inspect/digest/kernel_armv8.cpp -o "$folder/armv8_kernel"
  qemu-aarch64 -cpu max "$folder/armv8_kernel"
done
