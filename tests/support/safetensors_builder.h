// Builds safetensors files in memory from the text of their header.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace modelaudit::test {

/// `length` is what the file says about its header, if not the truth.
inline std::string safetensors(std::string_view header, std::string_view data = {},
                               std::optional<uint64_t> length = std::nullopt) {
  const uint64_t n = length.value_or(header.size());
  std::string out;
  for (int i = 0; i < 8; ++i) out += static_cast<char>(n >> (8 * i));
  return out + std::string(header) + std::string(data);
}

/// An entry of the header: `"name":{…}`.
inline std::string safetensors_entry(std::string_view name, std::string_view dtype,
                                     std::string_view shape, std::string_view offsets) {
  return "\"" + std::string(name) + "\":{\"dtype\":\"" + std::string(dtype) +
         "\",\"shape\":" + std::string(shape) + ",\"data_offsets\":" + std::string(offsets) + "}";
}

}  // namespace modelaudit::test
