// Base64 of a signed document (RFC 4648), read so that each string of bytes has one spelling.
//
// DSSE lets a producer choose the standard or the URL-safe alphabet; both are read, a mix of them is
// not. Padding must be there, and the bits that padding leaves over must be zero: otherwise a bit of
// a signed file could flip unseen. No white space.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace modelaudit::integrity {

/// The bytes, or nothing for any other string.
std::optional<std::string> read_base64(std::string_view text);

}  // namespace modelaudit::integrity
