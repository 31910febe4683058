// A text around a name: sentences, lines, license fields.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "assess/terms/phrases.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {

struct NoticeView {
  std::string_view text;
  std::span<const Token> tokens;

  uint32_t size() const { return static_cast<uint32_t>(tokens.size()); }
  std::string_view word(uint32_t i) const {
    return text.substr(tokens[i].offset, tokens[i].length);
  }

  /// Raw text between a token and the one before it.
  std::string_view gap(uint32_t i) const;
  /// Raw text from the end of token `from` to the begin of token `to`.
  std::string_view between(uint32_t from, uint32_t to) const;

  /// True if a sentence or a paragraph ends before token i.
  bool breaks(uint32_t i) const;

  uint32_t line_begin(uint32_t i) const;
  uint32_t line_end(uint32_t i) const;
  /// True if nothing but one word more stands on the lines of [begin, end).
  bool alone(uint32_t begin, uint32_t end) const;

  /// The nearest place before token i, at most `reach` words back, where a pattern stands that ends
  /// before i. A paragraph's end stops the search, a sentence's end if asked for.
  std::optional<uint32_t> before(const PatternSet& patterns, uint32_t i, uint32_t reach,
                                 bool same_sentence) const;

  /// `License: NAME`, `"license": "NAME"`, `<license><name>NAME`, a heading "License" above NAME.
  bool in_field(const PhraseSet& keys, uint32_t i) const;
};

}  // namespace modelaudit::assess
