// RandomAccess: bytes of one artifact by offset, for formats whose directory stands where a forward
// read comes too late.
//
// Readers make few and small reads through it to learn where things are; content is then taken out
// of the one forward read. An artifact that can only be decoded from its beginning offers the same
// door by decoding again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

#include "core/byte_stream.h"

namespace modelaudit {

class RandomAccess {
 public:
  virtual ~RandomAccess() = default;
  virtual uint64_t size() const = 0;
  /// Copies bytes at the offset; fewer than asked where the artifact ends or cannot be read.
  virtual size_t read_at(uint64_t offset, std::span<uint8_t> into) = 0;
};

/// Bytes that are in memory already. They must outlive it.
class BytesAccess final : public RandomAccess {
 public:
  explicit BytesAccess(Bytes bytes) : bytes_(bytes) {}
  uint64_t size() const override { return bytes_.size(); }
  size_t read_at(uint64_t offset, std::span<uint8_t> into) override {
    if (offset >= bytes_.size() || into.empty()) return 0;
    const Bytes from = bytes_.subspan(static_cast<size_t>(offset));
    const size_t n = std::min(from.size(), into.size());
    std::memcpy(into.data(), from.data(), n);
    return n;
  }

 private:
  Bytes bytes_;
};

}  // namespace modelaudit
