#include "assess/terms/sections.h"

#include <algorithm>

#include "assess/terms/token_hash.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

enum class Level { number, letter, roman };

bool all_of(std::string_view s, bool (*test)(char)) {
  return !s.empty() && std::all_of(s.begin(), s.end(), test);
}
bool digit_or_dot(char c) { return (c >= '0' && c <= '9') || c == '.'; }
bool roman_digit(char c) { return c == 'i' || c == 'v' || c == 'x'; }

/// The label that a list mark gives, below the labels of the levels above.
class Outline {
 public:
  std::string label(std::string mark, bool bracketed) {
    if (all_of(mark, digit_or_dot)) {
      if (bracketed && !number_.empty()) {
        letter_.clear();
        roman_.clear();
        return number_ + "(" + mark + ")";
      }
      number_ = mark;
      letter_.clear();
      roman_.clear();
      return number_;
    }
    const bool roman = all_of(mark, roman_digit) && !(mark == "i" && letter_ == "h") &&
                       !(mark == "v" && letter_ == "u") && !(mark == "x" && letter_ == "w");
    if (roman && (!letter_.empty() || bracketed || number_.empty())) {
      roman_ = mark;
      return number_ + (letter_.empty() ? "" : "(" + letter_ + ")") + "(" + mark + ")";
    }
    letter_ = mark;
    roman_.clear();
    return number_.empty() ? mark : number_ + "(" + mark + ")";
  }

 private:
  std::string number_;
  std::string letter_;
  std::string roman_;
};

}  // namespace

std::vector<SectionStart> sections_of(const std::vector<Token>& tokens, std::string_view text) {
  std::vector<SectionStart> sections;
  Outline outline;
  const auto words_at = [&](size_t i) {
    return ascii_lower(text.substr(tokens[i].offset, tokens[i].length));
  };
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is(Token::marker)) {
      sections.push_back(
          {static_cast<uint32_t>(i), outline.label(words_at(i), token.is(Token::closed))});
      continue;
    }
    const bool heading = token.is(Token::line_start) && i + 1 < tokens.size() &&
                         !tokens[i + 1].is(Token::line_start);
    if (!heading) continue;
    if (token.hash == word_hash("section") || token.hash == word_hash("article") ||
        token.hash == word_hash("appendix") || token.hash == word_hash("attachment") ||
        token.hash == word_hash("schedule")) {
      const std::string next = words_at(i + 1);
      const bool numbered =
          all_of(next, digit_or_dot) || all_of(next, roman_digit) || next.size() == 1;
      if (!numbered) continue;
      const bool plain = token.hash == word_hash("section") || token.hash == word_hash("article");
      const std::string label = outline.label(next, false);
      sections.push_back({static_cast<uint32_t>(i), plain ? label : words_at(i) + " " + next});
    }
  }
  return sections;
}

}  // namespace modelaudit::assess
