// UTF-8, and the one safe way to show text of an input.
//
// Names, keys, values and quoted parts of an input reach people and machines: control, bidi, zero-width and invalid
// bytes must not act there. `display` is the escaped form for every sink; JSON, XML and HTML writers escape their own
// syntax on top. The code points escaped are those of Unicode TR36/TR39 that change what is seen without being seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace modelaudit {

/// One decoded code point: `length` bytes of input were used. Invalid input gives `valid == false` and length 1.
struct CodePoint {
  char32_t value = 0;
  uint32_t length = 1;
  bool valid = false;
};

/// Decodes the code point at the front of non-empty text. Overlong forms, surrogates and values above U+10FFFF are
/// invalid.
CodePoint decode_utf8(std::string_view text);

bool is_valid_utf8(std::string_view text);

/// Appends the UTF-8 form of a code point (which must not be a surrogate).
void append_utf8(std::string& out, char32_t code_point);

/// True for code points that must never reach a sink as they are: C0 and C1 controls, DEL, bidi controls, zero-width
/// and other invisible format characters, line and paragraph separator, byte order mark, tags, non-characters.
bool is_unsafe_to_show(char32_t code_point);

/// Text for people: valid UTF-8, unsafe code points as \u{XXXX}, invalid bytes as \xNN, backslash as \\ only where an
/// escape was needed elsewhere is NOT done (the form is for reading, `raw_base64` carries the original).
/// Newline and tab are escaped as \n and \t.
std::string display(std::string_view raw);

/// Like display, but keeps newline and tab: for quoted blocks of text.
std::string display_block(std::string_view raw);

/// At most `limit` bytes of display form, cut at a code point, with "…" when something was cut.
std::string display_short(std::string_view raw, size_t limit = 120);

std::string base64(std::string_view raw);
/// The bytes that RFC 4648 base64 (with padding, no white space) spells; nothing for any other string.
std::optional<std::string> from_base64(std::string_view text);

/// ASCII lower case; other bytes unchanged, independent of the locale.
std::string ascii_lower(std::string_view text);

}  // namespace modelaudit
