// Cursor: the only way in which readers of binary formats take numbers and bytes from a stream.
//
// Every call says how much it wants and gets nothing when the input has less: there is no unchecked
// read. What is consumed can be hashed on the way (arrays inside arrays: several hashes see the
// same bytes).
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "core/byte_stream.h"
#include "core/sha256.h"

namespace modelaudit::inspect {

class Cursor {
 public:
  explicit Cursor(ByteStream& in) : in_(in) {}

  bool big_endian = false;

  uint64_t position() const { return in_.position(); }
  uint64_t left() const { return in_.left(); }
  ByteStream& stream() { return in_; }

  /// At least min(n, left) bytes ahead, n ≤ kWindow; valid until the next call.
  Bytes peek(size_t n) { return last_ = in_.peek(n); }

  /// Moves past n bytes of what the last peek returned.
  void consume(size_t n) {
    for (Sha256* hash : hashes_) hash->update(last_.first(n));
    in_.consume(n);
    last_ = {};
  }

  std::optional<uint8_t> u8() {
    return number<uint8_t>(1, [](Bytes b, bool) { return b[0]; });
  }
  std::optional<uint16_t> u16() { return number<uint16_t>(2, load_u16); }
  std::optional<uint32_t> u32() { return number<uint32_t>(4, load_u32); }
  std::optional<uint64_t> u64() { return number<uint64_t>(8, load_u64); }

  /// Hands the next n bytes to `use(Bytes piece)`, in pieces; false when the input ends before.
  template <class Use>
  bool pass(uint64_t n, Use use) {
    while (n > 0) {
      const auto want = static_cast<size_t>(std::min<uint64_t>(n, ByteStream::kWindow));
      const Bytes view = peek(want);
      const size_t have = std::min(view.size(), want);
      if (have == 0) return false;
      use(view.first(have));
      consume(have);
      n -= have;
    }
    return true;
  }
  bool skip(uint64_t n) {
    return pass(n, [](Bytes) {});
  }

  /// Hashes what is consumed between begin_hash and end_hash; may nest.
  void begin_hash(Sha256& hash) { hashes_.push_back(&hash); }
  void end_hash() { hashes_.pop_back(); }

 private:
  template <class Number, class Load>
  std::optional<Number> number(size_t width, Load load) {
    const Bytes view = peek(width);
    if (view.size() < width) return std::nullopt;
    const Number value = static_cast<Number>(load(view, big_endian));
    consume(width);
    return value;
  }

  ByteStream& in_;
  Bytes last_;
  std::vector<Sha256*> hashes_;
};

}  // namespace modelaudit::inspect
