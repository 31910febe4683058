// The SHA-256 digest as a value (computing it belongs to inspect/digest; short in-memory texts: core/sha256.h).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace modelaudit {

struct Digest {
  std::array<uint8_t, 32> bytes{};
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

/// 64 lower-case hexadecimal digits.
std::string to_hex(const Digest& digest);

/// The digest that 64 hexadecimal digits of either case spell; nothing for any other string.
std::optional<Digest> digest_from_hex(std::string_view hex);

}  // namespace modelaudit
