#include "integrity/base64.h"

#include "core/utf8.h"

namespace modelaudit::integrity {

std::optional<std::string> read_base64(std::string_view text) {
  std::string standard(text);
  const bool url_safe = text.find_first_of("-_") != std::string_view::npos;
  if (url_safe) {
    if (text.find_first_of("+/") != std::string_view::npos) return std::nullopt;
    for (char& c : standard) c = c == '-' ? '+' : c == '_' ? '/' : c;
  }
  std::optional<std::string> bytes = from_base64(standard);
  // Written again it must be the same string: what padding leaves over is zero.
  if (!bytes || base64(*bytes) != standard) return std::nullopt;
  return bytes;
}

}  // namespace modelaudit::integrity
