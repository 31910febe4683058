// Builds protobuf messages in memory, field by field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace modelaudit::test {

inline std::string varint(uint64_t value) {
  std::string out;
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  return out + static_cast<char>(value);
}

/// A field of wire type 0.
inline std::string number_field(uint32_t number, uint64_t value) {
  return varint(uint64_t{number} << 3) + varint(value);
}

/// A field of wire type 2: text, bytes, a message, packed numbers.
inline std::string bytes_field(uint32_t number, std::string_view bytes) {
  return varint((uint64_t{number} << 3) | 2) + varint(bytes.size()) + std::string(bytes);
}

}  // namespace modelaudit::test
