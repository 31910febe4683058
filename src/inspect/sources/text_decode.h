// Bytes of a text file → UTF-8, with the encoding named. Bounded by the caller's buffer; invalid bytes are kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace modelaudit::inspect {

struct DecodedText {
  std::string body;      ///< UTF-8; the raw bytes for encoding `binary`
  std::string encoding;  ///< utf-8, utf-16le, utf-16be, latin-1, binary
  bool had_bom = false;
};

/// UTF-8 (with or without byte order mark) if valid; UTF-16 by byte order mark or by its pattern of zero bytes;
/// `binary` if more than one byte in 64 is a control character that no text has; else latin-1 (Windows bytes kept).
/// An invalid sequence in what is otherwise UTF-8 keeps encoding `utf-8` and its bytes.
DecodedText decode_text(std::string_view raw);

}  // namespace modelaudit::inspect
