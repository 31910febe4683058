#!/bin/sh
# The seam in the linked program: what inspects knows no law, and what judges opens no file.
# usage: seam_symbols.sh BUILD_DIR
set -eu
command -v nm > /dev/null || { echo "skipped: nm is not installed"; exit 77; }
build=$1
status=0
if nm -C "$build/test_sources" | grep -E ' [TtWwVu] modelaudit::(assess|report)::' | head -n 3 | grep .; then
  echo "the rooms of inspect link code of assess or report"
  status=1
fi
for room in terms lineage verdict policy; do
  if nm -C -u "$build/libroom_$room.a" | grep -E ' (open|open64|openat|openat64|fopen|fopen64|opendir|mmap|read|pread64|std::basic_ifstream.*|std::filesystem::(status|directory_iterator|recursive_directory_iterator).*)(@.*)?$' | head -n 3 | grep .; then
    echo "the room $room opens files"
    status=1
  fi
done
exit $status
