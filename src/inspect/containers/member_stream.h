// Streams of members, as views of their container's stream: what a member's reader consumes, the container's digest
// has seen as well.
#pragma once

#include <memory>
#include <vector>

#include "core/byte_stream.h"
#include "inspect/containers/inflate_budget.h"

namespace modelaudit::inspect {

/// The next `length` bytes of another stream. No bytes are copied. The tap is told before the parent's.
class SubStream final : public ByteStream {
 public:
  SubStream(ByteStream& parent, uint64_t length, StreamTap* tap = nullptr)
      : parent_(parent), length_(length), tap_(tap) {}
  std::optional<uint64_t> size() const override { return length_; }
  uint64_t position() const override { return position_; }
  Bytes peek(size_t n) override;
  void consume(size_t n) override;
  const std::optional<Damage>& failure() const override { return failure_; }

 private:
  ByteStream& parent_;
  uint64_t length_;
  StreamTap* tap_;
  uint64_t position_ = 0;
  Bytes view_;
  std::optional<Damage> failure_;
};

/// A decoder: turns stored bytes into content, piece by piece.
class Decoder {
 public:
  enum class State { more, end, failed };
  virtual ~Decoder() = default;
  /// Appends content to `out` (at least one byte, unless the end or a failure is reached), at most `room` bytes.
  virtual State decode(ByteStream& stored, std::vector<uint8_t>& out, size_t room) = 0;
  /// Why decoding failed.
  virtual Damage failure() const = 0;
};

/// Content of a compressed member, from a decoder over its stored bytes.
class DecodedStream final : public ByteStream {
 public:
  /// `claimed` is the size that the container states: content ends there, and what is missing or follows is damage.
  DecodedStream(ByteStream& stored, std::unique_ptr<Decoder> decoder, std::optional<uint64_t> claimed,
                InflateBudget& budget, StreamTap* tap = nullptr);
  std::optional<uint64_t> size() const override { return size_; }
  uint64_t position() const override { return position_; }
  Bytes peek(size_t n) override;
  void consume(size_t n) override;
  const std::optional<Damage>& failure() const override { return failure_; }

 private:
  void produce(size_t n);
  void stop(Damage why);

  ByteStream& stored_;
  std::unique_ptr<Decoder> decoder_;
  std::optional<uint64_t> claimed_;
  std::optional<uint64_t> size_;
  InflateBudget& budget_;
  StreamTap* tap_;
  uint64_t stored_begin_;
  uint64_t position_ = 0;
  uint64_t produced_ = 0;
  std::vector<uint8_t> held_;
  size_t begin_ = 0;
  bool ended_ = false;
  std::optional<Damage> failure_;
};

/// Deflate without a frame (RFC 1951), as zip stores it.
std::unique_ptr<Decoder> deflate_decoder();

/// zlib's frame (RFC 1950) around deflate.
std::unique_ptr<Decoder> zlib_decoder();

}  // namespace modelaudit::inspect
