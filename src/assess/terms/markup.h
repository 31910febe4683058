// Mark-up that carries a license text: what one character of a carrier stands for, and which bytes
// are no text at all. Tolerant and linear: no tree is built, nothing is matched to its end tag,
// every look-ahead is bounded and stops at the sign that could start the next one. HTML comments
// and hidden elements are read like any other text, because terms that a browser hides are terms
// all the same.
#pragma once

#include <cstdint>
#include <string_view>

namespace modelaudit::assess {

/// What kind of carrier a text seems to be; looked at once.
struct Carrier {
  bool closes_tags = false;  ///< holds `</x`: then `<x>` is a tag, else it may be a placeholder
  bool escaped = false;      ///< line ends are written `\n`
  bool rtf = false;
};

Carrier carrier_of(std::string_view text);

/// A stretch of mark-up: its length, and the character it stands for (0: none, '\n': it breaks the
/// line).
struct Markup {
  uint32_t length = 0;  ///< 0: no mark-up here
  char32_t stands_for = 0;
};

/// A tag or comment mark at a '<'.
Markup tag_at(std::string_view text, size_t at, const Carrier& carrier);
/// A character reference at a '&'.
Markup entity_at(std::string_view text, size_t at);
/// A JSON, C or RTF escape at a '\'.
Markup escape_at(std::string_view text, size_t at, const Carrier& carrier);
/// A Markdown link target at a ']', a heading anchor at a '{'.
Markup link_target_at(std::string_view text, size_t at);

}  // namespace modelaudit::assess
