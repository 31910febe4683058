// ByteStream: bytes of one artifact, read forward and read once.
//
// Every reader pulls from one. What is consumed is handed, in order and exactly once, to the stream's tap, so that
// digests come out of the same read that the parser uses; a deflated member, a stored member of an ISO and a file on
// disk look the same. There is no way back and no way to ask for bytes that are not there: a reader compares each
// count with `left()` before it uses it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace modelaudit {

using Bytes = std::span<const uint8_t>;

/// Told of every byte of a stream, once, in order. Views are valid during the call only.
class StreamTap {
 public:
  virtual ~StreamTap() = default;
  virtual void on_bytes(uint64_t offset, Bytes bytes) = 0;
};

class ByteStream {
 public:
  /// The largest `peek` that a stream must be able to serve.
  static constexpr size_t kWindow = size_t{1} << 20;

  virtual ~ByteStream() = default;

  /// Total bytes where that is known before reading (a file, a stored member); nothing for a compressed stream.
  virtual std::optional<uint64_t> size() const = 0;

  /// Bytes consumed so far: the offset in the artifact of the next byte.
  virtual uint64_t position() const = 0;

  /// A view of at least min(n, bytes left) bytes at the position, n ≤ kWindow. A shorter view means that the input
  /// ends there (or failed: see failure()). Valid until the next call.
  virtual Bytes peek(size_t n) = 0;

  /// Moves past n bytes; n must not exceed what the last peek returned.
  virtual void consume(size_t n) = 0;

  /// Why the input ended early, if it did for another reason than its end (I/O error, file shrank, damaged member).
  virtual const std::optional<Damage>& failure() const = 0;

  /// Bytes left where the size is known, else 2^63: an upper bound to compare counts with.
  uint64_t left() const {
    const std::optional<uint64_t> total = size();
    if (!total) return uint64_t{1} << 63;
    return *total > position() ? *total - position() : 0;
  }
};

/// Consumes up to n bytes; returns how many there were.
uint64_t skip(ByteStream& in, uint64_t n);

/// Fixed-width integers by memcpy-free loads; `bytes` must hold the width.
constexpr uint16_t load_u16(Bytes b, bool big_endian) {
  return static_cast<uint16_t>(big_endian ? (b[0] << 8) | b[1] : (b[1] << 8) | b[0]);
}
constexpr uint32_t load_u32(Bytes b, bool big_endian) {
  return big_endian ? (uint32_t{load_u16(b, true)} << 16) | load_u16(b.subspan(2), true)
                    : (uint32_t{load_u16(b.subspan(2), false)} << 16) | load_u16(b, false);
}
constexpr uint64_t load_u64(Bytes b, bool big_endian) {
  return big_endian ? (uint64_t{load_u32(b, true)} << 32) | load_u32(b.subspan(4), true)
                    : (uint64_t{load_u32(b.subspan(4), false)} << 32) | load_u32(b, false);
}

/// A stream over bytes in memory (texts, tests, small members).
class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(Bytes bytes, StreamTap* tap = nullptr) : bytes_(bytes), tap_(tap) {}
  std::optional<uint64_t> size() const override { return bytes_.size(); }
  uint64_t position() const override { return position_; }
  Bytes peek(size_t n) override;
  void consume(size_t n) override;
  const std::optional<Damage>& failure() const override { return failure_; }

 private:
  Bytes bytes_;
  StreamTap* tap_;
  uint64_t position_ = 0;
  std::optional<Damage> failure_;
};

}  // namespace modelaudit
