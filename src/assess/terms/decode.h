// Bytes → text. License texts arrive as UTF-8, as UTF-16 from Windows editors (with or without a
// byte order mark), as UTF-32, and as Latin-1 or Windows-1252. UTF-16 and UTF-32 are rewritten as
// UTF-8; everything else is read where it lies: the tokenizer takes a byte that is no UTF-8 for the
// Windows-1252 character that it most probably was. Offsets in the rewritten text are translated
// back, so that every span of an answer is in bytes of the artifact.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace modelaudit::assess {

struct DecodedText {
  std::string_view text;  ///< the input itself, or `owned`
  std::string owned;
  std::string_view encoding = "utf-8";  ///< utf-8, utf-16le, utf-16be, utf-32le, utf-32be
  uint32_t unit = 1;                    ///< bytes of one code unit of the input
  uint32_t skipped = 0;                 ///< bytes of the byte order mark
  uint64_t invalid = 0;                 ///< code units that are no character

  DecodedText() = default;
  DecodedText(const DecodedText&) = delete;
  DecodedText& operator=(const DecodedText&) = delete;

  /// Byte offsets of `text` (sorted ascending) as byte offsets of the input.
  std::vector<uint64_t> to_source(const std::vector<uint64_t>& offsets) const;
};

/// Fills `out`, whose view is valid while `bytes` and `out` live.
void decode(std::string_view bytes, DecodedText& out);

/// The character that a single byte stands for in Windows-1252 (which holds Latin-1).
char32_t windows1252(uint8_t byte);

}  // namespace modelaudit::assess
