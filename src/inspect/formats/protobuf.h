// Protocol Buffers, the wire format alone: fields of a message as ranges of the file, no objects.
//
// A field is a varint tag (number << 3 | wire type) and a payload: 0 a varint, 1 eight bytes, 5
// four bytes, 2 a varint length and that many bytes (text, bytes, a message, packed numbers).
// Groups (3, 4) are obsolete and refused. Lengths are checked against the message around them.
// Source: protobuf.dev/programming-guides/encoding.
#pragma once

#include <optional>

#include "inspect/formats/window.h"

namespace modelaudit::inspect {

struct ProtoField {
  uint32_t number = 0;
  uint8_t wire = 0;
  uint64_t at = 0;     ///< of the tag
  uint64_t value = 0;  ///< wire 0, 1 and 5
  uint64_t begin = 0;  ///< of the payload; wire 2: of the bytes
  uint64_t end = 0;

  bool is_bytes() const { return wire == 2; }
  bool is_varint() const { return wire == 0; }
};

class ProtoMessage {
 public:
  ProtoMessage(Window& window, uint64_t begin, uint64_t end)
      : window_(window), at_(begin), end_(end) {}

  /// The next field; nothing at the end and where the message is broken (see broken_at).
  std::optional<ProtoField> next();

  /// Where a field could not be read.
  const std::optional<uint64_t>& broken_at() const { return broken_at_; }

 private:
  std::optional<ProtoField> broken(uint64_t at);

  Window& window_;
  uint64_t at_;
  uint64_t end_;
  std::optional<uint64_t> broken_at_;
};

/// Next varint of a packed run; `at` moves behind it.
std::optional<uint64_t> read_varint(Window& window, uint64_t& at, uint64_t end);

}  // namespace modelaudit::inspect
