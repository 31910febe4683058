#include "core/byte_stream.h"

#include <algorithm>

namespace modelaudit {

uint64_t skip(ByteStream& in, uint64_t n) {
  uint64_t skipped = 0;
  while (skipped < n) {
    const size_t want = static_cast<size_t>(std::min<uint64_t>(n - skipped, ByteStream::kWindow));
    const size_t have = std::min(in.peek(want).size(), want);
    if (have == 0) break;
    in.consume(have);
    skipped += have;
  }
  return skipped;
}

Bytes MemoryStream::peek(size_t n) {
  return bytes_.subspan(static_cast<size_t>(position_),
                        std::min<size_t>(n, bytes_.size() - static_cast<size_t>(position_)));
}

void MemoryStream::consume(size_t n) {
  if (tap_ != nullptr && n > 0) tap_->on_bytes(position_, bytes_.subspan(static_cast<size_t>(position_), n));
  position_ += n;
}

}  // namespace modelaudit
