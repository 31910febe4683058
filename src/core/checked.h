// Checked arithmetic on numbers that come from a file. There is no other way to add or multiply them.
#pragma once

#include <cstdint>
#include <optional>

namespace modelaudit {

constexpr std::optional<uint64_t> checked_add(uint64_t a, uint64_t b) {
  uint64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

constexpr std::optional<uint64_t> checked_mul(uint64_t a, uint64_t b) {
  uint64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
  return product;
}

/// `value` rounded up to a multiple of `alignment`; nothing if the alignment is 0 or the result does not fit.
constexpr std::optional<uint64_t> align_up(uint64_t value, uint64_t alignment) {
  if (alignment == 0) return std::nullopt;
  const uint64_t rest = value % alignment;
  if (rest == 0) return value;
  return checked_add(value, alignment - rest);
}

}  // namespace modelaudit
